"""Not receive at the counter: the person gets a slip that says why; no clock, outside the statistics (rule 16)."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.dossiers.operations import papers
from motcua.domain.intake import api as intake
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.foundation.actor import Actor
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
    paper = papers.issue_slip(
        form,
        subject=f"non_reception:{number}",
        desk=reception.desk,
        person=asdict(reception.person),
        procedure=(reception.procedure, published.content.name),
        channel=reception.channel,
        reason=reason,
        items=reception.missing,
        note=number,
        by=by,
        at=at,
    )
    return number, paper
