"""What the properties draw from: calendars, moments and limits, and how many examples are tried."""

import os
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from motcua.kernel.working_time import CalendarSpec, DayException, DayKind, LimitUnit, Session, TimeLimit

from .calendars import ALL_CALENDARS, at

# A shared machine may pause for longer than any deadline, so none is set.
checked = settings(max_examples=1_000 if os.environ.get("MOTCUA_FULL") == "1" else 100, deadline=None)

BEGINNING = at("2026-01-12 00:00")
# Far enough from the end of 2027 for every limit below.
minutes_of_two_years = st.integers(0, 500 * 1440)
moments = st.builds(lambda minute: BEGINNING + timedelta(minutes=minute), minutes_of_two_years)
working_minutes = st.integers(1, 20 * 480)
IN_WORKING_TIME = (LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR)
OFF = (DayKind.HOLIDAY, DayKind.BRIDGE, DayKind.LOCAL_OFF)


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Session, ...]:
    bounds = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True)))
    return tuple(zip(bounds[::2], bounds[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> CalendarSpec:
    """Draw a calendar: one of the known three, or any sessions on any weekdays; with some days that differ."""
    known = draw(st.sampled_from([*ALL_CALENDARS.values(), None]))
    changes = draw(st.lists(day_exceptions(), max_size=12))
    if known is not None:
        return CalendarSpec(known.weekly, (*known.exceptions, *changes), 2026, 2027)
    weekly = {0: draw(sessions()), 3: draw(sessions()), draw(st.sampled_from((1, 2, 4, 5, 6))): draw(sessions())}
    return CalendarSpec(weekly, tuple(changes), 2026, 2027)


@st.composite
def day_exceptions(draw: st.DrawFn, kinds: tuple[DayKind, ...] = (*OFF, DayKind.MAKE_UP)) -> DayException:
    on = (BEGINNING + timedelta(days=draw(st.integers(0, 600)))).date()
    return DayException(on, draw(st.sampled_from(kinds)), "Ngày khác thường")


@st.composite
def limits(draw: st.DrawFn, units: Sequence[LimitUnit] = tuple(LimitUnit)) -> TimeLimit:
    unit = draw(st.sampled_from(units))
    if unit is LimitUnit.SAME_DAY:
        return TimeLimit(None, unit)
    if unit in {LimitUnit.CALENDAR_DAY, LimitUnit.MONTH}:
        return TimeLimit(Decimal(draw(st.integers(1, 3 if unit is LimitUnit.MONTH else 40))), unit)
    return TimeLimit(Decimal(draw(st.integers(1, 80))) / draw(st.sampled_from((1, 1, 2, 4))), unit)
