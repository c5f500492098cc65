"""The order of the inbox: overdue, at risk, in time, waiting (docs/risk.md)."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.rules import plan
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import testing as procedures_testing
from motcua.kernel.working_time import ZONE, add_minutes, prepare

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
