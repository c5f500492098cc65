"""Leaves and substitutes of the unit: who is away, who does the work, and the form that enters one."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

WHO = (
    organisation.Role.RECEPTION,
    organisation.Role.HANDLER,
    organisation.Role.LEADER,
    organisation.Role.ADMINISTRATOR,
)
FOR_ALL = {organisation.Role.LEADER, organisation.Role.ADMINISTRATOR}


class UnreadableDay(Refusal):
    """A day that was not given, or not as a day."""


@requires(*WHO)
@require_http_methods(["GET", "POST"])
def leaves(request: HttpRequest) -> HttpResponse:
    """Show the leaves of the unit that hold or will hold; enter one."""
    if request.method == "GET":
        return _page(request)
    by, at = actor_of(request), clock.now()
    try:
        last = _day(request.POST.get("den", ""), say("ngày nghỉ cuối cùng"))
        organisation.enter_leave(
            login=request.POST.get("nguoi-nghi", by.login) if _may_for_all(by) else by.login,
            unit_code=by.unit_code,
            from_on=_day(request.POST.get("tu", ""), say("ngày bắt đầu nghỉ")),
            until_on=last + timedelta(days=1),
            substitute=request.POST.get("lam-thay", ""),
            by=by,
            at=at,
        )
    except Refusal as refusal:
        return _page(request, errors=[{"text": str(refusal)}], status=400)
    messages.success(request, say("Đã ghi đợt nghỉ. Người làm thay thấy việc của người nghỉ trong những ngày đó."))
    return redirect("desk:leaves")


@requires(*WHO)
@require_POST
def end(request: HttpRequest, leave: int) -> HttpResponse:
    """End a leave today, or take back one that has not begun."""
    by, at = actor_of(request), clock.now()
    known = {one.leave_id for one in organisation.leaves_of(by.unit_code, at.date())}
    try:
        organisation.end_leave(leave_id=leave if leave in known else 0, by=by, at=at)
    except Refusal as refusal:
        return _page(request, errors=[{"text": str(refusal)}], status=400)
    messages.success(request, say("Đã kết thúc đợt nghỉ; người làm thay không còn quyền từ lúc này."))
    return redirect("desk:leaves")


def _page(request: HttpRequest, *, errors: list[dict[str, str]] | None = None, status: int = 200) -> HttpResponse:
    by, day = actor_of(request), clock.now().date()
    found = organisation.leaves_of(by.unit_code, day)
    colleagues = organisation.colleagues_of(by.unit_code, day)
    context = {
        "rows": [_row(one, by, day) for one in found],
        "people": [{"login": login, "name": name} for login, name in colleagues],
        "may_for_all": _may_for_all(by),
        "errors": errors or [],
        "typed": {
            name.replace("-", "_"): request.POST.get(name, "") for name in ("nguoi-nghi", "lam-thay", "tu", "den")
        },
        "today": day.isoformat(),
        "keys": [],
    }
    return render(request, "desk/leaves.html", context, status=status)


def _row(one: organisation.LeaveInfo, by: Actor, day: date) -> dict[str, Any]:
    return {
        "id": one.leave_id,
        "name": one.full_name,
        "substitute": one.substitute_name,
        "days": say(
            "{starts_on} đến {last_on}",
            starts_on=wording.in_figures(one.starts_on),
            last_on=wording.in_figures(one.last_on),
        ),
        "is_now": one.starts_on <= day,
        "may_end": _may_for_all(by) or one.login == by.login,
    }


def _may_for_all(by: Actor) -> bool:
    return not FOR_ALL.isdisjoint(by.roles)


def _day(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableDay(say("Ghi {what} theo dạng ngày, tháng, năm.", what=what)) from None
