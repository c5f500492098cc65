"""The dossiers that something befell in a period: asked for papers, paused, received at any desk."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from motcua.domain.dossiers.queries.lives import (
    ALL,
    LEVEL,
    LISTED,
    LIVES,
    LivesPage,
    Within,
    page_of,
    values_of,
    visible_part,
)
from motcua.domain.dossiers.queries.serving import serves
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor


class Befallen(StrEnum):
    """What may befall a dossier in a period, once or more often; at any desk it is received once, to the credit of that desk."""

    SUPPLEMENTED = "supplemented"
    PAUSED = "paused"
    ANY_DESK = "any_desk"


_DAY = "({moment} AT TIME ZONE %(zone)s)::date"
_STOOD = """
    ({unit} = ANY(%(agencies)s) OR EXISTS (
        SELECT FROM unnest(%(spell_unit)s::text[], %(spell_since)s::date[], %(spell_until)s::date[]) AS spell (unit, begins, ends)
        WHERE spell.unit = {unit} AND spell.begins <= {day} AND {day} < spell.ends))
"""
_EVENTS: Mapping[Befallen, tuple[str, str, str]] = {
    Befallen.SUPPLEMENTED: ("dossiers_supplement", "asked_at", "true"),
    Befallen.PAUSED: ("dossiers_clocksegment", "since", "kind = 'paused'"),
}
_HELD_UP = """
    EXISTS (SELECT FROM {table} event WHERE event.dossier_id = told.id AND {only}
            AND event.{moment} >= %(since)s AND event.{moment} < %(until)s AND {stood})
"""
_AT_ANY_DESK = """
    received_at >= %(since)s AND {stood} AND (
        EXISTS (SELECT FROM dossiers_dossier d WHERE d.id = told.id AND d.any_desk_until IS NOT NULL)
        OR (told.desk, told.unit, {day}) IN (SELECT * FROM unnest(%(any_desk)s::text[], %(any_unit)s::text[], %(any_day)s::date[])))
"""
_STARTED_ANEW = f"""
    SELECT DISTINCT desk_id, competent_id, {_DAY.format(moment="received_at")} FROM dossiers_dossier
    WHERE any_desk_until IS NULL AND received_at >= %(since)s AND received_at < %(until)s
          AND id IN (SELECT dossier_id FROM dossiers_supplement WHERE completed_at IS NOT NULL)
"""  # noqa: S608 - our own words


def lives_befallen(
    what: Befallen,
    first: date,
    last: date,
    *,
    as_of: date,
    reader: Actor,
    at: datetime,
    within: Within = ALL,
    limit: int = 50,
    offset: int = 0,
) -> LivesPage:
    """Return the dossiers that something befell from `first` to `last`, once or more often, as `lives_in` does.

    Each counts where its unit stood on that day; what was received at any desk counts at the desk.
    """
    values = values_of(first, last, as_of) | {"limit": limit, "offset": offset}
    values |= _any_desks(values) if what is Befallen.ANY_DESK else {}
    conditions, more = _narrowed(what, within)
    visible, parameters = visible_part(reader, at)
    statement = LIVES.format(only_dossiers=_candidates(what), only_lives="")
    with connection.cursor() as cursor:
        cursor.execute(
            statement + LISTED.format(cells=" AND ".join(conditions), visible=visible), values | more | parameters
        )
        return page_of(cursor.fetchall())


def _candidates(what: Befallen) -> str:
    if what is Befallen.ANY_DESK:
        return "AND d.received_at >= %(since)s"
    table, moment, only = _EVENTS[what]
    within = f"{moment} >= %(since)s AND {moment} < %(until)s AND {only}"
    return f"AND d.id IN (SELECT dossier_id FROM {table} WHERE {within})"  # noqa: S608 - names of our own tables


def _narrowed(what: Befallen, within: Within) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions, and their values: of what befell, where, and of which row of a report."""
    is_credit = what is Befallen.ANY_DESK
    unit, received = ("told.desk" if is_credit else "told.unit"), _DAY.format(moment="received_at")
    values: dict[str, Any] = {"agencies": list(within.agencies or ())}
    values |= {f"spell_{name}": [getattr(one, name) for one in within.spells] for name in organisation.Spell._fields}
    day = received if is_credit else _DAY.format(moment=f"event.{_EVENTS[what][1]}")
    stood = "true" if within.agencies is None else _STOOD.format(unit=unit, day=day)
    if is_credit:
        found = [_AT_ANY_DESK.format(stood=stood, day=received)]
    else:
        table, moment, only = _EVENTS[what]
        found = [_HELD_UP.format(table=table, moment=moment, only=only, stood=stood)]
    level = LEVEL.format(unit=unit, on=received) if is_credit else "level"
    for name, column in (("level", level), ("agency", unit), ("field", "field"), ("procedure", "procedure")):
        if (wanted := getattr(within, name)) is not None:
            found.append(f"coalesce({column}, '') = %(only_{name})s")
            values[f"only_{name}"] = wanted
    return found, values


def _any_desks(values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return desks, units and days of what was received elsewhere and whose clock started anew: its row says it no more."""
    with connection.cursor() as cursor:
        cursor.execute(_STARTED_ANEW, values)
        rows = [row for row in cursor.fetchall() if not serves(row[0], row[1], on=row[2])]
    return {f"any_{name}": [row[place] for row in rows] for place, name in enumerate(("desk", "unit", "day"))}
