"""One unit as its administrator sees it: every version, position and who holds it, now or later."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q

from motcua.domain.organisation.models import Counter, Position, Posting, SecondFactor, UnitVersion
from motcua.domain.organisation.queries.units import UnitInfo, info_of
from motcua.domain.organisation.rules.second_factor import is_demanded
from motcua.domain.organisation.rules.words import Role
from motcua.foundation.period_fields import lasts_beyond


@dataclass(frozen=True)
class HolderInfo:
    """Who holds a position, from when to when (end exclusive), and whether a second factor was enrolled."""

    login: str
    full_name: str
    is_active: bool
    starts_on: date
    ends_on: date | None
    has_second_factor: bool = False


@dataclass(frozen=True)
class PositionInfo:
    """A position with its roles, the lines over a signature, and who holds it on a day or later.

    `demands_second_factor`: whoever holds it gives a code after the password.
    """

    title: str
    roles: frozenset[Role]
    signature: str
    demands_second_factor: bool
    holders: tuple[HolderInfo, ...]


@dataclass(frozen=True)
class CounterPeriod:
    """A counter under one name, from when to when (end exclusive)."""

    number: int
    name: str
    starts_on: date
    ends_on: date | None


def versions_of(unit_code: str) -> tuple[UnitInfo, ...]:
    """Return what was, is and will be true of a unit, the first period first; empty where it is unknown."""
    found = UnitVersion.objects.filter(unit__code=unit_code).select_related("unit", "parent")
    return tuple(map(info_of, found.order_by("period")))


def positions_of(unit_code: str, on: date) -> tuple[PositionInfo, ...]:
    """Return the positions of a unit by title, each with who holds it on that day or will later, in two statements."""
    lasting = Posting.objects.filter(Q(period__contains=on) | Q(period__startswith__gt=on))
    enrolled = Exists(SecondFactor.objects.filter(officer=OuterRef("officer")))
    rows = lasting.select_related("officer").annotate(enrolled=enrolled)
    held = Prefetch("postings", rows.order_by("period", "pk"), to_attr="lasting")
    found = Position.objects.filter(unit__code=unit_code).order_by("title").prefetch_related(held)
    return tuple(
        PositionInfo(
            title=row.title,
            roles=frozenset(map(Role, row.roles)),
            signature=row.signature,
            demands_second_factor=is_demanded(row.roles, signs=bool(row.signature)),
            holders=tuple(map(_holder, row.lasting)),
        )
        for row in found
    )


def ended_postings_of(unit_code: str, on: date, *, days: int) -> tuple[tuple[str, HolderInfo], ...]:
    """Return who gave up a position of a unit in so many days up to that day, with the position's title, newest first."""
    ended = Posting.objects.filter(
        position__unit__code=unit_code, period__endswith__lte=on, period__endswith__gt=on - timedelta(days=days)
    ).select_related("officer", "position")
    return tuple((row.position.title, _holder(row)) for row in ended.order_by("-period", "pk"))


def counter_periods_of(unit_code: str, on: date) -> tuple[CounterPeriod, ...]:
    """Return the counters of a unit that are open on a day, will open, or closed in the year before, by number."""
    found = Counter.objects.filter(lasts_beyond(on - timedelta(days=365)), unit__code=unit_code)
    return tuple(
        CounterPeriod(row.number, row.name, row.period.lower, row.period.upper)
        for row in found.order_by("number", "period")
    )


def _holder(row: Posting) -> HolderInfo:
    return HolderInfo(
        login=row.officer.login,
        full_name=row.officer.full_name,
        is_active=row.officer.is_active,
        starts_on=row.period.lower,
        ends_on=row.period.upper,
        has_second_factor=getattr(row, "enrolled", False),
    )
