"""A working calendar as pages show it: twelve months, each day's kind a letter; and as a form gives it back."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import CalendarSpec, DayException, DayKind

WEEKDAY_LETTERS = (
    to_say("T2"),
    to_say("T3"),
    to_say("T4"),
    to_say("T5"),
    to_say("T6"),
    to_say("T7"),
    to_say("CN"),
)
WEEKDAYS = (
    to_say("Thứ Hai"),
    to_say("Thứ Ba"),
    to_say("Thứ Tư"),
    to_say("Thứ Năm"),
    to_say("Thứ Sáu"),
    to_say("Thứ Bảy"),
    to_say("Chủ nhật"),
)
KIND_NAMES = {
    DayKind.HOLIDAY: to_say("Nghỉ lễ"),
    DayKind.BRIDGE: to_say("Nghỉ, làm bù ngày khác"),
    DayKind.MAKE_UP: to_say("Làm bù"),
    DayKind.LOCAL_OFF: to_say("Nghỉ riêng của địa phương"),
}
LETTERS = {
    DayKind.HOLIDAY: to_say("L"),
    DayKind.BRIDGE: to_say("N"),
    DayKind.MAKE_UP: to_say("B"),
    DayKind.LOCAL_OFF: to_say("Đ"),
}
SESSION = re.compile(r"(\d{1,2})[:hg](\d{2})\s*-\s*(\d{1,2})[:hg](\d{2})")


class UnreadableForm(Refusal):
    """Something typed into the form of a calendar cannot be read."""


def months(spec: CalendarSpec, year: int) -> list[dict[str, Any]]:
    """Return the twelve months of a year in weeks of seven days; days of other months are empty."""
    kinds = {day.on: day for day in spec.exceptions}
    weeks = calendar.Calendar()
    return [
        {
            "name": _capital(wording.month(date(year, month, 1))),
            "weeks": [
                [_day(on, spec, kinds) if on.month == month else None for on in week]
                for week in weeks.monthdatescalendar(year, month)
            ],
        }
        for month in range(1, 13)
    ]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _day(on: date, spec: CalendarSpec, kinds: Mapping[date, DayException]) -> dict[str, str]:
    told = kinds.get(on)
    if told is not None:
        return {"number": str(on.day), "kind": str(told.kind), "letter": say(LETTERS[told.kind]), "name": told.name}
    if not spec.weekly.get(on.weekday()):
        return {"number": str(on.day), "kind": "weekend", "letter": "–", "name": say("nghỉ cuối tuần")}
    return {"number": str(on.day), "kind": "working", "letter": "", "name": ""}


def legend() -> list[dict[str, str]]:
    """Return what each letter means."""
    return [{"letter": say(LETTERS[kind]), "kind": str(kind), "name": say(name)} for kind, name in KIND_NAMES.items()]


def weekly(spec: CalendarSpec) -> list[dict[str, str]]:
    """Return the sessions of each weekday as they are typed: `07:30-11:30, 13:30-17:30`."""
    return [
        {"name": say(name), "field": f"thu-{number}", "sessions": ", ".join(map(_session, spec.weekly.get(number, ())))}
        for number, name in enumerate(WEEKDAYS)
    ]


def _session(session: tuple[int, int]) -> str:
    return "-".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in session)


def special_days(spec: CalendarSpec, year: int) -> list[dict[str, str]]:
    """Return the days of a year that differ from their weekday, in order."""
    return [
        {
            "value": f"{day.on.isoformat()}|{day.kind}|{day.name}",
            "on": f"{say(WEEKDAYS[day.on.weekday()])}, {wording.in_figures(day.on)}",
            "kind": say(KIND_NAMES[day.kind]),
            "name": day.name,
        }
        for day in sorted(spec.exceptions, key=lambda day: day.on)
        if day.on.year == year
    ]


def spec_from(posted: Any, base: CalendarSpec, year: int) -> CalendarSpec:
    """Return the calendar that a form means: the base with this year's days and the sessions that were said.

    Raises UnreadableForm, UnreadableCalendar.
    """
    others = [day for day in base.exceptions if day.on.year != year]
    gone = set(posted.getlist("bo"))
    kept = [_kept(value) for value in posted.getlist("ngay") if value not in gone]
    return CalendarSpec(
        weekly={number: found for number in range(7) if (found := _sessions(posted, number))},
        exceptions=tuple(sorted([*others, *kept, *_added(posted), *_swapped(posted)], key=lambda day: day.on)),
        first_year=base.first_year,
        last_year=base.last_year,
    )


def listed_days(posted: Any, base: CalendarSpec, year: int) -> list[dict[str, str]]:
    """Return the days that the form already listed, without what is being added: for a form that was refused."""
    try:
        kept = tuple(_kept(value) for value in posted.getlist("ngay"))
    except Refusal:
        return special_days(base, year)
    return special_days(CalendarSpec(base.weekly, kept, base.first_year, base.last_year), year)


def _sessions(posted: Mapping[str, str], number: int) -> tuple[tuple[int, int], ...]:
    typed = clean(posted.get(f"thu-{number}", ""))
    found = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", typed))):
        read = SESSION.fullmatch(part)
        if read is None:
            raise UnreadableForm(
                say(
                    "{weekday}: “{part}” không đọc được. Ghi như 07:30-11:30, 13:30-17:30.",
                    weekday=say(WEEKDAYS[number]),
                    part=part[:40],
                )
            )
        hours = [int(one) for one in read.groups()]
        found.append((hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]))
    return tuple(found)


def _kept(value: str) -> DayException:
    on, _, rest = value.partition("|")
    kind, _, name = rest.partition("|")
    try:
        return DayException(date.fromisoformat(on), DayKind(kind), clean(name))
    except ValueError as error:
        raise UnreadableForm(say("Có một ngày trong lịch không đọc được. Tải lại trang rồi làm lại.")) from error


def _added(posted: Mapping[str, str]) -> list[DayException]:
    if not posted.get("them-ngay"):
        return []
    return [DayException(_date(posted, "them-ngay"), _kind(posted), _named(posted, "them-ten"))]


def _swapped(posted: Mapping[str, str]) -> list[DayException]:
    """Return both days of a swap: the one given off and the one worked in exchange."""
    if not (posted.get("doi-nghi") or posted.get("doi-lam")):
        return []
    off, worked, name = _date(posted, "doi-nghi"), _date(posted, "doi-lam"), _named(posted, "doi-ten")
    return [
        DayException(off, DayKind.BRIDGE, f"{name} (làm bù ngày {worked:%d/%m/%Y})"),
        DayException(worked, DayKind.MAKE_UP, f"{name} (bù cho ngày {off:%d/%m/%Y})"),
    ]


def _date(posted: Mapping[str, str], field: str) -> date:
    typed = clean(posted.get(field, ""))
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", typed)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(typed)
    except ValueError as error:
        raise UnreadableForm(say("“{typed}” không phải là một ngày. Ghi như 02/9/2026.", typed=typed[:20])) from error


def _kind(posted: Mapping[str, str]) -> DayKind:
    try:
        return DayKind(posted.get("them-loai", ""))
    except ValueError as error:
        raise UnreadableForm(say("Chưa chọn loại ngày.")) from error


def _named(posted: Mapping[str, str], field: str) -> str:
    name = clean(posted.get(field, ""))
    if not name:
        raise UnreadableForm(say("Ngày khác thường cần có tên, ví dụ “Quốc khánh”."))
    return name


def changes(before: CalendarSpec, after: CalendarSpec) -> list[str]:
    """Return in words which days and sessions differ between two calendars."""
    old, new = ({(day.on, day.kind, day.name) for day in one.exceptions} for one in (before, after))
    told = [
        say("Bỏ {kind} {on}, {name}", kind=say(KIND_NAMES[kind]).lower(), on=wording.in_figures(on), name=name)
        for on, kind, name in sorted(old - new)
    ]
    told += [
        say("Thêm {kind} {on}, {name}", kind=say(KIND_NAMES[kind]).lower(), on=wording.in_figures(on), name=name)
        for on, kind, name in sorted(new - old)
    ]
    for here, there in zip(weekly(before), weekly(after), strict=True):
        if here["sessions"] != there["sessions"]:
            told.append(
                say(
                    "{name}: {was} thành {now}",
                    name=here["name"],
                    was=here["sessions"] or say("nghỉ"),
                    now=there["sessions"] or say("nghỉ"),
                )
            )
    return told


def versions(unit_code: str) -> tuple[organisation.CalendarVersionInfo, ...]:
    """Return the versions of the unit's own calendar, newest first."""
    return organisation.calendar_versions(unit_code)


def effect(found: dossiers.CalendarEffect, at: datetime) -> dict[str, Any]:
    """Return what a calendar would do to open dossiers: how many, at which units, the first few with both moments."""
    names = organisation.unit_names({one.unit for one in found.units}, wording.local(at).date())
    return {
        "affected": found.affected,
        "moved": found.moved,
        "waiting": found.waiting,
        "answers": found.answers,
        "units": [
            {"name": names.get(one.unit, one.unit), "code": one.unit, "affected": one.affected, "moved": one.moved}
            for one in found.units
            if one.moved
        ],
        "samples": [
            {
                "code": one.code,
                "unit": names.get(one.unit, one.unit),
                "was": wording.moment(one.was_at),
                "now": wording.moment(one.now_at),
            }
            for one in found.samples
        ],
        "more": found.moved - len(found.samples),
    }


def done_words(found: dossiers.CalendarEffect) -> str:
    """Return in one sentence what the publication moved."""
    told = say("Đã công bố lịch làm việc; {moved} hồ sơ dời giờ hẹn", moved=wording.number(found.moved))
    answers = say(", {answers} hồ sơ lùi hạn bổ sung", answers=wording.number(found.answers)) if found.answers else ""
    return f"{told}{answers}."
