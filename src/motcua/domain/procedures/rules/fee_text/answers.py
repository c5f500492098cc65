"""The answer of `motcua explain fee`, as the contract of the command line has it."""

from decimal import Decimal
from typing import Any

from motcua.domain.procedures.rules.fee_text.fees import FeeAmount
from motcua.domain.procedures.rules.fee_text.reading import read_fee


def answer_fee(text: str) -> dict[str, Any]:
    """Return the JSON document of `explain fee`; a value is a number."""
    fee = read_fee(text)
    return {"kind": fee.kind.value, "amounts": [_amount(amount) for amount in fee.amounts], "doubt": fee.doubt}


def _amount(amount: FeeAmount) -> dict[str, Any]:
    return {
        "value": _as_json(amount.value),
        "currency": amount.currency,
        "per": amount.per,
        "condition": amount.condition,
    }


def _as_json(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
