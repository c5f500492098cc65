"""Counters (quầy) of a unit: opened, named anew, closed from a day on; every change in the unit's ledger."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.administration import units
from motcua.entrypoints.web.administration.unit_changes import Unreadable
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def counters(request: HttpRequest, code: str) -> HttpResponse:
    """Show the counters of a unit; open, rename or close one."""
    units.require_own(actor_of(request), code)
    if request.method == "GET":
        return _page(request, code)
    try:
        messages.success(request, _make(request, code))
    except Refusal as refusal:
        return _page(request, code, error=str(refusal), status=400)
    return redirect("administration:units_counters", code)


def _make(request: HttpRequest, code: str) -> str:
    """Do what was asked; return what to say."""
    form, by, at = request.POST, actor_of(request), clock.now()
    number = int(form["so"]) if form.get("so", "").isdecimal() else 0
    if not number:
        raise Unreadable(say("Ghi số quầy, từ 1."))
    if form.get("lam") == "doi-ten":
        organisation.rename_counter(unit_code=code, number=number, name=form.get("ten", ""), by=by, at=at)
        return say("Đã đổi tên quầy {number} từ hôm nay; những ngày trước giữ tên cũ.", number=number)
    day = _day(form.get("tu", ""))
    if form.get("lam") == "dong":
        organisation.close_counter(unit_code=code, number=number, on=day, by=by, at=at)
        return say(
            "Đã ghi đóng quầy {number} từ {day}. Nhầm thì mở lại quầy từ cùng ngày.",
            number=number,
            day=wording.in_figures(day),
        )
    organisation.open_counter(unit_code=code, number=number, name=form.get("ten", ""), from_on=day, by=by, at=at)
    return say("Đã ghi mở quầy {number} từ {day}.", number=number, day=wording.in_figures(day))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable(say("Ghi ngày theo dạng ngày, tháng, năm.")) from None


def _page(request: HttpRequest, code: str, *, error: str = "", status: int = 200) -> HttpResponse:
    day = clock.now().date()
    context = {
        "code": code,
        "name": organisation.unit_names([code], day).get(code, code),
        "rows": [_row(one, day) for one in organisation.counter_periods_of(code, day)],
        "today": day.isoformat(),
        "typed": request.POST if error else {},
        "errors": [{"text": error}] if error else [],
        "keys": [("Esc", say("Về đơn vị"))],
    }
    return render(request, "administration/unit_counters.html", context, status=status)


def _row(one: organisation.CounterPeriod, day: date) -> dict[str, Any]:
    closed = one.ends_on is not None and one.ends_on <= day
    standing = say("Đã đóng") if closed else (say("Sắp mở") if one.starts_on > day else say("Đang mở"))
    return {
        "number": one.number,
        "name": one.name,
        "days": units.period_in_words(one.starts_on, one.ends_on),
        "standing": standing,
        "closed": closed,
        "reopen_on": one.ends_on.isoformat() if one.ends_on else "",
    }
