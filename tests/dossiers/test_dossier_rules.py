"""The pure rules of a dossier: what must hold at reception, how the limit is spread, when time runs ahead of the work."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import AT, a_team, on

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.rules import plan, reception, routing
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import testing as procedures_testing
from motcua.domain.workflow import testing as workflow_testing
from motcua.domain.workflow.testing import a_choice, a_document, a_step
from motcua.kernel.working_time import LimitUnit, TimeLimit, prepare

TABLE = prepare(organisation.seed_spec())
PAPERS = [("Tờ khai theo mẫu", True), ("Ảnh 3x4", True), ("Giấy ủy quyền", False)]


@pytest.mark.parametrize(
    ("missing", "lacking"),
    [
        pytest.param([], set(), id="nothing"),
        pytest.param(["3"], {"Giấy ủy quyền"}, id="by its place, one that need not be filed"),
        pytest.param(["giay uy quyen"], {"Giấy ủy quyền"}, id="by its name without marks"),
    ],
)
def test_what_need_not_be_filed_may_be_missing(missing, lacking):
    assert reception.require_whole(PAPERS, missing=missing) == lacking


@pytest.mark.parametrize(
    ("missing", "refusal", "says"),
    [
        pytest.param(["1"], dossiers.MissingComponent, "Tờ khai theo mẫu", id="by its place"),
        pytest.param(["ẢNH 3X4", "3"], dossiers.MissingComponent, "Ảnh 3x4", id="in capitals, among others"),
        pytest.param(["4"], dossiers.UnknownComponent, "4", id="a place too many"),
        pytest.param(["Hộ chiếu"], dossiers.UnknownComponent, "Hộ chiếu", id="nobody asked for it"),
        pytest.param([""], dossiers.UnknownComponent, "không có giấy tờ", id="nothing named"),
    ],
)
def test_a_paper_that_must_be_filed_stops_the_reception(missing, refusal, says):
    with pytest.raises(refusal, match=says):
        reception.require_whole(PAPERS, missing=missing)


def test_without_a_readable_limit_nothing_is_promised():
    """Rule 7 of the deadlines: none is invented."""
    with pytest.raises(dossiers.NoLimit):
        reception.readable(None)


@pytest.mark.parametrize(
    ("place", "unit"),
    [("desk", "H12.14"), ("competent", "H12.61"), ("unit:G12.80", "G12.80")],
)
def test_a_place_is_a_unit(place, unit):
    assert routing.unit_of_place(place, desk="H12.14", competent="H12.61") == unit


def test_a_place_that_was_never_bound_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="raw:THUE"):
        routing.unit_of_place("raw:THUE", desk="H12.14", competent="H12.61")


@pytest.mark.parametrize(
    ("at_start", "left", "done"),
    [
        pytest.param("5", "5", Fraction(0), id="at the start"),
        pytest.param("5", "1", Fraction(4, 5), id="four of five"),
        pytest.param("5", "0", Fraction(1), id="all"),
        pytest.param("5", "7", Fraction(0), id="more than before, after a loop back"),
        pytest.param("0", "0", Fraction(0), id="no shares"),
    ],
)
def test_the_work_done_is_what_is_no_longer_left(at_start, left, done):
    assert plan.done_of(share_at_start=Decimal(at_start), share_left=Decimal(left)) == done


@pytest.mark.parametrize(
    ("at", "used"),
    [
        pytest.param(on("03"), 0, id="at the start"),
        pytest.param(on("02"), 0, id="before it"),
        pytest.param(on("05", "15:00"), 50, id="half of five days"),
        pytest.param(on("10"), 100, id="at the promise"),
        pytest.param(on("11"), 120, id="a day late"),
    ],
)
def test_the_time_used_is_counted_in_working_time(at, used):
    assert dossiers.time_used(at, start=AT, promised_at=on("10"), table=TABLE) == used


@pytest.mark.parametrize(("at", "used"), [(on("08", "09:00"), 0), (on("08", "11:00"), 100)], ids=["before", "after"])
def test_where_no_working_time_lies_between_it_is_all_or_nothing(at, used):
    """deadlines 9.8: 24 clock hours over a weekend."""
    assert dossiers.time_used(at, start=on("07", "10:00"), promised_at=on("08", "10:00"), table=TABLE) == used


@given(
    first=st.fractions(0, 1, max_denominator=100),
    second=st.fractions(0, 1, max_denominator=100),
    minutes=st.integers(1, 40_000),
)
def test_of_two_parts_the_larger_is_never_due_earlier_and_neither_after_the_promise(first, second, minutes):
    promised = AT + timedelta(minutes=minutes)
    moments = [
        plan.moment_of_part(part, start=AT, promised_at=promised, table=TABLE) for part in sorted((first, second))
    ]

    assert moments == sorted(moments)
    assert moments[1] <= promised


@pytest.mark.parametrize(
    ("unit", "moment"),
    [
        pytest.param(LimitUnit.CLOCK_HOUR, on("07", "10:00"), id="clock hours run from the moment received"),
        pytest.param(LimitUnit.WORKING_HOUR, on("09", "07:00"), id="working hours from the next session"),
        pytest.param(LimitUnit.CALENDAR_DAY, on("09", "07:00"), id="days from the next session"),
    ],
)
def test_from_when_a_limit_counts(unit, moment):
    received = on("07", "10:00").replace(second=40)

    assert dossiers.first_moment(TimeLimit(Decimal(24), unit), received, TABLE) == moment


@pytest.mark.django_db
def test_a_process_that_begins_elsewhere_is_handed_over_at_once():
    team = a_team()
    elsewhere = a_document(a_step("appraise", "sign", "4"), code="QT-O-XA")
    version = workflow_testing.a_bound_process(elsewhere)

    step = testing.shown(testing.a_dossier(team.staff, process_version_id=version.id)).open_steps[0]

    assert (step.id, step.unit, step.untaken) == ("appraise", "H12.61", True)


@pytest.mark.django_db
def test_a_reception_step_that_asks_something_is_not_done_by_receiving():
    team = a_team()
    asking = a_document(
        a_step("receive", "which", "1", place="desk", role="reception"),
        a_choice("which", ("needs_visit", "visit"), otherwise="sign"),
        a_step("visit", "sign", "1"),
        code="QT-HOI",
    )
    version = workflow_testing.a_bound_process(asking)

    code = testing.a_dossier(team.staff, process_version_id=version.id)

    assert testing.shown(code).open_steps[0].id == "receive"
    done = dossiers.complete_step(code, "receive", by=team.reception, at=AT, data={"needs_visit": True})
    assert done.opened == ("visit",)


@pytest.mark.django_db
def test_a_number_with_a_comma_answers_a_choice_about_numbers():
    """Facts may be numbers with parts; the ledger holds none of them."""
    team = a_team()
    measured = a_document(
        a_step("receive", "measure", "1", place="desk", role="reception"),
        a_step("measure", "large", "1"),
        a_choice("large", ("area > 300.5", "visit"), otherwise="sign"),
        a_step("visit", "sign", "1"),
        code="QT-DIEN-TICH",
    )
    version = workflow_testing.a_bound_process(measured)
    code = testing.a_dossier(team.staff, process_version_id=version.id)

    done = dossiers.complete_step(code, "measure", by=team.handler, at=AT, data={"area": 300.75})

    assert done.opened == ("visit",)


@pytest.mark.django_db
def test_a_slip_of_no_known_form_is_a_fault_of_ours():
    team = a_team()
    testing.publish_once()

    with pytest.raises(ValueError, match="receipt"):
        dossiers.refuse_reception(
            testing.a_reception(team.staff), reason="Thử", form="receipt", by=team.reception, at=AT
        )


@pytest.mark.django_db
def test_a_case_that_is_not_there_is_told_with_how_many_there_are():
    team = a_team()
    procedures_testing.a_published_procedure(by=None)

    with pytest.raises(dossiers.UnknownCase, match="1 trường hợp"):
        dossiers.receive(testing.a_reception(team.staff, case=2), by=team.reception, at=AT)
