"""Every posting and leave of one officer: what was, what holds, what will be."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from motcua.domain.organisation.models import Leave, Posting
from motcua.domain.organisation.queries.leaves import LeaveInfo
from motcua.domain.organisation.rules.words import Role


@dataclass(frozen=True)
class PostingInfo:
    """One posting: where, which position with which roles, by which decision; `ends_on` is the first day without it."""

    unit_code: str
    position: str
    roles: frozenset[Role]
    starts_on: date
    ends_on: date | None
    decision: str


def postings_of(login: str) -> tuple[PostingInfo, ...]:
    """Return every posting of an officer, the oldest first; none for an unknown login."""
    found = Posting.objects.filter(officer__login=login).select_related("position__unit").order_by("period", "pk")
    return tuple(
        PostingInfo(
            unit_code=row.position.unit.code,
            position=row.position.title,
            roles=frozenset(Role(role) for role in row.position.roles),
            starts_on=row.period.lower,
            ends_on=row.period.upper,
            decision=row.decision,
        )
        for row in found
    )


def leaves_about(login: str, on: date) -> tuple[LeaveInfo, ...]:
    """Return the leaves of that day on which the officer is away, or does the work of who is away."""
    about = Q(officer__login=login) | Q(substitute__login=login)
    found = Leave.objects.filter(about, period__contains=on).select_related("officer", "substitute", "unit")
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
        for row in found.order_by("period", "pk")
    )
