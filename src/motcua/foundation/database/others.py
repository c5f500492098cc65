"""Who else is connected to the database: asked before everything in it is replaced."""

import time
from typing import Any, Protocol

LOOKS = 30
"""How often, ten times a second, others are looked for: what has just been closed is there a moment longer."""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND usesysid IS NOT NULL AND pid <> pg_backend_pid()
"""


class Cursor(Protocol):
    """What is asked: a cursor of Django's or psycopg's."""

    def execute(self, statement: str, /) -> object: ...
    def fetchone(self) -> tuple[Any, ...] | None: ...


def others_connected(cursor: Cursor) -> int:
    """Return how many others are connected after up to three seconds of waiting; 0 as soon as there is none.

    The cursor's connection commits each statement by itself: a transaction would keep what it first saw.
    """
    for look in range(LOOKS):
        if look:
            time.sleep(0.1)
        cursor.execute(_OTHERS)
        (found,) = cursor.fetchone() or (0,)
        if not found:
            return 0
    return int(found)
