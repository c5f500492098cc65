"""Reports of a unit and those below it where units moved, were set up or ended in the period (law page, 8)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings as settings_in_use
from django.core.management import call_command

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level
from motcua.domain.reports import api as reports
from motcua.foundation.actor import SYSTEM

AT = testing.RECEIVED_AT
MOVED = AT + timedelta(days=2)
LATER = AT + timedelta(days=3)
NOW = AT + timedelta(days=9)
OLD, NEW, ENDED = "H12.60", "H12.63", "H12.64"
REASON = "Lý do mẫu"


class Moved:
    """A commune goes from one district to a new one; another commune of the old one ends."""

    def __init__(self):
        self.staff = testing.a_staffed_province()
        self.commune = self.staff.places.commune
        organisation_testing.a_unit(OLD, level=Level.DISTRICT, parent="H12")
        organisation_testing.a_unit(NEW, level=Level.DISTRICT, parent="H12", from_on=MOVED.date() - timedelta(days=1))
        organisation_testing.a_unit(ENDED, level=Level.COMMUNE, kind=Kind.COMMUNE, parent=OLD)
        self.put_below(OLD, AT.date() - timedelta(days=20))
        self.before, self.after, self.open, self.gone, self.left = (self.receive() for _ in range(5))
        self.of_ended = self.receive(competent=ENDED)
        testing.carry_to_ready(self.staff, self.before, at=AT + timedelta(hours=2))
        dossiers.withdraw(self.gone, reason=REASON, by=self.staff.reception, at=AT + timedelta(hours=2))
        dossiers.ask_supplement(
            self.open, reason=REASON, items=["Bản sao"], by=self.staff.handler, at=AT + timedelta(hours=3)
        )
        self.put_below(NEW, MOVED.date())
        organisation.dissolve_unit(code=ENDED, on=MOVED.date(), successors=[self.commune], by=SYSTEM, at=AT)
        testing.carry_to_ready(self.staff, self.after, at=LATER)
        self.new = self.receive(at=LATER)
        flows.fold_news(at=NOW)

    def receive(self, *, competent="", at=AT):
        return testing.a_dossier(self.staff, at=at, competent=competent or self.commune)

    def put_below(self, parent, on):
        facts = organisation.UnitFacts("Ủy ban nhân dân xã Đất Mũi", Level.COMMUNE, Kind.COMMUNE, parent)
        organisation.replace_unit_version(code=self.commune, from_on=on, facts=facts, by=SYSTEM, at=AT)

    def asked(self, unit, **more):
        known = {"first": AT.date(), "last": LATER.date(), "as_of": NOW.date(), "by": flows.By.AGENCY, **more}
        return reports.Asked(unit=unit, **known)

    def report(self, unit, **more):
        return reports.settlement_report(self.asked(unit, **more), at=NOW)

    def behind(self, unit, column, **more):
        page = reports.dossiers_behind(
            self.asked(unit, **more), column, None, reader=SYSTEM, at=NOW, limit=50, offset=0
        )
        return {row.code for row in page.rows}


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """Let the tests of this module use the database of the tests, which is made for whoever asks for `db`; no test is rolled back."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def moved(db, tmp_path_factory):
    """Return what happened, once for all tests here: really committed, as the folder needs it, and emptied at the end."""
    before = settings_in_use.ENVIRONMENT
    settings_in_use.ENVIRONMENT = replace(before, data=tmp_path_factory.mktemp("moved"))
    try:
        yield Moved()
    finally:
        settings_in_use.ENVIRONMENT = before
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)


def day(number: int) -> date:
    return AT.date() + timedelta(days=number)


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


def test_what_a_published_report_of_a_moved_unit_is_told_apart_by_is_named(moved):
    """settlement-report 8.7"""
    head = organisation_testing.an_actor("H12", organisation.Role.LEADER)
    number = reports.publish_report(moved.asked(NEW, as_of=LATER.date()), by=head, at=NOW)
    later = NOW + timedelta(days=1)
    for code in (moved.before, moved.after):
        dossiers.reopen(code, reason=REASON, by=moved.staff.leader, at=later)
    flows.fold_news(at=later)

    since = reports.changed_since(reports.published_report(number), reader=head, at=later)

    column = reports.Column
    was, now = column.SETTLED_EARLY, column.IN_PROCESS_WITHIN
    assert {one.code: (set(one.moved.was), set(one.moved.now)) for one in since.dossiers} == {
        moved.before: (set(), {column.RECEIVED_DIRECT, now}),
        moved.after: ({column.RECEIVED_DIRECT, was}, {column.RECEIVED_DIRECT, now}),
    }
