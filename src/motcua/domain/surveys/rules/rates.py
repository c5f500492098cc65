"""Rates of satisfaction from counts, with the interval that belongs to each; exact until the last rounding."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """The shares, from 0 to 1, between which the true share lies with the confidence that was asked for."""

    low: Decimal
    high: Decimal


def rounded(value: Fraction, places: int) -> Decimal:
    """Return the value with so many decimals, halves away from zero, as the forms are counted by hand."""
    with localcontext() as context:
        context.prec = 50
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part: int, whole: int, places: int) -> Decimal | None:
    """Return part of whole in per cent; None where there is nothing to divide by (shown as a dash)."""
    return rounded(Fraction(100 * part, whole), places) if whole else None


def by_form_level(answers: Mapping[int, int], mapping: Mapping[int, str]) -> dict[str, int]:
    """Sum answers of the five levels into the levels of the national form by the pack's mapping.

    Raises KeyError for a level the mapping does not name: no answer is dropped in silence.
    """
    summed = dict.fromkeys(mapping.values(), 0)
    for level, count in answers.items():
        summed[mapping[level]] += count
    return summed


def wilson(part: int, whole: int, z: Decimal) -> Interval | None:
    """Return Wilson's interval of the share part/whole; `z` is 1.96 for 95 %. None where nobody answered."""
    if not whole:
        return None
    with localcontext() as context:
        context.prec = 50
        share, size, square = Decimal(part) / whole, Decimal(whole), z * z
        middle = share + square / (2 * size)
        half = z * (share * (1 - share) / size + square / (4 * size * size)).sqrt()
        below = 1 + square / size
        low = Decimal(0) if part == 0 else (middle - half) / below
        high = Decimal(1) if part == whole else (middle + half) / below
        return Interval(max(low, Decimal(0)), min(high, Decimal(1)))
