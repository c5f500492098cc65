"""Read the acts on a subject, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.foundation.models import LedgerEntry


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
    found = LedgerEntry.objects.filter(subject=subject).order_by("seq")
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
