"""What never changes is kept in memory under its id; an id belongs to one database.

A database that is restored, loaded anew or another one gives the same ids to other things. Whoever does that lets nobody stay
connected, so it is enough to look once, through each connection, which database it leads to.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from django.db import connection

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# The start of the server and the numbers of database and table tell others apart; a row that was written anew has another
# xmin or place, as after a restore into the same table.
_MARK = """
    SELECT pg_postmaster_start_time()::text, (SELECT oid::text FROM pg_database WHERE datname = current_database()),
        'foundation_databaseidentity'::regclass::oid::text, (SELECT name || xmin || ctid FROM foundation_databaseidentity)
"""
_marks: WeakKeyDictionary[Any, tuple[str, ...]] = WeakKeyDictionary()
"""Which database an open connection leads to: one, for as long as it is open."""


def kept(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Let a question whose answer never changes be answered from memory, as long as it is asked of the same database.

    `most`: how many answers are kept, the ones asked for last. Refusals are not kept.
    """

    def keep(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @lru_cache(maxsize=most)
        def answer(_mark: tuple[str, ...], args: tuple[Any, ...], named: tuple[Any, ...]) -> object:
            return question(*args, **dict(named))

        @wraps(question)
        def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            return cast(Answer, answer(which_database(), args, tuple(kwargs.items())))

        return ask

    return keep


def which_database() -> tuple[str, ...]:
    """Return what tells the database of this connection from others and from itself before it was loaded anew.

    One statement for each connection that is opened, said by the driver: it belongs to the opening, not to the request that
    happens to ask first, and is in no count of that request's statements.
    """
    connection.ensure_connection()
    opened = connection.connection
    known = _marks.get(opened)
    if known is None:
        known = _marks[opened] = tuple(opened.execute(_MARK).fetchone())
    return known
