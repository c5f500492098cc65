"""A report's document in the formats people take away: JSON, CSV, workbook, paper. The same document gives the same bytes."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from motcua.domain.documents import api as documents
from motcua.domain.organisation import api as organisation
from motcua.domain.reports.queries.published import PublishedInfo
from motcua.domain.reports.queries.settlement import FORM
from motcua.domain.reports.rules import document, tables
from motcua.domain.reports.rules.settlement import NOTHING, Column
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.moments import moment

UNNUMBERED: Final = "……"
SHOWN: Final = 16
"""How many signs of a digest a paper shows; the whole one stands on the page."""
_PARTS: Final = {"received": "Tiếp nhận", "settled": "Đã giải quyết", "in_process": "Đang giải quyết"}
_MODIFIED: Final = b"<dcterms:modified"
_WIDTHS: Final = {"number": 6, "name": 48}
_HEAD: Final = 6
"""Row of the workbook in which the table's heading begins."""


def as_json(report: Mapping[str, Any]) -> str:
    """Return the document as text, keys in its own order."""
    return json.dumps(report, ensure_ascii=False)


def as_csv(report: Mapping[str, Any]) -> str:
    """Return the rows as comma-separated text."""
    return tables.as_csv(report)


def as_pdf(report: Mapping[str, Any], *, number: str = UNNUMBERED, published: str = "", no_longer: str = "") -> bytes:
    """Return the report as its form on A4. Raises UnprintableText, FontsNotBuilt."""
    pack = rule_pack_named(report["rules"]["pack"])
    data = tables.paper(report, published=published, no_longer=no_longer)
    return documents.draw_form(FORM, number=number, pack=pack, data=data)


def published_pdf(one: PublishedInfo) -> bytes:
    """Return the form of a published report: its number, by whom and when, digest and seal; and that it was taken back."""
    who = organisation.full_names({one.published_by}).get(one.published_by, one.published_by)
    root = f"; niêm sổ số {one.seal_number}, {one.seal_digest[:SHOWN]}" if one.seal_number else ""
    told = f"Công bố lúc {moment(one.published_at)}, người công bố: {who}; mã nội dung {one.digest[:SHOWN]}{root}."
    gone = f"ĐÃ RÚT CÔNG BỐ lúc {moment(one.withdrawn_at)}: {one.withdrawn_reason}" if one.withdrawn_at else ""
    return as_pdf(one.report, number=str(one.number), published=told, no_longer=gone)


def as_xlsx(report: Mapping[str, Any]) -> bytes:
    """Return the report as a workbook: numbers as numbers, shares as numbers where there is one, no formulas."""
    import openpyxl

    book = openpyxl.Workbook()
    made = datetime.combine(date.fromisoformat(report["as_of"]), time())
    book.properties.creator, book.properties.created = "Một Cửa", made
    book.properties.title = report["form"]["title"]
    _write(book.active, report)
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue(), made)


def _write(sheet: Any, report: Mapping[str, Any]) -> None:
    columns = rule_pack_named(report["rules"]["pack"]).forms[FORM].columns
    sheet.title = "Báo cáo giải quyết"
    for place, text in enumerate(_face(report), start=1):
        _text(sheet, place, 1, text, bold=place == 1)
    _heading(sheet, columns, report)
    for place, row in enumerate(document.rows_of(report)):
        _row(sheet, _HEAD + 2 + place, columns, row, number=place + 1, is_total=row is report["total"])
    foot = _HEAD + 4 + len(report["rows"])
    for place, text in enumerate(tables.remarks_of(report)):
        _text(sheet, foot + place, 1, text)
    _lay_out(sheet, list(columns))


def _face(report: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        report["form"]["title"],
        report["form"]["form"],
        report["unit"]["name"],
        f"{tables.period_in_words(report)}. {tables.known_in_words(report)}. Đơn vị tính: hồ sơ.",
    )


def _heading(sheet: Any, columns: Mapping[str, str], report: Mapping[str, Any]) -> None:
    parts = {column.value: document.place_of(column)[0] for column in Column}
    for place, (key, label) in enumerate(columns.items(), start=1):
        said = report["form"]["by_name"] if key == "name" else label
        if key not in parts:
            _text(sheet, _HEAD, place, said, bold=True)
            sheet.merge_cells(start_row=_HEAD, end_row=_HEAD + 1, start_column=place, end_column=place)
            continue
        _text(sheet, _HEAD + 1, place, said, bold=True)
        if key == f"{parts[key]}_total":
            _text(sheet, _HEAD, place, _PARTS[parts[key]], bold=True)
            last = place + len(document.PARTS[parts[key]]) - 1
            sheet.merge_cells(start_row=_HEAD, end_row=_HEAD, start_column=place, end_column=last)


def _row(
    sheet: Any, at: int, columns: Mapping[str, str], row: Mapping[str, Any], *, number: int, is_total: bool
) -> None:
    known = {column.value: column for column in Column}
    for place, key in enumerate(columns, start=1):
        if key in known:
            _number(sheet, at, place, document.cell(row, known[key]), "#,##0", bold=is_total)
        elif key == "rate" and row["rate"] != NOTHING:
            _number(sheet, at, place, float(row["rate"]), "0.00", bold=is_total)
        elif key == "number":
            _text(sheet, at, place, "" if is_total else str(number))
        else:
            _text(sheet, at, place, row[key], bold=is_total)


def _text(sheet: Any, row: int, column: int, text: str, *, bold: bool = False) -> None:
    """Write a text that stays a text, whatever sign it begins with."""
    from openpyxl.styles import Alignment, Font

    found = sheet.cell(row, column)
    found.value = text
    found.data_type = "s"
    found.font = Font(bold=bold)
    if row in {_HEAD, _HEAD + 1}:
        found.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _number(sheet: Any, row: int, column: int, value: float, form: str, *, bold: bool) -> None:
    from openpyxl.styles import Font

    found = sheet.cell(row, column, value)
    found.number_format = form
    found.font = Font(bold=bold)


def _lay_out(sheet: Any, columns: list[str]) -> None:
    from openpyxl.utils import get_column_letter

    for place, key in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(key, 12)
    sheet.freeze_panes = sheet.cell(_HEAD + 2, 3)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD}:{_HEAD + 1}"


def _without_clock(packed: bytes, made: datetime) -> bytes:
    """Return the workbook without the moment of its making, which the library writes into it and into the zip.

    Unpacked: another packer's version would pack the same to other bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _unmodified(content, made)
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_STORED)
    return out.getvalue()


def _unmodified(core: bytes, made: datetime) -> bytes:
    before, _, after = core.partition(_MODIFIED)
    attributes, _, rest = after.partition(b">")
    return before + _MODIFIED + attributes + b">" + f"{made:%Y-%m-%dT%H:%M:%SZ}".encode() + rest[rest.index(b"<") :]
