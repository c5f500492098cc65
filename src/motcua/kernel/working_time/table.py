"""The prepared table of a calendar: every question of working time is a few look-ups in it.

Inside, a moment is a whole number: minutes since the midnight that begins the calendar's first year; a day is its
number in the table. `before[day]` is the working time of all earlier days, so that working time until a moment is
one addition, and the way back from working time to the moment is one division: days are cut into blocks of equal
working time, and `day_of_block` knows the day of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import accumulate
from math import gcd
from typing import Final

from motcua.kernel.working_time.calendars import (
    MINUTES_A_DAY,
    REFERENCE_WEEKDAY,
    CalendarSpec,
    DayException,
    DayKind,
    Sessions,
    require_sound,
)
from motcua.kernel.working_time.moments import ZONE, local
from motcua.kernel.working_time.refusals import OutsideCalendar

_CLOCK: Final = tuple(time(minute // 60, minute % 60, tzinfo=ZONE) for minute in range(MINUTES_A_DAY))
_NO_SESSION: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class DayPattern:
    """What all days with the same sessions share.

    worked[m]: working minutes before minute m of the day; reached[w]: the minute at which w of them are done;
    moved[m]: minute m, or the next opening when m lies outside, or -1 when the day has none left.
    """

    sessions: Sessions
    worked: Sequence[int]
    reached: Sequence[int]
    moved: Sequence[int]

    @property
    def minutes(self) -> int:
        """Return the working minutes of the day."""
        return self.worked[MINUTES_A_DAY]


@dataclass(frozen=True, slots=True, eq=False)
class WorkingTable:
    """A calendar made ready for counting; make it with `prepare`. Everything in it is read only."""

    first_year: int
    last_year: int
    reference_day_minutes: int
    first_ordinal: int
    day_count: int
    dates: Sequence[date]
    kinds: Sequence[DayKind]
    names: Sequence[str]
    patterns: Sequence[DayPattern]
    worked: Sequence[Sequence[int]]  # the pattern's `worked` and `reached` of each day, without the step in between
    reached: Sequence[Sequence[int]]
    before: Sequence[int]
    block: int
    day_of_block: Sequence[int]
    workdays: Sequence[int]
    workdays_before: Sequence[int]

    def minute_of(self, at: datetime) -> int:
        """Return a moment as a number, its seconds cut off. Raises NaiveMoment, OutsideCalendar."""
        if at.tzinfo is not ZONE:
            at = local(at)
        day = at.toordinal() - self.first_ordinal
        if not 0 <= day < self.day_count:
            raise OutsideCalendar(at.year)
        return day * MINUTES_A_DAY + at.hour * 60 + at.minute

    def day_of(self, at: datetime) -> int:
        """Return the number of a moment's day. Raises NaiveMoment, OutsideCalendar."""
        return self.minute_of(at) // MINUTES_A_DAY

    def moment_at(self, minute: int) -> datetime:
        """Return a number as a moment. Raises OutsideCalendar."""
        if not 0 <= minute < self.day_count * MINUTES_A_DAY:
            raise self._missing(after=minute > 0)
        day, minute_of_day = divmod(minute, MINUTES_A_DAY)
        return datetime.combine(self.dates[day], _CLOCK[minute_of_day])

    def worked_until(self, minute: int) -> int:
        """Return the working minutes from the beginning of the table until a moment."""
        day, minute_of_day = divmod(minute, MINUTES_A_DAY)
        return self.before[day] + self.worked[day][minute_of_day]

    def minute_reaching(self, worked: int) -> int:
        """Return the earliest moment at which so many working minutes are done. Raises OutsideCalendar.

        On a boundary that is the close of a session, never the opening of the next (rule 5).
        """
        if not 0 < worked <= self.before[-1]:
            raise self._missing(after=worked > 0)
        day = self.day_of_block[(worked - 1) // self.block]
        return day * MINUTES_A_DAY + self.reached[day][worked - self.before[day]]

    def minute_after(self, minute: int, working_minutes: int) -> int:
        """Return the moment so many working minutes after another (or before it, where negative)."""
        day, minute_of_day = divmod(minute, MINUTES_A_DAY)
        return self.minute_reaching(self.before[day] + self.worked[day][minute_of_day] + working_minutes)

    def next_start(self, minute: int) -> int:
        """Return the moment itself inside a session, else the next opening (rule 1). Raises OutsideCalendar."""
        day, minute_of_day = divmod(minute, MINUTES_A_DAY)
        moved = self.patterns[day].moved[minute_of_day]
        if moved == _NO_SESSION:
            return self.opening_of(self.workday_from(day + 1))
        return day * MINUTES_A_DAY + moved

    def workday_from(self, day: int) -> int:
        """Return the day itself if it is worked, else the next one that is. Raises OutsideCalendar."""
        if day >= len(self.workdays_before):
            raise self._missing(after=True)
        return self._workday(self.workdays_before[day])

    def workday_after(self, day: int, number: int) -> int:
        """Return the so-many-th working day after a day, which is not counted itself. Raises OutsideCalendar."""
        return self._workday(self.workdays_before[day + 1] + number - 1)

    def workdays_between(self, earlier: int, later: int) -> int:
        """Return how many working days follow a day, up to and with another."""
        return self.workdays_before[later + 1] - self.workdays_before[earlier + 1]

    def opening_of(self, workday: int) -> int:
        """Return the opening of a working day's first session."""
        return workday * MINUTES_A_DAY + self.patterns[workday].sessions[0][0]

    def close_of(self, workday: int) -> int:
        """Return the close of a working day's last session."""
        return workday * MINUTES_A_DAY + self.patterns[workday].sessions[-1][1]

    def _workday(self, index: int) -> int:
        if index >= len(self.workdays):
            raise self._missing(after=True)
        return self.workdays[index]

    def _missing(self, *, after: bool) -> OutsideCalendar:
        return OutsideCalendar(self.last_year + 1 if after else self.first_year - 1)


def prepare(spec: CalendarSpec) -> WorkingTable:
    """Return the table of a calendar, made once for equal calendars. Raises UnreadableCalendar."""
    require_sound(spec)
    weekly = tuple(tuple((open_, close) for open_, close in spec.weekly.get(weekday, ())) for weekday in range(7))
    return _prepared(weekly, tuple(spec.exceptions), spec.first_year, spec.last_year)


@lru_cache(maxsize=256)
def _prepared(
    weekly: tuple[Sessions, ...], exceptions: tuple[DayException, ...], first_year: int, last_year: int
) -> WorkingTable:
    ordinals = range(date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1)
    dates = [date.fromordinal(ordinal) for ordinal in ordinals]
    differing = {exception.on: exception for exception in exceptions}
    kinds = [_kind_of(on, weekly, differing) for on in dates]
    patterns = [_pattern(_sessions_of(on, kind, weekly)) for on, kind in zip(dates, kinds, strict=True)]
    minutes = [pattern.minutes for pattern in patterns]
    block = gcd(*minutes)
    return WorkingTable(
        first_year=first_year,
        last_year=last_year,
        reference_day_minutes=_pattern(weekly[REFERENCE_WEEKDAY]).minutes,
        first_ordinal=ordinals[0],
        day_count=len(ordinals),
        dates=dates,
        kinds=kinds,
        names=[differing[on].name if on in differing else "" for on in dates],
        patterns=patterns,
        worked=[pattern.worked for pattern in patterns],
        reached=[pattern.reached for pattern in patterns],
        before=list(accumulate(minutes, initial=0)),
        block=block,
        day_of_block=[day for day, worked in enumerate(minutes) for _ in range(worked // block)],
        workdays=[day for day, worked in enumerate(minutes) if worked],
        workdays_before=list(accumulate((worked > 0 for worked in minutes), initial=0)),
    )


def _kind_of(on: date, weekly: tuple[Sessions, ...], differing: dict[date, DayException]) -> DayKind:
    if on in differing:
        return differing[on].kind
    return DayKind.WORKING if weekly[on.weekday()] else DayKind.WEEKEND


def _sessions_of(on: date, kind: DayKind, weekly: tuple[Sessions, ...]) -> Sessions:
    if kind is DayKind.MAKE_UP:
        return weekly[REFERENCE_WEEKDAY]
    return weekly[on.weekday()] if kind is DayKind.WORKING else ()


@lru_cache(maxsize=256)
def _pattern(sessions: Sessions) -> DayPattern:
    at_work = [any(open_ <= minute < close for open_, close in sessions) for minute in range(MINUTES_A_DAY)]
    openings = [open_ for open_, _ in sessions]
    return DayPattern(
        sessions=sessions,
        worked=list(accumulate(at_work, initial=0)),
        reached=[*openings[:1], *(minute + 1 for minute in range(MINUTES_A_DAY) if at_work[minute])],
        moved=[
            minute if at_work[minute] else min((open_ for open_ in openings if open_ > minute), default=_NO_SESSION)
            for minute in range(MINUTES_A_DAY)
        ],
    )
