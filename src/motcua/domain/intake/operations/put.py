"""Put an online submission into the desk's queue: validated once, stored once."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.domain.intake.events import Act, SubmissionReceipt
from motcua.domain.intake.models import Submission
from motcua.domain.intake.operations.routing import desk_for
from motcua.domain.intake.ports import Files
from motcua.domain.intake.rules.incoming import FaultySubmission, IncomingComponent, IncomingSubmission, read_submission
from motcua.domain.intake.rules.words import SubmissionState
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.foundation import files as store
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import add_minutes, local, start_of_clock

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 43))"
"""The same submission put twice at the same moment: the second waits and finds the first."""


class SubmissionConflict(Refusal):
    """The same outside code came with another content."""


def put_submission(data: object, *, files: Files, at: datetime) -> SubmissionReceipt:
    """Take a submission into the queue "chờ kiểm tra" with its clock; put twice, it is one.

    A submission that was sent back may come again, completed, under its code. Files are checked against the
    hash they were announced with and may not be empty. Raises Refusal with one sentence; then nothing is kept.
    """
    at = local(at)
    incoming = read_submission(data, at=at)
    parts = [_stored(part, files) for part in incoming.components]
    digest = hashlib.sha256(f"{incoming.model_dump_json()}{parts}".encode()).hexdigest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [incoming.outside_code])
        known = Submission.objects.select_for_update().filter(outside_code=incoming.outside_code).first()
        if known is None:
            return _receipt(_create(incoming, parts, digest, at=at))
        return _receipt(_again(known, incoming, parts, digest, at=at))


def _stored(part: IncomingComponent, files: Files) -> dict[str, Any]:
    if not part.file:
        return {"name": part.name, "digest": "", "size": 0}
    try:
        content = files(part.file)
    except OSError as error:
        raise FaultySubmission(
            say("Hồ sơ chưa được nhận: không đọc được tệp của giấy tờ “{name}”.", name=part.name[:120]),
        ) from error
    if not content:
        raise FaultySubmission(say("Hồ sơ chưa được nhận: tệp của giấy tờ “{name}” rỗng.", name=part.name[:120]))
    if part.sha256 and store.digest_of(content) != part.sha256:
        raise FaultySubmission(
            say(
                "Hồ sơ chưa được nhận: tệp của giấy tờ “{name}” không khớp mã băm, có thể tệp bị cắt ngắn.",
                name=part.name[:120],
            ),
        )
    return {"name": part.name, "digest": store.store(content), "size": len(content)}


def _create(incoming: IncomingSubmission, parts: list[dict[str, Any]], digest: str, *, at: datetime) -> Submission:
    published = procedures.published(incoming.procedure, at)
    if published.content.case(incoming.case) is None:
        raise FaultySubmission(say("Hồ sơ chưa được nhận: thủ tục không có trường hợp {case}.", case=incoming.case))
    desk, commune = desk_for(incoming.unit, incoming.person.address, published.content.competent, on=at.date())
    submission = Submission(
        outside_code=incoming.outside_code,
        content_digest=digest,
        version_id=published.version_id,
        procedure_code=published.content.code,
        procedure_name=published.content.name,
        case_number=incoming.case,
        applicant_id=parties.declare(**incoming.person.model_dump(), at=at),
        desk_id=desk,
        commune_id=commune,
        components=parts,
        submitted_at=incoming.submitted_at,
        arrived_at=at,
        check_due_at=_check_due(incoming.submitted_at, desk, at=at),
        state=SubmissionState.WAITING,
    )
    submission.save(force_insert=True)
    _write(submission, Act.SUBMISSION_ARRIVED, at=at)
    return submission


def _again(
    known: Submission,
    incoming: IncomingSubmission,
    parts: list[dict[str, Any]],
    digest: str,
    *,
    at: datetime,
) -> Submission:
    if known.content_digest == digest:
        return known
    is_same_request = (known.procedure_code, known.case_number) == (incoming.procedure, incoming.case)
    if known.state != SubmissionState.SENT_BACK or not is_same_request:
        raise SubmissionConflict(
            say(
                "Mã {outside_code} đã có ở bàn tiếp nhận với nội dung khác. Bản đã có vẫn giữ nguyên.",
                outside_code=known.outside_code,
            ),
        )
    known.content_digest, known.components = digest, parts
    known.applicant_id = parties.declare(**incoming.person.model_dump(), at=at)
    known.submitted_at, known.arrived_at = incoming.submitted_at, at
    known.check_due_at = _check_due(incoming.submitted_at, known.desk_id, at=at)
    known.state, known.handled_at, known.handled_by, known.reason = SubmissionState.WAITING, None, "", ""
    known.save()
    _write(known, Act.SUBMISSION_COMPLETED, at=at)
    return known


def _check_due(submitted_at: datetime, desk: str, *, at: datetime) -> datetime:
    table = organisation.calendar_for(desk).table
    hours = rule_pack_on(at.date()).online_check_working_hours
    return add_minutes(start_of_clock(submitted_at, table), hours * 60, table)


def _write(submission: Submission, act: Act, *, at: datetime) -> None:
    body = {"procedure": submission.procedure_code, "desk": submission.desk_id, "content": submission.content_digest}
    ledger.write(subject=f"submission:{submission.outside_code}", act=act, by=SYSTEM, at=at, body=body)


def _receipt(submission: Submission) -> SubmissionReceipt:
    return SubmissionReceipt(
        outside_code=submission.outside_code,
        state=submission.state,
        check_due_at=submission.check_due_at,
        desk=submission.desk_id,
    )
