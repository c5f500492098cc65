"""Fold very many dossiers at once: each course that some of them share is folded once, by the rule for one dossier.

The rule asks of moments only which is earlier and how many days lie between. Two dossiers with the same acts in the same
order, as many days apart, have the same course: what one adds, the other adds too, as many days later as it began later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motcua.domain.flows.rules.folding import COUNTED_ACTS, Act, Moment, UnfoldableError, fold
from motcua.domain.flows.rules.measures import Measure

Numbers = NDArray[np.int64]
ABSENT = -(2**62)
"""The moment and the day that an act does not tell."""
LATENESSES = ("", "early", "on_time", "late")
OUTCOMES = ("", "refused")
"""Outcomes that count differently; any other is as none."""
_MEASURES = {measure: place for place, measure in enumerate(Measure)}
_MOST = 2**62


@dataclass(frozen=True)
class ActColumns:
    """Very many acts, a number each; those of one subject stand together, in order. `begins`: 1 where another subject begins.

    `name`, `lateness`, `outcome`: places in `COUNTED_ACTS`, `LATENESSES`, `OUTCOMES`. Moments in microseconds, days since 1970.
    """

    begins: Numbers
    name: Numbers
    at: Numbers
    day: Numbers
    promised: Numbers
    promised_day: Numbers
    ready: Numbers
    ready_day: Numbers
    lateness: Numbers
    outcome: Numbers
    any_desk: Numbers
    is_damaged: Numbers

    def acts(self, start: int, end: int) -> list[Act]:
        """Return the acts from one place to before another as the rule reads them."""
        return [self._act(place) for place in range(start, end)]

    def _act(self, place: int) -> Act:
        return Act(
            name=COUNTED_ACTS[self.name[place]],
            at=Moment(int(self.at[place]), int(self.day[place])),
            promised=_moment(self.promised[place], self.promised_day[place]),
            ready=_moment(self.ready[place], self.ready_day[place]),
            lateness=LATENESSES[self.lateness[place]],
            outcome=OUTCOMES[self.outcome[place]],
            any_desk=bool(self.any_desk[place]),
            is_damaged=bool(self.is_damaged[place]),
        )


@dataclass(frozen=True)
class Changes:
    """What very many subjects add: to which day's measure (its place in `Measure`), known from when, how much.

    `unfoldable`: subjects whose acts cannot be folded; they add nothing.
    """

    subject: Numbers
    day: Numbers
    known: Numbers
    measure: Numbers
    number: Numbers
    unfoldable: Numbers


def fold_all(acts: ActColumns) -> Changes:
    """Return what all subjects add, subjects numbered from 0 in the order in which they stand."""
    starts = np.flatnonzero(acts.begins)
    ends = np.append(starts[1:], len(acts.begins))
    _, shown_by, course = np.unique(_courses(acts, starts, ends), return_index=True, return_inverse=True)
    began = acts.day[starts]
    added = [_since(int(began[one]), acts.acts(starts[one], ends[one])) for one in shown_by]
    is_unfoldable = np.array([one is None for one in added], dtype=bool)
    many = np.array([len(one or ()) for one in added], dtype=np.int64)
    every = np.array([row for one in added for row in one or ()], dtype=np.int64).reshape(-1, 4)
    times = many[course]
    subject = np.repeat(np.arange(len(starts)), times)
    first = (np.cumsum(many) - many)[course]
    rows = every[np.repeat(first - (np.cumsum(times) - times), times) + np.arange(len(subject))]
    day = began[subject]
    unfoldable = np.flatnonzero(is_unfoldable[course])
    return Changes(subject, day + rows[:, 0], day + rows[:, 1], rows[:, 2], rows[:, 3], unfoldable)


def number_alike(columns: Sequence[Numbers]) -> Numbers:
    """Return a number a row: the same for rows that are alike in all columns, and in their order, the first column first."""
    found, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        if not len(column):
            return found
        lowest = int(column.min())
        width = int(column.max()) - lowest + 1
        if size * width > _MOST:
            found, size = _by_their_places(found)
        if size * width > _MOST:
            lowest, (column, width) = 0, _by_their_places(column)  # noqa: PLW2901
        found, size = found * width + (column - lowest), size * width
    return found


def _by_their_places(numbers: Numbers) -> tuple[Numbers, int]:
    """Return numbers as small as can be, in the same order, and how many there are."""
    distinct, found = np.unique(numbers, return_inverse=True)
    return found, len(distinct)


def _since(day: int, acts: Sequence[Act]) -> list[tuple[int, int, int, int]] | None:
    try:
        folded = fold(acts)
    except UnfoldableError:
        return None
    return [
        (change.day - day, change.known - day, _MEASURES[change.measure], number) for change, number in folded.items()
    ]


def _courses(acts: ActColumns, starts: Numbers, ends: Numbers) -> Numbers:
    """Number the courses: act after act, what was alike so far and goes on alike stays alike."""
    act = np.unique(number_alike(_told_of(acts, starts)), return_inverse=True)[1]
    course, numbered = np.zeros(len(starts), dtype=np.int64), 1
    on, place = np.arange(len(starts)), 0
    while len(on):
        alike = np.unique(number_alike([course[on], act[starts[on] + place]]), return_inverse=True)[1]
        course[on] = numbered + alike
        numbered, place = numbered + len(on), place + 1
        on = on[starts[on] + place < ends[on]]
    return course


def _told_of(acts: ActColumns, starts: Numbers) -> list[Numbers]:
    subject = np.cumsum(acts.begins) - 1
    began = acts.day[starts][subject]
    at, promised, ready = _ranks(subject, [acts.at, acts.promised, acts.ready])
    days = [np.where(day == ABSENT, -1, day - began + 1) for day in (acts.day, acts.promised_day, acts.ready_day)]
    return [acts.name, acts.lateness, acts.outcome, acts.any_desk, acts.is_damaged, *days, at, promised, ready]


def _ranks(subject: Numbers, moments: Sequence[Numbers]) -> list[Numbers]:
    """Rank moments among all of their subject, equal ones alike; absent ones 0."""
    told = [np.flatnonzero(column != ABSENT) for column in moments]
    every = np.concatenate([column[places] for column, places in zip(moments, told, strict=True)])
    of = np.concatenate([subject[places] for places in told])
    order = np.lexsort((every, of))
    every, of = every[order], of[order]
    another = np.ones(len(of), dtype=bool)
    another[1:] = of[1:] != of[:-1]
    rises = another.copy()
    rises[1:] |= every[1:] != every[:-1]
    height = np.cumsum(rises)
    rank = np.empty(len(of), dtype=np.int64)
    rank[order] = height - np.repeat(height[another], np.diff(np.append(np.flatnonzero(another), len(of)))) + 1
    ranks, taken = [], 0
    for column, places in zip(moments, told, strict=True):
        found = np.zeros(len(column), dtype=np.int64)
        found[places] = rank[taken : taken + len(places)]
        ranks.append(found)
        taken += len(places)
    return ranks


def _moment(at: np.int64, day: np.int64) -> Moment | None:
    return None if at == ABSENT else Moment(int(at), int(day))
