"""The board "Điều hành": numbers that renew themselves, and the dossiers behind each of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.frame import WATCHING
from motcua.entrypoints.web.oversight import presenting_board as presenting
from motcua.entrypoints.web.oversight import presenting_lists as lists
from motcua.entrypoints.web.policy import requires
from motcua.foundation import accesses, clock
from motcua.kernel.language import say, to_say
from motcua.kernel.vietnamese import clean

PAGE_ROWS = 50
RENEW_SECONDS = 3
"""With what the answer takes, an act elsewhere is seen within 5 seconds."""
KEYS = [("F4", to_say("Tìm")), ("Tab", to_say("Đến số kế tiếp")), ("Enter", to_say("Xem hồ sơ của số đó"))]
LIST_KEYS = [
    ("F4", to_say("Tìm")),
    ("↑|↓", to_say("Chọn hàng")),
    ("Enter", to_say("Mở")),
    ("Esc", to_say("Về Điều hành")),
]
watching = requires(*WATCHING)


@watching
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the numbers of the units that the reader may see."""
    return render(request, "oversight/board.html", {**_figures(request), "every": RENEW_SECONDS, "keys": KEYS})


@watching
@require_GET
@never_cache
def figures(request: HttpRequest) -> HttpResponse:
    """Return the numbers alone, for the page to put in place; the frame around them is not drawn again."""
    return HttpResponse(render_to_string("oversight/_figures.html", _figures(request)))


def _figures(request: HttpRequest) -> dict[str, Any]:
    by, at = actor_of(request), clock.now()
    found = dossiers.board(by, at)
    waiting = intake.waiting_load(organisation.scope_units(by, at.date()), at)
    codes = {load.unit for load in (*found.by_unit, *found.by_officer)}
    names = organisation.unit_names(codes, at.date()) if codes else {}
    logins = {load.officer for load in found.by_officer} - {dossiers.NOBODY}
    officers = organisation.full_names(logins) if logins else {}
    return {
        "day": wording.day(at),
        "looked_at": f"{wording.local(at):%H:%M:%S}",
        "figures": presenting.figures(found, at),
        "units": presenting.unit_rows(found, names),
        "open": found.total.held,
        "officers": presenting.officer_rows(found, names, officers),
        "urgent": presenting.urgent(found, waiting, at),
        "chart": presenting.chart(found.received),
        "as_table": request.GET.get("bang") == "1",
    }


@watching
@require_GET
def dossiers_behind(request: HttpRequest) -> HttpResponse:
    """List the dossiers behind a number, of one unit, officer or hour where it was of one."""
    by, at = actor_of(request), clock.now()
    behind = lists.behind(request.GET.get("nhom", ""))
    unit, officer = (clean(request.GET.get(name, ""))[:60] for name in ("don-vi", "can-bo"))
    hour = lists.hour_of(request.GET.get("gio", "")) if behind.is_of_hours else None
    place = max(1, lists.whole_number(request.GET.get("trang", "")))
    narrowed: dict[str, Any] = {"unit": unit, "officer": officer, "hour": hour}
    found = dossiers.board_list(behind.group, by, at, **narrowed, limit=PAGE_ROWS, offset=(place - 1) * PAGE_ROWS)
    accesses.looked([f"dossier:{one.code}" for one in found.rows], page="board", by=by, at=at)
    names = organisation.unit_names([unit], at.date()) if unit else {}
    is_known = found.total and officer not in {"", dossiers.NOBODY}  # a login typed by hand tells no name
    people = organisation.full_names([officer]) if is_known else {}
    context = {
        "title": say(behind.title),
        "narrowed": lists.narrowed(names.get(unit, ""), people.get(officer, ""), officer == dossiers.NOBODY, hour),
        "total": found.total,
        "rows": lists.rows(found.rows, at),
        "page": Paginator(range(found.total), PAGE_ROWS).get_page(place),
        "page_query": lists.query(behind.slug, unit, officer, hour),
        "keys": LIST_KEYS,
    }
    return render(request, "oversight/list.html", context)


@watching
@require_GET
def submissions_behind(request: HttpRequest) -> HttpResponse:
    """List the online submissions that wait for their check, least time left first."""
    by, at = actor_of(request), clock.now()
    found = intake.waiting_submissions(by, at)
    names = organisation.unit_names({one.desk for one in found}, at.date()) if found else {}
    total = intake.count_waiting(organisation.scope_units(by, at.date())) if found else 0
    opens = organisation.Role.RECEPTION in by.roles
    context = {"rows": lists.submission_rows(found, names, at), "total": total, "opens": opens, "keys": LIST_KEYS}
    return render(request, "oversight/submissions.html", context)
