"""The door of intake: what other modules may use."""

from motcua.domain.intake.events import SubmissionInfo, SubmissionReceipt, SubmittedPart
from motcua.domain.intake.operations import (
    SubmissionConflict,
    mark_accepted,
    not_received,
    note_non_reception,
    put_submission,
    send_back,
    take_submission,
)
from motcua.domain.intake.ports import Files, Submissions
from motcua.domain.intake.queries import (
    NotReceived,
    UnknownSubmission,
    WaitingLoad,
    accepted_without,
    count_waiting,
    count_waiting_for,
    non_receptions,
    submission,
    waiting_load,
    waiting_submissions,
)
from motcua.domain.intake.rules.addresses import commune_in_address
from motcua.domain.intake.rules.incoming import FaultySubmission
from motcua.domain.intake.rules.words import SUBMISSION_STATE_NAMES, SubmissionState

__all__ = [
    "SUBMISSION_STATE_NAMES",
    "FaultySubmission",
    "Files",
    "NotReceived",
    "SubmissionConflict",
    "SubmissionInfo",
    "SubmissionReceipt",
    "SubmissionState",
    "Submissions",
    "SubmittedPart",
    "UnknownSubmission",
    "WaitingLoad",
    "accepted_without",
    "commune_in_address",
    "count_waiting",
    "count_waiting_for",
    "mark_accepted",
    "non_receptions",
    "not_received",
    "note_non_reception",
    "put_submission",
    "send_back",
    "submission",
    "take_submission",
    "waiting_load",
    "waiting_submissions",
]
