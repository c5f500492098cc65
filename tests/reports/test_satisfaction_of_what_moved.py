"""Satisfaction where a unit or the moment of a result moved: a dossier counts in one place and on one day, with its answer."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level
from motcua.domain.reports import api as reports
from motcua.domain.surveys import api as surveys
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
MOVED = AT + timedelta(days=2)
LATER = AT + timedelta(days=3)
KNOWN = AT + timedelta(days=9)
OLD, NEW = "H12.60", "H12.63"


def rated(staff, *, at, known=None):
    """Return the code of a dossier received and settled at a moment, and rated."""
    code = testing.a_dossier(staff, at=at, competent=staff.places.commune)
    testing.carry_to_ready(staff, code, at=at + timedelta(hours=1))
    rate(staff, code, at=known or at + timedelta(hours=2))
    return code


def rate(staff, code, *, at):
    token = surveys.invite(code, by=staff.reception, at=at).token
    surveys.rate_by_link(token, surveys.Answer(5), sender=surveys.Sender("192.0.2.5"), at=at)


def report(unit="", *, first=AT, last=LATER, known=KNOWN, by=flows.By.AGENCY):
    return reports.satisfaction_report(reports.Asked(first.date(), last.date(), known.date(), by, None, unit))["total"]


def settled_and_answered(*asked, **more):
    return tuple(report(*asked, **more)[name] for name in ("settled", "answered"))


def test_what_a_moved_unit_settled_counts_where_it_stood_that_day__ratings_6_3():
    """ratings 6.3: settlements and answers alike, in every grouping; the parts are the whole."""
    staff = testing.a_staffed_province()
    commune = staff.places.commune
    organisation_testing.a_unit(OLD, level=Level.DISTRICT, parent="H12")
    organisation_testing.a_unit(NEW, level=Level.DISTRICT, parent="H12", from_on=MOVED.date() - timedelta(days=1))
    for parent, on in ((OLD, AT.date() - timedelta(days=20)), (NEW, MOVED.date())):
        facts = organisation.UnitFacts("Ủy ban nhân dân xã Đất Mũi", Level.COMMUNE, Kind.COMMUNE, parent)
        organisation.replace_unit_version(code=commune, from_on=on, facts=facts, by=SYSTEM, at=AT)
    before = rated(staff, at=AT)
    rated(staff, at=LATER)
    late = rated(staff, at=AT + timedelta(hours=3), known=LATER + timedelta(hours=3))

    for by in flows.By:
        assert settled_and_answered(OLD, by=by) == (2, 2)
        assert settled_and_answered(NEW, by=by) == (1, 1)
        assert settled_and_answered("H12", by=by) == settled_and_answered(by=by) == (3, 3)
    assert settled_and_answered(OLD, known=LATER - timedelta(days=1)) == (2, 1)

    for code in (before, late):
        dossiers.reopen(code, reason="Lý do mẫu", by=staff.leader, at=KNOWN + timedelta(days=1))
    period = {"known": KNOWN.date(), "first": AT.date(), "last": LATER.date()}
    stood = [organisation.stood_below(unit, AT.date(), LATER.date()) for unit in (OLD, NEW)]
    undone = [dossiers.settlements.undone_since(**period, stood=one) for one in stood]
    assert undone == [tuple(sorted((before, late))), ()]


def test_an_answer_lies_on_the_day_of_its_result_also_where_that_was_corrected__ratings_6_4():
    """ratings 6.4: as known before the correction on the old day, as known after it on the new one; never more answers than settled."""
    staff = testing.a_staffed_province()
    code, _ = rated(staff, at=AT), rated(staff, at=AT)
    result = AT + timedelta(days=1)
    dossiers.correct_ready(code, ready_at=result, reason="Ghi nhầm (mẫu)", by=staff.leader, at=LATER)

    days = [{"first": day, "last": day} for day in (AT, result)]
    assert [settled_and_answered(**day, known=result) for day in days] == [(2, 2), (0, 0)]
    assert [settled_and_answered(**day) for day in days] == [(1, 1), (1, 1)]
    months = surveys.satisfaction_by_month(AT.date(), LATER.date(), as_of=KNOWN.date())
    assert sum(one.counts.answered for one in months) == sum(one.counts.settled for one in months) == 2
    changed = surveys.rating_changes(AT.date(), AT.date(), was=AT.date(), now=KNOWN.date())
    assert changed.ended == 1, "one answer lies on that day no more"

    rate(staff, settled_later(staff), at=KNOWN)
    assert settled_and_answered(first=LATER, last=LATER) == (1, 1), "rated after the correction"


def settled_later(staff):
    """Return a dossier settled on the first day, whose moment was then put right, before anybody rated it."""
    code = testing.a_dossier(staff, at=AT, competent=staff.places.commune)
    testing.carry_to_ready(staff, code, at=AT + timedelta(hours=1))
    dossiers.correct_ready(code, ready_at=LATER, reason="Ghi nhầm (mẫu)", by=staff.leader, at=LATER)
    return code
