"""The language in which sentences are said to whoever asks now.

Vietnamese is the source: a sentence is written in Vietnamese where it is said, and looked up when another language is
spoken. Nobody speaks another language unless an entrypoint says so for one request; what is stored, printed or sent is
made in Vietnamese. Plain Python: what translates is handed in.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from typing import Protocol


class Translator(Protocol):
    """Finds a Vietnamese sentence in another language; for a number of things its singular or plural form."""

    def __call__(self, sentence: str, number: int | None = None, /) -> str:
        """Return the sentence in that language, or as it is where it is not known."""
        ...


def vietnamese(sentence: str, number: int | None = None, /) -> str:
    """Return the sentence as it is."""
    _ = number
    return sentence


_spoken: ContextVar[Translator] = ContextVar("spoken", default=vietnamese)


@contextmanager
def speaking(translator: Translator, /) -> Iterator[None]:
    """Speak by this translator within the block, in this thread or task only."""
    before = _spoken.set(translator)
    try:
        yield
    finally:
        _spoken.reset(before)


def speaking_vietnamese() -> AbstractContextManager[None]:
    """Speak Vietnamese within the block, whatever is spoken around it: for what is stored, printed or sent."""
    return speaking(vietnamese)


def say(sentence: str, /, **facts: object) -> str:
    """Return the sentence in the language spoken now, with `{fact}` places filled. Raises KeyError for a missing fact."""
    said = _spoken.get()(sentence) if sentence else ""
    return said.format_map(facts) if facts else said


def say_counted(sentence: str, count: int, /, **facts: object) -> str:
    """Return a sentence about a number of things: `{count}` is filled with the number unless it is given as a fact.

    `say_counted("{count} hồ sơ", 1)` is `1 dossier` in English, and `2 dossiers` for two.
    """
    return _spoken.get()(sentence, count).format_map({"count": count, **facts})


def say_day(on: date, /) -> str:
    """Return a day in figures as the language spoken now writes it: `27/11/2026`."""
    return format(on, say("%d/%m/%Y"))


def to_say(sentence: str, /) -> str:
    """Return the sentence as it is: it is put into the catalogue here and said later, as those of a table are."""
    return sentence


def say_kept(kept: str, sentences: Iterable[str], /, *, any_sentence: bool = False) -> str:
    """Return what was kept in Vietnamese in the language spoken now: one sentence, or several with blanks between.

    `sentences` are those of which it may have been made; the facts in their places are read out of it again. What none
    of them made stays as it is: people's own words are never looked up, unless `any_sentence` of the catalogue is meant.
    """
    if _spoken.get() is vietnamese:
        return kept
    known = tuple(sentences)
    parts = _BETWEEN.split(kept)
    said = [_said_again(part, known, any_sentence=any_sentence) for part in parts]
    if len(parts) > 1 and None in said and (whole := _said_again(kept, known, any_sentence=any_sentence)):
        return whole
    return " ".join(again or part for again, part in zip(said, parts, strict=True))


def _said_again(kept: str, sentences: tuple[str, ...], *, any_sentence: bool) -> str | None:
    """Return one kept sentence in the language spoken now, or None where nothing is known of it."""
    for sentence in sentences:
        found = _made_of(sentence).fullmatch(kept)
        if found:
            return say(sentence, **found.groupdict())
    said = say(kept) if any_sentence else kept
    return said if said != kept else None


@cache
def _made_of(sentence: str) -> re.Pattern[str]:
    """Return the pattern of what a sentence can become: every place holds something, the same place the same."""
    pattern, seen = "", set[str]()
    for words, fact in _PLACE.findall(sentence):
        pattern += re.escape(words)
        if fact:
            pattern += f"(?P={fact})" if fact in seen else f"(?P<{fact}>.+?)"
            seen.add(fact)
    return re.compile(pattern, re.DOTALL)


_PLACE = re.compile(r"([^{]*)(?:\{(\w+)\})?")
_BETWEEN = re.compile(r"(?<=\.) (?=\S)")
