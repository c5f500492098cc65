"""Seal the ledger: write down outside the database what was added since the last seal."""

import fcntl
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from motcua.foundation.ledger import known_databases, seal_files
from motcua.foundation.models import DatabaseIdentity
from motcua.kernel.refusal import Refusal

# The oldest transaction that may still add rows here: of those running on the server all but the ones known to
# belong to another database (theirs may run for days) or to autovacuum, whose kind only a privileged reader is told;
# and our own; never beyond the first number of which the snapshot knows nothing: others may run from there on. Locks
# name transactions by 32 bits.
_OLDEST_RUNNING = """
    WITH now AS MATERIALIZED (SELECT pg_current_snapshot() AS snapshot),
    elsewhere AS (
        SELECT lock.transactionid::text::bigint AS number FROM pg_locks lock
        JOIN pg_stat_activity process ON process.pid = lock.pid
        WHERE lock.locktype = 'transactionid' AND lock.mode = 'ExclusiveLock' AND lock.granted
              AND (process.datname <> current_database() OR process.backend_type = 'autovacuum worker')),
    running AS (
        SELECT xid::text::bigint AS number FROM now, pg_snapshot_xip(snapshot) AS xid
        UNION ALL SELECT pg_current_xact_id_if_assigned()::text::bigint)
    SELECT least(min(number), (SELECT pg_snapshot_xmax(snapshot)::text::bigint FROM now)) FROM running
    WHERE number % 4294967296 NOT IN (SELECT number FROM elsewhere)
"""
_OLDEST_BEGUN = """
    SELECT min(xact_start) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""
_ADDED = """
    SELECT subject, seq, encode(hash, 'hex') FROM foundation_ledgerentry
    WHERE transaction >= %s AND transaction < %s ORDER BY subject, seq
"""
HASH_LETTERS = 32
"""How many letters of a row's hash a seal holds: 128 bits are beyond any search."""


class SealRefused(Refusal):
    """Sealing on would cover up that something does not hold."""


@dataclass(frozen=True)
class Seal:
    """What one run wrote: number 0 and no rows where nothing was new."""

    number: int
    rows: int
    digest: str


def seal(*, at: datetime) -> Seal:
    """Write the signed root of all rows that were added since the last seal; nothing where none were.

    Rows of transactions that still run are left for the next seal: only those below the oldest transaction that
    runs in this database are taken, so none is ever skipped. Safe with two sealers at once. Raises SealRefused where the last
    seal does not hold or the database is not the one that was sealed here before.
    """
    name = DatabaseIdentity.objects.get().name
    with _one_at_a_time(name):
        number, previous, since = _last_of(name)
        until = oldest_running()
        added = _added(0 if until < since else since, until)
        if until < since:
            added = _not_yet_sealed(name, added)
        if not added:
            return Seal(number=0, rows=0, digest=previous)
        content = {
            "database": name,
            "number": number + 1,
            "at": at.isoformat(),
            "previous": previous,
            "until": until,
            "rows": added,
        }
        digest = seal_files.write_seal(name, number + 1, content)
        known_databases.remember(name, seals=number + 1)
        return Seal(number=number + 1, rows=sum(map(len, added.values())), digest=digest)


def _last_of(name: str) -> tuple[int, str, int]:
    number = seal_files.last_number(name)
    noted = known_databases.known()
    if noted is not None and (noted.name != name or noted.seals > number):
        raise SealRefused(
            "Chưa niêm: cơ sở dữ liệu hoặc tệp niêm không phải là những gì đã niêm trước đây. Chạy motcua verify."
        )
    if number == 0:
        return 0, seal_files.FIRST_PREVIOUS, 0
    found = seal_files.read_seal(name, number, seal_files.signing_key().public_key())
    if found is None or not found.whole:
        raise SealRefused(f"Chưa niêm: niêm trước (số {number}) không còn nguyên vẹn. Chạy motcua verify.")
    return number, found.digest, int(found.content["until"])


def _added(since: int, until: int) -> dict[str, list[list[object]]]:
    rows: dict[str, list[list[object]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ADDED, [since, until])
        for subject, seq, digest in cursor.fetchall():
            rows[subject].append([seq, digest[:HASH_LETTERS]])
    return dict(rows)


def _not_yet_sealed(name: str, rows: dict[str, list[list[object]]]) -> dict[str, list[list[object]]]:
    """Leave out what earlier seals hold: after a restore transaction numbers may begin lower again."""
    known = {
        (subject, seq)
        for found in seal_files.all_seals(name)
        if not isinstance(found, int) and found.whole
        for subject, places in found.content["rows"].items()
        for seq, _ in places
    }
    left = {subject: [row for row in found if (subject, row[0]) not in known] for subject, found in rows.items()}
    return {subject: found for subject, found in left.items() if found}


def oldest_running() -> int:
    """Return the number of the oldest transaction that may still add rows to the ledger of this database."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST_RUNNING)
        return int(cursor.fetchone()[0])


def oldest_begun() -> datetime | None:
    """Return when the oldest transaction began that writes in this database now, our own aside; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST_BEGUN)
        found: datetime | None = cursor.fetchone()[0]
        return found


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    folder = seal_files.folder_of(name)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
