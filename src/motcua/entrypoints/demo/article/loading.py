"""Load the scenario `article-2022` into an empty database: province, catalogue, and what the model brings out."""

from collections.abc import Callable, Sequence
from itertools import groupby

from django.db import transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo import article_catalogue
from motcua.entrypoints.demo.article import scene, staff
from motcua.entrypoints.demo.article.acts import Act, Word
from motcua.entrypoints.demo.article.playing import Player
from motcua.entrypoints.demo.article.simulation import Simulation
from motcua.foundation import ledger

NAME = "article-2022"
Progress = Callable[[str, int, int], None]
_AT_ONCE = 500
"""Acts of one transaction. The ledger holds a lock for each subject until its transaction ends, and a server has only so many."""
_FREQUENT = frozenset({Word.RECEIVE, Word.COMPLETE, Word.READY, Word.RETURN})
"""Of a hundred acts 98 are such. Each of the others is done on rows that are in the database, one at a time."""
_PARTS = 1000
"""The bar: a tenth for the province and its catalogue, the rest for the acts of the model."""


def set_up(progress: Progress) -> None:
    """Set up province and catalogue, in the caller's transaction."""
    progress("Đơn vị, cán bộ, lịch làm việc", 0, _PARTS)
    staff.set_up(at=scene.SET_UP_AT)
    progress("Thủ tục, quy trình, quyết định", _PARTS // 100, _PARTS)
    article_catalogue.set_up(staff.PUBLISHER, at=scene.PUBLISHED_AT)
    article_catalogue.set_up_arrangements(at=scene.PUBLISHED_AT)


def play(*, scale: float, seed: int, progress: Progress) -> None:
    """Do what the model brings out, some hundred acts in a transaction; the same for the same scale and seed on every machine.

    `progress` is told what is being done, how many parts are done and how many there are.
    """
    progress("Mô phỏng nửa năm", _PARTS // 10, _PARTS)
    setting = scene.setting()
    run = Simulation(setting, seed=seed, scale=scale).run()
    player = Player(setting.table, run.visits)
    with dossiers.holding_back() as rows:
        for begin in range(0, len(run.acts), _AT_ONCE):
            progress("Hồ sơ", _PARTS // 10 + _PARTS * 9 * begin // (10 * len(run.acts)), _PARTS)
            with transaction.atomic():
                play_together(run.acts[begin : begin + _AT_ONCE], player, rows)
                rows.let_go_ended()
        with transaction.atomic():
            rows.let_go_all()
    progress("Xong", _PARTS, _PARTS)


def play_together(acts: Sequence[Act], player: Player, rows: dossiers.HeldBack) -> None:
    """Do acts in their order: the frequent ones with rows held back and one look at the organisation for all of them."""
    for is_frequent, some in groupby(acts, key=lambda act: act.word in _FREQUENT):
        if is_frequent:
            with organisation.at_one_moment(), ledger.together():
                for act in some:
                    player.play(act)
        else:
            for act in some:
                player.let_go(act, rows)
                player.play(act)
