"""End a posting: the page tells how many open steps the officer would leave behind and who takes them in the same act."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.administration import units
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest, code: str) -> HttpResponse:
    """Show what would be left behind on a day; or end the posting and hand it over."""
    by, at = actor_of(request), clock.now()
    units.require_own(by, code)
    login, title = _of(request, "tai-khoan"), _of(request, "vi-tri")
    held = _held(code, login, title, at.date())
    try:
        day = date.fromisoformat(_of(request, "tu") or at.date().isoformat())
    except ValueError:
        day = at.date()
    if request.method == "GET" or "xem" in request.POST:
        return _page(request, code, held, title, day)
    try:
        done = dossiers.leave_position(
            login=login, unit_code=code, title=title, on=day, to=request.POST.get("nguoi-nhan", ""), by=by, at=at
        )
    except Refusal as refusal:
        return _page(request, code, held, title, day, error=str(refusal), status=400)
    messages.success(request, _said(done, held.full_name, title, day))
    return redirect("administration:units_page", code)


def _of(request: HttpRequest, name: str) -> str:
    return request.POST.get(name) or request.GET.get(name) or ""


def _held(code: str, login: str, title: str, day: date) -> organisation.HolderInfo:
    """Return who holds the position, now or later. Raises Http404."""
    for one in organisation.positions_of(code, day):
        for held in one.holders:
            if (one.title, held.login) == (title, login):
                return held
    raise Http404


def _said(done: dossiers.Left, name: str, title: str, day: date) -> str:
    ended = say("{name} thôi giữ vị trí “{title}” từ {day}.", name=name, title=title, day=wording.in_figures(day))
    if not done.steps:
        return ended
    if not done.to:
        return say("{ended} Còn {steps} bước phải giao lại trước ngày đó.", ended=ended, steps=done.steps)
    if done.to == dossiers.LEFT_TO_UNIT:
        return say("{ended} {steps} bước đang mở để chung cho đơn vị.", ended=ended, steps=done.steps)
    taker = organisation.full_names([done.to]).get(done.to, done.to)
    return say("{ended} {steps} bước đang mở đã giao cho {taker}.", ended=ended, steps=done.steps, taker=taker)


def _page(
    request: HttpRequest,
    code: str,
    held: organisation.HolderInfo,
    title: str,
    day: date,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    today = clock.now().date()
    left = dossiers.left_behind(held.login, code, title, day)
    names = organisation.full_names(left.takers)
    context: dict[str, Any] = {
        "code": code,
        "name": organisation.unit_names([code], today).get(code, code),
        "title": title,
        "held": held,
        "days": units.period_in_words(held.starts_on, held.ends_on),
        "day": day.isoformat(),
        "left": left,
        "takers": [{"login": login, "name": names.get(login, login)} for login in left.takers],
        "unit_word": dossiers.LEFT_TO_UNIT,
        "later_word": dossiers.LEFT_FOR_LATER if day > today else "",
        "chosen": request.POST.get("nguoi-nhan", ""),
        "errors": [{"text": error}] if error else [],
        "keys": [("F9", say("Kết thúc phân công")), ("Esc", say("Về đơn vị"))],
    }
    return render(request, "administration/unit_leaving.html", context, status=status)
