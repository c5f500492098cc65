"""Answers counted: the five levels, the three of the national form by the pack's mapping, response share, interval."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from motcua.domain.surveys.rules.rates import Interval, by_form_level, percent, wilson
from motcua.kernel.rating_rules import RatingRules

PLACES = 1
"""Decimals of the form's percentages; those of a share in reports are two."""
SHARE_PLACES = 2


@dataclass(frozen=True)
class Counts:
    """What was settled, how often which level was answered; set aside ones are none of the answers, doubtful ones are.

    `untold`: so many answered, at levels that are not told since they are too few.
    """

    settled: int = 0
    levels: Mapping[int, int] = field(default_factory=dict)
    set_aside: int = 0
    doubtful: int = 0
    untold: int = 0

    @property
    def answered(self) -> int:
        """Return how many answers count."""
        return sum(self.levels.values()) + self.untold

    def __add__(self, other: "Counts") -> "Counts":
        levels = {
            level: self.levels.get(level, 0) + other.levels.get(level, 0) for level in {*self.levels, *other.levels}
        }
        return Counts(
            self.settled + other.settled,
            levels,
            self.set_aside + other.set_aside,
            self.doubtful + other.doubtful,
            self.untold + other.untold,
        )

    def over(self, settled: int) -> "Counts":
        """Return the same answers over so many settlements."""
        return replace(self, settled=settled)

    def withheld(self) -> "Counts":
        """Return the same without what anybody said: only how many answered."""
        return replace(self, levels={}, untold=self.answered)


@dataclass(frozen=True)
class SatisfactionRow:
    """One group of a report."""

    key: str
    name: str
    counts: Counts


@dataclass(frozen=True)
class Figures:
    """What a report shows of counts: per cent of the form's levels, the satisfied with their interval, who answered.

    None where there is nothing to divide by, and where levels are not told.
    """

    form: Mapping[str, int | None]
    form_percent: Mapping[str, Decimal | None]
    satisfied: int | None
    satisfied_percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    response_percent: Decimal | None


def figures_of(counts: Counts, rules: RatingRules) -> Figures:
    """Return the figures of counts by the mapping, the satisfied levels and the confidence of a rule pack."""
    response = percent(counts.answered, counts.settled, SHARE_PLACES)
    if counts.untold:
        nothing = dict.fromkeys(rules.form_levels)
        return Figures(nothing, nothing, None, None, None, None, response)
    form = {**dict.fromkeys(rules.form_levels, 0), **by_form_level(counts.levels, rules.form_level_of)}
    satisfied = sum(form[key] for key in rules.satisfied)
    interval = wilson(satisfied, counts.answered, rules.confidence_z)
    return Figures(
        form=form,
        form_percent={key: percent(count, counts.answered, PLACES) for key, count in form.items()},
        satisfied=satisfied,
        satisfied_percent=percent(satisfied, counts.answered, SHARE_PLACES),
        low=_in_percent(interval, "low"),
        high=_in_percent(interval, "high"),
        response_percent=response,
    )


def _in_percent(interval: Interval | None, end: str) -> Decimal | None:
    if interval is None:
        return None
    value: Decimal = getattr(interval, end)
    return (value * 100).quantize(Decimal(1).scaleb(-SHARE_PLACES))
