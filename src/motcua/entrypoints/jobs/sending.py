"""Tell people what happened: from acts of the ledger to messages, from messages to their mailboxes."""

import time

from django.conf import settings

from motcua.domain.dossiers import api as dossiers
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
    senders = _senders()
    if not senders:
        return 0
    delivered = 0
    while time.monotonic() < until:
        made = outbox.deliver_due(senders, at=clock.now(), most=1)
        delivered += made.arrived
        if not made.attempts:
            break
    return delivered


def _senders() -> dict[str, outbox.Sender]:
    """Return what brings each way's messages away; a way that is not bound lets them wait."""
    letters = settings.MESSAGE_SENDER()
    found = {notifications.ROUTE: notifications.outbox_sender(letters)} if letters else {}
    for channel, sender in settings.TEXT_SENDERS().items():
        found[notifications.ROUTES[channel]] = notifications.outbox_text_sender(sender, channel, more=_where)
    return found


def _where(subject: str) -> str:
    """Return where the person sees more: the page of the dossier, by the code that its receipt has."""
    kind, _, code = subject.partition(":")
    return f"Xem: {dossiers.tracking_address(code)}" if kind == "dossier" else ""
