"""Chance that is the same on every machine, and for each thing its own: what one visit draws moves nothing of another.

A number is made from the seed, the thing and the question alone (splitmix64), never from what was drawn before. So one
visit more, or a slower officer, changes queues and nothing else.
"""

import math
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from statistics import NormalDist
from zlib import crc32

_MASK = (1 << 64) - 1
_NORMAL = NormalDist()


def key_of(*parts: object) -> int:
    """Return the key of a thing, from the seed down to its number."""
    key = 0
    for part in parts:
        word = part if isinstance(part, int) else crc32(str(part).encode())
        key = _mixed(key ^ _mixed(word & _MASK))
    return key


def chance(key: int, question: int) -> float:
    """Return a number from 0 up to, not including, 1: always the same for this thing and question."""
    return (_mixed(key + 0x632BE59BD9B4E019 * (question + 1)) >> 11) / (1 << 53)


def happens(key: int, question: int, likelihood: float) -> bool:
    """Tell whether something of this likelihood happens to the thing."""
    return chance(key, question) < likelihood


def spread(key: int, question: int, sigma: float) -> float:
    """Return a factor around 1 (its mean), log-normal: most things take a little less, a few much more."""
    part = min(max(chance(key, question), 1e-9), 1 - 1e-9)
    # Rounded, since the last digit of a power is not the same on every machine.
    return round(math.exp(sigma * _NORMAL.inv_cdf(part) - sigma * sigma / 2), 6)


def between(key: int, question: int, low: int, high: int) -> int:
    """Return a whole number from low to high, both included."""
    return low + int(chance(key, question) * (high - low + 1))


class Weighted:
    """A choice among things by their weights."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._upto = list(accumulate(weights))

    def pick(self, key: int, question: int) -> int:
        """Return the place of the thing that is chosen."""
        return min(bisect(self._upto, chance(key, question) * self._upto[-1]), len(self._upto) - 1)


def _mixed(word: int) -> int:
    word = (word + 0x9E3779B97F4A7C15) & _MASK
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _MASK
    return word ^ (word >> 31)
