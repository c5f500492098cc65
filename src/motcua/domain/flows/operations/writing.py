"""Write very many rows of flows into their tables, in the form in which the database reads them quickest, and only what differs."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from struct import pack
from typing import Any

import numpy as np
from django.db import connection
from psycopg import sql

from motcua.domain.flows.rules.adding_up import STOCKS, Rows, differing
from motcua.domain.flows.rules.courses import Numbers
from motcua.domain.flows.rules.grains import Grain, Group
from motcua.domain.flows.rules.measures import Measure
from motcua.foundation.ahead import ahead
from motcua.foundation.columns import columns_of, copied

_GROUP = ", ".join(Group._fields)
_GROUP_COLUMNS = ("grain", *Group._fields)
_MEASURES = tuple(one.value for one in Measure)
TABLES = {
    "flows_dayflow": ("day", "known", *_MEASURES, *_GROUP_COLUMNS),
    "flows_monthflow": ("month", "known", *_MEASURES, *_GROUP_COLUMNS),
    "flows_yearflow": ("year", "known", *_MEASURES, *_GROUP_COLUMNS),
    "flows_monthstock": ("month", *STOCKS, *_GROUP_COLUMNS),
}
_HEAD, _END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_FIRST_DAY = (np.datetime64("2000-01-01") - np.datetime64("1970-01-01")).astype(int)
"""The day that the database calls 0."""
_AT_ONCE = 50_000
_NAMED = f"""
    CREATE TEMPORARY TABLE flows_named (number integer, grain text, {", ".join(f"{one} text" for one in Group._fields)})
"""
_NAME = f"COPY flows_named (number, grain, {_GROUP}) FROM STDIN (FORMAT BINARY)"
_STANDING = """
    SELECT array_agg(flow.id), array_agg(coalesce(named.number, -1)), {columns}
    FROM (SELECT * FROM {table} WHERE grain = {grain} AND {period} > {after} AND {period} <= {last}) AS flow
    LEFT JOIN flows_named AS named USING ({group})
"""
_IS_THERE = "SELECT EXISTS (SELECT FROM {table} WHERE grain = %s)"
_FORGET = "DELETE FROM {table} WHERE id = ANY(%s)"
_FORGET_LATER = "DELETE FROM {table} WHERE grain = %s AND {period} > %s"


def encoded(grain: Grain, groups: Iterable[Group]) -> list[bytes]:
    """Return the columns of each group as a row of the grain carries them."""

    @cache
    def column(text: str) -> bytes:
        return pack(">i", len(text.encode())) + text.encode()

    return [column(grain.value) + b"".join(map(column, group)) for group in groups]


def replace(table: str, grain: Grain, groups: Sequence[bytes], rows: Iterable[Rows]) -> None:
    """Let these be all rows of a grain: what stands and is alike stays, what is not goes, what is missing is written.

    `rows` come in the order of their periods, those of one period in one piece; `groups` has the columns of each group by its number.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IS_THERE.format(table=table), [grain.value])
        if not cursor.fetchone()[0]:
            write(table, groups, rows)
            return
        after = "-infinity"
        with _named(cursor, groups):
            for some in rows:
                last = str(np.datetime64(int(some.begins[-1]), "D"))
                _replace(table, grain, groups, some, after, last)
                after = last
        cursor.execute(_FORGET_LATER.format(table=table, period=TABLES[table][0]), [grain.value, after])


def write(table: str, groups: Sequence[bytes], rows: Iterable[Rows]) -> None:
    """Add rows to a table in which there are none of them; some are made ready while the database takes those before."""
    columns = TABLES[table]
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
    parts = (some[place : place + _AT_ONCE] for some in rows for place in range(0, len(some), _AT_ONCE))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(_HEAD)
        for block in ahead(_block(groups, part, columns) for part in parts):
            copy.write(block)
        copy.write(_END)


def _replace(table: str, grain: Grain, groups: Sequence[bytes], rows: Rows, after: str, last: str) -> None:
    ids, standing = _standing(table, grain, after, last)
    is_written, goes = differing(rows, standing)
    if goes.any():
        with connection.cursor() as cursor:
            cursor.execute(_FORGET.format(table=table), [ids[goes].tolist()])
    if is_written.any():
        write(table, groups, [rows[is_written]])


@contextmanager
def _named(cursor: Any, groups: Sequence[bytes]) -> Iterator[None]:
    """Let the database know the groups of a grain by their numbers."""
    cursor.execute(_NAMED)
    with cursor.copy(_NAME) as copy:
        columns = 1 + len(_GROUP_COLUMNS)
        copy.write(_HEAD)
        copy.write(b"".join(pack(">hii", columns, 4, number) + group for number, group in enumerate(groups)))
        copy.write(_END)
    cursor.execute("ANALYZE flows_named")
    yield
    cursor.execute("DROP TABLE flows_named")


def _standing(table: str, grain: Grain, after: str, last: str) -> tuple[Numbers, Rows]:
    """Return the rows of a grain whose period begins later than `after`, no later than `last`, and their ids."""
    names = [name for name in TABLES[table] if name not in _GROUP_COLUMNS]
    days = names[: 1 + ("known" in names)]
    told = [*(f"{day} - DATE '1970-01-01'" for day in days), *names[len(days) :]]
    said = sql.SQL(_STANDING).format(
        table=sql.SQL(table), period=sql.SQL(names[0]), group=sql.SQL(_GROUP), grain=sql.Literal(grain.value),
        columns=sql.SQL(", ".join(f"array_agg({one})" for one in told)), after=sql.Literal(after), last=sql.Literal(last),
    )  # fmt: skip
    with connection.cursor() as cursor, cursor.copy(copied(said)) as copy:
        ids, group, *numbers = next(columns_of(copy))
        for _ in copy:
            pass
    values = np.column_stack(numbers[len(days) :]).astype(np.int32)
    return ids, Rows(numbers[0], numbers[len(days) - 1], group, values)


def _block(groups: Sequence[bytes], rows: Rows, columns: Sequence[str]) -> bytes:
    days = [rows.begins, rows.known] if "known" in columns else [rows.begins]
    numbers = np.column_stack([*(day - _FIRST_DAY for day in days), rows.values])
    told = np.empty(len(numbers), dtype=[("columns", ">i2"), ("numbers", ">i4", (numbers.shape[1], 2))])
    told["columns"] = len(columns)
    told["numbers"][..., 0], told["numbers"][..., 1] = 4, numbers
    text, width = told.tobytes(), told.itemsize
    pieces = [b""] * (2 * len(told))
    pieces[0::2] = [text[place : place + width] for place in range(0, len(text), width)]
    pieces[1::2] = [groups[group] for group in rows.group.tolist()]
    return b"".join(pieces)
