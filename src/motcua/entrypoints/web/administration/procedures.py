"""Procedures as an administrator sees them: how much each layer says, and what still keeps them from publication."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say, say_counted, to_say
from motcua.kernel.vietnamese import fold

PAGE_ROWS = 50
SHOWN = {
    "": to_say("Tất cả"),
    "da-cong-bo": to_say("Đang công bố"),
    "chua": to_say("Chưa công bố"),
    "rieng": to_say("Có phần riêng của đơn vị"),
}
LAYERS = {
    procedures.Layer.NATIONAL: to_say("quốc gia"),
    procedures.Layer.PROVINCE: to_say("tỉnh"),
    procedures.Layer.UNIT: to_say("đơn vị"),
}
LONG = 260


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def procedures_list(request: HttpRequest) -> HttpResponse:
    """List the procedures by code, found by words, narrowed by how they stand."""
    at = clock.now()
    asked, shown = request.GET.get("tim", ""), request.GET.get("xem", "")
    words = fold(asked).split()
    rows = [
        one for one in procedures.procedures(at=at) if all(word in fold(f"{one.code} {one.name}") for word in words)
    ]
    counts = procedures.layer_counts([one.code for one in rows], at)
    rows = [one for one in rows if _is_shown(one, counts[one.code], shown)]
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("trang", "1"))
    query = urlencode({name: value for name, value in (("tim", asked), ("xem", shown)) if value})
    context = {
        "rows": [_row(one, counts[one.code]) for one in page],
        "total": len(rows),
        "page": page,
        "page_query": f"?{query}&trang=" if query else "?trang=",
        "asked": asked,
        "shown": shown,
        "filters": [(value, say(label)) for value, label in SHOWN.items()],
        "keys": [("F4", say("Tìm")), ("Esc", say("Về Quản trị"))],
    }
    return render(request, "administration/procedures.html", context)


def _is_shown(one: procedures.ProcedureRow, counts: procedures.LayerCounts, shown: str) -> bool:
    return {"da-cong-bo": one.is_published, "chua": not one.is_published, "rieng": counts.units > 0}.get(shown, True)


def _row(one: procedures.ProcedureRow, counts: procedures.LayerCounts) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "field": one.field,
        "counts": counts,
        "published": one.is_published,
        "lacks": _lacks(one),
    }


def _lacks(one: procedures.ProcedureRow) -> str:
    if one.standing is procedures.Standing.NEVER:
        return one.standing_because
    parts = [say_counted("{count} chỗ chưa rõ", one.open_questions)] if one.open_questions else []
    parts += [say_counted("{count} câu trả lời hỏi lại", one.asked_again)] if one.asked_again else []
    parts += [] if one.has_process else [say("chưa gắn quy trình")]
    return ", ".join(parts)


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one procedure to read: its checklist, every field with its layer, and the units that speak of their own."""
    at = clock.now()
    try:
        info = procedures.publication_page(code, at)
    except procedures.UnknownProcedure:
        raise Http404 from None
    names = {unit.code: unit.name for unit in organisation.units(at.date())}
    context = {
        "info": info,
        "checks": [{"name": one.name, "text": one.text, "is_open": bool(one.open_places)} for one in info.checks],
        "lines": [_line(one) for one in info.settled],
        "speaking": _speaking(info.code, names, at),
        "since": wording.stamp(info.published.valid_from, at) if info.published else "",
        "imported": wording.in_figures(info.imported_at),
        "may_answer": organisation.Role.PUBLISHER in actor_of(request).roles,
        "keys": [("Esc", say("Về danh sách"))],
    }
    return render(request, "administration/procedure.html", context)


def _line(one: procedures.SettledField) -> dict[str, Any]:
    return {
        "name": one.name,
        "text": one.text[:1].upper() + one.text[1:],
        "is_long": len(one.text) > LONG,
        "layer": say(LAYERS[one.layer]),
        "own": one.layer is not procedures.Layer.NATIONAL,
        "decision": one.decision,
    }


def _speaking(code: str, names: dict[str, str], at: datetime) -> list[dict[str, str]]:
    return [
        {
            "unit": names.get(one.unit_code, one.unit_code),
            "said": ", ".join(say(procedures.OWN_NAMES[name]).lower() for name in one.overlay.said),
            "since": wording.moment_in_table(one.starts_at, at),
            "until": wording.moment_in_table(one.ends_at, at) if one.ends_at else "",
        }
        for one in procedures.overlays_of(code)
        if one.holds_at(at)
    ]
