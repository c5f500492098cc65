"""All that stands about one dossier, whatever table and module it stands in: read by two statements.

The first finds the dossier within the actor's scope, the second reads everything under it. How long its history is does
not change their number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.models import (
    ClockSegment,
    Correction,
    Dossier,
    HandOver,
    Opinion,
    Promise,
    Reopening,
    Step,
    Supplement,
    WithdrawalRequest,
)
from motcua.domain.dossiers.queries import scope
from motcua.domain.parties import api as parties
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.questions import Question, ask


@dataclass(frozen=True)
class Records:
    """The rows of one dossier, each kind in the order in which it came about; `hand_overs` by their step's key."""

    dossier: Dossier
    steps: list[Step]
    hand_overs: Mapping[int, HandOver]
    promises: list[Promise]
    segments: list[ClockSegment]
    supplements: list[Supplement]
    opinions: list[Opinion]
    corrections: list[Correction]
    reopenings: list[Reopening]
    requests: list[WithdrawalRequest]
    people: Mapping[int, parties.PersonInfo]
    components: tuple[documents.ComponentInfo, ...]
    papers: tuple[documents.PaperInfo, ...]
    ledger: tuple[ledger.LedgerRow, ...]


def find(code: str, by: Actor, at: datetime) -> Dossier:
    """Return the dossier within the actor's scope, with its late finding and its apology. Raises UnknownDossier."""
    found = scope.visible_to(by, at).filter(scope.named(code)).select_related("late", "apology").first()
    if found is None:
        raise scope.unknown(code)
    return found


def records_of(row: Dossier) -> Records:
    """Return everything that stands about a dossier."""
    subject = f"dossier:{row.code}"
    of = {"dossier": row.pk}
    corrections = Correction.objects.filter(**of)
    found = ask(
        Question(Step.objects.filter(**of).order_by("number"), list),
        Question(HandOver.objects.filter(step__dossier=row.pk), _by_step),
        Question(Promise.objects.filter(**of).order_by("number"), list),
        Question(ClockSegment.objects.filter(**of).order_by("since", "pk"), list),
        Question(Supplement.objects.filter(**of).order_by("number"), list),
        Question(Opinion.objects.filter(**of).order_by("number"), list),
        Question(corrections.order_by("number"), list),
        Question(Reopening.objects.filter(**of).order_by("number"), list),
        Question(WithdrawalRequest.objects.filter(**of).order_by("number"), list),
        parties.people_asked(
            row.applicant_id, corrections.values("was_applicant"), corrections.values("now_applicant")
        ),
        documents.components_asked(subject),
        documents.papers_asked(subject),
        ledger.rows_asked(subject),
    )
    return Records(row, *found)


def _by_step(rows: list[HandOver]) -> Mapping[int, HandOver]:
    return {row.step_id: row for row in rows}
