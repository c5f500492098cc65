"""How far procedures run online (mức độ dịch vụ công trực tuyến): the old levels and by extent, mapped by dated data.

Law: docs/law/online-levels.md; the mapping is src/motcua/data/online_levels.json.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from motcua.domain.procedures.rules.national_record import OnlineLevel
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal

EXTENTS = ("full", "partial")
OLD_LEVELS = (4, 3, 2, 1)


class NoLevelsYet(Refusal):
    """A day before any act named levels of online services."""


@dataclass(frozen=True)
class LevelMapping:
    """How old levels and extents answer to each other in a period; `counted_by` tells which of them the law named then."""

    valid_from: date
    valid_to: date | None
    law: str
    counted_by: str
    extent_of: Mapping[int, str]
    old_of: Mapping[str, int]


@dataclass(frozen=True)
class Online:
    """One procedure's level on a day: what is stated, and what follows by the mapping; `mapped` names the latter.

    `old` is None and `extent` "none" for a procedure that is not online at all.
    """

    old: int | None
    extent: str
    mapped: str = ""

    @property
    def is_online(self) -> bool:
        """Tell whether something of it can be filed online: levels 3 and 4, partly or fully."""
        return self.extent in EXTENTS


@dataclass(frozen=True)
class OnlineCounts:
    """Counts of a group: procedures, by old level, by extent, and how many of those online are integrated."""

    procedures: int
    by_old: Mapping[int, int]
    by_extent: Mapping[str, int]
    online: int
    integrated: int


def mapping_on(day: date) -> LevelMapping:
    """Return the mapping that holds on a day. Raises NoLevelsYet."""
    for one in _mappings():
        if one.valid_from <= day and (one.valid_to is None or day < one.valid_to):
            return one
    raise NoLevelsYet(say("Ngày {day} chưa có quy định về mức độ dịch vụ công trực tuyến.", day=say_day(day)))


@cache
def _mappings() -> tuple[LevelMapping, ...]:
    text = (files("motcua.data") / "online_levels.json").read_text(encoding="utf-8")
    return tuple(
        LevelMapping(
            valid_from=date.fromisoformat(one["valid_from"]),
            valid_to=date.fromisoformat(one["valid_to"]) if one["valid_to"] else None,
            law=one["law"],
            counted_by=one["counted_by"],
            extent_of={int(level): extent for level, extent in one["extent_of"].items()},
            old_of=one["old_of"],
        )
        for one in json.loads(text)
    )


def online_of(level: OnlineLevel | None, mapping: LevelMapping) -> Online:
    """Return both words for a level: what is stated stays as it is, what is missing follows from the other."""
    if level is None or (level.old is None and not level.extent):
        return Online(None, "none")
    if not level.extent:
        return Online(level.old, mapping.extent_of[level.old or 1], mapped="extent")
    if level.old is None:
        old = mapping.old_of[level.extent] if level.extent in EXTENTS else None
        return Online(old, level.extent, mapped="old" if old is not None else "")
    return Online(level.old, level.extent)


def counted(group: Iterable[tuple[Online, bool]]) -> OnlineCounts:
    """Count a group of procedures, each with its level and whether the national portal has it."""
    found = tuple(group)
    return OnlineCounts(
        procedures=len(found),
        by_old={old: sum(one.old == old for one, _ in found) for old in OLD_LEVELS},
        by_extent={extent: sum(one.extent == extent for one, _ in found) for extent in EXTENTS},
        online=sum(one.is_online for one, _ in found),
        integrated=sum(one.is_online and portal for one, portal in found),
    )
