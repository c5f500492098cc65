"""The door of the notifications: what other modules may use."""

from motcua.domain.notifications.events import DeliveryInfo, Letter, Message, Receipt, ShortText
from motcua.domain.notifications.operations import (
    NotDead,
    choose_channels,
    digest_of,
    outbox_sender,
    outbox_text_sender,
    require_may_resend,
    resend,
    send,
)
from motcua.domain.notifications.ports import MessageSender, TextSender
from motcua.domain.notifications.queries import ROUTE, ROUTES, choice_of, dead_letters, deliveries_of, on_their_way
from motcua.domain.notifications.rules.channels import BY_PHONE, UnusableChannels, ways_of
from motcua.domain.notifications.rules.templates import MissingWords, UnknownTemplate, masked
from motcua.domain.notifications.rules.words import CHANNEL_NAMES, CHOOSABLE, STATE_NAMES, Channel, MessageState

__all__ = [
    "BY_PHONE",
    "CHANNEL_NAMES",
    "CHOOSABLE",
    "ROUTE",
    "ROUTES",
    "STATE_NAMES",
    "Channel",
    "DeliveryInfo",
    "Letter",
    "Message",
    "MessageSender",
    "MessageState",
    "MissingWords",
    "NotDead",
    "Receipt",
    "ShortText",
    "TextSender",
    "UnknownTemplate",
    "UnusableChannels",
    "choice_of",
    "choose_channels",
    "dead_letters",
    "deliveries_of",
    "digest_of",
    "masked",
    "on_their_way",
    "outbox_sender",
    "outbox_text_sender",
    "require_may_resend",
    "resend",
    "send",
    "ways_of",
]
