"""The report as a document: plain values that every format, the frozen copy and the comparison of two reports read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from motcua.domain.reports.rules.settlement import NOTHING, Column, Figures
from motcua.kernel.language import to_say

PARTS: Final = {
    "received": ("total", "online", "direct", "carried"),
    "settled": ("total", "early", "on_time", "late"),
    "in_process": ("total", "within", "overdue"),
}
"""The three parts of the form and their columns; `Column` names a cell by part and column."""
TOTAL: Final = ""
"""The key of the row that adds up all others."""

NOT_COUNTED: Final = "not_counted"
"""How many dossiers are in no figure; only a report that is not published says it, for with any it cannot be."""


@dataclass(frozen=True)
class Line:
    """One row of the form: its key, its name, its figures."""

    key: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class Face:
    """What stands on a report's face beside its figures: title and form, whose report it is, law and conventions."""

    title: str
    form: str
    unit: str
    unit_name: str
    above: str
    by_name: str
    rules: str
    pack: str
    law: str
    conventions: tuple[str, ...]


@dataclass(frozen=True)
class CellChange:
    """A cell that says something else in a later report; a row that is only in one of them counts nothing in the other.

    `key`: None for the total.
    """

    key: str | None
    name: str
    column: Column
    was: int
    now: int


def document(
    *, first: date, last: date, as_of: date, by: str, compare: str, face: Face, lines: Iterable[Line], total: Figures
) -> dict[str, Any]:
    """Return the report in plain values; days as text, so that the same report is the same text wherever it is kept."""
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "as_of": as_of.isoformat(),
        "compare": compare,
        "by": by,
        "unit": {"code": face.unit, "name": face.unit_name, "above": face.above},
        "form": {"title": face.title, "form": face.form, "by_name": face.by_name},
        "rules": {
            "version": face.rules,
            "pack": face.pack,
            "law": face.law,
            "conventions": list(face.conventions),
        },
        "rows": [{"key": line.key, "name": line.name, **_cells(line.figures)} for line in lines],
        "total": {"key": TOTAL, "name": to_say("Tổng số"), **_cells(total)},
    }


def rows_of(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a document, the total last."""
    yield from report["rows"]
    yield report["total"]


def cell(row: Mapping[str, Any], column: Column) -> int:
    """Return one counted cell of a row."""
    part, name = place_of(column)
    value: int = row[part][name]
    return value


def place_of(column: Column) -> tuple[str, str]:
    """Return part and column of the form that a cell stands in."""
    part = next(part for part in PARTS if column.value.startswith(f"{part}_"))
    return part, column.value.removeprefix(f"{part}_")


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[CellChange, ...]:
    """Return every cell that differs, row by row in the order of the earlier report, new rows after them, the total last."""
    before, after = _keyed(was), _keyed(now)
    keys = [*(key for key in before if key is not None), *(key for key in after if key not in before), None]
    return tuple(
        CellChange(key, (before.get(key) or after[key])["name"], column, was_cell, now_cell)
        for key in keys
        for column in Column
        for was_cell, now_cell in [(_found(before, key, column), _found(after, key, column))]
        if was_cell != now_cell
    )


def in_figures(value: int) -> str:
    """Return a count as papers write it: 28.539."""
    return f"{value:,}".replace(",", ".")


def share_in_figures(value: str) -> str:
    """Return a share as papers write it: 99,99."""
    return value if value == NOTHING else value.replace(".", ",")


def _cells(found: Figures) -> dict[str, Any]:
    return {
        **{part: {name: found[Column(f"{part}_{name}")] for name in names} for part, names in PARTS.items()},
        "rate": found.rate,
    }


def _keyed(report: Mapping[str, Any]) -> dict[str | None, Mapping[str, Any]]:
    return {**{row["key"]: row for row in report["rows"]}, None: report["total"]}


def _found(rows: Mapping[str | None, Mapping[str, Any]], key: str | None, column: Column) -> int:
    return cell(rows[key], column) if key in rows else 0
