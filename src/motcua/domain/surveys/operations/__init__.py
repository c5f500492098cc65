"""Acts of ratings, one function each."""

from motcua.domain.surveys.operations.answering import device_of, link_of, on_device, rate_by_link, rate_on_device
from motcua.domain.surveys.operations.asking import add_device, end_device, invite, open_on_device
from motcua.domain.surveys.operations.basis import FaultyText, NotSettled, Sender, TooManyFromHere, UnknownLink
from motcua.domain.surveys.operations.keeping import GivenRating, OnDevice, rate_many
from motcua.domain.surveys.operations.watching import (
    follow_dossier,
    forget_senders,
    hide_comment,
    set_aside,
    show_comment,
    take_back_in,
    undecide_comment,
)

__all__ = [
    "FaultyText",
    "GivenRating",
    "NotSettled",
    "OnDevice",
    "Sender",
    "TooManyFromHere",
    "UnknownLink",
    "add_device",
    "device_of",
    "end_device",
    "follow_dossier",
    "forget_senders",
    "hide_comment",
    "invite",
    "link_of",
    "on_device",
    "open_on_device",
    "rate_by_link",
    "rate_many",
    "rate_on_device",
    "set_aside",
    "show_comment",
    "take_back_in",
    "undecide_comment",
]
