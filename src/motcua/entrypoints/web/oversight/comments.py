"""Free words of ratings: a supervisor lets them be seen, parts left out; leaders and inspectors read what is shown."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import accesses, clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local

STATES = (
    (surveys.CommentState.WAITING, to_say("Chờ duyệt")),
    (surveys.CommentState.SHOWN, to_say("Đang hiện")),
    (surveys.CommentState.HIDDEN, to_say("Không hiện")),
)


@requires(organisation.Role.LEADER, organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR)
@require_http_methods(["GET", "POST"])
def comments(request: HttpRequest) -> HttpResponse:
    """List free words by what was decided of them; decide as a supervisor."""
    by, at = actor_of(request), clock.now()
    if request.method == "GET":
        return _page(request, by, at)
    number, typed = request.POST.get("danh-gia", ""), request.POST.get("hien", "")
    chosen = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    try:
        messages.success(request, _decide(request.POST.get("viec", ""), chosen, typed, by))
    except Refusal as refusal:
        errors = [{"text": str(refusal), "field": f"hien-{chosen}"}]
        return _page(request, by, at, typed={chosen: typed}, errors=errors)
    return redirect("oversight:satisfaction_comments")


def _page(
    request: HttpRequest,
    by: Actor,
    at: datetime,
    *,
    typed: dict[int, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> HttpResponse:
    found = [(state, name, surveys.comments_of(by, at, state=state)) for state, name in STATES]
    every = [one for _, _, rows in found for one in rows]
    if every:
        accesses.looked([f"dossier:{one.code}" for one in every], page="comments", by=by, at=at)
    desks = organisation.unit_names({one.desk for one in every}, at.date())
    context = {
        "groups": [
            {"state": state.value, "name": say(name), "rows": [_row(one, desks, typed or {}) for one in rows]}
            for state, name, rows in found
            if rows
        ],
        "is_supervisor": organisation.Role.SUPERVISOR in by.roles,
        "mark": surveys.MARK,
        "errors": errors or [],
        "keys": [("Esc", say("Về mức độ hài lòng"))],
    }
    return render(request, "oversight/satisfaction_comments.html", context, status=400 if errors else 200)


def _row(one: surveys.CommentInfo, desks: Any, typed: dict[int, str]) -> dict[str, Any]:
    day = local(one.rated_at)
    return {
        "id": one.rating,
        "desk": desks.get(one.desk, one.desk),
        "at": say("Tháng {number}/{year}", number=day.month, year=day.year),
        "written": one.written,
        "shown": one.shown,
        "typed": typed.get(one.rating, one.written),
    }


def _decide(act: str, rating: int, text: str, by: Actor) -> str:
    at = clock.now()
    if act == "hien":
        surveys.show_comment(rating, text, by=by, at=at)
        return say("Đã cho hiện góp ý này.")
    if act == "bo":
        surveys.undecide_comment(rating, by=by, at=at)
        return say("Đã bỏ quyết định; góp ý chờ duyệt lại.")
    surveys.hide_comment(rating, by=by, at=at)
    return say("Góp ý này không hiện; bấm “Bỏ quyết định” nếu nhầm.")
