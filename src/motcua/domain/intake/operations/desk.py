"""What the desk does with an online submission: answer it within its eight working hours."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.domain.intake.events import Act, SubmissionInfo
from motcua.domain.intake.models import NonReception, Submission
from motcua.domain.intake.queries.submissions import info_of, unknown_submission
from motcua.domain.intake.rules.words import SUBMISSION_STATE_NAMES, SubmissionState
from motcua.domain.organisation import api as organisation
from motcua.foundation import ledger, numbering
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean


class NotWaiting(Refusal):
    """The submission was answered already."""


class ReasonMissing(Refusal):
    """Sending back and not receiving need a reason."""


def take_submission(outside_code: str, *, by: Actor, at: datetime) -> SubmissionInfo:
    """Lock a waiting submission for the desk that answers it, within the caller's transaction.

    Raises Refusal: unknown or of a desk the actor may not see, no right, answered already.
    """
    return info_of(_take(outside_code, by=by, at=at))


def _take(outside_code: str, *, by: Actor, at: datetime) -> Submission:
    units = organisation.scope_units(by, at.date())
    found = Submission.objects.select_for_update().filter(Q(desk__in=units), outside_code=outside_code).first()
    if found is None:
        raise unknown_submission(outside_code)
    organisation.require_role(by, organisation.Role.RECEPTION, found.desk_id)
    if found.state != SubmissionState.WAITING:
        state = say(SUBMISSION_STATE_NAMES[SubmissionState(found.state)])
        raise NotWaiting(
            say(
                "Hồ sơ {outside_code} không còn chờ kiểm tra: {state}. Không có gì thay đổi.",
                outside_code=outside_code,
                state=state,
            ),
        )
    return found


def mark_accepted(outside_code: str, *, dossier_code: str, by: Actor, at: datetime) -> None:
    """Note, in the transaction that made the dossier, that a submission was accepted as it."""
    _handle(
        Submission.objects.get(outside_code=outside_code),
        SubmissionState.ACCEPTED,
        by=by,
        at=at,
        dossier_code=dossier_code,
    )


@transaction.atomic
def send_back(outside_code: str, *, reason: str, by: Actor, at: datetime) -> SubmissionInfo:
    """Send a submission back for completion (đề nghị hoàn thiện); it may come again under its code."""
    found = _take(outside_code, by=by, at=at)
    return _handle(found, SubmissionState.SENT_BACK, by=by, at=at, reason=_reason(reason))


@transaction.atomic
def not_received(outside_code: str, *, reason: str, by: Actor, at: datetime) -> SubmissionInfo:
    """Do not receive a submission (không tiếp nhận), with its reason; it ends here, outside the statistics."""
    found = _take(outside_code, by=by, at=at)
    info = _handle(found, SubmissionState.NOT_RECEIVED, by=by, at=at, reason=_reason(reason))
    _note(info, missing=(), channel="online", by=by, at=at)
    return info


@transaction.atomic
def note_non_reception(
    *,
    desk: str,
    procedure: tuple[str, str, int],
    case: int,
    applicant_id: int,
    missing: Sequence[str],
    reason: str,
    by: Actor,
    at: datetime,
) -> str:
    """Note what a counter could not receive; return the number under which its slip is made.

    `procedure`: code, name and published version. Raises Refusal without the right at the desk or a reason.
    """
    organisation.require_role(by, organisation.Role.RECEPTION, desk)
    code, name, version = procedure
    return _save_note(
        NonReception(
            desk_id=desk,
            version_id=version,
            procedure_code=code,
            procedure_name=name,
            case_number=case,
            channel="counter",
            applicant_id=applicant_id,
            missing=list(missing),
            reason=_reason(reason),
        ),
        by=by,
        at=at,
    )


def _note(info: SubmissionInfo, *, missing: Sequence[str], channel: str, by: Actor, at: datetime) -> str:
    return _save_note(
        NonReception(
            desk_id=info.desk,
            version_id=info.version_id,
            procedure_code=info.procedure,
            procedure_name=info.procedure_name,
            case_number=info.case,
            channel=channel,
            applicant_id=info.applicant_id,
            missing=list(missing),
            reason=info.reason,
            outside_code=info.outside_code,
        ),
        by=by,
        at=at,
    )


def _save_note(note: NonReception, *, by: Actor, at: datetime) -> str:
    running = numbering.next_number(f"non_reception:{note.desk_id}:{at.date().year}")
    note.number = f"KTN-{note.desk_id}-{at.date().year}-{running}"
    note.at, note.by = at, by.login
    note.save(force_insert=True)
    body = {
        "procedure": note.procedure_code,
        "version": note.version_id,
        "channel": note.channel,
        "desk": note.desk_id,
        "outside_code": note.outside_code,
    }
    ledger.write(subject=f"non_reception:{note.number}", act=Act.NOT_RECEIVED, by=by, at=at, body=body)
    return note.number


def _reason(text: str) -> str:
    reason = clean(text)[:2000]
    if not reason:
        raise ReasonMissing(say("Việc này phải ghi lý do để người nộp biết cần làm gì. Không có gì thay đổi."))
    return reason


def _handle(
    found: Submission,
    state: SubmissionState,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    dossier_code: str = "",
) -> SubmissionInfo:
    found.state, found.handled_at, found.handled_by = state, at, by.login
    found.reason, found.dossier_code = reason, dossier_code
    found.save()
    ledger.write(
        subject=f"submission:{found.outside_code}",
        act=Act(f"submission_{state}"),
        by=by,
        at=at,
        body={"dossier": dossier_code},
    )
    return info_of(found)
