"""What a board shows on paper: from the face as it was made to the texts its template arranges."""

from collections.abc import Sequence
from typing import Any, Final

from motcua.domain.documents.rules.wording import as_printed
from motcua.domain.procedures.api import BoardCell, BoardSize, MadeBoard, heading_of, sheets
from motcua.kernel.moments import day
from motcua.kernel.working_time import local

STEPS: Final = ("Mở máy ảnh điện thoại", "Đưa máy vào mã", "Xem giấy tờ, lệ phí, ngày trả")
HELP: Final = ("Không có điện thoại: hỏi tại bàn hướng dẫn.", "Địa chỉ gõ tay ở dưới mỗi mã.")

MOST_LETTERS: Final = 240
"""What fits a cell in letters that can still be read; of a longer name without a short title the code shows the rest."""
REST: Final = "… (quét mã để xem đủ tên)"


def title_on_paper(title: str) -> str:
    """Return a title whole, or the beginning of one that no cell holds, up to a whole word, saying where the rest is."""
    if len(title) <= MOST_LETTERS:
        return title
    return f"{title[: MOST_LETTERS - len(REST)].rsplit(' ', 1)[0]} {REST}"


def board_texts(made: MadeBoard, size: BoardSize, only: Sequence[str] = ()) -> dict[str, Any]:
    """Return the texts of a board in a size; `only` these letters, where some are named."""
    face, at = made.face, local(made.made_at)
    cells = [one for one in face.cells if not only or one.letters in only]

    def texts(cell: BoardCell) -> dict[str, str]:
        found = {
            "title": title_on_paper(cell.title),
            "time": cell.time,
            "written": face.written(cell),
            "address": face.address(cell),
        }
        return {name: as_printed(text) for name, text in found.items()}

    return {
        "size": size.value,
        "title": as_printed(f"{heading_of(face.field)}, bảng mã QR {made.board}, bản {made.version}"),
        "heading": as_printed(heading_of(face.field)),
        "desk": as_printed(face.desk_name),
        "steps": list(STEPS),
        "help": list(HELP),
        "made": f"Bản số {made.version}, lập ngày {day(at)}",
        "hung": as_printed(f"Bảng {made.board}, treo tại {face.place}"),
        "date": [at.year, at.month, at.day],
        "sheets": [[texts(cell) for cell in sheet] for sheet in sheets(cells, face.search, size)],
    }
