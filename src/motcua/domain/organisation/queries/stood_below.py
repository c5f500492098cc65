"""Which units stood below one in a period, also where some of them moved, were set up or ended within it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from motcua.domain.organisation.models import UnitVersion


class Spell(NamedTuple):
    """Days on which a unit stood below another: from `since` to the day before `until`."""

    unit: str
    since: date
    until: date


@dataclass(frozen=True)
class StoodBelow:
    """The units below one in a period, that one with them: those that always were, and the others with their days."""

    always: frozenset[str]
    spells: tuple[Spell, ...]


class _Version(NamedTuple):
    since: date
    parent: str | None


def stood_below(code: str, first: date, last: date) -> StoodBelow:
    """Return which units stood below one from `first` to `last`, both included; in one statement.

    A unit that does not exist on a day stands where it will, or did last, so that what it has counts somewhere.
    """
    versions = _versions()
    changes = {one.since for held in versions.values() for one in held if first < one.since <= last}
    bounds = [first, *sorted(changes), date.fromordinal(last.toordinal() + 1)]
    below = [frozenset(_below(code, versions, on)) for on in bounds[:-1]]
    always = frozenset.intersection(*below)
    others = sorted(frozenset.union(*below) - always)
    return StoodBelow(always, tuple(spell for unit in others for spell in _spells(unit, bounds, below)))


def _spells(unit: str, bounds: list[date], below: list[frozenset[str]]) -> Iterator[Spell]:
    since = None
    for begins, units in zip(bounds, [*below, frozenset()], strict=True):
        if unit in units:
            since = since or begins
        elif since:
            yield Spell(unit, since, begins)
            since = None


def _versions() -> Mapping[str, tuple[_Version, ...]]:
    found: dict[str, list[_Version]] = {}
    rows = UnitVersion.objects.order_by("period").values_list("unit__code", "period", "parent__code")
    for unit, period, parent in rows:
        found.setdefault(unit, []).append(_Version(period.lower, parent))
    return {unit: tuple(held) for unit, held in found.items()}


def _below(code: str, versions: Mapping[str, tuple[_Version, ...]], on: date) -> Iterator[str]:
    children: dict[str | None, list[str]] = {}
    for unit, held in versions.items():
        place = bisect_right(held, on, key=lambda one: one.since)
        children.setdefault(held[max(0, place - 1)].parent, []).append(unit)
    waiting, seen = [code], {code}
    while waiting:
        unit = waiting.pop()
        yield unit
        new = [child for child in children.get(unit, ()) if child not in seen]
        seen.update(new)
        waiting += new
