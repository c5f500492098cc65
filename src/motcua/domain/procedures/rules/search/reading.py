"""A question read: what is asked in terms, how much each tells, and what it says of special cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from motcua.domain.procedures.rules.search.catalogue import LIGHT_WEIGHT, Catalogue, telling, terms_of
from motcua.domain.procedures.rules.search.phrases import syllables

UNKNOWN_WEIGHT: Final = 0.75
NUMBER_WEIGHT, KNOWN_NUMBER_WEIGHT = 0.1, 0.3
CONJUNCTIONS: Final = frozenset({"va", "roi", "voi", "xong"})


@dataclass(frozen=True)
class Reading:
    """A question as terms, each once and in order. `typed`, `row`: its syllables as they were typed, and mended; `lifted`: special cases it speaks of."""

    typed: tuple[str, ...]
    row: tuple[str, ...]
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    lifted: frozenset[int]

    @cached_property
    def weight(self) -> float:
        """How much the question tells in all."""
        return sum(self.weights)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The terms that tell something; all of them where none does."""
        return telling(zip(self.terms, self.weights, strict=True))

    @cached_property
    def pairs(self) -> tuple[tuple[str, str, float], ...]:
        """Terms that follow each other, with what the pair tells."""
        return tuple(
            (left, right, first + second)
            for (left, first), (right, second) in zip(
                zip(self.terms, self.weights, strict=True),
                zip(self.terms[1:], self.weights[1:], strict=True),
                strict=False,
            )
        )


def read(text: str, catalogue: Catalogue) -> Reading:
    """Read a question: English said in Vietnamese, slips mended, what means the same made one, fillers and places left out."""
    typed = syllables(text)
    return reading_of(mended(typed, catalogue), catalogue, typed)


def mended(row: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """Return a row of syllables with English said in Vietnamese, slips of the fingers and abbreviations put right."""
    row = catalogue.dictionary.english.in_vietnamese(row)
    return tuple(_spelled_out(catalogue.spelling.mend(tuple(_spelled_out(row, catalogue))), catalogue))


def _spelled_out(row: tuple[str, ...], catalogue: Catalogue) -> Iterator[str]:
    for piece in catalogue.dictionary.slips.parts(row):
        yield from piece.value if piece.value is not None else row[piece.start : piece.end]


def reading_of(row: tuple[str, ...], catalogue: Catalogue, typed: tuple[str, ...] = ()) -> Reading:
    """Read a row of syllables that was mended."""
    dictionary = catalogue.dictionary
    kept = tuple(
        one for piece in dictionary.places.parts(row) if piece.value is None for one in row[piece.start : piece.end]
    )
    terms = tuple(dict.fromkeys(terms_of(kept, dictionary)))
    cases = dictionary.special_cases
    said = (*cases.asked.inside(row), *cases.title.inside(row))
    lifted = (number for piece in said for number in piece.value or ())
    return Reading(
        typed=typed,
        row=row,
        terms=terms,
        weights=tuple(_weight(term, catalogue) for term in terms),
        lifted=frozenset(lifted),
    )


def _weight(term: str, catalogue: Catalogue) -> float:
    known = catalogue.weights.get(term)
    if term.isdecimal():
        return min(known, KNOWN_NUMBER_WEIGHT) if known is not None else NUMBER_WEIGHT
    if known is not None:
        return known
    return LIGHT_WEIGHT if term in catalogue.spelling.counts else UNKNOWN_WEIGHT


def halves(reading: Reading, catalogue: Catalogue) -> tuple[Reading, ...]:
    """Return the parts of a question that are joined by "và" and the like; one part where nothing joins."""
    parts: list[list[str]] = [[]]
    for one in reading.row:
        if one in CONJUNCTIONS:
            parts.append([])
        else:
            parts[-1].append(one)
    read_parts = (reading_of(tuple(part), catalogue) for part in parts if part)
    return tuple(part for part in read_parts if part.terms)
