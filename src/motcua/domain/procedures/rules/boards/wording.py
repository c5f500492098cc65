"""What is printed on boards in words of our own: always Vietnamese, for whoever stands before the wall."""

from collections.abc import Iterable
from typing import Final

from motcua.kernel.vietnamese import fold

FRONT: Final = "thủ tục "
SEARCH_TITLE: Final = "Thủ tục khác"
SEARCH_TIME: Final = "Tìm theo việc cần làm"
USUAL_PLACE: Final = "sảnh"


def name_on_board(name: str) -> str:
    """Return an official name as boards print it: without "Thủ tục" at the front and a full stop at the end, with a capital."""
    plain = name[len(FRONT) :] if fold(name).startswith(fold(FRONT)) else name
    plain = plain.strip().rstrip(".")
    return plain[:1].upper() + plain[1:]


def heading_of(field: str) -> str:
    """Return the heading of a board: "Thủ tục hộ tịch"; a field that names procedures itself stays as it is."""
    if fold(field).startswith(fold(FRONT.strip())):
        return field
    return f"Thủ tục {field[:1].lower()}{field[1:]}" if field else "Thủ tục hành chính"


def time_on_board(limits: Iterable[str]) -> str:
    """Return how long a procedure takes, from the limits of its cases in words, in their order."""
    said = list(dict.fromkeys(limits))
    if not said:
        return "Hỏi tại quầy"
    if len(said) == 1:
        return "Trả trong ngày" if fold(said[0]) == "trong ngay" else said[0]
    if len(said) > 2:
        return "Tùy trường hợp, quét để xem"
    (first, _, unit), (second, _, other) = (one.partition(" ") for one in said)
    if unit == other and first[:1].isdecimal() and second[:1].isdecimal():
        return f"{first} hoặc {second} {unit}"
    return f"{said[0]} hoặc {said[1][:1].lower()}{said[1][1:]}"
