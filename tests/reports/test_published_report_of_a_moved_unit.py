"""What a published report of a unit that moved is told apart by later; it reopens dossiers, so it has its own."""

# ruff: noqa: F401, F811 - fixtures are imported, and named again where they are asked for

from datetime import timedelta

from moved_units import LATER, NEW, NOW, REASON, db, moved

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.reports import api as reports


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
