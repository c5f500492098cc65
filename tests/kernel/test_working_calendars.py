"""Calendars: what may be written down, and what the prepared table makes of it."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.kernel.working_time import (
    CalendarSpec,
    DayException,
    DayKind,
    LimitUnit,
    OutsideCalendar,
    Sessions,
    TimeLimit,
    UnreadableCalendar,
    add_minutes,
    minutes_of,
    prepare,
    working_minutes_between,
)

from .calendars import (
    CA_MAU,
    MORNING,
    OFFICE_HOURS,
    SATURDAY_MORNINGS,
    TABLE,
    UNEVEN,
    at,
    make_up,
    off,
    with_exceptions,
)


def kind_on(on: str, spec: CalendarSpec = CA_MAU) -> DayKind:
    table = prepare(spec)
    return table.kinds[table.day_of(at(f"{on} 12:00"))]


def minutes_on(on: str, spec: CalendarSpec = CA_MAU) -> int:
    return working_minutes_between(at(f"{on} 00:00"), at(f"{on} 23:59"), prepare(spec))


@pytest.mark.parametrize(
    ("on", "kind", "minutes"),
    [
        ("2026-11-02", DayKind.WORKING, 480),
        ("2026-11-07", DayKind.WEEKEND, 0),
        ("2026-11-24", DayKind.HOLIDAY, 0),
        ("2026-08-31", DayKind.BRIDGE, 0),
        ("2026-08-22", DayKind.MAKE_UP, 480),
    ],
)
def test_every_day_has_a_kind_and_its_minutes(on: str, kind: DayKind, minutes: int) -> None:
    assert (kind_on(on), minutes_on(on)) == (kind, minutes)


def test_a_make_up_day_has_the_reference_days_sessions() -> None:
    saturday = with_exceptions(make_up("2026-11-07"), spec=SATURDAY_MORNINGS)
    tuesday = with_exceptions(make_up("2026-11-03"), spec=UNEVEN)

    assert minutes_on("2026-11-07", saturday) == 480
    assert minutes_on("2026-11-03", tuesday) == prepare(UNEVEN).reference_day_minutes == 450


def test_a_working_day_is_the_reference_days_time_even_where_saturdays_are_short() -> None:
    table = prepare(SATURDAY_MORNINGS)

    assert minutes_of(TimeLimit(Decimal(1), LimitUnit.WORKING_DAY), table) == 480
    assert add_minutes(at("Fri 2026-11-06 13:00"), 480, table) == at("Sat 2026-11-07 11:00")


def test_a_units_own_day_decides_over_the_provinces() -> None:
    own = with_exceptions(off("2026-08-22", "Ngày truyền thống", DayKind.LOCAL_OFF), make_up("2026-11-24"))

    assert kind_on("2026-08-22", own) is DayKind.LOCAL_OFF
    assert kind_on("2026-11-24", own) is DayKind.MAKE_UP


def test_days_that_lie_in_other_years_do_not_matter() -> None:
    assert minutes_on("2026-11-02", with_exceptions(off("2031-05-01", "Quốc tế Lao động"))) == 480


def test_equal_calendars_are_prepared_once() -> None:
    written_again = CalendarSpec(
        {weekday: list(sessions) for weekday, sessions in OFFICE_HOURS.items()},  # type: ignore[misc]
        CA_MAU.exceptions,
        2026,
        2027,
    )

    assert prepare(written_again) is prepare(CA_MAU)


@pytest.mark.parametrize(
    ("weekly", "first", "last"),
    [
        pytest.param({0: ((420, 660), (600, 700))}, 2026, 2026, id="sessions overlap"),
        pytest.param({0: ((780, 1020), (420, 660))}, 2026, 2026, id="sessions out of order"),
        pytest.param({0: ((420, 420),)}, 2026, 2026, id="an empty session"),
        pytest.param({0: ((420, 1440),)}, 2026, 2026, id="up to midnight"),
        pytest.param({0: ((-1, 660),)}, 2026, 2026, id="before midnight"),
        pytest.param({0: (MORNING,), 7: (MORNING,)}, 2026, 2026, id="an eighth weekday"),
        pytest.param({0: ()}, 2026, 2026, id="Monday without sessions"),
        pytest.param({1: (MORNING,)}, 2026, 2026, id="no Monday"),
        pytest.param({0: (MORNING,)}, 2027, 2026, id="no year"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(weekly: dict[int, Sessions], first: int, last: int) -> None:
    with pytest.raises(UnreadableCalendar):
        prepare(CalendarSpec(weekly, (), first, last))


@pytest.mark.parametrize("kind", [DayKind.WORKING, DayKind.WEEKEND])
def test_an_exception_is_a_day_off_or_a_make_up_day(kind: DayKind) -> None:
    with pytest.raises(UnreadableCalendar):
        DayException(date(2026, 11, 2), kind, "")


def test_no_minutes_change_nothing_but_seconds() -> None:
    assert add_minutes(at("Sat 2026-11-07 09:00:30"), 0, TABLE) == at("Sat 2026-11-07 09:00")


def test_going_back_ends_at_a_close_too_and_never_before_the_calendar() -> None:
    assert add_minutes(at("Mon 2026-11-02 09:00"), -120, TABLE) == at("Fri 2026-10-30 17:00")
    with pytest.raises(OutsideCalendar, match="2025"):
        add_minutes(at("2026-01-05 09:00"), -480, TABLE)


def test_time_between_is_negative_backwards() -> None:
    assert working_minutes_between(at("2026-11-03 09:00"), at("2026-11-02 09:00"), TABLE) == -480
