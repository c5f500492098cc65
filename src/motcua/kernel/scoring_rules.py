"""The rules of scoring settlement as data of a rule pack: the indices, from where each comes, its points, the bands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from motcua.kernel.convention import Convention


class Source(StrEnum):
    """From where an index comes: the person's slip, the product's own rows, or nothing that the law names."""

    PERSON = "person"
    SYSTEM = "system"
    NONE = "none"


class Scored(StrEnum):
    """What has a score."""

    DOSSIER = "dossier"
    OFFICER = "officer"
    UNIT = "unit"


@dataclass(frozen=True)
class Band:
    """A word for totals from `least` points upward."""

    least: Decimal
    word: str


@dataclass(frozen=True)
class IndexRule:
    """One index: what it is of, from where, and the points of each outcome by its key.

    `question` and `options` (key of the outcome, words) stand on the slip where the person is the source; `at_least`
    are the shares, in per cent, that its outcomes need. `computed`: what the product adds to it, or computes it from:
    time, publicity, attitude, online; empty where its outcome is what the slip says.
    """

    number: int
    name: str
    source: Source
    scores: frozenset[Scored]
    computed: str = ""
    points: Mapping[str, int] = field(default_factory=dict)
    question: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    at_least: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def most(self) -> int:
        """Return the most points that it gives."""
        return max(self.points.values(), default=0)


@dataclass(frozen=True)
class ScoringRules:
    """How settlement is scored: version, law, indices by number, bands by what is scored, and the conventions in use."""

    version: str
    law: str
    indices: Mapping[int, IndexRule]
    bands: Mapping[Scored, tuple[Band, ...]]
    conventions: Mapping[str, Convention]

    def of(self, scored: Scored) -> tuple[int, ...]:
        """Return the numbers of the indices that such a score sums."""
        return tuple(number for number, index in self.indices.items() if scored in index.scores)

    def number_of(self, computed: str) -> int | None:
        """Return the number of the index that is computed so; None where the rules have none."""
        return next((number for number, index in self.indices.items() if index.computed == computed), None)

    def asked(self) -> tuple[IndexRule, ...]:
        """Return the indices that a slip asks about."""
        return tuple(index for index in self.indices.values() if index.source == Source.PERSON)
