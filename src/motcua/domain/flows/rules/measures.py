"""What is counted a day: the words of the flows, and the counts of one group over a period."""

from enum import StrEnum
from operator import add, sub
from typing import NamedTuple


class Measure(StrEnum):
    """One column of a day's flow. Those of `STOCKS` go up and down: their sum since the beginning is a stock."""

    RECEIVED = "received"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    LATE_SAME_DAY = "late_same_day"
    REFUSED = "refused"
    ENDED_EARLY = "ended_early"
    ENDED_ON_TIME = "ended_on_time"
    ENDED_LATE = "ended_late"
    ENDED_LATE_SAME_DAY = "ended_late_same_day"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CLOSED = "closed"
    FELL_DUE = "fell_due"
    CLEARED = "cleared"
    OVERDUE_BY_DATE = "overdue_by_date"
    SUSPENDED = "suspended"
    OVERDUE_SUSPENDED = "overdue_suspended"
    SUPPLEMENTED = "supplemented"
    PAUSED = "paused"
    NOT_RECEIVED = "not_received"
    ANY_DESK = "any_desk"

    __hash__ = str.__hash__  # that of an Enum is written in Python: a rebuild asks for it ten million times


LEFT = (
    Measure.EARLY,
    Measure.ON_TIME,
    Measure.LATE,
    Measure.ENDED_EARLY,
    Measure.ENDED_ON_TIME,
    Measure.ENDED_LATE,
)
"""How a dossier leaves the process: with its result at the desk, or without one."""


class By(StrEnum):
    """What a report groups by."""

    LEVEL = "level"
    AGENCY = "agency"
    FIELD = "field"
    PROCEDURE = "procedure"


class Counts(NamedTuple):
    """The counts of one group over the days of a period, as the ledger knew them on a day; dossiers, all.

    Direct: at a counter or by post. `carried`: in process at the end of the day before the period; `in_process`: at the end of its last
    day. Settled ones are told apart by moments (rule 11); of the late ones `late_same_day` were late on the due day
    itself, so on time where dates are compared. `refused` are among the settled. `ended_*` left without a result
    (withdrawn, stopped, closed unanswered: their kinds beside); a suspended one is late only if it was when it was suspended.
    `overdue`: in process, running, past the promised moment; `overdue_by_date`: past the promised day.
    `overdue_suspended`: suspended, and past the promise when that began. A tuple, for a report has thousands of them.
    """

    received_online: int = 0
    received_direct: int = 0
    carried: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    late_same_day: int = 0
    refused: int = 0
    ended_early: int = 0
    ended_on_time: int = 0
    ended_late: int = 0
    ended_late_same_day: int = 0
    withdrawn: int = 0
    stopped: int = 0
    closed: int = 0
    in_process: int = 0
    suspended: int = 0
    overdue: int = 0
    overdue_by_date: int = 0
    overdue_suspended: int = 0
    supplemented: int = 0
    paused: int = 0
    not_received: int = 0
    any_desk: int = 0

    def __add__(self, other: "Counts") -> "Counts":  # type: ignore[override]  # added up, not strung together
        return Counts._make(map(add, self, other))

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts._make(map(sub, self, other))

    @property
    def received(self) -> int:
        """Received within the period, whichever way."""
        return self.received_online + self.received_direct

    @property
    def left(self) -> int:
        """Left the process within the period, with or without a result."""
        return sum(getattr(self, one.value) for one in LEFT)


ZERO = Counts()
