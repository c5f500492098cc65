"""Find dossiers by code, name or number of a person, within what the officer may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting
from motcua.entrypoints.web.desk.registers import READING
from motcua.entrypoints.web.frame import SEEING
from motcua.entrypoints.web.policy import requires
from motcua.foundation import accesses, clock
from motcua.kernel.language import to_say
from motcua.kernel.vietnamese import clean

LONGEST = 100
SCANNED = "/theo-doi/"
"""What stands before the code in the address that a receipt carries."""
KEYS = [
    ("F4", to_say("Tìm")),
    ("↑|↓", to_say("Chọn hàng")),
    ("Enter", to_say("Mở")),
    ("Esc", to_say("Về việc của tôi")),
]


@requires(*SEEING)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """List what was found; a whole code, or the address in a receipt's QR code as a scanner types it, opens its dossier at once."""
    by, at = actor_of(request), clock.now()
    text = clean(request.GET.get("q", ""))[:LONGEST]
    if SCANNED in text:
        text = dossiers.following.code_meant(text) or text
    found = dossiers.find(text, by, at, limit=presenting.PAGE_ROWS)
    accesses.looked([f"dossier:{one.code}" for one in found], page="search", by=by, at=at)
    whole = [one for one in found if text in {one.code, one.outside_code}]
    if len(whole) == 1:
        return redirect("desk:dossier", code=whole[0].code)
    context = {
        "text": text,
        "search_value": text,
        "rows": [
            {
                "code": one.code,
                "outside_code": one.outside_code or "",
                "person": one.person,
                "work": one.procedure_name,
                "tag": presenting.state_tag(one.state),
                "is_late": one.lateness == "late" or (one.state == dossiers.State.PROCESSING and at > one.promised_at),
                "due": wording.moment_in_table(one.promised_at, at),
                "received": wording.stamp(one.received_at, at),
            }
            for one in found
        ],
        "is_cut": len(found) == presenting.PAGE_ROWS,
        "reads_registers": not by.roles.isdisjoint(READING),
        "keys": KEYS,
    }
    return render(request, "desk/search.html", context)
