"""The answer of `motcua explain time-limit`, as the contract of the command line has it."""

from decimal import Decimal
from typing import Any

from motcua.domain.procedures.rules.time_limit_text.reading import LimitCase, Unreadable, read_time_limit


def answer_time_limit(text: str) -> dict[str, Any]:
    """Return the JSON document of `explain time-limit`; an amount is a number, null for "trong ngày"."""
    answer = read_time_limit(text)
    if isinstance(answer, Unreadable):
        return {"readable": False, "reason": answer.reason}
    return {"readable": True, "cases": [_case(case) for case in answer.cases]}


def _case(case: LimitCase) -> dict[str, Any]:
    return {"amount": as_json(case.limit.amount), "unit": case.limit.unit.value, "condition": case.condition}


def as_json(amount: Decimal | None) -> int | float | None:
    """Return a number that JSON knows: whole numbers stay whole."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
