"""Open work: how much of it stands with a unit or an officer, and which steps of one dossier are open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.domain.dossiers.models import Dossier, Opinion, Step
from motcua.domain.dossiers.queries import apologies, scope
from motcua.domain.dossiers.rules.words import OpinionState, State, StepState
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import Actor


@dataclass(frozen=True)
class OpenStep:
    """One open step of a dossier; `ready`: its end is the result at the desk."""

    id: str
    unit: str
    role: str
    officer: str | None
    untaken: bool
    ready: bool
    process_version_id: int


def count_open_steps(unit_code: str, login: str | None = None, *, roles: Collection[str] = ()) -> int:
    """Return how many open or suspended steps stand with the unit, of one officer or some roles where named."""
    found = Step.objects.filter(unit_id=unit_code, state__in=[StepState.OPEN, StepState.SUSPENDED])
    found = found.filter(role__in=roles) if roles else found
    return (found.filter(officer_id=login) if login else found).count()


UNDERWAY = [State.PROCESSING, State.SUPPLEMENT, State.PAUSED, State.READY]


def count_underway(unit_code: str) -> int:
    """Return how many dossiers still need the unit.

    Those that have not ended and were received by it, are decided by it, stand with it or wait for its opinion; and ended
    ones for which it owes a letter of apology.
    """
    standing = Step.objects.filter(unit_id=unit_code, state__in=[StepState.OPEN, StepState.SUSPENDED])
    asked = Opinion.objects.filter(unit_id=unit_code, state=OpinionState.ASKED)
    held = Q(desk_id=unit_code) | Q(competent_id=unit_code)
    held |= Q(pk__in=standing.values("dossier_id")) | Q(pk__in=asked.values("dossier_id"))
    owed = Q(competent_id=unit_code, pk__in=apologies.late_without_letter().values("pk"))
    return Dossier.objects.filter(Q(held, state__in=UNDERWAY) | owed).count()


def count_underway_by(procedure: str) -> int:
    """Return how many dossiers of a procedure have been received and have not ended."""
    return Dossier.objects.filter(procedure_code=procedure, ended_at=None).count()


def open_steps_of(code: str, by: Actor, at: datetime) -> tuple[OpenStep, ...]:
    """Return the open steps of a dossier within the actor's scope, in the order in which they opened; two statements.

    Empty where nothing is open or no dossier goes by the code.
    """
    seen = scope.visible_to(by, at).filter(scope.named(code))
    rows = Step.objects.filter(dossier__in=seen, state=StepState.OPEN).order_by("number")
    found = rows.values_list("step", "unit_id", "role", "officer_id", "untaken", "dossier__process_version_id")
    return tuple(
        OpenStep(
            step,
            str(unit),
            role,
            str(officer) if officer else None,
            untaken,
            workflow.graph_of(version).step(step).ready,
            version,
        )
        for step, unit, role, officer, untaken, version in found
    )
