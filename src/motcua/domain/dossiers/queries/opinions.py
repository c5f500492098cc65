"""Opinions: those of a dossier, those that wait for a unit's answer, those that are late and against whom they count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Count, F, Q

from motcua.domain.dossiers.models import Opinion
from motcua.domain.dossiers.rules.words import OpinionState
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor

_WAITING: Final = """
    SELECT dossier.code, dossier.procedure_name, opinion.unit_id, opinion.asking_unit_id, opinion.question,
           opinion.asked_at, opinion.answer_by
    FROM dossiers_opinion opinion JOIN dossiers_dossier dossier ON dossier.id = opinion.dossier_id
    WHERE opinion.state = 'asked'
      AND (opinion.unit_id = %(unit)s
           OR ((opinion.asking_unit_id = %(unit)s OR dossier.desk_id = %(unit)s) AND opinion.answer_by < %(at)s))
    ORDER BY opinion.answer_by, opinion.id LIMIT %(limit)s
"""


@dataclass(frozen=True)
class OpinionInfo:
    """One opinion asked of another unit, its own due moment, and what came of it."""

    number: int
    state: str
    unit: str
    asking_unit: str
    question: str
    asked_at: datetime
    asked_by: str
    answer_by: datetime
    answer: str
    ended_at: datetime | None
    ended_by: str
    end_reason: str

    def is_late(self, at: datetime) -> bool:
        """Tell whether it was answered, or is still unanswered, past its due moment."""
        if self.state not in {OpinionState.ASKED, OpinionState.ANSWERED}:
            return False
        return (self.ended_at or at) > self.answer_by


@dataclass(frozen=True)
class OpinionRow:
    """One opinion that is asked and not answered yet, for a list."""

    code: str
    procedure_name: str
    unit: str
    asking_unit: str
    question: str
    asked_at: datetime
    answer_by: datetime


@dataclass(frozen=True)
class OpinionCount:
    """What was asked of one unit in a time: all, answered too late, not answered yet though it is too late."""

    unit: str
    asked: int
    answered_late: int
    not_answered: int


def info_of(row: Opinion) -> OpinionInfo:
    """Return the plain value of a row."""
    return OpinionInfo(
        number=row.number,
        state=row.state,
        unit=str(row.unit_id),
        asking_unit=str(row.asking_unit_id),
        question=row.question,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        answer_by=row.answer_by,
        answer=row.answer,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        end_reason=row.end_reason,
    )


def units_of(found: Iterable[OpinionInfo]) -> set[str]:
    """Return the units that ask and are asked."""
    return {unit for one in found for unit in (one.unit, one.asking_unit)}


def opinions_waiting(by: Actor, at: datetime, *, limit: int = 100) -> tuple[OpinionRow, ...]:
    """Return what waits for the answer of the actor's unit, and what it or its desk waits for past the due moment.

    The earliest due moment first. A late answer is to be known at the desk that received (rule 9). One statement.
    """
    roles = {organisation.Role.RECEPTION, organisation.Role.HANDLER, organisation.Role.LEADER}
    if roles.isdisjoint(by.roles):
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"unit": by.unit_code, "at": at, "limit": limit})
        return tuple(OpinionRow(*row) for row in cursor.fetchall())


def opinions_counted(by: Actor, *, since: datetime, at: datetime) -> tuple[OpinionCount, ...]:
    """Return the opinions asked since a moment by or of units the actor may see, counted for the units asked.

    Two statements.
    """
    units = organisation.scope_units(by, at.date())
    rows = Opinion.objects.filter(Q(unit__in=units) | Q(asking_unit__in=units), asked_at__gte=since, asked_at__lte=at)
    late = Q(state=OpinionState.ANSWERED, ended_at__gt=F("answer_by"))
    gone = Q(state=OpinionState.ASKED, answer_by__lt=at)
    counted = rows.values("unit").annotate(
        asked=Count("pk"), late=Count("pk", filter=late), gone=Count("pk", filter=gone)
    )
    found = counted.order_by("unit").values_list("unit", "asked", "late", "gone")
    return tuple(OpinionCount(str(unit), asked, answered_late, left) for unit, asked, answered_late, left in found)
