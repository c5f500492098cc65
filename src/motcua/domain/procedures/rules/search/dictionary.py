"""The dictionary of people's words: data of the product, with what administrators add, prepared for reading."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import Any, Final

from motcua.domain.procedures.rules.search.english import English, english_of
from motcua.domain.procedures.rules.search.phrases import Phrases, as_phrases, syllables

FOLDER: Final = "search"
SAME: Final = "="
"""Begins the term that stands for a group of words with one meaning."""
JOINED: Final = "_"
DEATH: Final = SAME + "nguoi_chet"


class WordKind(StrEnum):
    """What an added word is: another name of a procedure, or words that mean the same as known ones."""

    NAME = "name"
    SAME = "same"


@dataclass(frozen=True)
class Words:
    """Words that were added to the product's: names of procedures by code, and words that mean the same as others."""

    names: tuple[tuple[str, str], ...] = ()
    same: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SpecialCases:
    """Titles for few people (abroad, at the border, …) stand back unless the question says so.

    `title`, `asked`: phrases with the numbers of the cases they tell; `weights`: what is left of a score, by number.
    """

    title: Phrases[frozenset[int]]
    asked: Phrases[frozenset[int]]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Situation:
    """Several procedures for one phrase: a life event, or something to ask back about."""

    phrase: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Dictionary:
    """Everything that is known of people's words. `terms`: phrases and the term each stands for."""

    names: Mapping[str, tuple[str, ...]]
    terms: Phrases[str]
    slips: Phrases[tuple[str, ...]]
    fillers: Phrases[bool]
    light: frozenset[str]
    places: Phrases[bool]
    special_cases: SpecialCases
    several: Phrases[Situation]
    ask_back: tuple[Situation, ...]
    wide: tuple[Situation, ...]
    outside: Phrases[bool]
    outside_unless: Phrases[bool]
    between: frozenset[str]
    known: tuple[tuple[str, ...], ...]
    english: English


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Any]:
    """Return the words that come with the product, as their files have them."""
    folder = resources.files("motcua") / "data" / FOLDER
    parts = ("names", "words", "special_cases", "situations", "english", "keeping")
    return {part: json.loads((folder / f"{part}.json").read_text(encoding="utf-8")) for part in parts}


def made_of(data: Mapping[str, Any], added: Words = Words()) -> Dictionary:
    """Prepare a dictionary of the product's words and of those that were added."""
    words = data["words"]
    english = english_of(data["english"])
    terms = _terms(words, ((english.in_vietnamese(syllables(said)), syllables(meant)) for said, meant in added.same))
    slips = {syllables(wrong): syllables(right) for wrong, right in words["slips"].items()}
    fillers = as_phrases(words["fillers"])
    between = frozenset(one for row in as_phrases(words["between"]) for one in row)
    return Dictionary(
        names=_names(data["names"], added.names),
        terms=Phrases(terms),
        slips=Phrases({wrong: right for wrong, right in slips.items() if right}),
        fillers=_flags(fillers),
        light=frozenset(_light(words["light"], Phrases(terms))),
        places=_flags(as_phrases(words["places"])),
        special_cases=_special_cases(data["special_cases"]["cases"]),
        several=Phrases(_several(data["situations"]["several"], between)),
        ask_back=_situations(data["situations"]["ask_back"]),
        wide=_situations(data["situations"]["wide"]),
        outside=_flags(as_phrases(data["situations"]["outside"])),
        outside_unless=_flags(as_phrases(data["situations"]["outside_unless"])),
        between=between,
        known=(*terms, *fillers, *as_phrases(words["light"]), *as_phrases(data["situations"]["outside"])),
        english=english,
    )


def _flags(phrases: Iterable[tuple[str, ...]]) -> Phrases[bool]:
    return Phrases(dict.fromkeys(phrases, True))


def _terms(
    words: Mapping[str, Any], added: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]
) -> dict[tuple[str, ...], str]:
    """Return the term of every phrase: of groups that mean the same, and of words that belong together."""
    joined = (*words["together"], *words["light"])
    terms = {phrase: JOINED.join(phrase) for phrase in as_phrases(joined) if len(phrase) > 1}
    terms.update(dict.fromkeys(_deaths(words), DEATH))
    ages = {
        age: _first_of(meant, words["same"]) for first, last, meant in words["ages"] for age in range(first, last + 1)
    }
    terms.update({(str(age), "tuoi"): term for age, term in ages.items()})
    for group in words["same"]:
        rows = as_phrases(group)
        terms.update(dict.fromkeys(rows, SAME + JOINED.join(rows[0])))
    for row, known in added:
        if row and known:
            terms[row] = terms.setdefault(known, SAME + JOINED.join(known))
    return terms


def _first_of(meant: str, same: Iterable[Sequence[str]]) -> str:
    """Return the term of the group in which a phrase stands."""
    row = syllables(meant)
    group = next((rows for rows in map(as_phrases, same) if row in rows), (row,))
    return SAME + JOINED.join(group[0])


def _deaths(words: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    """Yield the ways to say that somebody died: a person, whose, lately, died ("ba tôi mới mất")."""
    parts = (as_phrases(words[part]) for part in ("persons", "owners", "lately", "died"))
    persons, owners, lately, died = parts
    for person, owner, when, verb in product(persons, (*owners, ()), (*lately, ()), died):
        yield (*person, *owner, *when, *verb)


def _light(texts: Iterable[str], terms: Phrases[str]) -> Iterable[str]:
    for row in as_phrases(texts):
        piece = terms.at(row, 0)
        yield piece.value if piece and piece.value and piece.end == len(row) else JOINED.join(row)


def _names(shipped_names: Mapping[str, Sequence[str]], added: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    names = {code: list(texts) for code, texts in shipped_names.items()}
    for code, text in added:
        names.setdefault(code, []).append(text)
    return {code: tuple(dict.fromkeys(texts)) for code, texts in names.items()}


def _special_cases(cases: Sequence[Mapping[str, Any]]) -> SpecialCases:
    return SpecialCases(
        title=_numbered(case["title"] for case in cases),
        asked=_numbered(case["asked"] for case in cases),
        weights=tuple(case["weight"] for case in cases),
    )


def _numbered(texts: Iterable[Sequence[str]]) -> Phrases[frozenset[int]]:
    found: dict[tuple[str, ...], frozenset[int]] = {}
    for number, phrases in enumerate(texts):
        for phrase in as_phrases(phrases):
            found[phrase] = found.get(phrase, frozenset()) | {number}
    return Phrases(found)


def _situations(listed: Iterable[Mapping[str, Any]]) -> tuple[Situation, ...]:
    return tuple(Situation(phrase, tuple(one["codes"])) for one in listed for phrase in as_phrases(one["about"]))


def _several(events: Iterable[Mapping[str, Any]], between: frozenset[str]) -> dict[tuple[str, ...], Situation]:
    """Return life events by what people say of them, without the small words that may stand between."""
    found = {}
    for event in events:
        for said in as_phrases(event["when"]):
            short = tuple(one for one in said if one not in between)
            phrase = short if len(short) > 1 else said
            found[phrase] = Situation(phrase, tuple(event["codes"]))
    return found
