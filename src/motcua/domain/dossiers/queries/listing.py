"""Lists of dossiers within an actor's scope: found by code, name or identifier; by unit and state."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.scope import visible_to
from motcua.domain.parties import api as parties
from motcua.foundation.actor import Actor


@dataclass(frozen=True)
class ListedDossier:
    """One dossier in a list."""

    code: str
    outside_code: str | None
    person: str
    procedure: str
    procedure_name: str
    state: str
    desk: str
    competent: str
    received_at: datetime
    promised_at: datetime
    lateness: str | None


def find(text: str, by: Actor, at: datetime, *, limit: int = 50) -> tuple[ListedDossier, ...]:
    """Return the dossiers that go by a code (whole or its beginning), a person's name or an identifier.

    Newest reception first; an empty text finds nothing.
    """
    wanted = text.strip()
    if not wanted:
        return ()
    people = parties.snapshots_matching(wanted)
    condition = Q(code__istartswith=wanted) | Q(outside_code__istartswith=wanted) | Q(applicant__in=people)
    return _listed(visible_to(by, at).filter(condition).order_by("-received_at", "code")[:limit])


def dossiers_of(by: Actor, at: datetime, *, unit: str | None = None) -> tuple[ListedDossier, ...]:
    """Return every dossier in the actor's scope, of one desk or competent unit where one is named, by code."""
    found = visible_to(by, at)
    if unit:
        found = found.filter(Q(desk=unit) | Q(competent=unit))
    return _listed(found.order_by("code"))


def open_of_person(identifier_of: int, procedure: str, by: Actor, at: datetime) -> tuple[str, ...]:
    """Return the codes of open dossiers of the same person and procedure: a duplicate is warned of, not refused."""
    declared = parties.snapshots_of(identifier_of)
    found = visible_to(by, at).filter(ended_at=None, procedure_code=procedure, applicant__in=declared)
    return tuple(found.order_by("-received_at").values_list("code", flat=True)[:3])


def _listed(rows: QuerySet[Dossier]) -> tuple[ListedDossier, ...]:
    found = list(rows)
    people = parties.people(row.applicant_id for row in found)
    return tuple(
        ListedDossier(
            code=row.code,
            outside_code=row.outside_code,
            person=people[row.applicant_id].name,
            procedure=row.procedure_code,
            procedure_name=row.procedure_name,
            state=row.state,
            desk=row.desk_id,
            competent=row.competent_id,
            received_at=row.received_at,
            promised_at=row.promised_at,
            lateness=row.lateness,
        )
        for row in found
    )
