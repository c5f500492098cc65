"""What a message about a dossier must know: to whom, about what, and the reasons given so far."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.models import ClockSegment, Dossier, Supplement
from motcua.domain.dossiers.queries import scope
from motcua.domain.dossiers.rules.words import ClockKind
from motcua.domain.organisation import api as organisation


@dataclass(frozen=True)
class AskedSupplement:
    """One request for supplement as the person is told of it."""

    reason: str
    items: tuple[str, ...]
    answer_by: datetime


@dataclass(frozen=True)
class Notice:
    """One dossier as messages tell of it. `applicant` is the snapshot of the person; `pause_reason` of the last pause.

    `corrections` and `reopenings` are their reasons, first first.
    """

    code: str
    applicant: int
    procedure: str
    desk: str
    desk_name: str
    promised_at: datetime
    end_reason: str
    pause_reason: str
    supplements: tuple[AskedSupplement, ...]
    corrections: tuple[str, ...]
    reopenings: tuple[str, ...]


def notice_of(code: str, at: datetime) -> Notice:
    """Return what messages need of a dossier, whoever may see it. Raises UnknownDossier."""
    row = Dossier.objects.filter(code=code).first()
    if row is None:
        raise scope.unknown(code)
    pauses = ClockSegment.objects.filter(dossier=row, kind=ClockKind.PAUSED).order_by("-since")
    asked = Supplement.objects.filter(dossier=row).order_by("number")
    return Notice(
        code=row.code,
        applicant=row.applicant_id,
        procedure=row.procedure_name,
        desk=row.desk_id,
        desk_name=organisation.unit_names([row.desk_id], at.date()).get(row.desk_id, row.desk_id),
        promised_at=row.promised_at,
        end_reason=row.end_reason,
        pause_reason=pauses.values_list("reason", flat=True).first() or "",
        supplements=tuple(AskedSupplement(one.reason, tuple(one.items), one.answer_by) for one in asked),
        corrections=tuple(row.corrections.order_by("number").values_list("reason", flat=True)),
        reopenings=tuple(row.reopenings.order_by("number").values_list("reason", flat=True)),
    )
