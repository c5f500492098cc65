"""Text as sources have it, made readable: tags, bullets of a private font, blanks of five kinds, look-alike letters.

Nothing here decides what a text means. What was mended is said by a code, so that an import can count it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from motcua.domain.procedures.rules.words import words
from motcua.kernel.vietnamese import clean, fold

LONGEST_EMPTY = 80
BREAKS = re.compile(r"<\s*(?:br|/p|/li|/div|/tr)\s*/?\s*>", re.IGNORECASE)
TAGS = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
GLUED_LINK = re.compile(r"\s*Xem chi tiết\s*$")
BLANKS = re.compile(r"[^\S\n]+")
PRIVATE_BULLET = re.compile("[\ue000-\uf8ff]")
LOOKALIKE = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
LOOKALIKES = str.maketrans("АВЕКМНОРСТУХаеорсухіΑΒΕΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXaeopcyxiABEHIKMNOPTYXo")
NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})[.)]\s+")


@dataclass(frozen=True)
class Readable:
    """A text made readable, with the codes of what was mended."""

    text: str
    mended: frozenset[str]


@lru_cache(maxsize=4096)
def readable(raw: str) -> Readable:
    """Return the text without tags, private bullets, double blanks; line breaks stay."""
    mended = set()
    text = raw
    if "<" in text or "&" in text:
        text = TAGS.sub("", BREAKS.sub("\n", unescape(text)))
        mended |= {"html_removed"} if text != raw else set()
    text, more = _letters(text)
    lines = [BLANKS.sub(" ", line).strip() for line in clean(text).split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if GLUED_LINK.search(text):
        text = GLUED_LINK.sub("", text)
        mended.add("glued_link_removed")
    return Readable(text=text, mended=frozenset(mended | more))


def _letters(text: str) -> tuple[str, set[str]]:
    mended = set()
    if PRIVATE_BULLET.search(text):
        text = PRIVATE_BULLET.sub("- ", text)
        mended.add("private_bullets")
    if LOOKALIKE.search(text):
        text = text.translate(LOOKALIKES)
        mended.add("lookalike_letters")
    if not unicodedata.is_normalized("NFC", text) or "\u00d0" in text:
        mended.add("letters_composed")
    if re.search("[\u00a0\u202f\u2003\u00ad\u200b-\u200f\ufeff]", text):
        mended.add("invisible_characters")
    return re.sub("[\u202f\u2003]", " ", text.replace("\u00ad", "")), mended


def one_line(text: str) -> str:
    """Return the text on one line."""
    return " ".join(text.split())


def or_empty(text: str) -> str:
    """Return the text, or nothing where it only says that there is nothing ("Không có thông tin", "--")."""
    return "" if is_empty(text) else text


def is_empty(text: str) -> bool:
    """Say whether the text only says that there is nothing."""
    return len(text) <= LONGEST_EMPTY and fold(text).strip(" .") in words()["empty"]
