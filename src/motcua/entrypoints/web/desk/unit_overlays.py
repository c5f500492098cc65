"""The page on which a unit says what is its own of a published procedure: the effect first, then it is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import overlay_form, sending
from motcua.entrypoints.web.desk import presenting_overlays as presenting
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock, idempotency
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

NOT_YOURS = to_say(
    "Thủ tục này chưa công bố, hoặc đơn vị này không giải quyết thủ tục, hoặc bạn không ghi thay đơn vị này được."
)
DONE = {
    "ghi": to_say("Đã ghi phần riêng của đơn vị. Muốn bỏ, bấm “Hoàn lại” ở bảng các lần ghi."),
    "hoan": to_say("Đã hoàn lại. Phần trước đó lại áp dụng; nếu trước đó không có gì thì theo bản đã công bố."),
    "ket-thuc": to_say("Đã kết thúc phần riêng. Từ bây giờ theo bản đã công bố; hồ sơ đã nhận giữ giờ đã hẹn."),
}


@requires(organisation.Role.PUBLISHER)
@require_GET
def units(request: HttpRequest, code: str) -> HttpResponse:
    """List the units for which the officer may speak, with what each says now; a single one opens at once."""
    by, at = actor_of(request), clock.now()
    try:
        version = procedures.published(code, at)
    except Refusal as refusal:
        return render(request, "desk/refused.html", {"sentence": str(refusal)}, status=404)
    found = presenting.units_for(version.content, by, at)
    if len(found) == 1:
        return redirect("desk:procedures_unit", code, found[0].code)
    speaking = {stamp.unit_code for stamp in version.stamps}
    rows = [{"code": one.code, "name": one.name, "speaks": one.code in speaking} for one in found]
    rows.sort(key=lambda row: not row["speaks"])
    context = {"code": code, "name": version.content.name, "rows": rows, "keys": [("Esc", say("Về trang thủ tục"))]}
    return render(request, "desk/overlay_units.html", context)


@requires(organisation.Role.PUBLISHER)
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """Show the page; or the effect of what was typed; or keep, undo or end it."""
    by, at = actor_of(request), clock.now()
    try:
        version = procedures.published(code, at)
    except Refusal:
        return render(request, "desk/refused.html", {"sentence": say(NOT_YOURS)}, status=404)
    if all(one.code != unit for one in presenting.units_for(version.content, by, at)):
        return render(request, "desk/refused.html", {"sentence": say(NOT_YOURS)}, status=404)
    act, shown = request.POST.get("lam", ""), procedures.for_unit(version, unit).overlay
    if request.method == "GET":
        return _page(request, version, unit, typed=overlay_form.typed_of(shown))
    try:
        if act in DONE:
            _once(request, code, unit, act)
            messages.success(request, say(DONE[act]))
            return redirect("desk:procedures_unit", code, unit)
        effect = _effect(request, code, unit)
    except Refusal as refusal:
        error = str(refusal)
        return _page(request, version, unit, typed=overlay_form.typed_in(request.POST), error=error, status=400)
    return _page(request, version, unit, typed=overlay_form.typed_in(request.POST), effect=effect)


def _effect(request: HttpRequest, code: str, unit: str) -> dict[str, Any]:
    at = clock.now()
    start, until = overlay_form.period_of(request.POST, at)
    value = overlay_form.overlay_value(request.POST)
    overlay = procedures.checked_overlay(code, unit, value, at=at, holds_at=start)
    effect = presenting.effect_of(procedures.overlay_effect(code, unit, overlay, at=at), at)
    return {
        **effect,
        "since": wording.moment(start) if start else say("bây giờ"),
        "until": wording.moment(until) if until else "",
        "said": [say(procedures.OWN_NAMES[name]).lower() for name in overlay.said if name != "limits"],
    }


def _once(request: HttpRequest, code: str, unit: str, act: str) -> None:
    """Do the act; the same form sent twice is one act."""
    by, at = actor_of(request), clock.now()

    def do() -> dict[str, Any]:
        if act == "hoan":
            procedures.undo_overlay(code=code, unit=unit, by=by, at=at)
        elif act == "ket-thuc":
            procedures.end_overlay(code=code, unit=unit, by=by, at=at)
        else:
            start, until = overlay_form.period_of(request.POST, at)
            value = overlay_form.overlay_value(request.POST)
            procedures.state_overlay(
                code=code, unit=unit, value=value, by=by, at=at, valid_from=start, valid_until=until
            )
        return {}

    key = sending.key_of(request)
    if not key:
        do()
        return
    form = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    idempotency.once(scope=f"overlay:{by.login}:{request.path}", key=key, request=form, at=at, act=do)


def _page(
    request: HttpRequest,
    version: procedures.PublishedInfo,
    unit: str,
    *,
    typed: dict[str, Any],
    effect: dict[str, Any] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    names = {one.code: one.name for one in organisation.units(at.date())}
    context = {
        "code": version.code,
        "name": version.content.name,
        "own_unit_name": names.get(unit, unit),
        "lines": presenting.lines_of(version, unit, names),
        "form": presenting.form_of(version, typed),
        "effect": effect,
        "history": presenting.history_of(version.code, unit, at),
        "newest": presenting.newest(version.code, unit, at),
        "today": at.date().isoformat(),
        "key": sending.new_key(),
        "errors": [{"text": error}] if error else [],
        "keys": [("F9", say("Ghi") if effect else say("Xem ảnh hưởng")), ("Esc", say("Về trang thủ tục"))],
    }
    return render(request, "desk/overlay_unit.html", context, status=status)
