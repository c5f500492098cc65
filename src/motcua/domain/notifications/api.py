"""The door of the notifications: what other modules may use."""

from motcua.domain.notifications.events import DeliveryInfo, Letter, Message, Receipt
from motcua.domain.notifications.operations import NotDead, digest_of, outbox_sender, require_may_resend, resend, send
from motcua.domain.notifications.ports import MessageSender
from motcua.domain.notifications.queries import ROUTE, dead_letters, deliveries_of, on_their_way
from motcua.domain.notifications.rules.templates import MissingWords, UnknownTemplate, masked
from motcua.domain.notifications.rules.words import CHANNEL_NAMES, STATE_NAMES, Channel, MessageState

__all__ = [
    "CHANNEL_NAMES",
    "ROUTE",
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
    "UnknownTemplate",
    "dead_letters",
    "deliveries_of",
    "digest_of",
    "masked",
    "on_their_way",
    "outbox_sender",
    "require_may_resend",
    "resend",
    "send",
]
