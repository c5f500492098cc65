"""Issue a paper: its number and what it says are kept in the transaction of the act; the PDF is made when printed."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.domain.documents import events
from motcua.domain.documents.operations import components
from motcua.domain.documents.operations.letters import require_printable
from motcua.domain.documents.operations.rendering import template_digest
from motcua.domain.documents.rules import components as component_rules
from motcua.domain.documents.rules.forms import Form
from motcua.domain.documents.rules.sheet import texts_in
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.foundation.numbering import next_number
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import local

_ISSUE = """
    INSERT INTO documents_issuedpaper (subject, form, unit_code, year, running, number, rule_pack, template_digest,
                                       data, issued_at, issued_by, prints, digest, withdrawn_at, withdrawn_why)
    VALUES (%(subject)s, %(form)s, %(unit_code)s, %(year)s, %(running)s, %(number)s, %(rule_pack)s,
            %(template_digest)s, %(data)s::jsonb, %(at)s, %(issued_by)s, 0, NULL, NULL, '')
    RETURNING id
"""
_RECORD_AND_ISSUE = f"WITH received AS ({components.RECORD}) {_ISSUE}"


def book_of(form: str, unit_code: str, at: datetime) -> str:
    """Return the name of the number book of a form, a unit and the year of a moment."""
    return f"paper:{Form(form).value}:{unit_code}:{local(at).year}"


def issue_paper(
    *,
    subject: str,
    form: str,
    unit_code: str,
    pack: RulePack,
    data: dict[str, Any],
    by: Actor,
    at: datetime,
    running: int | None = None,
    received: Sequence[component_rules.Component] = (),
) -> int:
    """Issue a paper of a subject under the next number of its book (form, unit, year); return its id.

    `data` is kept as it is handed over, moments as ISO texts. Only within a transaction: a roll-back gives the number
    back. `running`: the number, where the caller drew it from `book_of` together with others. `received`: what was
    handed in, written down by the same statement as `record_components` does. Raises UnprintableText where the papers'
    font lacks a letter of it, before a number is drawn.
    """
    require_printable(texts_in(data))
    known, running = Form(form), running or next_number(book_of(form, unit_code, at))
    number = pack.forms[known.value].number.format(number=running)
    kept = component_rules.components(received)
    columns: dict[str, Any] = {
        **_place(known, unit_code, at),
        **components.columns(kept),
        "subject": subject,
        "running": running,
        "number": number,
        "rule_pack": pack.name,
        "data": json.dumps(data, ensure_ascii=False),
        "at": at,
        "issued_by": by.login,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECORD_AND_ISSUE if kept else _ISSUE, columns)
        paper_id = int(cursor.fetchone()[0])
    body = {"form": known.value, "number": number, "paper": paper_id, "data": _digest_of(data)}
    ledger.write(subject=subject, act=events.PAPER_ISSUED, by=by, at=at, body=body)
    return paper_id


def _place(form: Form, unit_code: str, at: datetime) -> dict[str, object]:
    """Return in which book a paper stands and under which template it is issued."""
    digest = template_digest(form)
    return {"form": form.value, "unit_code": unit_code, "year": local(at).year, "template_digest": digest}


def _digest_of(data: dict[str, Any]) -> str:
    return salted(json.dumps(data, sort_keys=True, ensure_ascii=False))
