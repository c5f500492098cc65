"""Figures that are told differently by flows and by plain SQL."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.domain.flows.queries.plain import Figures
from motcua.domain.flows.rules.measures import By

KEYS = {By.LEVEL: "level", By.AGENCY: "unit", By.FIELD: "field", By.PROCEDURE: "procedure"}
"""Which part of a group tells the rows of a report apart."""


@dataclass(frozen=True)
class Difference:
    """A figure that flows and plain SQL tell differently: of which group, over which days, as known on which."""

    by: By
    key: str
    figure: str
    first: date
    last: date
    as_of: date
    flows: int
    plain: int


@dataclass(frozen=True)
class Compared:
    """What is compared: over which days, as known on which, which figures."""

    first: date
    last: date
    as_of: date
    figures: Collection[str]

    def differing(self, by: By, plain: Mapping[str, Figures], folded: Mapping[str, Figures]) -> Iterator[Difference]:
        """Yield every figure of every key that differs; what is not told is nought."""
        for key in sorted({*plain, *folded}):
            for figure in self.figures:
                ours, theirs = folded.get(key, {}).get(figure, 0), plain.get(key, {}).get(figure, 0)
                if ours != theirs:
                    yield Difference(by, key, figure, self.first, self.last, self.as_of, flows=ours, plain=theirs)
