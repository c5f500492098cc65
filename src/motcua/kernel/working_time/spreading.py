"""The whole limit spread over the steps still to do (phân bổ thời gian theo bước).

Law: docs/law/deadlines.md, rule 9. Change that page and its cases first, then this file.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from motcua.kernel.language import say
from motcua.kernel.working_time.refusals import UnreadableLimit
from motcua.kernel.working_time.table import WorkingTable


def spread(start: datetime, due: datetime, shares: Sequence[Decimal], *, table: WorkingTable) -> tuple[datetime, ...]:
    """Return the due moment of each step, one after the other; the last step's is `due` itself.

    The working time between the two moments is shared out in the ratio of the shares, to the minute.
    Raises UnreadableLimit unless there are shares, none negative and not all zero; NaiveMoment, OutsideCalendar.
    """
    first, last = table.minute_of(start), table.minute_of(due)
    worked = table.worked_until(first)
    ends = accumulate(spread_minutes(table.worked_until(last) - worked, shares))
    reached = [table.minute_reaching(worked + end) if end else first for end in ends]
    return (*(table.moment_at(minute) for minute in reached[:-1]), table.moment_at(last))


def spread_minutes(total: int, shares: Sequence[Decimal]) -> tuple[int, ...]:
    """Return the minutes of each step: in the ratio of the shares, each within a minute of it, together all of them.

    Raises UnreadableLimit unless there are shares, none negative and not all zero.
    """
    parts = [Fraction(share) for share in shares]
    whole = sum(parts)
    if not whole or min(parts) < 0:
        raise UnreadableLimit(say("Tỷ lệ thời gian của các bước phải không âm và không cùng bằng 0."))
    ends = [int(total * end / whole) for end in accumulate(parts)]
    return tuple(end - begin for begin, end in zip([0, *ends], ends, strict=False))
