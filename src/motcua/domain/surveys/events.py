"""What the ledger says of ratings, and what operations answer. Subjects: `rating:CODE` and `score:CODE` of the dossier, `unit:CODE`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """Acts on `rating:CODE`, on its score on `score:CODE`, of devices and boards on `unit:CODE`."""

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
    SCORE_ANSWERED = "score_answered"
    SCORE_ANSWER_REPLIED = "score_answer_replied"
    SCORE_ANSWER_ACCEPTED = "score_answer_accepted"
    COMPLAINT_JUSTIFIED = "complaint_justified"
    COMPLAINT_UNFOUNDED = "complaint_unfounded"
    BOARD_POSTED = "board_posted"
    BOARD_TAKEN_DOWN = "board_taken_down"


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
