"""Where people file: the desk of a unit with its address and hours, and the desks one may choose from."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Final

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.opening_hours import days_that_differ, hours_in_words
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import CalendarSpec


def place_of(desk: organisation.UnitInfo, at: datetime, overlay: procedures.Overlay | None = None) -> dict[str, Any]:
    """Return a desk as people find it; what a unit says of its own reception of a procedure goes before."""
    contact = organisation.contacts_of([desk.code]).get(desk.code, organisation.ContactInfo())
    own = overlay or procedures.Overlay()
    spec = _calendar(desk.code)
    counters = [one.name for one in organisation.counters_of(desk.code, at.date())]
    return {
        "code": desk.code,
        "name": desk.name,
        "address": own.place or contact.address,
        "phone": own.phone or contact.phone,
        "call": wording.number_to_dial(own.phone or contact.phone),
        "note": contact.note,
        "hours": [own.hours] if own.hours else hours_in_words(spec) if spec else [],
        "differs": days_that_differ(spec, at.date()) if spec else [],
        "counters": own.counter or ", ".join(counters),
        "says": own.notes,
    }


def _calendar(code: str) -> CalendarSpec | None:
    try:
        return organisation.calendar_for(code).spec
    except organisation.NoCalendar:
        return None


FEWEST_MEASURED: Final = 2
"""Of fewer places with coordinates none is the nearest."""


def on_the_map(desks: Iterable[organisation.UnitInfo]) -> dict[str, Any]:
    """Return desks to choose from, by their whole and short names, with their coordinates, for a phone to measure by, where it is worth it.

    `lacking`: how many say no coordinates; None where too few say them.
    """
    found = list(desks)
    contacts = organisation.contacts_of(one.code for one in found) if len(found) >= FEWEST_MEASURED else {}
    places = {code: contact.coordinates_text for code, contact in contacts.items()}
    short = _told_apart([one.name for one in found])
    rows = [
        {"code": one.code, "name": one.name, "short": name, "coordinates": places.get(one.code, "")}
        for one, name in zip(found, short, strict=True)
    ]
    lacking = sum(not row["coordinates"] for row in rows)
    return {"desks": rows, "lacking": lacking if len(rows) - lacking >= FEWEST_MEASURED else None}


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return names without the words that all begin with: on a narrow field these are all that would be seen."""
    rows = [name.split() for name in names]
    same = (
        sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*rows, strict=False))) if len(rows) > 1 else 0
    )
    return [wording.with_capital(" ".join(row[same:]) or " ".join(row)) for row in rows]


def desks_for(published: procedures.PublishedInfo, at: datetime) -> dict[str, Any]:
    """Return where a procedure is filed before a desk is chosen: the kind of desk, and all that may be chosen."""
    day = at.date()
    desks = organisation.one_stop_desks(day)
    rule = published.content.competent
    by_place = rule is None or rule.kind != "unit"
    any_desk = rule_pack_on(day).law_of.get("any_desk", "")
    own = [one for one in desks if by_place or _serves(one, rule.code if rule else "", day)]
    return {
        "by_place": by_place,
        "any_desk": any_desk,
        **on_the_map(desks if any_desk else own),
        "settled_by": ""
        if by_place or rule is None
        else organisation.unit_names([rule.code], day).get(rule.code, rule.code),
        "chief": own[0] if len(own) == 1 else None,
    }


def stands_under(desk: organisation.UnitInfo, day: date) -> str:
    """Return under whom a desk receives: the provincial centre under the council itself, though it stands below its office."""
    top = organisation.province(day) if desk.level is organisation.Level.PROVINCE else None
    return top.code if top else desk.parent_code or desk.code


def _serves(desk: organisation.UnitInfo, unit: str, day: date) -> bool:
    return stands_under(desk, day) in organisation.line_of(unit, day)
