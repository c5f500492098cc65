"""Queue a delivery in the transaction of the act that owes it; bring a dead letter back."""

import uuid
from datetime import datetime
from typing import Any

from django.db import connection

# The lock makes ids of one subject ascend in the order of their commits: two acts at once cannot overtake each other.
_INSERT = """
    WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(%(subject)s, 43)))
    INSERT INTO foundation_delivery
        (stable_id, route, subject, reference, state, queued_at, entered_at, due_at, attempts, lease, error, proof)
    SELECT %(stable_id)s, %(route)s, %(subject)s, %(reference)s, 'waiting', %(at)s,
           clock_timestamp() + make_interval(secs => %(wait)s), clock_timestamp() + make_interval(secs => %(wait)s), 0, '', '', '{}'
    FROM turn RETURNING id
"""
_RESEND = """
    UPDATE foundation_delivery SET state = 'waiting', attempts = 0, entered_at = clock_timestamp(),
           due_at = clock_timestamp(), lease = '', leased_until = NULL
    WHERE id = %s AND state = 'failed'
"""


def enqueue(*, route: str, subject: str, reference: int, at: datetime, not_before: datetime | None = None) -> int:
    """Queue one delivery in the caller's transaction; return its id. Raises where no transaction is open.

    `route` chooses the sender, `reference` is what the sender needs to find the content, `subject` whose order counts.
    `not_before`: no attempt is made until then, and it is behind only from then on.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act and what it sends belong into one transaction")
    if at.tzinfo is None:
        raise ValueError("a moment of queueing needs a time zone")
    values: dict[str, Any] = {
        "stable_id": str(uuid.uuid4()),
        "route": route,
        "subject": subject,
        "reference": reference,
        "at": at,
        "wait": max(0.0, ((not_before or at) - at).total_seconds()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        return int(cursor.fetchone()[0])


def resend(delivery_id: int) -> bool:
    """Queue a dead letter again under its old stable id; False where it is not dead (any more)."""
    with connection.cursor() as cursor:
        cursor.execute(_RESEND, [delivery_id])
        return cursor.rowcount == 1
