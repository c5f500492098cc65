"""A list of procedures (danh sách thủ tục) from a table: which row is the head, and a record of each row under it.

Law: docs/law/national-records.md, section 17. Change that page and its cases first, then this file.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from motcua.domain.procedures.rules.raw_record import UnreadableRecord
from motcua.domain.procedures.rules.source_text import one_line
from motcua.kernel.vietnamese import clean, fold

CODE_BEGINS = re.compile(r"\d\.?\d")
Row = Sequence[Any]  # of cells: each with text, kind ("text", "number", "formula", "error") and place
ListLine = Mapping[str, Any] | UnreadableRecord | str


@cache
def headers() -> dict[str, Any]:
    """Return the words of data/list_headers.json."""
    text = files("motcua").joinpath("data", "list_headers.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def head_of(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """Return the place of the head and its columns by their meaning; none where no row names both code and name."""
    for place, row in enumerate(rows[: headers()["head_within"]]):
        columns = _columns(row)
        if "code" in columns and "name" in columns:
            return place, columns
    return None


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(row):
        for meaning, known in headers()["columns"].items():
            if fold(cell.text).strip(" .:*") in known:
                found.setdefault(meaning, number)
    return found


def lines_of(rows: Sequence[Row], head: tuple[int, dict[str, int]]) -> list[ListLine]:
    """Return one line for each row of the table, so that the number of a line is that of its row.

    The head, what stands above it, banners and empty rows are empty lines; a row that cannot be taken over is the
    refusal that says so.
    """
    place, columns = head
    return [
        "" if number <= place or _is_no_entry(row, columns) else _line(row, columns) for number, row in enumerate(rows)
    ]


def _is_no_entry(row: Row, columns: Mapping[str, int]) -> bool:
    """Tell an empty row, a banner (one filled cell that is no code), and a head that is repeated."""
    filled = [cell for cell in row if cell.text.strip()]
    code = _text(row, columns["code"])
    if not filled or (len({cell.text for cell in filled}) == 1 and not CODE_BEGINS.match(code)):
        return True
    return {"code", "name"} <= set(_columns(row))


def _line(row: Row, columns: Mapping[str, int]) -> ListLine:
    code = _text(row, columns["code"])
    for number in columns.values():
        if number < len(row) and row[number].kind in ("formula", "error"):
            what = "công thức" if row[number].kind == "formula" else "giá trị lỗi"
            reason = f"Ô {row[number].place} là {what}, không phải chữ. Dán lại thành giá trị rồi nhập lại."
            known = code if columns["code"] != number else ""
            return UnreadableRecord(reason, field=_meaning(columns, number), code=known)
    if not code:
        return UnreadableRecord("Dòng này không có mã thủ tục.", field="code")
    return _record(row, columns)


def _record(row: Row, columns: Mapping[str, int]) -> dict[str, Any]:
    said = {meaning: _text(row, number) for meaning, number in columns.items()}
    number = row[columns["code"]] if row[columns["code"]].kind == "number" else None
    return {
        "code": said["code"] if number is None else _with_zeros(said["code"]),
        "code_from_number": "" if number is None else said["code"],
        "name": said["name"],
        "catalog_issuer": one_line(said.get("issuer", "")),
        "agency": said.get("agency", ""),
        "field": said.get("field", ""),
        "decision": said.get("decision", ""),
        "level": [one for one in map(str.strip, said.get("level", "").replace("\n", ",").split(",")) if one],
        "listed": True,
    }


def _with_zeros(number: str) -> str:
    """Return the code that a number once was: 1.00123 was 1.001230. What is no such number stays as it is."""
    whole, _, parts = number.partition(".")
    wanted = headers()["decimals_of_code"]
    fits = number.isascii() and whole.isdecimal() and parts.isdecimal() and len(parts) <= wanted
    return f"{whole}.{parts.ljust(wanted, '0')}" if fits else number


def _meaning(columns: Mapping[str, int], number: int) -> str:
    return next(meaning for meaning, at in columns.items() if at == number)


def _text(row: Row, number: int) -> str:
    return clean(row[number].text) if number < len(row) else ""
