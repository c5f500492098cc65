"""Write an act into the ledger, in the transaction of the act."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.foundation.actor import Actor

_INSERT = "INSERT INTO foundation_ledgerentry (subject, act, by_login, by_right, unit_code, at, body) VALUES "
_ROW = "(%s, %s, %s, %s, %s, %s, %s)"
_waiting: ContextVar[list[tuple[Any, ...]] | None] = ContextVar("ledger_rows_of_one_act", default=None)
_INSERT_MANY = """
    INSERT INTO foundation_ledgerentry (subject, act, by_login, by_right, unit_code, at, body)
    SELECT row.subject, %s, %s, %s, %s, %s, row.body::jsonb FROM unnest(%s::text[], %s::text[]) AS row(subject, body)
"""


def write(*, subject: str, act: str, by: Actor, at: datetime, body: Mapping[str, Any]) -> None:
    """Add one row: who did what, by which right, when, on which subject.

    `subject` is a kind and a code ("dossier:H12.14-261123-0007"). `body` holds codes, references and
    salted digests only: never a name, an identifier or a free text about a person, and no floats
    (their text differs between database versions). Raises where no transaction is open, or where the
    moment is naive or the body holds a float.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act and its ledger row belong into one transaction")
    if at.tzinfo is None:
        raise ValueError("a ledger moment needs a time zone")
    _refuse_floats(body)
    row = (subject, act, by.login, by.right, by.unit_code, at, json.dumps(dict(body)))
    waiting = _waiting.get()
    if waiting is None:
        _insert([row])
    else:
        waiting.append(row)


@contextmanager
def together() -> Iterator[None]:
    """Insert what is written inside as one statement at the end, in the order of writing; nothing after a failure.

    Use it inside the transaction of one act that does not read the ledger. Within another one it joins that.
    """
    if _waiting.get() is not None:
        yield
        return
    rows: list[tuple[Any, ...]] = []
    token = _waiting.set(rows)
    try:
        yield
    finally:
        _waiting.reset(token)
    _insert(rows)


def _insert(rows: list[tuple[Any, ...]]) -> None:
    """Insert rows; the trigger chains them one after the other, as they stand in the statement."""
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT + ", ".join([_ROW] * len(rows)), [value for row in rows for value in row])


def write_many(bodies: Mapping[str, Mapping[str, Any]], *, act: str, by: Actor, at: datetime) -> None:
    """Add one row on each of many subjects, all for the same act of the same person, in one statement.

    `bodies` by subject, as `write` takes them. Raises as `write` does; writes nothing for nothing.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act and its ledger row belong into one transaction")
    if at.tzinfo is None:
        raise ValueError("a ledger moment needs a time zone")
    _refuse_floats(bodies)
    if not bodies:
        return
    if _waiting.get() is not None:
        raise RuntimeError("rows on many subjects are no part of one act on one subject")
    written = [json.dumps(dict(body)) for body in bodies.values()]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_MANY, [act, by.login, by.right, by.unit_code, at, list(bodies), written])


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("no floats in the ledger: give an integer or a text")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
