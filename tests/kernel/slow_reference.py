"""The deadline rules a second time, as slowly and plainly as they can be said.

Written from docs/law/deadlines.md alone and sharing nothing with what it checks but the calendar as it is written down:
a calendar is one row for every working minute, listed once, and days are walked one by one.
"""

from bisect import bisect_left
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from motcua.kernel.working_time import CalendarSpec

EPOCH = datetime(2000, 1, 1)  # a wall clock: all moments here are local and say no zone
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
OFF = {"weekend", "holiday", "bridge", "local_off"}


def row_of(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds()) // 60


def moment_of(row: int) -> datetime:
    return EPOCH + row * MINUTE


class SlowCalendar:
    """One row a minute."""

    def __init__(self, spec: CalendarSpec) -> None:
        changed = {str(exception.on): exception.kind.value for exception in spec.exceptions}
        self.first, self.last = date(spec.first_year, 1, 1), date(spec.last_year, 12, 31)
        self.sessions: dict[date, list[tuple[int, int]]] = {}
        self.rows: list[int] = []
        day = self.first
        while day <= self.last:
            kind = changed.get(str(day))
            if kind == "make_up":
                today = list(spec.weekly[0])
            elif kind in OFF:
                today = []
            else:
                today = list(spec.weekly.get(day.weekday(), ()))
            if today:
                self.sessions[day] = today
            midnight = row_of(datetime.combine(day, datetime.min.time()))
            self.rows += [midnight + minute for opens, closes in today for minute in range(opens, closes)]
            day += DAY
        self.reference_minutes = sum(closes - opens for opens, closes in spec.weekly[0])

    # One minute after the other

    def moved_start(self, moment: datetime) -> datetime:
        return moment_of(self.rows[bisect_left(self.rows, row_of(moment))])

    def after_minutes(self, start: datetime, minutes: int) -> datetime:
        """Go to the so-many-th working minute from the start, and to its end."""
        first = bisect_left(self.rows, row_of(start))
        return moment_of(self.rows[first + minutes - 1] + 1)

    def before_minutes(self, end: datetime, minutes: int) -> datetime:
        """Go back over so many working minutes, then to the end of the one before them."""
        first = bisect_left(self.rows, row_of(end))
        return moment_of(self.rows[first - minutes - 1] + 1)

    def minutes_between(self, a: datetime, b: datetime) -> int:
        return bisect_left(self.rows, row_of(b)) - bisect_left(self.rows, row_of(a))

    # One day after the other

    def close(self, day: date) -> datetime:
        return datetime.combine(day, datetime.min.time()) + self.sessions[day][-1][1] * MINUTE

    def opening(self, day: date) -> datetime:
        return datetime.combine(day, datetime.min.time()) + self.sessions[day][0][0] * MINUTE

    def worked_day_from(self, day: date) -> date:
        while day not in self.sessions:
            if day > self.last:
                raise IndexError(day)
            day += DAY
        return day

    def nth_worked_day_after(self, day: date, number: int) -> date:
        for _ in range(number):
            day = self.worked_day_from(day + DAY)
        return day

    # The limits

    def due(self, received: datetime, amount: Decimal | None, unit: str, counting: str) -> datetime:
        start = self.moved_start(received)
        if unit == "same_day":
            return self._due_within_the_day(received)
        assert amount is not None
        if unit == "clock_hour":
            return moment_of(row_of(received)) + _up(amount * 60) * MINUTE
        if unit == "working_hour":
            return self.after_minutes(start, _up(amount * 60))
        if unit == "working_day":
            if counting == "from_hour" or amount % 1:
                return self.after_minutes(start, _up(amount * self.reference_minutes))
            return self.close(self.nth_worked_day_after(start.date(), int(amount)))
        if unit == "calendar_day":
            return self.close(self.worked_day_from(start.date() + int(amount) * DAY))
        assert unit == "month"
        return self.close(self.worked_day_from(_months_later(start.date(), int(amount))))

    def _due_within_the_day(self, received: datetime) -> datetime:
        day = received.date()
        in_time = received.replace(second=0) <= datetime.combine(day, datetime.min.time()) + timedelta(hours=15)
        if day in self.sessions and in_time and received < self.close(day):
            return self.close(day)
        return self.close(self.worked_day_from(day + DAY))

    def any_desk(self, received: datetime) -> datetime:
        day = received.date()
        in_time = received.replace(second=0) <= datetime.combine(day, datetime.min.time()) + timedelta(hours=15)
        if day in self.sessions and in_time and received < self.close(day):
            return self.close(day)
        following = self.worked_day_from(day + DAY)
        return min(self.after_minutes(self.opening(following), 60), self.close(following))

    # Pauses

    def after_pause(
        self, promised: datetime, paused: datetime, resumed: datetime, amount: Decimal | None, unit: str, counting: str
    ) -> datetime:
        if unit == "clock_hour":
            return promised + (resumed - paused)
        if unit in {"calendar_day", "month"}:
            days = (resumed.date() - paused.date()).days
            return self.close(self.worked_day_from(promised.date() + days * DAY)) if days else promised
        if unit == "working_day" and counting == "end_of_nth_day" and amount is not None and amount % 1 == 0:
            day, days = paused.date(), 0
            while day < resumed.date():
                day += DAY
                days += day in self.sessions
            return self.close(self.nth_worked_day_after(promised.date(), days)) if days else promised
        minutes = self.minutes_between(paused, resumed)
        return self.after_minutes(promised, minutes) if minutes else promised


def _up(minutes: Decimal) -> int:
    return int(minutes.to_integral_value(rounding=ROUND_CEILING))


def _months_later(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
