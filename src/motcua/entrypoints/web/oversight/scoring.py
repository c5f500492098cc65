"""Scores of settlement for who watches: units, officers of a unit, dossiers of an officer; replies, findings, boards."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints import scoring_reports
from motcua.entrypoints.web import scoring_words as words
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.frame import WATCHING
from motcua.entrypoints.web.oversight import catalogue_asked
from motcua.entrypoints.web.period_asked import Asked, asked_of
from motcua.entrypoints.web.policy import requires
from motcua.entrypoints.web.typed_days import NotADay, day_typed
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

A_PAGE = 50


@requires(*WATCHING)
@require_GET
def scoring(request: HttpRequest) -> HttpResponse:
    """Score the units that one watches; list what officers answered and nobody replied to. `?tai=csv` or `json` gives the table."""
    by, at = actor_of(request), clock.now()
    asked = asked_of(request, at.date())
    found = surveys.unit_scores(asked.first, asked.last, as_of=asked.as_of, reader=by, at=at)
    if sent := _sent(request, "cham-diem", asked, scoring_reports.document(found)):
        return sent
    context = {
        **asked.words(),
        "rows": [words.row(row, found.pack) for row in found.rows],
        "face": words.face(found.pack, found.scored),
        "waiting": words.answers(surveys.answers_waiting(by, at), at),
        "keys": [],
    }
    return render(request, "oversight/scoring.html", context, status=asked.status)


def _sent(request: HttpRequest, name: str, asked: Asked, document: dict[str, Any]) -> HttpResponse | None:
    """Return the table as a file, where one is asked for and the period is one."""
    form = request.GET.get("tai", "")
    if asked.errors or form not in {"csv", "json"}:
        return None
    if form == "json":
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    name = f"{name}-{asked.first.isoformat()}-{asked.last.isoformat()}"
    return catalogue_asked.sent_as_csv(name, scoring_reports.table_of(document))


@requires(*WATCHING)
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Score the officers of a unit that one watches; at a desk, state what hangs at its counter."""
    by, at = actor_of(request), clock.now()
    asked, errors = asked_of(request, at.date()), []
    if request.method == "POST":
        try:
            messages.success(request, _post_board(request, unit, by))
            return redirect("oversight:scoring_unit", unit)
        except surveys.NotWatched as refusal:
            raise Http404 from refusal
        except Refusal as refusal:
            errors = [{"text": str(refusal), "field": "o-ngay"}]
    try:
        found = surveys.officer_scores(unit, asked.first, asked.last, as_of=asked.as_of, reader=by, at=at)
    except surveys.NotWatched as refusal:
        raise Http404 from refusal
    if sent := _sent(request, f"cham-diem-{unit}", asked, scoring_reports.document(found)):
        return sent
    context = {
        **asked.words(),
        "unit": unit,
        "name": organisation.unit_names([unit], at.date()).get(unit, unit),
        "rows": [words.row(row, found.pack) for row in found.rows],
        "face": words.face(found.pack, found.scored),
        "is_desk": unit in {desk.code for desk in organisation.one_stop_desks(at.date())},
        "boards": [_board(one) for one in surveys.boards_of([unit])],
        "today": at.date().isoformat(),
        "keys": [("Esc", say("Về Chấm điểm"))],
    }
    context["errors"] = [*context["errors"], *errors]
    return render(request, "oversight/scoring_unit.html", context, status=400 if context["errors"] else 200)


def _post_board(request: HttpRequest, unit: str, by: Actor) -> str:
    """State that a board hangs, or hangs no more. Raises Refusal."""
    at, board = clock.now(), request.POST.get("thoi", "")
    on = day_typed(request.POST.get("ngay", ""))
    if on is None:
        raise NotADay(say("Ghi ngày theo dạng ngày, tháng, năm."))
    if board:
        number = int(board) if board.isascii() and board.isdecimal() and len(board) < 19 else 0
        surveys.end_posted(number, on, by=by, at=at)
        return say("Đã ghi thôi niêm yết.")
    surveys.state_posted(unit, on, by=by, at=at)
    return say("Đã ghi niêm yết.")


def _board(one: surveys.BoardInfo) -> dict[str, Any]:
    return {
        "id": one.id,
        "since": wording.in_figures(one.since),
        "stated": wording.moment(one.stated_at),
        "ended": wording.in_figures(one.ended_on) if one.ended_on else "",
    }


@requires(*WATCHING)
@require_GET
def officer(request: HttpRequest, unit: str, login: str) -> HttpResponse:
    """List what an officer settled for a unit that one watches, with the points of each dossier."""
    by, at = actor_of(request), clock.now()
    asked = asked_of(request, at.date())
    number = _page_number(request)
    period = surveys.period_of(asked.first, asked.last, asked.as_of)
    try:
        found = surveys.dossiers_of_officer(
            unit, login, period, reader=by, at=at, limit=A_PAGE, offset=A_PAGE * (number - 1)
        )
        own = surveys.officer_scores(unit, asked.first, asked.last, as_of=asked.as_of, reader=by, at=at)
    except surveys.NotWatched as refusal:
        raise Http404 from refusal
    if sent := _sent(request, f"cham-diem-{login}", asked, scoring_reports.dossiers_document(found, period)):
        return sent
    context = {
        **asked.words(),
        "unit": unit,
        "unit_title": organisation.unit_names([unit], at.date()).get(unit, unit),
        "login": login,
        "name": organisation.full_names([login]).get(login, login),
        "own": next((words.row(row, own.pack) for row in own.rows if row.key == login), None),
        "rows": [words.dossier_row(row, found.pack, at.date()) for row in found.rows],
        "face": words.face(found.pack, own.scored),
        "page": Paginator(range(found.counted), A_PAGE).get_page(number),
        "keys": [("Esc", say("Về điểm của đơn vị"))],
    }
    context["page_query"] = f"?{context['days']}&trang="
    return render(request, "oversight/scoring_officer.html", context, status=asked.status)


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("trang", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 1


@requires(*WATCHING)
@require_http_methods(["GET", "POST"])
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show the score of a settled dossier; reply to an officer's answer, find on a complaint."""
    by, at = actor_of(request), clock.now()
    errors, typed, chosen = [], "", ""
    if request.method == "POST":
        typed, chosen = request.POST.get("noi-dung", ""), request.POST.get("giai-trinh", "")
        try:
            messages.success(request, _say_to(request.POST.get("viec", ""), code, chosen, typed, by))
            return redirect(reverse("oversight:scoring_dossier", args=[code]))
        except surveys.NotWatched as refusal:
            raise Http404 from refusal
        except Refusal as refusal:
            errors = [{"text": str(refusal), "field": f"noi-dung-{chosen}" if chosen else "noi-dung"}]
    try:
        found = surveys.dossier_score(code, reader=by, at=at)
    except surveys.NotWatched as refusal:
        raise Http404 from refusal
    return render(request, "oversight/scoring_dossier.html", _dossier(found, at.date(), by) | {
        "errors": errors, "typed": typed, "chosen": chosen,
    }, status=400 if errors else 200)  # fmt: skip


def _dossier(found: surveys.DossierScore, today: date, by: Actor) -> dict[str, Any]:
    at, pack = clock.now(), rule_pack_on(today)
    return {
        "code": found.code,
        "work": found.procedure_name,
        "settled": wording.moment(found.settled_at),
        "standing": say(words.STANDING_NAMES[found.standing]),
        "points": words.points(found, pack),
        "total": words.total(found.score),
        "parts": words.parts(found, today),
        "answers": words.answers(found.answers, at),
        "earlier": words.answers(found.earlier, at),
        "complaint": found.complaint,
        "findings": words.findings(found, at),
        "may_find": by.login not in {part.officer for part in found.parts},
        "my_login": by.login,
        "keys": [("Esc", say("Về Chấm điểm"))],
    }


def _say_to(act: str, code: str, answer: str, text: str, by: Actor) -> str:
    """Reply to an answer, or find on a complaint. Raises Refusal."""
    at = clock.now()
    if act in {"dung", "khong-dung"}:
        surveys.find_on_complaint(code, text, justified=act == "dung", by=by, at=at)
        return say("Đã ghi kết luận về phản ánh.")
    number = int(answer) if answer.isascii() and answer.isdecimal() and len(answer) < 19 else 0
    surveys.reply_to_answer(number, text, accepts=act == "chap-nhan", by=by, at=at)
    return say("Đã chấp nhận giải trình.") if act == "chap-nhan" else say("Đã trả lời giải trình.")
