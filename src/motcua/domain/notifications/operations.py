"""Queue a message in the act's own transaction; bring it away afterwards; send a dead letter again."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from motcua.domain.notifications.events import Act, Letter, Message, ShortText
from motcua.domain.notifications.models import ChannelChoice, KeptMessage, MessageDelivery
from motcua.domain.notifications.ports import MessageSender, TextSender
from motcua.domain.notifications.queries import ROUTES, address_of, choice_of, edition_on, text_of
from motcua.domain.notifications.rules.channels import chosen, ways_of
from motcua.domain.notifications.rules.quiet import told_at
from motcua.domain.notifications.rules.templates import Text, one_line, require_words
from motcua.domain.notifications.rules.words import Channel
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation import ledger, outbox
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local


class NotDead(Refusal):
    """Only a delivery that was given up can be sent again."""

    def __init__(self) -> None:
        super().__init__(
            say("Tin nhắn này không ở trạng thái không gửi được nên không cần gửi lại. Không có gì thay đổi."),
        )


@transaction.atomic
def send(message: Message, *, by: Actor, at: datetime) -> int:
    """Owe a message to a person, in the caller's transaction; return its id. The same subject and key twice is one.

    A person who declared no e-mail is owed it all the same: the delivery then says so. Raises UnknownTemplate,
    MissingWords, UnknownPerson, NaiveMoment.
    """
    edition = edition_on(message.template, local(at).date())
    require_words(edition, message.data)
    kept, is_new = KeptMessage.objects.get_or_create(
        subject=message.subject,
        key=message.key,
        defaults={
            "template": message.template,
            "edition": edition.valid_from,
            "recipient_id": message.recipient_id,
            "data": {name: clean(message.data[name]) for name in sorted(edition.places)},
            "queued_at": at,
            "queued_by": by.login,
        },
    )
    if is_new:
        _queue(kept, parties.person(message.recipient_id), at=at)
    return int(kept.pk)


def _queue(kept: KeptMessage, person: parties.PersonInfo, *, at: datetime) -> None:
    """Owe the message on each way that the person chose, told after the quiet hours; note who wants none."""
    ways = ways_of(choice_of(kept.subject))
    when = _told_at(at)
    for way in ways:
        dispatch = None
        if address_of(person, way):
            line = kept.subject if way == Channel.EMAIL else f"{kept.subject} {way}"  # whose order counts
            dispatch = outbox.enqueue(route=ROUTES[way], subject=line, reference=kept.pk, at=at, not_before=when)
        MessageDelivery.objects.create(message=kept, channel=way, dispatch_id=dispatch)
    if not ways:
        MessageDelivery.objects.create(message=kept, channel=Channel.NONE)


def _told_at(at: datetime) -> datetime:
    quiet = rule_pack_on(local(at).date()).quiet_hours
    return told_at(at, begins=quiet.begins, ends=quiet.ends)


@transaction.atomic
def choose_channels(
    subject: str, channels: Iterable[str], person: parties.PersonInfo, *, by: Actor, at: datetime
) -> tuple[Channel, ...]:
    """Keep how a person wants to be told of a subject from now on; no way at all is a choice, too. Return the ways.

    The same as before writes nothing. Raises UnusableChannels.
    """
    ways = chosen(channels, email=person.email, phone=person.phone)
    kept = tuple(way.value for way in ways)
    if choice_of(subject) == kept:
        return ways
    ChannelChoice.objects.create(subject=subject, channels=list(kept), chosen_at=at, chosen_by=by.login)
    body = {"channels": list(kept)}
    ledger.write(subject=subject, act=Act.CHANNELS_CHOSEN.value, by=by, at=at, body=body)
    return ways


def outbox_sender(sender: MessageSender) -> outbox.Sender:
    """Return what the outbox asks to bring one of our deliveries away by this sender."""

    def bring(delivery: outbox.Leased, /) -> Mapping[str, str]:
        _, person, text = _to_bring(delivery, Channel.EMAIL)
        receipt = sender(Letter(stable_id=delivery.stable_id, to=person.email, subject=text.subject, body=text.body))
        return {
            "channel": receipt.channel.value,
            "server": receipt.server,
            "message_id": receipt.message_id,
            "answer": receipt.answer,
            "digest": digest_of(text),
        }

    return bring


def outbox_text_sender(sender: TextSender, channel: Channel, *, more: Callable[[str], str]) -> outbox.Sender:
    """Return what the outbox asks to bring one of our short messages away: its one line, and what `more` says of the subject."""

    def bring(delivery: outbox.Leased, /) -> Mapping[str, str]:
        kept, person, text = _to_bring(delivery, channel)
        body = one_line(f"{text.subject}. {more(kept.subject)}")
        receipt = sender(ShortText(stable_id=delivery.stable_id, to=address_of(person, channel), body=body))
        return {
            "channel": receipt.channel.value,
            "server": receipt.server,
            "message_id": receipt.message_id,
            "answer": receipt.answer,
            "digest": hashlib.sha256(body.encode()).hexdigest(),
        }

    return bring


def _to_bring(delivery: outbox.Leased, channel: Channel) -> tuple[KeptMessage, parties.PersonInfo, Text]:
    """Return the message of a delivery, whom it is for, and its words.

    Raises outbox.NotNow in the quiet hours, whenever it was queued; outbox.Unwanted where its person chose otherwise
    since; outbox.Refused where it cannot be brought.
    """
    if (until := _told_at(delivery.at)) > delivery.at:
        raise outbox.NotNow(until)
    kept = KeptMessage.objects.filter(pk=delivery.reference).first()
    if kept is None:
        raise outbox.Refused("Tin nhắn này không còn.")
    if channel not in ways_of(choice_of(kept.subject)):
        raise outbox.Unwanted
    person = parties.person(kept.recipient_id)
    try:
        return kept, person, text_of(kept, person=person.name)
    except Refusal as refusal:
        raise outbox.Refused(str(refusal)) from refusal


def digest_of(text: Text) -> str:
    """Return the digest of what was sent, by which a printed copy can be held against the proof."""
    return hashlib.sha256(f"{text.subject}\n\n{text.body}".encode()).hexdigest()


def require_may_resend(by: Actor, *, at: datetime) -> None:
    """Raise MissingRight unless the actor administers the whole province: dead letters are of every unit's dossiers."""
    province = organisation.province(local(at).date())
    organisation.require_role(by, organisation.Role.ADMINISTRATOR, province.code if province else None)


@transaction.atomic
def resend(delivery_id: int, *, by: Actor, at: datetime) -> None:
    """Queue a dead letter again, as the province's administrator, noted in its subject's ledger. Raises NotDead, MissingRight."""
    require_may_resend(by, at=at)
    found = MessageDelivery.objects.filter(pk=delivery_id).select_related("message", "dispatch").first()
    if found is None or found.dispatch is None or not outbox.resend(found.dispatch.pk):
        raise NotDead
    body = {"key": found.message.key, "template": found.message.template, "delivery": found.dispatch.stable_id}
    ledger.write(subject=found.message.subject, act=Act.MESSAGE_RESENT.value, by=by, at=at, body=body)
