"""From a start and a time limit to a due moment (thời điểm hẹn trả).

Law: docs/law/deadlines.md, rules 1-8. Change that page and its cases first, then this file.
"""

from calendar import monthrange
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from motcua.kernel.language import say
from motcua.kernel.working_time.calendars import MINUTES_A_DAY
from motcua.kernel.working_time.limits import Counting, LimitUnit, TimeLimit
from motcua.kernel.working_time.parameters import Parameters
from motcua.kernel.working_time.refusals import OutsideCalendar, UnreadableLimit
from motcua.kernel.working_time.table import WorkingTable

# Named once: looking a member up in its class costs as much as half a due moment.
_WORKING_DAY: Final = LimitUnit.WORKING_DAY
_WORKING_HOUR: Final = LimitUnit.WORKING_HOUR
_FROM_HOUR: Final = Counting.FROM_HOUR


def start_of_clock(at: datetime, table: WorkingTable) -> datetime:
    """Return when the clock starts for a dossier received at a moment: seconds cut, moved to the next session (rule 1).

    `table` is the calendar of the receiving desk. Raises NaiveMoment, OutsideCalendar.
    """
    return table.moment_at(table.next_start(table.minute_of(at)))


def due_moment(
    start: datetime,
    limit: TimeLimit,
    *,
    table: WorkingTable,
    counting: Counting,
    parameters: Parameters,
    received_at: datetime | None = None,
) -> datetime:
    """Return the due moment of a limit (rules 2-8) in the calendar of the competent unit.

    `start` is what `start_of_clock` gave. `received_at`, the moment before that move, decides for "trong ngày" and for
    clock hours; without it `start` does. Raises NaiveMoment, OutsideCalendar.
    """
    if counts_by_minutes(limit, counting):
        return add_minutes(start, minutes_of(limit, table), table)
    if limit.unit is LimitUnit.CLOCK_HOUR:
        clock_minutes = -(-limit.numerator * 60 // limit.denominator)
        return table.moment_at(table.minute_of(received_at or start) + clock_minutes)
    if limit.unit is LimitUnit.SAME_DAY:
        due_day = _same_day(start, received_at or start, table, parameters.same_day_until)
    elif limit.unit is _WORKING_DAY:
        due_day = table.workday_after(table.day_of(start), limit.numerator)
    elif limit.unit is LimitUnit.CALENDAR_DAY:
        due_day = table.workday_from(table.day_of(start) + limit.numerator)
    else:
        due_day = table.workday_from(_months_after(table.day_of(start), limit.numerator, table))
    return table.moment_at(table.close_of(due_day))


def counts_by_minutes(limit: TimeLimit, counting: Counting) -> bool:
    """Tell whether a limit is counted in working minutes: working hours, and working days from the hour or in parts."""
    if limit.unit is _WORKING_DAY:
        return counting is _FROM_HOUR or limit.denominator != 1
    return limit.unit is _WORKING_HOUR


def minutes_of(limit: TimeLimit, table: WorkingTable) -> int:
    """Return the working minutes of a limit in working days or hours, a part of a minute rounded up (rules 2 and 3).

    Raises UnreadableLimit for any other unit.
    """
    if limit.unit is _WORKING_DAY:
        return -(-limit.numerator * table.reference_day_minutes // limit.denominator)
    if limit.unit is _WORKING_HOUR:
        return -(-limit.numerator * 60 // limit.denominator)
    raise UnreadableLimit(say("Thời hạn này không tính bằng ngày làm việc hoặc giờ làm việc."))


def minutes_of_days(days: Decimal, table: WorkingTable) -> int:
    """Return so many working days in working minutes, rounded up; none for zero."""
    numerator, denominator = days.as_integer_ratio()
    return -(-numerator * table.reference_day_minutes // denominator)


def add_minutes(start: datetime, minutes: int, table: WorkingTable) -> datetime:
    """Return the moment so many working minutes later, or earlier where negative; no minutes change nothing.

    On a boundary it is the close of a session, never the opening of the next (rule 5). Raises NaiveMoment,
    OutsideCalendar.
    """
    minute = table.minute_of(start)
    return table.moment_at(table.minute_after(minute, minutes) if minutes else minute)


def working_minutes_between(a: datetime, b: datetime, table: WorkingTable) -> int:
    """Return the working minutes from one moment to another, negative where the second is earlier.

    Raises NaiveMoment, OutsideCalendar.
    """
    return table.worked_until(table.minute_of(b)) - table.worked_until(table.minute_of(a))


def is_after(minute_of_day: int, until: time) -> bool:
    """Tell whether a minute of the day comes after a time of day; that time itself does not."""
    return minute_of_day > until.hour * 60 + until.minute


def _same_day(start: datetime, received_at: datetime, table: WorkingTable, until: time) -> int:
    """Return the day of "trong ngày": the day of the start, or the next working day when received too late (rule 6).

    Received on a day off or after the last session, the start has been moved to that next working day already.
    """
    start_minute = table.minute_of(start)
    day = start_minute // MINUTES_A_DAY
    received_day, received_minute = divmod(table.minute_of(received_at), MINUTES_A_DAY)
    workday = table.workday_from(day)
    late = received_day == workday and is_after(received_minute, until)
    return table.workday_from(workday + 1) if late or start_minute >= table.close_of(workday) else workday


def _months_after(day: int, months: int, table: WorkingTable) -> int:
    """Return the day with the same date so many months later, or the last of that month where it has none (rule 4)."""
    on = table.dates[day]
    years, month_index = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month_index + 1
    if year > table.last_year:
        raise OutsideCalendar(table.last_year + 1)
    same_date = date(year, month, min(on.day, monthrange(year, month)[1]))
    return same_date.toordinal() - table.first_ordinal
