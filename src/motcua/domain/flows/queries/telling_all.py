"""What the whole ledger tells of all dossiers, in columns of numbers: as quickly as the database can say it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from django.db import connection
from psycopg import sql

from motcua.domain.flows.queries.telling import IS_DAMAGED, PROMISED, READY, VERSION, Place, Window, place_of
from motcua.domain.flows.rules.courses import ABSENT, LATENESSES, OUTCOMES, ActColumns, Numbers
from motcua.domain.flows.rules.folding import COUNTED_ACTS, FIRST_ACT, NOT_RECEIVED
from motcua.foundation.ahead import ahead
from motcua.foundation.columns import columns_of, copied
from motcua.kernel.working_time import ZONE

_AT_ONCE = 500_000
"""Subjects, about, whose acts are in memory at once: some hundred megabytes."""
_NUMBER = "hash_record_extended(place, {seed})"
_PLACE = f"body->>'competent', body->>'desk', {VERSION}, body->>'procedure', body->>'channel'"
_WITHIN = "(transaction < {until} OR id <= {floor})"
_PLACES = f"""
    SELECT {{number}}, times, unit, desk, version, procedure, channel FROM (
        SELECT count(*), {_PLACE} FROM foundation_ledgerentry WHERE act = ANY({{firsts}}) AND {_WITHIN} GROUP BY 2, 3, 4, 5, 6
    ) AS told (times, unit, desk, version, procedure, channel)
    CROSS JOIN LATERAL (SELECT ROW(unit, desk, version, procedure, channel) AS place) AS placed
"""  # noqa: S608 - names of our own columns
_MOMENT = (
    "coalesce((extract(epoch FROM MOMENT) * 1000000)::bigint, {absent})",
    "coalesce(((MOMENT AT TIME ZONE {zone})::date - DATE '1970-01-01')::bigint, {absent})",
)
_NAMED = """
    SELECT DISTINCT subject FROM foundation_ledgerentry
    WHERE hashtextextended(subject, 0) = ANY(%(subjects)s::bigint[]) AND (transaction < %(until)s OR id <= %(floor)s)
"""
_COLUMNS = {
    "mixed": "mixed",
    "seq": "seq",
    "place": "CASE WHEN act = ANY({firsts}) THEN {number} ELSE 0 END",
    "name": "(array_position({acts}, act) - 1)::smallint",
    **{
        column: said.replace("MOMENT", moment)
        for moment, *columns in (
            ("at", "at", "day"),
            (f"({PROMISED})", "promised", "promised_day"),
            (f"({READY})", "ready", "ready_day"),
        )
        for column, said in zip(columns, _MOMENT, strict=True)
    },
    "lateness": "(coalesce(array_position({latenesses}, body->>'lateness'), 1) - 1)::smallint",
    "outcome": "(coalesce(array_position({outcomes}, body->>'outcome'), 1) - 1)::smallint",
    "any_desk": "jsonb_exists(body, 'any_desk')::int::smallint",
    "is_damaged": f"{IS_DAMAGED}::int::smallint",
}
_ACTS = f"""
    SELECT {", ".join(f"array_agg({name} ORDER BY mixed, subject, seq)" for name in _COLUMNS)} FROM (
        SELECT part, subject, {", ".join(f"{said} AS {name}" for name, said in _COLUMNS.items())}
        FROM foundation_ledgerentry
        CROSS JOIN LATERAL (SELECT ROW({_PLACE}) AS place, hashtextextended(subject, 0) AS mixed) AS found
        CROSS JOIN LATERAL (SELECT mixed & {{parts}} AS part) AS parted
        WHERE act = ANY({{acts}}) AND {_WITHIN} ORDER BY part, mixed, subject, seq
    ) AS told GROUP BY part ORDER BY part
"""  # noqa: S608 - names of our own columns


@dataclass(frozen=True)
class ToldAtOnce:
    """Acts on many subjects, and of each subject its hash and at which of the places it counts."""

    acts: ActColumns
    subjects: Numbers
    places: Numbers


@dataclass(frozen=True)
class WholeLedger:
    """A window from the first row on: at which places its subjects count, how many there are, and their acts."""

    window: Window
    seed: int
    places: dict[int, Place]
    subjects: int

    def acts(self) -> Iterator[ToldAtOnce]:
        """Yield the acts on all subjects, those of one subject never apart. Sorts in the memory that the transaction may use."""
        parts = 2 ** (self.subjects // _AT_ONCE).bit_length()
        statement = _said(_ACTS, self.window, self.seed, parts=parts)
        with connection.cursor() as cursor, cursor.copy(copied(statement)) as copy:
            for columns in ahead(columns_of(copy)):
                yield _told_at_once(dict(zip(_COLUMNS, columns, strict=True)))


def whole_ledger(window: Window) -> WholeLedger:
    """Read where the subjects of a window count; each place is told by a number that no other place has."""
    for seed in count():
        with connection.cursor() as cursor:
            cursor.execute(_said(_PLACES, window, seed))
            rows = cursor.fetchall()
        places = {number: place_of(*told) for number, _, *told in rows}
        if len(places) == len(rows):
            return WholeLedger(window, seed, places, sum(row[1] for row in rows))
    raise AssertionError


def _said(statement: str, window: Window, seed: int, *, parts: int = 1) -> sql.Composed:
    """Return a statement with its values in it: COPY takes no others."""
    texts = {"acts": COUNTED_ACTS, "firsts": (FIRST_ACT, NOT_RECEIVED), "latenesses": LATENESSES, "outcomes": OUTCOMES}
    values = {name: sql.SQL("{}::text[]").format(sql.Literal(list(ones))) for name, ones in texts.items()}
    plain = {"until": window.until, "floor": window.floor, "parts": parts - 1, "absent": ABSENT, "zone": str(ZONE)}
    number = sql.SQL(_NUMBER).format(seed=sql.Literal(seed))
    return sql.SQL(statement).format(**values, **{name: sql.Literal(one) for name, one in plain.items()}, number=number)


def _told_at_once(columns: dict[str, Numbers]) -> ToldAtOnce:
    """Tell where another subject begins: by its hash, and where two should share one, for the first act of each is its lowest."""
    mixed, seq, place = (columns.pop(name) for name in ("mixed", "seq", "place"))
    begins = np.ones(len(mixed), dtype=np.int64)
    begins[1:] = (mixed[1:] != mixed[:-1]) | (seq[1:] <= seq[:-1])
    first = np.flatnonzero(begins)
    return ToldAtOnce(ActColumns(begins=begins, **columns), mixed[first], place[first])


def named(subjects: Sequence[int], window: Window) -> list[str]:
    """Return the subjects of these hashes."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, {"subjects": list(subjects), "until": window.until, "floor": window.floor})
        return [subject for (subject,) in cursor.fetchall()]
