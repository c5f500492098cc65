"""A unit's own word over a published procedure: who may say it, from when, and what reception and receipt make of it."""

from datetime import datetime, timedelta

import pytest

from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.intake import api as intake
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level, MissingRight, Role
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures import testing as procedures_testing
from motcua.domain.workflow import testing as workflow_testing
from motcua.foundation import ledger
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
CODE = "1.001193"
AT = testing.RECEIVED_AT
LATER = AT + timedelta(days=7)
THREE = {"limits": {"time_limit": {"amount": "3", "unit": "working_day"}}}
TWO = {"limits": {"time_limit": {"amount": "2", "unit": "working_day"}}}
AT_DESK = {"place": "Nhà văn hóa ấp Mũi", "counter": "Quầy 2", "phone": "0290 000 001"}
OTHER_COMMUNE = "H12.62"
OUTSIDE = "G05.21-261103-000123"


@pytest.fixture
def staff():
    found = testing.a_staffed_province()
    testing.publish_once()
    return found


@pytest.fixture
def publisher(staff):
    return organisation_testing.an_actor(staff.places.commune, Role.PUBLISHER)


def state(by, value=THREE, *, at: datetime = AT, unit: str = "H12.61", **period) -> int:
    return procedures.state_overlay(code=CODE, unit=unit, value=value, by=by, at=at, **period)


def days_promised(staff, at: datetime, **reception) -> str:
    code = dossiers.receive(testing.a_reception(staff, **reception), by=staff.reception, at=at).code
    return procedures.limit_words(testing.shown(code, at).limit)


def receipt_of(code: str) -> dict:
    return IssuedPaper.objects.filter(subject=f"dossier:{code}", form="receipt").latest("id").data


def test_a_dossier_is_counted_by_the_word_of_its_unit_and_the_receipt_says_so(staff, publisher):
    """unit-overlay 3.1, unit-overlay 4.1"""
    own = state(publisher, {**THREE, **AT_DESK})

    received = dossiers.receive(testing.a_reception(staff), by=staff.reception, at=AT)

    assert received.due_at == datetime(2026, 11, 6, 9, 0, tzinfo=ZONE)
    told = receipt_of(received.code)
    assert told["limit"] == "3 ngày làm việc"
    assert told["limit_own"] == "đơn vị giải quyết tự rút ngắn"
    assert told["own_reception"] == "Nhà văn hóa ấp Mũi, Quầy 2, điện thoại 0290 000 001"
    assert ledger.rows_of(f"dossier:{received.code}")[0].body["overlay"] == own


def test_what_is_foreseen_is_what_the_reception_promises(staff, publisher):
    state(publisher)

    foreseen = dossiers.foresee(
        procedures.published(CODE, AT), case=1, channel="counter", desk=staff.places.commune_desk, at=AT
    )

    assert foreseen.due_at == dossiers.receive(testing.a_reception(staff), by=staff.reception, at=AT).due_at


def test_it_holds_at_whichever_desk_the_dossier_comes_in(staff, publisher):
    """unit-overlay 3.1"""
    state(publisher)
    centre = organisation_testing.an_actor(staff.places.centre, Role.RECEPTION)
    reception = testing.a_reception(staff, desk=staff.places.centre, competent=staff.places.commune)

    code = dossiers.receive(reception, by=centre, at=AT).code

    assert procedures.limit_words(testing.shown(code, AT).limit) == "3 ngày làm việc"


def test_a_dossier_received_before_keeps_its_own(staff, publisher):
    """unit-overlay 3.2"""
    code = testing.a_dossier(staff)
    promised = testing.shown(code).promised_at

    state(publisher, at=AT + timedelta(hours=1))

    assert procedures.limit_words(testing.shown(code, LATER).limit) == "5 ngày làm việc"
    assert testing.shown(code, LATER).promised_at == promised


def test_the_dossiers_of_another_unit_do_not_change(staff, publisher):
    """unit-overlay 3.3"""
    organisation_testing.a_unit(OTHER_COMMUNE, level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12")
    state(publisher)
    centre = organisation_testing.an_actor(staff.places.centre, Role.RECEPTION)
    reception = testing.a_reception(staff, desk=staff.places.centre, competent=OTHER_COMMUNE)

    code = dossiers.receive(reception, by=centre, at=AT).code

    assert procedures.limit_words(testing.shown(code, AT).limit) == "5 ngày làm việc"


def test_nothing_is_said_backwards(staff, publisher):
    """unit-overlay 3.4"""
    with pytest.raises(procedures.NotInForce):
        state(publisher, valid_from=AT - timedelta(minutes=1))
    with pytest.raises(procedures.NotInForce):
        state(publisher, valid_until=AT)


def test_after_its_period_what_is_published_holds_again(staff, publisher):
    """unit-overlay 3.5"""
    state(publisher, valid_until=LATER)

    assert days_promised(staff, LATER - timedelta(minutes=1)) == "3 ngày làm việc"
    assert days_promised(staff, LATER) == "5 ngày làm việc"


def test_a_second_word_ends_the_first_and_undone_the_first_holds_again(staff, publisher):
    """unit-overlay 3.6, unit-overlay 3.8"""
    state(publisher)
    state(publisher, TWO, at=AT + timedelta(days=1))
    assert days_promised(staff, AT + timedelta(days=1)) == "2 ngày làm việc"

    procedures.undo_overlay(code=CODE, unit="H12.61", by=publisher, at=AT + timedelta(days=2))

    assert days_promised(staff, AT + timedelta(days=2)) == "3 ngày làm việc"
    assert [(one.number, one.undoes) for one in procedures.overlays_of(CODE, "H12.61")] == [
        (3, 2),
        (2, None),
        (1, None),
    ]


def test_the_only_word_undone_leaves_what_is_published(staff, publisher):
    """unit-overlay 3.8"""
    state(publisher)

    assert procedures.undo_overlay(code=CODE, unit="H12.61", by=publisher, at=AT + timedelta(days=1)) is None

    assert days_promised(staff, AT + timedelta(days=1)) == "5 ngày làm việc"
    with pytest.raises(procedures.NotInForce):
        procedures.undo_overlay(code=CODE, unit="H12.61", by=publisher, at=LATER)


def test_undone_before_it_began_it_never_held(staff, publisher):
    """unit-overlay 3.9"""
    state(publisher)
    state(publisher, TWO, valid_from=LATER)

    procedures.undo_overlay(code=CODE, unit="H12.61", by=publisher, at=AT + timedelta(days=1))

    assert days_promised(staff, LATER) == "3 ngày làm việc"
    assert [one.taken_back_at is not None for one in procedures.overlays_of(CODE)] == [False, True, False]


def test_what_was_planned_is_undone_before_something_is_said_before_it(staff, publisher):
    """unit-overlay 3.7"""
    state(publisher, valid_from=LATER)

    with pytest.raises(procedures.NotInForce, match="hoàn lại"):
        state(publisher, TWO)


def test_ended_with_what_was_planned_what_is_published_holds(staff, publisher):
    """unit-overlay 3.10"""
    state(publisher)
    state(publisher, TWO, valid_from=LATER)

    procedures.end_overlay(code=CODE, unit="H12.61", by=publisher, at=AT + timedelta(days=1))

    assert days_promised(staff, AT + timedelta(days=1)) == "5 ngày làm việc"
    assert days_promised(staff, LATER) == "5 ngày làm việc"


def test_an_online_submission_is_counted_by_the_word_of_its_acceptance(staff, publisher):
    """unit-overlay 3.12"""
    submission = {
        "outside_code": OUTSIDE, "procedure": CODE, "case": 1, "submitted_at": AT.isoformat(), "components": [],
        "person": {
            "kind": "citizen", "identifier": "096000000777", "name": "Nguyễn Văn Mẫu", "phone": "0290000002",
            "address": "Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau",
        },
    }  # fmt: skip
    intake.put_submission(submission, files=lambda name: name.encode(), at=AT)
    state(publisher, at=AT + timedelta(minutes=30))

    code = dossiers.accept(OUTSIDE, by=staff.reception, at=AT + timedelta(hours=1)).code

    assert procedures.limit_words(testing.shown(code, AT).limit) == "3 ngày làm việc"


def test_a_receipt_printed_anew_says_what_was_promised_at_reception(staff, publisher):
    """unit-overlay 3.13"""
    state(publisher, {**THREE, **AT_DESK})
    code = testing.a_dossier(staff)
    procedures.end_overlay(code=CODE, unit="H12.61", by=publisher, at=AT + timedelta(hours=1))

    dossiers.correct(
        code, changes={"phone": "0290000002"}, reason="Ghi nhầm số", by=staff.reception, at=AT + timedelta(hours=2)
    )

    told = receipt_of(code)
    assert told["corrected"]
    assert (told["limit"], told["own_reception"][:11]) == ("3 ngày làm việc", "Nhà văn hóa")


def test_a_way_to_file_that_the_unit_opened_is_received_by(staff, publisher):
    """unit-overlay 1.6"""
    only = "1.001194"
    record = procedures_testing.a_record(only, channels=[procedures_testing.a_row("Trực tiếp")])
    testing.publish_once(only, record=record)
    with pytest.raises(dossiers.NotByThisChannel):
        days_promised(staff, AT, procedure=only, channel="post")

    procedures.state_overlay(code=only, unit="H12.61", value={"channels": ["post"]}, by=publisher, at=AT)

    assert days_promised(staff, AT, procedure=only, channel="post") == "5 ngày làm việc"


def test_its_dossiers_run_by_the_process_of_the_unit(staff, publisher):
    """unit-overlay 1.9, unit-overlay 1.10"""
    own = workflow_testing.a_bound_process(workflow_testing.a_straight_document(code="QT-RIENG"))
    other = workflow_testing.a_straight_document(code="QT-KHAC")
    others = workflow_testing.a_bound_process(other, procedure_code="1.009999")

    with pytest.raises(procedures.UnfitProcess):
        state(publisher, {"process_version_id": others.id})
    state(publisher, {"process_version_id": own.id})

    code = testing.a_dossier(staff)
    assert testing.shown(code).process_version_id == own.id


@pytest.mark.parametrize(
    "unit", ["H12.61", "H12", "H12.04"], ids=["unit-overlay 4.1 own", "above", "a provincial agency"]
)
def test_who_publishes_there_or_for_the_province_may(staff, unit):
    assert state(organisation_testing.an_actor(unit, Role.PUBLISHER))


def test_who_publishes_elsewhere_or_not_at_all_may_not(staff):
    """unit-overlay 4.2, unit-overlay 4.3"""
    organisation_testing.a_unit(OTHER_COMMUNE, level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12")
    for by in (organisation_testing.an_actor(OTHER_COMMUNE, Role.PUBLISHER), staff.leader):
        with pytest.raises(MissingRight):
            state(by)


def test_a_unit_says_nothing_over_what_it_does_not_settle(staff, publisher):
    """unit-overlay 4.4"""
    with pytest.raises(procedures.NotHandledHere):
        state(organisation_testing.an_actor("H12", Role.PUBLISHER), unit=staff.places.department)


def test_every_act_is_one_row_of_the_ledger_without_the_words_themselves(staff, publisher):
    """unit-overlay 4.5"""
    state(publisher, {**THREE, **AT_DESK})
    state(publisher, TWO, at=AT + timedelta(days=1))
    procedures.undo_overlay(code=CODE, unit="H12.61", by=publisher, at=AT + timedelta(days=2))
    procedures.end_overlay(code=CODE, unit="H12.61", by=publisher, at=AT + timedelta(days=3))

    rows = [row for row in ledger.rows_of(f"procedure:{CODE}") if row.act.startswith("overlay")]

    assert [row.act for row in rows] == [
        "overlay_stated", "overlay_stated", "overlay_undone", "overlay_stated", "overlay_ended",
    ]  # fmt: skip
    assert rows[0].body["unit"] == "H12.61"
    assert rows[0].body["fields"] == ["counter", "limits", "phone", "place"]
    assert "Nhà văn hóa" not in str([row.body for row in rows])


def test_every_field_is_told_with_the_layer_it_comes_from(staff, publisher):
    state(publisher, {**THREE, **AT_DESK})

    lines = procedures.lines_at_unit(procedures.published(CODE, AT), "H12.61")

    layers = {line.topic: line.layer.value for line in lines}
    assert layers["time_limit"] == "national"
    assert layers["limits"] == layers["place"] == layers["phone"] == "unit"
    assert layers["process"] == "province"


def test_the_database_keeps_what_a_unit_said(staff, publisher):
    from django.db import IntegrityError, transaction

    from motcua.domain.procedures.models import UnitOverlay

    row = UnitOverlay.objects.get(pk=state(publisher))
    for change in ({"content": {}}, {"number": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitOverlay.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitOverlay.objects.create(
            procedure=row.procedure, unit=row.unit, number=2, period=row.period, content={}, stated_by="x", stated_at=AT
        )
