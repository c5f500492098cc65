"""The stored form of a working calendar, its digest, and what makes a calendar sound enough to publish."""

import hashlib
import json
from collections import Counter
from datetime import date
from typing import Any

from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import CalendarSpec, DayException, DayKind, prepare

LONGEST_NAME = 200


class UnsoundCalendar(Refusal):
    """A calendar that cannot be published; the sentence says what to mend."""


def weekly_form(spec: CalendarSpec) -> dict[str, list[list[int]]]:
    """Return the weekly sessions as they are stored: weekday as text, sessions as pairs of minutes."""
    return {str(day): [list(session) for session in spec.weekly[day]] for day in sorted(spec.weekly)}


def exceptions_form(spec: CalendarSpec) -> list[list[str]]:
    """Return the days that differ as they are stored, in order of date: [date, kind, name]."""
    ordered = sorted(spec.exceptions, key=lambda day: day.on)
    return [[day.on.isoformat(), str(day.kind), clean(day.name)] for day in ordered]


def spec_of(weekly: dict[str, Any], exceptions: list[list[str]], first_year: int, last_year: int) -> CalendarSpec:
    """Return the calendar that the stored form means."""
    return CalendarSpec(
        weekly={int(day): tuple((a, b) for a, b in sessions) for day, sessions in weekly.items()},
        exceptions=tuple(DayException(date.fromisoformat(on), DayKind(kind), name) for on, kind, name in exceptions),
        first_year=first_year,
        last_year=last_year,
    )


def digest_of(spec: CalendarSpec) -> str:
    """Return the SHA-256 of the stored form: equal calendars have equal digests."""
    form = [weekly_form(spec), exceptions_form(spec), spec.first_year, spec.last_year]
    return hashlib.sha256(json.dumps(form, ensure_ascii=False).encode()).hexdigest()


def require_publishable(spec: CalendarSpec) -> None:
    """Raise UnsoundCalendar, or the kernel's UnreadableCalendar, unless sessions, years and days are in order."""
    prepare(spec)
    for on, times in Counter(day.on for day in spec.exceptions).items():
        if times > 1:
            raise UnsoundCalendar(
                say(
                    "Ngày {on} được ghi {times} lần trong lịch; mỗi ngày chỉ ghi một lần.",
                    on=say_day(on),
                    times=times,
                ),
            )
        if not spec.first_year <= on.year <= spec.last_year:
            raise UnsoundCalendar(
                say(
                    "Ngày {on} nằm ngoài các năm {first_year}-{last_year} mà lịch công bố.",
                    on=say_day(on),
                    first_year=spec.first_year,
                    last_year=spec.last_year,
                ),
            )
    for day in spec.exceptions:
        if not 0 < len(clean(day.name)) <= LONGEST_NAME:
            raise UnsoundCalendar(
                say("Ngày {on} cần có tên, không quá {longest} ký tự.", on=say_day(day.on), longest=LONGEST_NAME),
            )
    _require_sensible(spec)


def _require_sensible(spec: CalendarSpec) -> None:
    """Refuse a day worked in exchange that is worked anyway, and a year in which nobody has a holiday."""
    for day in spec.exceptions:
        if day.kind is DayKind.MAKE_UP and spec.weekly.get(day.on.weekday()):
            raise UnsoundCalendar(
                say("Ngày làm bù {on} vốn là ngày làm việc; ngày làm bù phải là ngày nghỉ.", on=say_day(day.on)),
            )
    with_holidays = {day.on.year for day in spec.exceptions if day.kind is DayKind.HOLIDAY}
    for year in range(spec.first_year, spec.last_year + 1):
        if year not in with_holidays:
            raise UnsoundCalendar(
                say("Năm {year} không có ngày lễ nào; ghi đủ ngày lễ trước khi công bố lịch.", year=year),
            )
