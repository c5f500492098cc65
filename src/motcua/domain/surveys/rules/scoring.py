"""Scoring of settlement: nine indices, each from the points of its outcomes or without data; their sum and its band.

Law: docs/law/scoring.md; which indices, points and bands hold is data of the rule pack.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from motcua.domain.surveys.rules.rates import rounded
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.scoring_rules import Band, IndexRule, Scored, ScoringRules
from motcua.kernel.working_time import Lateness

PLACES = 1
"""Decimals of an index; the total sums indices that were rounded so."""
UNRANKED = "unranked"


class NoData(StrEnum):
    """Why an index of a dossier has no points."""

    NOT_SAID = "not_said"
    NOT_FOUND_YET = "not_found_yet"
    NO_LIMIT = "no_limit"
    NO_SOURCE = "no_source"
    ACCEPTED = "accepted"


class UnknownOutcome(Refusal):
    """A slip with an answer that its question doesn't offer."""


@dataclass(frozen=True, slots=True)
class Point:
    """The points of one index of one dossier, or why there are none."""

    points: int | None
    no_data: NoData | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many dossiers have which points in an index; dossiers without data are in none of them."""

    points: Mapping[int, int] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(Counter(dict(self.points)) + Counter(dict(other.points)))

    def without(self, other: "Tally") -> "Tally":
        """Return the rest where some of these dossiers are left out."""
        return Tally(Counter(dict(self.points)) - Counter(dict(other.points)))

    @property
    def dossiers(self) -> int:
        """Return how many dossiers have points."""
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Score:
    """The indices of a dossier, an officer or a unit, None where there is no data, their sum, and what was left out.

    `most` is what the sum could be at best: of the indices that have data.
    """

    indices: Mapping[int, Decimal | None]
    total: Decimal | None
    most: int
    left_out: tuple[int, ...]


def tally_of(outcomes: Mapping[str, int], rule: IndexRule) -> Tally:
    """Return the points of counted outcomes. Raises KeyError for an outcome without points: none is dropped in silence."""
    points: Counter[int] = Counter()
    for outcome, dossiers in outcomes.items():
        points[rule.points[outcome]] += dossiers
    return Tally(points)


def index_of(tally: Tally) -> Decimal | None:
    """Return the mean of the dossiers that have points, to one decimal; None where none has."""
    if not tally.dossiers:
        return None
    return rounded(Fraction(sum(points * count for points, count in tally.points.items()), tally.dossiers), PLACES)


def score_of(indices: Mapping[int, Decimal | None], rules: ScoringRules) -> Score:
    """Sum the rounded indices; one without data is left out and named, never taken for zero."""
    known = {number: value for number, value in indices.items() if value is not None}
    left_out = tuple(sorted(set(indices) - set(known)))
    total = sum(known.values(), Decimal(0)) if known else None
    return Score(dict(indices), total, sum(rules.indices[number].most for number in known), left_out)


def band_of(total: Decimal, bands: Iterable[Band]) -> Band:
    """Return the highest band whose least total is reached. Raises ValueError where no band holds so little."""
    reached = [band for band in bands if band.least <= total]
    if not reached:
        raise ValueError(total)
    return max(reached, key=lambda band: band.least)


def ranked(score: Score, scored: Scored, rules: ScoringRules) -> Band | None:
    """Return the band of a score; None without a total, without bands, and by convention where an index has no data."""
    if score.total is None or scored not in rules.bands:
        return None
    if score.left_out and rules.conventions["missing"].chosen == UNRANKED:
        return None
    return band_of(score.total, rules.bands[scored])


def attitude(said: str, standing: Lateness, *, found: bool | None) -> str | None:
    """Return the outcome for an officer's attitude: with a complaint what was found of it, without one the time.

    `found`: whether a complaint was found right; None while nobody has: no outcome yet.
    """
    if said != "complaint":
        return standing.value
    if found is None:
        return None
    return "complaint" if found else standing.value


def publicity(*, electronic: bool, posted: bool) -> str:
    """Return the outcome for publicity of a procedure: by electronic means and at the counter, one of them, or none."""
    return {2: "both", 1: "one", 0: "none"}[electronic + posted]


@dataclass(frozen=True, slots=True)
class OnlineShare:
    """What the index of online services is computed from: procedures and settled dossiers of a unit, those online of each."""

    procedures: int
    procedures_online: int
    dossiers: int
    dossiers_online: int
    late_online: int


def online(of: OnlineShare, at_least: Mapping[str, Decimal]) -> str | None:
    """Return the outcome for online services; None where nothing was settled or no procedure is the unit's."""
    if not of.dossiers or not of.procedures:
        return None
    share = Fraction(100 * of.dossiers_online, of.dossiers)
    if of.late_online or share < Fraction(at_least["some"]):
        return "few"
    procedures = Fraction(100 * of.procedures_online, of.procedures)
    enough = share >= Fraction(at_least["dossiers"]) and procedures >= Fraction(at_least["procedures"])
    return "enough" if enough else "some"


def require_slip(slip: Mapping[int, str], rules: ScoringRules) -> None:
    """Raise UnknownOutcome unless every answer of a slip is one that its question offers."""
    offered = {index.number: index.options for index in rules.asked()}
    if any(outcome not in offered.get(number, {}) for number, outcome in slip.items()):
        raise UnknownOutcome(say("Có câu trả lời không còn dùng; tải lại trang rồi chọn lại. Chưa ghi đánh giá nào."))
