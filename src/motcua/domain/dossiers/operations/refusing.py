"""Not receive at the counter: the person gets a slip that says why; no clock, outside the statistics (rule 16)."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.operations.papers import desk_words
from motcua.domain.intake import api as intake
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import local

if TYPE_CHECKING:
    from motcua.domain.dossiers.operations.receive import Reception

FORMS = {"supplement", "refusal"}


@transaction.atomic
def refuse_reception(reception: "Reception", *, reason: str, form: str, by: Actor, at: datetime) -> tuple[str, int]:
    """Note a reception that could not be, and issue its slip; return the note's number and the slip's id.

    `form`: "supplement" asks to complete the papers and come again, "refusal" says why not. Raises Refusal
    without the right at the desk, for a faulty person or without a reason.
    """
    if form not in FORMS:
        raise ValueError(f"no slip of this kind: {form}")
    at = local(at)
    published = procedures.published(reception.procedure, at)
    applicant = parties.declare(**asdict(reception.person), at=at)
    number = intake.note_non_reception(
        desk=reception.desk,
        procedure=(published.content.code, published.content.name, published.version_id),
        case=reception.case,
        applicant_id=applicant,
        missing=reception.missing,
        reason=reason,
        by=by,
        at=at,
    )
    paper = documents.issue_paper(
        subject=f"non_reception:{number}",
        form=form,
        unit_code=reception.desk,
        pack=rule_pack_on(at.date()),
        data=_data(reception, published.content.name, number=number, reason=reason, by=by, at=at),
        by=by,
        at=at,
    )
    return number, paper


def _data(
    reception: "Reception", procedure_name: str, *, number: str, reason: str, by: Actor, at: datetime
) -> dict[str, object]:
    return {
        **desk_words(reception.desk, by=by, at=at),
        "code": "",
        "outside_code": "",
        "note": number,
        "person": asdict(reception.person),
        "procedure": procedure_name,
        "procedure_code": reception.procedure,
        "channel": intake.CHANNEL_NAMES[intake.Channel(reception.channel)],
        "items": list(reception.missing),
        "reason": reason,
        "answer_by": "",
        "contact": by.right,
        "tracking": "",
    }
