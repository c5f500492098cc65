"""The days of a limit as boxes: what was counted on each, what is used, which one is today, which is the due day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say
from motcua.kernel.working_time import CountedDay, DayKind, WorkingTable, working_minutes_between

MOST_DAYS = 15
OFF_WORDS = {
    DayKind.WEEKEND: to_say("nghỉ"),
    DayKind.HOLIDAY: to_say("nghỉ lễ"),
    DayKind.BRIDGE: to_say("nghỉ bù"),
    DayKind.LOCAL_OFF: to_say("nghỉ"),
}


@dataclass(frozen=True)
class Strip:
    """What the boxes need to know about the dossier."""

    start: datetime
    promised_at: datetime
    table: WorkingTable
    at: datetime
    counted_until: datetime

    @property
    def today(self) -> date:
        return wording.local(self.at).date()

    @property
    def last_day(self) -> date:
        """The last day on which the clock ran."""
        return wording.local(self.counted_until).date()

    @property
    def due_day(self) -> date:
        return wording.local(self.promised_at).date()


def counted_until(info: dossiers.DossierInfo, at: datetime) -> datetime:
    """Return until when the clock ran: now, or since when it stands still or is over."""
    last = info.segments[-1]
    return (last.until or at) if last.kind == dossiers.ClockKind.RUNNING else last.since


def day_boxes(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, object]]:
    """Return one box a day, days off in a row as one; beyond fifteen boxes weeks, with the present one open."""
    strip = Strip(info.start, info.promised_at, info.table, at, counted_until(info, at))
    boxes = _boxes(info.days, strip)
    if len(boxes) <= MOST_DAYS:
        return boxes
    weeks = groupby(info.days, key=lambda day: day.on.isocalendar()[:2])
    return [box for _, days in weeks for box in _week(list(days), strip)]


def _boxes(days: Sequence[CountedDay], strip: Strip) -> list[dict[str, object]]:
    runs = groupby(
        days, key=lambda day: (_is_off(day) and day.on not in {strip.today, strip.due_day}, day.kind, day.name)
    )
    found: list[dict[str, object]] = []
    for (is_off, _, _), run in runs:
        listed = list(run)
        found += [_off_box(listed)] if is_off and len(listed) > 1 else [_box(day, strip) for day in listed]
    return found


def _week(days: list[CountedDay], strip: Strip) -> list[dict[str, object]]:
    if any(day.on == strip.today for day in days) or len(days) < 2:
        return _boxes(days, strip)
    if days[-1].on == strip.due_day:
        return [*_week(days[:-1], strip), *_boxes(days[-1:], strip)]
    counted = _days_counted(days, strip.table)
    return [
        {
            "label": wording.day_and_month(days[0].on),
            "counted": counted or say("nghỉ"),
            "caption": say("đến {on}", on=f"{days[-1].on:%d}"),
            "off": not counted,
            "used": 100 if days[-1].on < strip.last_day else 0,
        }
    ]


def _days_counted(days: Sequence[CountedDay], table: WorkingTable) -> str:
    """Return how many days of the limit lie in these, empty for none."""
    if any(day.minutes is None for day in days):
        return say("{days} ngày", days=len(days))
    share = Decimal(sum(day.minutes or 0 for day in days)) / table.reference_day_minutes
    return say("{share} ngày", share=wording.number(share, 1 if share % 1 else 0)) if share else ""


def _is_off(day: CountedDay) -> bool:
    """Days off count in limits that are not in working time: there no day has minutes."""
    return day.kind in OFF_WORDS and day.minutes == 0


def _off_box(days: list[CountedDay]) -> dict[str, object]:
    kind = days[0].kind
    return {
        "label": _range(days[0].on, days[-1].on),
        "counted": say(OFF_WORDS[kind]),
        "caption": say("cuối tuần") if kind == DayKind.WEEKEND else say("{days} ngày", days=len(days)),
        "off": True,
    }


def _box(day: CountedDay, strip: Strip) -> dict[str, object]:
    return {
        "label": wording.day_and_month(day.on),
        "counted": _counted(day, strip),
        "caption": _caption(day, strip),
        "off": _is_off(day),
        "stop": bool(day.paused) and not day.minutes,
        "now": day.on == strip.today,
        "end": day.on == strip.due_day,
        "used": _used(day, strip),
    }


def _counted(day: CountedDay, strip: Strip) -> str:
    if day.paused and not day.minutes:
        return say("dừng")
    if _is_off(day):
        return say(OFF_WORDS[day.kind])
    if day.minutes is None:
        return say("bắt đầu") if day.on == wording.local(strip.start).date() else say("tính")
    return wording.hours_of_day(day.minutes)


def _caption(day: CountedDay, strip: Strip) -> str:
    if day.on == strip.today:
        return say("hẹn hôm nay") if day.on == strip.due_day else say("hôm nay")
    if day.on == strip.due_day:
        return say("hẹn trả")
    return wording.weekday(day.on)


def _used(day: CountedDay, strip: Strip) -> int:
    if not day.minutes:
        return 0
    if day.on != strip.last_day:
        return 100 if day.on < strip.last_day else 0
    until = strip.counted_until
    midnight = wording.local(until).replace(hour=0, minute=0, second=0, microsecond=0)
    begun = max(midnight, strip.start)
    passed = working_minutes_between(begun, max(min(until, strip.promised_at), begun), strip.table)
    return min(100, round(100 * passed / day.minutes))


def _range(first: date, last: date) -> str:
    return wording.day_and_month(first) if first == last else f"{first:%d}–{last:%d}"


def summary(info: dossiers.DossierInfo, at: datetime) -> str:
    """Return what is used of the limit against the work done, and the names of the days off."""
    until = counted_until(info, at)
    paused = info.paused_minutes
    whole = working_minutes_between(info.start, info.promised_at, info.table) - paused
    used = max(working_minutes_between(info.start, max(until, info.start), info.table) - paused, 0)
    percent = dossiers.time_used(until, start=info.start, promised_at=info.promised_at, table=info.table, paused=paused)
    hours, all_hours = wording.hours_of_day(used), wording.hours_of_day(whole)
    named = [
        f"{wording.day_and_month(day.on)}: {day.name}." for day in info.days if day.name and day.kind != DayKind.WEEKEND
    ]
    words = say(
        "Đã dùng {hours} trên {all_hours} làm việc ({percent}), việc đã xong {work_done}.",
        hours=hours,
        all_hours=all_hours,
        percent=f"{percent}{wording.NO_BREAK}%",
        work_done=f"{info.work_done}{wording.NO_BREAK}%",
    )
    return " ".join([words, *named[:4]])
