"""What the ledger says of ratings, and what operations answer. Subjects: `rating:CODE` of the dossier, `unit:CODE`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """Acts on `rating:CODE`, and of devices on `unit:CODE`."""

    RATING_INVITED = "rating_invited"
    RATED = "rated"
    RATING_ENDED = "rating_ended"
    RATING_SET_ASIDE = "rating_set_aside"
    RATING_TAKEN_BACK_IN = "rating_taken_back_in"
    COMMENT_SHOWN = "comment_shown"
    COMMENT_HIDDEN = "comment_hidden"
    COMMENT_UNDECIDED = "comment_undecided"
    SENDERS_FORGOTTEN = "senders_forgotten"
    RATING_DEVICE_ADDED = "rating_device_added"
    RATING_DEVICE_ENDED = "rating_device_ended"


@dataclass(frozen=True)
class Invited:
    """A one-time link was made; its token is told here only, the database keeps a digest."""

    code: str
    token: str
    expires_at: datetime


@dataclass(frozen=True)
class NewDevice:
    """A counter device was added; its token is told here only."""

    device: int
    name: str
    token: str


@dataclass(frozen=True)
class Rated:
    """A settled dossier was rated."""

    code: str
    level: int
