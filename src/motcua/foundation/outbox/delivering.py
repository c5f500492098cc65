"""Deliver what waits: take one under a lease, send it outside any transaction, note what came of it."""

import json
import logging
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection

from motcua.foundation.outbox.reading import MOST_ATTEMPTS

LEASE_SECONDS = 60
"""How long a worker may take for one delivery; after that another one sends it. Senders give up earlier."""
_FIRST_WAIT, _LONGEST_WAIT = 15, 3 * 60 * 60
_LONGEST_ERROR = 500
_MAILBOX = re.compile(r"[^\s<>\"'@:]+@")
log = logging.getLogger("motcua.outbox")

# Only the oldest waiting one of a subject may be taken, so that none overtakes another; rows in another worker's hands
# are passed over. The attempt counts from the moment it is taken: one that kills its worker ends as a dead letter too.
_TAKE = """
    UPDATE foundation_delivery SET attempts = attempts + 1, lease = %(lease)s,
           leased_until = clock_timestamp() + make_interval(secs => %(seconds)s)
    WHERE id = (
        SELECT id FROM foundation_delivery one
        WHERE state = 'waiting' AND due_at <= clock_timestamp() AND route = ANY(%(routes)s)
              AND (leased_until IS NULL OR leased_until < clock_timestamp())
              AND NOT EXISTS (SELECT FROM foundation_delivery earlier WHERE earlier.subject = one.subject
                              AND earlier.state = 'waiting' AND earlier.id < one.id)
        ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, stable_id, route, subject, reference, attempts
"""
_DONE = """
    UPDATE foundation_delivery SET state = 'done', done_at = %(at)s, proof = %(proof)s, error = '', lease = '',
           leased_until = NULL WHERE id = %(id)s AND state <> 'done'
"""
_FAILED = """
    UPDATE foundation_delivery SET error = %(error)s, lease = '', leased_until = NULL,
           state = CASE WHEN %(final)s THEN 'failed' ELSE 'waiting' END,
           due_at = clock_timestamp() + make_interval(secs => %(wait)s)
    WHERE id = %(id)s AND state = 'waiting' AND lease = %(lease)s
"""


_PUT_OFF = """
    UPDATE foundation_delivery SET attempts = attempts - 1, lease = '', leased_until = NULL,
           entered_at = clock_timestamp() + make_interval(secs => %(wait)s),
           due_at = clock_timestamp() + make_interval(secs => %(wait)s)
    WHERE id = %(id)s AND state = 'waiting' AND lease = %(lease)s
"""
_DROPPED = """
    UPDATE foundation_delivery SET state = 'dropped', lease = '', leased_until = NULL
    WHERE id = %(id)s AND state = 'waiting' AND lease = %(lease)s
"""


class Refused(Exception):  # noqa: N818 - it is the far side that refuses
    """The far side will never take this delivery: trying again is of no use."""


class NotNow(Exception):  # noqa: N818 - nothing went wrong
    """The delivery is not to be made before a moment: no attempt is counted, and it is behind only from then on."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(until)


class Unwanted(Exception):  # noqa: N818 - nothing went wrong
    """Whom the delivery is for does not want it any more: it is dropped, and is no dead letter."""


@dataclass(frozen=True)
class Leased:
    """One delivery in a worker's hands; `at` is the moment of the attempt."""

    id: int
    stable_id: str
    route: str
    subject: str
    reference: int
    attempts: int
    lease: str
    at: datetime


@dataclass(frozen=True)
class Made:
    """What one run did: attempts made, and how many of them reached the far side."""

    attempts: int
    arrived: int


class Sender(Protocol):
    """What brings one delivery to the far side."""

    def __call__(self, delivery: Leased, /) -> Mapping[str, Any]:
        """Send it and return the proof (plain texts). Raises Refused for ever, NotNow, Unwanted, any other exception for now."""


def deliver_due(senders: Mapping[str, Sender], *, at: datetime, most: int, lease_seconds: int = LEASE_SECONDS) -> Made:
    """Make an attempt at what is due, at most so many."""
    attempts = arrived = 0
    for _ in range(most):
        delivery = _take(list(senders), lease_seconds, at)
        if delivery is None:
            break
        attempts += 1
        arrived += deliver(delivery, senders[delivery.route], at=at)
    return Made(attempts=attempts, arrived=arrived)


def deliver(delivery: Leased, sender: Sender, *, at: datetime) -> bool:
    """Make one attempt and note what came of it; tell whether it arrived.

    An answer counts even where the lease ran out meanwhile: what was sent was sent.
    """
    if delivery.attempts > MOST_ATTEMPTS:
        return _failed(delivery, "Các lần gửi trước không kết thúc.", final=True)
    try:
        proof = sender(delivery)
    except NotNow as error:
        return _let_go(_PUT_OFF, delivery, wait=max(0.0, (error.until - at).total_seconds()))
    except Unwanted:
        return _let_go(_DROPPED, delivery)
    except Refused as error:
        return _failed(delivery, str(error), final=True)
    except Exception as error:  # noqa: BLE001 - whatever a far side does, the others are still served
        log.warning("delivery %s, attempt %s: %s", delivery.id, delivery.attempts, type(error).__name__)
        return _failed(delivery, f"{type(error).__name__}: {error}", final=delivery.attempts >= MOST_ATTEMPTS)
    _run(_DONE, {"id": delivery.id, "at": at, "proof": json.dumps(dict(proof), ensure_ascii=False)})
    return True


def _take(routes: list[str], seconds: int, at: datetime) -> Leased | None:
    lease = str(uuid.uuid4())
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"lease": lease, "seconds": seconds, "routes": routes})
        row = cursor.fetchone()
    if row is None:
        return None
    key, stable_id, route, subject, reference, attempts = row
    return Leased(key, stable_id, route, subject, reference, attempts, lease, at)


def _failed(delivery: Leased, error: str, *, final: bool) -> bool:
    wait = min(_FIRST_WAIT * 3 ** (delivery.attempts - 1), _LONGEST_WAIT)
    values = {
        "id": delivery.id,
        "lease": delivery.lease,
        "error": _MAILBOX.sub("…@", error)[:_LONGEST_ERROR],
        "final": final,
        "wait": wait,
    }
    _run(_FAILED, values)
    return False


def _let_go(statement: str, delivery: Leased, **values: float) -> bool:
    _run(statement, {"id": delivery.id, "lease": delivery.lease, **values})
    return False


def _run(statement: str, values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
