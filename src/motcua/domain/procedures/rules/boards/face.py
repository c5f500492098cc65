"""What stands on a board, and what is no longer as it was when the board was made.

Law: docs/law/qr-boards.md. A code leads to what holds now; only what is printed beside it grows old.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Final

from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

LONGEST_TITLE: Final = 60
"""About two lines of a cell; a longer official name asks for a short title, or is printed whole in smaller letters."""


class UnfitTitle(Refusal):
    """A short title that is empty or too long for two lines."""


@dataclass(frozen=True)
class BoardCell:
    """One code of a board: the letters of its short address, and what is printed beside it.

    `code` is the procedure's, empty for the search page; `name` its official name for people, `title` what is printed:
    the name, or a short title.
    """

    letters: str
    code: str
    name: str
    title: str
    time: str


@dataclass(frozen=True)
class BoardFace:
    """All that stands on a board of one desk and field. `origin`: the address of the site, `place`: where it is to hang."""

    origin: str
    desk_name: str
    field: str
    place: str
    cells: tuple[BoardCell, ...]
    search: BoardCell

    def address(self, cell: BoardCell) -> str:
        """Return the short address that a code leads to."""
        return f"{self.origin}/q/{cell.letters}"

    def written(self, cell: BoardCell) -> str:
        """Return the short address as it is typed by hand."""
        return self.address(cell).partition("://")[2]

    def to_json(self) -> dict[str, Any]:
        """Return the face as JSON can hold it."""
        return asdict(self)

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> "BoardFace":
        """Return the face that `to_json` gave."""
        cells = tuple(BoardCell(**one) for one in value["cells"])
        return BoardFace(**{**value, "cells": cells, "search": BoardCell(**value["search"])})


class Aging(StrEnum):
    """Why a board that hangs is out of date."""

    ADDED = "added"
    ENDED = "ended"
    RENAMED = "renamed"
    RETIMED = "retimed"
    UNIT_RENAMED = "unit_renamed"
    UNIT_ENDED = "unit_ended"
    READDRESSED = "readdressed"


AGING_NAMES: Final[Mapping[Aging, str]] = {
    Aging.ADDED: to_say("Thêm thủ tục: {after}"),
    Aging.ENDED: to_say("Bỏ thủ tục: {before}"),
    Aging.RENAMED: to_say("Đổi tên: {before} thành {after}"),
    Aging.RETIMED: to_say("{name}: {before} thành {after}"),
    Aging.UNIT_RENAMED: to_say("Đơn vị đổi tên: {before} thành {after}"),
    Aging.UNIT_ENDED: to_say("{before} không còn hoạt động: gỡ bảng"),
    Aging.READDRESSED: to_say("Trang đổi địa chỉ: {before} thành {after}"),
}


@dataclass(frozen=True)
class Difference:
    """One thing that a board says and that is otherwise now; `code` where it is about one procedure."""

    kind: Aging
    code: str = ""
    name: str = ""
    before: str = ""
    after: str = ""

    def in_words(self) -> str:
        """Return the sentence for whoever prints anew."""
        return say(AGING_NAMES[self.kind], name=self.name, before=self.before, after=self.after)


def differences(hung: BoardFace, now: BoardFace | None) -> tuple[Difference, ...]:
    """Return why a board that hangs is out of date, what ended first; nothing where it says what holds.

    `now`: the board as it would be made today; none where its desk is there no more. What is not printed (fee, papers,
    steps) is no reason: the code leads to it as it is.
    """
    if now is None:
        return (Difference(Aging.UNIT_ENDED, before=hung.desk_name),)
    old, new = ({cell.code: cell for cell in face.cells} for face in (hung, now))
    found = [
        *(Difference(Aging.ENDED, code, one.title, one.title) for code, one in old.items() if code not in new),
        *(Difference(Aging.ADDED, code, one.title, "", one.title) for code, one in new.items() if code not in old),
        *(
            Difference(Aging.RENAMED, code, one.title, old[code].title, one.title)
            for code, one in new.items()
            if code in old and old[code].title != one.title
        ),
        *(
            Difference(Aging.RETIMED, code, one.title, old[code].time, one.time)
            for code, one in new.items()
            if code in old and old[code].time != one.time
        ),
    ]
    if hung.desk_name != now.desk_name:
        found.append(Difference(Aging.UNIT_RENAMED, before=hung.desk_name, after=now.desk_name))
    if hung.origin != now.origin:
        found.append(Difference(Aging.READDRESSED, before=hung.origin, after=now.origin))
    return tuple(found)


def with_titles(
    cells: Iterable[BoardCell], before: BoardFace | None, given: Mapping[str, str]
) -> tuple[BoardCell, ...]:
    """Return the cells with their short titles: those given now, else those of the board before while the name is the same.

    What is given empty takes a short title away.
    """
    known = {cell.code: cell for cell in before.cells} if before else {}
    return tuple(replace(cell, title=_title(cell, known.get(cell.code), given)) for cell in cells)


def _title(cell: BoardCell, before: BoardCell | None, given: Mapping[str, str]) -> str:
    if cell.code in given:
        return given[cell.code] or cell.name
    return before.title if before is not None and before.name == cell.name else cell.name
