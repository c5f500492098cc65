"""The door of the notifications: what other modules may use."""

from motcua.domain.notifications.events import DeliveryInfo, Letter, Message, Receipt
from motcua.domain.notifications.operations import NotDead, digest_of, outbox_sender, require_may_resend, resend, send
from motcua.domain.notifications.ports import MessageSender
from motcua.domain.notifications.queries import ROUTE, brought, dead_letters, deliveries_of
from motcua.domain.notifications.rules.templates import MissingWords, UnknownTemplate
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
    "brought",
    "dead_letters",
    "deliveries_of",
    "digest_of",
    "outbox_sender",
    "require_may_resend",
    "resend",
    "send",
]
