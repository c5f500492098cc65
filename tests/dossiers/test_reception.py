"""Reception: the clock starts, the number is drawn, the receipt is issued, nothing half done remains."""

from datetime import datetime, timedelta

import pytest

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.foundation import ledger
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT


@pytest.fixture
def staff():
    return testing.a_staffed_province()


def test_a_reception_promises_the_moment_five_working_days_later(staff):
    code = testing.a_dossier(staff)

    assert testing.shown(code).promised_at == datetime(2026, 11, 10, 9, 0, tzinfo=ZONE)


def test_a_dossier_is_numbered_by_agency_day_and_running_number(staff):
    first, second = testing.a_dossier(staff), testing.a_dossier(staff)

    assert (first, second) == ("H12.61-261103-0001", "H12.61-261103-0002")


def test_the_reception_step_is_done_by_receiving_and_the_dossier_is_handed_to_the_commune(staff):
    info = testing.shown(testing.a_dossier(staff))

    assert [(step.id, step.state) for step in info.steps][:2] == [("receive", "done"), ("appraise", "open")]
    assert info.open_steps[0].unit == staff.places.commune
    assert info.open_steps[0].untaken


def test_a_receipt_is_issued_with_the_reception(staff):
    code = testing.a_dossier(staff)

    assert [paper.form for paper in documents.papers_of(f"dossier:{code}")] == ["receipt"]


def test_the_same_reception_sent_twice_is_one(staff):
    """dossier-life 1.5."""
    testing.publish_once()
    reception = testing.a_reception(staff)

    first = dossiers.receive(reception, by=staff.reception, at=AT, key="phieu-1")
    again = dossiers.receive(reception, by=staff.reception, at=AT + timedelta(minutes=1), key="phieu-1")

    assert first == again
    assert len(dossiers.dossiers_of(staff.reception, AT)) == 1


def test_a_missing_paper_that_must_be_filed_stops_the_reception(staff):
    """dossier-life 1.1."""
    testing.publish_once()

    with pytest.raises(dossiers.MissingComponent, match="Tờ khai theo mẫu"):
        dossiers.receive(testing.a_reception(staff, missing=("to khai theo mau",)), by=staff.reception, at=AT)

    assert dossiers.dossiers_of(staff.reception, AT) == ()


def test_only_reception_at_the_desk_receives(staff):
    testing.publish_once()

    with pytest.raises(Refusal, match="tiếp nhận"):
        dossiers.receive(testing.a_reception(staff), by=staff.handler, at=AT)


def test_an_unpublished_procedure_is_refused_with_its_code(staff):
    with pytest.raises(Refusal, match=r"9\.999999"):
        dossiers.receive(testing.a_reception(staff, "9.999999"), by=staff.reception, at=AT)


def test_a_naive_moment_is_refused(staff):
    testing.publish_once()

    with pytest.raises((Refusal, ValueError)):
        dossiers.receive(testing.a_reception(staff), by=staff.reception, at=datetime(2026, 11, 3, 9, 0))


def test_a_limit_beyond_the_last_calendar_names_the_missing_year(staff):
    testing.publish_once()

    with pytest.raises(Refusal, match="2028"):
        dossiers.receive(testing.a_reception(staff), by=staff.reception, at=datetime(2027, 12, 30, 9, 0, tzinfo=ZONE))


def test_the_ledger_tells_the_reception_without_a_name_or_an_identifier(staff):
    code = testing.a_dossier(staff)

    rows = ledger.rows_of(f"dossier:{code}")
    text = " ".join(str(row.body) for row in rows)
    assert [row.act for row in rows][:1] == ["received"]
    assert "Mẫu" not in text
    assert "0960" not in text.replace(str(rows[0].body["applicant"]), "")


def test_a_dossier_carried_to_its_result_in_time_is_early(staff):
    code = testing.a_dossier(staff)

    testing.carry_to_ready(staff, code, at=AT + timedelta(days=1))

    info = testing.shown(code)
    assert (info.state, info.lateness, info.owes) == (dossiers.State.READY, "early", ())


def test_a_late_result_owes_an_apology(staff):
    code = testing.a_dossier(staff)

    testing.carry_to_ready(staff, code, at=datetime(2026, 11, 10, 9, 1, tzinfo=ZONE))

    info = testing.shown(code)
    assert (info.lateness, info.owes) == ("late", ("apology",))
