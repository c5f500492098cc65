"""Receive a dossier at the counter: the form, the act, and what is printed after it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_reception, reception_form, sending
from motcua.entrypoints.web.desk.presenting_reception import Desk
from motcua.entrypoints.web.desk.reception_form import NotReady, Typed
from motcua.entrypoints.web.policy import requires, unknown_dossier
from motcua.foundation import accesses, clock, idempotency
from motcua.foundation.idempotency import KeyUsedForAnother
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

Errors = Sequence[dict[str, str]]
KEYS = [
    ("Tab", to_say("Mục sau")),
    ("↑|↓", to_say("Chọn trong mục")),
    (to_say("Dấu cách"), to_say("Đánh dấu, bỏ dấu")),
    ("F9", to_say("Tiếp nhận và in")),
    ("⇧ F9", to_say("Chưa tiếp nhận được")),
    ("F2", to_say("Phiếu mới")),
]
SLIPS = {
    "bo-sung": ("supplement", to_say("Phiếu yêu cầu bổ sung, hoàn thiện"), to_say("In phiếu yêu cầu bổ sung")),
    "khong-nhan": ("refusal", to_say("Phiếu không tiếp nhận hồ sơ"), to_say("In phiếu không tiếp nhận")),
}


@requires(organisation.Role.RECEPTION)
@require_http_methods(["GET", "POST"])
def reception(request: HttpRequest) -> HttpResponse:
    """Show the form; look something up for a page without scripts; or receive."""
    if request.method == "GET":
        return page(request, Typed(), focus="so-dinh-danh")
    typed, act = reception_form.read(request.POST), request.POST.get("lam", "")
    if request.POST.get("lay"):
        return page(request, replace(typed, procedure=request.POST["lay"], search=""), focus="muc-3")
    look_ups: dict[str, Callable[[], HttpResponse]] = {
        "nguoi": lambda: page(request, typed, focus=_next_after_person(typed)),
        "tim": lambda: page(request, typed, focus="thu-tuc", search=True),
        "lai": lambda: page(request, typed, focus="muc-4"),
        **{slip: lambda: _refusing(request, typed, act) for slip in SLIPS},
    }
    return look_ups.get(act, lambda: _receive(request, typed))()


def _next_after_person(typed: Typed) -> str:
    known = reception_form.person_part(typed, clock.now().date())
    if not known.has_form:
        return "so-dinh-danh"
    return "thu-tuc" if known.name else "ho-ten"


def _receive(request: HttpRequest, typed: Typed) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    try:
        typed, published = _chosen(typed)
        part = reception_form.person_part(typed, at.date())
        wanted = reception_form.reception_of(typed, part, published, desk=by.unit_code)
        received = dossiers.receive(wanted, by=by, at=at, key=typed.key)
    except Refusal as refusal:
        return _refused(request, typed, refusal)
    return redirect("desk:reception_done", received.code)


def _chosen(typed: Typed) -> tuple[Typed, procedures.PublishedInfo]:
    """Return the form with the procedure it chose, and what is published of it. Raises NotReady, NotPublished."""
    code = reception_form.chosen(typed)
    return replace(typed, procedure=code), procedures.published(code, clock.now())


def _refused(request: HttpRequest, typed: Typed, refusal: Refusal) -> HttpResponse:
    if isinstance(refusal, KeyUsedForAnother):
        typed = replace(typed, key=sending.new_key())
    error = reception_form.error_of(refusal, typed)
    search = isinstance(refusal, NotReady) and error["field"] == "thu-tuc"
    return page(request, typed, errors=[error], search=search, status=400)


def page(
    request: HttpRequest, typed: Typed, *, errors: Errors = (), focus: str = "", search: bool = False, status: int = 200
) -> HttpResponse:
    """Return the reception page with everything that was typed."""
    desk = Desk(actor_of(request), clock.now())
    person = reception_form.person_part(typed, desk.at.date())
    note_look(person, desk)
    found = presenting_reception.suggestions(typed.search, desk) if search and typed.search else []
    context = {
        **parts(typed, person, desk, errors=errors),
        "found": found,
        "found_says": presenting_reception.no_result_says(found, typed.search if search else ""),
        "focus": "" if errors else focus,
        "answered": request.method == "POST",
        "keys": KEYS,
    }
    return render(request, "desk/reception.html", context, status=status)


def note_look(person: reception_form.PersonPart, desk: Desk) -> None:
    """Note that the desk was shown who is known by a number; nothing where nobody is."""
    if person.known:
        accesses.looked([f"person:{person.known.party_id}"], page="person", by=desk.by, at=desk.at)


def parts(typed: Typed, person: reception_form.PersonPart, desk: Desk, *, errors: Errors = ()) -> dict[str, Any]:
    """Return what the parts of the page show; the fragments show some of them."""
    chosen = presenting_reception.chosen_part(typed, person, desk)
    wrong = {error["field"]: error["text"] for error in errors if error["field"]}
    return {
        **chosen,
        "typed": typed,
        "person": person,
        "search_text": chosen["procedure"]["name"] if chosen["procedure"] and not typed.search else typed.search,
        "errors": errors,
        "wrong": {place.replace("-", "_"): text for place, text in wrong.items()},
        "kinds": _said(reception_form.KINDS),
        "channels": _said(reception_form.CHANNELS),
        "results": _said(reception_form.RESULTS),
        "ways_offered": reception_form.ways_offered(),
        "others": [{"name": "lam", "value": slip, "label": say(label)} for slip, (_, label, _) in SLIPS.items()],
        "address_of_home": reverse("desk:reception"),
    }


def _said(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, say(label)) for value, label in choices.items()]


def _refusing(request: HttpRequest, typed: Typed, slip: str) -> HttpResponse:
    """Ask for the reason of a slip; what is missing stands ready as one."""
    at = clock.now()
    try:
        typed, published = _chosen(typed)
        part = reception_form.person_part(typed, at.date())
        note_look(part, Desk(actor_of(request), at))
        wanted = reception_form.reception_of(typed, part, published, desk=actor_of(request).unit_code)
        parties.declaration(**asdict(wanted.person), on=at.date())
    except Refusal as refusal:
        return _refused(request, typed, refusal)
    if not typed.reason:
        typed = replace(typed, reason=_ready_reason(slip, wanted, published))
    return _reason_page(request, typed, slip, wanted, published)


def _ready_reason(slip: str, wanted: dossiers.Reception, published: procedures.PublishedInfo) -> str:
    lacking = _lacking(wanted, published)
    if slip != "bo-sung" or not lacking:
        return ""
    return f"Hồ sơ còn thiếu: {'; '.join(lacking)}. Đề nghị bổ sung rồi nộp lại."


def _lacking(wanted: dossiers.Reception, published: procedures.PublishedInfo) -> tuple[str, ...]:
    """Return the missing papers that must be filed; those asked under a condition only are not among them."""
    case = published.content.case(wanted.case)
    return tuple(
        part.name for part in (case.components if case else ()) if part.must_be_filed and part.name in wanted.missing
    )


def _reason_page(
    request: HttpRequest,
    typed: Typed,
    slip: str,
    wanted: dossiers.Reception,
    published: procedures.PublishedInfo,
    *,
    error: str = "",
) -> HttpResponse:
    title, button = (say(words) for words in SLIPS[slip][1:])
    context = {
        "slip": slip,
        "title": title,
        "button": button,
        "hidden": [(name, value) for name, value in typed.hidden],
        "reason": typed.reason,
        "lacking": _lacking(wanted, published),
        "person": wanted.person,
        "procedure": {"code": published.code, "name": published.content.name},
        "errors": [{"text": error, "field": "ly-do"}] if error else [],
        "keys": [("F9", button), ("⇧ F9", say("Quay lại sửa"))],
    }
    return render(request, "desk/reception_refusing.html", context, status=400 if error else 200)


@requires(organisation.Role.RECEPTION)
@require_POST
def reception_refused(request: HttpRequest) -> HttpResponse:
    """Issue the slip for what could not be received; sent twice it is one."""
    by, at = actor_of(request), clock.now()
    typed, slip = reception_form.read(request.POST), request.POST.get("phieu", "")
    if slip not in SLIPS:
        return page(request, typed, focus="muc-4")
    try:
        typed, published = _chosen(typed)
        part = reception_form.person_part(typed, at.date())
        wanted = reception_form.reception_of(typed, part, published, desk=by.unit_code)
        wanted = replace(wanted, missing=_lacking(wanted, published))
    except Refusal as refusal:
        return _refused(request, typed, refusal)
    try:
        paper = _issue(wanted, slip, typed, request)
    except KeyUsedForAnother:
        return _reason_page(
            request, replace(typed, key=sending.new_key()), slip, wanted, published, error=say(reception_form.REPEATED)
        )
    except (parties.WrongDeclaration, procedures.NotPublished) as refusal:
        return _refused(request, typed, refusal)
    except Refusal as refusal:
        return _reason_page(request, typed, slip, wanted, published, error=str(refusal))
    return redirect("desk:reception_slip_issued", paper)


def _issue(wanted: dossiers.Reception, slip: str, typed: Typed, request: HttpRequest) -> int:
    by, at = actor_of(request), clock.now()
    form = SLIPS[slip][0]

    def act() -> dict[str, Any]:
        _, paper = dossiers.refuse_reception(wanted, reason=typed.reason, form=form, by=by, at=at)
        return {"paper": paper}

    content = [asdict(wanted), typed.reason, form]
    answer = idempotency.once(scope=f"refuse_reception:{by.login}", key=typed.key, request=content, at=at, act=act)
    return int(answer["paper"])


@requires(organisation.Role.RECEPTION)
@require_GET
def reception_slip_issued(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Show the slip that was issued instead of a reception, to print it and go on."""
    by, at = actor_of(request), clock.now()
    try:
        paper = documents.paper(paper_id)
    except documents.UnknownPaper:
        return unknown_dossier(request)
    kind, _, number = paper.subject.partition(":")
    if kind not in {"non_reception", "submission"} or paper.unit_code not in organisation.scope_units(by, at.date()):
        return unknown_dossier(request)
    context = {
        "paper": paper,
        "number": number,
        "is_online": kind == "submission",
        "keys": _keys_after(say("In phiếu")),
    }
    return render(request, "desk/reception_slip_issued.html", context)


@requires(organisation.Role.RECEPTION)
@require_GET
def reception_done(request: HttpRequest, code: str) -> HttpResponse:
    """Show the code that was given, the promised moment, and the receipt to print."""
    try:
        found = dossiers.dossier(code, actor_of(request), clock.now())
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    accesses.looked([f"dossier:{found.code}"], page="reception_done", by=actor_of(request), at=clock.now())
    receipt = next((paper for paper in reversed(found.papers) if paper.form == "receipt"), None)
    context = {
        "found": found,
        "receipt": receipt,
        "is_online": found.channel == "online",
        "keys": _keys_after(say("In giấy hẹn")),
    }
    return render(request, "desk/reception_done.html", context)


def _keys_after(act: str) -> list[tuple[str, str]]:
    return [("F9", act), ("F2", say("Tiếp nhận hồ sơ kế tiếp")), ("F4", say("Tìm"))]
