"""Questions about intake."""

from motcua.domain.intake.queries.non_receptions import NotReceived, non_receptions
from motcua.domain.intake.queries.submissions import (
    UnknownSubmission,
    WaitingLoad,
    accepted_without,
    count_waiting,
    count_waiting_for,
    submission,
    waiting_load,
    waiting_submissions,
)

__all__ = [
    "NotReceived",
    "UnknownSubmission",
    "WaitingLoad",
    "accepted_without",
    "count_waiting",
    "count_waiting_for",
    "non_receptions",
    "submission",
    "waiting_load",
    "waiting_submissions",
]
