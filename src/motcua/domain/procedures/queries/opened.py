"""The catalogue and its dated decisions row by row, as they were known at the end of a day: for open data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from motcua.domain.procedures.models import ProvinceAnswer
from motcua.domain.procedures.queries.cuts import hours_of_working_day
from motcua.domain.procedures.queries.in_force import (
    Decided,
    InForce,
    decided_by,
    decision_papers,
    last_moment,
    versions_begun,
)
from motcua.domain.procedures.queries.online import decided_for, online_in
from motcua.domain.procedures.rules.content import limit_from_json
from motcua.domain.procedures.rules.online_levels import LevelMapping, NoLevelsYet, Online, mapping_on
from motcua.domain.procedures.rules.scopes import topic_of
from motcua.domain.procedures.rules.time_cuts import Cut, Order, Pair, cut_of, order_of
from motcua.kernel.working_time import TimeLimit


@dataclass(frozen=True)
class OpenLimit:
    """Both limits of one case on one channel, and by which decision the shorter one holds; `order` None: none is promised."""

    case: int
    case_name: str
    channel: str
    statutory: TimeLimit | None
    committed: TimeLimit | None
    order: Order | None
    decision: Decided


@dataclass(frozen=True)
class OpenVersion:
    """One published version: its validity (`valid_to` None: no end had come by then), level, integration, cut and limits."""

    code: str
    number: int
    name: str
    field: str
    agency: str
    valid_from: datetime
    valid_to: datetime | None
    online: Online
    level_by: Decided
    on_national_portal: bool
    portal_by: Decided
    cut: Cut
    limits: tuple[OpenLimit, ...]


@dataclass(frozen=True)
class OpenSetting:
    """What one decision sets for one procedure, or `ends`: the topic, and the places of it that it names (all: empty)."""

    number: str
    decided_on: date
    title: str
    citation: str
    is_sample: bool
    entered_at: datetime
    procedure: str
    sets: str
    places: str
    ends: bool


def open_versions(on: date) -> Iterator[OpenVersion]:
    """Yield every version published by the end of a day, by code and number, as a stream: it needs a transaction."""
    hours, entered, mapping, until = hours_of_working_day(on), decision_papers(), _mapping(on), last_moment(on)
    for one in versions_begun(on):
        limits = tuple(_limits(one, hours, entered))
        ended = one.valid_to if one.valid_to is not None and one.valid_to <= until else None
        yield OpenVersion(
            code=one.code, number=one.number, name=one.name, field=one.field, agency=one.agency,
            valid_from=one.valid_from, valid_to=ended,
            online=online_in(one, mapping) if mapping else Online(None, "none"),
            level_by=decided_for(one, "online_level", entered),
            on_national_portal=one.on_national_portal, portal_by=decided_for(one, "national_portal", entered),
            cut=cut_of((Pair(each.statutory, each.committed) for each in limits), hours_of_working_day=hours),
            limits=limits,
        )  # fmt: skip


def open_settings(on: date) -> Iterator[OpenSetting]:
    """Yield what every decision entered by the end of a day sets or ends, by day, number, procedure and topic."""
    found: list[OpenSetting] = []
    for way, ends in (("decision", False), ("ended_by_decision", True)):
        names = [f"{way}__{name}" for name in ("number", "decided_on", "title", "citation", "is_sample", "entered_at")]
        rows = ProvinceAnswer.objects.filter(**{f"{way}__entered_at__lte": last_moment(on)})
        for row in rows.values_list(*names, "procedure__code", "field"):
            answered = str(row[-1])
            found.append(OpenSetting(*(*row[:-1], topic_of(answered), answered.partition(":")[2], ends)))
    yield from sorted(
        found, key=lambda one: (one.decided_on, one.number, one.procedure, one.sets, one.places, one.ends)
    )


def _mapping(on: date) -> LevelMapping | None:
    try:
        return mapping_on(on)
    except NoLevelsYet:
        return None


def _limits(one: InForce, hours: Decimal, entered: Mapping[tuple[str, date], Decided]) -> Iterator[OpenLimit]:
    for case in one.cases:
        for offer in sorted(case["offers"], key=lambda each: str(each["channel"])):
            yield _limit(case, offer, hours, entered)


def _limit(
    case: Mapping[str, Any], offer: Mapping[str, Any], hours: Decimal, entered: Mapping[tuple[str, date], Decided]
) -> OpenLimit:
    pair = Pair(limit_from_json(offer["statutory"]), limit_from_json(offer["committed"]))
    is_promised = pair.committed is not None
    return OpenLimit(
        case=case["number"], case_name=case["name"], channel=offer["channel"],
        statutory=pair.statutory, committed=pair.committed,
        order=order_of(pair, hours_of_working_day=hours) if is_promised else None,
        decision=decided_by(offer["limit_source"] if is_promised else None, entered),
    )  # fmt: skip
