"""The verdict on a question, and suggestions while it is typed."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from motcua.domain.procedures.rules.search.catalogue import LIGHT_WEIGHT, Catalogue, Entry
from motcua.domain.procedures.rules.search.dictionary import JOINED, Situation
from motcua.domain.procedures.rules.search.phrases import codes_in, syllables, without_addresses
from motcua.domain.procedures.rules.search.reading import Reading, halves, mended, read, reading_of
from motcua.domain.procedures.rules.search.scoring import ranked
from motcua.domain.procedures.rules.search.verdict import Answer, Found, Verdict
from motcua.kernel.vietnamese import fold

Candidates = Callable[[Mapping[str, float]], Sequence[int]]
"""From terms with their weights to the names that hold some of them, the likeliest first."""
LEAST: Final = 0.40
SURE: Final = 0.80
EACH, EACH_TELLS, MOST_JOINED = 0.7, 0.55, 12
NEXT: Final = 8
TELLING_PHRASE, FAIR = 3, 0.62
"""A phrase of so many syllables says surely that no office settles it; a shorter one only where nothing fits fairly."""
RARE: Final = 0.8
LATER: Final = 0.02
"""By how much each further way to complete what was typed counts less."""
WHOLE: Final = 0.92
NEAR: Final = 0.02
MANY: Final = 6
VAGUE: Final = 0.75
LEAST_SHOWN: Final = 0.45
"""A procedure that fits less than this share of the best is not shown."""


@dataclass(frozen=True)
class Engine:
    """A catalogue with what finds candidates in it."""

    catalogue: Catalogue
    candidates: Candidates

    def ranked(self, reading: Reading) -> Sequence[tuple[float, int]]:
        """Return entries by how well they fit, the best first."""
        asked = dict(zip(reading.terms, reading.weights, strict=True))
        return ranked(reading, self.catalogue, self.candidates(asked)) if asked else ()


def answer(text: str, engine: Engine, limit: int = 10) -> Answer:
    """Answer a question. Never raises, whatever the text; the same text has the same answer with and without marks."""
    coded = [one for code in codes_in(text) if (one := _of_code(code, engine.catalogue))]
    if coded:
        return Answer(Verdict.FOUND if len(coded) == 1 else Verdict.MULTI, tuple(coded[:limit]))
    text = without_addresses(text)
    reading = read(text, engine.catalogue)
    verdict, found = _verdict(reading, engine)
    results = _results(found, engine.catalogue)[:limit] or _begun(text, reading, engine, limit)
    if not results:
        return Answer(Verdict.NONE, (), " ".join(reading.row))
    is_found = verdict is Verdict.NONE or len(results) == 1
    return Answer(Verdict.FOUND if is_found else verdict, results, " ".join(reading.row))


def _begun(text: str, reading: Reading, engine: Engine, limit: int) -> tuple[Found, ...]:
    """Return what fits fairly where the last word is only the beginning of one: sent before it was typed to its end."""
    if not reading.typed or reading.typed[-1] in engine.catalogue.spelling.counts:
        return ()
    return tuple(one for one in suggest(text, engine, limit) if one.score >= FAIR)


def _verdict(reading: Reading, engine: Engine) -> tuple[Verdict, Sequence[tuple[float, int]]]:
    if not reading.terms:
        return Verdict.NONE, ()
    event = _event(reading, engine.catalogue)
    found = engine.ranked(reading)
    best = found[0][0] if found else 0.0
    if event is not None and best < SURE:
        return Verdict.MULTI, _before(event.codes, found, engine.catalogue)
    if _is_outside(reading, best, engine.catalogue) or (best < FAIR and _is_of_nothing_here(reading, engine.catalogue)):
        return Verdict.NONE, ()
    asked_back = _asked_back(reading, engine, found)
    if asked_back is not None:
        return Verdict.CLARIFY, _before(_by_rank(asked_back.codes, found, engine.catalogue), found, engine.catalogue)
    if best < LEAST or _is_one_common_syllable(reading, found, engine.catalogue):
        return Verdict.NONE, ()
    joined = _joined(reading, engine, found) if best < WHOLE else ()
    if len(joined) > 1:
        return Verdict.MULTI, _before(joined, found, engine.catalogue)
    if joined:
        return Verdict.FOUND, _before(joined, found, engine.catalogue)
    return (Verdict.CLARIFY if _is_vague(reading, found) else Verdict.FOUND), found


def _is_one_common_syllable(reading: Reading, found: Sequence[tuple[float, int]], catalogue: Catalogue) -> bool:
    """Tell whether the question tells one syllable only that stands in many names: without marks it may be many words."""
    [one, *others] = sorted(reading.telling)
    if others or not one.isalpha() or catalogue.weights.get(one, 1.0) >= RARE:
        return False
    said = frozenset(reading.terms)
    return not any(
        surface == said or (len(surface) > 1 and surface <= said) for surface in catalogue.called[found[0][1]]
    )


def _of_code(code: str, catalogue: Catalogue) -> Found | None:
    """Return the procedure of a code; a province's own ending of it does not matter where the code alone is known."""
    for tried in (code, ".".join(code.split(".")[:2])):
        place = catalogue.places.get(tried)
        if place is not None:
            return _found(catalogue.entries[place], 1.0, _called(catalogue.entries[place], catalogue))
    return None


def _event(reading: Reading, catalogue: Catalogue) -> Situation | None:
    """Return the life event that the question is about, where it tells hardly anything beside."""
    row = tuple(one for one in reading.row if one not in catalogue.dictionary.between)
    pieces = catalogue.dictionary.several.inside(row)
    longest = max(pieces, key=lambda piece: piece.end - piece.start, default=None)
    if longest is None or longest.value is None:
        return None
    rest = reading_of((*row[: longest.start], *row[longest.end :]), catalogue)
    return longest.value if all(weight <= LIGHT_WEIGHT for weight in rest.weights) else None


def _is_outside(reading: Reading, best: float, catalogue: Catalogue) -> bool:
    """Tell whether the question is about what no office settles, and no procedure surely fits."""
    dictionary = catalogue.dictionary
    pieces = dictionary.outside.inside(reading.row) + dictionary.outside.inside(reading.typed)
    longest = max((piece.end - piece.start for piece in pieces), default=0)
    if not longest or best >= (WHOLE if longest >= TELLING_PHRASE else FAIR):
        return False
    return not dictionary.outside_unless.inside(reading.row)


def _is_of_nothing_here(reading: Reading, catalogue: Catalogue) -> bool:
    """Tell whether the question speaks of something that the dictionary knows, and no name in this catalogue."""
    known = (one for one in reading.terms if JOINED in one and one not in catalogue.dictionary.light)
    return any(one not in catalogue.weights for one in known)


def _asked_back(reading: Reading, engine: Engine, found: Sequence[tuple[float, int]]) -> Situation | None:
    """Return what to ask back about: where the question tells nothing beside, or nothing that tells which one is meant."""
    catalogue, whole = engine.catalogue, frozenset(reading.terms)
    is_named = len(whole) > 1 and bool(found) and whole in catalogue.called[found[0][1]]
    known = None if is_named else catalogue.ask_back.get(reading.telling)
    if known is not None:
        return known
    for about, situation in catalogue.wide:
        if about <= reading.telling:
            beside = reading.telling - about
            return None if _tells_which(beside, situation, found, catalogue) else situation
    return None


def _tells_which(
    beside: frozenset[str], situation: Situation, found: Sequence[tuple[float, int]], catalogue: Catalogue
) -> bool:
    """Tell whether the best procedure is called by something that was said beside, and it alone of these."""
    if not found:
        return False
    calling = Counter(
        term
        for code in situation.codes
        if (place := catalogue.places.get(code)) is not None
        for term in beside & frozenset[str]().union(*catalogue.called[place])
    )
    own = frozenset[str]().union(*catalogue.called[found[0][1]])
    return any(calling[term] < 2 for term in beside & own)


def _by_rank(codes: Sequence[str], found: Sequence[tuple[float, int]], catalogue: Catalogue) -> Sequence[str]:
    """Return the codes in the order in which they were found; what fits hardly stays in its own order behind."""
    rank = {catalogue.entries[place].code: round(score, 1) for score, place in found if score >= LEAST}
    return sorted(codes, key=lambda code: rank.get(code, 0), reverse=True)


def _before(
    codes: Sequence[str], found: Sequence[tuple[float, int]], catalogue: Catalogue
) -> Sequence[tuple[float, int]]:
    """Return the procedures of these codes, then what was found beside."""
    places = [catalogue.places[code] for code in codes if code in catalogue.places]
    first = [(round(1 - 0.01 * number, 4), place) for number, place in enumerate(places)]
    return [*first, *(one for one in found if one[1] not in places)]


def _joined(reading: Reading, engine: Engine, found: Sequence[tuple[float, int]]) -> tuple[str, ...]:
    """Return the procedures of a question that asks for several, or the one that settles them together; none otherwise."""
    catalogue = engine.catalogue
    parts = [part for part in halves(reading, catalogue) if part.weight >= EACH_TELLS]
    if len(parts) < 2 or len(reading.terms) > MOST_JOINED:
        return ()
    firsts = [first[0] for part in parts if (first := engine.ranked(part))]
    codes = dict.fromkeys(catalogue.entries[place].code for score, place in firsts if score >= EACH)
    together = next((place for _, place in found[:NEXT] if _says_all(place, reading, catalogue)), None)
    if together is not None:
        return (catalogue.entries[together].code,) if len(codes) > 1 else ()
    return tuple(codes) if len(codes) > 1 else ()


def _says_all(place: int, reading: Reading, catalogue: Catalogue) -> bool:
    return any(reading.telling <= surface for surface in catalogue.called[place])


def _is_vague(reading: Reading, found: Sequence[tuple[float, int]]) -> bool:
    """Tell whether the question tells too little: many procedures fit it alike, none well."""
    if found[0][0] >= VAGUE:
        return False
    alike = sum(1 for score, _ in found if score >= found[0][0] - NEAR)
    return alike >= MANY and len([weight for weight in reading.weights if weight > LIGHT_WEIGHT]) <= 2


def _called(entry: Entry, catalogue: Catalogue) -> str:
    """Return what people call a procedure, where they call it otherwise."""
    names = (*entry.everyday_names, *catalogue.dictionary.names.get(entry.code, ()))
    return next((name for name in names if fold(name) not in fold(entry.name)), "")


def _found(entry: Entry, score: float, called: str = "") -> Found:
    return Found(entry.code, entry.name, entry.issuer, score, entry.is_published, entry.levels, called)


def _results(found: Sequence[tuple[float, int]], catalogue: Catalogue) -> tuple[Found, ...]:
    least = found[0][0] * LEAST_SHOWN if found else 0.0
    return tuple(
        _found(entry, score, _called(entry, catalogue))
        for score, entry in ((score, catalogue.entries[place]) for score, place in found)
        if score >= least
    )


def suggest(text: str, engine: Engine, limit: int = 6) -> tuple[Found, ...]:
    """Return procedures for what was typed so far: the last word may be a beginning only."""
    coded = tuple(one for code in codes_in(text) if (one := _of_code(code, engine.catalogue)))
    row = syllables(text)
    if coded or not row:
        return coded[:limit]
    best: dict[int, float] = {}
    for number, tried in enumerate(dict.fromkeys(_continued(row, engine.catalogue))):
        for score, place in islice(engine.ranked(reading_of(tried, engine.catalogue)), limit):
            best[place] = max(best.get(place, 0.0), score * (1 - LATER * number))
    found = sorted(((score, place) for place, score in best.items()), key=lambda one: (-one[0], one[1]))
    return _results(found, engine.catalogue)[:limit]


def _continued(row: tuple[str, ...], catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """Yield what may be meant: the last word as it stands where it tells something, else completed by what follows there."""
    before, last = mended(row[:-1], catalogue), row[-1]
    stands = (*before, last) if last in catalogue.spelling.counts else mended(row, catalogue)
    tells = bool(set(reading_of(stands, catalogue).terms) - set(reading_of(before, catalogue).terms))
    if tells:
        yield stands
    following = catalogue.followers.get(before[-1], ()) if before else ()
    whole = [one for one in following if one.startswith(last)][:2] or _beginning(last, catalogue)
    for one in whole:
        yield (*before, one)
        yield from ((*before, one, after) for after in catalogue.followers.get(one, ())[:1])
    if not tells:
        yield stands


def _beginning(start: str, catalogue: Catalogue) -> list[str]:
    """Return the most frequent words that begin so."""
    at = bisect_left(catalogue.beginnings, start)
    fitting = [one for one in catalogue.beginnings[at : at + 60] if one.startswith(start)]
    return sorted(fitting, key=lambda one: (-catalogue.spelling.counts[one], one))[:2]
