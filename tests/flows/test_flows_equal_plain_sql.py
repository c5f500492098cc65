"""Flows against plain SQL: whatever happened, in whatever order it was folded, each figure of each day is the same.

One crowd lives for all tests here; 200 random periods and units are asked of it, and of a second one that did more with MOTCUA_FULL=1.
"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import F

sys.path.insert(0, str(Path(__file__).parent))

import plain_figures
from django.db import connection
from lives import random_periods, rows_of_flows

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.flows.models import DayFlow, MonthFlow, MonthStock, YearFlow
from motcua.domain.flows.queries import telling_all
from motcua.domain.flows.rules.measures import Measure
from motcua.foundation.actor import SYSTEM

FULL = os.environ.get("MOTCUA_FULL") == "1"
COMPARED = [cell for cell in dossiers.Cell if cell not in {dossiers.Cell.RECEIVED, dossiers.Cell.LEFT}]


def by_flows(period, by):
    first, last, as_of = period
    groups = flows.counts(first, last, as_of=as_of, by=by)
    found = {group.key: {cell: group.counts._asdict()[cell.value] for cell in COMPARED} for group in groups}
    return {key: counts for key, counts in found.items() if any(counts.values())}


def by_plain_sql(period, by):
    first, last, as_of = period
    found = dossiers.lives_counted(first, last, as_of=as_of, by=by.value)
    known = {key: {cell: counts[cell] for cell in COMPARED} for key, counts in found.items()}
    return {key: counts for key, counts in known.items() if any(counts.values())}


@pytest.fixture(scope="module", params=[4, 2] if FULL else [4])
def crowd(lived, request):
    return lived(request.param, 400 if FULL else 200, fold_every=17)


def test_on_random_periods_flows_equal_plain_sql(crowd):
    for period in random_periods(crowd, 200 if FULL else 40):
        for by in flows.By:
            assert by_flows(period, by) == by_plain_sql(period, by), (period, by)


SUBTREES = [
    ["H12.61", "H12.61.01"],
    ["H12.60", "H12.62"],
    ["H12.62"],
    ["H12.14"],
    ["H12.04"],
    ["H12.61", "H12.14", "H12.62"],
]
FIGURES = list(flows.Counts._fields)
EVERY = [one.value for one in Measure]
DIMENSIONS = ("unit", "level", "field", "procedure", "channel")
ROWS = f"""
    SELECT unit, level, field, procedure, channel, {", ".join(f"sum({one})" for one in EVERY)} FROM flows_dayflow
    WHERE grain = 'procedure' AND day BETWEEN %(first)s AND %(last)s AND known <= %(as_of)s
          AND (%(units)s::text[] IS NULL OR unit = ANY(%(units)s)) GROUP BY 1, 2, 3, 4, 5
"""


def added(found, key, names):
    """Add up what plain SQL told, by a part of the group, of some figures; nothing that is nought."""
    sums = {}
    for group, figure, number in found:
        if figure in names:
            at = (key(group), figure)
            sums[at] = sums.get(at, 0) + number
    return sums


def told_by_flows(period, by, **only):
    first, last, as_of = period
    groups = flows.counts(first, last, as_of=as_of, by=by, **only)
    return {
        (group.key, name): number for group in groups for name, number in group.counts._asdict().items() if number != 0
    }


def told_by_rows(period, units):
    first, last, as_of = period
    asked = {"first": first, "last": min(last, as_of), "as_of": as_of, "units": units}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, asked)
        rows = cursor.fetchall()
    return {(row[:5], name): int(number) for row in rows for name, number in zip(EVERY, row[5:], strict=True) if number}


STOCKS = ("overdue_by_date", "suspended", "overdue_suspended")


def test_on_200_random_days_and_units_every_figure_at_every_grain_equals_plain_sql(crowd):
    """Subtrees, levels and fields; by level, agency, field and procedure; and every measure of the rows by channel, too."""
    plain_figures.prepare()
    chance, asked = crowd.chance, set()
    for period in random_periods(crowd, 200):
        units, level = chance.choice([None, *SUBTREES]), chance.choice(["", "", "commune", "province"])
        field = chance.choice(["", "", "Hộ tịch"])
        every = plain_figures.figures(*period)
        mine = [one for one in every if units is None or one[0]["unit"] in units]
        narrow = [one for one in mine if level in ("", one[0]["level"]) and field in ("", one[0]["field"])]
        for by, key in (("level", "level"), ("agency", "unit"), ("field", "field"), ("procedure", "procedure")):
            told = told_by_flows(period, flows.By(by), units=units, level=level, field=field)
            assert told == added(narrow, lambda group, key=key: group[key], FIGURES), (period, by, units, level, field)
            asked |= {name for _, name in told}
        flowing = [name for name in EVERY if name not in STOCKS]
        told = told_by_rows(period, units)
        assert {at: number for at, number in told.items() if at[1] in flowing} == added(
            mine, lambda group: tuple(group[name] for name in DIMENSIONS), flowing
        ), (period, units)
        asked |= {name for _, name in told}
    assert asked >= {*FIGURES, *EVERY}


def test_behind_every_figure_stand_as_many_dossiers_as_plain_sql_counts(crowd):
    for first, last, as_of in random_periods(crowd, 20 if FULL else 6):
        counted = dossiers.lives_counted(first, last, as_of=as_of, by="level")
        for cell in dossiers.Cell:
            rows = dossiers.lives_in([cell], first, last, as_of=as_of, reader=SYSTEM, at=crowd.at + timedelta(days=400))

            assert rows.counted == sum(counts[cell] for counts in counted.values()), (first, last, as_of, cell)


def test_what_befell_dossiers_opens_to_as_many_as_plain_sql_tells(crowd):
    """Once or more often each: of what was received at any desk as many as counted, of the rest at most."""
    plain_figures.prepare()
    for period in random_periods(crowd, 40):
        first, last, as_of = period
        units = frozenset(crowd.chance.choice(SUBTREES))
        told = [one for one in plain_figures.figures(*period) if one[0]["unit"] in units]
        counted = added(told, lambda group: "", set(dossiers.Befallen))
        for what in dossiers.Befallen:
            within = dossiers.Within(agencies=units)
            asked = {"as_of": as_of, "reader": SYSTEM, "at": crowd.at + timedelta(days=400), "within": within}
            found = dossiers.lives_befallen(what, first, last, **asked).counted
            times = counted.get(("", what.value), 0)
            exactly = times == found if what is dossiers.Befallen.ANY_DESK else min(times, 1) <= found <= times
            assert exactly, (period, units, what)


@pytest.mark.parametrize("acts_at_once", [telling_all._AT_ONCE, 3])
def test_made_anew_they_say_the_same_as_folded_bit_by_bit(crowd, monkeypatch, acts_at_once):
    monkeypatch.setattr(telling_all, "_AT_ONCE", acts_at_once)
    bit_by_bit = rows_of_flows()
    seen: list[tuple[int, int]] = []
    done = flows.rebuild(at=crowd.at, progress=lambda done, of: seen.append((done, of)))
    assert rows_of_flows() == bit_by_bit
    assert all(bit_by_bit.values())
    assert seen == sorted(seen)
    assert {of for _, of in seen} == {2 * done.subjects}
    assert seen[-1] == (2 * done.subjects, 2 * done.subjects)


_PERIODS = {DayFlow: "day", MonthFlow: "month", YearFlow: "year", MonthStock: "month"}


def _far_away(table):
    later = date(2999, 1, 1)
    return {_PERIODS[table]: later} if table is MonthStock else {_PERIODS[table]: later, "known": later}


def _said(row):
    return {one.name: getattr(row, one.name) for one in row._meta.fields if not one.primary_key}


def test_a_rebuild_writes_only_what_differs(crowd):
    """Rows that say what the ledger says stay; one that says something else, one too many, one too few are put right."""
    flows.rebuild(at=crowd.at)
    before = {table: set(table.objects.values_list()) for table in (DayFlow, MonthFlow, YearFlow, MonthStock)}
    flows.rebuild(at=crowd.at)
    assert {table: set(table.objects.values_list()) for table in before} == before
    for table in before:
        wrong, too_few, *_ = table.objects.order_by("pk")
        measure = "in_process" if table is MonthStock else "received"
        table.objects.filter(pk=wrong.pk).update(**{measure: F(measure) + 7})
        too_few.delete()
        table(**{**_said(wrong), "unit": "KHÔNG-CÓ"}).save()
        table(**{**_said(wrong), **_far_away(table)}).save()
    flows.rebuild(at=crowd.at)
    for table, rows in before.items():
        now = {row[1:] for row in table.objects.values_list()}
        assert now == {row[1:] for row in rows}
        assert len(rows & set(table.objects.values_list())) == len(rows) - 2


def test_where_two_places_have_one_number_another_way_to_number_them_is_taken(crowd, monkeypatch):
    monkeypatch.setattr(telling_all, "_NUMBER", f"(CASE WHEN {{seed}} = 0 THEN 1 ELSE {telling_all._NUMBER} END)")
    bit_by_bit = rows_of_flows()
    flows.rebuild(at=crowd.at)
    assert rows_of_flows() == bit_by_bit
