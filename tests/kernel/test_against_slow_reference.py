"""Thousands of random receptions, limits and pauses, each counted twice: fast and by the slow reference.

10,000 cases; a million with MOTCUA_FULL=1.
"""

import os
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from motcua.kernel.working_time import (
    ZONE,
    CalendarSpec,
    Counting,
    DayException,
    DayKind,
    LimitUnit,
    OutsideCalendar,
    TimeLimit,
    WorkingTable,
    add_minutes,
    any_desk_latest_start,
    due_moment,
    moved_by_pause,
    prepare,
    start_of_clock,
    working_minutes_between,
)

from .calendars import ALL_CALENDARS, PARAMETERS
from .slow_reference import SlowCalendar

CASES = 1_000_000 if os.environ.get("MOTCUA_FULL") == "1" else 10_000
FIRST, LAST = datetime(2026, 1, 1), datetime(2027, 12, 31, 23, 59, 59)
SECONDS = int((LAST - FIRST).total_seconds())
COUNTINGS = tuple(Counting)

# What a limit may be: unit, the amounts, and how many seconds of it are kept out of the last weeks of the calendar.
AMOUNTS: dict[LimitUnit, Callable[[random.Random], Decimal | None]] = {
    LimitUnit.WORKING_DAY: lambda dice: Decimal(dice.choice((1, 2, 3, 5, 7, 10, 15, 20, 30))),
    LimitUnit.WORKING_HOUR: lambda dice: Decimal(dice.randrange(1, 100)) / 2,
    LimitUnit.CLOCK_HOUR: lambda dice: Decimal(dice.randrange(1, 400)) / 4,
    LimitUnit.CALENDAR_DAY: lambda dice: Decimal(dice.randrange(1, 46)),
    LimitUnit.MONTH: lambda dice: Decimal(dice.randrange(1, 14)),
    LimitUnit.SAME_DAY: lambda _: None,
}
UNITS = (LimitUnit.WORKING_DAY,) * 4 + tuple(LimitUnit)


def a_random_calendar(dice: random.Random) -> CalendarSpec:
    """Throw a calendar: any sessions on any weekday, and a tenth of all days other than they should be."""
    weekly = {}
    for weekday in range(7):
        bounds = sorted(dice.sample(range(1, 1440), 2 * dice.randrange(1, 4)))
        if weekday == 0 or dice.random() < 0.8:
            weekly[weekday] = tuple(zip(bounds[::2], bounds[1::2], strict=True))
    kinds = [DayKind.HOLIDAY, DayKind.BRIDGE, DayKind.LOCAL_OFF, DayKind.MAKE_UP]
    days = dice.sample(range(730), 73)
    changed = tuple(DayException((FIRST + timedelta(days=day)).date(), dice.choice(kinds), "") for day in days)
    return CalendarSpec(weekly, changed, 2026, 2027)


def a_random_limit(dice: random.Random) -> TimeLimit:
    unit = dice.choice(UNITS)
    amount = AMOUNTS[unit](dice)
    if unit is LimitUnit.WORKING_DAY and dice.random() < 0.3:
        amount = Decimal(dice.randrange(1, 4000)) / 100
    return TimeLimit(amount, unit)


def a_random_moment(dice: random.Random) -> datetime:
    """Throw a moment, every third on a boundary of the usual sessions, where mistakes live."""
    moment = FIRST + timedelta(seconds=dice.randrange(SECONDS))
    if dice.random() < 0.3:
        hour, minute = dice.choice(((7, 0), (11, 0), (13, 0), (15, 0), (15, 1), (17, 0), (6, 59), (10, 59), (16, 59)))
        moment = moment.replace(hour=hour, minute=minute, second=0)
    return moment


def counted_slowly(count: Callable[[], datetime]) -> datetime | None:
    """Count, or return None where the reference runs out of rows or days."""
    try:
        due = count()
    except IndexError:
        return None
    return due if FIRST <= due <= LAST else None


def counted_fast(count: Callable[[], datetime]) -> datetime | None:
    try:
        return count().replace(tzinfo=None)
    except OutsideCalendar:
        return None


def a_case(dice: random.Random, table: WorkingTable, slow: SlowCalendar) -> tuple[object, ...]:
    """Count one random case both ways. Return what to say of it; the last two of each pair must be equal."""
    limit, counting, received = a_random_limit(dice), dice.choice(COUNTINGS), a_random_moment(dice)
    received_here = received.replace(tzinfo=ZONE)

    def fast() -> datetime:
        start = start_of_clock(received_here, table)
        return due_moment(
            start, limit, table=table, counting=counting, parameters=PARAMETERS, received_at=received_here
        )

    expected = counted_slowly(lambda: slow.due(received, limit.amount, limit.unit.value, counting.value))
    due = counted_fast(fast)
    if due is None or dice.random() < 0.5:
        return received, limit, counting, (due, expected)

    paused = received.replace(second=0) + timedelta(minutes=dice.randrange(1, 20_000))
    resumed = paused + timedelta(minutes=dice.randrange(30_000) if dice.random() < 0.5 else dice.randrange(3_000))
    if resumed > LAST:
        return received, limit, counting, (due, expected)

    def fast_pause() -> datetime:
        return moved_by_pause(
            due.replace(tzinfo=ZONE),
            paused_from=paused.replace(tzinfo=ZONE),
            paused_to=resumed.replace(tzinfo=ZONE),
            limit=limit,
            table=table,
            counting=counting,
        )

    moved = counted_fast(fast_pause)
    slowly_moved = counted_slowly(
        lambda: slow.after_pause(due, paused, resumed, limit.amount, limit.unit.value, counting.value)
    )
    return received, limit, counting, (due, expected), paused, resumed, (moved, slowly_moved)


@pytest.mark.parametrize("calendar", [*ALL_CALENDARS, "random 1", "random 2"])
def test_fast_and_slow_counting_agree(calendar: str) -> None:
    dice = random.Random(calendar)
    spec = ALL_CALENDARS.get(calendar) or a_random_calendar(dice)
    table, slow = prepare(spec), SlowCalendar(spec)

    for _ in range(CASES // 5):
        case = a_case(dice, table, slow)
        assert all(pair[0] == pair[1] for pair in case if type(pair) is tuple), case


@pytest.mark.parametrize("calendar", [*ALL_CALENDARS, "random 3"])
def test_the_smaller_questions_agree_too(calendar: str) -> None:
    dice = random.Random(calendar)
    spec = ALL_CALENDARS.get(calendar) or a_random_calendar(dice)
    table, slow = prepare(spec), SlowCalendar(spec)

    for _ in range(500):
        received = a_random_moment(dice).replace(month=dice.randrange(2, 12), day=dice.randrange(1, 29))
        here = received.replace(tzinfo=ZONE)
        later = received + timedelta(minutes=dice.randrange(40_000))
        minutes = dice.randrange(1, 5_000)

        start = start_of_clock(here, table).replace(tzinfo=None)
        assert start == slow.moved_start(received) or received == start.replace(second=received.second)
        assert add_minutes(here, -minutes, table).replace(tzinfo=None) == slow.before_minutes(received, minutes)
        assert working_minutes_between(here, later.replace(tzinfo=ZONE), table) == slow.minutes_between(received, later)
        latest = any_desk_latest_start(here, desk=table, parameters=PARAMETERS)
        assert latest.replace(tzinfo=None) == slow.any_desk(received)
