"""Every posting of one officer: what was, what holds, what will be."""

from dataclasses import dataclass
from datetime import date

from motcua.domain.organisation.models import Posting
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
