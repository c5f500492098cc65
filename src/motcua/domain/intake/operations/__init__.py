"""Acts of intake."""

from motcua.domain.intake.operations.desk import (
    mark_accepted,
    not_received,
    note_non_reception,
    send_back,
    take_submission,
)
from motcua.domain.intake.operations.put import SubmissionConflict, put_submission

__all__ = [
    "SubmissionConflict",
    "mark_accepted",
    "not_received",
    "note_non_reception",
    "put_submission",
    "send_back",
    "take_submission",
]
