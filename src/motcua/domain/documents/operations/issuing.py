"""Issue a paper: its number and what it says are kept in the transaction of the act; the PDF is made when printed."""

import json
from datetime import datetime
from typing import Any

from motcua.domain.documents import events
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.operations.letters import require_printable
from motcua.domain.documents.operations.rendering import template_digest
from motcua.domain.documents.rules.forms import Form
from motcua.domain.documents.rules.sheet import texts_in
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.foundation.numbering import next_number
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import local


def issue_paper(
    *, subject: str, form: str, unit_code: str, pack: RulePack, data: dict[str, Any], by: Actor, at: datetime
) -> int:
    """Issue a paper of a subject under the next number of its book (form, unit, year); return its id.

    `data` is kept as it is handed over, moments as ISO texts. Only within a transaction: a roll-back gives the number
    back. Raises UnprintableText where the papers' font lacks a letter of it, before a number is drawn.
    """
    known = Form(form)
    require_printable(texts_in(data))
    year = local(at).year
    running = next_number(f"paper:{known.value}:{unit_code}:{year}")
    row = IssuedPaper.objects.create(
        subject=subject,
        form=known.value,
        unit_code=unit_code,
        year=year,
        running=running,
        number=pack.forms[known.value].number.format(number=running),
        rule_pack=pack.name,
        template_digest=template_digest(known),
        data=data,
        issued_at=at,
        issued_by=by.login,
        prints=0,
        digest=None,
    )
    body = {"form": row.form, "number": row.number, "paper": row.pk, "data": _digest_of(data)}
    ledger.write(subject=subject, act=events.PAPER_ISSUED, by=by, at=at, body=body)
    return row.pk


def _digest_of(data: dict[str, Any]) -> str:
    return salted(json.dumps(data, sort_keys=True, ensure_ascii=False))
