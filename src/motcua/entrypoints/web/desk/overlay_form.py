"""The form in which a unit says what is its own of a procedure: read as the domain takes it, and filled again."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict

from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.desk.publication_answers import value_of
from motcua.entrypoints.web.typed_days import day_typed
from motcua.kernel.language import to_say
from motcua.kernel.working_time import ZONE, LimitUnit, local

LIMIT_ROWS = 3
LINES = {
    "noi": "place",
    "gio": "hours",
    "quay": "counter",
    "dien-thoai": "phone",
    "van-ban": "basis",
    "ghi-chu": "notes",
}
UNITS = {
    LimitUnit.WORKING_DAY.value: to_say("ngày làm việc"),
    LimitUnit.CALENDAR_DAY.value: to_say("ngày"),
    LimitUnit.WORKING_HOUR.value: to_say("giờ làm việc"),
    LimitUnit.CLOCK_HOUR.value: to_say("giờ"),
    LimitUnit.MONTH.value: to_say("tháng"),
    LimitUnit.SAME_DAY.value: to_say("trong ngày"),
}


def overlay_value(posted: QueryDict) -> dict[str, Any]:
    """Return what the form says, as the domain takes it. Raises NotFilledIn."""
    value: dict[str, Any] = {kept: posted.get(name, "") for name, kept in LINES.items() if posted.get(name, "").strip()}
    if posted.getlist("cach-nop"):
        value["channels"] = posted.getlist("cach-nop")
    limits = dict(_limit_of(posted, row) for row in range(1, LIMIT_ROWS + 1) if _is_filled_in(posted, row))
    if limits:
        value["limits"] = limits
    if posted.get("quy-trinh"):
        value["process_version_id"] = posted["quy-trinh"]
    return value


def _is_filled_in(posted: Mapping[str, str], row: int) -> bool:
    is_same_day = posted.get(f"don-vi-{row}") == LimitUnit.SAME_DAY
    return is_same_day or bool(posted.get(f"so-{row}", "").strip())


def _limit_of(posted: Mapping[str, str], row: int) -> tuple[str, Any]:
    field = posted.get(f"cho-{row}") or "time_limit"
    typed = {"amount": posted.get(f"so-{row}", ""), "unit": posted.get(f"don-vi-{row}", "")}
    return field, value_of("committed", typed)


def period_of(posted: Mapping[str, str], at: datetime) -> tuple[datetime | None, datetime | None]:
    """Return from when it holds (none: from now) and until when, the last day included. Raises NotADay."""
    first, last = day_typed(posted.get("tu", "")), day_typed(posted.get("den", ""))
    start = None if first is None or first == local(at).date() else _midnight(first)
    return start, _midnight(last + timedelta(days=1)) if last else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)


def typed_in(posted: QueryDict) -> dict[str, Any]:
    """Return what was typed, so that the form shows it again."""
    return {
        **{name: posted.get(name, "") for name in (*LINES, "quy-trinh", "tu", "den")},
        "cach-nop": posted.getlist("cach-nop"),
        "limits": [tuple(posted.get(f"{name}-{row}", "") for name in ("cho", "so", "don-vi")) for row in _rows()],
    }


def typed_of(overlay: procedures.Overlay | None) -> dict[str, Any]:
    """Return the form filled with what a unit says now, or empty."""
    said = overlay or procedures.Overlay()
    limits = [
        (
            field,
            "" if limit.amount is None else format(limit.amount.normalize(), "f").replace(".", ","),
            limit.unit.value,
        )
        for field, limit in said.limits
    ]
    return {
        **{name: getattr(said, kept) for name, kept in LINES.items()},
        "quy-trinh": str(said.process_version_id or ""),
        "cach-nop": [one.value for one in said.channels],
        "limits": [*limits, *[("", "", "")] * LIMIT_ROWS][: max(LIMIT_ROWS, len(limits))],
        "tu": "",
        "den": "",
    }


def _rows() -> range:
    return range(1, LIMIT_ROWS + 1)
