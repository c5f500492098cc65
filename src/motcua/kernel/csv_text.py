"""Tables as comma-separated text for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
"""By it spreadsheets know that the text is UTF-8."""
_FORMULA: Final = ("=", "+", "-", "@")


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return heading and rows, a line each; texts that a spreadsheet would take for a formula begin with an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
