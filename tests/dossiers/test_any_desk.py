"""Received at any desk (phi địa giới; deadlines, rule 15): whose desk it is, and from when the promise counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import AT, a_team, on

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.queries.serving import serves
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import DayException, DayKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    found = a_team()
    organisation_testing.a_unit(
        "H12.62", name="Ủy ban nhân dân xã Phan Ngọc Hiển", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12"
    )
    organisation_testing.a_unit(
        "H12.62.01", name="Một cửa xã Phan Ngọc Hiển", level=Level.COMMUNE, kind=Kind.ONE_STOP, parent="H12.62"
    )
    organisation_testing.a_unit("H12.04.01", name="Phòng của Sở", kind=Kind.OFFICE, parent="H12.04")
    organisation_testing.a_unit(
        "H12.63", name="Ủy ban nhân dân xã chưa có một cửa", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12"
    )
    return found


def at_the_centre(team, at, **changes):
    return testing.a_reception(team.staff, desk=team.centre.unit_code, competent="H12.61", **changes)


@pytest.mark.parametrize(
    ("desk", "competent", "own"),
    [
        pytest.param("H12.61.01", "H12.61", True, id="a commune's desk for its commune"),
        pytest.param("H12.14", "H12.04", True, id="the centre for a department"),
        pytest.param("H12.14", "H12.04.01", True, id="the centre for an office below a department"),
        pytest.param("H12.14", "H12", True, id="the centre for the province itself"),
        pytest.param("H12.14", "H12.63", True, id="the centre for a commune without a desk"),
        pytest.param("H12.14", "H12.61", False, id="the centre for a commune"),
        pytest.param("H12.62.01", "H12.61", False, id="a commune's desk for another commune"),
        pytest.param("H12.61.01", "H12.04", False, id="a commune's desk for a department"),
        pytest.param("H12.61.01", "H12", False, id="a commune's desk for the province"),
    ],
)
def test_a_desk_is_the_own_one_of_the_units_it_serves(team, desk, competent, own):
    """dossier-life 6.4."""
    assert serves(desk, competent, on=AT.date()) is own


@pytest.mark.parametrize(
    ("received", "start", "promised"),
    [
        pytest.param(on("02", "16:00"), on("03", "08:00"), on("10", "08:00"), id="after 15:00, as deadlines 15.10"),
        pytest.param(on("02", "10:00"), on("03", "07:00"), on("09", "17:00"), id="in the morning, as deadlines 15.11"),
        pytest.param(on("06", "16:00"), on("09", "08:00"), on("16", "08:00"), id="on a Friday after 15:00"),
        pytest.param(on("07", "10:00"), on("09", "08:00"), on("16", "08:00"), id="on a Saturday"),
    ],
)
def test_the_promise_is_counted_from_the_latest_moment_of_the_hand_over(team, received, start, promised):
    """dossier-life 6.3."""
    testing.publish_once()

    code = dossiers.receive(at_the_centre(team, received), by=team.centre, at=received).code

    info = testing.shown(code)
    assert (info.start, info.promised_at, info.competent) == (start, promised, "H12.61")
    assert info.open_steps[0].take_by == (on("02", "17:00") if received == on("02", "10:00") else start)


def test_taken_earlier_the_promise_stays(team):
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, on("02", "10:00")), by=team.centre, at=on("02", "10:00")).code

    dossiers.take_over(code, by=team.handler, at=on("02", "10:30"))

    assert testing.shown(code).promised_at == on("09", "17:00")


def test_within_the_day_counts_from_when_the_commune_has_it(team):
    """Rules 6 and 15: handed over by Monday 17:00 at the latest, after 15:00, so due at the close of Tuesday."""
    record = procedures_testing.a_record("1.001194", channels=procedures_testing.rows_on_all_channels("Trong ngày"))
    testing.publish_once("1.001194", record=record)
    reception = at_the_centre(team, on("02", "10:00"), procedure="1.001194")

    assert dossiers.receive(reception, by=team.centre, at=on("02", "10:00")).due_at == on("03", "17:00")


def test_it_is_numbered_by_the_desk_that_received_it(team):
    testing.publish_once()

    assert dossiers.receive(at_the_centre(team, AT), by=team.centre, at=AT).code == "H12.14-261103-0001"


def test_the_result_comes_back_to_the_desk_that_received_it(team):
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, AT), by=team.centre, at=AT).code
    for step in ("appraise", "sign"):
        dossiers.complete_step(code, step, by=team.handler if step == "appraise" else team.leader, at=AT)

    assert testing.shown(code).open_steps[0].unit == "H12.14"
    dossiers.make_result_ready(code, by=team.centre, at=AT)
    assert dossiers.return_result(code, by=team.centre, at=AT).state is dossiers.State.RETURNED


@pytest.mark.parametrize(
    ("address", "competent"),
    [
        pytest.param("Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau", "H12.61", id="the commune in the address"),
        pytest.param("Ấp 1, XÃ PHAN NGỌC HIỂN", "H12.62", id="in capitals"),
        pytest.param("Ấp 1, tỉnh Cà Mau", None, id="no commune in the address"),
    ],
)
def test_the_commune_follows_from_the_address_or_must_be_named(team, address, competent):
    """dossier-life 6.5."""
    testing.publish_once()
    reception = testing.a_reception(team.staff, desk="H12.14", person=testing.a_person(address=address))

    if competent is None:
        with pytest.raises(dossiers.NoCompetentUnit):
            dossiers.receive(reception, by=team.centre, at=AT)
    else:
        code = dossiers.receive(reception, by=team.centre, at=AT).code
        assert testing.shown(code).competent == competent


def test_what_nobody_took_in_time_is_red_on_both_units_and_counts_against_the_receiver(team):
    """dossier-life 6.6."""
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, AT), by=team.centre, at=AT).code
    seen_by = (team.centre, team.handler, team.tax)

    in_time = [dossiers.overdue_hand_overs(by, on("03", "17:00")) for by in seen_by]
    late = [dossiers.overdue_hand_overs(by, on("03", "17:01")) for by in seen_by]

    assert in_time == [(), (), ()]
    assert [[(row.code, row.sender, row.receiver) for row in rows] for rows in late] == [
        [(code, "H12.14", "H12.61")], [(code, "H12.14", "H12.61")], [],
    ]  # fmt: skip
    dossiers.take_over(code, by=team.handler, at=on("04"))
    assert dossiers.overdue_hand_overs(team.centre, on("05")) == ()


def shown_early(team, taken_at):
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, on("02", "10:00")), by=team.centre, at=on("02", "10:00")).code
    dossiers.take_over(code, by=team.handler, at=taken_at)
    return testing.shown(code)


def test_received_earlier_the_unit_has_its_own_earlier_due_moment_and_the_promise_stays(team):
    """deadlines 15.12."""
    info = shown_early(team, on("02", "10:30"))

    assert (info.any_desk_until, info.unit_received_at, info.unit_due_at, info.promised_at) == (
        on("02", "17:00"), on("02", "10:30"), on("09", "10:30"), on("09", "17:00"),
    )  # fmt: skip


def test_the_steps_of_that_unit_end_by_its_own_due_moment_and_those_of_the_desk_by_the_promise(team):
    """deadlines 15.13."""
    testing.publish_once()
    code = dossiers.receive(at_the_centre(team, on("02", "10:00")), by=team.centre, at=on("02", "10:00")).code
    before = testing.shown(code).open_steps[0].due_at
    dossiers.take_over(code, by=team.handler, at=on("02", "10:30"))
    dues = [testing.shown(code).open_steps[0].due_at]
    dossiers.complete_step(code, "appraise", by=team.handler, at=on("02", "11:00"))
    dues.append(testing.shown(code).open_steps[0].due_at)
    dossiers.complete_step(code, "sign", by=team.leader, at=on("02", "11:00"))

    assert (before, dues[0]) == (on("06", "11:00"), on("05", "16:30"))
    assert dues[1] < on("09", "10:30")
    assert testing.shown(code).open_steps[0].due_at == on("09", "17:00")


@pytest.mark.parametrize("taken_at", [on("02", "17:00"), on("03", "09:00")])
def test_received_at_the_latest_moment_or_later_it_has_none(team, taken_at):
    """deadlines 15.14."""
    assert shown_early(team, taken_at).unit_due_at is None


def test_a_dossier_of_an_own_desk_has_none(team):
    """deadlines 15.15."""
    info = testing.shown(testing.a_dossier(team.staff))

    assert (info.any_desk_until, info.unit_received_at, info.unit_due_at) == (None, None, None)


def test_a_pause_moves_the_units_own_moment_too_and_a_supplement_ends_it(team):
    """deadlines 15.16, deadlines 15.17."""
    code = shown_early(team, on("02", "10:30")).code
    dossiers.pause(code, reason="Chờ nộp thuế", by=team.handler, at=on("03", "09:00"))
    dossiers.resume(code, by=team.handler, at=on("04", "09:00"))
    moved = testing.shown(code)
    dossiers.ask_supplement(code, reason="Thiếu", items=[], by=team.handler, at=on("04", "10:00"))
    dossiers.complete_supplement(code, by=team.centre, at=on("05", "09:00"))

    assert (moved.unit_due_at, moved.promised_at) == (on("10", "10:30"), on("10", "17:00"))
    restarted = testing.shown(code)
    assert (restarted.unit_due_at, restarted.any_desk_until, restarted.promised_at) == (None, None, on("12", "09:00"))


def test_a_new_calendar_moves_the_units_own_moment_too(team):
    """deadlines 15.18."""
    code = shown_early(team, on("02", "10:30")).code
    spec = organisation.calendar_for("H12").spec
    off = DayException(date(2026, 11, 5), DayKind.LOCAL_OFF, "Nghỉ bão")
    changed = replace(spec, exceptions=(*spec.exceptions, off))

    dossiers.publish_calendar(unit_code="H12", spec=changed, reason="Nghỉ bão", by=SYSTEM, at=on("02", "11:00"))

    info = testing.shown(code)
    assert (info.unit_due_at, info.promised_at) == (on("10", "10:30"), on("10", "17:00"))


def test_hand_overs_are_counted_against_the_unit_that_should_have_received(team):
    """deadlines 15.19: one in time, one late, one not yet and too late; the sender has none against it."""
    testing.publish_once()
    codes = [dossiers.receive(at_the_centre(team, AT), by=team.centre, at=AT).code for _ in range(3)]
    dossiers.take_over(codes[0], by=team.handler, at=on("03", "10:00"))
    dossiers.take_over(codes[1], by=team.handler, at=on("04", "10:00"))

    found = dossiers.hand_overs_counted(team.centre, since=on("01"), at=on("04", "11:00"))

    assert found == (dossiers.HandOverCount("H12.61", handed=3, taken_late=1, not_taken=1),)
    assert dossiers.hand_overs_counted(team.tax, since=on("01"), at=on("04", "11:00")) == ()
    late = testing.shown(codes[1]).steps[1]
    assert (late.take_by, late.taken_at) == (on("03", "17:00"), on("04", "10:00"))


@given(
    minutes=st.integers(min_value=0, max_value=600),
    limit=st.sampled_from(["05 Ngày làm việc", "10 Ngày", "08 Giờ làm việc", "Trong ngày"]),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_units_own_moment_is_never_after_the_promise_and_the_promise_never_moves(team, minutes, limit):
    """Rule 15 as a property: whenever the commune takes the dossier."""
    procedure = f"1.30000{len(limit) % 10}"
    record = procedures_testing.a_record(procedure, channels=procedures_testing.rows_on_all_channels(limit))
    testing.publish_once(procedure, record=record)
    reception = at_the_centre(team, on("03", "08:00"), procedure=procedure)
    code = dossiers.receive(reception, by=team.centre, at=on("03", "08:00")).code
    promised_at = testing.shown(code).promised_at

    dossiers.take_over(code, by=team.handler, at=on("03", "08:00") + timedelta(minutes=minutes))

    info = testing.shown(code)
    assert info.promised_at == promised_at
    assert (info.unit_due_at is None) == (minutes >= 9 * 60)
    assert info.unit_due_at is None or info.unit_due_at <= promised_at
