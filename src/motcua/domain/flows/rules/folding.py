"""Fold the acts of one dossier into what each day counts: pure, and exact for what was known on any past day.

A dossier adds to the day of its reception, to the day on which it leaves, and to the stock of those that fell due
between. An act that changes what earlier days counted (reopened, corrected, void) takes back what they said: under
the day on which it became known. So the sum of all that was known up to a day is what a report of that day said.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from motcua.domain.flows.rules.measures import Measure


class Moment(NamedTuple):
    """A moment in microseconds since 1970, and its day (days since 1970) in the province's time zone."""

    at: int
    day: int


class Act(NamedTuple):
    """One act on a dossier as the ledger tells it, reduced to what is counted.

    `promised`: the promise it made, where it made one; `ready`: where it corrected when the result lay at the desk.
    `is_damaged`: what it says of these, or of where the dossier counts, cannot be read.
    """

    name: str
    at: Moment
    promised: Moment | None = None
    ready: Moment | None = None
    lateness: str = ""
    outcome: str = ""
    any_desk: bool = False
    is_damaged: bool = False


class UnfoldableError(ValueError):
    """The acts on a dossier cannot be folded; says at which act that ends."""


class Change(NamedTuple):
    """Something to be added to the count of a day. `known`: the day from which it is known, never before `day`."""

    day: int
    known: int
    measure: Measure


FIRST_ACT = "received"
NOT_RECEIVED = "not_received"
_STANDINGS = {
    "early": (Measure.EARLY, Measure.ENDED_EARLY),
    "on_time": (Measure.ON_TIME, Measure.ENDED_ON_TIME),
    "late": (Measure.LATE, Measure.ENDED_LATE),
}
_LATE = "late"


class _Running(NamedTuple):
    """In process, its clock runs: its promise, when it falls due by the moment, and at the end of which day by the date."""

    promised: Moment
    falls: Moment
    falls_by_date: int

    def lateness(self, at: Moment) -> str:
        """Tell how it stands where it leaves at a moment without a result."""
        return _LATE if at.at > self.promised.at else "early" if at.day < self.promised.day else "on_time"


class _Suspended(NamedTuple):
    """In process, its clock does not run; `was_overdue` when that began."""

    promised: Moment
    was_overdue: bool

    def lateness(self, at: Moment) -> str:
        return _LATE if self.was_overdue else "early" if at.day < self.promised.day else "on_time"


_Standing = _Running | _Suspended


class _Life:
    """What the acts so far made of a dossier, and what they count, in their order."""

    def __init__(self) -> None:
        self.log: list[tuple[Change, int]] = []
        self.standing: _Standing | None = None
        self.before_leaving: _Standing | None = None
        self.leaving: list[tuple[Change, int]] = []
        self.outcome = ""

    def count(self, day: int, measure: Measure, known: int, by: int = 1) -> None:
        self.log.append((Change(day, max(day, known), measure), by))

    def run(self, promised: Moment, at: Moment) -> None:
        """Run against a promise from a moment on: its falling due is counted on its day, at once where it is past."""
        running = _Running(promised, max(promised, at), max(promised.day + 1, at.day))
        self.count(running.falls.day, Measure.FELL_DUE, at.day)
        self.count(running.falls_by_date, Measure.OVERDUE_BY_DATE, at.day)
        self.standing = running

    def suspend(self, promised: Moment, at: Moment) -> None:
        suspended = _Suspended(promised, was_overdue=at.at > promised.at)
        self._count_suspended(suspended, at, at.day, 1)
        self.standing = suspended

    def give_up(self, at: Moment, known: int) -> _Standing:
        """Stand so no longer from a moment on: what had fallen due is cleared, what had not never will."""
        was, self.standing = self.standing, None
        if was is None:
            raise ValueError("the dossier is not in process")
        if isinstance(was, _Suspended):
            self._count_suspended(was, at, known, -1)
            return was
        if at.at > was.falls.at:
            self.count(at.day, Measure.CLEARED, known)
        else:
            self.count(was.falls.day, Measure.FELL_DUE, known, -1)
        self.count(max(at.day, was.falls_by_date), Measure.OVERDUE_BY_DATE, known, -1)
        return was

    def _count_suspended(self, one: _Suspended, at: Moment, known: int, by: int) -> None:
        self.count(at.day, Measure.SUSPENDED, known, by)
        if one.was_overdue:
            self.count(at.day, Measure.OVERDUE_SUSPENDED, known, by)

    def leave(self, at: Moment, known: int, more: Callable[[_Standing], Iterable[Measure]]) -> None:
        """Leave the process; what that counts is kept apart, so that it can be taken back."""
        before = len(self.log)
        self.before_leaving = self.give_up(at, known)
        for measure in more(self.before_leaving):
            self.count(at.day, measure, known)
        self.leaving = self.log[before:]

    def come_back(self, known: int) -> None:
        """Take back that it left: it stands as it did, and earlier days are told so from now on."""
        self.take_back(self.leaving, known)
        self.standing, self.leaving = self.before_leaving, []

    def take_back(self, what: list[tuple[Change, int]], known: int) -> None:
        self.log += [(Change(one.day, max(known, one.known), one.measure), -number) for one, number in what]


_Treat = Callable[[_Life, Act], None]


def fold(acts: Sequence[Act]) -> Mapping[Change, int]:
    """Return what a dossier, or what a desk did not receive, adds to each day, by the acts on it in order; no zeros.

    Nothing as long as its first act is not told; acts that change no count are passed over. Raises UnfoldableError where an act cannot be read,
    or cannot follow those before it.
    """
    life = _Life()
    if not acts or acts[0].name not in {FIRST_ACT, NOT_RECEIVED}:
        return {}
    for act in acts:
        if treat := _ACTS.get(act.name):
            _follow(life, act, treat)
    counted: defaultdict[Change, int] = defaultdict(int)
    for change, number in life.log:
        counted[change] += number
    return {change: number for change, number in counted.items() if number}


def _follow(life: _Life, act: Act, treat: _Treat) -> None:
    if act.is_damaged:
        raise UnfoldableError(act.name)
    try:
        treat(life, act)
    except (KeyError, ValueError) as error:
        raise UnfoldableError(act.name) from error


def _received(life: _Life, act: Act) -> None:
    life.count(act.at.day, Measure.RECEIVED, act.at.day)
    if act.any_desk:
        life.count(act.at.day, Measure.ANY_DESK, act.at.day)
    life.run(_promise(act), act.at)


def _not_received(life: _Life, act: Act) -> None:
    life.count(act.at.day, Measure.NOT_RECEIVED, act.at.day)


def _suspended(measure: Measure) -> _Treat:
    def treat(life: _Life, act: Act) -> None:
        was = life.give_up(act.at, act.at.day)
        life.count(act.at.day, measure, act.at.day)
        life.suspend(was.promised, act.at)

    return treat


def _runs_again(life: _Life, act: Act) -> None:
    life.give_up(act.at, act.at.day)
    life.run(_promise(act), act.at)


def _redated(life: _Life, act: Act) -> None:
    """A new promise in the place of the old one; where both are past it is overdue since it first was."""
    was, promised = life.standing, _promise(act)
    if not isinstance(was, _Running):
        return
    life.give_up(act.at, act.at.day)
    life.run(promised, act.at)
    if was.falls.at < act.at.at and promised.at < act.at.at and isinstance(life.standing, _Running):
        life.count(act.at.day, Measure.CLEARED, act.at.day, -1)
        life.count(act.at.day, Measure.FELL_DUE, act.at.day, -1)


def _settled(life: _Life, act: Act) -> None:
    life.outcome = act.outcome
    _settle(life, act.at, act.at.day, act.lateness)


def _settle(life: _Life, ready: Moment, known: int, lateness: str) -> None:
    def counted(was: _Standing) -> Iterable[Measure]:
        yield _STANDINGS[lateness][0]
        if lateness == _LATE and was.promised.day == ready.day:
            yield Measure.LATE_SAME_DAY
        if life.outcome == "refused":
            yield Measure.REFUSED

    life.leave(ready, known, counted)


def _ended(kind: Measure) -> _Treat:
    def treat(life: _Life, act: Act) -> None:
        def counted(was: _Standing) -> Iterable[Measure]:
            lateness = was.lateness(act.at)
            yield _STANDINGS[lateness][1]
            if lateness == _LATE and was.promised.day == act.at.day:
                yield Measure.ENDED_LATE_SAME_DAY
            yield kind

        life.leave(act.at, act.at.day, counted)

    return treat


def _corrected(life: _Life, act: Act) -> None:
    """Only a corrected moment of the result changes a count."""
    if act.ready is not None:
        life.come_back(act.at.day)
        _settle(life, act.ready, act.at.day, act.lateness)


def _reopened(life: _Life, act: Act) -> None:
    life.come_back(act.at.day)


def _voided(life: _Life, act: Act) -> None:
    life.take_back(list(life.log), act.at.day)
    life.standing = None


def _promise(act: Act) -> Moment:
    if act.promised is None:
        raise ValueError(f"{act.name} without the moment promised")
    return act.promised


_ACTS: Mapping[str, _Treat] = {
    FIRST_ACT: _received,
    NOT_RECEIVED: _not_received,
    "supplement_asked": _suspended(Measure.SUPPLEMENTED),
    "supplement_completed": _runs_again,
    "paused": _suspended(Measure.PAUSED),
    "resumed": _runs_again,
    "redated": _redated,
    "result_ready": _settled,
    "withdrawn": _ended(Measure.WITHDRAWN),
    "stopped": _ended(Measure.STOPPED),
    "closed_unanswered": _ended(Measure.CLOSED),
    "corrected": _corrected,
    "reopened": _reopened,
    "voided": _voided,
}
COUNTED_ACTS = tuple(_ACTS)
"""The acts that change a count."""
