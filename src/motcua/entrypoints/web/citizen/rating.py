"""Rate a settled dossier: by a one-time link on one's own phone, or on a device at the counter. Works without scripts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.client import client_address
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.scoring_rules import IndexRule

IDLE_SECONDS, THANKS_SECONDS = 5, 8
LONGEST_BROWSER = 300
STATUS: dict[type[Refusal], int] = {surveys.UnknownLink: 404, surveys.NotOpen: 410, surveys.TooManyFromHere: 429}
NOT_NOW = to_say("Không đánh giá được lúc này")
HEADINGS: dict[type[Refusal], str] = {
    surveys.UnknownLink: to_say("Không có liên kết này"),
    surveys.NotOpen: to_say("Không đánh giá được nữa"),
}


@public
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever holds a one-time link; keep the answer. What cannot be answered is one sentence."""
    at, sender = clock.now(), _sender(request)
    if request.method == "GET":
        return _shown(request, lambda: surveys.link_of(token, sender=sender, at=at))
    try:
        surveys.rate_by_link(token, _answer(request.POST), sender=sender, at=at)
    except (surveys.UnusableAnswer, surveys.UnknownOutcome, surveys.TooLong, surveys.TooManyFromHere) as refusal:
        status = STATUS.get(type(refusal), 400)
        return _shown(request, lambda: surveys.link_of(token, sender=sender, at=at), str(refusal), status)
    except Refusal as refusal:
        return _closed(request, refusal)
    return redirect("citizen:rating_thanks")


@public
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank for an answer."""
    return render(request, "citizen/rating_thanks.html", {})


@public
@require_http_methods(["GET", "POST"])
def on_device(request: HttpRequest, token: str) -> HttpResponse:
    """Ask at the counter about the dossier that reception opened; wait while there is none."""
    at = clock.now()
    device: dict[str, Any] = {"is_device": True, "back": request.path}
    left = rule_pack_on(at.date()).ratings.device_minutes * 60
    try:
        if request.method == "POST":
            number = request.POST.get("luot", "")
            invitation = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
            surveys.rate_on_device(token, invitation, _answer(request.POST), at=at)
            return render(request, "citizen/rating_thanks.html", {**device, "renew": THANKS_SECONDS})
        asked = surveys.on_device(token, at=at)
    except (surveys.UnusableAnswer, surveys.UnknownOutcome, surveys.TooLong) as refusal:
        return _shown(request, lambda: surveys.on_device(token, at=at), str(refusal), 400, **device, renew=left)
    except Refusal as refusal:
        return _closed(request, refusal, **device, renew=THANKS_SECONDS)
    if asked is None:
        return render(request, "citizen/rating_idle.html", {**device, "renew": IDLE_SECONDS})
    return _shown(request, lambda: asked, **device, renew=left)


def _sender(request: HttpRequest) -> surveys.Sender:
    return surveys.Sender(
        place=organisation.place_of(client_address(request)),
        browser=request.headers.get("User-Agent", "")[:LONGEST_BROWSER],
        is_officers=request.user.is_authenticated,
    )


def _answer(posted: QueryDict) -> surveys.Answer:
    level = posted.get("muc", "")
    return surveys.Answer(
        level=int(level) if level in set("12345") else 0,
        reasons=tuple(dict.fromkeys(posted.getlist("ly-do"))),
        comment=posted.get("gop-y", ""),
        slip={index.number: said for index in _asked() if (said := posted.get(f"chi-so-{index.number}", ""))},
    )


def _asked() -> tuple[IndexRule, ...]:
    """Return the indices of the scoring of settlement that are asked about today."""
    return rule_pack_on(clock.now().date()).scoring.asked()


def _slip(request: HttpRequest) -> dict[str, Any]:
    """Return the questions of the slip with what was chosen; open where something was."""
    questions, answered = [], False
    for index in _asked():
        chosen = request.POST.get(f"chi-so-{index.number}", "")
        answered = answered or bool(chosen)
        options = [{"key": key, "text": say(text), "is_chosen": key == chosen} for key, text in index.options.items()]
        questions.append(
            {"number": index.number, "text": say(index.question), "options": options, "is_answered": bool(chosen)}
        )
    return {"questions": questions, "is_open": answered}


def _shown(
    request: HttpRequest,
    asked: Callable[[], surveys.OpenInvitation | None],
    error: str = "",
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """Show the form with what was ticked, or why there is none."""
    try:
        found = asked()
    except Refusal as refusal:
        return _closed(request, refusal, **more)
    if found is None:
        return _closed(request, surveys.NotOpen(say("Lượt đánh giá này đã đóng.")), **{"back": request.path, **more})
    today = clock.now().date()
    ticked = request.POST.getlist("ly-do")
    context = {
        "asked": found,
        "day": wording.day(found.settled_on),
        "levels": [
            {"value": level, "name": say(name), "is_chosen": request.POST.get("muc") == str(level)}
            for level, name in rule_pack_on(today).ratings.levels.items()
        ],
        "reasons": [
            {"code": one.code, "text": say(one.text), "is_ticked": one.code in ticked}
            for one in surveys.reasons_on(today)
        ],
        "slip": _slip(request),
        "comment": request.POST.get("gop-y", ""),
        "errors": [{"text": error, "field": "muc-5"}] if error else [],
        **more,
    }
    return render(request, "citizen/rating.html", context, status=status)


def _closed(request: HttpRequest, refusal: Refusal, **more: object) -> HttpResponse:
    context = {"sentence": str(refusal), "heading": say(HEADINGS.get(type(refusal), NOT_NOW)), **more}
    return render(request, "citizen/rating_closed.html", context, status=STATUS.get(type(refusal), 400))
