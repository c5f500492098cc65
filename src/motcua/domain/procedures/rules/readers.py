"""What the readers of limits and fees found, in the words of this module: a value, or the kind of doubt."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from motcua.domain.procedures.rules.source_text import is_empty
from motcua.domain.procedures.rules.time_limit_text import LimitCase, Unreadable, read_time_limit
from motcua.kernel.working_time import LimitUnit, TimeLimit


@dataclass(frozen=True)
class LimitFound:
    """The limits of a text, or the kind and reason of the doubt."""

    cases: tuple[LimitCase, ...] = ()
    doubt_kind: str = ""
    reason: str = ""


@lru_cache(maxsize=8192)
def read_limit(text: str, *, units_lost: bool) -> LimitFound:
    """Read a time limit; with `units_lost` a plain "ngày" is none, since that source wrote it for months and hours."""
    answer = read_time_limit(text, plain_day_is_doubtful=units_lost)
    if not isinstance(answer, Unreadable):
        return LimitFound(cases=answer.cases)
    if is_empty(text) or answer == read_time_limit(""):
        return LimitFound(doubt_kind="limit_missing", reason=answer.reason)
    if text.replace(",", "").replace(".", "").strip().isdigit():
        return LimitFound(doubt_kind="bare_number", reason=answer.reason)
    if units_lost and not isinstance(read_time_limit(text), Unreadable):
        return LimitFound(doubt_kind="unit_lost", reason=answer.reason)
    return LimitFound(doubt_kind="limit_unreadable", reason=answer.reason)


def limits_of(text: str, *, units_lost: bool) -> tuple[LimitCase, ...]:
    """Return the limits of a text with their conditions; none where it is not readable."""
    return read_limit(text, units_lost=units_lost).cases


def likely_limits(text: str) -> tuple[TimeLimit, ...]:
    """Return limits an officer may mean by a doubtful text: the same number in each unit, never chosen for anyone."""
    numbers = [word for word in text.replace("\n", " ").split() if word.isdigit() and 0 < int(word) <= 1000]
    if len(set(numbers)) != 1:
        return ()
    amount = Decimal(numbers[0])
    units = [LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY]
    same_day = [TimeLimit(None, LimitUnit.SAME_DAY)] if amount == 1 else []
    return (*same_day, *(TimeLimit(amount, unit) for unit in units))
