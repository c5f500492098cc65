"""Tables as comma-separated text for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
"""By it spreadsheets know that the text is UTF-8."""
_FORMULA: Final = ("=", "+", "-", "@")


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return heading and rows, a line each; texts that a spreadsheet would take for a formula begin with an apostrophe."""
    return "".join(csv_lines(heading, rows))


def csv_lines(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of `csv_text` one by one, for tables that are too long to be held."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    yield BYTE_ORDER_MARK + out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        yield out.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
