"""Rows of dossiers held back in memory and kept by COPY, for loads of a whole province in one process (ADR 58).

The acts are the same: rights, rules, moments, numbers, papers and the ledger are those of every act. Only what an act
would read from and write to the dossier's own tables stays with its objects until it is let go: because it has ended,
because an act needs its rows in the database, or because the load is over. Nobody else may act meanwhile.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.models import ClockSegment, Dossier, HandOver, Promise, Step
from motcua.domain.dossiers.rules.words import State, StepState
from motcua.foundation import copied_rows


@dataclass
class Whole:
    """One dossier that is held back, with the rows of its own tables; hand-overs by the id of their step."""

    dossier: Dossier
    promise: Promise
    segment: ClockSegment
    steps: list[Step]
    hand_overs: dict[int, HandOver]
    ids: copied_rows.Ids

    def is_seen_from(self, units: Collection[str]) -> bool:
        """Tell whether it came in at, belongs to or passed through one of the units, as the scope of rows says it."""
        dossier = self.dossier
        return any(
            code in units for code in (dossier.desk_id, dossier.competent_id, *(row.unit_id for row in self.steps))
        )

    def open_steps(self) -> list[Step]:
        """Return the open steps, first opened first."""
        return [row for row in self.steps if row.state == StepState.OPEN]

    def open(self, opened: Sequence[Step], hand_overs: Iterable[HandOver]) -> None:
        """Take in steps that were opened, numbered on, and their hand-overs."""
        for place, row in enumerate(opened, start=len(self.steps) + 1):
            self.ids.give(row)
            row.number = place
        self.steps += opened
        for hand_over in hand_overs:
            self.ids.give(hand_over)
            hand_over.step = step = hand_over.step  # said again now that the step has its id
            self.hand_overs[step.pk] = hand_over

    def note_taken(self, row: Step, at: datetime, by: str) -> None:
        """Note who took what was handed over with a step, once."""
        hand_over = self.hand_overs.get(row.pk)
        if hand_over is not None and hand_over.taken_at is None:
            hand_over.taken_at, hand_over.taken_by = at, by

    def end_segment(self, at: datetime) -> bool:
        """End the clock that runs; tell whether that could be: not before it began."""
        if self.segment.until is None:
            if self.segment.since > at:
                return False
            self.segment.until = at
        return True


class HeldBack:
    """The dossiers that are held back in this process."""

    def __init__(self) -> None:
        self._ids = copied_rows.Ids()
        self._wholes: dict[int, Whole] = {}
        self._names: dict[str, Whole] = {}

    def take_in(
        self,
        dossier: Dossier,
        promise: Promise,
        segment: ClockSegment,
        steps: Sequence[Step],
        hand_overs: Iterable[HandOver],
    ) -> None:
        """Hold back a dossier that was just received."""
        for row in (dossier, promise, segment):
            self._ids.give(row)
        promise.dossier_id = segment.dossier_id = dossier.pk
        whole = Whole(dossier, promise, segment, [], {}, self._ids)
        whole.open(steps, hand_overs)
        for step in steps:
            step.dossier = dossier
        self._wholes[dossier.pk] = whole
        for name in (dossier.code, dossier.outside_code):
            if name:
                self._names[name] = whole

    def of(self, dossier: Dossier) -> Whole | None:
        return self._wholes.get(dossier.pk)

    def named(self, code: str) -> Whole | None:
        return self._names.get(code)

    def let_go(self, code: str) -> None:
        """Keep one dossier's rows now, where it is held back."""
        if whole := self._names.get(code):
            self._keep([whole])

    def let_go_past(self, at: datetime) -> None:
        """Keep the rows of every dossier in process whose promise is past: those that a sweep finds."""
        self._keep([
            one
            for one in self._wholes.values()
            if one.dossier.state == State.PROCESSING and one.dossier.promised_at < at
        ])  # fmt: skip

    def let_go_ended(self) -> None:
        """Keep the rows of every dossier that has ended."""
        self._keep([one for one in self._wholes.values() if one.dossier.ended_at])

    def let_go_all(self) -> None:
        """Keep the rows of every dossier that is held back."""
        self._keep(list(self._wholes.values()))

    def _keep(self, wholes: Sequence[Whole]) -> None:
        copied_rows.copy([one.dossier for one in wholes])
        copied_rows.copy([one.promise for one in wholes])
        copied_rows.copy([one.segment for one in wholes])
        copied_rows.copy([row for one in wholes for row in one.steps])
        copied_rows.copy([row for one in wholes for row in one.hand_overs.values()])
        for one in wholes:
            del self._wholes[one.dossier.pk]
            for name in (one.dossier.code, one.dossier.outside_code):
                if name:
                    del self._names[name]


_now: ContextVar[HeldBack | None] = ContextVar("dossiers_held_back", default=None)


@contextmanager
def holding_back() -> Iterator[HeldBack]:
    """Hold back the rows of the dossiers received inside; only where this process alone acts on dossiers.

    Whoever holds back lets go: `let_go_all` before the last transaction ends. What is held back when a transaction
    fails is lost with it, and so is the load.
    """
    token = _now.set(HeldBack())
    try:
        yield _now.get() or HeldBack()
    finally:
        _now.reset(token)


def is_on() -> bool:
    """Tell whether rows are held back."""
    return _now.get() is not None


def take_in(
    dossier: Dossier, promise: Promise, segment: ClockSegment, steps: Sequence[Step], hand_overs: Iterable[HandOver]
) -> bool:
    """Hold back a dossier that was just received; tell whether rows are held back at all."""
    held = _now.get()
    if held is not None:
        held.take_in(dossier, promise, segment, steps, hand_overs)
    return held is not None


def whole_of(dossier: Dossier) -> Whole | None:
    """Return a dossier's rows where they are held back."""
    held = _now.get()
    return held.of(dossier) if held is not None else None


def whole_named(code: str) -> Whole | None:
    """Return the rows of the dossier of that name where they are held back."""
    held = _now.get()
    return held.named(code) if held is not None else None


def let_go(dossier: Dossier) -> None:
    """Keep a dossier's rows now, where they are held back: what follows reads or changes them in the database."""
    held = _now.get()
    if held is not None:
        held.let_go(dossier.code)
