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
from motcua.foundation.ahead import ahead
from motcua.kernel.working_time import ZONE

_AT_ONCE = 1_000_000
"""Acts whose columns are in memory at once, some hundred megabytes; and the rest of one subject."""
_NUMBERS = (
    "mixed",
    "seq",
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
_NUMBER = "hash_record_extended(place, {seed})"
_PLACE = "body->>'competent', body->>'desk', (body->>'version')::bigint, body->>'procedure', body->>'channel'"
_WITHIN = "(transaction < {until} OR id <= {floor})"
_PLACES = f"""
    SELECT {{number}}, times, unit, desk, version, procedure, channel FROM (
        SELECT count(*), {_PLACE} FROM foundation_ledgerentry WHERE act = ANY({{firsts}}) AND {_WITHIN} GROUP BY 2, 3, 4, 5, 6
    ) AS told (times, unit, desk, version, procedure, channel)
    CROSS JOIN LATERAL (SELECT ROW(unit, desk, version, procedure, channel) AS place) AS placed
"""  # noqa: S608 - names of our own columns
_ACTS = f"""
    COPY (
        WITH told AS (
            SELECT hashtextextended(subject, 0) AS mixed, subject, seq, act, at,
                   CASE WHEN act = ANY({{firsts}}) THEN {{number}} ELSE 0 END AS place,
                   (body->>'promised_at')::timestamptz AS promised, (body->>'ready_at')::timestamptz AS ready,
                   body->>'lateness' AS lateness, body->>'outcome' AS outcome, jsonb_exists(body, 'any_desk') AS any_desk
            FROM foundation_ledgerentry CROSS JOIN LATERAL (SELECT ROW({_PLACE}) AS place) AS placed
            WHERE act = ANY({{acts}}) AND {_WITHIN}
        )
        SELECT mixed, seq::bigint, place, array_position({{acts}}, act) - 1::bigint, {{at}}, {{promised}}, {{ready}},
               coalesce(array_position({{latenesses}}, lateness), 1) - 1::bigint,
               coalesce(array_position({{outcomes}}, outcome), 1) - 1::bigint, any_desk::int::bigint
        FROM told ORDER BY mixed, subject, seq
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
            for block in ahead(_blocks(copy)):
                rows = np.frombuffer(rest + block, dtype=_ROW)
                begins = _begins(rows)
                last = int(np.flatnonzero(begins)[-1])
                if last:
                    yield _columns(rows[:last], begins[:last])
                rest = rows[last:].tobytes()
        if rest:
            rows = np.frombuffer(rest, dtype=_ROW)
            yield _columns(rows, _begins(rows))


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


def _begins(rows: Any) -> Numbers:
    """Tell where another subject begins: by its hash, and where two should share one, for the first act of each is its lowest."""
    begins = np.ones(len(rows), dtype=np.int64)
    begins[1:] = (rows["mixed"][1:] != rows["mixed"][:-1]) | (rows["seq"][1:] <= rows["seq"][:-1])
    return begins


def _columns(rows: Any, begins: Numbers) -> ToldAtOnce:
    places = rows["place"][np.flatnonzero(begins)].astype(np.int64)
    acts = {name: rows[name].astype(np.int64) for name in _NUMBERS if name not in {"mixed", "seq", "place"}}
    return ToldAtOnce(ActColumns(begins=begins, **acts), places)
