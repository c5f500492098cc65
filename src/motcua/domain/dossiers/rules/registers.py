"""When a register may be closed, how it falls into volumes, and what became different after it was closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE, local

# Not law but paper and memory: a volume of this many lines is a book that can be bound and is drawn in seconds.
LINES_OF_A_VOLUME: Final = 1000


class NotToBeClosed(Refusal):
    """The register cannot be closed: its year is not over, nothing is in it, or it is closed already."""


class UnknownRegister(Refusal):
    """There is no such register or volume, or the actor may not see it: both are told alike."""


def bounds_of(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of a year here, and the first of the next."""
    return datetime(year, 1, 1, tzinfo=ZONE), datetime(year + 1, 1, 1, tzinfo=ZONE)


def require_over(year: int, at: datetime) -> None:
    """Raise NotToBeClosed while numbers of that year can still be given."""
    if local(at).year <= year:
        raise NotToBeClosed(
            say("Năm {year} chưa hết nên sổ còn nhận số mới: khóa sổ từ ngày 01/01/{next}.", year=year, next=year + 1)
        )


def place_in_book(day: str, code: str) -> tuple[str, int, str]:
    """Return by what the lines of a register are ordered: day of reception, then number; numbers grow in length."""
    return day, len(code), code


def volumes(entries: int) -> int:
    """Return how many volumes a register of so many lines has, at least one."""
    return max(1, -(-entries // LINES_OF_A_VOLUME))


def lines_of_volume(lines: Sequence[Any], volume: int) -> Sequence[Any]:
    """Return the lines of one volume, from 1. Raises UnknownRegister."""
    if not 1 <= volume <= volumes(len(lines)):
        raise UnknownRegister(say("Không có quyển sổ này trong phạm vi bạn được xem."))
    return lines[(volume - 1) * LINES_OF_A_VOLUME : volume * LINES_OF_A_VOLUME]


def changes(
    closed: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]], columns: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return a note for each column of each line that says something else now; one dossier's notes together."""
    current = {line["code"]: line for line in now}
    notes = []
    for line in closed:
        today = current.get(line["code"], {})
        for key, label in columns.items():
            was, is_now = line.get(key, ""), today.get(key, "")
            if key not in {"number", "code"} and was != is_now:
                notes.append({"number": line["number"], "code": line["code"], "what": label, "was": was, "now": is_now})
    return notes
