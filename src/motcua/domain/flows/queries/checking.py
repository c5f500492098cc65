"""Hold the flows against plain SQL over the dossiers, figure by figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows.models import Folding, MonthFlow
from motcua.domain.flows.queries.counting import counts, folded_at, span
from motcua.domain.flows.rules.grains import Grain
from motcua.domain.flows.rules.measures import By, Counts
from motcua.foundation import ledger
from motcua.kernel.working_time import local

_COMPARED = [cell for cell in dossiers.Cell if cell.value in Counts._fields]
_AHEAD = "SELECT EXISTS (SELECT FROM foundation_ledgerentry WHERE transaction >= %s AND id > %s)"


@dataclass(frozen=True)
class Difference:
    """A figure that flows and plain SQL tell differently: of which group, over which days, as known on which."""

    by: By
    key: str
    figure: str
    first: date
    last: date
    as_of: date
    flows: int
    plain: int


def is_up_to_date() -> bool:
    """Tell whether everything that the ledger has is folded; not where a restore took the ledger back since."""
    row = Folding.objects.filter(only=True).first()
    if row and ledger.oldest_running() < row.until:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_AHEAD, [row.until if row else 0, row.floor if row else 0])
        return not cursor.fetchone()[0]


def differences(*, today: date, as_of: date | None = None) -> tuple[Difference, ...]:
    """Compare every figure of every agency, field and procedure, over all days and over the last whole month.

    Fields and procedures twice: the sums of all units together, and those of each.

    As known at the end of `as_of`; without it: today where all is folded, else the last day that is folded whole. Changes nothing.
    """
    whole, folded = span(), folded_at()
    if whole is None or folded is None:
        return ()
    known = as_of or (today if is_up_to_date() else local(folded).date() - timedelta(days=1))
    if known < whole[0]:
        return ()
    month_ends = known.replace(day=1) - timedelta(days=1)
    periods = [(whole[0], known)]
    if month_ends >= whole[0]:
        periods.append((month_ends.replace(day=1), month_ends))
    return tuple(
        found
        for first, last in periods
        for by in (By.AGENCY, By.FIELD, By.PROCEDURE)
        for found in _compared(by, first, last, known)
    )


def _compared(by: By, first: date, last: date, as_of: date) -> list[Difference]:
    plain = dossiers.lives_counted(first, last, as_of=as_of, by=by.value)
    agencies = MonthFlow.objects.filter(grain=Grain.AGENCY).values_list("unit", flat=True).distinct()
    found: dict[Difference, None] = {}
    for units in (None, *([] if by is By.AGENCY else [list(agencies)])):
        folded = {group.key: group.counts._asdict() for group in counts(first, last, as_of=as_of, by=by, units=units)}
        found |= dict.fromkeys(_differing(by, first, last, as_of, plain, folded))
    return list(found)


def _differing(
    by: By,
    first: date,
    last: date,
    as_of: date,
    plain: Mapping[str, Mapping[dossiers.Cell, int]],
    folded: Mapping[str, Mapping[str, int]],
) -> list[Difference]:
    return [
        Difference(by, key, cell.value, first, last, as_of, flows=ours, plain=theirs)
        for key in sorted({*plain, *folded})
        for cell in _COMPARED
        if (ours := folded.get(key, {}).get(cell.value, 0)) != (theirs := plain.get(key, {}).get(cell, 0))
    ]
