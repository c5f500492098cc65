"""Print a paper: the first printing is the original, every later one says that it is one."""

from datetime import datetime

from django.db import transaction

from motcua.domain.documents import events
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.operations.rendering import render
from motcua.domain.documents.queries import unknown_paper
from motcua.domain.documents.rules.forms import Form, Withdrawn
from motcua.domain.documents.rules.sheet import Mark, Reprint, sheet
from motcua.foundation import files, ledger
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.foundation.rule_packs import rule_pack_named


@transaction.atomic
def print_paper(paper_id: int, *, by: Actor, at: datetime) -> bytes:
    """Return the PDF of a paper; from the second printing on it is marked (bản in lại) and the ledger knows.

    Two printings at once wait for each other, so that there is one original. Raises UnknownPaper, FontsNotBuilt, and
    StoreUnwritable where the original cannot be kept: then it is not counted as printed.
    """
    row = IssuedPaper.objects.select_for_update().filter(pk=paper_id).first()
    if row is None:
        raise unknown_paper(paper_id)
    reprint = Reprint(row.prints, at) if row.prints else None
    pdf = _pdf_of(row, reprint)
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
    return pdf


def _pdf_of(row: IssuedPaper, reprint: Reprint | None) -> bytes:
    form = Form(row.form)
    pack = rule_pack_named(row.rule_pack)
    mark = Mark(row.withdrawn_at, Withdrawn(row.withdrawn_why)) if row.withdrawn_at else None
    texts = sheet(
        pack.forms[form.value], row.data, number=row.number, desk_name=pack.desk_name, reprint=reprint, mark=mark
    )
    return render(form, texts)
