"""Rows of one model that are changed at once: a statement prepared once and sent for each, all in one go.

Django's own way writes one statement with a branch for each row and column; to put that together for some thousand rows
takes longer than all that is done with them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model


def change(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these fields of rows that are there already; nothing for nothing. Raises LookupError where one is gone."""
    if not rows:
        return
    model = type(rows[0])
    text, fields = _statement(model, tuple(names))
    with connection.cursor() as cursor:
        cursor.executemany(text, [[*(_value(row, field) for field in fields), row.pk] for row in rows])
        if cursor.rowcount != len(rows):
            raise LookupError(f"{len(rows) - cursor.rowcount} rows of {model._meta.db_table} are not there")


def _value(row: Model, field: Any) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)


@cache
def _statement(model: type[Model], names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    fields: tuple[Any, ...] = tuple(model._meta.get_field(name) for name in names)
    changes = ", ".join(f"{field.column} = %s" for field in fields)
    key = model._meta.pk.column
    return f"UPDATE {model._meta.db_table} SET {changes} WHERE {key} = %s", fields  # noqa: S608 - names of our own columns
