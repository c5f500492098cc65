"""How well a name of a procedure fits a question: how much of the question it covers, and how much of it is asked for."""

from collections.abc import Iterable, Sequence
from typing import Final

from motcua.domain.procedures.rules.search.catalogue import Catalogue, Surface
from motcua.domain.procedures.rules.search.reading import Reading

TITLE: Final = (0.46, 0.26, 0.26)
NAME_BASE, NAME_WHOLE = 0.50, 0.50
NAME_POWER: Final = 1.6
"""A name of which a part was not said falls off faster than its share: the rest is what tells it apart."""
ENOUGH, ALONE = 0.5, 0.65
"""A name of light words, or of one common word, tells too little to be found by itself in a longer question."""


def fit(surface: Surface, reading: Reading, catalogue: Catalogue) -> float:
    """Return how well one name fits, from 0 to 1."""
    if not reading.weight or not surface.weight:
        return 0.0
    terms, weights = surface.terms, catalogue.weights
    matched = asked = 0.0
    for term, weight in zip(reading.terms, reading.weights, strict=True):
        if term in terms:
            asked += weight
            matched += weights.get(term, 0.2)
    covered, used = asked / reading.weight, min(1.0, matched / surface.weight)
    joined = _joined(surface, reading)
    if surface.is_title:
        base, whole, pairs = TITLE
        return covered * (base + whole * used + pairs * joined)
    least = ENOUGH if len(terms) > 1 else ALONE
    enough = max(covered, min(1.0, matched / least))
    return used**NAME_POWER * (NAME_BASE + NAME_WHOLE * covered) * (0.94 + 0.06 * joined) * enough


def _joined(surface: Surface, reading: Reading) -> float:
    """Return the share of neighbours in the question that are neighbours in the name too."""
    total = same = 0.0
    for left, right, weight in reading.pairs:
        total += weight
        if (left, right) in surface.pairs:
            same += weight
    return same / total if total else 1.0


def ranked(reading: Reading, catalogue: Catalogue, candidates: Iterable[int]) -> Sequence[tuple[float, int]]:
    """Return entries by their best name, the best first: score and place; equal ones in the order of codes."""
    best: dict[int, float] = {}
    for number in candidates:
        surface = catalogue.surfaces[number]
        score = fit(surface, reading, catalogue)
        if surface.is_title:
            score *= _asked_for(surface.place, reading, catalogue)
        if score > best.get(surface.place, 0.0):
            best[surface.place] = score
    found = [(round(score * catalogue.priors[place], 4), place) for place, score in best.items()]
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _asked_for(place: int, reading: Reading, catalogue: Catalogue) -> float:
    """Return what is left of a score where the title is one of special cases that nobody asked for."""
    left = 1.0
    for case in catalogue.special[place]:
        if case not in reading.lifted:
            left *= catalogue.dictionary.special_cases.weights[case]
    return left
