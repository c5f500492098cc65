"""Follow the ledger: treat every row that was added, none skipped, whatever is killed in between.

Ids are given before commit, so a row of a slow transaction may appear behind one with a higher id. Rows are therefore
taken by their transaction, and only those below the oldest transaction that still runs in this database.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection, transaction

from motcua.foundation.ledger.sealing import oldest_running
from motcua.foundation.models import Follower, LedgerEntry, LeftBehind

log = logging.getLogger("motcua.ledger")
_LONGEST_ERROR = 500
_END = """
    SELECT transaction FROM foundation_ledgerentry
    WHERE transaction >= %s AND transaction < %s AND id > %s AND act = ANY(%s) ORDER BY transaction OFFSET %s LIMIT 1
"""


@dataclass(frozen=True)
class Happened:
    """One row of the ledger as a follower is told it; `entry` is the same whenever it is told again."""

    entry: int
    subject: str
    row: int
    act: str
    at: datetime
    body: dict[str, object]


@dataclass(frozen=True)
class Followed:
    """What one run did: rows treated, rows that could not be, and whether more are waiting."""

    treated: int
    left: int
    more: bool


def follow(
    name: str, react: Callable[[Happened], None], *, acts: Iterable[str], at: datetime, most: int = 200
) -> Followed:
    """Hand every new row with one of these acts to `react`, each in its own transaction; note how far it came.

    `react` must do no harm when told the same row twice: a killed run, or two at once, tell it again. A row whose
    reaction fails is set aside, the others go on; it is tried again in every run. After a restore, where transaction
    numbers begin lower, everything since the follower began is told again.
    """
    wanted = sorted(acts)
    follower, _ = Follower.objects.get_or_create(name=name, defaults={"until": 0, "floor": 0})
    treated, left = _again(follower, react)
    running = oldest_running()
    since = follower.until if follower.until <= running else 0
    until, more = _end(since, running, follower.floor, wanted, most)
    for entry in _added(since, until, follower.floor, wanted):
        if _treat(follower, entry, react, at=at):
            treated += 1
        else:
            left += 1
    Follower.objects.filter(name=name, until=follower.until).update(until=until)
    return Followed(treated=treated, left=left, more=more)


def left_behind() -> int:
    """Return how many rows no follower could treat so far."""
    return LeftBehind.objects.count()


def _end(since: int, running: int, floor: int, acts: list[str], most: int) -> tuple[int, bool]:
    """Return up to which transaction one run goes: whole transactions, about `most` rows; and whether that is not all."""
    with connection.cursor() as cursor:
        cursor.execute(_END, [since, running, floor, acts, most])
        row = cursor.fetchone()
    return (int(row[0]) + 1, True) if row else (running, False)


def _added(since: int, until: int, floor: int, acts: list[str]) -> list[LedgerEntry]:
    rows = LedgerEntry.objects.filter(transaction__gte=since, transaction__lt=until, id__gt=floor, act__in=acts)
    return list(rows.order_by("transaction", "id"))


def _again(follower: Follower, react: Callable[[Happened], None]) -> tuple[int, int]:
    """Try what earlier runs could not treat."""
    treated, left = 0, 0
    behind = list(LeftBehind.objects.filter(follower=follower).order_by("pk"))
    entries = {entry.pk: entry for entry in LedgerEntry.objects.filter(pk__in=[one.entry for one in behind])}
    for one in behind:
        error = _tried(entries[one.entry], react)
        if error:
            left += 1
            LeftBehind.objects.filter(pk=one.pk).update(error=error, attempts=one.attempts + 1)
        else:
            treated += 1
            LeftBehind.objects.filter(pk=one.pk).delete()
    return treated, left


def _treat(follower: Follower, entry: LedgerEntry, react: Callable[[Happened], None], *, at: datetime) -> bool:
    error = _tried(entry, react)
    if error:
        LeftBehind.objects.get_or_create(
            follower=follower, entry=entry.pk, defaults={"error": error, "attempts": 1, "since": at}
        )
    return not error


def _tried(entry: LedgerEntry, react: Callable[[Happened], None]) -> str:
    """Let the follower treat one row; return what went wrong, nothing where all is well. A lost database is raised."""
    try:
        with transaction.atomic():
            react(_told(entry))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("reaction to ledger row %s (%s) failed", entry.pk, entry.act)
        return f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
    return ""


def _told(entry: LedgerEntry) -> Happened:
    return Happened(
        entry=entry.pk, subject=entry.subject, row=entry.seq, act=entry.act, at=entry.at, body=dict(entry.body)
    )
