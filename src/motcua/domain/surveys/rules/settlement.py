"""Points of the scoring of settlement: nine indices of 0, 1 or 2 points, each from its source or without data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from motcua.domain.surveys.rules.rates import rounded


@dataclass(frozen=True, slots=True)
class Band:
    """A word for totals from `least` points upward."""

    least: Decimal
    word: str


@dataclass(frozen=True, slots=True)
class Score:
    """The indices of one officer or unit, None where there is no data, their total, and which were left out."""

    indices: Mapping[int, Decimal | None]
    total: Decimal | None
    left_out: tuple[int, ...]


def time_points(taken: int, limit: int) -> int:
    """Return 2 for shorter than the limit, 1 for equal, 0 for longer; both in the same unit of time."""
    return 2 if taken < limit else int(taken == limit)


def contact_points(supplements: int, by_own_fault: int) -> int:
    """Return the points for contacts needed to complete a dossier; those by the applicant's own fault don't count."""
    return max(0, 2 - max(0, supplements - by_own_fault))


def index_of(points: Iterable[int | None]) -> Decimal | None:
    """Return the mean of the dossiers that have data, to one decimal; None where none has."""
    known = [point for point in points if point is not None]
    return rounded(Fraction(sum(known), len(known)), 1) if known else None


def score_of(indices: Mapping[int, Decimal | None]) -> Score:
    """Sum the rounded indices; one without data is left out and named, never taken for zero."""
    known = [value for value in indices.values() if value is not None]
    left_out = tuple(sorted(number for number, value in indices.items() if value is None))
    return Score(dict(indices), sum(known, Decimal(0)) if known else None, left_out)


def band_of(total: Decimal, bands: Iterable[Band]) -> Band:
    """Return the highest band whose least total is reached. Raises ValueError where no band holds so little."""
    reached = [band for band in bands if band.least <= total]
    if not reached:
        raise ValueError(total)
    return max(reached, key=lambda band: band.least)
