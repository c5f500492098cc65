"""Which units there were on a day, what they were called, who stood above and below whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from motcua.domain.organisation.models import UnitSuccession, UnitVersion
from motcua.domain.organisation.queries.standing import is_one_moment, remembered
from motcua.domain.organisation.queries.unknown import UnknownUnit
from motcua.domain.organisation.rules.words import Kind, Level
from motcua.foundation.period_fields import holds_on
from motcua.kernel.vietnamese import sort_key

_SUBTREE = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM organisation_unit WHERE code = %(code)s
        UNION
        SELECT version.unit_id FROM below
        JOIN organisation_unitversion version ON version.parent_id = below.id AND version.period @> %(on)s::date
    )
    SELECT unit.code FROM below JOIN organisation_unit unit ON unit.id = below.id
"""
_LINE = """
    WITH RECURSIVE line(id, depth) AS (
        SELECT id, 0 FROM organisation_unit WHERE code = %(code)s
        UNION
        SELECT nearest.parent_id, depth + 1 FROM line
        CROSS JOIN LATERAL (
            SELECT parent_id FROM organisation_unitversion version
            WHERE version.unit_id = line.id
            ORDER BY version.period @> %(on)s::date DESC, lower(version.period) DESC LIMIT 1
        ) nearest
        WHERE nearest.parent_id IS NOT NULL AND depth < 20
    )
    SELECT unit.code FROM line JOIN organisation_unit unit ON unit.id = line.id ORDER BY depth
"""


@dataclass(frozen=True)
class UnitInfo:
    """A unit as it was in one period; `ends_on` is the first day on which it was so no more, or None."""

    code: str
    name: str
    level: Level
    kind: Kind
    parent_code: str | None
    starts_on: date
    ends_on: date | None


@remembered
def unit(code: str, on: date) -> UnitInfo:
    """Return the unit as it was on that day. Raises UnknownUnit where it did not exist."""
    found = _versions(on).filter(unit__code=code).first()
    if found is None:
        raise UnknownUnit(code, on)
    return info_of(found)


@remembered
def units(on: date, *, level: Level | None = None, kind: Kind | None = None) -> tuple[UnitInfo, ...]:
    """Return every unit of that day, of one level or kind where asked, in Vietnamese order of names."""
    found = _versions(on)
    if level is not None:
        found = found.filter(level=level.value)
    if kind is not None:
        found = found.filter(kind=kind.value)
    return _in_order(found)


def province(on: date) -> UnitInfo | None:
    """Return the people's committee of the province on that day; None where no units are kept.

    Offices of a ministry (tax) stand beside the tree without a parent too: they are not the province.
    """
    councils = units(on, level=Level.PROVINCE, kind=Kind.COUNCIL)
    return next((found for found in councils if found.parent_code is None), None)


def one_stop_desks(on: date) -> tuple[UnitInfo, ...]:
    """Return the one-stop desks of that day (bộ phận một cửa) in Vietnamese order of names."""
    return units(on, kind=Kind.ONE_STOP)


@remembered
def units_of_before(on: date) -> tuple[UnitInfo, ...]:
    """Return every unit that was there before that day and is no more, as it was last, in Vietnamese order of names."""
    ended = UnitVersion.objects.filter(period__endswith__lte=on).exclude(unit__in=_versions(on).values("unit"))
    last = ended.order_by("unit_id", "-period").distinct("unit_id").select_related("unit", "parent")
    return _in_order(last)


def children_of(code: str, on: date) -> tuple[UnitInfo, ...]:
    """Return the units directly below a unit on that day, in Vietnamese order of names."""
    return _in_order(_versions(on).filter(parent__code=code))


@remembered
def subtree_codes(code: str, on: date) -> frozenset[str]:
    """Return the code of the unit and of every unit below it on that day; empty where the code is unknown."""
    with connection.cursor() as cursor:
        cursor.execute(_SUBTREE, {"code": code, "on": on})
        return frozenset(found for (found,) in cursor.fetchall())


@remembered
def line_of(code: str, on: date) -> tuple[str, ...]:
    """Return the code of the unit and of those above it on that day, nearest first; empty where it is unknown.

    A unit that does not exist on that day stands where it will, or did last: so it can be set up beforehand.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LINE, {"code": code, "on": on})
        return tuple(found for (found,) in cursor.fetchall())


def successors_of(code: str) -> tuple[str, ...]:
    """Return the codes of the units that took over from a unit."""
    found = UnitSuccession.objects.filter(predecessor__code=code).order_by("successor__code")
    return tuple(found.values_list("successor__code", flat=True))


def unit_names(codes: Iterable[str], on: date) -> Mapping[str, str]:
    """Return the names of units on that day, in one statement.

    A unit that did not exist on that day goes by the name it last had before, or first had after. Within
    `at_one_moment` those of all units are read, once: another dossier asks for other units.
    """
    wanted = frozenset(codes)
    if not is_one_moment():
        return _names(UnitVersion.objects.filter(unit__code__in=wanted), on)
    known = _all_names(on)
    return {code: known[code] for code in wanted if code in known}


@remembered
def _all_names(on: date) -> Mapping[str, str]:
    return _names(UnitVersion.objects.all(), on)


def _names(versions: QuerySet[UnitVersion], on: date) -> Mapping[str, str]:
    found = versions.values_list("unit__code", "name", "period")
    nearest: dict[str, tuple[tuple[int, int], str]] = {}
    for code, name, period in found:
        rank = _distance(period.lower, period.upper, on)
        if code not in nearest or rank < nearest[code][0]:
            nearest[code] = (rank, name)
    return {code: name for code, (_, name) in nearest.items()}


def levels_of_units() -> Mapping[str, tuple[tuple[date, date | None, Level], ...]]:
    """Return the levels of every unit with the periods in which they held (first day, first day no more), in one statement."""
    found: dict[str, list[tuple[date, date | None, Level]]] = {}
    rows = UnitVersion.objects.order_by("period").values_list("unit__code", "period", "level")
    for code, period, level in rows:
        found.setdefault(code, []).append((period.lower, period.upper, Level(level)))
    return {code: tuple(periods) for code, periods in found.items()}


def info_of(version: UnitVersion) -> UnitInfo:
    """Return the plain value of a version that was read with its unit and parent."""
    return UnitInfo(
        code=version.unit.code,
        name=version.name,
        level=Level(version.level),
        kind=Kind(version.kind),
        parent_code=version.parent.code if version.parent else None,
        starts_on=version.period.lower,
        ends_on=version.period.upper,
    )


def _versions(on: date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.filter(holds_on(on)).select_related("unit", "parent")


def _in_order(found: QuerySet[UnitVersion]) -> tuple[UnitInfo, ...]:
    return tuple(sorted(map(info_of, found), key=lambda info: (sort_key(info.name), info.code)))


def _distance(lower: date, upper: date | None, on: date) -> tuple[int, int]:
    if on < lower:
        return (2, (lower - on).days)
    if upper is not None and on >= upper:
        return (1, (on - upper).days)
    return (0, 0)
