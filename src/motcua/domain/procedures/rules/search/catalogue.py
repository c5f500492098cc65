"""The catalogue as it is searched: every name a procedure goes by as terms with weights, and the words that occur."""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from motcua.domain.procedures.rules.search.dictionary import Dictionary, Situation
from motcua.domain.procedures.rules.search.mending import Spelling
from motcua.domain.procedures.rules.search.phrases import syllables

LIGHT_WEIGHT: Final = 0.2
FILLER_WEIGHT: Final = 0.02
LEAST_WEIGHT: Final = 0.15
LONGEST_TITLE: Final = 60
"""Syllables of a title that are searched: what comes after the first sixty tells cases apart, not procedures."""
PUBLISHED, NAMED = 1.01, 1.01
ELSEWHERE, BETWEEN_OFFICES = 0.62, 0.7


@dataclass(frozen=True)
class Entry:
    """A procedure as the catalogue has it. `is_elsewhere`: another province issued it, for itself."""

    code: str
    name: str
    issuer: str
    everyday_names: tuple[str, ...] = ()
    field: str = ""
    levels: tuple[str, ...] = ()
    is_published: bool = False
    is_elsewhere: bool = False
    is_between_offices: bool = False


@dataclass(frozen=True)
class Surface:
    """One name of one procedure as terms. `place`: which entry; `pairs`: terms that follow each other; `weight`: their sum."""

    place: int
    is_title: bool
    terms: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    weight: float
    text: str


@dataclass(frozen=True)
class Catalogue:
    """Everything that a question is held against. `tables`: for each entry which special cases its title is."""

    entries: tuple[Entry, ...]
    surfaces: tuple[Surface, ...]
    weights: Mapping[str, float]
    spelling: Spelling
    called: tuple[tuple[frozenset[str], ...], ...]
    special: tuple[tuple[int, ...], ...]
    priors: tuple[float, ...]
    places: Mapping[str, int]
    followers: Mapping[str, tuple[str, ...]]
    beginnings: tuple[str, ...]
    ask_back: Mapping[frozenset[str], Situation]
    wide: tuple[tuple[frozenset[str], Situation], ...]
    dictionary: Dictionary


def terms_of(row: Sequence[str], dictionary: Dictionary) -> tuple[str, ...]:
    """Return a row of syllables as terms: what means the same becomes one term; fillers are left out."""
    return tuple(_terms(row, dictionary))


def _terms(row: Sequence[str], dictionary: Dictionary) -> Iterator[str]:
    start = 0
    while start < len(row):
        term, filler = dictionary.terms.at(row, start), dictionary.fillers.at(row, start)
        if filler is not None and (term is None or filler.end > term.end):
            start = filler.end
        elif term is not None and term.value is not None:
            yield term.value
            start = term.end
        else:
            yield row[start]
            start += 1


def prepare(entries: Iterable[Entry], dictionary: Dictionary) -> Catalogue:
    """Prepare the catalogue for questions; the order of the entries makes no difference to answers."""
    listed = tuple(sorted(entries, key=lambda entry: entry.code))
    rows = [list(_rows_of(entry, dictionary)) for entry in listed]
    counts: Counter[str] = Counter(one for row in dictionary.known for one in row)
    pairs: Counter[tuple[str, str]] = Counter(pair for row in dictionary.known for pair in itertools.pairwise(row))
    for row in (row for found in rows for _, row in found):
        counts.update(row)
        pairs.update(itertools.pairwise(row))
    weights = _weights(rows, dictionary)
    surfaces = tuple(
        _surface(place, kind == "title", row, weights, dictionary)
        for place, found in enumerate(rows)
        for kind, row in found
    )
    return Catalogue(
        entries=listed,
        surfaces=surfaces,
        weights=weights,
        spelling=Spelling(counts, pairs),
        called=_called(surfaces, len(listed)),
        special=tuple(_special(syllables(entry.name, LONGEST_TITLE), dictionary) for entry in listed),
        priors=tuple(_prior(entry, dictionary) for entry in listed),
        places={entry.code: place for place, entry in enumerate(listed)},
        followers=_followers(pairs),
        beginnings=tuple(sorted(counts)),
        ask_back={_about(one, weights, dictionary): one for one in reversed(dictionary.ask_back)},
        wide=tuple((_about(one, weights, dictionary), one) for one in dictionary.wide),
        dictionary=dictionary,
    )


def _called(surfaces: Iterable[Surface], entries: int) -> tuple[tuple[frozenset[str], ...], ...]:
    found: list[list[frozenset[str]]] = [[] for _ in range(entries)]
    for surface in surfaces:
        found[surface.place].append(surface.terms)
    return tuple(tuple(terms) for terms in found)


def _about(one: Situation, weights: Mapping[str, float], dictionary: Dictionary) -> frozenset[str]:
    return telling((term, weights.get(term, 1.0)) for term in terms_of(one.phrase, dictionary))


def telling(weighed: Iterable[tuple[str, float]]) -> frozenset[str]:
    """Return the terms that tell something; all of them where none does."""
    listed = list(weighed)
    return frozenset(term for term, weight in listed if weight > LIGHT_WEIGHT) or frozenset(term for term, _ in listed)


def _rows_of(entry: Entry, dictionary: Dictionary) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "title", syllables(entry.name, LONGEST_TITLE)
    named = (*entry.everyday_names, *dictionary.names.get(entry.code, ()))
    read = (dictionary.english.in_vietnamese(syllables(name)) for name in named)
    yield from (("name", row) for row in dict.fromkeys(read) if row)


def _weights(rows: Sequence[Sequence[tuple[str, tuple[str, ...]]]], dictionary: Dictionary) -> dict[str, float]:
    """Return how much each term tells: the rarer among different titles, the more; light words tell little."""
    titles: dict[tuple[str, ...], set[str]] = {}
    for found in rows:
        for _, row in found:
            titles.setdefault(found[0][1], set()).update(terms_of(row, dictionary))
    seen: Counter[str] = Counter(term for terms in titles.values() for term in terms)
    most = math.log(max(len(titles), 2))
    weights = {term: max(LEAST_WEIGHT, 1 - math.log(count) / most) for term, count in seen.items()}
    return weights | {term: LIGHT_WEIGHT * weights.get(term, 1.0) for term in dictionary.light}


def _surface(
    place: int, is_title: bool, row: tuple[str, ...], weights: Mapping[str, float], dictionary: Dictionary
) -> Surface:
    terms = terms_of(row, dictionary) or row
    kinds = frozenset(terms)
    return Surface(
        place=place,
        is_title=is_title,
        terms=kinds,
        pairs=frozenset(itertools.pairwise(terms)),
        weight=sum(weights.get(term, LIGHT_WEIGHT) for term in sorted(kinds)),
        text=" ".join(terms),
    )


def _special(row: tuple[str, ...], dictionary: Dictionary) -> tuple[int, ...]:
    numbers = {number for piece in dictionary.special_cases.title.inside(row) for number in piece.value or ()}
    return tuple(sorted(numbers))


def _prior(entry: Entry, dictionary: Dictionary) -> float:
    prior = PUBLISHED if entry.is_published else 1.0
    prior *= NAMED if entry.code in dictionary.names else 1.0
    prior *= ELSEWHERE if entry.is_elsewhere else 1.0
    return prior * (BETWEEN_OFFICES if entry.is_between_offices else 1.0)


def _followers(pairs: Mapping[tuple[str, str], int]) -> dict[str, tuple[str, ...]]:
    """Return which syllables follow each one, the most frequent first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for (left, right), count in pairs.items():
        found.setdefault(left, []).append((-count, right))
    return {left: tuple(right for _, right in sorted(rest)[:40]) for left, rest in found.items()}
