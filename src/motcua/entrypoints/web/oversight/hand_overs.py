"""Hand-overs counted against the units that should have taken them (deadlines, rule 15), since a day the reader names."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.frame import WATCHING
from motcua.entrypoints.web.oversight import presenting_lists as lists
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.working_time import ZONE


@requires(*WATCHING)
@require_GET
def hand_overs(request: HttpRequest) -> HttpResponse:
    """Count the hand-overs since a day, this month's where none is named; the worst unit stands first."""
    by, at = actor_of(request), clock.now()
    today = at.date()
    since = _day(request.GET.get("tu", ""), today)
    found = dossiers.hand_overs_counted(by, since=datetime.combine(since, time(), tzinfo=ZONE), at=at)
    names = organisation.unit_names({one.receiver for one in found}, today) if found else {}
    rows = [_row(one, names.get(one.receiver, one.receiver)) for one in found]
    rows.sort(key=lambda row: (-row["against"], row["name"]))
    context = {
        "rows": rows,
        "total": _row(_sum(found), ""),
        "since": wording.in_figures(since),
        "typed": since.isoformat(),
        "today": today.isoformat(),
        "keys": [("Esc", say("Về Điều hành"))],
    }
    return render(request, "oversight/hand_overs.html", context)


def _day(text: str, today: date) -> date:
    """Return the day named, the first of this month where none is, or one that is still to come."""
    try:
        named = date.fromisoformat(text)
    except ValueError:
        return today.replace(day=1)
    return named if named <= today else today.replace(day=1)


def _sum(found: tuple[dossiers.HandOverCount, ...]) -> dossiers.HandOverCount:
    return dossiers.HandOverCount(
        receiver="",
        handed=sum(one.handed for one in found),
        taken_late=sum(one.taken_late for one in found),
        not_taken=sum(one.not_taken for one in found),
    )


def _row(one: dossiers.HandOverCount, name: str) -> dict[str, Any]:
    against = one.taken_late + one.not_taken
    return {
        "code": one.receiver,
        "name": name,
        "handed": one.handed,
        "late": one.taken_late,
        "not_taken": one.not_taken,
        "against": against,
        "in_time": wording.percent(one.handed - against, one.handed) if one.handed else "",
        "href": lists.address("untaken", unit=one.receiver) if one.not_taken else "",
    }
