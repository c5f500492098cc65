"""Small workbooks of our own: the test says the cells, the file is made with the same library that reads it."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

HEAD = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
BANNER = "TỈNH THỬ\nDanh sách thủ tục hành chính"


def an_entry(
    code: Any = "1.001230",
    name: str = "Đăng ký khai sinh",
    issuer: str = "Bộ Tư pháp",
    agency: str | None = "Ủy ban nhân dân cấp xã",
    field: str = "Hộ tịch",
) -> tuple[Any, ...]:
    """Write one row of a list."""
    return code, name, issuer, agency, field


def a_list(*entries: Sequence[Any], head: Sequence[Any] = HEAD, merged: Sequence[str] = ("A1:E1",)) -> bytes:
    """Write a list as the official export has it: a banner over all columns, the head, then the entries from row 3."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ((BANNER,), head, *entries):
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the file of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
