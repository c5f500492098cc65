"""Who looked at personal data: one row a look, written by the page that shows it, outside the chained ledger.

A look changes nothing, so it is no act; there are far more looks than acts, and they are given up after the time that
the rule pack says, which a chain does not allow. The role of web and worker may add rows and read them; what is old
goes by a function of the owner that takes nothing young.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.models import Access
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import local

ERASED = "looks_erased"
SUBJECT = "looks"
ONE_BATCH = 20_000
"""How many rows go in one transaction; each batch has its own ledger row."""

_LOOKED = """
    INSERT INTO foundation_access (at, by_login, by_right, unit_code, page, subjects) VALUES (%s, %s, %s, %s, %s, %s)
"""
_BY_OFFICER = """
    SELECT by_login, count(DISTINCT id), count(DISTINCT subject) FILTER (WHERE subject LIKE 'dossier:%%'), max(at)
    FROM foundation_access, unnest(subjects) AS subject
    WHERE at >= %s AND at < %s AND unit_code = ANY(%s)
    GROUP BY by_login ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True)
class Look:
    """One look: when, by whom with which right, on which page, at what."""

    at: datetime
    by_login: str
    by_right: str
    page: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfficerLooks:
    """How often an officer looked within a period, at how many dossiers, and when last."""

    login: str
    looks: int
    dossiers: int
    newest: datetime


@dataclass(frozen=True)
class Erasure:
    """Looks older than `before`: how many, and the months and the law that say so."""

    rows: int
    before: datetime
    months: int
    law: str


def looked(subjects: Iterable[str], *, page: str, by: Actor, at: datetime) -> None:
    """Note that the actor was shown personal data of these subjects; one statement, none where nothing was shown."""
    shown = sorted(set(subjects))
    if shown:
        with connection.cursor() as cursor:
            cursor.execute(_LOOKED, [at, by.login, by.right, by.unit_code, page, shown])


def looks_at(subjects: Iterable[str], *, most: int = 200) -> tuple[Look, ...]:
    """Return the newest looks at any of the subjects, newest first, in one statement."""
    found = Access.objects.filter(subjects__overlap=list(subjects)).order_by("-at", "-pk")[:most]
    return tuple(_look(row) for row in found)


def looks_by(
    login: str, *, since: datetime, until: datetime, units: Iterable[str] | None = None, most: int = 200
) -> tuple[Look, ...]:
    """Return an officer's looks of a period (end exclusive), newest first; only for these units where they are given."""
    found = Access.objects.filter(by_login=login, at__gte=since, at__lt=until)
    if units is not None:
        found = found.filter(unit_code__in=list(units))
    return tuple(_look(row) for row in found.order_by("-at", "-pk")[:most])


def looks_by_officer(units: Iterable[str], *, since: datetime, until: datetime) -> tuple[OfficerLooks, ...]:
    """Return how often each officer of these units looked within a period (end exclusive), the most first."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_OFFICER, [since, until, sorted(units)])
        return tuple(OfficerLooks(*row) for row in cursor.fetchall())


def _look(row: Access) -> Look:
    return Look(row.at, row.by_login, row.by_right, row.page, tuple(row.subjects))


def kept_months(on: date) -> int:
    """Return for how many months looks are kept, by the rules of that day."""
    return rule_pack_on(on).looks_kept_months


def old_looks(at: datetime) -> Erasure:
    """Return how many looks would be erased at that moment, and erase none."""
    due = _due(at)
    return Erasure(Access.objects.filter(at__lt=due.before).count(), due.before, due.months, due.law)


def erase_old(*, by: Actor, at: datetime, batch: int = ONE_BATCH) -> Erasure:
    """Erase the looks whose time is over; each batch is one transaction with its ledger row: how many, until when.

    Run twice, or killed and run again, it erases what is left. Nothing old: nothing is written.
    """
    due, gone = _due(at), 0
    while True:
        rows = _erase_batch(due, batch, by=by, at=at)
        gone += rows
        if rows < batch:
            return Erasure(gone, due.before, due.months, due.law)


@transaction.atomic
def _erase_batch(due: Erasure, batch: int, *, by: Actor, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT foundation_forget_looks(%s, %s)", [due.before, batch])
        rows = int(cursor.fetchone()[0])
    if rows:
        body = {"rows": rows, "before": due.before.isoformat(), "kept_months": due.months}
        ledger.write(subject=SUBJECT, act=ERASED, by=by, at=at, body=body)
    return rows


def _due(at: datetime) -> Erasure:
    """Return before which moment looks are old: the beginning of the same day so many months ago."""
    today = local(at)
    pack = rule_pack_on(today.date())
    months = pack.looks_kept_months
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(today.day, 28)  # a few days longer at the end of a month, never shorter
    before = today.replace(year=year, month=month + 1, day=day, hour=0, minute=0, second=0, microsecond=0)
    return Erasure(0, before, months, pack.law_of["looks"])
