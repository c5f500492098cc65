"""The short address under a printed code: leads to the page it was printed for, or to what stands in its place now."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.client import client_address
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock
from motcua.kernel.language import say

LETTERS = "ma"
"""What tells a page from which code somebody came, where it leads elsewhere than it was printed for."""
OLD_DESK = "noi-cu"
"""What tells a page which desk that is no more an address named."""


@public
@require_safe
def short(request: HttpRequest, letters: str) -> HttpResponse:
    """Lead on from a code; unknown letters are one sentence, the same for everybody. Nothing of who asks is kept."""
    place = organisation.place_of(client_address(request))
    try:
        lead = procedures.scan(letters, place=place, at=clock.now(), counts=_is_opened(request))
    except procedures.UnknownLetters as refusal:
        return render(request, "citizen/short_unknown.html", {"sentence": str(refusal)}, status=404)
    except procedures.TooManyWrongLetters as refusal:
        return render(request, "citizen/short_unknown.html", {"sentence": str(refusal)}, status=429)
    address = _address(lead)
    return redirect(f"{address}?{urlencode({LETTERS: letters})}" if lead.is_moved else address)


def _is_opened(request: HttpRequest) -> bool:
    """Tell whether a person opens the page: not where a browser only looks ahead, or a program asks whether it is there."""
    ahead = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method == "GET" and "prefetch" not in ahead


def _address(lead: procedures.Lead) -> str:
    if not lead.code:
        return reverse("citizen:procedures")
    if not lead.desk:
        return reverse("citizen:procedure", args=[lead.code])
    return reverse("citizen:procedure_at", args=[lead.code, lead.desk])


def short_link(published: procedures.PublishedInfo, desk: str) -> str:
    """Return the short address of a procedure as it is read out and typed; empty where it has none yet."""
    letters = procedures.short_address_of(published, desk)
    return f"{settings.ENVIRONMENT.public_address}/q/{letters}".partition("://")[2] if letters else ""


def came_by_code(request: HttpRequest, code: str, desk: str, at: datetime) -> dict[str, Any]:
    """Return what to say to somebody who came by a code that was printed for another procedure or desk; empty for all others.

    What is said comes from the code itself: an address made by hand says nothing here.
    """
    typed = request.GET.get(LETTERS, "")
    lead = procedures.lead_of(typed, at) if typed else None
    if lead is None or not lead.is_moved or (lead.code, lead.desk) != (code, desk):
        return {}
    found: list[str] = []
    if lead.printed_for:
        name = procedures.unpublished(lead.printed_for, at).name
        found.append(say("Mã vừa quét in cho thủ tục “{name}”, nay thay bằng thủ tục này.", name=name))
    if lead.printed_at:
        names = organisation.unit_names([lead.printed_at, lead.desk], at.date())
        old = names.get(lead.printed_at, lead.printed_at)
        if lead.desk:
            found.append(say("Mã vừa quét in ở {old}, nay là {new}.", old=old, new=names.get(lead.desk, lead.desk)))
        else:
            found.append(say("Mã vừa quét in ở {old}, nơi này không còn nhận hồ sơ; chọn nơi nộp ở dưới.", old=old))
    return {"came_by": " ".join(found)}


def came_from_desk(request: HttpRequest, desk: str, at: datetime) -> dict[str, Any]:
    """Return what to say to somebody whose address named a desk that is no more; empty for all others.

    Only what is so is said: an address made by hand with another desk says nothing here.
    """
    old = request.GET.get(OLD_DESK, "")
    if not old or procedures.desk_after(old, at) != desk:
        return {}
    names = organisation.unit_names([old, desk], at.date())
    if not desk:
        return {"came_by": say("{old} không còn nhận hồ sơ; xem nơi nộp ở dưới.", old=names[old])}
    return {"came_by": say("{old} không còn nhận hồ sơ, nay là {new}.", old=names[old], new=names[desk])}
