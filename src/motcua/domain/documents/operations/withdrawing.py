"""Withdraw papers that no longer hold: they stay under their numbers, and every later printing says it."""

from collections.abc import Collection
from datetime import datetime

from motcua.domain.documents import events
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.rules.forms import Withdrawn
from motcua.foundation import ledger
from motcua.foundation.actor import Actor


def withdraw_papers(
    subject: str, *, why: str, by: Actor, at: datetime, forms: Collection[str] | None = None
) -> tuple[str, ...]:
    """Mark the papers of a subject (of these forms only, where some are named) as withdrawn; return their numbers.

    `why` is a value of Withdrawn. What was withdrawn before keeps its cause. Only within a transaction.
    """
    cause = Withdrawn(why)
    rows = IssuedPaper.objects.select_for_update().filter(subject=subject, withdrawn_at=None).defer("data")
    if forms is not None:
        rows = rows.filter(form__in=forms)
    found = list(rows.order_by("pk"))
    if not found:
        return ()
    IssuedPaper.objects.filter(pk__in=[row.pk for row in found]).update(withdrawn_at=at, withdrawn_why=cause.value)
    body = {"papers": [row.pk for row in found], "why": cause.value}
    ledger.write(subject=subject, act=events.PAPER_WITHDRAWN, by=by, at=at, body=body)
    return tuple(row.number for row in found)
