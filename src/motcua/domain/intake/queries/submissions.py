"""The queue of online submissions that wait for their check (chờ kiểm tra)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from motcua.domain.intake.events import SubmissionInfo, SubmittedPart
from motcua.domain.intake.models import Submission
from motcua.domain.intake.rules.words import SubmissionState
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class UnknownSubmission(Refusal):
    """There is no such submission, or the actor may not see it: both are told alike."""


def unknown_submission(outside_code: str) -> UnknownSubmission:
    """Return the refusal for a code that is unknown or forbidden."""
    return UnknownSubmission(
        say("Không có hồ sơ trực tuyến {outside_code} trong phạm vi bạn được xem.", outside_code=outside_code[:60]),
    )


def waiting_submissions(by: Actor, at: datetime, *, limit: int = 100) -> tuple[SubmissionInfo, ...]:
    """Return what waits at the desks the actor may see, least time left first; two statements."""
    units = organisation.scope_units(by, at.date())
    found = Submission.objects.filter(Q(desk__in=units), state=SubmissionState.WAITING)
    return tuple(map(info_of, found.order_by("check_due_at", "outside_code")[:limit]))


def count_waiting(units: frozenset[str]) -> int:
    """Return how many submissions wait at these desks."""
    return Submission.objects.filter(Q(desk__in=units), state=SubmissionState.WAITING).count()


def count_waiting_for(procedure: str) -> int:
    """Return how many submissions for a procedure wait, at any desk."""
    return Submission.objects.filter(procedure_code=procedure, state=SubmissionState.WAITING).count()


@dataclass(frozen=True)
class WaitingLoad:
    """How many submissions wait, how many of them past the moment by which the desk answers, and the next such moment."""

    waiting: int
    overdue: int
    next_due: datetime | None


def waiting_load(units: frozenset[str], at: datetime) -> WaitingLoad:
    """Return what waits for its check at these desks, in one statement."""
    found = Submission.objects.filter(Q(desk__in=units), state=SubmissionState.WAITING).aggregate(
        waiting=Count("pk"),
        overdue=Count("pk", filter=Q(check_due_at__lt=at)),
        next_due=Min("check_due_at"),
    )
    return WaitingLoad(**found)


def submission(outside_code: str, by: Actor, at: datetime) -> SubmissionInfo:
    """Return one submission within the actor's scope. Raises UnknownSubmission."""
    units = organisation.scope_units(by, at.date())
    found = Submission.objects.filter(Q(desk__in=units), outside_code=outside_code).first()
    if found is None:
        raise unknown_submission(outside_code)
    return info_of(found)


def accepted_without(dossier_codes: QuerySet[Any, Any]) -> tuple[str, ...]:
    """Return the codes of accepted submissions whose dossier is not among these: there must be none."""
    accepted = Submission.objects.filter(state=SubmissionState.ACCEPTED).exclude(dossier_code__in=dossier_codes)
    return tuple(accepted.order_by("outside_code").values_list("outside_code", flat=True))


def info_of(row: Submission) -> SubmissionInfo:
    """Return the plain value of a submission."""
    return SubmissionInfo(
        outside_code=row.outside_code,
        procedure=row.procedure_code,
        procedure_name=row.procedure_name,
        version_id=row.version_id,
        case=row.case_number,
        applicant_id=row.applicant_id,
        desk=row.desk_id,
        commune=row.commune_id or "",
        components=tuple(SubmittedPart(**part) for part in row.components),
        submitted_at=row.submitted_at,
        arrived_at=row.arrived_at,
        check_due_at=row.check_due_at,
        state=row.state,
        handled_at=row.handled_at,
        handled_by=row.handled_by,
        reason=row.reason,
        dossier_code=row.dossier_code,
    )
