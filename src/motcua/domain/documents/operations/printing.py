"""Print a paper: the first printing is the original, every later one says that it is one; looking at it is no printing."""

from datetime import datetime

from django.db import transaction

from motcua.domain.documents import events
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.operations.rendering import render
from motcua.domain.documents.queries import key_of, unknown_paper
from motcua.domain.documents.rules import keys
from motcua.domain.documents.rules.forms import Form, Withdrawn
from motcua.domain.documents.rules.sheet import Mark, Reprint, sheet
from motcua.foundation import files, ledger
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.foundation.rule_packs import rule_pack_named

KEY_KEPT_BACK = "••••-••••"
"""What stands in the place of the key on every copy that is not for the person."""


@transaction.atomic
def print_paper(
    paper_id: int, *, by: Actor, at: datetime, promised_now: datetime | None = None, with_key: bool = False
) -> bytes:
    """Return the PDF of a paper; from the second printing on it is marked (bản in lại) and the ledger knows.

    `promised_now`: the promise that holds; a paper that holds and tells of another says so, and keeps its number.
    `with_key`: the sheet is for the person, so a receipt shows its key; what is kept never does.
    Two printings at once wait for each other, so that there is one original. Raises UnknownPaper, FontsNotBuilt, and
    StoreUnwritable where the original cannot be kept: then it is not counted as printed.
    """
    row = IssuedPaper.objects.select_for_update().filter(pk=paper_id).first()
    if row is None:
        raise unknown_paper(paper_id)
    reprint = Reprint(row.prints, at) if row.prints else None
    pdf = _pdf_of(row, reprint, promised_now=promised_now)
    digest = files.store(pdf)
    row.digest = row.digest or digest
    row.prints += 1
    row.save(update_fields=["prints", "digest"])
    if reprint:
        body = {
            "form": row.form,
            "number": row.number,
            "paper": row.pk,
            "reprint": reprint.number,
            "file": salted(digest),
        }
        ledger.write(subject=row.subject, act=events.PAPER_REPRINTED, by=by, at=at, body=body)
    return _pdf_of(row, reprint, promised_now=promised_now, with_key=True) if with_key and _has_key(row) else pdf


def view_paper(paper_id: int, *, promised_now: datetime | None = None, with_key: bool = False) -> bytes:
    """Return the PDF of a paper as it was printed last, to look at: nothing is counted or written.

    One that was never printed says so, and one that was withdrawn since says that; `promised_now` and `with_key` as for
    printing. Raises UnknownPaper, FontsNotBuilt.
    """
    row = IssuedPaper.objects.filter(pk=paper_id).first()
    if row is None:
        raise unknown_paper(paper_id)
    return _pdf_of(row, _last_reprint(row), preview=not row.prints, promised_now=promised_now, with_key=with_key)


def _has_key(row: IssuedPaper) -> bool:
    return row.form == Form.RECEIPT and row.withdrawn_at is None


def _last_reprint(row: IssuedPaper) -> Reprint | None:
    if row.prints < 2:
        return None
    reprints = [one for one in ledger.rows_of(row.subject) if one.act == events.PAPER_REPRINTED]
    last = [one for one in reprints if one.body["paper"] == row.pk][-1]
    return Reprint(row.prints - 1, last.at)


def _pdf_of(
    row: IssuedPaper,
    reprint: Reprint | None,
    *,
    promised_now: datetime | None,
    preview: bool = False,
    with_key: bool = False,
) -> bytes:
    form = Form(row.form)
    pack = rule_pack_named(row.rule_pack)
    mark = Mark(row.withdrawn_at, Withdrawn(row.withdrawn_why)) if row.withdrawn_at else None
    texts = sheet(
        pack.forms[form.value],
        row.data,
        number=row.number,
        desk_name=pack.desk_name,
        reprint=reprint,
        mark=mark,
        preview=preview,
        promised_now=promised_now,
    )
    shown = keys.grouped(key_of(row)) if with_key else KEY_KEPT_BACK
    return render(form, {**texts, "key": shown if _has_key(row) else ""})
