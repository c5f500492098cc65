"""When an office is open, as people read it: `thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ, 13 giờ đến 17 giờ`."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import groupby

from motcua.entrypoints.web import wording
from motcua.kernel.language import say
from motcua.kernel.moments import WEEKDAYS
from motcua.kernel.working_time import CalendarSpec, Sessions


def hours_in_words(spec: CalendarSpec) -> list[str]:
    """Return the weekly hours, one line for days that follow each other and are alike; closed days are not named."""
    return list(_lines(spec))


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
