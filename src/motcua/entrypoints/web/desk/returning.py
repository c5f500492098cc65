"""Results at the desk: what comes in from the units, what waits for the person."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting, sending
from motcua.entrypoints.web.policy import requires
from motcua.foundation import accesses, clock
from motcua.kernel.language import to_say

KEYS = [
    ("F4", to_say("Tìm hoặc quét mã")),
    ("↑|↓", to_say("Chọn hàng")),
    ("Enter", to_say("Mở")),
    ("Esc", to_say("Về việc của tôi")),
]


@requires(organisation.Role.RECEPTION)
@require_GET
def returning(request: HttpRequest) -> HttpResponse:
    """List results that come to the desk and those that wait for their persons."""
    by, at = actor_of(request), clock.now()
    arriving = [
        row
        for row in dossiers.inbox(by, at, view="untaken", limit=presenting.PAGE_ROWS).rows
        if dossiers.MAKE_READY in dossiers.doable_at_once(row, by)
    ]
    counts = dossiers.inbox_counts(by, at)
    request.inbox_counts = counts  # type: ignore[attr-defined]  # the frame shows the same: counted once
    page = Paginator(range(counts["ready"]), presenting.PAGE_ROWS).get_page(request.GET.get("trang"))
    offset = (page.number - 1) * presenting.PAGE_ROWS
    waiting = dossiers.inbox(by, at, view="ready", limit=presenting.PAGE_ROWS, offset=offset)
    shown = [f"dossier:{row.code}" for row in (*arriving, *waiting.rows)]
    accesses.looked(shown, page="returning", by=by, at=at)
    context = {
        "arriving": [_row(row, at) for row in arriving],
        "waiting": [_row(row, at) for row in waiting.rows],
        "total": waiting.total,
        "page": page,
        "page_query": "?trang=",
        "key": sending.new_key(),
        "keys": KEYS,
        "looked_at": wording.hour(at),
    }
    return render(request, "desk/returning.html", context)


def _row(row: dossiers.InboxRow, at: datetime) -> dict[str, object]:
    return {
        "code": row.code,
        "person": row.person,
        "work": row.procedure,
        "due": wording.moment_in_table(row.promised_at, at),
        "is_late": row.is_late,
        "key": sending.new_key(),
    }
