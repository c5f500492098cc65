"""A unit as people meet it: where it is, when it is open, what it settles, how it has settled this year."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.reports import api as reports
from motcua.entrypoints.web import language
from motcua.entrypoints.web.citizen.presenting_places import on_the_map, place_of, stands_under
from motcua.entrypoints.web.citizen.presenting_procedure import name_for_people
from motcua.entrypoints.web.citizen.presenting_results import SettledRow, settled_rows
from motcua.entrypoints.web.keeping import RESULTS
from motcua.entrypoints.web.policy import Device, allow, public
from motcua.foundation import clock
from motcua.kernel.language import say
from motcua.kernel.vietnamese import fold

LONGEST_ASKED = 100
KINDS_OF_PLACE = frozenset({"xa", "phuong", "thi", "tran", "dac", "khu", "quay"})
"""Words for kinds of places, folded."""
MOST_LISTED = 200
"""A unit that settles more lists its fields, and the procedures of the one that is chosen: a page stays light on a phone."""


@public
@require_GET
@gzip_page
def units(request: HttpRequest) -> HttpResponse:
    """List the desks where people file; found by the name of the place, marks or none, also by the name it had before."""
    asked = request.GET.get("tim", "")[:LONGEST_ASKED]
    day = clock.now().date()
    desks = organisation.one_stop_desks(day)
    gone = _named(asked, organisation.units_of_before(day)) if asked.strip() else []
    found = {one.code: one for one in _named(asked, desks)}
    shown = on_the_map(found.values())
    order = list(organisation.LEVEL_NAMES)
    rows = sorted(shown["desks"], key=lambda row: order.index(found[row["code"]].level))
    levels = [
        {"name": say(organisation.LEVEL_NAMES[level]), "desks": list(of_level)}
        for level, of_level in groupby(rows, key=lambda row: found[row["code"]].level)
    ]
    context = {"levels": levels, "asked": asked, "count": len(found), "lacking": shown["lacking"], "gone": gone}
    return allow(render(request, "citizen/units.html", context), Device.GEOLOCATION)


def _named(asked: str, units: Sequence[organisation.UnitInfo]) -> list[organisation.UnitInfo]:
    """Return what is named so: by every word, begun or whole; by every word that is no kind of place where none is.

    Communes became wards and were joined: who asks for the commune means the place.
    """
    words = fold(asked).split()
    places = [one for one in words if one not in KINDS_OF_PLACE]
    for wanted in (words, places):
        found = [one for one in units if _has_all(fold(one.name).split(), wanted)]
        if found and wanted:
            return found
    return [] if words else list(units)


def _has_all(name: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(one) for word in name) for one in wanted)


@public
@require_GET
@gzip_page
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Show one unit; one that is no more leads to those that took over from it."""
    at = clock.now()
    try:
        found = organisation.unit(code, at.date())
    except organisation.UnknownUnit:
        return _gone(request, code, at.date())
    settling = _settling(found, at.date())
    context = {
        "unit": found,
        "place": place_of(found, at),
        "is_desk": found.kind is organisation.Kind.ONE_STOP,
        "desks": [] if found.kind is organisation.Kind.ONE_STOP else _desks_of(found, at.date()),
        "fields": _fields(settling, request.GET.get("linh-vuc"), at),
        "boards": _boards(found),
        "figures": _figures(settling, at),
        "year": at.year,
    }
    return render(request, "citizen/unit.html", context)


def _gone(request: HttpRequest, code: str, day: date) -> HttpResponse:
    successors = [one for one in organisation.successors_of(code) if organisation.line_of(one, day)]
    names = organisation.unit_names(successors, day)
    context = {"code": code[:LONGEST_ASKED], "successors": [(one, names.get(one, one)) for one in successors]}
    return render(request, "citizen/unit_gone.html", context, status=410 if successors else 404)


def _settling(found: organisation.UnitInfo, day: date) -> list[str]:
    """Return who settles what is filed at a desk: the units of its own level under whom it stands; of others, itself."""
    if found.kind is not organisation.Kind.ONE_STOP:
        return [found.code]
    below = organisation.subtree_codes(stands_under(found, day), day)
    return [one.code for one in organisation.units(day, level=found.level) if one.code in below]


def _desks_of(found: organisation.UnitInfo, day: date) -> list[organisation.UnitInfo]:
    """Return the desks where what the unit settles is filed: its own, else those of the units above it."""
    desks = organisation.one_stop_desks(day)
    for above in organisation.line_of(found.code, day):
        if own := [one for one in desks if stands_under(one, day) == above]:
            return own
    return []


def _fields(settling: list[str], chosen: str | None, at: datetime) -> list[dict[str, Any]]:
    """Return what is published and settled there, field by field; of very many procedures only those of the chosen field."""
    key = ("offered", tuple(settling), at.date(), language.SOURCE)
    offered = RESULTS.answer(key, lambda: procedures.offered_at(settling, at))
    are_few = len(offered) <= MOST_LISTED
    found = []
    for field, of_field in groupby(offered, key=lambda one: one.field):
        rows = list(of_field)
        listed = rows if are_few or field == chosen else []
        found.append({
            "name": field, "count": len(rows), "is_open": field == chosen,
            "rows": [{"code": one.code, "name": name_for_people(one.name)} for one in listed],
        })  # fmt: skip
    return found


def _boards(found: organisation.UnitInfo) -> list[dict[str, str]]:
    """Return the boards of codes that were made for a desk, as they stand on a screen."""
    if found.kind is not organisation.Kind.ONE_STOP:
        return []
    made = procedures.newest_boards([found.code]).values()
    return [{"number": one.board, "name": procedures.heading_of(one.field)} for one in made]


def _figures(settling: list[str], at: datetime) -> SettledRow | None:
    """Return how these units have settled this year, added up; None where nothing was received."""
    rows = RESULTS.answer(("agencies", at.date()), lambda: _agencies(at))
    own = [row for row in rows if row.key in settling]
    if not own:
        return None
    sums = [sum(getattr(row, name) for row in own) for name in ("received", "settled", "timely", "late")]
    return SettledRow("", "", *sums)


def _agencies(at: datetime) -> list[SettledRow]:
    """Return what every agency has settled this year; nothing before the first dossier is counted."""
    if flows.span() is None:
        return []
    asked = reports.Asked(date(at.year, 1, 1), at.date(), at.date(), flows.By.AGENCY)
    return settled_rows(reports.settlement_report(asked, at=at))
