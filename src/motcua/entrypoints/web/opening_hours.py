"""When an office is open, as people read it: `thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ, 13 giờ đến 17 giờ`."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import groupby
from typing import Final

from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say
from motcua.kernel.moments import WEEKDAYS
from motcua.kernel.working_time import CalendarSpec, DayKind, Sessions

AHEAD: Final = 14
"""Days for which people are told beforehand that an office is closed."""


def hours_in_words(spec: CalendarSpec) -> list[str]:
    """Return the weekly hours, one line for days that follow each other and are alike; closed days are not named."""
    return list(_lines(spec))


def days_that_differ(spec: CalendarSpec, first: date) -> list[str]:
    """Return the days of the two weeks from `first` on that differ from the weekly hours, by their names: off, and made up for."""
    known = {one.on: one for one in spec.exceptions if 0 <= (one.on - first).days < AHEAD}
    found: dict[tuple[bool, str], list[str]] = {}
    for on, day in sorted(known.items()):
        is_worked = day.kind is DayKind.MAKE_UP
        if is_worked or spec.weekly.get(on.weekday()):
            written = f"{wording.weekday(on)} {wording.day_and_month(on)}"
            found.setdefault((is_worked, day.name), []).append(written)
    off, made_up = to_say("Nghỉ {days}: {name}"), to_say("Làm bù {days}: {name}")
    return [
        say(made_up if is_worked else off, days=", ".join(days), name=name) for (is_worked, name), days in found.items()
    ]


def _lines(spec: CalendarSpec) -> Iterator[str]:
    for sessions, days in groupby(range(7), key=lambda day: spec.weekly.get(day, ())):
        if sessions:
            yield say("{days}: {sessions}", days=_days(list(days)), sessions=_sessions(sessions))


def _days(days: list[int]) -> str:
    first, last = say(WEEKDAYS[days[0]]), say(WEEKDAYS[days[-1]])
    return wording.with_capital(first if len(days) == 1 else say("{first} đến {last}", first=first, last=last))


def _sessions(sessions: Sessions) -> str:
    return ", ".join(
        say("{opens} đến {closes}", opens=_hour(opens), closes=_hour(closes)) for opens, closes in sessions
    )


def _hour(minute: int) -> str:
    at = datetime.combine(date(2000, 1, 1), time(*divmod(minute, 60)), tzinfo=wording.VIETNAM)
    hour = wording.hour(at)
    return hour.removeprefix("0")
