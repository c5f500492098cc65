"""When a procedure's time is cut, and by how much (cắt giảm thời gian giải quyết).

Law: docs/law/time-cuts.md. Change that page and its cases first, then this file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from motcua.kernel.working_time import LimitUnit, TimeLimit

HOURS_OF_DAY = 24
SHORTEST_MONTH, LONGEST_MONTH = 28, 31
TWO_PLACES = Decimal("0.01")
WORKING = frozenset({LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR})
MOVED = frozenset({LimitUnit.CALENDAR_DAY, LimitUnit.MONTH})


class Order(StrEnum):
    """How the committed limit stands to the statutory one."""

    SHORTER = "shorter"
    EQUAL = "equal"
    LONGER = "longer"
    UNDECIDED = "undecided"


class Measure(StrEnum):
    """By what two limits can be subtracted from each other."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


@dataclass(frozen=True)
class Pair:
    """The statutory and the committed limit of one case on one channel; no committed one means none was promised."""

    statutory: TimeLimit | None
    committed: TimeLimit | None


@dataclass(frozen=True)
class Cut:
    """Whether a procedure's time is cut, and by how much on the mean of its measured cases and channels.

    `percent` of the statutory time; `working_days` and `calendar_days` where all that is measured is counted so.
    """

    is_cut: bool
    percent: Decimal | None
    working_days: Decimal | None
    calendar_days: Decimal | None


@dataclass(frozen=True)
class CutFigures:
    """How many procedures, how many with a cut time, and the mean cut of those, exactly (rounded only when shown).

    Each mean names over how many procedures it is; none where there is nothing to measure.
    """

    procedures: int
    cut: int
    mean_percent: Decimal | None
    measured: int
    mean_working_days: Decimal | None
    in_working_days: int
    mean_calendar_days: Decimal | None
    in_calendar_days: int

    @property
    def percent(self) -> Decimal | None:
        """Return how many of a hundred procedures have a cut time; none where there are no procedures."""
        return rounded(Decimal(100) * self.cut / self.procedures) if self.procedures else None


def order_of(pair: Pair, *, hours_of_working_day: Decimal) -> Order:
    """Tell how a committed limit stands to the statutory one; UNDECIDED where it depends on the calendar.

    Limits of one kind are compared by their amounts. Limits of different kinds only where every calendar gives the same answer.
    """
    if pair.committed is None or pair.statutory is None or pair.committed == pair.statutory:
        return Order.EQUAL
    of_one_kind = _amounts(pair, hours_of_working_day)
    if of_one_kind is not None and not _mixes_hours_with_days(pair.statutory, pair.committed):
        _, statutory, committed = of_one_kind
        return _by_number(committed, statutory)
    if _is_surely_shorter(pair.committed, pair.statutory, hours_of_working_day):
        return Order.SHORTER
    if _is_surely_shorter(pair.statutory, pair.committed, hours_of_working_day):
        return Order.LONGER
    return Order.UNDECIDED


def cut_of(pairs: Iterable[Pair], *, hours_of_working_day: Decimal) -> Cut:
    """Return the cut of one procedure: cut where any case is shorter and none is longer."""
    pairs = tuple(pairs)
    orders = [order_of(pair, hours_of_working_day=hours_of_working_day) for pair in pairs]
    is_cut = Order.SHORTER in orders and Order.LONGER not in orders
    measured = [found for pair in pairs if (found := _saved(pair, hours_of_working_day)) is not None]
    if not is_cut or not measured:
        return Cut(is_cut, None, None, None)
    measures = {measure for measure, _, _ in measured}
    saved = _mean([part for _, part, _ in measured])
    return Cut(
        is_cut=True,
        percent=_mean([100 * part / whole for _, part, whole in measured]),
        working_days=saved if measures == {Measure.WORKING_DAYS} else None,
        calendar_days=saved if measures == {Measure.CALENDAR_DAYS} else None,
    )


def figures_of(cuts: Sequence[Cut]) -> CutFigures:
    """Return the figures of a group of procedures. The means are over those with a cut time that can be measured."""
    percents = [one.percent for one in cuts if one.percent is not None]
    working = [one.working_days for one in cuts if one.working_days is not None]
    calendar = [one.calendar_days for one in cuts if one.calendar_days is not None]
    return CutFigures(
        procedures=len(cuts), cut=sum(one.is_cut for one in cuts), mean_percent=_mean(percents), measured=len(percents),
        mean_working_days=_mean(working), in_working_days=len(working), mean_calendar_days=_mean(calendar),
        in_calendar_days=len(calendar),
    )  # fmt: skip


def rounded(value: Decimal) -> Decimal:
    """Return a value with two places, halves up."""
    return value.quantize(TWO_PLACES, rounding=ROUND_HALF_UP)


def _by_number(committed: Decimal, statutory: Decimal) -> Order:
    if committed == statutory:
        return Order.EQUAL
    return Order.SHORTER if committed < statutory else Order.LONGER


def _saved(pair: Pair, hours: Decimal) -> tuple[Measure, Decimal, Decimal] | None:
    """Return by what a pair is measured, what is saved and of how much; without a promise nothing is saved."""
    if pair.statutory is None:
        return None
    found = _amounts(Pair(pair.statutory, pair.committed or pair.statutory), hours)
    if found is None:
        return None
    measure, statutory, committed = found
    return measure, statutory - committed, statutory


def _amounts(pair: Pair, hours: Decimal) -> tuple[Measure, Decimal, Decimal] | None:
    """Return the measure and both amounts in it where both limits are of one kind."""
    if pair.statutory is None or pair.committed is None:
        return None
    statutory, committed = _measured(pair.statutory, hours), _measured(pair.committed, hours)
    if statutory is None or committed is None or statutory[0] is not committed[0]:
        return None
    return statutory[0], statutory[1], committed[1]


def _measured(limit: TimeLimit, hours: Decimal) -> tuple[Measure, Decimal] | None:
    """Return a limit in days of its kind, or months; none for "within the day", which has no length of its own."""
    amount = limit.amount or Decimal(0)
    return {
        LimitUnit.WORKING_DAY: (Measure.WORKING_DAYS, amount),
        LimitUnit.WORKING_HOUR: (Measure.WORKING_DAYS, amount / hours),
        LimitUnit.CALENDAR_DAY: (Measure.CALENDAR_DAYS, amount),
        LimitUnit.CLOCK_HOUR: (Measure.CALENDAR_DAYS, amount / HOURS_OF_DAY),
        LimitUnit.MONTH: (Measure.MONTHS, amount),
    }.get(limit.unit)


def _mixes_hours_with_days(one: TimeLimit, other: TimeLimit) -> bool:
    """Tell whether one runs out at any hour of the clock and the other at the end of a day, which may move."""
    return {LimitUnit.CLOCK_HOUR, LimitUnit.CALENDAR_DAY} == {one.unit, other.unit}


def _is_surely_shorter(one: TimeLimit, other: TimeLimit, hours: Decimal) -> bool:
    """Tell whether one of two limits of different kinds ends first in every calendar.

    What ends at the end of a day moves to the next working day: against working time it needs a day to spare, against
    hours of the clock nothing is sure.
    """
    most, least = _most_days(one), _least_days(other, hours)
    if most is None or {one.unit, other.unit} == {LimitUnit.SAME_DAY, LimitUnit.CLOCK_HOUR}:
        return False
    if one.unit in MOVED and other.unit not in MOVED:
        return other.unit in WORKING and most + 1 <= least
    return most < least


def _most_days(limit: TimeLimit) -> Decimal | None:
    """Return the most days a limit can last, none for working time: holidays say. Within the day is less than one."""
    amount = limit.amount or Decimal(0)
    return {
        LimitUnit.SAME_DAY: 1 - Decimal(1) / HOURS_OF_DAY,
        LimitUnit.MONTH: amount * LONGEST_MONTH,
        LimitUnit.CALENDAR_DAY: amount,
        LimitUnit.CLOCK_HOUR: amount / HOURS_OF_DAY,
    }.get(limit.unit)


def _least_days(limit: TimeLimit, hours: Decimal) -> Decimal:
    """Return the fewest days a limit can last: n working days n days, a part of one as many hours as it has."""
    amount = limit.amount or Decimal(0)
    if limit.unit in WORKING:
        days = amount if limit.unit is LimitUnit.WORKING_DAY else amount / hours
        return days // 1 + days % 1 * hours / HOURS_OF_DAY
    if limit.unit is LimitUnit.MONTH:
        return amount * SHORTEST_MONTH
    return amount / HOURS_OF_DAY if limit.unit is LimitUnit.CLOCK_HOUR else amount


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return sum(values, Decimal(0)) / len(values) if values else None
