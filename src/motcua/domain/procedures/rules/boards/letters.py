"""The letters of a short address: six that nobody mixes up when typing what is printed beside a code.

Left out are signs that look alike in print or in writing (0 O Q D, 1 I L J, 4 A; of 2 Z, 5 S, 8 B, C G, U V one), those
that are turned into marks while typing Vietnamese by Telex (vowels, D, W), and with the vowels every word.
"""

from collections.abc import Callable
from typing import Final

ALPHABET: Final = "347BCFHKMNPRSTVXZ"
LENGTH: Final = 6
TAKEN_FOR: Final = {"8": "B", "G": "C", "6": "C", "5": "S", "U": "V", "2": "Z", "1": "7"}
"""What is not in the alphabet, and for which of its letters it may be taken: people type what they believe to see."""
_BETWEEN: Final = frozenset(" -._\u00a0")


def read_letters(typed: str) -> str | None:
    """Return the letters of a short address as they are kept, or none where these cannot be any.

    Lower case is upper case, blanks and dashes between do not matter, look-alikes are taken for the letter they look like.
    """
    if len(typed) > 4 * LENGTH:
        return None
    found = "".join(TAKEN_FOR.get(one, one) for one in typed.upper() if one not in _BETWEEN)
    return found if len(found) == LENGTH and set(found) <= set(ALPHABET) else None


def new_letters(choose: Callable[[str], str]) -> str:
    """Return six letters; `choose` takes one out of the alphabet, by chance where it matters."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))
