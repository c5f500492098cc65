"""Make all flows anew from the ledger: each course folded once, everything added up in memory, what differs written in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection

from motcua.domain.flows.operations import writing
from motcua.domain.flows.operations.grouping import NumberedGroups
from motcua.domain.flows.queries.telling import Window
from motcua.domain.flows.queries.telling_all import ToldAtOnce, WholeLedger, named, whole_ledger
from motcua.domain.flows.rules.adding_up import (
    NOTHING,
    Rows,
    Sums,
    add_up,
    by_period,
    regrouped,
    rows_of,
    stocks_of,
    together,
)
from motcua.domain.flows.rules.courses import Numbers, fold_all, number_alike
from motcua.domain.flows.rules.grains import DAY_GRAINS, YEAR_GRAINS, Grain, Group, seen_at
from motcua.domain.flows.rules.measures import Measure

_MEMORY = "256MB"
_ROWS_AT_ONCE = 400_000
"""Rows that are held at once against those that stand: some hundred megabytes."""
_ANY_DESK = list(Measure).index(Measure.ANY_DESK)
_FIRST_DAY = date(1970, 1, 1)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Remade:
    """How many subjects were folded, and which of them could not be."""

    subjects: int
    unfoldable: tuple[str, ...]


def remake(window: Window, *, month: date, progress: Progress) -> Remade:
    """Let the flows be what the window tells, with the stocks of the months before `month`.

    What is done is told to `progress`: the subjects that are folded, then as many again while rows are written.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{_MEMORY}'")
    ledger = whole_ledger(window)
    of = ledger.subjects
    groups = NumberedGroups(ledger.places)
    unfoldable: list[int] = []
    days = _days(ledger, groups, unfoldable, lambda done: progress(done, 2 * of))
    write_all(days, groups.names, until=month, progress=lambda done, all_of: progress(of + of * done // all_of, 2 * of))
    return Remade(of, tuple(named(unfoldable, window)) if unfoldable else ())


def _days(
    ledger: WholeLedger, groups: NumberedGroups, unfoldable: list[int], folded: Callable[[int], None]
) -> Sums | None:
    parts: list[Sums] = []
    done = 0
    for told in ledger.acts():
        parts.append(_added(told, groups, unfoldable))
        done += int(np.count_nonzero(told.places))
        folded(done)
    return together(parts) if parts else None


def _added(told: ToldAtOnce, groups: NumberedGroups, unfoldable: list[int]) -> Sums:
    own, desk = groups.of(told.places, told.acts.day[np.flatnonzero(told.acts.begins)])
    changes = fold_all(told.acts)
    unfoldable += told.subjects[changes.unfoldable].tolist()
    group = np.where(changes.measure == _ANY_DESK, desk[changes.subject], own[changes.subject])
    return add_up(changes.day, changes.known, group, changes.measure, changes.number)


def write_all(days: Sums | None, groups: Sequence[Group], *, until: date, progress: Progress) -> None:
    """Let the flows be the sums of these days, at every grain, with the stocks of the months before `until`; only what differs is written."""
    columns = [_in_order(column) for column in zip(*groups, strict=True)] or [_in_order(())] * len(Group._fields)
    for done, grain in enumerate(Grain):
        progress(done, len(Grain))
        _, shown_by, numbers = np.unique(
            number_alike(list(_seen(grain, columns))), return_index=True, return_inverse=True
        )
        names = writing.encoded(grain, (seen_at(grain, groups[one]) for one in shown_by))
        for table, rows in _tables(grain, regrouped(days or NOTHING, numbers), len(names), (until - _FIRST_DAY).days):
            writing.replace(table, grain, names, rows)
    progress(len(Grain), len(Grain))


def _tables(grain: Grain, here: Sums, groups: int, until: int) -> Iterator[tuple[str, Iterator[Rows]]]:
    """Yield the rows of each table that keeps the grain."""
    if grain in DAY_GRAINS:
        yield "flows_dayflow", rows_of(here, at_once=_ROWS_AT_ONCE)
    months = by_period(here, "M")
    yield "flows_monthflow", rows_of(months, at_once=_ROWS_AT_ONCE)
    if grain in YEAR_GRAINS:
        yield "flows_yearflow", rows_of(by_period(months, "Y"), at_once=_ROWS_AT_ONCE)
    yield "flows_monthstock", stocks_of(months, groups, until=until, at_once=_ROWS_AT_ONCE)


def _seen(grain: Grain, columns: Sequence[tuple[list[str], Numbers]]) -> Iterator[Numbers]:
    """Yield each column of the groups as the grain keeps it."""
    blank = Group(*([""] * len(Group._fields)))
    for name, (texts, numbers) in zip(Group._fields, columns, strict=True):
        kept = [str(getattr(seen_at(grain, blank._replace(**{name: text})), name)) for text in texts]
        yield _in_order(kept)[1][numbers]


def _in_order(texts: Sequence[str]) -> tuple[list[str], Numbers]:
    """Return the different texts as they are sorted, and for each text its place among them."""
    different = sorted(set(texts))
    places = {text: place for place, text in enumerate(different)}
    return different, np.array([places[text] for text in texts], dtype=np.int64)
