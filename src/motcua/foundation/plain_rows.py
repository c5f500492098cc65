"""Rows read and written by plain SQL as objects of their model.

For the few statements of which every request or act is made: building them from a query set costs more than running
them. Where such a text says a rule that a query set says, too, a test holds both against each other.
"""

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import BooleanField, CharField, DateTimeField, ForeignKey, IntegerField, Model, TextField

Row = TypeVar("Row", bound=Model)
Read = Callable[[Any], Any]
_TAKEN_AS_THEY_ARE: Final = (BooleanField, CharField, DateTimeField, ForeignKey, IntegerField, TextField)
"""Fields whose values the driver takes as they are; asking Django for each of them costs more than the statement."""


@cache
def columns(model: type[Model], alias: str) -> str:
    """Return all columns of a model, in its order, as a SELECT names them: `alias.id, alias.code, …`."""
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


def every(model: type[Row], statement: str, values: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a statement that selects `columns` of the model and nothing else."""
    names, readers = _reading(model)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    return [model.from_db(connection.alias, names, _read(row, readers)) for row in found]


def first(model: type[Row], statement: str, values: Mapping[str, Any]) -> Row | None:
    """Return the first row of such a statement, None where there is none."""
    return next(iter(every(model, statement, values)), None)


def by_key(model: type[Row], key: int) -> Row | None:
    """Return the row that has this primary key, None where there is none."""
    return first(model, _by_key_text(model), {"key": key})


def update(row: Model) -> None:
    """Write all columns of a row that is there already. Raises LookupError where it is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_update_text(type(row)), [*(take(row) for _, take in taking(type(row))), row.pk])
        if cursor.rowcount != 1:
            raise LookupError(f"no row {row.pk} of {row._meta.db_table}")


@cache
def taking(model: type[Model]) -> tuple[tuple[str, Read], ...]:
    """Return every column of a model but its key, in its order, with what takes its value off a row for the database."""
    return tuple((str(field.column), _taking(field)) for field in model._meta.concrete_fields if not field.primary_key)


def _taking(field: Any) -> Read:
    if isinstance(field, _TAKEN_AS_THEY_ARE):
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(getattr(row, field.attname), connection)


@cache
def _by_key_text(model: type[Model]) -> str:
    key = model._meta.pk.column
    return f"SELECT {columns(model, 'one')} FROM {model._meta.db_table} one WHERE one.{key} = %(key)s"  # noqa: S608 - names of our own columns


@cache
def _update_text(model: type[Model]) -> str:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    changes = ", ".join(f"{field.column} = %s" for field in fields)
    key = model._meta.pk.column
    return f"UPDATE {model._meta.db_table} SET {changes} WHERE {key} = %s"  # noqa: S608 - names of our own columns


@cache
def _reading(model: type[Model]) -> tuple[list[str], tuple[tuple[int, tuple[Read, ...]], ...]]:
    """Return the names of the columns' attributes, and the place and readers of each column that needs any."""
    fields = model._meta.concrete_fields
    readers = ((place, _readers(field)) for place, field in enumerate(fields))
    return [field.attname for field in fields], tuple((place, found) for place, found in readers if found)


def _readers(field: Any) -> tuple[Read, ...]:
    """Return what Django would make of a column's value, one after the other."""
    column = field.cached_col
    wanted = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    return tuple(lambda value, read=read: read(value, column, connection) for read in wanted)


def _read(row: tuple[Any, ...], readers: tuple[tuple[int, tuple[Read, ...]], ...]) -> list[Any]:
    values = list(row)
    for place, found in readers:
        for read in found:
            values[place] = read(values[place])
    return values
