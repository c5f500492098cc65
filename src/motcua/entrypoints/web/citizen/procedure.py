"""One address for a procedure, and one for a procedure at a desk: what to bring, what it costs, how long, where."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.citizen.presenting_places import desks_for, place_of
from motcua.entrypoints.web.citizen.presenting_procedure import Asked, name_for_people, name_on_page, told
from motcua.entrypoints.web.citizen.short import OLD_DESK, came_by_code, came_from_desk, short_link
from motcua.entrypoints.web.policy import Device, allow, public
from motcua.foundation import clock
from motcua.kernel.language import say


@public
@require_GET
@gzip_page
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show a procedure as it is published now; a desk that was chosen leads to the procedure at that desk."""
    at, desk = clock.now(), request.GET.get("noi", "")
    if desk and _desk(desk, at) is not None:
        return redirect("citizen:procedure_at", code, desk)
    try:
        published = procedures.published(code, at)
    except procedures.NotPublished:
        return _not_published(request, code, at)
    if desk:
        return _no_desk(request, Asked(published, at), desk)
    came = came_by_code(request, code, "", at) or came_from_desk(request, "", at)
    return _anywhere(request, Asked(published, at), **came)


@public
@require_GET
@gzip_page
def procedure_at(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """Show a procedure as it is at one desk: its own place, hours, fee and limit where the unit has said them."""
    at = clock.now()
    try:
        published = procedures.published(code, at)
    except procedures.NotPublished:
        return _not_published(request, code, at, unit)
    desk = _desk(unit, at)
    if desk is None:
        return _no_desk(request, Asked(published, at), unit)
    asked = Asked(procedures.for_unit(published, _settled_by(published, desk)), at, desk=desk.code)
    places = {**desks_for(published, at), "chosen": desk.code}
    came = came_by_code(request, code, desk.code, at) or came_from_desk(request, desk.code, at)
    return _page(request, asked, places=places, place=place_of(desk, at, asked.published.overlay), **came)


def _settled_by(published: procedures.PublishedInfo, desk: organisation.UnitInfo) -> str:
    """Return the code of the unit whose own words hold: the one that settles, at a commune's desk the commune."""
    rule = published.content.competent
    return rule.code if rule is not None and rule.kind == "unit" else desk.parent_code or desk.code


def _desk(code: str, at: datetime) -> organisation.UnitInfo | None:
    """Return the one-stop desk with that code; None for any other."""
    return next((one for one in organisation.one_stop_desks(at.date()) if one.code == code), None)


def _no_desk(request: HttpRequest, asked: Asked, unit: str) -> HttpResponse:
    """Lead on from a desk that is no more to the one that took over; of any other show the procedure, still as not found."""
    code = asked.published.code
    now = procedures.desk_after(unit, asked.at)
    if now is not None:
        address = (
            reverse("citizen:procedure_at", args=[code, now]) if now else reverse("citizen:procedure", args=[code])
        )
        return redirect(f"{address}?{urlencode({OLD_DESK: unit})}")
    says = say("Không có nơi nộp hồ sơ nào mang mã này; xem nơi nộp ở dưới.")
    return _anywhere(request, asked, came_by=says, status=404)


def _anywhere(request: HttpRequest, asked: Asked, **where: Any) -> HttpResponse:
    """Show a procedure before a desk is chosen."""
    places = desks_for(asked.published, asked.at)
    chief = places.pop("chief")
    return _page(request, asked, places=places, place=place_of(chief, asked.at) if chief else None, **where)


def _page(request: HttpRequest, asked: Asked, *, status: int = 200, **where: Any) -> HttpResponse:
    context = {**told(asked), "at": asked.at, "short": short_link(asked.published, asked.desk), **where}
    return allow(render(request, "citizen/procedure.html", context, status=status), Device.GEOLOCATION)


def _not_published(request: HttpRequest, code: str, at: datetime, unit: str = "") -> HttpResponse:
    """Say what is known of a procedure that nobody can file now, and where to ask; 404 for an unknown one."""
    try:
        known = procedures.unpublished(code, at)
    except procedures.UnknownProcedure:
        return render(request, "citizen/procedure_unknown.html", {"code": code[:40]}, status=404)
    desks = organisation.one_stop_desks(at.date())
    centre = next((one for one in desks if one.level is organisation.Level.PROVINCE), None)
    context = {
        "known": known,
        "name": name_on_page(known.name),
        "desk": unit if _desk(unit, at) else "",
        "place": place_of(centre, at) if centre else None,
        "instead": [{"code": other, "name": name_for_people(name)} for other, name in known.replaced_by],
    }
    return render(request, "citizen/procedure_closed.html", context, status=404 if known.ended_at is None else 410)
