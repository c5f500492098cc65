"""A due moment shown day by day, so that anybody can count along.

Law: docs/law/deadlines.md, rule 17. Change that page and its cases first, then this file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.working_time.calendars import MINUTES_A_DAY, DayKind
from motcua.kernel.working_time.counting import counts_by_minutes
from motcua.kernel.working_time.limits import Counting, TimeLimit
from motcua.kernel.working_time.table import WorkingTable


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time that was not counted, and why."""

    paused_from: datetime
    paused_to: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day between start and due moment: what it is, its name if it has one, the working minutes counted on it.

    minutes is None for limits that are not in working time. paused says why the day, or a part of it, was not counted.
    """

    on: date
    kind: DayKind
    name: str
    minutes: int | None
    paused: str = ""


def explain(
    start: datetime,
    due: datetime,
    *,
    table: WorkingTable,
    limit: TimeLimit,
    counting: Counting = Counting.FROM_HOUR,
    pauses: Sequence[Pause] = (),
) -> list[CountedDay]:
    """Return every day from the start to the due moment. Raises NaiveMoment, OutsideCalendar.

    The minutes add up to the limit: under `end_of_nth_day` the day of the start has none and every other working day
    is one reference day, else they are those between the two moments that were not paused.
    """
    first, last = table.minute_of(start), table.minute_of(due)
    stretches = [(table.minute_of(pause.paused_from), table.minute_of(pause.paused_to)) for pause in pauses]
    days = range(first // MINUTES_A_DAY, last // MINUTES_A_DAY + 1)
    if not limit.in_working_time:
        minutes: list[int | None] = [None for _ in days]
    elif counts_by_minutes(limit, counting):
        minutes = [_minutes_on(day, first, last, stretches, table) for day in days]
    else:
        minutes = [_whole_day_on(day, days[0], stretches, table) for day in days]
    return [
        CountedDay(table.dates[day], table.kinds[day], table.names[day], counted, _reason_on(day, stretches, pauses))
        for day, counted in zip(days, minutes, strict=True)
    ]


def _minutes_on(day: int, first: int, last: int, stretches: Sequence[tuple[int, int]], table: WorkingTable) -> int:
    def worked(begin: int, end: int) -> int:
        begin, end = max(begin, midnight), min(end, midnight + MINUTES_A_DAY)
        return table.before[day] + table.worked[day][end - midnight] - table.worked_until(begin) if begin < end else 0

    midnight = day * MINUTES_A_DAY
    paused = sum(worked(max(begin, first), min(end, last)) for begin, end in stretches)
    return worked(first, last) - paused


def _whole_day_on(day: int, first_day: int, stretches: Sequence[tuple[int, int]], table: WorkingTable) -> int:
    paused = any(begin // MINUTES_A_DAY < day <= end // MINUTES_A_DAY for begin, end in stretches)
    is_counted = table.patterns[day].minutes and day != first_day and not paused
    return table.reference_day_minutes if is_counted else 0


def _reason_on(day: int, stretches: Sequence[tuple[int, int]], pauses: Sequence[Pause]) -> str:
    midnight = day * MINUTES_A_DAY
    on_this_day = (
        pause.reason
        for pause, (begin, end) in zip(pauses, stretches, strict=True)
        if begin < midnight + MINUTES_A_DAY and midnight < end
    )
    return "; ".join(on_this_day)
