"""The days of a promise as lines: which count, which do not and why, and their sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say
from motcua.kernel.working_time import CountedDay, DayKind, WorkingTable

MOST_LINES = 9
OFF_KINDS = {
    DayKind.WEEKEND: to_say("Cuối tuần"),
    DayKind.HOLIDAY: to_say("Nghỉ lễ"),
    DayKind.BRIDGE: to_say("Nghỉ bù"),
    DayKind.LOCAL_OFF: to_say("Nghỉ"),
}


@dataclass(frozen=True)
class Counted:
    """The days of a promise that was made: from its start to its due moment, by a calendar."""

    days: Sequence[CountedDay]
    table: WorkingTable
    start: datetime
    due_at: datetime


def counted_lines(foreseen: dossiers.Foreseen | Counted) -> dict[str, Any]:
    """Return the days as lines and their sum; a long row of days shows its ends and keeps the rest closed."""
    rows = [_line(day, foreseen) for day in foreseen.days]
    counted = [day.minutes for day in foreseen.days if day.minutes is not None]
    reference = foreseen.table.reference_day_minutes
    total = sum(counted)
    return {
        "rows": rows if len(rows) <= MOST_LINES else [],
        "more_rows": rows if len(rows) > MOST_LINES else [],
        "total": f"{wording.hours_of_day(total)} = {wording.duration(total, reference)}" if counted else "",
    }


def _line(day: CountedDay, foreseen: dossiers.Foreseen | Counted) -> dict[str, Any]:
    start, due = wording.local(foreseen.start), wording.local(foreseen.due_at)
    label = wording.with_capital(f"{wording.weekday(day.on)} {wording.day_and_month(day.on)}")
    ends = [say("từ {start}", start=f"{start:%H:%M}")] if day.on == start.date() else []
    ends += [say("đến {due}", due=f"{due:%H:%M}")] if day.on == due.date() else []
    is_off = day.kind in OFF_KINDS and not day.minutes
    return {"label": ", ".join([label, *ends]), "off": is_off, "counted": _counted(day, is_off=is_off)}


def _counted(day: CountedDay, *, is_off: bool) -> str:
    if day.paused and not day.minutes:
        return say("dừng")
    if is_off:
        return day.name or say(OFF_KINDS[day.kind])
    return say("tính") if day.minutes is None else wording.hours_of_day(day.minutes)
