"""Of which days figures can be given away: those that are over and wholly folded.

Law: docs/law/open-data.md, rule 1.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE

SETTLES: Final = timedelta(minutes=10)
"""An act under way at midnight is told by then; its moment is of the day that is over."""


class NoEdition(Refusal):
    """Open data of a day cannot be written, or not there."""


def settled_from(day: date) -> datetime:
    """Return from which moment on no act under way can still have its moment on the day or before."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZONE) + SETTLES


def require_writable(as_of: date, *, now: datetime, folded: datetime | None) -> None:
    """Raise NoEdition where the day is not over, or what it brought is not wholly folded; `folded`: when the ledger last was."""
    over = settled_from(as_of)
    if now < over:
        raise NoEdition(say("Chưa lập được dữ liệu mở đến hết ngày {day}: ngày đó chưa qua hẳn.", day=say_day(as_of)))
    if folded is None or folded < over:
        raise NoEdition(
            say("Số liệu chưa gộp đến hết ngày {day} nên chưa lập được dữ liệu mở.", day=say_day(as_of)),
        )


def last_whole_day(now: datetime) -> date:
    """Return the last day of which open data can be written at a moment."""
    return (now - SETTLES).astimezone(ZONE).date() - timedelta(days=1)
