"""How the organisation stands at one moment: asked once within an act, answered from memory while nothing has changed.

Units and calendars change a few times a year and are asked about in every act. Within `at_one_moment` a single statement
reads a stamp of their rows; an answer that was given under the same stamp is given again without asking the database.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# Every write gives a row another xmin or place, so equal sums mean equal rows; the start of the server keeps a
# restored or another database apart. The name is that of the officer who acts.
_STAMP = """
    SELECT pg_postmaster_start_time(), current_database(),
        (SELECT sum(hashtextextended(xmin::text || ctid::text, 1)) FROM organisation_unit),
        (SELECT sum(hashtextextended(xmin::text || ctid::text, 2)) FROM organisation_unitversion),
        (SELECT sum(hashtextextended(xmin::text || ctid::text, 3)) FROM organisation_unitsuccession),
        (SELECT sum(hashtextextended(xmin::text || ctid::text, 4)) FROM organisation_calendarversion),
        (SELECT full_name FROM organisation_officer WHERE login = %s)
"""


@dataclass
class Standing:
    """One moment: the stamp under which answers hold, read when the first question comes, and names of officers."""

    login: str
    read: tuple[Any, ...] | None = None
    names: dict[str, str] = field(default_factory=dict)

    @property
    def stamp(self) -> tuple[Any, ...]:
        if self.read is None:
            with connection.cursor() as cursor:
                cursor.execute(_STAMP, [self.login])
                *stamp, name = cursor.fetchone()
            self.read = tuple(stamp)
            if name:
                self.names[self.login] = name
        return self.read


_now: ContextVar[Standing | None] = ContextVar("standing_of_the_organisation", default=None)


@contextmanager
def at_one_moment(login: str = "") -> Iterator[None]:
    """Ask how the organisation stands once for all questions inside. Not for acts that change units or calendars.

    `login`: an officer whose name is read with it. Within another one it joins that.
    """
    if _now.get() is not None:
        yield
        return
    token = _now.set(Standing(login))
    try:
        yield
    finally:
        _now.reset(token)


def remembered(question: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Let a question about units or calendars be answered from memory within `at_one_moment`; refusals never are."""

    @wraps(question)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        standing = _now.get()
        if standing is None:
            return question(*args, **kwargs)
        return cast(Answer, _answer(standing.stamp, question, args, tuple(kwargs.items())))

    return ask


def is_one_moment() -> bool:
    """Tell whether this is within `at_one_moment`."""
    return _now.get() is not None


def name_known(login: str) -> str | None:
    """Return the name of an officer where it was read within `at_one_moment`."""
    standing = _now.get()
    return standing.names.get(login) if standing else None


def note_names(names: Mapping[str, str]) -> None:
    """Note names of officers that were read, for the other questions within `at_one_moment`."""
    standing = _now.get()
    if standing:
        standing.names.update(names)


@lru_cache(maxsize=8192)
def _answer(_stamp: object, question: Callable[..., object], args: tuple[Any, ...], named: tuple[Any, ...]) -> object:
    return question(*args, **dict(named))
