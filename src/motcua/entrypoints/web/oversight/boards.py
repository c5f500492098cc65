"""The register of boards: which desk has hung which version since when, what is missing, what to print anew, scans by day."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say

READING = (organisation.Role.LEADER, organisation.Role.SUPERVISOR, organisation.Role.ADMINISTRATOR)
DAYS, MOST_DAYS, MOST_CODES = 30, 366, 50


@requires(*READING)
@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """Show the register of the desks at or below the reader's unit; `?ngay=` counts scans of that many days."""
    by, at = actor_of(request), clock.now()
    days = _days(request.GET.get("ngay", ""))
    since = at.date() - timedelta(days=days - 1)
    found = procedures.board_register(by, at, since=since)
    context = {
        "desks": [_desk(one, at) for one in found.desks],
        "covered": found.covered,
        "begun": found.begun,
        "all": len(found.desks),
        "reprint": [_old(one, at) for one in found.reprint],
        "hangs": organisation.Role.LEADER in by.roles,
        "days": days,
        "since": wording.in_figures(since),
        **_scans(found, at.date()),
        "keys": [("F4", say("Tìm")), ("Tab", say("Đến mục kế tiếp"))],
    }
    return render(request, "oversight/boards.html", context)


def _days(typed: str) -> int:
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else DAYS
    return min(max(number, 1), MOST_DAYS)


def _desk(desk: procedures.DeskBoards, at: datetime) -> dict[str, Any]:
    return {
        "name": desk.name,
        "code": desk.code,
        "hung": desk.hung,
        "all": len(desk.fields),
        "missing": [one.field for one in desk.fields if not one.is_hung],
        "hanging": [
            {
                "field": one.field,
                "version": each.made.version,
                "size": say(procedures.SIZE_NAMES[each.size]),
                "place": each.place,
                "since": wording.stamp(each.hung_at, at),
                "is_old": bool(each.differences),
            }
            for one in desk.fields
            for each in one.hanging
        ],
        "scans": desk.scans,
    }


def _old(one: procedures.Hanging, at: datetime) -> dict[str, Any]:
    return {
        "desk": one.made.face.desk_name,
        "board": one.made.board,
        "field": one.made.field,
        "version": one.made.version,
        "place": one.place,
        "size": say(procedures.SIZE_NAMES[one.size]),
        "since": wording.stamp(one.hung_at, at),
        "because": [change.in_words() for change in one.differences],
    }


def _scans(found: procedures.BoardRegister, today: date) -> dict[str, Any]:
    """Return scans by day, and by code the most scanned first."""
    desks = {one.code: one for one in found.desks}
    titles = {
        (one.code, cell.code): cell.title
        for one in found.desks for field in one.fields for cell in (field.made.face if field.made else field.now).cells
    }  # fmt: skip
    by_code = procedures.scans_of(desks, found.since, today)
    by_day = procedures.scans_by_day(desks, found.since, today)
    rows = sorted(by_code.items(), key=lambda row: -row[1])
    return {
        "scans": sum(by_code.values()),
        "scans_by_code": [
            {
                "desk": desks[desk].name,
                "title": titles.get((desk, code)) or code or say("Trang tìm thủ tục"),
                "scans": scans,
            }
            for (desk, code), scans in rows[:MOST_CODES]
        ],
        "more_codes": max(0, len(rows) - MOST_CODES),
        "scans_by_day": [
            {"day": wording.in_figures(day), "scans": scans} for day, scans in sorted(by_day.items(), reverse=True)
        ],
    }
