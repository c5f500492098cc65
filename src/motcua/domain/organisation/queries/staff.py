"""One unit as its administrator sees it: every version, position and who holds it, now or later."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from motcua.domain.organisation.models import Position, Posting, UnitVersion
from motcua.domain.organisation.queries.units import UnitInfo, info_of
from motcua.domain.organisation.rules.words import Role


@dataclass(frozen=True)
class HolderInfo:
    """Who holds a position, from when to when (end exclusive)."""

    login: str
    full_name: str
    is_active: bool
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class PositionInfo:
    """A position with its roles, the lines over a signature, and who holds it on a day or later."""

    title: str
    roles: frozenset[Role]
    signature: str
    holders: tuple[HolderInfo, ...]


def versions_of(unit_code: str) -> tuple[UnitInfo, ...]:
    """Return what was, is and will be true of a unit, the first period first; empty where it is unknown."""
    found = UnitVersion.objects.filter(unit__code=unit_code).select_related("unit", "parent")
    return tuple(map(info_of, found.order_by("period")))


def positions_of(unit_code: str, on: date) -> tuple[PositionInfo, ...]:
    """Return the positions of a unit by title, each with who holds it on that day or will later, in two statements."""
    lasting = Posting.objects.filter(Q(period__contains=on) | Q(period__startswith__gt=on))
    held = Prefetch("postings", lasting.select_related("officer").order_by("period", "pk"), to_attr="lasting")
    found = Position.objects.filter(unit__code=unit_code).order_by("title").prefetch_related(held)
    return tuple(
        PositionInfo(row.title, frozenset(map(Role, row.roles)), row.signature, tuple(map(_holder, row.lasting)))
        for row in found
    )


def _holder(row: Posting) -> HolderInfo:
    return HolderInfo(
        login=row.officer.login,
        full_name=row.officer.full_name,
        is_active=row.officer.is_active,
        starts_on=row.period.lower,
        ends_on=row.period.upper,
    )
