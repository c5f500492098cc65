"""Words in a row: how a text becomes syllables, and phrases that are found in them, the longest first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from motcua.kernel.vietnamese import fold

Value = TypeVar("Value")
MOST_SYLLABLES: Final = 48
"""A question of more is read to here: what is asked stands at the front."""
_SYLLABLE: Final = re.compile(r"[a-z0-9]+")
_ONE_I: Final = re.compile(r"^(h|k|l|m|s|t|v|qu)y$")
"""Lý or lí, kỹ or kĩ: one word, written both ways."""
_ADDRESS: Final = re.compile(r"\S*://\S*")
_CODE: Final = re.compile(r"(?<![0-9.])([1-9])[. ]?([0-9]{3})[. ]?([0-9]{3})((?:\.[a-z0-9]+)*)(?![0-9a-z])")


def syllables(text: str, most: int = MOST_SYLLABLES) -> tuple[str, ...]:
    """Return the syllables of a text without marks and case; what is neither letter nor digit parts them."""
    found = _SYLLABLE.finditer(fold(text))
    return tuple(one_way(one.group()) for one, _ in zip(found, range(most), strict=False))


def one_way(syllable: str) -> str:
    """Return a syllable as it is kept where there are two ways to write it (lý, lí)."""
    return _ONE_I.sub(r"\1i", syllable)


def without_addresses(text: str) -> str:
    """Return a text without addresses of pages: what they are called tells nothing, but for codes in them."""
    return _ADDRESS.sub(" ", text).strip()


def codes_in(text: str) -> tuple[str, ...]:
    """Return what may be procedure codes in a text, as the catalogue writes them, each once; dots may be forgotten."""
    found = (one.groups() for one in _CODE.finditer(fold(text)))
    return tuple(dict.fromkeys(f"{first}.{second}{third}{rest.upper()}" for first, second, third, rest in found))


@dataclass(frozen=True)
class Piece(Generic[Value]):
    """A part of a row of syllables: from where to where, and what the phrase there stands for (None: no phrase)."""

    start: int
    end: int
    value: Value | None


class Phrases(Generic[Value]):
    """Phrases with what each stands for, found in a row of syllables."""

    def __init__(self, phrases: Mapping[tuple[str, ...], Value]) -> None:
        self._values = {phrase: value for phrase, value in phrases.items() if phrase}
        longest: dict[str, int] = {}
        for phrase in self._values:
            longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
        self._longest = longest

    def at(self, row: Sequence[str], start: int) -> Piece[Value] | None:
        """Return the longest phrase that begins here, or none."""
        longest = self._longest.get(row[start])
        if longest is None:
            return None
        for length in range(min(longest, len(row) - start), 0, -1):
            value = self._values.get(tuple(row[start : start + length]))
            if value is not None:
                return Piece(start, start + length, value)
        return None

    def parts(self, row: Sequence[str]) -> Iterator[Piece[Value]]:
        """Yield the whole row in parts, from the left: phrases, the longest first, and single syllables between them."""
        start = 0
        while start < len(row):
            piece = self.at(row, start) or Piece(start, start + 1, None)
            yield piece
            start = piece.end

    def inside(self, row: Sequence[str]) -> tuple[Piece[Value], ...]:
        """Return every phrase that stands in the row, also those that stand in longer ones."""
        return tuple(
            Piece(start, start + length, value)
            for start, one in enumerate(row)
            for length in range(min(self._longest.get(one, 0), len(row) - start), 0, -1)
            if (value := self._values.get(tuple(row[start : start + length]))) is not None
        )


def as_phrases(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return texts as rows of syllables; empty ones are left out."""
    return tuple(row for text in texts if (row := syllables(text)))
