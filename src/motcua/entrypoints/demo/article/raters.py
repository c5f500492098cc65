"""The counters' devices and what people say on them: one after the other at each device, never faster than a person can."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.demo.article.acts import Act, Word
from motcua.entrypoints.demo.article.playing import Player
from motcua.entrypoints.demo.article.pleased import level_of
from motcua.entrypoints.demo.article.setting import RECEPTION, Post, Setting
from motcua.entrypoints.demo.article.simulation import Simulation

NAME: Final = "Máy đánh giá tại quầy (mẫu)"
_OPENED: Final = timedelta(seconds=20)
"""From the hand-over to the question on the device, and from the question to the answer."""
_APART: Final = timedelta(seconds=60)
"""Between two answers on one device, more than what would be doubtful."""


def set_up(posts: Iterable[Post], *, at: datetime) -> None:
    """Put a device on each desk, by an officer of its reception."""
    logins = {post.unit: post.login for post in posts if post.role == RECEPTION}
    for desk, login in logins.items():
        surveys.add_device(unit=desk, name=NAME, by=organisation.actor_for(login, at.date(), desk), at=at)


class Raters:
    """Keeps what people say after results were handed over, some hundred at once."""

    def __init__(self, run: Simulation, setting: Setting, player: Player) -> None:
        self.setting, self.player = setting, player
        self._lives = {life.number: life for life in run.lives}
        self._devices: dict[str, int] = {}
        self._last: dict[str, datetime] = {}

    def answer(self, acts: Iterable[Act], *, at: datetime) -> None:
        """Keep the answers that follow returned results, in their order; the dossiers are in the database."""
        surveys.rate_many(list(self._given(acts, at)))

    def _given(self, acts: Iterable[Act], at: datetime) -> Iterator[surveys.OnDevice]:
        for act in acts:
            level = level_of(self._lives[act.visit], self.setting.knobs) if act.word is Word.RETURN else None
            settled = dossiers.settlements.settlement_of(self.player.codes[act.visit]) if level else None
            if level is None or settled is None:
                continue
            asked = self._asked(settled.desk, self.setting.table.moment_at(act.minute))
            given = surveys.GivenRating(settled, surveys.Answer(level), asked + _OPENED)
            yield surveys.OnDevice(given, self._device(settled.desk, at), act.login, asked)

    def _asked(self, desk: str, handed_out: datetime) -> datetime:
        """Return when the device of a desk is free to ask."""
        free = max(handed_out + _OPENED, self._last.get(desk, handed_out) + _APART)
        self._last[desk] = free
        return free

    def _device(self, desk: str, at: datetime) -> int:
        if desk not in self._devices:
            self._devices[desk] = surveys.devices_of(desk, at)[0].id
        return self._devices[desk]
