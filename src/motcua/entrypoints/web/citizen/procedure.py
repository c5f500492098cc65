"""One address for a procedure, and one for a procedure at a desk: what to bring, what it costs, how long, where."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.citizen.presenting_places import desks_for, place_of
from motcua.entrypoints.web.citizen.presenting_procedure import Asked, name_for_people, told
from motcua.entrypoints.web.citizen.short import came_by_code, short_link
from motcua.entrypoints.web.policy import Device, allow, public
from motcua.foundation import clock


@public
@require_GET
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show a procedure as it is published now; a desk that was chosen leads to the procedure at that desk."""
    desk = request.GET.get("noi", "")
    if desk:
        return redirect("citizen:procedure_at", code, desk)
    at = clock.now()
    try:
        published = procedures.published(code, at)
    except procedures.NotPublished:
        return _not_published(request, code, at)
    places = desks_for(published, at)
    chief = places.pop("chief")
    place = place_of(chief, at) if chief else None
    came = came_by_code(request, code, "", at)
    return _page(request, Asked(published, at), places=places, place=place, **came)


@public
@require_GET
def procedure_at(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """Show a procedure as it is at one desk: its own place, hours, fee and limit where the unit has said them."""
    at = clock.now()
    try:
        published = procedures.published(code, at)
    except procedures.NotPublished:
        return _not_published(request, code, at)
    desk = _desk(unit, at)
    asked = Asked(procedures.for_unit(published, _settled_by(published, desk)), at, desk=desk.code)
    places = {**desks_for(published, at), "chosen": desk.code}
    came = came_by_code(request, code, desk.code, at)
    return _page(request, asked, places=places, place=place_of(desk, at, asked.published.overlay), **came)


def _settled_by(published: procedures.PublishedInfo, desk: organisation.UnitInfo) -> str:
    """Return the code of the unit whose own words hold: the one that settles, at a commune's desk the commune."""
    rule = published.content.competent
    return rule.code if rule is not None and rule.kind == "unit" else desk.parent_code or desk.code


def _desk(code: str, at: datetime) -> organisation.UnitInfo:
    """Return the one-stop desk with that code. Raises Http404 for any other."""
    found = next((one for one in organisation.one_stop_desks(at.date()) if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, asked: Asked, **where: Any) -> HttpResponse:
    context = {**told(asked), "at": asked.at, "short": short_link(asked.published, asked.desk), **where}
    return allow(render(request, "citizen/procedure.html", context), Device.GEOLOCATION)


def _not_published(request: HttpRequest, code: str, at: datetime) -> HttpResponse:
    """Say what is known of a procedure that nobody can file now, and where to ask; 404 for an unknown one."""
    try:
        known = procedures.unpublished(code, at)
    except procedures.UnknownProcedure:
        return render(request, "citizen/procedure_unknown.html", {"code": code[:40]}, status=404)
    context = {
        "known": known,
        "name": name_for_people(known.name),
        "desks": organisation.one_stop_desks(at.date()),
        "instead": [{"code": other, "name": name_for_people(name)} for other, name in known.replaced_by],
    }
    return render(request, "citizen/procedure_closed.html", context, status=404 if known.ended_at is None else 410)
