"""The queue of online submissions: look, then accept, send back for completion, or not receive."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_online
from motcua.entrypoints.web.policy import requires, unknown_dossier
from motcua.foundation import accesses, clock, files
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

ANSWERS = {
    "bo-sung": (to_say("Gửi lại để bổ sung, hoàn thiện"), to_say("Gửi lại và lập phiếu"), dossiers.send_back),
    "khong-nhan": (to_say("Không tiếp nhận"), to_say("Không tiếp nhận và lập phiếu"), dossiers.not_received),
}
KINDS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""What may be shown in the browser, by how such a file begins; anything else is only saved."""


@requires(organisation.Role.RECEPTION)
@require_GET
def online_queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, least time left first, with the first one open."""
    by, at = actor_of(request), clock.now()
    waiting = intake.waiting_submissions(by, at, limit=presenting_online.MOST_SHOWN)
    if not waiting:
        context = {
            "hours": presenting_online.answer_hours(at),
            "keys": [("F2", say("Tiếp nhận mới")), ("F4", say("Tìm"))],
        }
        return render(request, "desk/online_empty.html", context)
    return _page(request, waiting[0], waiting)


@requires(organisation.Role.RECEPTION)
@require_http_methods(["GET", "POST"])
def online_queue_detail(request: HttpRequest, outside_code: str) -> HttpResponse:
    """Show one submission beside the queue; `?tra=` opens the form of an answer; answer it."""
    by, at = actor_of(request), clock.now()
    try:
        if request.method == "POST":
            return _answer(request, outside_code, by)
        found = intake.submission(outside_code, by, at)
    except intake.UnknownSubmission:
        return unknown_dossier(request)
    return _page(request, found, answer=request.GET.get("tra", ""))


def _answer(request: HttpRequest, outside_code: str, by: Actor) -> HttpResponse:
    at, act = clock.now(), request.POST.get("lam", "")
    try:
        if act in ANSWERS:
            answered = ANSWERS[act][2](outside_code, reason=_reason(request, outside_code, by), by=by, at=at)
            return redirect("desk:reception_slip_issued", answered.paper_id)
        received = dossiers.accept(outside_code, by=by, at=at, competent=clean(request.POST.get("xa", "")))
    except intake.UnknownSubmission:
        raise
    except Refusal as refusal:
        return _refused(request, outside_code, by, act, refusal)
    return redirect("desk:reception_done", received.code)


def _refused(request: HttpRequest, outside_code: str, by: Actor, act: str, refusal: Refusal) -> HttpResponse:
    """Show why; the same acceptance sent twice leads to the dossier that the first one made."""
    found = intake.submission(outside_code, by, clock.now())
    is_repeated = act not in ANSWERS and found.dossier_code and found.handled_by == by.login
    if is_repeated:
        return redirect("desk:reception_done", found.dossier_code)
    field = "ly-do" if act in ANSWERS else ("xa" if isinstance(refusal, dossiers.NoCompetentUnit) else "")
    return _page(request, found, answer=act, error={"text": str(refusal), "field": field}, status=400)


def _reason(request: HttpRequest, outside_code: str, by: Actor) -> str:
    """Return the reason: the papers marked as wrong, then what was written."""
    parts = intake.submission(outside_code, by, clock.now()).components
    marked = [part.name for number, part in enumerate(parts, start=1) if str(number) in request.POST.getlist("sai")]
    written = clean(request.POST.get("ly_do", ""))
    if not marked:
        return written
    return f"Giấy tờ cần bổ sung, sửa: {'; '.join(marked)}. {written}".strip()


def _page(
    request: HttpRequest,
    found: intake.SubmissionInfo,
    waiting: tuple[intake.SubmissionInfo, ...] | None = None,
    *,
    answer: str = "",
    error: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    if waiting is None:
        waiting = intake.waiting_submissions(by, at, limit=presenting_online.MOST_SHOWN)
    shown = [f"submission:{one.outside_code}" for one in (found, *waiting)]
    accesses.looked(shown, page="online", by=by, at=at)
    detail = presenting_online.detail(found, at)
    form = _form(answer, request) if detail["is_waiting"] else None
    context = {
        "hours": presenting_online.answer_hours(at),
        "rows": presenting_online.queue(waiting, at, current=found.outside_code),
        "more": _beyond(waiting, by),
        "one": detail,
        "form": form,
        "others": _others(found),
        "errors": [error] if error else [],
        "address": reverse("desk:online_queue_detail", args=[found.outside_code]),
        "keys": _keys(form),
    }
    return render(request, "desk/online_queue.html", context, status=status)


def _beyond(waiting: tuple[intake.SubmissionInfo, ...], by: Actor) -> int:
    """Return how many more wait than are shown."""
    if len(waiting) < presenting_online.MOST_SHOWN:
        return 0
    return intake.count_waiting(organisation.scope_units(by, clock.now().date())) - len(waiting)


def _form(answer: str, request: HttpRequest) -> dict[str, Any] | None:
    if answer not in ANSWERS:
        return None
    title, button = (say(words) for words in ANSWERS[answer][:2])
    return {
        "answer": answer,
        "title": title,
        "button": button,
        "reason": clean(request.POST.get("ly_do", "")),
        "marked": [int(number) for number in request.POST.getlist("sai") if number.isascii() and number.isdigit()],
    }


def _others(found: intake.SubmissionInfo) -> list[dict[str, str]]:
    """Return the links to the forms of the other answers; each leads to the field that is filled first."""
    address = reverse("desk:online_queue_detail", args=[found.outside_code])
    first = {"bo-sung": "sai-1" if found.components else "ly-do", "khong-nhan": "ly-do"}
    return [
        {"label": say(title), "href": f"{address}?{urlencode({'tra': answer})}#{first[answer]}"}
        for answer, (title, _, _) in ANSWERS.items()
    ]


def _keys(form: dict[str, Any] | None) -> list[tuple[str, str]]:
    if form:
        return [("F9", form["button"]), ("Esc", say("Thôi, về hồ sơ"))]
    return [
        ("↑|↓", say("Hồ sơ khác")),
        ("Enter", say("Mở")),
        ("F9", say("Tiếp nhận")),
        ("⇧ F9", say("Chưa tiếp nhận được")),
    ]


@requires(organisation.Role.RECEPTION)
@require_GET
def online_queue_file(request: HttpRequest, outside_code: str, number: int) -> HttpResponse:
    """Give one file of a submission: a PDF or picture to look at, anything else to save."""
    try:
        parts = intake.submission(outside_code, actor_of(request), clock.now()).components
    except intake.UnknownSubmission:
        return unknown_dossier(request)
    if not 1 <= number <= len(parts) or not parts[number - 1].digest:
        raise Http404
    content = files.read(parts[number - 1].digest)
    accesses.looked([f"submission:{outside_code}"], page="file", by=actor_of(request), at=clock.now())
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), "")
    response = HttpResponse(content, content_type=kind or "application/octet-stream")
    ending = kind.rpartition("/")[2] or "bin"
    response["Content-Disposition"] = f'{"inline" if kind else "attachment"}; filename="giay-to-{number}.{ending}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
