"""Questions about intake."""

from motcua.domain.intake.queries.submissions import (
    UnknownSubmission,
    WaitingLoad,
    accepted_without,
    count_waiting,
    submission,
    waiting_load,
    waiting_submissions,
)

__all__ = [
    "UnknownSubmission",
    "WaitingLoad",
    "accepted_without",
    "count_waiting",
    "submission",
    "waiting_load",
    "waiting_submissions",
]
