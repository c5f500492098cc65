"""Reports of a unit and those below it where units moved, were set up or ended in the period (law page, 8)."""

# ruff: noqa: F401, F811 - fixtures are imported, and named again where they are asked for

import pytest
from moved_units import AT, ENDED, LATER, NEW, NOW, OLD, day, db, moved

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.foundation.actor import SYSTEM


def test_a_dossier_counts_where_its_unit_stood_when_it_left_or_at_the_end(moved):
    """settlement-report 8.1, settlement-report 8.2, settlement-report 8.3, settlement-report 8.4"""
    column = reports.Column
    assert moved.behind(OLD, column.RECEIVED_TOTAL) == {moved.before, moved.gone, moved.of_ended}
    assert moved.behind(OLD, column.SETTLED_TOTAL) == {moved.before, moved.gone}
    assert moved.behind(OLD, column.IN_PROCESS_TOTAL) == {moved.of_ended}
    assert moved.behind(NEW, column.SETTLED_TOTAL) == {moved.after}
    assert moved.behind(NEW, column.IN_PROCESS_TOTAL) == {moved.open, moved.left, moved.new}


def test_what_befell_a_dossier_counts_where_its_unit_stood_that_day(moved):
    """settlement-report 8.6"""
    first, last = AT.date(), LATER.date()
    asked = [0, 0]
    for place, unit in enumerate((OLD, NEW)):
        stood = organisation.stood_below(unit, first, last)
        for group in flows.counts_below(stood, first, last, as_of=NOW.date(), by=flows.By.LEVEL):
            asked[place] += group.counts.supplemented
    assert asked == [1, 0]
    for unit, codes in ((OLD, {moved.open}), (NEW, set())):
        place = {"reader": SYSTEM, "at": NOW, "limit": 50, "offset": 0}
        found = reports.dossiers_befallen(moved.asked(unit), reports.Befallen.SUPPLEMENTED, None, **place)
        assert {row.code for row in found.rows} == codes


@pytest.mark.parametrize(
    "days",
    [
        pytest.param((0, 3, 9), id="the move lies within"),
        pytest.param((0, 1, 9), id="before the move"),
        pytest.param((2, 3, 9), id="from the move on"),
        pytest.param((0, 8, 1), id="as known before the move"),
        pytest.param((0, 9, 9), id="up to today"),
        pytest.param((1, 2, 2), id="the day before and the day of the move"),
    ],
)
def test_the_parts_are_the_whole_at_every_grouping_and_every_figure_opens(moved, days):
    """settlement-report 8.5"""
    known = dict(zip(("first", "last", "as_of"), map(day, days), strict=True))
    units = [OLD, *([NEW] if known["last"] >= day(1) else []), moved.staff.places.centre, moved.staff.places.department]
    for by in flows.By:
        parts = [moved.report(unit, by=by, **known) for unit in units]
        whole = [moved.report(unit, by=by, **known) for unit in ("", "H12")]
        for column in reports.Column:
            each = [reports.cell(part["total"], column) for part in parts]
            assert [reports.cell(one["total"], column) for one in whole] == [sum(each)] * 2, (by, column)
    for unit, part in zip(units, parts, strict=True):
        for column in reports.Column:
            assert len(moved.behind(unit, column, **known)) == reports.cell(part["total"], column), (unit, column)


def test_a_report_about_a_unit_that_did_not_exist_in_the_period_is_refused(moved):
    """settlement-report 6.5"""
    for unit, days in ((NEW, (0, 0)), (ENDED, (2, 3))):
        with pytest.raises(reports.UnreadablePeriod, match=f"Đơn vị {unit} không tồn tại trong kỳ"):
            moved.report(unit, first=day(days[0]), last=day(days[1]))
