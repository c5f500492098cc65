"""Acts on boards: make a version, hang it, take it down, undo; short addresses and their scans."""

from motcua.domain.procedures.operations.boards.addresses import give_short_addresses, short_address, short_addresses
from motcua.domain.procedures.operations.boards.hanging import (
    NotHanging,
    UnfitPlace,
    hang_board,
    take_board_down,
    undo_hanging,
)
from motcua.domain.procedures.operations.boards.making import NothingToShow, SameBoard, make_board
from motcua.domain.procedures.operations.boards.scanning import (
    TooManyWrongLetters,
    UnknownLetters,
    fold_scans,
    scan,
)

__all__ = [
    "NotHanging",
    "NothingToShow",
    "SameBoard",
    "TooManyWrongLetters",
    "UnfitPlace",
    "UnknownLetters",
    "fold_scans",
    "give_short_addresses",
    "hang_board",
    "make_board",
    "scan",
    "short_address",
    "short_addresses",
    "take_board_down",
    "undo_hanging",
]
