"""What the whole ledger tells of all dossiers, in columns of numbers: as quickly as the database can say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from django.db import connection
from psycopg import sql

from motcua.domain.flows.queries.telling import Place, Window
from motcua.domain.flows.rules.courses import ABSENT, LATENESSES, OUTCOMES, ActColumns, Numbers
from motcua.domain.flows.rules.folding import COUNTED_ACTS, FIRST_ACT, NOT_RECEIVED
from motcua.kernel.working_time import ZONE

_AT_ONCE = 1_000_000
"""Acts whose columns are in memory at once, some hundred megabytes; and the rest of one subject."""
_NUMBERS = (
    "begins",
    "place",
    "name",
    "at",
    "day",
    "promised",
    "promised_day",
    "ready",
    "ready_day",
    "lateness",
    "outcome",
    "any_desk",
)
_ROW = np.dtype([("fields", ">i2"), *(one for name in _NUMBERS for one in ((f"{name}_bytes", ">i4"), (name, ">i8")))])
_HEAD, _END = 19, b"\xff\xff"
_NUMBER = "jsonb_hash_extended(place, {seed})"
_LEDGER = """
    foundation_ledgerentry CROSS JOIN LATERAL (
        SELECT jsonb_build_array(body->>'competent', body->>'desk', (body->>'version')::bigint, body->>'procedure',
                                 body->>'channel') AS place
    ) AS told_place
"""
_WITHIN = "(transaction < {until} OR id <= {floor})"
_PLACES = f"""
    SELECT {{number}}, count(*), place->>0, place->>1, (place->>2)::bigint, place->>3, place->>4
    FROM {_LEDGER} WHERE act = ANY({{firsts}}) AND {_WITHIN} GROUP BY place
"""  # noqa: S608 - names of our own columns
_ACTS = f"""
    COPY (
        WITH told AS (
            SELECT hashtextextended(subject, 0) AS mixed, subject, seq, act, at,
                   CASE WHEN act = ANY({{firsts}}) THEN {{number}} ELSE 0 END AS place,
                   (body->>'promised_at')::timestamptz AS promised, (body->>'ready_at')::timestamptz AS ready,
                   body->>'lateness' AS lateness, body->>'outcome' AS outcome, jsonb_exists(body, 'any_desk') AS any_desk
            FROM {_LEDGER} WHERE act = ANY({{acts}}) AND {_WITHIN}
        ), counted AS (
            SELECT *, row_number() OVER (PARTITION BY mixed, subject ORDER BY seq) = 1 AS begins FROM told
        )
        SELECT begins::int::bigint, place, array_position({{acts}}, act) - 1::bigint, {{at}}, {{promised}}, {{ready}},
               coalesce(array_position({{latenesses}}, lateness), 1) - 1::bigint,
               coalesce(array_position({{outcomes}}, outcome), 1) - 1::bigint, any_desk::int::bigint
        FROM counted ORDER BY mixed, subject, seq
    ) TO STDOUT (FORMAT BINARY)
"""  # noqa: S608 - names of our own columns
_MOMENT = """
    coalesce((extract(epoch FROM {moment}) * 1000000)::bigint, {absent}),
    coalesce(((({moment}) AT TIME ZONE {zone})::date - DATE '1970-01-01')::bigint, {absent})
"""


@dataclass(frozen=True)
class ToldAtOnce:
    """Acts on many subjects, and of each subject at which of the places it counts."""

    acts: ActColumns
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
        rest = b""
        with connection.cursor() as cursor, cursor.copy(_said(_ACTS, self.window, self.seed)) as copy:
            for block in _blocks(copy):
                rows = np.frombuffer(rest + block, dtype=_ROW)
                last = int(np.flatnonzero(rows["begins"])[-1])
                if last:
                    yield _columns(rows[:last])
                rest = rows[last:].tobytes()
        if rest:
            yield _columns(np.frombuffer(rest, dtype=_ROW))


def whole_ledger(window: Window) -> WholeLedger:
    """Read where the subjects of a window count; each place is told by a number that no other place has."""
    for seed in count():
        with connection.cursor() as cursor:
            cursor.execute(_said(_PLACES, window, seed))
            rows = cursor.fetchall()
        places = {number: Place(unit or desk, desk, version, *more) for number, _, unit, desk, version, *more in rows}
        if len(places) == len(rows):
            return WholeLedger(window, seed, places, sum(row[1] for row in rows))
    raise AssertionError


def _said(statement: str, window: Window, seed: int) -> sql.Composed:
    """Return a statement with its values in it: COPY takes no others."""
    texts = {"acts": COUNTED_ACTS, "firsts": (FIRST_ACT, NOT_RECEIVED), "latenesses": LATENESSES, "outcomes": OUTCOMES}
    values = {name: sql.SQL("{}::text[]").format(sql.Literal(list(ones))) for name, ones in texts.items()}
    moments = {
        name: sql.SQL(_MOMENT).format(moment=sql.SQL(name), absent=sql.Literal(ABSENT), zone=sql.Literal(str(ZONE)))
        for name in ("at", "promised", "ready")
    }
    number = sql.SQL(_NUMBER).format(seed=sql.Literal(seed))
    bounds = {"until": sql.Literal(window.until), "floor": sql.Literal(window.floor)}
    return sql.SQL(statement).format(**values, **moments, **bounds, number=number)


def _blocks(copy: Any) -> Iterator[bytes]:
    """Yield what is copied without head and end, many whole rows at once."""
    block, wanted, head = bytearray(), _AT_ONCE * _ROW.itemsize, _HEAD
    for part in copy:
        block += part
        if len(block) >= wanted + head:
            yield bytes(block[head:])
            block, head = bytearray(), 0
    if block[head:] != _END:
        yield bytes(block[head : -len(_END)])


def _columns(rows: Any) -> ToldAtOnce:
    told = {name: rows[name].astype(np.int64) for name in _NUMBERS}
    places = told.pop("place")[np.flatnonzero(told["begins"])]
    return ToldAtOnce(ActColumns(**told), places)
