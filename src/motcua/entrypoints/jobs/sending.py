"""Tell people what happened: from acts of the ledger to messages, from messages to their mailboxes."""

import time

from django.conf import settings

from motcua.domain.notifications import api as notifications
from motcua.entrypoints.jobs import reactions
from motcua.foundation import clock, outbox

LONGEST_RUN = 30.0
"""Seconds after which a run leaves the rest to the next one, so that the job gives way."""


def run() -> dict[str, int]:
    """Do what there is to do, at most for half a minute; return how many acts were treated and letters brought away."""
    until = time.monotonic() + LONGEST_RUN
    return {"acts": _follow(until), "delivered": deliver(until)}


def _follow(until: float) -> int:
    treated, more = 0, True
    while more and time.monotonic() < until:
        followed = reactions.follow(at=clock.now())
        treated, more = treated + followed.treated, followed.more
    return treated


def deliver(until: float) -> int:
    """Bring away what is due, one after the other; nothing where no way out is bound."""
    sender = settings.MESSAGE_SENDER()
    if sender is None:
        return 0
    senders = {notifications.ROUTE: notifications.outbox_sender(sender)}
    delivered = 0
    while time.monotonic() < until:
        made = outbox.deliver_due(senders, at=clock.now(), most=1)
        delivered += made.arrived
        if not made.attempts:
            break
    return delivered
