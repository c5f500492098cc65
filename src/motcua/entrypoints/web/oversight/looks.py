"""Who looked at personal data, by officer and by period: for administrators, supervisors and inspectors."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import looks_words, wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import accesses, clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import to_say
from motcua.kernel.vietnamese import clean

WATCHING_LOOKS = (organisation.Role.ADMINISTRATOR, organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR)


@requires(*WATCHING_LOOKS)
@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    """Count the looks of each officer of the reader's units (`?don-vi=` of one of them); `?can-bo=` lists them."""
    by, at = actor_of(request), clock.now()
    unit, login = (clean(request.GET.get(name, ""))[:60] for name in ("don-vi", "can-bo"))
    units = _units(by, unit)
    context: dict[str, Any] = {"months": accesses.kept_months(at.date()), "unit": unit, "login": login, "keys": []}
    try:
        days = looks_words.days_of(request.GET, at)
    except looks_words.UnreadablePeriod as refusal:
        days, context["errors"] = looks_words.this_week(at), [{"text": str(refusal), "field": "o-tu"}]
    context["typed"] = days.as_typed()
    if unit:
        context["unit_name"] = organisation.unit_names([unit], at.date()).get(unit, unit)
    context |= _of_one(login, units, days) if login else _of_all(units, days)
    if login:
        context["keys"] = [("Esc", to_say("Về mọi cán bộ"))]
    return render(request, "oversight/looks.html", context, status=400 if "errors" in context else 200)


def _units(by: Actor, unit: str) -> frozenset[str]:
    """Return the units whose officers' looks the reader may see; of the one asked for and those below it.

    Raises Http404 for a unit that is not the reader's.
    """
    day = clock.now().date()
    own: set[str] = set()
    if organisation.Role.ADMINISTRATOR in by.roles:
        own |= organisation.subtree_codes(by.unit_code, day)
    if by.roles & {organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR}:
        own |= organisation.scope_units(by, day)
    if not unit:
        return frozenset(own)
    if unit not in own:
        raise Http404
    return frozenset(own & (organisation.subtree_codes(unit, day) | {unit}))


def _of_all(units: Iterable[str], days: looks_words.Days) -> dict[str, Any]:
    at = clock.now()
    found = accesses.looks_by_officer(units, since=days.since, until=days.until)
    names = organisation.full_names({one.login for one in found})
    rows = [
        {
            "login": one.login,
            "name": names.get(one.login, one.login),
            "looks": one.looks,
            "dossiers": one.dossiers,
            "newest": wording.stamp(one.newest, at),
        }
        for one in found
    ]
    return {"officers": rows, "count": sum(one.looks for one in found)}


def _of_one(login: str, units: Iterable[str], days: looks_words.Days) -> dict[str, Any]:
    """Return one officer's looks for these units; without any the login is told no name."""
    at = clock.now()
    found = accesses.looks_by(login, since=days.since, until=days.until, units=units, most=looks_words.MOST)
    name = organisation.full_names([login]).get(login, login) if found else login
    return {"name": name, "rows": looks_words.rows(found, at), "is_cut": len(found) == looks_words.MOST}
