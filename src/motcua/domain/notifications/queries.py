"""Which messages there are, how they stand, what they say."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from motcua.domain.notifications.events import DeliveryInfo
from motcua.domain.notifications.models import ChannelChoice, KeptMessage, MessageDelivery
from motcua.domain.notifications.rules.channels import BY_PHONE
from motcua.domain.notifications.rules.templates import (
    Edition,
    FaultyTemplateError,
    Text,
    UnknownTemplate,
    editions_of,
    filled,
    masked,
)
from motcua.domain.notifications.rules.words import Channel, MessageState
from motcua.domain.parties import api as parties
from motcua.foundation import outbox
from motcua.foundation.models import Delivery

FOLDER = Path(__file__).resolve().parents[2] / "data" / "messages"
ROUTE = "message"
"""The route of letters in the outbox."""
ROUTES = {Channel.EMAIL: ROUTE, Channel.SMS: "message_sms", Channel.ZALO: "message_zalo"}
"""The route of each way: one that hangs holds up no other."""
_STATES = {
    outbox.DeliveryState.WAITING: MessageState.QUEUED,
    outbox.DeliveryState.DONE: MessageState.SENT,
    outbox.DeliveryState.FAILED: MessageState.FAILED,
    outbox.DeliveryState.DROPPED: MessageState.DECLINED,
}


@cache
def templates() -> Mapping[str, tuple[Edition, ...]]:
    """Return every template by its word. Raises FaultyTemplateError for the first that is not sound."""
    found: dict[str, tuple[Edition, ...]] = {}
    for path in sorted(FOLDER.glob("*.json")):
        editions = editions_of(json.loads(path.read_text(encoding="utf-8")))
        if not editions or editions[0].template != path.stem:
            raise FaultyTemplateError(f"{path.name}: the template is called otherwise or has no text")
        found[path.stem] = editions
    return found


def edition_on(word: str, day: date) -> Edition:
    """Return the text of a template in force on a day. Raises UnknownTemplate."""
    for edition in templates().get(word, ()):
        if edition.holds_on(day):
            return edition
    raise UnknownTemplate(word, day)


def text_of(message: KeptMessage, *, person: str) -> Text:
    """Return what a message says. Raises UnknownTemplate where its text is no longer there."""
    return filled(edition_on(message.template, message.edition), message.data, person=person)


def deliveries_of(subject: str) -> tuple[DeliveryInfo, ...]:
    """Return the deliveries of a subject's messages, oldest first."""
    rows = MessageDelivery.objects.filter(message__subject=subject).order_by("message_id", "pk")
    return _told(rows.select_related("message", "dispatch"))


def on_their_way(key: str, subjects: Iterable[str]) -> frozenset[str]:
    """Return for which of the subjects the message of that key was brought to the person or waits to be sent.

    In one statement; without an address, given up or not wanted any more it is neither.
    """
    gone = (outbox.DeliveryState.FAILED, outbox.DeliveryState.DROPPED)
    alive = Delivery.objects.filter(route__in=ROUTES.values()).exclude(state__in=gone)
    sent = MessageDelivery.objects.filter(message__key=key, message__subject__in=list(subjects), dispatch__in=alive)
    return frozenset(sent.values_list("message__subject", flat=True))


def dead_letters(*, most: int = 200) -> tuple[DeliveryInfo, ...]:
    """Return the deliveries that were given up, the newest first."""
    dead = [one.id for route in ROUTES.values() for one in outbox.dead_letters(route=route, most=most)]
    found = MessageDelivery.objects.filter(dispatch__in=dead).order_by("-pk").select_related("message", "dispatch")
    return _told(found[:most])


def choice_of(subject: str) -> tuple[str, ...] | None:
    """Return how the person of a subject wants to be told; None where nothing was chosen, nothing for no messages."""
    found = ChannelChoice.objects.filter(subject=subject).order_by("-pk").values_list("channels", flat=True).first()
    return None if found is None else tuple(found)


def address_of(person: parties.PersonInfo, channel: Channel) -> str:
    """Return where a way leads to: the mailbox or the telephone that was declared; nothing where none was."""
    if channel == Channel.EMAIL:
        return person.email
    return person.phone if channel in BY_PHONE else ""


def _told(rows: Iterable[MessageDelivery]) -> tuple[DeliveryInfo, ...]:
    found = list(rows)
    people = parties.people(row.message.recipient_id for row in found) if found else {}
    return tuple(_info(row, people.get(row.message.recipient_id)) for row in found)


def _info(row: MessageDelivery, person: parties.PersonInfo | None) -> DeliveryInfo:
    message, dispatch = row.message, row.dispatch
    proof = dict(dispatch.proof) if dispatch else {}
    return DeliveryInfo(
        id=row.pk,
        subject=message.subject,
        key=message.key,
        template=message.template,
        title=title_of(message.template),
        channel=Channel(proof.pop("channel", row.channel)),
        asked=Channel(row.channel),
        to=masked(address_of(person, Channel(row.channel))) if person else "",
        state=_state(row),
        queued_at=message.queued_at,
        sent_at=dispatch.done_at if dispatch else None,
        attempts=dispatch.attempts if dispatch else 0,
        error=dispatch.error if dispatch else "",
        proof=proof,
    )


def _state(row: MessageDelivery) -> MessageState:
    if row.dispatch is not None:
        return _STATES[outbox.DeliveryState(row.dispatch.state)]
    return MessageState.DECLINED if row.channel == Channel.NONE else MessageState.NO_ADDRESS


def title_of(word: str) -> str:
    """Return what people call a message of this template; the word itself where it is no longer known."""
    editions = templates().get(word)
    return editions[0].title if editions else word
