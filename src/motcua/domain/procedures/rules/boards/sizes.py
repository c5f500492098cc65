"""In which forms a board is hung, and how much stands on one sheet of each."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

from motcua.kernel.language import to_say


class BoardSize(StrEnum):
    """What a board is printed on; a screen shows it without paper."""

    A4 = "a4"
    A3 = "a3"
    POSTER = "poster"
    CARD = "card"
    SCREEN = "screen"


SIZE_NAMES: Final[Mapping[BoardSize, str]] = {
    BoardSize.A4: to_say("Giấy A4"),
    BoardSize.A3: to_say("Giấy A3"),
    BoardSize.POSTER: to_say("Áp phích A2"),
    BoardSize.CARD: to_say("Thẻ A6, mỗi thủ tục một thẻ"),
    BoardSize.SCREEN: to_say("Màn hình"),
}
CELLS: Final[Mapping[BoardSize, int]] = {
    BoardSize.A4: 9,
    BoardSize.A3: 16,
    BoardSize.POSTER: 16,
    BoardSize.CARD: 1,
    BoardSize.SCREEN: 6,
}
"""How many codes stand together; on paper of several the last one is the search page, on every sheet."""
Cell = TypeVar("Cell")


def sheets(cells: Sequence[Cell], search: Cell | None, size: BoardSize) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells sheet by sheet; the search page ends every sheet, because sheets are hung apart.

    A card is for one procedure and has no search page.
    """
    room = CELLS[size]
    is_shared = search is not None and room > 1
    step = room - 1 if is_shared else room
    parts = [tuple(cells[start : start + step]) for start in range(0, len(cells), step)]
    return tuple((*part, search) if is_shared and search is not None else part for part in parts)
