"""What happened at the online door, as the ledger names it, and what intake answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What happened to a submission, or to what a desk could not receive."""

    SUBMISSION_ARRIVED = "submission_arrived"
    SUBMISSION_COMPLETED = "submission_completed"
    SUBMISSION_ACCEPTED = "submission_accepted"
    SUBMISSION_SENT_BACK = "submission_sent_back"
    SUBMISSION_NOT_RECEIVED = "submission_not_received"
    NOT_RECEIVED = "not_received"


@dataclass(frozen=True)
class SubmittedPart:
    """One paper of a submission; `digest` names its file in the store, empty where none came."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True)
class SubmissionInfo:
    """An online submission with everything a desk or an acceptance needs."""

    outside_code: str
    procedure: str
    procedure_name: str
    version_id: int
    case: int
    applicant_id: int
    desk: str
    commune: str
    components: tuple[SubmittedPart, ...]
    submitted_at: datetime
    arrived_at: datetime
    check_due_at: datetime
    state: str
    handled_at: datetime | None
    handled_by: str
    reason: str
    dossier_code: str


@dataclass(frozen=True)
class SubmissionReceipt:
    """What the sender of a submission is told."""

    outside_code: str
    state: str
    check_due_at: datetime
    desk: str
