"""What was corrected on a dossier, the old beside the new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossiers.models import Correction
from motcua.domain.dossiers.rules.corrections import PERSON
from motcua.domain.parties import api as parties


@dataclass(frozen=True)
class CorrectedField:
    """One field with what stood there and what stands there now; `is_personal` where the person declared it."""

    name: str
    was: str
    now: str
    is_personal: bool


@dataclass(frozen=True)
class CorrectionInfo:
    """One correction; `settled`: made after the result lay at the desk."""

    at: datetime
    by: str
    reason: str
    settled: bool
    fields: tuple[CorrectedField, ...]


def told(rows: Iterable[Correction], people: Mapping[int, parties.PersonInfo]) -> tuple[CorrectionInfo, ...]:
    """Return corrections as plain values; `people` are the persons they name, by snapshot."""
    return tuple(CorrectionInfo(row.at, row.by, row.reason, row.settled, _fields(row, people)) for row in rows)


def _fields(row: Correction, people: Mapping[int, parties.PersonInfo]) -> tuple[CorrectedField, ...]:
    found = []
    if row.was_applicant_id and row.now_applicant_id:
        was, now = people[row.was_applicant_id].as_declared(), people[row.now_applicant_id].as_declared()
        found = [CorrectedField(name, was[name], now[name], True) for name in PERSON if was[name] != now[name]]
    rest = [CorrectedField(name, str(row.was[name]), str(row.now[name]), False) for name in row.now]
    return (*found, *rest)
