"""The page on which a publisher enters a decision of the province: the effect first, then it is kept."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import sending
from motcua.entrypoints.web.policy import requires
from motcua.entrypoints.web.typed_days import NotADay, day_typed
from motcua.foundation import clock, idempotency
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

SETS = {
    "committed": to_say("Thời hạn rút ngắn"),
    "online_level": to_say("Mức độ trực tuyến"),
    "national_portal": to_say("Tích hợp Cổng Dịch vụ công quốc gia"),
}
FIELDS = ("so", "ngay", "trich-yeu", "can-cu", "tu", "dat", "thu-tuc")
MOST_EFFECTS = 100
LONGEST = 200_000


class TooLong(Refusal):
    """More than one decision can say at once."""


@requires(organisation.Role.PUBLISHER)
@require_http_methods(["GET", "POST"])
def decisions(request: HttpRequest) -> HttpResponse:
    """List the decisions and show the form; or the effect of what was typed; or keep it."""
    typed = {name.replace("-", "_"): request.POST.get(name, "") for name in FIELDS}
    if request.method == "GET":
        return _page(request, {**typed, "dat": "committed"})
    try:
        if request.POST.get("lam") == "ghi":
            _once(request)
            messages.success(
                request, say("Đã ghi quyết định. Muốn bỏ, ghi một quyết định sau với chữ “bỏ” ở từng thủ tục.")
            )
            return redirect("desk:decisions")
        facts, settings, holds_from = _read(request)
        found = procedures.foresee_decision(
            facts, settings, by=actor_of(request), at=clock.now(), holds_from=holds_from
        )
    except Refusal as refusal:
        return _page(request, typed, error=str(refusal), status=400)
    return _page(request, typed, effect=_effect(found))


def _read(request: HttpRequest) -> tuple[procedures.DecisionFacts, tuple[procedures.Setting, ...], date | None]:
    """Return what the form says. Raises NotADay, TooLong or UnusableDecision."""
    decided_on = day_typed(request.POST.get("ngay", ""))
    if decided_on is None:
        raise NotADay(say("Ghi ngày của quyết định."))
    field, rows = request.POST.get("dat", ""), request.POST.get("thu-tuc", "")
    if len(rows) > LONGEST:
        raise TooLong(say("Danh sách thủ tục quá dài; chia quyết định thành nhiều lần ghi. Chưa ghi gì."))
    facts = procedures.DecisionFacts(
        number=clean(request.POST.get("so", "")),
        decided_on=decided_on,
        title=clean(request.POST.get("trich-yeu", "")),
        citation=clean(request.POST.get("can-cu", "")),
    )
    settings = procedures.settings_in(field if field in SETS else "", rows)
    return facts, settings, day_typed(request.POST.get("tu", ""))


def _once(request: HttpRequest) -> None:
    """Keep the decision; the same form sent twice is one act."""
    by, at = actor_of(request), clock.now()
    facts, settings, holds_from = _read(request)

    def do() -> dict[str, Any]:
        entered = procedures.decide(facts, settings, by=by, at=at, holds_from=holds_from)
        return {"decision": entered.decision_id}

    form = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    key = sending.key_of(request) or sending.new_key()
    idempotency.once(scope=f"decision:{by.login}", key=key, request=form, at=at, act=do)


def _effect(found: procedures.DecisionEntered) -> dict[str, Any]:
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "before": one.before,
            "after": one.after,
            "same": one.before == one.after,
            "is_published": one.is_published,
        }
        for one in found.effects
    ]
    return {
        "rows": rows[:MOST_EFFECTS],
        "more": max(len(rows) - MOST_EFFECTS, 0),
        "count": len({one.code for one in found.effects}),
        "since": wording.moment(found.valid_from),
    }


def _page(
    request: HttpRequest,
    typed: dict[str, str],
    *,
    effect: dict[str, Any] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    context = {
        "typed": typed,
        "sets": [(value, say(name)) for value, name in SETS.items()],
        "effect": effect,
        "errors": [{"text": error}] if error else [],
        "today": at.date().isoformat(),
        "key": sending.new_key(),
        "rows": [
            {
                "number": one.number,
                "on": wording.in_figures(one.decided_on),
                "title": one.title,
                "citation": one.citation,
                "is_sample": one.is_sample,
                "sets": ", ".join(one.sets),
                "procedures": one.procedures,
                "by": one.entered_by,
                "entered": wording.stamp(one.entered_at, at),
            }
            for one in procedures.decisions_entered()
        ],
        "keys": [("F9", say("Ghi") if effect else say("Xem ảnh hưởng")), ("Esc", say("Về danh sách thủ tục"))],
    }
    return render(request, "desk/decisions.html", context, status=status)
