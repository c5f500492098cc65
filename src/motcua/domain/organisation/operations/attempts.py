"""Count attempts to sign in before they are tried: no number of them at once gets past the limit.

The counts lie in the database, so that all web processes count together. An attempt that is refused is not counted:
the wait ends by itself, however often somebody goes on asking.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.domain.organisation.models import Attempt
from motcua.domain.organisation.rules.attempts import CLOSED_FOR, Limit
from motcua.foundation import secret_store
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local

KEPT_FOR = timedelta(days=1)

_CLOSED_UNTIL = """
    SELECT max(attempt.until) FROM organisation_attempt attempt
    JOIN unnest(%(keys)s::text[], %(most)s::int[]) AS asked(key, most) USING (key)
    WHERE attempt.tries >= asked.most AND attempt.until > %(at)s
"""
# Rows are taken in the order of their keys, so that two attempts never wait for each other.
_COUNT = """
    INSERT INTO organisation_attempt AS attempt (key, tries, most, until)
    SELECT key, 1, most, %(until)s FROM unnest(%(keys)s::text[], %(most)s::int[]) AS asked(key, most) ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN attempt.until <= %(at)s THEN 1 ELSE least(attempt.tries, excluded.most) + 1 END,
        until = CASE WHEN attempt.until <= %(at)s OR attempt.tries + 1 = excluded.most THEN excluded.until
            ELSE attempt.until END,
        most = excluded.most
    RETURNING tries > most, until
"""


class TooManyAttempts(Refusal):
    """Too many attempts failed of late; `until` is when the next one is taken."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            say(
                "Đã thử sai nhiều lần nên việc đăng nhập tạm khóa đến {hour}; sau giờ đó đăng nhập lại như thường.",
                hour=f"{local(until):%H:%M}",
            )
        )


def begin_attempt(limits: Iterable[Limit], *, at: datetime) -> None:
    """Count one attempt against every limit, before it is tried. Raises TooManyAttempts, then nothing is to be tried.

    To call outside a transaction: a count that is rolled back with a failure counts nothing. While a limit is
    reached it costs one statement that changes nothing, else two.
    """
    asked = sorted((_key(limit), limit.most) for limit in limits)
    facts: dict[str, Any] = {
        "keys": [key for key, _ in asked],
        "most": [most for _, most in asked],
        "at": at,
        "until": at + CLOSED_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED_UNTIL, facts)
        (until,) = cursor.fetchone()
        if until is None:
            cursor.execute(_COUNT, facts)
            until = max((until for is_over, until in cursor.fetchall() if is_over), default=None)
    if until is not None:
        raise TooManyAttempts(until)


def attempt_succeeded(limits: Iterable[Limit]) -> None:
    """Take back the attempt that succeeded; the first limit, the narrowest, begins anew."""
    first, *wider = (_key(limit) for limit in limits)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisation_attempt SET tries = CASE WHEN key = %(first)s THEN 0 ELSE greatest(tries - 1, 0) END"
            " WHERE key IN (SELECT key FROM organisation_attempt WHERE key = ANY(%(all)s) ORDER BY key FOR UPDATE)",
            {"first": first, "all": [first, *wider]},
        )


def forget_attempts(*, at: datetime) -> int:
    """Erase counts that have been over for a day; return how many."""
    return Attempt.objects.filter(until__lt=at - KEPT_FOR).delete()[0]


def _key(limit: Limit) -> str:
    return secret_store.digest(limit.key, about="attempt")
