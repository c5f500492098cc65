"""Write very many rows of flows into their tables, in the form in which the database reads them quickest."""

from collections.abc import Iterable, Sequence
from struct import pack

import numpy as np
from django.db import connection

from motcua.domain.flows.rules.adding_up import STOCKS, Rows
from motcua.domain.flows.rules.grains import Grain, Group
from motcua.domain.flows.rules.measures import Measure

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


def encoded(grain: Grain, groups: Iterable[Group]) -> list[bytes]:
    """Return the columns of each group as a row of the grain carries them."""
    texts = ([text.encode() for text in (grain.value, *group)] for group in groups)
    return [b"".join(pack(">i", len(text)) + text for text in row) for row in texts]


def write(table: str, groups: Sequence[bytes], rows: Iterable[Rows]) -> None:
    """Add rows to a table in which there are none of them; `groups` has the columns of each group by its number."""
    columns = TABLES[table]
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(_HEAD)
        for some in rows:
            copy.write(_rows(groups, some, columns))
        copy.write(_END)


def _rows(groups: Sequence[bytes], rows: Rows, columns: Sequence[str]) -> bytes:
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
