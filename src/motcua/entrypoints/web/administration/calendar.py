"""The working calendar of the administrator's unit: the year, its versions, and the form that publishes the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.administration import presenting_calendar as presenting
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import CalendarSpec


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a year of the calendar that the unit counts with, its sessions, and every version of its own."""
    by = actor_of(request)
    spec = organisation.calendar_for(by.unit_code).spec
    year = _year(request.GET.get("nam", ""), spec)
    own = presenting.versions(by.unit_code)
    context = {
        **_year_context(spec, year),
        "weekly": presenting.weekly(spec),
        "days": presenting.special_days(spec, year),
        "inherits": not own,
        "versions": [
            {
                "number": one.number,
                "reason": one.reason,
                "made": wording.moment(one.made_at),
                "by": wording.login_said(one.made_by),
            }
            for one in own
        ],
        "keys": [("F9", say("Soạn phiên bản mới"))],
    }
    return render(request, "administration/calendar.html", context)


def _year(typed: str, spec: CalendarSpec) -> int:
    """Return the year that was asked for within the calendar, else this one."""
    wanted = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else clock.now().year
    return min(max(wanted, spec.first_year), spec.last_year)


def _year_context(spec: CalendarSpec, year: int) -> dict[str, Any]:
    return {
        "year": year,
        "years": range(spec.first_year, spec.last_year + 1),
        "months": presenting.months(spec, year),
        "legend": presenting.legend(),
        "weekday_names": [say(name) for name in presenting.WEEKDAY_LETTERS],
    }


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Write the next version: add and take away days, change sessions; its effect first, then publication."""
    by = actor_of(request)
    base = organisation.calendar_for(by.unit_code).spec
    year = _year(request.POST.get("nam") or request.GET.get("nam", ""), base)
    spec = base
    context: dict[str, Any] = {"errors": [], "typed": _typed(request), "reason": request.POST.get("ly-do", "")}
    if request.method == "POST":
        try:
            wanted = presenting.spec_from(request.POST, base, year)
            organisation.require_publishable(wanted)
            if "cong-bo" in request.POST:
                return _published(request, wanted, by, year)
            spec = wanted
            context |= {"changes": presenting.changes(base, spec), "typed": {}, "is_previewed": True}
            effect = dossiers.effect_of_calendar(by.unit_code, spec, clock.now())
            context["effect"] = presenting.effect(effect, clock.now())
        except Refusal as refusal:
            context["errors"] = [{"text": str(refusal)}]
    context |= {
        **_year_context(spec, year),
        "weekly": presenting.weekly(spec) if not context["errors"] else _as_typed(request, base),
        "days": presenting.special_days(spec, year)
        if not context["errors"]
        else presenting.listed_days(request.POST, base, year),
        "kinds": [{"value": str(kind), "name": say(name)} for kind, name in presenting.KIND_NAMES.items()],
        "keys": [("F9", say("Xem trước")), ("Esc", say("Về lịch"))],
    }
    return render(request, "administration/calendar_edit.html", context, status=400 if context["errors"] else 200)


def _typed(request: HttpRequest) -> dict[str, str]:
    """Return what was typed into the fields that add days, under names that templates read."""
    fields = ("doi-nghi", "doi-lam", "doi-ten", "them-ngay", "them-ten")
    return {field.replace("-", "_"): request.POST.get(field, "") for field in fields}


def _as_typed(request: HttpRequest, base: CalendarSpec) -> list[dict[str, str]]:
    """Return the sessions as they were typed, right or wrong."""
    return [{**row, "sessions": request.POST.get(row["field"], row["sessions"])} for row in presenting.weekly(base)]


def _published(request: HttpRequest, spec: CalendarSpec, by: Actor, year: int) -> HttpResponse:
    reason = request.POST.get("ly-do", "")
    done = dossiers.publish_calendar(unit_code=by.unit_code, spec=spec, reason=reason, by=by, at=clock.now())
    messages.success(request, presenting.done_words(done.effect))
    response = redirect("administration:calendar")
    response["Location"] += f"?nam={year}"
    return response
