"""Make all flows anew from the ledger: each course folded once, everything added up in memory, written in order."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from django.db import connection

from motcua.domain.flows.models import DayFlow, MonthFlow, MonthStock, YearFlow
from motcua.domain.flows.operations import writing
from motcua.domain.flows.operations.grouping import NumberedGroups
from motcua.domain.flows.queries.telling import Window
from motcua.domain.flows.queries.telling_all import ToldAtOnce, WholeLedger, whole_ledger
from motcua.domain.flows.rules.adding_up import Sums, add_up, by_period, regrouped, rows_of, stocks_of, together
from motcua.domain.flows.rules.courses import Numbers, fold_all, number_alike
from motcua.domain.flows.rules.grains import DAY_GRAINS, YEAR_GRAINS, Grain, Group, seen_at
from motcua.domain.flows.rules.measures import Measure

_MEMORY = "256MB"
_ANY_DESK = list(Measure).index(Measure.ANY_DESK)
_FIRST_DAY = date(1970, 1, 1)
Progress = Callable[[int, int], None]


def remake(window: Window, *, month: date, progress: Progress) -> int:
    """Replace all flows by what the window tells, with the stocks of the months before `month`; return how many subjects."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{_MEMORY}'")
    ledger = whole_ledger(window)
    groups = NumberedGroups(ledger.places)
    days = _days(ledger, groups, progress)
    for table in (DayFlow, MonthFlow, YearFlow, MonthStock):
        table.objects.all().delete()
    if days is not None:
        _write(days, groups.names, until=(month - _FIRST_DAY).days)
    return ledger.subjects


def _days(ledger: WholeLedger, groups: NumberedGroups, progress: Progress) -> Sums | None:
    parts: list[Sums] = []
    done = 0
    for told in ledger.acts():
        parts.append(_added(told, groups))
        done += int(np.count_nonzero(told.places))
        progress(done, ledger.subjects)
    return together(parts) if parts else None


def _added(told: ToldAtOnce, groups: NumberedGroups) -> Sums:
    own, desk = groups.of(told.places, told.acts.day[np.flatnonzero(told.acts.begins)])
    changes = fold_all(told.acts)
    group = np.where(changes.measure == _ANY_DESK, desk[changes.subject], own[changes.subject])
    return add_up(changes.day, changes.known, group, changes.measure, changes.number)


def _write(days: Sums, groups: list[Group], *, until: int) -> None:
    for grain in Grain:
        seen = [seen_at(grain, group) for group in groups]
        _, shown_by, numbers = np.unique(
            number_alike([_in_order(column) for column in zip(*seen, strict=True)]),
            return_index=True, return_inverse=True,
        )  # fmt: skip
        names = writing.encoded(grain, (seen[one] for one in shown_by))
        here = regrouped(days, numbers)
        months = by_period(here, "M")
        if grain in DAY_GRAINS:
            writing.write("flows_dayflow", names, rows_of(here))
        writing.write("flows_monthflow", names, rows_of(months))
        if grain in YEAR_GRAINS:
            writing.write("flows_yearflow", names, rows_of(by_period(months, "Y")))
        writing.write("flows_monthstock", names, stocks_of(months, len(names), until=until))


def _in_order(texts: Sequence[str]) -> Numbers:
    """Number texts as they are sorted, equal ones alike."""
    places = {text: place for place, text in enumerate(sorted(set(texts)))}
    return np.array([places[text] for text in texts], dtype=np.int64)
