"""Leaves of a unit or of an officer, and which roles somebody has there through a period."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from motcua.domain.organisation.models import Leave, Posting


@dataclass(frozen=True)
class LeaveInfo:
    """A leave: who is away, who does the work, the first and the last day (included)."""

    leave_id: int
    login: str
    full_name: str
    substitute: str
    substitute_name: str
    starts_on: date
    last_on: date


def leaves_of(unit_code: str, on: date) -> tuple[LeaveInfo, ...]:
    """Return the leaves of a unit that hold on that day or begin later, the first first."""
    found = Leave.objects.filter(Q(period__contains=on) | Q(period__startswith__gt=on), unit__code=unit_code)
    return _told(found)


def leaves_about(login: str, on: date) -> tuple[LeaveInfo, ...]:
    """Return the leaves of that day on which the officer is away, or does the work of who is away."""
    about = Q(officer__login=login) | Q(substitute__login=login)
    return _told(Leave.objects.filter(about, period__contains=on))


def _told(found: QuerySet[Leave]) -> tuple[LeaveInfo, ...]:
    return tuple(
        LeaveInfo(
            leave_id=row.pk,
            login=row.officer.login,
            full_name=row.officer.full_name,
            substitute=row.substitute.login,
            substitute_name=row.substitute.full_name,
            starts_on=row.period.lower,
            last_on=row.period.upper - timedelta(days=1),
        )
        for row in found.select_related("officer", "substitute").order_by("period", "pk")
    )


def roles_throughout(login: str, unit_code: str, first: date, last: date) -> frozenset[str]:
    """Return the roles that the officer has at the unit by positions held on the first and the last day alike."""
    found = Posting.objects.filter(
        period__contains=first, officer__login=login, officer__is_active=True, position__unit__code=unit_code
    ).filter(period__contains=last)
    return frozenset(role for roles in found.values_list("position__roles", flat=True) for role in roles)


def colleagues_of(unit_code: str, on: date) -> tuple[tuple[str, str], ...]:
    """Return login and name of everybody who holds a position at the unit on that day, by name."""
    found = Posting.objects.filter(period__contains=on, officer__is_active=True, position__unit__code=unit_code)
    return tuple(found.values_list("officer__login", "officer__full_name").distinct().order_by("officer__full_name"))
