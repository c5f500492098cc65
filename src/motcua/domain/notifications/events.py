"""What is asked of messages, what a sender is given and answers, what pages are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.domain.notifications.rules.words import Channel, MessageState


class Act(StrEnum):
    """What the ledger says of messages."""

    MESSAGE_RESENT = "message_resent"
    CHANNELS_CHOSEN = "channels_chosen"


@dataclass(frozen=True)
class Message:
    """One message to one person; `key` names it within its subject: the same key twice is one message.

    `recipient_id` is the snapshot of the person; `data` fills the template in plain Vietnamese words.
    """

    subject: str
    key: str
    template: str
    recipient_id: int
    data: Mapping[str, str]


@dataclass(frozen=True)
class Letter:
    """What a sender brings away; `stable_id` is the same at every attempt."""

    stable_id: str
    to: str
    subject: str
    body: str


@dataclass(frozen=True)
class ShortText:
    """What a gateway of short messages brings to a telephone; `stable_id` is the same at every attempt."""

    stable_id: str
    to: str
    body: str


@dataclass(frozen=True)
class Receipt:
    """What a sender brings back: by which channel, which server took the letter, under which id, what it said."""

    channel: Channel
    server: str
    message_id: str
    answer: str


@dataclass(frozen=True)
class DeliveryInfo:
    """One delivery of a message as pages show it; `to` is masked. `proof`: server, message_id, answer, digest.

    `asked`: the way it was to go; `channel`: the way it went, a folder where no server or gateway is set.
    """

    id: int
    subject: str
    key: str
    template: str
    title: str
    channel: Channel
    asked: Channel
    to: str
    state: MessageState
    queued_at: datetime
    sent_at: datetime | None
    attempts: int
    error: str
    proof: Mapping[str, str]
