"""Questions about intake."""

from motcua.domain.intake.queries.submissions import (
    UnknownSubmission,
    count_waiting,
    is_submission,
    submission,
    waiting_submissions,
)

__all__ = ["UnknownSubmission", "count_waiting", "is_submission", "submission", "waiting_submissions"]
