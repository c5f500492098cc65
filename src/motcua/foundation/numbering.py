"""Running numbers without gap or duplicate (architecture, decision 7)."""

from django.db import connection

_NEXT = """
    INSERT INTO foundation_runningnumber (book, last) VALUES (%s, 1)
    ON CONFLICT (book) DO UPDATE SET last = foundation_runningnumber.last + 1
    RETURNING last
"""


def next_number(book: str) -> int:
    """Return the next number of a book, from 1, within the caller's transaction.

    The row stays locked until that transaction ends: a roll-back gives the number back, so there is
    no gap, and a second writer waits, so there is no duplicate. Raises where no transaction is open.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a running number is only drawn inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [book])
        return int(cursor.fetchone()[0])
