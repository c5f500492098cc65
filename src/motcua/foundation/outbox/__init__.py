"""The outbox: what must reach another system is kept in the transaction of the act, and delivered afterwards.

At least once: between the far side's answer and our note of it a worker may be killed, and the delivery is made again
under the same stable id, by which the far side can tell. Within one subject the order is that of queueing.
"""

from motcua.foundation.outbox.delivering import (
    LEASE_SECONDS,
    Leased,
    Made,
    NotNow,
    Refused,
    Sender,
    Unwanted,
    deliver,
    deliver_due,
)
from motcua.foundation.outbox.queueing import enqueue, resend
from motcua.foundation.outbox.reading import (
    MOST_ATTEMPTS,
    Backlog,
    DeliveryState,
    Dispatch,
    backlog,
    dead_letters,
    dispatches,
)

__all__ = [
    "LEASE_SECONDS",
    "MOST_ATTEMPTS",
    "Backlog",
    "DeliveryState",
    "Dispatch",
    "Leased",
    "Made",
    "NotNow",
    "Refused",
    "Sender",
    "Unwanted",
    "backlog",
    "dead_letters",
    "deliver",
    "deliver_due",
    "dispatches",
    "enqueue",
    "resend",
]
