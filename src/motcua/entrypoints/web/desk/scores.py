"""The officer's own scores of settlement: seen whole, each answered in own words."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web import scoring_words as words
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.period_asked import asked_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

WORKING = (organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER)
A_PAGE = 50


@requires(*WORKING)
@require_GET
def scores(request: HttpRequest) -> HttpResponse:
    """Show the reader's own score from `?tu=` to `?den=` and the dossiers that it is made of."""
    by, at = actor_of(request), clock.now()
    asked = asked_of(request, at.date())
    typed = request.GET.get("trang", "")
    number = max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 1
    period = surveys.period_of(asked.first, asked.last, asked.as_of)
    own = surveys.own_score(asked.first, asked.last, as_of=asked.as_of, reader=by)
    found = surveys.own_dossiers(period, reader=by, limit=A_PAGE, offset=A_PAGE * (number - 1))
    context: dict[str, Any] = {
        **asked.words(),
        "own": words.row(own.rows[0], own.pack) if own.rows else None,
        "rows": [words.dossier_row(row, found.pack, at.date()) for row in found.rows],
        "face": words.face(found.pack, own.scored),
        "page": Paginator(range(found.counted), A_PAGE).get_page(number),
        "keys": [],
    }
    context["page_query"] = f"?{context['days']}&trang="
    return render(request, "desk/scores.html", context, status=asked.status)


@requires(*WORKING)
@require_http_methods(["GET", "POST"])
def scores_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Show the reader's own points for a dossier; take an answer to one of them."""
    by, at = actor_of(request), clock.now()
    errors: list[dict[str, str]] = []
    typed, chosen = request.POST.get("noi-dung", ""), request.POST.get("chi-so", "")
    if request.method == "POST":
        number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 4 else 0
        try:
            surveys.answer_score(code, number, typed, by=by, at=at)
            messages.success(request, say("Đã ghi giải trình; lãnh đạo đơn vị xem và trả lời."))
            return redirect("desk:scores_dossier", code)
        except surveys.NotWatched as refusal:
            raise Http404 from refusal
        except Refusal as refusal:
            errors = [{"text": str(refusal), "field": "noi-dung"}]
    try:
        found = surveys.own_dossier(code, reader=by, at=at)
    except surveys.NotWatched as refusal:
        raise Http404 from refusal
    context = {**_dossier(found, by, at), "errors": errors, "typed": typed, "chosen": chosen}
    return render(request, "desk/scores_dossier.html", context, status=400 if errors else 200)


def _dossier(found: surveys.DossierScore, by: Actor, at: datetime) -> dict[str, Any]:
    points = words.points(found, rule_pack_on(at.date()))
    waits = {one.index for one in found.answers if not one.replies}
    return {
        "code": found.code,
        "is_visible": bool(dossiers.visible_among([found.code], by, at)),
        "work": found.procedure_name,
        "settled": wording.moment(found.settled_at),
        "standing": say(words.STANDING_NAMES[found.standing]),
        "points": points,
        "total": words.total(found.score),
        "parts": words.parts(found, at.date()),
        "answers": words.answers(found.answers, at),
        "earlier": words.answers(found.earlier, at),
        "offered": [one for one in points if one["may_answer"] and one["number"] not in waits],
        "findings": words.findings(found, at),
        "keys": [("Esc", say("Về Điểm của tôi"))],
    }
