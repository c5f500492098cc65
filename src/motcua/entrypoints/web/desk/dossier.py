"""The page of one dossier, its papers and its files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import (
    presenting_acts,
    presenting_dossier,
    presenting_inbox,
    presenting_ledger,
    presenting_messages,
    sending,
)
from motcua.entrypoints.web.desk.looks import SEEING_LOOKS
from motcua.entrypoints.web.frame import WORKING
from motcua.entrypoints.web.policy import signed_in, unknown_dossier
from motcua.foundation import accesses, clock, files
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

DOSSIER = "dossier:"
PDF = b"%PDF-"


@signed_in
@require_GET
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dossier; `?viec=` opens the form of an act. Unknown and forbidden look alike."""
    return page(request, code, act=request.GET.get("viec", ""), answer=request.GET.get("y", ""))


def page(
    request: HttpRequest,
    code: str,
    *,
    act: str = "",
    answer: str = "",
    typed: Mapping[str, str] | None = None,
    errors: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page, with the form of an act where one is open, what was typed and why it was refused."""
    by, at = actor_of(request), clock.now()
    try:
        info, possible = dossiers.dossier_and_acts(code, by, at)
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    accesses.looked([f"{DOSSIER}{info.code}"], page="dossier", by=by, at=at)
    place = sending.place_of(request)
    units = _units_to_ask(by, at) if act == "hoi-y-kien" else ()
    form = presenting_acts.form_for(act, answer, possible, typed or {}, units) if act else None
    main = None if form else presenting_acts.main_act(possible)
    context: dict[str, Any] = {
        **presenting_dossier.page(info, by, at),
        "asked_back": _asked_back(info, possible, at),
        "told": presenting_messages.messages(info.code, at),
        "ledger": presenting_ledger.ledger_rows(info, at),
        "act_form": form,
        "main": main,
        "others": presenting_acts.other_acts(possible),
        "key": sending.new_key(),
        "act_errors": _errors(errors, form),
        "keys": _keys(form, main),
        "may_issue": not WORKING.isdisjoint(by.roles),
        "may_ask_fee": _is_desk(by, info) and info.ended_at is None,
        "may_ask_rating": _is_desk(by, info) and info.ready_at is not None,
        "shows_looks": not SEEING_LOOKS.isdisjoint(by.roles),
        "back": _way_back(by, place),
        "place": place,
    }
    return render(request, "desk/dossier.html", context, status=status)


def _asked_back(info: dossiers.DossierInfo, possible: dossiers.Possible, at: datetime) -> dict[str, str]:
    """Return what the person asks from afar, with the way to the act that carries it out, for whoever may."""
    request = info.asked_back
    if request is None:
        return {}
    asked = wording.moment_in_table(request.asked_at, at)
    href = f"{reverse('desk:dossier', args=[info.code])}?viec=rut" if possible.withdraw else ""
    text = say("Xin lúc {asked}. Lý do: {reason}", asked=asked, reason=request.reason)
    return {"text": text, "href": href, "link": say("Cho rút hồ sơ")}


def _is_desk(by: Actor, info: dossiers.DossierInfo) -> bool:
    return organisation.Role.RECEPTION in by.roles and by.unit_code == info.desk


def _units_to_ask(by: Actor, at: datetime) -> tuple[tuple[str, str], ...]:
    """Return every unit but the own one: whom an officer may ask for an opinion."""
    return tuple((one.code, one.name) for one in organisation.units(at.date()) if one.code != by.unit_code)


def _way_back(by: Actor, place: str) -> dict[str, str]:
    """Return where Esc leads: the list the dossier was opened from; officers without an inbox have the search."""
    if WORKING.isdisjoint(by.roles):
        return {"href": reverse("desk:search"), "label": say("Tra cứu")}
    return {"href": f"{reverse('desk:inbox')}{presenting_inbox.query_of(place)}", "label": say("Việc của tôi")}


def _errors(sentences: Sequence[str], form: presenting_acts.Form | None) -> list[dict[str, str]]:
    first = next((f"o-{one.name}" for one in form.fields if one.required and not one.value), "") if form else ""
    return [{"text": sentence, "field": first} for sentence in sentences]


def _keys(form: presenting_acts.Form | None, main: presenting_acts.Button | None) -> list[tuple[str, str]]:
    act = form.button if form else (main.label if main else "")
    back = say("Về hồ sơ") if form else say("Về danh sách")
    return [*([("F9", act)] if act else []), ("⇧ F9", say("Việc khác")), ("F4", say("Tìm")), ("Esc", back)]


@signed_in
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Print a paper by POST, from the second time on as a reprint; show by GET what was printed last, and count nothing."""
    by = actor_of(request)
    try:
        found = documents.paper(paper_id)
        if not _may_print(found, by):
            return unknown_dossier(request)
        promised_now = _promised_now(found)
        if request.method == "POST":
            documents.print_paper(paper_id, by=by, at=clock.now(), promised_now=promised_now)
            return redirect("desk:paper", paper_id)
        with_key = documents.may_hand_out(found, by)
        pdf = documents.view_paper(paper_id, promised_now=promised_now, with_key=with_key)
        accesses.looked([found.subject], page="paper", by=by, at=clock.now())
    except documents.UnknownPaper:
        return unknown_dossier(request)
    except Refusal as refusal:
        return render(request, "desk/refused.html", {"sentence": str(refusal)}, status=409)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="giay-{paper_id}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _promised_now(found: documents.PaperInfo) -> datetime | None:
    """Return the promise that holds now; none for a paper of no dossier."""
    is_of_dossier = found.subject.startswith(DOSSIER)
    return dossiers.notice_of(found.subject.removeprefix(DOSSIER), clock.now()).promised_at if is_of_dossier else None


def _may_print(found: documents.PaperInfo, by: Actor) -> bool:
    at = clock.now()
    if found.subject.startswith(DOSSIER):
        return dossiers.may_see(found.subject.removeprefix(DOSSIER), by, at)
    return found.unit_code in organisation.scope_units(by, at.date())


@signed_in
@require_GET
def component(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Give the file of one paper that was handed in: a PDF to look at, anything else to save."""
    if not dossiers.may_see(code, actor_of(request), clock.now()):
        return unknown_dossier(request)
    parts = documents.components_of(f"{DOSSIER}{code}")
    found = next((part for part in parts if part.number == number and part.digest), None)
    if found is None:
        raise Http404
    content = files.read(found.digest)
    accesses.looked([f"{DOSSIER}{code}"], page="file", by=actor_of(request), at=clock.now())
    is_pdf = content.startswith(PDF)
    response = HttpResponse(content, content_type="application/pdf" if is_pdf else "application/octet-stream")
    shown = "inline" if is_pdf else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="giay-to-{number}{".pdf" if is_pdf else ""}"'
    response["Cache-Control"] = "no-store"
    return response
