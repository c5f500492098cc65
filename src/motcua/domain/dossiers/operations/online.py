"""Answer an online submission otherwise than by accepting it: send it back for completion, or do not receive it."""

from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.operations import papers
from motcua.domain.intake import api as intake
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import local


@transaction.atomic
def send_back(outside_code: str, *, reason: str, by: Actor, at: datetime) -> events.Answered:
    """Send a submission back for completion, with its slip (form 02); it may come again under its code."""
    at = local(at)
    info = intake.send_back(outside_code, reason=reason, by=by, at=at)
    return _answered(info, "supplement", by=by, at=at)


@transaction.atomic
def not_received(outside_code: str, *, reason: str, by: Actor, at: datetime) -> events.Answered:
    """Do not receive a submission, with its slip (form 03); no clock, outside the statistics (rule 16)."""
    at = local(at)
    info = intake.not_received(outside_code, reason=reason, by=by, at=at)
    return _answered(info, "refusal", by=by, at=at)


def _answered(info: intake.SubmissionInfo, form: str, *, by: Actor, at: datetime) -> events.Answered:
    paper = papers.issue_slip(
        form,
        subject=f"submission:{info.outside_code}",
        desk=info.desk,
        person=parties.person(info.applicant_id).as_declared(),
        procedure=(info.procedure, info.procedure_name),
        channel=procedures.Channel.ONLINE,
        reason=info.reason,
        items=[info.reason],
        outside_code=info.outside_code,
        by=by,
        at=at,
    )
    return events.Answered(outside_code=info.outside_code, state=info.state, paper_id=paper)
