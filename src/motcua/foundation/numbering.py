"""Running numbers without gap or duplicate (architecture, decision 7)."""

from collections.abc import Iterable, Mapping

from django.db import connection

_NEXT = """
    INSERT INTO foundation_runningnumber (book, last) SELECT book, 1 FROM unnest(%s::text[]) AS book
    ON CONFLICT (book) DO UPDATE SET last = foundation_runningnumber.last + 1
    RETURNING book, last
"""


def next_number(book: str) -> int:
    """Return the next number of a book, from 1, within the caller's transaction.

    The row stays locked until that transaction ends: a roll-back gives the number back, so there is
    no gap, and a second writer waits, so there is no duplicate. Raises where no transaction is open.
    """
    return next_numbers([book])[book]


def next_numbers(books: Iterable[str]) -> Mapping[str, int]:
    """Return the next number of each book, in one statement; locked in the order of their names, as everywhere.

    Raises where no transaction is open.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a running number is only drawn inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [sorted(set(books))])
        return {book: int(last) for book, last in cursor.fetchall()}
