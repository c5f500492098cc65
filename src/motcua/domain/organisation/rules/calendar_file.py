"""A working calendar as people write it in a JSON file: whole, or only the days that change (docs/commands.md)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.domain.organisation.rules.calendar_form import UnsoundCalendar
from motcua.kernel.language import say
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import CalendarSpec, DayException, DayKind, Sessions

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SESSION = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_AS_THE_WEEK = "as_the_week"
"""The kind in a change that gives a day back to its weekday."""


def read_calendar(written: object, *, base: CalendarSpec | None = None) -> CalendarSpec:
    """Return the calendar that a document means; a document of changes needs the calendar it changes as `base`.

    Whole: `years`, `weekly`, `days`. Changes: `change`, a list of days. Raises UnsoundCalendar naming the place.
    """
    if not isinstance(written, Mapping):
        raise UnsoundCalendar(say("Lịch làm việc phải là một đối tượng JSON."))
    if "change" in written:
        if base is None:
            raise UnsoundCalendar(say("Chưa có lịch nào để thay đổi: hãy ghi cả lịch (years, weekly, days)."))
        return _changed(base, _list(written, "change"))
    first, last = _years(written.get("years"))
    return CalendarSpec(
        weekly=_weekly(written.get("weekly")),
        exceptions=tuple(_day(place, one) for place, one in enumerate(_list(written, "days"), start=1)),
        first_year=first,
        last_year=last,
    )


def _changed(base: CalendarSpec, changes: list[Any]) -> CalendarSpec:
    days = {one.on: one for one in base.exceptions}
    for place, one in enumerate(changes, start=1):
        if isinstance(one, Mapping) and one.get("kind") == _AS_THE_WEEK:
            days.pop(_date(place, one), None)
        else:
            found = _day(place, one)
            days[found.on] = found
    return CalendarSpec(base.weekly, tuple(days[on] for on in sorted(days)), base.first_year, base.last_year)


def _list(written: Mapping[str, Any], name: str) -> list[Any]:
    found = written.get(name, [])
    if not isinstance(found, list):
        raise UnsoundCalendar(say("Mục “{name}” của lịch phải là một danh sách.", name=name))
    return found


def _years(found: object) -> tuple[int, int]:
    if not (isinstance(found, list) and len(found) == 2 and all(type(year) is int for year in found)):
        raise UnsoundCalendar(say("Mục “years” của lịch phải ghi năm đầu và năm cuối, ví dụ [2026, 2027]."))
    if not all(1900 <= year <= 2200 for year in found) or found[1] - found[0] > 50:
        raise UnsoundCalendar(say("Các năm của lịch phải từ 1900 đến 2200 và không quá 50 năm một lần."))
    return found[0], found[1]


def _weekly(found: object) -> dict[int, Sessions]:
    if not isinstance(found, Mapping) or not set(found) <= set(WEEKDAYS):
        raise UnsoundCalendar(say("Mục “weekly” của lịch ghi các buổi theo {weekdays}.", weekdays=", ".join(WEEKDAYS)))
    return {WEEKDAYS.index(day): tuple(_session(day, one) for one in found[day]) for day in WEEKDAYS if day in found}


def _session(day: str, written: object) -> tuple[int, int]:
    parts = _SESSION.fullmatch(written) if isinstance(written, str) else None
    if parts is None:
        raise UnsoundCalendar(say("Buổi làm việc của {day} phải ghi như 07:00-11:00.", day=day))
    open_hour, open_minute, close_hour, close_minute = map(int, parts.groups())
    return open_hour * 60 + open_minute, close_hour * 60 + close_minute


def _day(place: int, written: object) -> DayException:
    if not isinstance(written, Mapping):
        raise UnsoundCalendar(say("Ngày thứ {place} trong lịch phải có date, kind, name.", place=place))
    known = {str(kind) for kind in DayKind} - {"working", "weekend"}
    kind = written.get("kind")
    if kind not in known:
        raise UnsoundCalendar(
            say(
                "Ngày thứ {place} trong lịch: kind phải là một trong {known}.",
                place=place,
                known=", ".join(sorted(known)),
            )
        )
    return DayException(_date(place, written), DayKind(str(kind)), clean(str(written.get("name", ""))))


def _date(place: int, written: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(written.get("date")))
    except ValueError as error:
        raise UnsoundCalendar(say("Ngày thứ {place} trong lịch: date phải ghi như 2026-11-24.", place=place)) from error
