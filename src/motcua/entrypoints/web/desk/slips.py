"""Issue a slip of one dossier: the control slip, and the notice that asks to pay."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import sending
from motcua.entrypoints.web.policy import requires, unknown_dossier
from motcua.foundation import clock, idempotency
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

WORK = (organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER)
CONTROL, PAYMENT = "kiem-soat", "nop-phi"


@requires(*WORK)
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, code: str, slip: str) -> HttpResponse:
    """Show what the slip will say and ask to issue it; issued, the paper itself. Unknown and forbidden look alike."""
    by, at = actor_of(request), clock.now()
    if slip not in {CONTROL, PAYMENT}:
        raise Http404
    if not dossiers.may_see(code, by, at):
        return unknown_dossier(request)
    if request.method == "GET":
        return _page(request, code, slip)
    try:
        paper = _issue(request, code, slip, by)
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    except Refusal as refusal:
        return _page(request, code, slip, errors=[{"text": str(refusal)}], status=400)
    return redirect("desk:paper", paper, preserve_request=True)


def _issue(request: HttpRequest, code: str, slip: str, by: Actor) -> int:
    """Issue it once for the key of the form; return the paper's id."""
    at = clock.now()
    amount, copies = _number(request, "muc"), _number(request, "so-luong") or 0

    def do() -> dict[str, Any]:
        if slip == CONTROL:
            return {"paper": dossiers.issue_control_slip(code, by=by, at=at)}
        return {"paper": dossiers.issue_payment_notice(code, by=by, at=at, amount=amount, copies=copies)}

    key = sending.key_of(request)
    if not key:
        return int(do()["paper"])
    asked = {"code": code, "slip": slip, "amount": amount, "copies": copies}
    return int(idempotency.once(scope=f"slip:{by.login}", key=key, request=asked, at=at, act=do)["paper"])


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else None


def _page(
    request: HttpRequest, code: str, slip: str, *, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    sentence, amounts = "", []
    if slip == PAYMENT:
        try:
            amounts = _amounts(code, actor_of(request))
        except dossiers.NothingToPay as refusal:
            sentence = str(refusal)
    context = {
        "code": code,
        "slip": slip,
        "is_payment": slip == PAYMENT,
        "cannot": sentence,
        "amounts": amounts,
        "typed": {"muc": request.POST.get("muc", ""), "so_luong": request.POST.get("so-luong", "1")},
        "errors": errors or [],
        "key": sending.new_key(),
        "keys": [*([] if sentence else [("F9", say("Lập và in"))]), ("Esc", say("Về hồ sơ"))],
    }
    return render(request, "desk/slip.html", context, status=status)


def _amounts(code: str, by: Actor) -> list[dict[str, str]]:
    found = dossiers.fee_amounts(code, by=by, at=clock.now())
    return [
        {
            "number": str(number),
            "label": procedures.fee_words(procedures.FeeInfo(procedures.FeeKind.AMOUNT, (one,))),
        }
        for number, one in enumerate(found, start=1)
    ]
