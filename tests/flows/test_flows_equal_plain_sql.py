"""Flows against plain SQL: whatever happened, in whatever order it was folded, each figure of each day is the same.

One crowd lives for all tests here. 40 random periods in the quick run; 200 for each of two crowds, after more acts, with MOTCUA_FULL=1.
"""

import os
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import F

sys.path.insert(0, str(Path(__file__).parent))

from lives import random_periods, rows_of_flows

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.flows.models import DayFlow, MonthFlow, MonthStock, YearFlow
from motcua.domain.flows.queries import telling_all
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


@pytest.fixture(scope="module", params=[1, 2] if FULL else [1])
def crowd(lived, request):
    return lived(request.param, 400 if FULL else 200, fold_every=17)


def test_on_random_periods_flows_equal_plain_sql(crowd):
    for period in random_periods(crowd, 200 if FULL else 40):
        for by in flows.By:
            assert by_flows(period, by) == by_plain_sql(period, by), (period, by)


def test_behind_every_figure_stand_as_many_dossiers_as_plain_sql_counts(crowd):
    for first, last, as_of in random_periods(crowd, 20 if FULL else 6):
        counted = dossiers.lives_counted(first, last, as_of=as_of, by="level")
        for cell in dossiers.Cell:
            rows = dossiers.lives_in([cell], first, last, as_of=as_of, reader=SYSTEM, at=crowd.at + timedelta(days=400))

            assert rows.counted == sum(counts[cell] for counts in counted.values()), (first, last, as_of, cell)


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
