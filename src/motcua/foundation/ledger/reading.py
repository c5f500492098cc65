"""Read the acts on a subject, oldest first."""

from collections.abc import Collection, Iterable
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


def rows_since(at: datetime, *, kind: str, acts: Iterable[str]) -> dict[str, tuple[LedgerRow, ...]]:
    """Return by subject the acts of these names at or after a moment on subjects of one kind ("dossier"), oldest first."""
    found: dict[str, list[LedgerEntry]] = {}
    rows = LedgerEntry.objects.filter(at__gte=at, subject__startswith=f"{kind}:", act__in=sorted(acts))
    for entry in rows.order_by("subject", "seq").defer("transaction", "prev", "hash"):
        found.setdefault(entry.subject, []).append(entry)
    return {subject: _told(entries) for subject, entries in found.items()}


def rows_on(subjects: Collection[str], *, since: datetime, acts: Iterable[str]) -> dict[str, tuple[LedgerRow, ...]]:
    """Return by subject the acts of these names at or after a moment on some subjects, oldest first, in one statement."""
    found: dict[str, list[LedgerEntry]] = {}
    rows = LedgerEntry.objects.filter(subject__in=sorted(subjects), at__gte=since, act__in=sorted(acts))
    for entry in rows.order_by("subject", "seq").defer("transaction", "prev", "hash"):
        found.setdefault(entry.subject, []).append(entry)
    return {subject: _told(entries) for subject, entries in found.items()}


def written_before(subjects: Collection[str], at: datetime) -> frozenset[str]:
    """Return those of some subjects on which an act stands before a moment."""
    rows = LedgerEntry.objects.filter(subject__in=sorted(subjects), at__lt=at)
    return frozenset(rows.values_list("subject", flat=True).distinct())


def has_rows(subject: str) -> bool:
    """Tell whether anything was ever written on the subject."""
    return LedgerEntry.objects.filter(subject=subject).exists()
