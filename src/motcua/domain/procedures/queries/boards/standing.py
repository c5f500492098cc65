"""What is published now, as far as a board prints it, and which of it stands at which desk."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import UnitOverlay
from motcua.domain.procedures.queries.published import for_unit, published
from motcua.domain.procedures.rules.boards.serving import DeskPlace, stands_at
from motcua.domain.procedures.rules.boards.wording import name_on_board, time_on_board
from motcua.domain.procedures.rules.content import Channel, ProcedureContent, limit_from_json
from motcua.domain.procedures.rules.wording import limit_words
from motcua.foundation.period_fields import holds_on
from motcua.kernel.language import speaking_vietnamese
from motcua.kernel.vietnamese import sort_key
from motcua.kernel.working_time import TimeLimit, local

_OFFERED = """
    SELECT procedure.code, version.content->>'name', version.content->>'field',
        coalesce(nullif(version.content->'competent'->>'code', ''), version.content->'competent'->>'kind', ''),
        jsonb_path_query_array(version.content, '$.cases[*].offers[*] ? (@.channel == "counter").limit')::text,
        jsonb_path_query_array(version.content, '$.cases[*].offers[*].limit')::text
    FROM procedures_publishedversion AS version
    JOIN procedures_procedure AS procedure ON procedure.id = version.procedure_id
    WHERE version.period @> %(at)s::timestamptz
"""


@dataclass(frozen=True)
class OnBoard:
    """One published procedure as boards print it; `settles`: the competent unit's code, or by which desk it is told."""

    code: str
    name: str
    field: str
    settles: str
    time: str


def on_boards_of(desks: Sequence[DeskPlace], at: datetime) -> dict[str, tuple[OnBoard, ...]]:
    """Return what stands on the boards of each desk at a moment, in Vietnamese order of names.

    Three statements for any number of desks, and those of units that say a limit of their own.
    """
    everything, lines = _offered(at), _lines(local(at).date())
    own = _own_limits(at)
    return {
        desk.code: tuple(
            _as_there(one, desk, own, at) for one in everything if stands_at(one.settles, desk, lines(one.settles))
        )
        for desk in desks
    }


def desks_of(units: Iterable[organisation.UnitInfo], day: date) -> tuple[DeskPlace, ...]:
    """Return one-stop desks with the authority whose desk each is: above an office that runs it stands the one it serves."""
    every = {one.code: one for one in organisation.units(day)}
    return tuple(_desk(one, every) for one in units)


def _desk(desk: organisation.UnitInfo, every: Mapping[str, organisation.UnitInfo]) -> DeskPlace:
    parent = every.get(desk.parent_code or "")
    if parent is not None and parent.kind is organisation.Kind.OFFICE:
        parent = every.get(parent.parent_code or "", parent)
    return DeskPlace(
        code=desk.code,
        name=desk.name,
        parent=parent.code if parent else "",
        is_commune=parent is not None and parent.level is organisation.Level.COMMUNE,
        is_district=parent is not None and parent.level is organisation.Level.DISTRICT,
    )


def _offered(at: datetime) -> tuple[OnBoard, ...]:
    with connection.cursor() as cursor, speaking_vietnamese():
        cursor.execute(_OFFERED, {"at": at})
        found = [
            OnBoard(code, name_on_board(name), field, settles, _time(json.loads(at_counter) or json.loads(anyhow)))
            for code, name, field, settles, at_counter, anyhow in cursor.fetchall()
        ]
    return tuple(sorted(found, key=lambda one: (sort_key(one.name), one.code)))


def _time(limits: Iterable[Any]) -> str:
    return time_on_board(limit_words(limit_from_json(one)) for one in limits if one is not None)


def _lines(day: date) -> Callable[[str], tuple[str, ...]]:
    """Return the function that gives a unit and those above it, out of one reading of all units."""
    above = {one.code: one.parent_code for one in organisation.units(day)}

    def line(code: str) -> tuple[str, ...]:
        found: list[str] = []
        while code and code not in found:
            found.append(code)
            code = above.get(code) or ""
        return tuple(found)

    return line


def _own_limits(at: datetime) -> frozenset[tuple[str, str]]:
    """Return of which procedures which unit says something of its own."""
    rows = UnitOverlay.objects.filter(holds_on(at), taken_back_at=None)
    return frozenset((code, str(unit)) for code, unit in rows.values_list("procedure__code", "unit_id"))


def _as_there(one: OnBoard, desk: DeskPlace, own: frozenset[tuple[str, str]], at: datetime) -> OnBoard:
    """Return a procedure with the limit that the unit promises of its own, where it says one."""
    unit = desk.parent if one.settles in ("", "commune_of_desk", "district_of_desk") else one.settles
    if (one.code, unit) not in own:
        return one
    return replace(one, time=_time_of(for_unit(published(one.code, at), unit).content))


def _time_of(content: ProcedureContent) -> str:
    limits: list[TimeLimit | None] = [
        offer.limit for case in content.cases if (offer := case.offer(Channel.COUNTER) or next(iter(case.offers), None))
    ]
    with speaking_vietnamese():
        return time_on_board(limit_words(one) for one in limits if one is not None)
