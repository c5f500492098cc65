"""The page of apologies: what is owed, what waits for a signature, what will be late, what is still to be handed over."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints import acts
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_apologies, sending
from motcua.entrypoints.web.policy import requires
from motcua.foundation import accesses, clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

KEYS = [
    ("F9", to_say("Ký các phiếu đã chọn")),
    ("↑|↓", to_say("Chọn hàng")),
    (to_say("Dấu cách"), to_say("Đánh dấu")),
    ("Enter", to_say("Mở")),
    ("F4", to_say("Tìm")),
]
NONE_CHOSEN = to_say("Chưa chọn phiếu nào để ký. Không có gì thay đổi.")


@requires(
    organisation.Role.LEADER, organisation.Role.HANDLER, organisation.Role.RECEPTION, organisation.Role.SUPERVISOR
)
@require_http_methods(["GET", "POST"])
def apologies(request: HttpRequest) -> HttpResponse:
    """Show the letters; sign those chosen, each for itself: one that is refused stops no other.

    A part of long work (`batch`) is answered without a page: the page sends the whole afterwards, with the same key.
    """
    if request.method == "GET":
        return _page(request)
    chosen = sorted(set(request.POST.getlist("ho-so")))
    if not chosen:
        return _page(request, errors=[{"text": say(NONE_CHOSEN)}], status=400)
    by, refused = actor_of(request), []
    for code in chosen:
        try:
            acts.perform(code, "+sign_apology", data={}, by=by, at=clock.now(), key=f"{sending.key_of(request)}:{code}")
        except Refusal as refusal:
            refused.append({"text": f"{code}: {refusal}"})
    if request.headers.get("X-Requested-With") == "batch":
        return HttpResponse(status=204)
    signed = len(chosen) - len(refused)
    if signed:
        messages.success(request, say("Đã ký {signed} phiếu xin lỗi.", signed=wording.number(signed)))
    return _page(request, errors=refused, status=400) if refused else redirect("desk:apologies")


def _page(request: HttpRequest, *, errors: Sequence[dict[str, str]] = (), status: int = 200) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    found = dossiers.apology_desk(by, at)
    shown = [one.code for group in (found.owed, found.drafts, found.foreseen, found.to_give) for one in group]
    accesses.looked([f"dossier:{code}" for code in shown], page="apologies", by=by, at=at)
    names = organisation.unit_names(
        presenting_apologies.units_of(found.owed, found.drafts, found.foreseen, found.to_give), at.date()
    )
    signing = _signs_for(by, found.drafts, at)

    def rows(group: Sequence[dossiers.ApologyRow]) -> list[dict[str, object]]:
        return [presenting_apologies.row(one, names, at, signs=one.competent in signing) for one in group]

    context = {
        "owed": rows(found.owed),
        "drafts": rows(found.drafts),
        "foreseen": rows(found.foreseen),
        "to_give": rows(found.to_give),
        "may_sign": bool(signing),
        "key": sending.new_key(),
        "errors": errors,
        "keys": KEYS if signing else KEYS[1:],
        "looked_at": wording.hour(at),
    }
    return render(request, "desk/apologies.html", context, status=status)


def _signs_for(by: Actor, drafts: Sequence[dossiers.ApologyRow], at: datetime) -> frozenset[str]:
    """Return for which of the drafts' units the reader signs: the own unit, by a position held today."""
    if by.unit_code not in {one.competent for one in drafts}:
        return frozenset()
    signature = organisation.find_signature(by.login, by.unit_code, at.date())
    return frozenset({by.unit_code}) if signature else frozenset()
