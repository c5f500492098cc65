"""The list of a form: columns as its rule pack names them, every cell a text, a void line marked to be struck out."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from motcua.domain.documents.rules.wording import as_printed
from motcua.kernel.moments import stamp

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
# A long word without a blank may be broken there, so that it stays in its column.
_LONG: Final = re.compile(r"\S{18}(?=\S)")
_BREAK: Final = "\N{ZERO WIDTH SPACE}"


def listing(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return columns and rows of a list; a row says what stands in which column, `struck` that it is void.

    A cell is a text, a moment as ISO text, or several of them, each a line: a text, or a label with its moment.
    """
    return {
        "columns": [[key, label] for key, label in columns.items()],
        "rows": [
            {"cells": [_cell(row.get(key, "")) for key in columns], "struck": bool(row.get("struck"))} for row in rows
        ],
    }


def _cell(value: Any) -> str:
    if not isinstance(value, str):
        return "\n".join(line for line in map(_line, value) if line)
    return _LONG.sub(lambda found: found[0] + _BREAK, said(value))


def _line(part: Any) -> str:
    """Return one line of a cell: a text, or a label and what follows it, nothing where that is empty."""
    if isinstance(part, str):
        return _cell(part)
    label, value = part
    return f"{label} {_cell(value)}" if value else ""


def said(value: str) -> str:
    """Return a text as printed, a moment as the papers' lists write it."""
    return stamp(datetime.fromisoformat(value)) if _MOMENT.match(value) else as_printed(value)
