"""The inbox: what shall I do next, and one act for chosen rows."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import bulk, presenting, presenting_inbox, sending
from motcua.entrypoints.web.desk.registers import READING
from motcua.entrypoints.web.policy import requires
from motcua.foundation import accesses, clock
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

KEYS = [
    ("F4", to_say("Tìm")),
    ("↑|↓", to_say("Chọn hàng")),
    ("Enter", to_say("Mở")),
    (to_say("Dấu cách"), to_say("Đánh dấu")),
    ("F9", to_say("Việc chính")),
    ("⇧ F9", to_say("Việc khác")),
]


@requires(organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER)
@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for the officer; do one act for the rows chosen."""
    if request.method == "GET":
        return _page(request)
    chosen = request.POST.getlist("ho-so")
    try:
        done = bulk.act_on_many(request, chosen, request.POST.get("viec", ""))
    except Refusal as refusal:
        return _page(request, errors=[{"text": str(refusal)}], chosen=chosen, status=400)
    messages.success(request, done)
    return redirect(request.get_full_path())


def _page(
    request: HttpRequest, *, errors: Sequence[dict[str, str]] = (), chosen: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    view = presenting_inbox.view_of(request.GET.get("loc", ""))
    counts = dossiers.inbox_counts(by, at)
    request.inbox_counts = counts  # type: ignore[attr-defined]  # the frame shows the same: counted once
    page = Paginator(range(counts[view.name]), presenting.PAGE_ROWS).get_page(request.GET.get("trang"))
    offset = (page.number - 1) * presenting.PAGE_ROWS
    found = dossiers.inbox(by, at, view=view.name, limit=presenting.PAGE_ROWS, offset=offset)
    accesses.looked([f"dossier:{row.code}" for row in found.rows], page="inbox", by=by, at=at)
    tables = presenting_inbox.tables_of(found.rows)
    acts = [presenting_inbox.acts_of(row, by) for row in found.rows]
    context = {
        "view": replace(view, empty=say(view.empty)),
        "views": presenting_inbox.view_links(counts, view),
        "groups": presenting_inbox.groups(found.rows, acts, tables, by, at, chosen=chosen),
        "untaken": presenting_inbox.untaken_elsewhere(by, at),
        "opinions": presenting_inbox.opinions(by, at),
        "asked_back": presenting_inbox.asked_back(by, at),
        "today": presenting_inbox.today_in_words(tables, at),
        "page": page,
        "place": presenting_inbox.place_of(view, page.number),
        "page_query": f"?loc={view.slug}&trang=" if view.slug else "?trang=",
        "whole": wording.number(counts["all"]),
        "looked_at": wording.hour(at),
        "risk_points": rule_pack_on(at.date()).risk_points,
        "bulk_acts": bulk.buttons([slug for slugs in acts for slug in slugs]),
        "key": sending.new_key(),
        "errors": errors,
        "reads_registers": not by.roles.isdisjoint(READING),
        "keys": KEYS,
    }
    return render(request, "desk/inbox.html", context, status=status)
