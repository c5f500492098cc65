"""Ask the person at the desk to rate: a one-time link as QR code to print or show, or the device at the counter."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires, unknown_dossier
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


@requires(organisation.Role.RECEPTION)
@require_http_methods(["GET", "POST"])
def dossier_rating(request: HttpRequest, code: str) -> HttpResponse:
    """Show whether a dossier was rated; make a link, shown once, or open the device at the counter."""
    by, at = actor_of(request), clock.now()
    if not dossiers.may_see(code, by, at):
        return unknown_dossier(request)
    if request.method == "GET":
        return _page(request, code)
    device = request.POST.get("may", "")
    try:
        if device:
            number = int(device) if device.isascii() and device.isdecimal() and len(device) < 19 else 0
            surveys.open_on_device(code, device=number, by=by, at=at)
            messages.success(request, say("Đã mở phần đánh giá trên máy ở quầy."))
            return redirect("desk:dossier_rating", code)
        made = surveys.invite(code, by=by, at=at)
    except Refusal as refusal:
        return _page(request, code, error=str(refusal))
    return _page(request, code, made=made)


def _page(request: HttpRequest, code: str, *, made: surveys.Invited | None = None, error: str = "") -> HttpResponse:
    by, at = actor_of(request), clock.now()
    state = surveys.asked_about(code, at)
    context: dict[str, Any] = {
        "code": code,
        "may_be_asked": state.may_be_asked and state.desk == by.unit_code,
        "is_settled": bool(state.desk),
        "rated": state.rated_at is not None,
        "link_until": wording.moment(state.link_until) if state.link_until and not made else "",
        "devices": [{"id": one.id, "name": one.name} for one in surveys.devices_of(by.unit_code, at)],
        "errors": [{"text": error}] if error else [],
        "keys": [("Esc", say("Về hồ sơ"))],
    }
    if made:
        context |= _link(reverse("citizen:rating", args=[made.token]))
        context["until"] = wording.moment(made.expires_at)
    return render(request, "desk/rating.html", context, status=400 if error else 200)


def _link(path: str) -> dict[str, str]:
    import segno

    address = f"{settings.ENVIRONMENT.public_address}{path}"
    return {
        "origin": settings.ENVIRONMENT.public_address,
        "path": path,
        "picture": segno.make_qr(address, error="m").svg_data_uri(scale=5, border=4, light="#fff"),
    }


@requires(organisation.Role.RECEPTION)
@require_http_methods(["GET", "POST"])
def rating_devices(request: HttpRequest) -> HttpResponse:
    """List the devices of the desk; add one, whose address is shown once; end one."""
    by, at = actor_of(request), clock.now()
    context: dict[str, Any] = {"typed": request.POST.get("ten", ""), "keys": []}
    status = 200
    if request.method == "POST":
        try:
            number = request.POST.get("ngung", "")
            if number:
                chosen = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
                surveys.end_device(chosen, by=by, at=at)
                messages.success(request, say("Đã ngừng dùng máy; địa chỉ của máy không mở được nữa."))
                return redirect("desk:rating_devices")
            made = surveys.add_device(unit=by.unit_code, name=request.POST.get("ten", ""), by=by, at=at)
            context |= {**_link(reverse("citizen:rating_device", args=[made.token])), "made": made.name, "typed": ""}
        except Refusal as refusal:
            context["errors"], status = [{"text": str(refusal), "field": "o-ten"}], 400
    context["devices"] = [
        {"id": one.id, "name": one.name, "since": wording.stamp(one.added_at, at), "is_busy": one.busy}
        for one in surveys.devices_of(by.unit_code, at)
    ]
    return render(request, "desk/rating_devices.html", context, status=status)
