"""Tables of other programmes, read from bytes: workbooks (.xlsx) and comma-separated text.

Only cells are read here, never what they mean. A cell stays the text it was written as; a number, a formula and an
error are told apart, since a code typed as a number has lost its zeros and a formula says nothing by itself.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 30_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_MERGED = 1_000_000
MERGED = re.compile(rb"mergeCell\s[^>]*")
AREA = re.compile(rb"\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
DAMAGED = to_say("Sổ tính hỏng, không đọc được. Mở lại bằng Excel, lưu lại rồi nhập lại.")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class UnreadableTable(Refusal):
    """A file that is not the table it should be. Nothing of it was read."""


class CellKind(StrEnum):
    """What a cell holds: words, a number, a formula, or the error of one."""

    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True)
class Cell:
    """One cell: its text as written, its kind, and its place ("B5")."""

    text: str
    kind: CellKind = CellKind.TEXT
    place: str = ""


Row = tuple[Cell, ...]


def read_csv(content: bytes, *, delimiter: str = ",") -> list[Row]:
    """Return the rows of comma-separated text in UTF-8, with or without a byte order mark. Raises UnreadableTable."""
    _require_size(len(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(say("Tệp không ở bảng mã UTF-8. Lưu lại dạng “CSV UTF-8” rồi nhập lại.")) from error
    try:
        rows = [tuple(map(Cell, row)) for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise UnreadableTable(say("Tệp CSV có dấu ngoặc kép không khép hoặc một ô quá dài.")) from error
    _require_rows(len(rows), max((len(row) for row in rows), default=0))
    return rows


def read_workbook(content: bytes) -> list[Row]:
    """Return the rows of the one sheet of a workbook that holds anything; row 1 of the sheet comes first.

    A cell merged downwards speaks for each of its rows. Raises UnreadableTable for what is no workbook, for one that
    unpacks to too much, and for one with several filled sheets.
    """
    _require_size(len(content))
    _require_workbook(content)
    filled = [sheet for sheet in _opened(content).worksheets if sheet.max_row > 1 or sheet["A1"].value is not None]
    if not filled:
        raise UnreadableTable(say("Sổ tính không có dòng nào."))
    if len(filled) > 1:
        raise UnreadableTable(
            say("Sổ tính có {sheets} trang có dữ liệu. Giữ lại một trang danh sách rồi nhập lại.", sheets=len(filled))
        )
    _require_rows(filled[0].max_row, filled[0].max_column)
    return list(_rows(filled[0]))


def _opened(content: bytes) -> Any:
    """Open the workbook; a damaged one, or one whose XML is not safe, is no workbook, in whatever way it fails."""
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except Exception as error:
        raise UnreadableTable(say(DAMAGED)) from error


def _require_workbook(content: bytes) -> None:
    """Raise UnreadableTable for what is no zip of a workbook, or one that would unpack to far more than any list."""
    if content.startswith(OLD_OFFICE):
        raise UnreadableTable(say("Tệp là Excel đời cũ (.xls) hoặc có mật khẩu. Lưu lại dạng .xlsx không mật khẩu."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            is_workbook = "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableTable(say("Tệp không phải sổ tính Excel (.xlsx).")) from error
    if not is_workbook:
        raise UnreadableTable(say("Tệp không phải sổ tính Excel (.xlsx)."))
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableTable(say("Sổ tính bung ra quá lớn để là một danh sách."))
    _require_small_merged_areas(content)


def _require_small_merged_areas(content: bytes) -> None:
    """Raise UnreadableTable for merged areas of more cells than a list has: each of them would be made when it is read.

    Looked for in every part, since a part may stand anywhere; an area that is not plainly written is refused as well.
    """
    cells = 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for part in packed.namelist():
            text = _part(packed, part)
            for area in MERGED.findall(text):
                found = AREA.search(area)
                cells += _cells_in(found) if found else MOST_MERGED + 1
            if cells > MOST_MERGED or (part.endswith(".xml") and b"\0" in text):
                raise UnreadableTable(say("Sổ tính có vùng ô gộp quá lớn hoặc viết lạ. Bỏ gộp ô rồi nhập lại."))


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    try:
        return packed.read(name)
    except Exception as error:
        raise UnreadableTable(say(DAMAGED)) from error


def _cells_in(area: re.Match[bytes]) -> int:
    left, top, right, bottom = area.groups()
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _require_size(size: int) -> None:
    if size > LARGEST_FILE:
        raise UnreadableTable(say("Tệp quá lớn để là một danh sách (trên 20 MB)."))


def _require_rows(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise UnreadableTable(
            say("Bảng có {rows} dòng, {columns} cột, quá lớn để là một danh sách.", rows=rows, columns=columns)
        )


def _rows(sheet: Any) -> Iterator[Row]:
    downwards = _merged_downwards(sheet)
    for row in sheet.iter_rows():
        yield tuple(_cell(downwards.get((cell.row, cell.column), cell)) for cell in row)


def _merged_downwards(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return for each row of a merged area the cell that holds its value, at the area's first column."""
    found = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            found[row, area.min_col] = sheet.cell(area.min_row, area.min_col)
    return found


def _cell(cell: Any) -> Cell:
    kinds = {"n": CellKind.NUMBER, "f": CellKind.FORMULA, "e": CellKind.ERROR}
    kind = kinds.get(cell.data_type, CellKind.TEXT) if cell.value is not None else CellKind.TEXT
    text = "" if cell.value is None else str(getattr(cell.value, "text", cell.value))
    return Cell(text, kind, cell.coordinate)
