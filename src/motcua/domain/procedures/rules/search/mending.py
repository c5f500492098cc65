"""Slips of the fingers mended: letters of Telex and VNI left in, words run together, a letter wrong, as one says it in the south."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from motcua.domain.procedures.rules.search.phrases import one_way

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_TELEX_LETTERS: Final = (
    ("dd", "d"),
    ("aa", "a"),
    ("ee", "e"),
    ("oo", "o"),
    ("aw", "a"),
    ("ow", "o"),
    ("uw", "u"),
    ("w", "u"),
)
_TELEX_TONES: Final = "sfrxj"
_VNI: Final = re.compile(r"(?<=[a-z])[1-9]")
_SOUNDS: Final = (
    ("tr", "ch"), ("ch", "tr"), ("s", "x"), ("x", "s"), ("gi", "d"), ("d", "gi"), ("v", "d"), ("d", "v"), ("r", "g"),
    ("l", "n"), ("n", "l"), ("qu", "h"), ("ph", "f"), ("f", "ph"), ("kh", "k"), ("k", "c"), ("c", "k"), ("ng", "ngh"), ("ngh", "ng"),
)  # fmt: skip
_ENDS: Final = (
    ("ng", "n"), ("n", "ng"), ("c", "t"), ("t", "c"), ("nh", "n"), ("n", "nh"), ("y", "i"), ("i", "y"), ("u", "o"), ("o", "u"), ("ay", "ai"), ("ai", "ay"), ("anh", "inh"), ("inh", "anh"), ("uc", "ut"), ("ut", "uc"), ("m", "p"),
)  # fmt: skip
LONGEST_GLUED: Final = 40
SHORTEST, LONG_ENOUGH = 3, 5
RARE, OFTEN = 8, 4
"""A word that occurs is taken for another only where it is rarer than the first and that one goes with its neighbours as often as the second."""


@dataclass(frozen=True)
class Spelling:
    """The syllables that stand somewhere in the catalogue or the dictionary, how often, and which follow which."""

    counts: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]

    def mend(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """Return the row with what no word is made a word, where one is near; what stays unknown stays as it is."""
        found: list[str] = []
        for place, one in enumerate(row):
            before = found[-1] if found else ""
            after = row[place + 1] if place + 1 < len(row) else ""
            found.extend(self._mended(one, before, after))
        return tuple(found)

    def _mended(self, one: str, before: str, after: str) -> tuple[str, ...]:
        if one.isdecimal():
            return (one,)
        if self.counts.get(one, 0) >= RARE:
            return (one,)
        if one in self.counts:
            return (self._sounds_like(one, before, after) or one,)
        for tried in (
            self._known(frozenset(map(one_way, typed_marks(one))), before, after),
            self._sounds_like(one, before, after),
        ):
            if tried:
                return (tried,)
        glued = self._parted(one)
        if glued:
            return glued
        return (self._near_one(one, before, after) or one,) if len(one) >= SHORTEST else (one,)

    def _sounds_like(self, one: str, before: str, after: str) -> str:
        """Return what it sounds like where that, and not the word itself, goes with its neighbours."""
        if (before, one) in self.pairs or (one, after) in self.pairs:
            return ""
        least = OFTEN if one in self.counts else 1
        fitting = [
            other
            for other in _like(one)
            if max(self.pairs.get((before, other), 0), self.pairs.get((other, after), 0)) >= least
        ]
        return self._most(fitting) if fitting else ""

    def _near_one(self, one: str, before: str, after: str) -> str:
        """Return a word one letter off that goes with its neighbours; a long word need not."""
        known = [other for other in _near(one) if other in self.counts]
        fitting = [other for other in known if (before, other) in self.pairs or (other, after) in self.pairs]
        return self._most(fitting) or (self._most(known) if len(one) >= LONG_ENOUGH else "")

    def _known(self, tried: Collection[str], before: str, after: str) -> str:
        known = [other for other in tried if other in self.counts]
        fitting = [other for other in known if (before, other) in self.pairs or (other, after) in self.pairs]
        return self._most(fitting or known)

    def _most(self, known: Collection[str]) -> str:
        return max(known, key=lambda other: (self.counts.get(other, 0), other), default="")

    def _parted(self, one: str) -> tuple[str, ...]:
        """Return words run together as words, where they are ones that follow each other; else nothing."""
        if not 5 <= len(one) <= LONGEST_GLUED:
            return ()
        best: list[tuple[int, tuple[str, ...]] | None] = [None] * (len(one) + 1)
        best[0] = (0, ())
        for end in range(2, len(one) + 1):
            for start in range(max(0, end - 7), end - 1):
                left, part = best[start], one_way(one[start:end])
                if left is None or part not in self.counts:
                    continue
                joins = left[0] + int(bool(left[1]) and (left[1][-1], part) in self.pairs)
                tried = (joins, (*left[1], part))
                if best[end] is None or _better(tried, best[end]):
                    best[end] = tried
        whole = best[len(one)]
        return whole[1] if whole and len(whole[1]) > 1 and whole[0] * 2 >= len(whole[1]) - 1 and whole[0] else ()


def _better(tried: tuple[int, tuple[str, ...]], other: tuple[int, tuple[str, ...]] | None) -> bool:
    return other is None or (tried[0] - len(tried[1]), tried[1]) > (other[0] - len(other[1]), other[1])


@lru_cache(maxsize=4096)
def typed_marks(one: str) -> frozenset[str]:
    """Return what a syllable may be whose marks were typed as Telex letters or VNI digits and stayed as letters."""
    bare = _VNI.sub("", one)
    found = {bare}
    for place, letter in enumerate(bare):
        if letter in _TELEX_TONES and place:
            found.add(bare[:place] + bare[place + 1 :])
    for typed, meant in _TELEX_LETTERS:
        found |= {other.replace(typed, meant) for other in found}
    return frozenset(found - {one})


@lru_cache(maxsize=4096)
def _like(one: str) -> frozenset[str]:
    starts = {right + one[len(left) :] for left, right in _SOUNDS if one.startswith(left)} | {one}
    ends = {other[: -len(left)] + right for other in starts for left, right in _ENDS if other.endswith(left)}
    return frozenset((starts | ends) - {one})


def _near(one: str) -> frozenset[str]:
    return frozenset(_one_letter_off(one)) if len(one) <= LONGEST_GLUED else frozenset()


def _one_letter_off(one: str) -> Iterator[str]:
    for place in range(len(one) + 1):
        left, right = one[:place], one[place:]
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]
