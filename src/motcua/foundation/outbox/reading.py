"""How deliveries stand: by id, the dead letters, and how far the outbox is behind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from motcua.foundation.models import Delivery

MOST_ATTEMPTS = 8
"""Attempts before a delivery is a dead letter; with the waits between them four and a half hours."""

_BACKLOG = """
    SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'failed'),
           coalesce(extract(epoch FROM clock_timestamp() - min(entered_at) FILTER (WHERE state = 'waiting')), 0)
    FROM foundation_delivery WHERE state IN ('waiting', 'failed')
"""


class DeliveryState(StrEnum):
    """How a delivery stands: waiting for an attempt, done, given up (a dead letter), or dropped as nobody wants it any more."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Dispatch:
    """One delivery as a page shows it."""

    id: int
    stable_id: str
    route: str
    subject: str
    reference: int
    state: DeliveryState
    queued_at: datetime
    attempts: int
    error: str
    done_at: datetime | None
    proof: Mapping[str, Any]


@dataclass(frozen=True)
class Backlog:
    """How many deliveries wait and are dead, and for how many seconds the oldest has been waiting."""

    waiting: int
    dead: int
    oldest_seconds: float


def dispatches(ids: Iterable[int]) -> Mapping[int, Dispatch]:
    """Return deliveries by id, in one statement."""
    return {row.pk: _told(row) for row in Delivery.objects.filter(pk__in=set(ids))}


def dead_letters(*, route: str, most: int) -> tuple[Dispatch, ...]:
    """Return the dead letters of one route, the newest first."""
    rows = Delivery.objects.filter(state=DeliveryState.FAILED, route=route).order_by("-pk")[:most]
    return tuple(_told(row) for row in rows)


def backlog() -> Backlog:
    """Return how far the outbox is behind, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BACKLOG)
        waiting, dead, oldest = cursor.fetchone()
    return Backlog(waiting=waiting, dead=dead, oldest_seconds=max(0.0, float(oldest)))


def _told(row: Delivery) -> Dispatch:
    return Dispatch(
        id=row.pk,
        stable_id=row.stable_id,
        route=row.route,
        subject=row.subject,
        reference=row.reference,
        state=DeliveryState(row.state),
        queued_at=row.queued_at,
        attempts=row.attempts,
        error=row.error,
        done_at=row.done_at,
        proof=row.proof,
    )
