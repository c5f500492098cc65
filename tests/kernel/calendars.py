"""The calendars of the tests: Cà Mau's of the law pages, and others that differ in what may break counting."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import reduce

from motcua.kernel.working_time import (
    ZONE,
    CalendarSpec,
    DayException,
    DayKind,
    LimitUnit,
    Parameters,
    TimeLimit,
    prepare,
)

MORNING, AFTERNOON = (7 * 60, 11 * 60), (13 * 60, 17 * 60)
OFFICE_HOURS = dict.fromkeys(range(5), (MORNING, AFTERNOON))

NEW_YEAR, TET, FOUNDERS = "Tết Dương lịch", "Tết Nguyên đán", "Giỗ Tổ Hùng Vương"
VICTORY, LABOUR, NATIONAL, CULTURE = "Ngày Chiến thắng", "Quốc tế Lao động", "Quốc khánh", "Ngày Văn hóa Việt Nam"
EXCHANGED = "Nghỉ hoán đổi"


def off(on: str, name: str, kind: DayKind = DayKind.HOLIDAY) -> DayException:
    return DayException(date.fromisoformat(on), kind, name)


def make_up(on: str, name: str = "Làm bù") -> DayException:
    return DayException(date.fromisoformat(on), DayKind.MAKE_UP, name)


# 2026 as decided, 2 and 10 January to be verified; 2027 as it will probably be.
EXCEPTIONS = (
    off("2026-01-01", NEW_YEAR),
    off("2026-01-02", EXCHANGED, DayKind.BRIDGE),
    make_up("2026-01-10"),
    *(off(f"2026-02-{day}", TET) for day in range(16, 21)),
    off("2026-04-27", FOUNDERS),
    off("2026-04-30", VICTORY),
    off("2026-05-01", LABOUR),
    make_up("2026-08-22"),
    off("2026-08-31", EXCHANGED, DayKind.BRIDGE),
    off("2026-09-01", NATIONAL),
    off("2026-09-02", NATIONAL),
    off("2026-11-24", CULTURE),
    off("2027-01-01", NEW_YEAR),
    *(off(f"2027-02-{day:02}", TET) for day in range(4, 11)),
    off("2027-04-16", FOUNDERS),
    off("2027-04-30", VICTORY),
    off("2027-05-03", LABOUR),
    off("2027-09-02", NATIONAL),
    off("2027-09-03", NATIONAL),
    off("2027-11-24", CULTURE),
)
CA_MAU = CalendarSpec(OFFICE_HOURS, EXCEPTIONS, first_year=2026, last_year=2027)
SATURDAY_MORNINGS = CalendarSpec({**OFFICE_HOURS, 5: (MORNING,)}, EXCEPTIONS, first_year=2026, last_year=2027)
UNEVEN = CalendarSpec(
    {0: ((450, 690), (810, 1020)), 1: ((450, 690),), 2: ((421, 500), (500, 777), (800, 1001)), 4: ((0, 1439),)},
    EXCEPTIONS,
    first_year=2026,
    last_year=2027,
)
ALL_CALENDARS = {"Cà Mau": CA_MAU, "Saturday mornings": SATURDAY_MORNINGS, "uneven": UNEVEN}

TABLE = prepare(CA_MAU)
PARAMETERS = Parameters(same_day_until=time(15, 0), any_desk_until=time(15, 0))


def with_exceptions(*more: DayException, spec: CalendarSpec = CA_MAU) -> CalendarSpec:
    return CalendarSpec(spec.weekly, (*spec.exceptions, *more), spec.first_year, spec.last_year)


def at(text: str) -> datetime:
    """Read `2026-11-02 09:00`, with a day of the week before it or not, as local time."""
    text = reduce(str.removeprefix, ("Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "), text)
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def limit(text: str) -> TimeLimit:
    """Read `5 working_day` or `same_day`."""
    *amount, unit = text.split()
    return TimeLimit(Decimal(amount[0]) if amount else None, LimitUnit(unit))
