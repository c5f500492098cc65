"""Questions about intake."""

from motcua.domain.intake.queries.submissions import (
    UnknownSubmission,
    accepted_without,
    count_waiting,
    submission,
    waiting_submissions,
)

__all__ = [
    "UnknownSubmission",
    "accepted_without",
    "count_waiting",
    "submission",
    "waiting_submissions",
]
