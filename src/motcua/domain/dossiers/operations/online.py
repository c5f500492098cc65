"""Answer an online submission otherwise than by accepting it: send it back for completion, or do not receive it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.operations.papers import desk_words
from motcua.domain.intake import api as intake
from motcua.domain.parties import api as parties
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
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
    paper = documents.issue_paper(
        subject=f"submission:{info.outside_code}",
        form=form,
        unit_code=info.desk,
        pack=rule_pack_on(at.date()),
        data=_data(info, by=by, at=at),
        by=by,
        at=at,
    )
    return events.Answered(outside_code=info.outside_code, state=info.state, paper_id=paper)


def _data(info: intake.SubmissionInfo, *, by: Actor, at: datetime) -> dict[str, Any]:
    person = parties.person(info.applicant_id)
    return {
        **desk_words(info.desk, by=by, at=at),
        "code": "",
        "outside_code": info.outside_code,
        "person": person.as_declared(),
        "procedure": info.procedure_name,
        "procedure_code": info.procedure,
        "channel": intake.CHANNEL_NAMES[intake.Channel.ONLINE],
        "items": [info.reason],
        "reason": info.reason,
        "answer_by": "",
        "contact": by.right,
        "tracking": "",
    }
