"""What the ledger tells of each dossier, in the shape in which it is folded."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection

from motcua.domain.flows.rules.folding import COUNTED_ACTS, FIRST_ACT, NOT_RECEIVED, Act, Moment
from motcua.kernel.working_time import ZONE

MOMENT = "^(19|2[0-9])[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:.]+([+-][0-9:]+|Z)$"
"""A moment as the ledger writes it, in years that can be meant: no "today", no year 12000, none before Christ."""
LONGEST = (("desk", 40), ("competent", 40), ("procedure", 40), ("channel", 20))
"""How long what tells the place may be: what the tables of the flows hold."""


def _moment(name: str) -> str:
    """Say a moment of the body, null where it is none that can be counted."""
    said = f"body->>'{name}'"
    return f"CASE WHEN {said} ~ '{MOMENT}' AND pg_input_is_valid({said}, 'timestamptz') THEN ({said})::timestamptz END"


PROMISED, READY = _moment("promised_at"), _moment("ready_at")
VERSION = "CASE WHEN pg_input_is_valid(body->>'version', 'bigint') THEN (body->>'version')::bigint END"
TOO_LONG = " OR ".join(f"coalesce(length(body->>'{name}'), 0) > {longest}" for name, longest in LONGEST)
IS_DAMAGED = f"""(
    body->>'promised_at' IS NOT NULL AND ({PROMISED}) IS NULL OR body->>'ready_at' IS NOT NULL AND ({READY}) IS NULL
    OR act IN ('{FIRST_ACT}', '{NOT_RECEIVED}')
       AND (body->>'desk' IS NULL OR body->>'procedure' IS NULL OR body->>'channel' IS NULL OR {TOO_LONG})
)"""
"""An act whose body cannot be read."""
_TOLD = f"""
    WITH told AS (
        SELECT subject, seq, act, at, body, transaction < %(since)s OR (id <= %(floor)s AND NOT %(all)s) AS folded,
               {PROMISED} AS promised, {READY} AS ready
        FROM {{ledger}} WHERE act = ANY(%(acts)s) AND (transaction < %(until)s OR id <= %(floor)s))
    SELECT subject, act, folded,
           (extract(epoch FROM at) * 1000000)::bigint, (at AT TIME ZONE %(zone)s)::date - DATE '1970-01-01',
           (extract(epoch FROM promised) * 1000000)::bigint, (promised AT TIME ZONE %(zone)s)::date - DATE '1970-01-01',
           (extract(epoch FROM ready) * 1000000)::bigint, (ready AT TIME ZONE %(zone)s)::date - DATE '1970-01-01',
           body->>'lateness', body->>'outcome', jsonb_exists(body, 'any_desk'), {IS_DAMAGED}, body->>'competent', body->>'desk',
           {VERSION}, body->>'procedure', body->>'channel'
    FROM told ORDER BY subject, seq
"""  # noqa: S608 - names of our own columns
_ALL = "foundation_ledgerentry"
_CHANGED = """
    (SELECT entry.* FROM foundation_ledgerentry entry JOIN (
        SELECT DISTINCT subject FROM foundation_ledgerentry
        WHERE transaction >= %(since)s AND transaction < %(until)s AND id > %(floor)s AND act = ANY(%(acts)s)
        UNION SELECT subject FROM flows_setaside
    ) changed USING (subject)
    ) AS entry
"""
_SOME = "(SELECT * FROM foundation_ledgerentry WHERE subject = ANY(%(subjects)s)) AS entry"
_SUBJECTS = """
    SELECT count(DISTINCT subject) FROM foundation_ledgerentry
    WHERE act = ANY(%(acts)s) AND (transaction >= %(since)s AND transaction < %(until)s AND id > %(floor)s
                                   OR %(all)s AND id <= %(floor)s)
"""
_FROM_BEFORE = """
    SELECT coalesce(max(id), 0) FROM foundation_ledgerentry
    WHERE transaction >= (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
"""
_ROWS_AT_ONCE = 5000


@dataclass(frozen=True)
class Window:
    """A stretch of the ledger by its transactions: from `since`, below `until`; from 0: all of it.

    Rows up to the id `floor` are from before a restore: whatever their transactions, they are folded already, unless all are asked.
    """

    since: int
    until: int
    floor: int

    @property
    def is_all(self) -> bool:
        return self.since == 0


class Place(NamedTuple):
    """Where a subject counts: fixed by its first act."""

    unit: str
    desk: str
    version: int
    procedure: str
    channel: str


@dataclass(frozen=True)
class Told:
    """The acts on one subject: those that were folded before, and all of them; without a place until its first is told."""

    subject: str
    place: Place | None
    folded: tuple[Act, ...]
    acts: tuple[Act, ...]


def last_from_before_restore() -> int:
    """Return the last row of the ledger whose transaction is yet to come: it and those before it were restored; else 0."""
    with connection.cursor() as cursor:
        cursor.execute(_FROM_BEFORE)
        return int(cursor.fetchone()[0])


def changed(window: Window) -> int:
    """Return how many subjects have acts in the window that change a count."""
    with connection.cursor() as cursor:
        cursor.execute(_SUBJECTS, _values(window))
        return int(cursor.fetchone()[0])


def told(window: Window) -> Iterator[Told]:
    """Yield every subject with acts in the window, and those set aside, in the order of subjects, as a stream. Needs a transaction."""
    yield from _told(_ALL if window.is_all else _CHANGED, _values(window))


def told_of(subjects: Collection[str], window: Window) -> tuple[Told, ...]:
    """Return what a window tells of some subjects. Needs a transaction."""
    return tuple(_told(_SOME, {**_values(window), "subjects": list(subjects)}))


def _told(source: str, values: Mapping[str, Any]) -> Iterator[Told]:
    with connection.chunked_cursor() as cursor:
        cursor.cursor.itersize = _ROWS_AT_ONCE  # of the wrapper it would say nothing
        cursor.execute(_TOLD.replace("{ledger}", source), values)
        for subject, rows in groupby(cursor, key=lambda row: row[0]):
            yield _subject(subject, list(rows))


def _values(window: Window) -> dict[str, Any]:
    acts = [*COUNTED_ACTS, NOT_RECEIVED]
    return {
        "since": window.since,
        "until": window.until,
        "floor": window.floor,
        "all": window.is_all,
        "acts": acts,
        "zone": str(ZONE),
    }


def _subject(subject: str, rows: list[Any]) -> Told:
    acts = tuple(_act(row) for row in rows)
    is_begun = rows[0][1] in {FIRST_ACT, NOT_RECEIVED}
    return Told(
        subject=subject,
        place=place_of(*rows[0][13:]) if is_begun else None,
        folded=tuple(act for act, row in zip(acts, rows, strict=True) if row[2]),
        acts=acts,
    )


def place_of(
    unit: str | None, desk: str | None, version: int | None, procedure: str | None, channel: str | None
) -> Place:
    """Return the place that a first act tells; what a damaged one does not tell is empty, and nothing is counted there."""
    return Place(unit or desk or "", desk or "", version or 0, procedure or "", channel or "")


def _act(row: Any) -> Act:
    _, name, _, at, day, promised, promised_day, ready, ready_day, lateness, outcome, any_desk, is_damaged = row[:13]
    return Act(
        name=name,
        at=Moment(at, day),
        promised=None if promised is None else Moment(promised, promised_day),
        ready=None if ready is None else Moment(ready, ready_day),
        lateness=lateness or "",
        outcome=outcome or "",
        any_desk=any_desk,
        is_damaged=is_damaged,
    )
