"""The port through which online submissions arrive: whoever feeds the desk speaks this, and nothing else."""

from datetime import datetime
from typing import Protocol

from motcua.domain.intake.events import SubmissionReceipt


class Submissions(Protocol):
    """The desk's side of the online door. Feeders: the command line and the demo today, the portal's adapter next."""

    def __call__(self, data: object, *, files: "Files", at: datetime) -> SubmissionReceipt:
        """Put one submission into the desk's queue; put twice, it is one. Raises Refusal with one sentence."""


class Files(Protocol):
    """Where a feeder's files are read from."""

    def __call__(self, name: str, /) -> bytes:
        """Return the content of a file that a submission names. Raises OSError where it is not there."""
