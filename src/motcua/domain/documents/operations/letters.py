"""Which letters the papers' font holds, asked before anything is kept: a form that lacks a letter is no form."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from motcua.domain.documents.rules.wording import as_printed
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

FONTS = Path(__file__).resolve().parents[3] / "assets" / "papers-fonts"
_SHOWN_OF_TEXT = 60
_BREAKS = frozenset("\n")


class UnprintableText(Refusal):
    """A text holds a letter that the papers' font lacks; `letter` and `text` say which and where."""

    def __init__(self, letter: str, text: str) -> None:
        self.letter = letter
        self.text = text
        shown = text if len(text) <= _SHOWN_OF_TEXT else f"{text[:_SHOWN_OF_TEXT]}…"
        super().__init__(
            say(
                "Không in được chữ “{letter}” (U+{point}) trong “{shown}” trên giấy, phiếu theo mẫu; "
                "chưa lưu gì và chưa mất gì, bỏ hoặc viết lại chữ đó rồi làm lại.",
                letter=letter,
                point=f"{ord(letter):04X}",
                shown=shown,
            ),
        )


class FontsNotBuilt(Refusal):
    """The papers' font is not there: the assets were not built."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Chưa có phông chữ Tinos để in giấy, phiếu; chưa mất gì, báo quản trị viên chạy make setup rồi làm lại.",
            ),
        )


def require_printable(texts: Iterable[str]) -> None:
    """Raise UnprintableText for the first letter that the papers' font lacks, FontsNotBuilt where there is no font."""
    held = letters_held()
    for text in texts:
        printed = as_printed(text)
        if not held.issuperset(printed):
            raise UnprintableText(next(letter for letter in printed if letter not in held), printed)


def font_files() -> list[Path]:
    """Return the faces of the papers' font. Raises FontsNotBuilt."""
    found = sorted(FONTS.glob("*.ttf"))
    if not found:
        raise FontsNotBuilt
    return found


@cache
def letters_held() -> frozenset[str]:
    """Return the letters that every face of the font holds, and the line break."""
    from fontTools.ttLib import TTFont

    maps = []
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            maps.append({chr(code) for code in font.getBestCmap()})
    return frozenset(set.intersection(*maps) | _BREAKS)
