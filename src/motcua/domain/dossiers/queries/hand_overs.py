"""Hand-overs between units that nobody took in time (deadlines, rule 15): red on both units."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Count, F, Q

from motcua.domain.dossiers.models import HandOver
from motcua.domain.dossiers.rules.words import StepState
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor

_OVERDUE: Final = """
    SELECT dossier.code, dossier.procedure_name, step.name, given.sender_id, given.receiver_id, given.handed_at, given.take_by
    FROM dossiers_handover given
    JOIN dossiers_step step ON step.id = given.step_id AND step.state = 'open'
    JOIN dossiers_dossier dossier ON dossier.id = step.dossier_id
    WHERE given.taken_at IS NULL AND given.take_by < %(at)s
      AND (given.sender_id = ANY(%(units)s) OR given.receiver_id = ANY(%(units)s))
    ORDER BY given.take_by, given.id LIMIT %(limit)s
"""


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
    units = sorted(organisation.scope_units(by, at.date()))
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE, {"units": units, "at": at, "limit": limit})
        return tuple(OverdueHandOver(*row) for row in cursor.fetchall())


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
