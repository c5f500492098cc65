"""Rows written at once by COPY, under ids that were drawn before: for loads of so many rows that each statement counts."""

from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Model

from motcua.foundation import plain_rows

_AT_ONCE = 500
"""Ids drawn with one statement; those that are left over are lost, which leaves gaps as a roll-back does."""


class Ids:
    """Ids of tables, drawn some hundred at a time from the sequences that single insertions draw from."""

    def __init__(self) -> None:
        self._drawn: dict[type[Model], Iterator[int]] = {}

    def give(self, row: Model) -> None:
        """Give a row that is not kept yet the id under which it will be copied."""
        model = type(row)
        key = next(self._drawn.get(model, iter(())), None)
        if key is None:
            self._drawn[model] = drawn = iter(_draw(model))
            key = next(drawn)
        row.pk = key


def _draw(model: type[Model]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, _AT_ONCE],
        )
        return [int(key) for (key,) in cursor.fetchall()]


def copy(rows: Sequence[Model]) -> None:
    """Insert rows of one model, each under its id, in the caller's transaction; nothing for nothing."""
    if not rows:
        return
    model = type(rows[0])
    taking = plain_rows.taking(model)
    columns = ", ".join((str(model._meta.pk.column), *(column for column, _ in taking)))
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copying:
        for row in rows:
            copying.write_row((row.pk, *(take(row) for _, take in taking)))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
