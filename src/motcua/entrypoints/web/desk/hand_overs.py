"""What the own unit handed over to others: a day or a time, by receiving unit, each with its list to print and sign."""

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import sending
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock, idempotency
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE

WORK = (organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER)
MOST_SHOWN = 100


@requires(*WORK)
@require_http_methods(["GET", "POST"])
def hand_overs(request: HttpRequest) -> HttpResponse:
    """Show what the unit handed over in a time, or of it only what nobody took; issue the list for one receiver."""
    if request.method == "GET":
        return _page(request)
    by, at = actor_of(request), clock.now()
    first, last, untaken = _asked(request)
    receiver = request.POST.get("nhan", "")[:40]

    def do() -> dict[str, int]:
        paper = dossiers.issue_hand_over_list(
            by.unit_code,
            receiver,
            since=_midnight(first),
            until=_midnight(last + timedelta(days=1)),
            untaken=untaken,
            by=by,
            at=at,
        )
        return {"paper": paper}

    asked = {"receiver": receiver, "first": f"{first}", "last": f"{last}", "untaken": untaken}
    key = sending.key_of(request)
    try:
        scope = f"hand_over_list:{by.login}:{by.unit_code}"
        done = idempotency.once(scope=scope, key=key, request=asked, at=at, act=do) if key else do()
    except Refusal as refusal:
        return _page(request, errors=[{"text": str(refusal)}], status=400)
    return redirect("desk:paper", done["paper"], preserve_request=True)


def _asked(request: HttpRequest) -> tuple[date, date, bool]:
    """Return first and last day and whether only what is not taken; today where a day is not given or not readable."""
    given = request.POST if request.method == "POST" else request.GET
    today = clock.now().date()
    first = _day(given.get("tu", ""), today)
    last = _day(given.get("den", ""), max(first, today) if not given.get("tu") else first)
    return first, max(first, last), given.get("chua-nhan") == "1"


def _day(text: str, otherwise: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return found if 2000 <= found.year <= 2100 else otherwise


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)


def _page(request: HttpRequest, *, errors: list[dict[str, str]] | None = None, status: int = 200) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    first, last, untaken = _asked(request)
    found = dossiers.handed_over(
        by.unit_code,
        since=_midnight(first),
        until=_midnight(last + timedelta(days=1)),
        untaken=untaken,
        by=by,
        at=at,
    )
    context = {
        "batches": [_batch(one, at) for one in found],
        "tu": first.isoformat(),
        "den": last.isoformat(),
        "untaken": untaken,
        "today_untaken": f"{reverse('desk:hand_overs')}?{urlencode({'tu': f'{at:%F}', 'den': f'{at:%F}', 'chua-nhan': '1'})}",
        "errors": errors or [],
        "key": sending.new_key(),
        "keys": [("Esc", say("Về việc của tôi"))],
    }
    return render(request, "desk/hand_overs.html", context, status=status)


def _batch(batch: dossiers.HandOverBatch, at: datetime) -> dict[str, object]:
    return {
        "receiver": batch.receiver,
        "name": batch.receiver_name,
        "count": len(batch.lines),
        "waiting": sum(1 for line in batch.lines if line.taken_at is None),
        "hidden": max(0, len(batch.lines) - MOST_SHOWN),
        "lines": [
            {
                "code": line.code,
                "work": line.procedure_name,
                "step": line.step_name,
                "given": wording.stamp(line.handed_at, at),
                "giver": line.handed_by,
                "taken": wording.stamp(line.taken_at, at) if line.taken_at else "",
                "taker": line.taken_by,
                "is_late": (line.taken_at or at) > line.take_by,
                "is_void": line.is_void,
            }
            for line in batch.lines[:MOST_SHOWN]
        ],
    }
