"""Hold the flows against plain SQL over the dossiers, figure by figure."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from functools import cache

from django.db import connection, transaction

from motcua.domain.flows.models import DayFlow, Folding, MonthFlow
from motcua.domain.flows.queries.checking_tables import tables_differing
from motcua.domain.flows.queries.counting import counts, folded_at, span
from motcua.domain.flows.queries.differing import KEYS, Compared, Difference
from motcua.domain.flows.queries.plain import Figures, added_up, plainly_measured
from motcua.domain.flows.rules.grains import Grain, Group
from motcua.domain.flows.rules.measures import By, Counts
from motcua.foundation import ledger
from motcua.kernel.working_time import local

_COMPARED = Counts._fields
_AHEAD = "SELECT EXISTS (SELECT FROM foundation_ledgerentry WHERE transaction >= %s AND id > %s)"


def is_up_to_date() -> bool:
    """Tell whether everything that the ledger has is folded; not where a restore took the ledger back since."""
    row = Folding.objects.filter(only=True).first()
    if row and ledger.oldest_running() < row.until:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_AHEAD, [row.until if row else 0, row.floor if row else 0])
        return not cursor.fetchone()[0]


def differences(*, today: date, as_of: date | None = None) -> tuple[Difference, ...]:
    """Compare with plain SQL what the flows answer, and every measure of every table at every grain since the beginning.

    What is answered: every figure of every agency, field and procedure, over all days and over the last whole month; fields and
    procedures twice, the sums of all units together, and those of each.

    As known at the end of `as_of`; without it: today where all is folded, else the last day that is folded whole. Changes nothing,
    and sees one moment of the database, however long it takes.
    """
    with nullcontext() if connection.in_atomic_block else _one_moment():
        whole, folded = span(), folded_at()
        if whole is None or folded is None:
            return ()
        known = as_of or (today if is_up_to_date() else local(folded).date() - timedelta(days=1))
        if known < whole[0]:
            return ()
        first = DayFlow.objects.order_by("day").values_list("day", flat=True)[0]
        plain = cache(lambda last: plainly_measured(first, last, as_of=last))
        found = [*_answered(first, known, known, plain(known)), *_last_month(whole[0], known)]
        return (*found, *tables_differing(first, known, plain))


@contextmanager
def _one_moment() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _last_month(begins: date, known: date) -> list[Difference]:
    """Return what differs of the last whole month; none where it was over before anything was received."""
    last = known.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    return [] if last < begins else _answered(first, last, known, plainly_measured(first, last, as_of=known))


def _answered(first: date, last: date, as_of: date, plain: Mapping[Group, Figures]) -> list[Difference]:
    agencies = list(MonthFlow.objects.filter(grain=Grain.AGENCY).values_list("unit", flat=True).distinct())
    compared = Compared(first, last, as_of, _COMPARED)
    found: dict[Difference, None] = {}
    for by in (By.AGENCY, By.FIELD, By.PROCEDURE):
        told = added_up(plain, _key_of(by))
        for units in (None, *([] if by is By.AGENCY else [agencies])):
            groups = counts(first, last, as_of=as_of, by=by, units=units)
            folded = {group.key: group.counts._asdict() for group in groups}
            found |= dict.fromkeys(compared.differing(by, told, folded))
    return list(found)


def _key_of(by: By) -> Callable[[Group], str]:
    name = KEYS[by]
    return lambda group: str(getattr(group, name))
