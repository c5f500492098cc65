"""The acts of a run in parts that are played apart: each those of its own desks, in stretches from sweep to sweep.

A dossier and the number books of its desk are one part's alone, so that numbers come out as if one had played all. A
sweep looks at every dossier of the province: it is done between two stretches, when all parts have come that far.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db import transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo.article.acts import Act, Word
from motcua.entrypoints.demo.article.playing import Player
from motcua.entrypoints.demo.article.raters import Raters
from motcua.entrypoints.demo.article.setting import COMMUNE, Setting
from motcua.entrypoints.demo.article.simulation import Simulation
from motcua.foundation import ledger

PARTS: Final = 2
"""The communes' desks, and those above them: of the acts of the scenario nearly half each."""
_AT_ONCE: Final = 500
"""Acts of one transaction. The ledger holds a lock for each subject until its transaction ends, and a server has only so many."""
_FREQUENT: Final = frozenset({Word.RECEIVE, Word.COMPLETE, Word.READY, Word.RETURN})
"""Of a hundred acts 98 are such. Each of the others has its dossier's rows let go, and looks at the organisation anew."""


@dataclass(frozen=True)
class Stretch:
    """Acts without a sweep among them, from a place in the run; then the sweep of a minute, none after the last stretch."""

    begin: int
    acts: int
    sweep: int | None


def stretches(acts: Sequence[Act]) -> list[Stretch]:
    """Return the acts of a run in stretches, in their order; several sweeps in a row of one minute are one."""
    found: list[Stretch] = []
    begin = 0
    for place, act in enumerate(acts):
        if act.word is Word.SWEEP:
            if place > begin or not found or found[-1].sweep != act.minute:
                found.append(Stretch(begin, place - begin, act.minute))
            begin = place + 1
    return [*found, Stretch(begin, len(acts) - begin, None)]


class Part:
    """One part of a run, or all of it (`number` None), played with the rows of its dossiers held back."""

    def __init__(self, run: Simulation, setting: Setting, number: int | None, rows: dossiers.HeldBack) -> None:
        self.run, self.setting, self.rows = run, setting, rows
        self.player = Player(setting.table, run.visits)
        self.raters = Raters(run, setting, self.player)
        levels = {one.desk: one.level for one in setting.places}
        self._mine = [number in (None, int(levels.get(one.desk) == COMMUNE)) for one in run.visits]

    def play(self, stretch: Stretch) -> None:
        """Do the part's acts of a stretch, some hundred in a transaction, and keep what the sweep after it will find."""
        acts = [act for act in self.run.acts[stretch.begin : stretch.begin + stretch.acts] if self._mine[act.visit]]
        for begin in range(0, len(acts), _AT_ONCE):
            with transaction.atomic():
                some = acts[begin : begin + _AT_ONCE]
                play_together(some, self.player)
                self.rows.let_go_ended()
                self.raters.answer(some, at=self.setting.table.moment_at(some[-1].minute))
        with transaction.atomic():
            if stretch.sweep is None:
                self.rows.let_go_all()
            else:
                self.rows.let_go_past(self.setting.table.moment_at(stretch.sweep))


def play_together(acts: Iterable[Act], player: Player) -> None:
    """Do acts in their order, in the caller's transaction: the frequent ones with one look at the organisation for all."""
    for is_frequent, some in groupby(acts, key=lambda act: act.word in _FREQUENT):
        if is_frequent:
            with organisation.at_one_moment(), ledger.together():
                for act in some:
                    player.play(act)
        else:
            for act in some:
                player.play(act)


@contextmanager
def part(setting: Setting, *, seed: int, scale: float, number: int | None) -> Iterator[Part]:
    """Let the model run and hand over one part of it; rows are held back until the last stretch is played."""
    run = Simulation(setting, seed=seed, scale=scale).run()
    with dossiers.holding_back() as rows:
        yield Part(run, setting, number, rows)
