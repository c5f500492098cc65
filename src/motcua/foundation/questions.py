"""Questions of several modules, answered by one statement.

Each module says in its own words which of its rows it asks for and what it makes of them; whoever needs several answers
about one thing asks them together. The rows come back as JSON, in the order that each question states.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """Rows of one table (whole, or with columns deferred; none of bytes), and what is made of them."""

    rows: QuerySet[Any]
    read: Callable[[list[Any]], Answer]

    def answer(self) -> Answer:
        """Ask by a statement of its own."""
        return self.read(list(self.rows))


def ask(*questions: Question[Any]) -> tuple[Any, ...]:
    """Return the answer to each question, all by one statement; a question for no rows at all costs nothing."""
    parts = [_sql(one.rows) for one in questions]
    asked = [part for part in parts if part is not None]
    found = iter(_rows(asked) if asked else ())
    told = [next(found) if part is not None else [] for part in parts]
    return tuple(one.read(_objects(one.rows, rows)) for one, rows in zip(questions, told, strict=True))


def _sql(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]] | None:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def _rows(asked: list[tuple[str, tuple[Any, ...]]]) -> tuple[list[dict[str, Any]], ...]:
    columns = ", ".join(
        f"(SELECT coalesce(json_agg(part{place}), '[]') FROM ({sql}) part{place})"  # noqa: S608 - SQL of querysets
        for place, (sql, _) in enumerate(asked)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _, values in asked for value in values])
        found: tuple[list[dict[str, Any]], ...] = cursor.fetchone()
    return found


def _objects(asked: QuerySet[Any], rows: list[dict[str, Any]]) -> list[Model]:
    """Return the rows as objects of their model; columns that were not asked for stay deferred."""
    if not rows:
        return []
    fields = [field for field in asked.model._meta.concrete_fields if field.column in rows[0]]
    names = [field.attname for field in fields]
    return [
        asked.model.from_db(asked.db, names, [field.to_python(row[field.column]) for field in fields]) for row in rows
    ]
