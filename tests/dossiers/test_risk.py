"""The order of the inbox: overdue, at risk, in time, waiting (docs/risk.md)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.rules import plan
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE, DayException, DayKind, add_minutes, prepare, working_minutes_between

TABLE = prepare(organisation.seed_spec())
START = datetime(2026, 11, 2, 7, 0, tzinfo=ZONE)
AT = testing.RECEIVED_AT


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("days", "done", "expected"),
    [
        pytest.param(5, Fraction(0), "2026-11-04 11:00", id="risk 1.1 half of the time, nothing done"),
        pytest.param(5, Fraction(1, 5), "2026-11-05 11:00", id="risk 1.2 a fifth is done"),
        pytest.param(5, Fraction(1, 2), "2026-11-06 17:00", id="risk 1.3 half is done"),
        pytest.param(5, Fraction(4, 5), "2026-11-06 17:00", id="risk 1.4 never later than the promise"),
        pytest.param(1, Fraction(1, 3), "2026-11-02 15:40", id="risk 1.5 a part of a minute"),
    ],
)
def test_a_dossier_is_at_risk_once_time_runs_fifty_points_ahead_of_the_work(days, done, expected) -> None:
    promised_at = add_minutes(START, days * 480, TABLE)

    found = plan.at_risk_from(done, risk_points=50, start=START, promised_at=promised_at, table=TABLE)

    assert found == moment(expected)


def test_what_was_paused_is_no_time_used() -> None:
    """risk 1.6: as without the pause, so much later; and the share of the meter stands still over it."""
    paused_from, paused_to = moment("2026-11-03 07:00"), moment("2026-11-06 07:00")
    promised_at = add_minutes(START, 8 * 480, TABLE)
    paused = plan.paused_minutes([(paused_from, paused_to)], start=START, table=TABLE)
    clock = {"start": START, "promised_at": promised_at, "table": TABLE, "paused": paused}

    assert paused == 3 * 480
    assert plan.at_risk_from(Fraction(1, 5), risk_points=50, **clock) == moment("2026-11-10 11:00")
    assert plan.time_used(paused_to, **clock) == 20
    assert plan.time_used(promised_at, **clock) == 100
    assert plan.time_used(add_minutes(promised_at, 240, TABLE), **clock) == 110


@given(st.integers(1, 20_000), st.integers(0, 5_000), st.integers(0, 5_000), st.integers(0, 100))
def test_a_pause_moves_the_beginning_of_risk_by_itself(limit: int, before: int, pause: int, percent: int) -> None:
    """What lies ahead of the pause comes later by it; what lay behind has come before the pause is over."""
    paused_to = add_minutes(START, before + pause, TABLE)
    plain = {"risk_points": 50, "start": START, "table": TABLE}

    was = plan.at_risk_from(Fraction(percent, 100), promised_at=add_minutes(START, limit, TABLE), **plain)
    promised_at = add_minutes(START, limit + pause, TABLE)
    found = plan.at_risk_from(Fraction(percent, 100), promised_at=promised_at, paused=pause, **plain)

    passed = working_minutes_between(START, was, TABLE)
    assert working_minutes_between(START, found, TABLE) == passed + pause
    assert passed > before or found <= paused_to


@given(st.integers(1, 20_000), st.integers(0, 100), st.integers(0, 100))
def test_more_work_done_never_makes_the_risk_come_earlier(minutes: int, one: int, other: int) -> None:
    promised_at = add_minutes(START, minutes, TABLE)
    less, more = sorted((Fraction(one, 100), Fraction(other, 100)))

    found = [
        plan.at_risk_from(done, risk_points=50, start=START, promised_at=promised_at, table=TABLE)
        for done in (less, more)
    ]

    assert START <= found[0] <= found[1] <= promised_at


pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return testing.a_staffed_province()


def codes(staff, at, **more):
    return [(row.code, row.group) for row in dossiers.inbox(staff.handler, at, **more).rows]


def a_quick_record():
    return procedures_testing.a_record("1.000002", channels=procedures_testing.rows_on_all_channels("1 ngày làm việc"))


def test_a_dossier_at_risk_comes_before_one_that_is_due_earlier_but_in_time(staff) -> None:
    """risk 2.1"""
    slow = testing.a_dossier(staff, at=AT)
    late_in_week = AT + timedelta(days=3)
    quick = testing.a_dossier(staff, "1.000002", record=a_quick_record(), at=late_in_week)

    assert codes(staff, late_in_week + timedelta(minutes=5)) == [(slow, "risk"), (quick, "normal")]


def test_of_two_in_time_the_earlier_promise_comes_first(staff) -> None:
    """risk 2.2"""
    slow = testing.a_dossier(staff, at=AT)
    quick = testing.a_dossier(staff, "1.000002", record=a_quick_record(), at=AT + timedelta(minutes=1))

    assert codes(staff, AT + timedelta(minutes=5)) == [(quick, "normal"), (slow, "normal")]


def test_a_dossier_that_waits_for_a_supplement_comes_last_however_old_its_promise(staff) -> None:
    """risk 2.3"""
    asked = testing.a_dossier(staff, at=AT)
    dossiers.ask_supplement(asked, reason="Thiếu chữ ký", items=[], by=staff.handler, at=AT + timedelta(hours=1))
    weeks_later = AT + timedelta(days=14)
    fresh = testing.a_dossier(staff, at=weeks_later)

    assert codes(staff, weeks_later + timedelta(minutes=5)) == [(fresh, "normal"), (asked, "waiting")]


def test_a_group_counts_the_whole_view_and_not_only_the_page(staff) -> None:
    for _ in range(3):
        testing.a_dossier(staff, at=AT)

    rows = dossiers.inbox(staff.handler, AT + timedelta(minutes=5), limit=2).rows

    assert [row.group_total for row in rows] == [3, 3]


def test_the_inbox_is_two_statements_and_its_counts_are_one(staff, count_statements) -> None:
    for _ in range(3):
        testing.a_dossier(staff, at=AT)

    assert count_statements(lambda: dossiers.inbox(staff.handler, AT)) == 2  # rows, names
    assert count_statements(lambda: dossiers.inbox_counts(staff.handler, AT)) == 1


def test_an_inbox_row_counts_no_pause_and_risk_comes_so_much_later(staff) -> None:
    """risk 3.1: paused for a day and resumed; again after a supplement nothing is paused any more."""
    code = testing.a_dossier(staff)
    dossiers.claim(code, by=staff.handler, at=testing.RECEIVED_AT)
    before = testing.shown(code)
    paused_from = add_minutes(testing.RECEIVED_AT, 480, TABLE)
    paused_to = add_minutes(paused_from, 480, TABLE)
    dossiers.pause(code, reason="Chờ nộp thuế.", by=staff.handler, at=paused_from)
    dossiers.resume(code, by=staff.handler, at=paused_to)

    [row] = dossiers.inbox(staff.handler, paused_to).rows
    info = testing.shown(code, paused_to)
    used = [
        dossiers.time_used(at, start=one.start, promised_at=one.promised_at, table=TABLE, paused=one.paused_minutes)
        for at, one in ((paused_from, before), (paused_to, row), (paused_to, info))
    ]

    assert row.paused_minutes == 480
    assert used == [20, 20, 20]
    assert info.at_risk_from == add_minutes(before.at_risk_from, 480, TABLE)

    dossiers.ask_supplement(code, reason="Thiếu tờ khai.", items=["Tờ khai"], by=staff.leader, at=paused_to)
    dossiers.complete_supplement(code, by=staff.reception, at=paused_to + timedelta(hours=1))
    assert testing.shown(code, paused_to + timedelta(hours=1)).paused_minutes == 0


def test_a_pause_is_counted_by_the_new_calendar_after_a_change(staff) -> None:
    """risk 3.1, deadlines 14.15: a day of the pause becomes a day off."""
    code = testing.a_dossier(staff)
    dossiers.claim(code, by=staff.handler, at=testing.RECEIVED_AT)
    paused_from = add_minutes(testing.RECEIVED_AT, 480, TABLE)
    paused_to = add_minutes(paused_from, 3 * 480, TABLE)
    dossiers.pause(code, reason="Chờ nộp thuế.", by=staff.handler, at=paused_from)
    dossiers.resume(code, by=staff.handler, at=paused_to)
    assert testing.shown(code, paused_to).paused_minutes == 3 * 480
    spec = organisation.calendar_for("H12").spec
    off = [DayException(one, DayKind.LOCAL_OFF, "Nghỉ bão") for one in (date(2026, 11, 5), date(2026, 11, 11))]
    spec = replace(spec, exceptions=(*spec.exceptions, *off))
    at = paused_to + timedelta(minutes=5)
    assert dossiers.publish_calendar(unit_code="H12", spec=spec, reason="Nghỉ bão", by=SYSTEM, at=at).effect.moved == 1

    assert testing.shown(code, at).paused_minutes == 2 * 480
