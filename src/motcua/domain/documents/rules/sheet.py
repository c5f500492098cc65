"""What a paper shows: from the data as it was said to the texts a template arranges (docs/law, forms 01-04).

Only texts leave here: the labels of the fields and their places are the template's, titles and numbers the rule pack's.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from motcua.domain.documents.rules.forms import Withdrawn
from motcua.domain.documents.rules.listing import listing
from motcua.domain.documents.rules.wording import as_printed, grouped, place_and_day, place_of
from motcua.kernel.moments import day, moment
from motcua.kernel.rule_pack import FormWords
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import local

# Not law but time and paper: what is longer is told to be longer, and stands whole in the dossier.
MOST_ROWS: Final = 500
MOST_LETTERS: Final = 10_000
MOST_LETTERS_OF_ALL_ROWS: Final = 60_000
LEAST_LETTERS_OF_A_ROW: Final = 120
CUT: Final = "… (xem đủ trong hồ sơ)"

_MOMENTS: Final = ("received_at", "clock_start", "due_at", "answer_by", "promised_at", "new_moment", "stopped_at")
_TEXTS: Final = (
    "code", "outside_code", "note", "desk", "competent", "procedure", "procedure_code", "channel", "limit",
    "result_by", "fee", "fee_layer", "reason", "contact", "officer", "officer_right", "tracking",
    "signer", "outlook", "corrected", "reissued", "partners", "standing", "period", "receiver", "case", "total", "total_words",
    "basis", "source_text", "waiting", "closed", "counted",
    "limit_own", "own_reception", "own_notes",
    "heading", "conventions",
)  # fmt: skip
_OF_PERSON: Final = ("kind", "name", "address", "email")


@dataclass(frozen=True)
class Mark:
    """The mark of a paper that no longer holds: since when and why."""

    at: datetime
    why: Withdrawn


WITHDRAWN_WORDS: Final = {
    Withdrawn.VOIDED: "hồ sơ đã hủy do nhập nhầm",
    Withdrawn.REPLACED: "đã có phiếu đính chính thay thế",
    Withdrawn.REOPENED: "hồ sơ đã mở lại",
    Withdrawn.LOST: "đã báo mất, có giấy cấp lại thay thế",
}


PREVIEW_WORDS: Final = "Bản xem trên màn hình, chưa in"


@dataclass(frozen=True)
class Reprint:
    """The mark of a later printing: which one, from 1, and when."""

    number: int
    at: datetime


def sheet(
    words: FormWords,
    data: Mapping[str, Any],
    *,
    number: str,
    desk_name: str,
    reprint: Reprint | None = None,
    mark: Mark | None = None,
    preview: bool = False,
    promised_now: datetime | None = None,
) -> dict[str, Any]:
    """Return the texts of one paper. `data` is what dossiers hand over; what it lacks or leaves empty stays away.

    `number` is the paper's own, `desk_name` what the pack calls a one-stop desk; `preview`: it was not printed yet;
    `promised_now`: the promise that holds, told where the paper holds and tells of another. Raises KeyError without "issued_at".
    """
    issued_at = datetime.fromisoformat(data["issued_at"])
    printed_at = reprint.at if reprint else issued_at
    return {
        "title": words.title,
        "form": f"{words.form}, {words.law}",
        "number": number,
        "agency": _agency(data, desk_name),
        "place_and_day": place_and_day(_place(data), issued_at),
        "date": [local(printed_at).year, local(printed_at).month, local(printed_at).day],
        "reprint": "\n".join(
            [
                *_marks(reprint, mark),
                *([] if mark else _moved(data, promised_now)),
                *([PREVIEW_WORDS] if preview else []),
            ]
        ),
        **{name: short(data.get(name) or "") for name in _TEXTS},
        **{name: _moment(data.get(name) or "") for name in _MOMENTS},
        "person": _person(data.get("person", {})),
        "signature": [short(line) for line in data.get("signature", [])],
        **_components(data.get("components", [])),
        **_items(data.get("items", [])),
        **listing(words.columns, data.get("rows", [])),
    }


def _marks(reprint: Reprint | None, mark: Mark | None) -> list[str]:
    """Return what stands in the box under the title: which reprint it is, and that the paper no longer holds."""
    again = [f"Bản in lại lần {reprint.number}, ngày {day(reprint.at)}"] if reprint else []
    gone = [f"ĐÃ THU HỒI ngày {day(mark.at)}, không còn giá trị: {WITHDRAWN_WORDS[mark.why]}"] if mark else []
    return [*gone, *again]


def _moved(data: Mapping[str, Any], promised_now: datetime | None) -> list[str]:
    """Return what a paper adds to the appointment it told, where another holds now."""
    told = data.get("due_at")
    if not told or promised_now is None or datetime.fromisoformat(told) == promised_now:
        return []
    return [f"Giờ hẹn nay là {moment(promised_now)}, thay giờ hẹn ghi dưới đây"]


def short(text: str, most: int = MOST_LETTERS) -> str:
    """Return a text as it is printed, and cut where it is longer than that many letters, saying so."""
    whole = as_printed(text)
    return whole if len(whole) <= most else f"{whole[:most].rstrip()}{CUT}"


def texts_in(data: object) -> Iterator[str]:
    """Return every text in what a paper says, however deep."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for part in data.values():
            yield from texts_in(part)
    elif isinstance(data, Iterable):
        for part in data:
            yield from texts_in(part)


def _agency(data: Mapping[str, Any], desk_name: str) -> list[str]:
    """Return the two lines of the issuing unit: the one above it, and itself by the name the law gives desks.

    A paper that no desk issues says both itself.
    """
    if data.get("agency"):
        return [short(line).upper() for line in data["agency"]]
    desk = short(data.get("desk", ""))
    own = desk if fold(desk_name) in fold(desk) else desk_name
    return [line.upper() for line in (short(data.get("above_desk", "")), own)]


def _place(data: Mapping[str, Any]) -> str:
    return short(data.get("place") or "") or place_of(data.get("desk", ""), data.get("above_desk", ""))


def _moment(text: str) -> str:
    return moment(datetime.fromisoformat(text)) if text else ""


def _person(person: Mapping[str, str]) -> dict[str, str]:
    return {
        **{name: short(person.get(name) or "") for name in _OF_PERSON},
        "identifier": grouped(short(person.get("identifier") or "")),
        "phone": grouped(short(person.get("phone") or "")),
    }


def _components(given: list[dict[str, Any]]) -> dict[str, Any]:
    most = _letters_of_a_row(len(given))
    rows = [
        {
            "name": short(part["name"], most),
            "originals": str(part.get("originals", 0) or ""),
            "copies": str(part.get("copies", 0) or ""),
        }
        for part in given[:MOST_ROWS]
    ]
    return {
        "components": rows,
        "more_components": _more(len(given)),
        "originals": str(sum(part.get("originals", 0) for part in given)),
        "copies": str(sum(part.get("copies", 0) for part in given)),
    }


def _items(given: list[str]) -> dict[str, Any]:
    most = _letters_of_a_row(len(given))
    return {"items": [short(text, most) for text in given[:MOST_ROWS]], "more_items": _more(len(given))}


def _letters_of_a_row(rows: int) -> int:
    return max(LEAST_LETTERS_OF_A_ROW, min(MOST_LETTERS, MOST_LETTERS_OF_ALL_ROWS // max(rows, 1)))


def _more(rows: int) -> str:
    return f"Còn {rows - MOST_ROWS} mục nữa, xem đủ trong hồ sơ." if rows > MOST_ROWS else ""
