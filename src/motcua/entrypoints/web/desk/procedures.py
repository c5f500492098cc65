"""The queue of procedures: which wait for publication, how far each is, which are published."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk import presenting_procedures as presenting
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import to_say
from motcua.kernel.vietnamese import clean

KEYS = [("Tab", to_say("Ô tìm, rồi danh sách")), ("↑|↓", to_say("Chọn hàng")), ("Enter", to_say("Mở"))]
LONGEST_TEXT = 100


@requires(organisation.Role.PUBLISHER)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """List procedures, 50 a page; a whole code in the search field opens its procedure at once."""
    at = clock.now()
    wanted = presenting.Wanted(
        text=clean(request.GET.get("q", ""))[:LONGEST_TEXT],
        view=presenting.view_of(request.GET.get("loc", "")),
        level=presenting.level_of(request.GET.get("cap", "")),
    )
    number = request.GET.get("trang", "1")
    found = procedures.unpublished_queue(
        at=at,
        text=wanted.text,
        standing=wanted.view.standing,
        level=wanted.level,
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    if wanted.text and _is_code(wanted.text, found, at):
        return redirect("desk:procedures_page", code=wanted.text)
    context = {
        "wanted": wanted,
        "views": presenting.view_links(found, wanted),
        "levels": presenting.level_links(found, wanted),
        "rows": [presenting.row(one) for one in found.rows],
        "page": presenting.page_of(found),
        "page_query": f"{wanted.address()}&trang=",
        "looked_at": wording.hour(at),
        "keys": KEYS,
    }
    return render(request, "desk/procedures.html", context)


def _is_code(text: str, found: procedures.Queue, at: datetime) -> bool:
    """Tell whether the text is the whole code of a procedure, among those listed or those published."""
    if any(row.code == text for row in found.rows):
        return True
    if not found.counts["published"]:
        return False
    return any(row.code == text for row in procedures.unpublished_queue(at=at, text=text, standing="published").rows)
