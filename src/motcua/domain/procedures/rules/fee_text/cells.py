"""Part the text of a fee into entries, and each into the cell of the table and the note in brackets behind it."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from motcua.domain.procedures.rules import source_text
from motcua.kernel.vietnamese import clean

_LABEL: Final = re.compile(r"^\s*(?:lệ\s+)?phí\s*:\s*", re.IGNORECASE)
_NEXT_ENTRY: Final = re.compile(r"\n+(?=\s*(?:lệ\s+)?phí\s*:)", re.IGNORECASE)
_LINK: Final = re.compile(r"\s*Xem chi tiết\s*|\n\s*File đính kèm\s*:[^\n]*", re.IGNORECASE)
_CURRENCY: Final = r"(?:việt nam đồng|vnđ|vnd|đồng|đ|usd|đô la mỹ|đô la|euro?)"
_CHANNEL: Final = re.compile(
    r"^(?:trực tiếp|trực tuyến|(?:qua\s+)?(?:dịch vụ\s+)?bưu chính(?:\s+công ích)?)\s*\d*\s*(?:(?:ngày|giờ)(?:\s*làm việc)?)?\s*(?=miễn phí|không có thông tin)",
    re.IGNORECASE,
)


class Cell(Enum):
    """What the cell before a note says."""

    FREE = auto()
    AMOUNT = auto()
    AMOUNT_ALONE = auto()  # without a currency
    ZERO = auto()
    EMPTY = auto()
    GLUED = auto()
    NONE = auto()


_CELLS: Final = (
    (Cell.FREE, r"miễn\s*(?:lệ\s*)?phí\.?"),
    (Cell.ZERO, rf"(?:0+(?:[.,]0+)?\s*{_CURRENCY}?|(?:o|không)\s*{_CURRENCY})(?:\s*/\s*[^\W\d]+(?:\s[^\W\d]+)?)?"),
    (Cell.AMOUNT, rf"\d[\d.,]*\s*{_CURRENCY}|(?:usd|\$|vnđ|vnd)\s*\d[\d.,]*"),
    (Cell.AMOUNT_ALONE, r"\d{1,3}(?:[.,]\d{3})+|\d{4,}"),
    (Cell.EMPTY, rf"(?:không có thông tin|n/?a|[-–.]+|{_CURRENCY}|)"),
    (Cell.GLUED, rf".*[^\W\d_]\d[\d.,]*\s*{_CURRENCY}"),
)
_KINDS: Final = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _CELLS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell with its note; the note is None where there are no brackets. A cell of NONE has all its words in the note."""

    kind: Cell
    cell: str
    note: str | None
    is_cut: bool = False


def entries_of(text: str) -> tuple[Entry, ...]:
    """Return the entries of a fee text: one, or one for each "Phí : … Đồng (…)" of a list."""
    text = _LINK.sub("\n", source_text.readable(clean(text)).text).strip()
    parts = _NEXT_ENTRY.split(text) if _LABEL.match(text) else [text]
    return tuple(_entry(_CHANNEL.sub("", _LABEL.sub("", part).strip())) for part in parts)


def _entry(text: str) -> Entry:
    cell, bracket, rest = text.partition("(")
    cell = cell.strip()
    kind = next((kind for kind, words in _KINDS if words.fullmatch(cell)), None)
    if kind is None:
        return Entry(Cell.NONE, "", text)
    return Entry(kind, cell, _inside(rest) if bracket else None, is_cut=bool(bracket) and not rest.strip())


def _inside(rest: str) -> str:
    """Return the note without the bracket that closes it, where it is closed at the end."""
    rest = rest.strip()
    closes = rest.endswith(")") and rest.count(")") > rest.count("(")
    return rest[:-1].strip() if closes else rest
