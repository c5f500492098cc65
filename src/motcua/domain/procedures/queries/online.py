"""Online services (dịch vụ công trực tuyến) on any day: levels, extent, integration with the national portal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.procedures.queries.in_force import (
    Decided,
    GroupBy,
    InForce,
    ListedVersion,
    decided_by,
    decision_papers,
    group_names,
    in_force_on,
    listed,
    versions_of_many,
)
from motcua.domain.procedures.rules.national_record import OnlineLevel
from motcua.domain.procedures.rules.online_levels import (
    LevelMapping,
    Online,
    OnlineCounts,
    counted,
    mapping_on,
    online_of,
)


@dataclass(frozen=True)
class OnlineService(ListedVersion):
    """One version of a procedure with its level; by which decisions level and integration hold."""

    online: Online
    reason: str
    on_national_portal: bool
    level_by: Decided
    portal_by: Decided


@dataclass(frozen=True)
class OnlineGroup:
    """The counts of one agency or field, and the codes they are of."""

    key: str
    name: str
    counts: OnlineCounts
    codes: tuple[str, ...]


@dataclass(frozen=True)
class OnlineReport:
    """Online services of a day; `law` names the act whose levels were in use."""

    on: date
    by: GroupBy
    law: str
    counted_by: str
    rows: tuple[OnlineGroup, ...]
    total: OnlineCounts


def online_report(on: date, by: GroupBy) -> OnlineReport:
    """Count online services by level and extent on a day. Raises NoLevelsYet for a day before there were levels."""
    mapping = mapping_on(on)
    groups: dict[str, list[tuple[str, Online, bool]]] = defaultdict(list)
    for one in in_force_on(on):
        groups[one.group(by)].append((one.code, online_in(one, mapping), one.on_national_portal))
    names = group_names(by, set(groups), on)
    rows = [
        OnlineGroup(
            key,
            names[key],
            counted((online, portal) for _, online, portal in found),
            tuple(code for code, _, _ in found),
        )
        for key, found in groups.items()
    ]
    every = [(online, portal) for found in groups.values() for _, online, portal in found]
    return OnlineReport(
        on=on, by=by, law=mapping.law, counted_by=mapping.counted_by,
        rows=tuple(sorted(rows, key=lambda row: (-row.counts.online, row.name))), total=counted(every),
    )  # fmt: skip


def online_services(
    on: date, by: GroupBy, key: str | None = None, *, old: int | None = None
) -> tuple[OnlineService, ...]:
    """Return the services that are online behind a row of the report (all rows without a key), of one old level."""
    mapping, entered = mapping_on(on), decision_papers()
    found = [one for one in in_force_on(on) if key is None or one.group(by) == key]
    online = [one for one in found if (level := online_in(one, mapping)).is_online and old in (None, level.old)]
    versions = versions_of_many(one.code for one in online)
    chosen = [_service(one, versions[one.code], mapping, entered) for one in online]
    return tuple(sorted(chosen, key=lambda one: (-(one.online.old or 0), one.code)))


def online_in(one: InForce, mapping: LevelMapping) -> Online:
    """Return the level that a version states, with what follows by a mapping."""
    return online_of(None if one.online_level is None else OnlineLevel(**one.online_level), mapping)


def _level(one: InForce) -> tuple[Any, ...]:
    """Return what a version says of level and integration and by which decisions, to be compared with another's."""
    said = [mark for mark in one.marks if mark["field"] in ("online_level", "national_portal")]
    return one.online_level, one.on_national_portal, sorted(said, key=lambda mark: str(mark["field"]))


def _service(
    one: InForce, versions: Sequence[InForce], mapping: LevelMapping, entered: Mapping[tuple[str, date], Decided]
) -> OnlineService:
    return OnlineService(
        **listed(one, versions, _level), online=online_in(one, mapping),
        reason=(one.online_level or {}).get("reason", ""), on_national_portal=one.on_national_portal,
        level_by=decided_for(one, "online_level", entered), portal_by=decided_for(one, "national_portal", entered),
    )  # fmt: skip


def decided_for(one: InForce, field: str, entered: Mapping[tuple[str, date], Decided]) -> Decided:
    """Return the decision by which a field of a version holds."""
    marks: list[dict[str, Any]] = one.marks
    return decided_by(next((mark["source"] for mark in marks if mark["field"] == field), None), entered)
