"""Time limits (thời hạn giải quyết) and the two ways to count working days.

Law: docs/law/deadlines.md, rules 2-7. Change that page and its cases first, then this file.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from motcua.kernel.language import say
from motcua.kernel.working_time.refusals import UnreadableLimit


class LimitUnit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"
    CLOCK_HOUR = "clock_hour"
    MONTH = "month"
    SAME_DAY = "same_day"


class Counting(StrEnum):
    """How whole working days are counted (rule 2)."""

    FROM_HOUR = "from_hour"
    END_OF_NTH_DAY = "end_of_nth_day"


_WITH_PARTS = frozenset({LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR, LimitUnit.CLOCK_HOUR})
_IN_WORKING_TIME = frozenset({LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR})


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """So many days, hours or months; without an amount only "trong ngày" (same_day).

    Raises UnreadableLimit for a missing, zero or negative amount and for a part of a calendar day or a month (rules 2, 7).
    """

    amount: Decimal | None
    unit: LimitUnit
    # The amount as an exact fraction: counting goes on in whole numbers, which is ten times as fast as in decimals.
    numerator: int = field(init=False, repr=False, compare=False)
    denominator: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _require_readable(self.amount, self.unit)
        numerator, denominator = (0, 1) if self.amount is None else self.amount.as_integer_ratio()
        object.__setattr__(self, "numerator", numerator)
        object.__setattr__(self, "denominator", denominator)

    @property
    def is_whole(self) -> bool:
        """Tell whether the amount has no part."""
        return self.denominator == 1

    @property
    def in_working_time(self) -> bool:
        """Tell whether the limit is so much working time: working days and working hours."""
        return self.unit in _IN_WORKING_TIME


def _require_readable(amount: Decimal | None, unit: LimitUnit) -> None:
    if unit is LimitUnit.SAME_DAY:
        if amount is not None:
            raise UnreadableLimit(say("Thời hạn trong ngày không ghi kèm số."))
        return
    if amount is None or not amount.is_finite():
        raise UnreadableLimit(say("Thời hạn phải ghi rõ số ngày, số giờ hoặc số tháng."))
    if amount <= 0:
        raise UnreadableLimit(say("Thời hạn phải lớn hơn 0."))
    if unit not in _WITH_PARTS and amount != amount.to_integral_value():
        raise UnreadableLimit(say("Chỉ ngày làm việc và giờ mới có phần lẻ; số ngày và số tháng phải là số nguyên."))
