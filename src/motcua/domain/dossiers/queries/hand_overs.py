"""Hand-overs between units that nobody took in time (deadlines, rule 15): red on both units."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.domain.dossiers.models import HandOver
from motcua.domain.dossiers.rules.words import StepState
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor


@dataclass(frozen=True)
class OverdueHandOver:
    """One hand-over not taken by `take_by`; it counts against the receiver."""

    code: str
    procedure_name: str
    step_name: str
    sender: str
    receiver: str
    handed_at: datetime
    take_by: datetime


def overdue_hand_overs(by: Actor, at: datetime, *, limit: int = 100) -> tuple[OverdueHandOver, ...]:
    """Return what was handed over by or to a unit the actor may see and not taken in time, oldest first.

    Two statements.
    """
    units = organisation.scope_units(by, at.date())
    rows = HandOver.objects.filter(
        Q(sender__in=units) | Q(receiver__in=units), taken_at=None, take_by__lt=at, step__state=StepState.OPEN
    )
    found = rows.select_related("step__dossier").order_by("take_by", "pk")[:limit]
    return tuple(
        OverdueHandOver(
            code=row.step.dossier.code,
            procedure_name=row.step.dossier.procedure_name,
            step_name=row.step.name,
            sender=row.sender_id,
            receiver=row.receiver_id,
            handed_at=row.handed_at,
            take_by=row.take_by,
        )
        for row in found
    )
