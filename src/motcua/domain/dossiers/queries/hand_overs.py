"""Hand-overs between units that nobody took in time (deadlines, rule 15): red on both units."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

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


@dataclass(frozen=True)
class HandOverCount:
    """What was handed over to one unit in a time: all, taken too late, and not taken yet though it is too late."""

    receiver: str
    handed: int
    taken_late: int
    not_taken: int


def hand_overs_counted(by: Actor, *, since: datetime, at: datetime) -> tuple[HandOverCount, ...]:
    """Return the hand-overs since a moment by or to units the actor may see, counted for the units that receive.

    What is late counts against the receiver only (rule 15). Two statements.
    """
    units = organisation.scope_units(by, at.date())
    rows = HandOver.objects.filter(Q(sender__in=units) | Q(receiver__in=units), handed_at__gte=since, handed_at__lte=at)
    late, overdue = Q(taken_at__gt=F("take_by")), Q(taken_at=None, take_by__lt=at, step__state=StepState.OPEN)
    counted = rows.values("receiver").annotate(
        handed=Count("pk"), late=Count("pk", filter=late), overdue=Count("pk", filter=overdue)
    )
    found = counted.order_by("receiver").values_list("receiver", "handed", "late", "overdue")
    return tuple(HandOverCount(str(unit), handed, taken_late, gone) for unit, handed, taken_late, gone in found)
