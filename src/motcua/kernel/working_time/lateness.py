"""When a dossier was settled, against what was promised (trước hạn, đúng hạn, trễ hạn).

Law: docs/law/deadlines.md, rule 11. Change that page and its cases first, then this file.
"""

from datetime import datetime
from enum import StrEnum

from motcua.kernel.working_time.moments import local


class Lateness(StrEnum):
    """How a result stands against its promise."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


def lateness_of(*, ready_at: datetime, promised_at: datetime) -> Lateness:
    """Return early, on time or late, comparing moments: ready before the promised day is early.

    An extension granted by an apology is no new promise: pass the moment promised at the latest complete reception,
    as pauses and calendar changes moved it. Raises NaiveMoment.
    """
    ready_at, promised_at = local(ready_at), local(promised_at)
    if ready_at > promised_at:
        return Lateness.LATE
    return Lateness.EARLY if ready_at.date() < promised_at.date() else Lateness.ON_TIME
