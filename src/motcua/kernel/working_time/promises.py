"""What becomes of a due moment: pauses, the desk's margin, apologies, changed calendars.

Law: docs/law/deadlines.md, rules 10 and 12-14. Change that page and its cases first, then this file.
"""

from datetime import datetime

from motcua.kernel.working_time.counting import (
    add_minutes,
    counts_by_minutes,
    minutes_of,
    minutes_of_days,
    working_minutes_between,
)
from motcua.kernel.working_time.limits import Counting, LimitUnit, TimeLimit
from motcua.kernel.working_time.parameters import Parameters
from motcua.kernel.working_time.refusals import PauseEndsBeforeItBegins
from motcua.kernel.working_time.table import WorkingTable


def moved_by_pause(
    promised_at: datetime,
    *,
    paused_from: datetime,
    paused_to: datetime,
    limit: TimeLimit,
    table: WorkingTable,
    counting: Counting,
) -> datetime:
    """Return the promised moment as a pause moves it (rule 12).

    By the working minutes paused, exactly; clock hours by the minutes on the clock; calendar days, months and
    `end_of_nth_day` by whole days, then to the close of that day or of the next working day.
    Raises PauseEndsBeforeItBegins, NaiveMoment, OutsideCalendar.
    """
    if paused_to < paused_from:
        raise PauseEndsBeforeItBegins
    if limit.unit is LimitUnit.SAME_DAY or counts_by_minutes(limit, counting):
        return add_minutes(promised_at, working_minutes_between(paused_from, paused_to, table), table)
    if limit.unit is LimitUnit.CLOCK_HOUR:
        paused = table.minute_of(paused_to) - table.minute_of(paused_from)
        return table.moment_at(table.minute_of(promised_at) + paused)
    return _moved_by_days(promised_at, table.day_of(paused_from), table.day_of(paused_to), limit, table)


def _moved_by_days(
    promised_at: datetime, paused_day: int, resumed_day: int, limit: TimeLimit, table: WorkingTable
) -> datetime:
    promised_day = table.day_of(promised_at)
    in_working_days = limit.unit is LimitUnit.WORKING_DAY
    days = table.workdays_between(paused_day, resumed_day) if in_working_days else resumed_day - paused_day
    if not days:
        return promised_at
    moved = table.workday_after(promised_day, days) if in_working_days else table.workday_from(promised_day + days)
    return table.moment_at(table.close_of(moved))


def internal_due(
    promised_at: datetime, limit: TimeLimit, *, start: datetime, table: WorkingTable, parameters: Parameters
) -> datetime | None:
    """Return by when the result is back at the desk, a part of a working day before the promised moment (rule 10).

    None for "trong ngày" and for limits of one working day or less; limits that are not in working time are measured
    by the working time from the start to the promise. Raises NaiveMoment, OutsideCalendar.
    """
    if limit.unit is LimitUnit.SAME_DAY:
        return None
    in_working_time = limit.in_working_time
    allowed = minutes_of(limit, table) if in_working_time else working_minutes_between(start, promised_at, table)
    margin = minutes_of_days(parameters.internal_share, table)
    if allowed <= max(table.reference_day_minutes, margin):
        return None
    return add_minutes(promised_at, -margin, table)


def apology_due(promised_at: datetime, *, table: WorkingTable, parameters: Parameters) -> datetime:
    """Return by when an apology is due for what will be late: a working day before the promise (rule 13).

    Raises NaiveMoment, OutsideCalendar.
    """
    return add_minutes(promised_at, -minutes_of_days(parameters.apology_days_before, table), table)


def redated(promised_at: datetime, *, counted_again: datetime) -> datetime:
    """Return the promise after the calendar changed: the moment counted again, but never an earlier one (rule 14)."""
    return max(promised_at, counted_again)
