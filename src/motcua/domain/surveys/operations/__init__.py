"""Acts of ratings, one function each."""

from motcua.domain.surveys.operations.answering import device_of, link_of, on_device, rate_by_link, rate_on_device
from motcua.domain.surveys.operations.asking import (
    add_device,
    end_device,
    invite,
    invite_from_afar,
    open_on_device,
)
from motcua.domain.surveys.operations.basis import FaultyText, NotSettled, Sender, TooManyFromHere, UnknownLink
from motcua.domain.surveys.operations.keeping import GivenRating, OnDevice, rate_many
from motcua.domain.surveys.operations.scores import (
    NothingToAnswer,
    OwnCause,
    answer_score,
    end_posted,
    find_on_complaint,
    reply_to_answer,
    state_posted,
)
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
    "NothingToAnswer",
    "OnDevice",
    "OwnCause",
    "Sender",
    "TooManyFromHere",
    "UnknownLink",
    "add_device",
    "answer_score",
    "device_of",
    "end_device",
    "end_posted",
    "find_on_complaint",
    "follow_dossier",
    "forget_senders",
    "hide_comment",
    "invite",
    "invite_from_afar",
    "link_of",
    "on_device",
    "open_on_device",
    "rate_by_link",
    "rate_many",
    "rate_on_device",
    "reply_to_answer",
    "set_aside",
    "show_comment",
    "state_posted",
    "take_back_in",
    "undecide_comment",
]
