"""Rows of one model that are changed at once: a statement prepared once and sent for each, all in one go.

Django's own way writes one statement with a branch for each row and column; to put that together for some thousand rows
takes longer than all that is done with them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django.db import connection
from django.db.models import Model

from motcua.foundation import plain_rows


def change(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these fields of rows that are there already; nothing for nothing. Raises LookupError where one is gone."""
    if not rows:
        return
    model = type(rows[0])
    text, taking = _statement(model, tuple(names))
    with connection.cursor() as cursor:
        cursor.executemany(text, [[*(take(row) for take in taking), row.pk] for row in rows])
        if cursor.rowcount != len(rows):
            raise LookupError(f"{len(rows) - cursor.rowcount} rows of {model._meta.db_table} are not there")


@cache
def _statement(model: type[Model], names: tuple[str, ...]) -> tuple[str, tuple[plain_rows.Read, ...]]:
    taking = dict(plain_rows.taking(model))
    columns = [str(cast(Any, model._meta.get_field(name)).column) for name in names]
    changes = ", ".join(f"{column} = %s" for column in columns)
    key = model._meta.pk.column
    text = f"UPDATE {model._meta.db_table} SET {changes} WHERE {key} = %s"  # noqa: S608 - names of our own columns
    return text, tuple(taking[column] for column in columns)
