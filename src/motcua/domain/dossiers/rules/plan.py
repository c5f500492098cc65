"""Which moment each step is due, how much of the work is done, and from when a dossier is at risk.

The whole limit is spread over the steps still to do in the ratio of their shares, from the start of the clock on:
a step that was late does not push the ones after it.

Law: docs/law/deadlines.md, rule 9. The risk rule is the desk's own: docs/risk.md.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from motcua.kernel.working_time import (
    LimitUnit,
    TimeLimit,
    WorkingTable,
    add_minutes,
    start_of_clock,
    whole_minute,
    working_minutes_between,
)


def first_moment(limit: TimeLimit, received_at: datetime, table: WorkingTable) -> datetime:
    """Return from when a limit counts: as rule 1 moves it; clock hours run from the moment received (rule 3)."""
    if limit.unit is LimitUnit.CLOCK_HOUR:
        return whole_minute(received_at)
    return start_of_clock(received_at, table)


def done_of(*, share_at_start: Decimal, share_left: Decimal) -> Fraction:
    """Return the part of the work that is done, from 0 to 1; 0 where the process states no shares."""
    if share_at_start <= 0:
        return Fraction(0)
    done = 1 - Fraction(share_left) / Fraction(share_at_start)
    return min(max(done, Fraction(0)), Fraction(1))


def paused_minutes(pauses: Iterable[tuple[datetime, datetime]], *, start: datetime, table: WorkingTable) -> int:
    """Return the working minutes of the pauses since the clock started."""
    return sum(working_minutes_between(max(since, start), until, table) for since, until in pauses if until > start)


def moment_of_part(
    part: Fraction, *, start: datetime, promised_at: datetime, table: WorkingTable, paused: int = 0
) -> datetime:
    """Return the moment at which that part of the working time from start to promise has passed.

    The promise itself for the whole, or where no working time lies between the two. `paused` are minutes of it that lie
    behind and count for nothing; a part that had passed before them is told as passed with them.
    """
    whole = working_minutes_between(start, promised_at, table) - paused
    minutes = -(-part.numerator * whole // part.denominator)
    if part >= 1 or whole <= 0 or minutes >= whole:
        return promised_at
    return add_minutes(start, paused + minutes, table)


def at_risk_from(
    done: Fraction, *, risk_points: int, start: datetime, promised_at: datetime, table: WorkingTable, paused: int = 0
) -> datetime:
    """Return from when the time used runs `risk_points` of a hundred ahead of the work done."""
    part = done + Fraction(risk_points, 100)
    return moment_of_part(part, start=start, promised_at=promised_at, table=table, paused=paused)


def time_used(at: datetime, *, start: datetime, promised_at: datetime, table: WorkingTable, paused: int = 0) -> int:
    """Return how many percent of the working time between start and promise have passed; beyond 100 when late.

    `paused`: minutes between the two that count for nothing, all of them before `at`.
    """
    whole = working_minutes_between(start, promised_at, table) - paused
    if whole <= 0:
        return 100 if at > promised_at else 0
    return round(100 * max(working_minutes_between(start, max(at, start), table) - paused, 0) / whole)
