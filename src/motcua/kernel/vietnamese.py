"""Vietnamese text: cleaned at the door, folded for searching, keyed for sorting."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, but for those that break lines or part words
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0001\U000e0020-\U000e007f]"
)
_LINE_BREAK: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPACES: Final = re.compile(r"\s+")
# Old fonts and keyboards write the Icelandic eth or the African D, which look like Đ and are not.
_FALSE_D: Final = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"})
_D_WITHOUT_STROKE: Final = str.maketrans({"đ": "d", "Đ": "D"})

# Alphabet: a ă â b c d đ e ê … o ô ơ … u ư …: letters with these marks are letters of their own (primary order).
_LETTER_MARKS: Final = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}
# Tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng (secondary order).
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def clean(text: str) -> str:
    """Return text from outside as we keep it: composed (NFC), without invisible characters, trimmed.

    Line breaks stay (as one newline), every other blank becomes a plain space, a false Đ the true one.
    """
    text = _LINE_BREAK.sub("\n", text)
    text = _BLANK.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text.translate(_FALSE_D)).strip()


def fold(text: str) -> str:
    """Return text as it is searched: lower case, đ as d, no marks, single spaces. Composed or not makes no difference."""
    letters = unicodedata.normalize("NFD", clean(text).lower().translate(_D_WITHOUT_STROKE))
    unmarked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SPACES.sub(" ", unmarked).strip()


def sort_key(text: str) -> str:
    """Return a key that sorts, compared code point by code point, as a Vietnamese dictionary does.

    Letters decide first (a ă â b … d đ e ê …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case. In the
    database keep it in a column whose collation is "C".
    """
    ranks = [_rank(letter) for letter in unicodedata.normalize("NFC", clean(text))]
    letters, tones, cases = ("".join(column) for column in zip(*ranks, strict=True)) if ranks else ("", "", "")
    return f"{letters}\t{tones}\t{cases}"


@lru_cache(maxsize=4096)
def _rank(letter: str) -> tuple[str, str, str]:
    """Return the letter's place in the alphabet (two characters), its tone and its case (one each)."""
    lower = letter.lower()
    if lower == "đ":
        return "d1", "0", _case(letter)
    if lower == "\n":
        return " 0", "0", "0"
    parts = unicodedata.normalize("NFD", lower)
    base, marks = parts[0], parts[1:]
    kind = next((_LETTER_MARKS[mark] for mark in marks if mark in _LETTER_MARKS), "0")
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    return base + kind, tone, _case(letter)


def _case(letter: str) -> str:
    return "1" if letter != letter.lower() else "0"
