"""Read the acts on a subject, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.foundation.models import LedgerEntry
from motcua.foundation.questions import Question


@dataclass(frozen=True)
class LedgerRow:
    """One act as the ledger has it; `row` counts from 1 within the subject."""

    row: int
    act: str
    by_login: str
    by_right: str
    unit_code: str
    at: datetime
    body: dict[str, Any]


def rows_of(subject: str) -> tuple[LedgerRow, ...]:
    """Return every act on the subject, oldest first, in one statement."""
    return rows_asked(subject).answer()


def rows_asked(subject: str) -> Question[tuple[LedgerRow, ...]]:
    """Ask for every act on the subject, oldest first."""
    rows = LedgerEntry.objects.filter(subject=subject).order_by("seq")
    return Question(rows.defer("transaction", "prev", "hash"), _told)


def _told(found: list[LedgerEntry]) -> tuple[LedgerRow, ...]:
    return tuple(
        LedgerRow(
            row=entry.seq,
            act=entry.act,
            by_login=entry.by_login,
            by_right=entry.by_right,
            unit_code=entry.unit_code,
            at=entry.at,
            body=entry.body,
        )
        for entry in found
    )


def has_rows(subject: str) -> bool:
    """Tell whether anything was ever written on the subject."""
    return LedgerEntry.objects.filter(subject=subject).exists()
