"""What one unit handed over to others in a time, or handed over and nobody took yet: for the hand-over list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.models import HandOver
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor


@dataclass(frozen=True)
class HandOverLine:
    """One dossier that was handed over; who took it and when are empty until somebody did."""

    code: str
    procedure_name: str
    step_name: str
    originals: int
    copies: int
    handed_at: datetime
    handed_by: str
    take_by: datetime
    taken_at: datetime | None
    taken_by: str
    is_void: bool


@dataclass(frozen=True)
class HandOverBatch:
    """What one unit was handed by another; `lines` in the order of the hand-overs."""

    receiver: str
    receiver_name: str
    lines: tuple[HandOverLine, ...]


def handed_over(
    sender: str, *, since: datetime, until: datetime, untaken: bool, by: Actor, at: datetime, receiver: str = ""
) -> tuple[HandOverBatch, ...]:
    """Return what a unit handed over from a moment up to, not including, another, by receiving unit.

    `untaken`: only what nobody has taken yet. Nothing where the actor may not see the sender. Five statements.
    """
    if sender not in organisation.scope_units(by, at.date()):
        return ()
    rows = HandOver.objects.filter(Q(sender=sender), handed_at__gte=since, handed_at__lt=until)
    if receiver:
        rows = rows.filter(Q(receiver=receiver))
    if untaken:
        rows = rows.filter(taken_at=None)
    return _batches(rows, at)


def _batches(rows: QuerySet[HandOver], at: datetime) -> tuple[HandOverBatch, ...]:
    found = list(rows.select_related("step__dossier").order_by("receiver", "handed_at", "pk"))
    names = organisation.unit_names({str(row.receiver_id) for row in found}, at.date())
    people = organisation.full_names({login for row in found for login in (row.handed_by, row.taken_by) if login})
    sheets = documents.sheets_of({f"dossier:{row.step.dossier.code}" for row in found})
    batches: dict[str, list[HandOverLine]] = {}
    for row in found:
        originals, copies = sheets.get(f"dossier:{row.step.dossier.code}", (0, 0))
        line = HandOverLine(
            code=row.step.dossier.code,
            procedure_name=row.step.dossier.procedure_name,
            step_name=row.step.name,
            originals=originals,
            copies=copies,
            handed_at=row.handed_at,
            handed_by=people.get(row.handed_by, row.handed_by),
            take_by=row.take_by,
            taken_at=row.taken_at,
            taken_by=people.get(row.taken_by, row.taken_by),
            is_void=row.step.dossier.state == "void",
        )
        batches.setdefault(str(row.receiver_id), []).append(line)
    return tuple(HandOverBatch(unit, names.get(unit, unit), tuple(lines)) for unit, lines in batches.items())
