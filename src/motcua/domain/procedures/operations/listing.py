"""Import a list of procedures: a workbook or comma-separated text."""

from collections.abc import Sequence
from datetime import datetime

from motcua.domain.procedures.operations.importing import ImportSummary, Progress, import_national
from motcua.domain.procedures.rules import list_rows
from motcua.foundation import tables
from motcua.foundation.actor import Actor

NO_HEAD = "Không tìm thấy dòng tiêu đề có cột “Mã số” và cột “Tên” trong danh sách."


def import_list(
    content: bytes,
    *,
    source: str,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import the procedures of a list into the national layer, where they only add (see rules.listed).

    A workbook is told by its content; everything else is comma-separated text in UTF-8. The numbers in the summary
    are those of the rows in the file. Raises MissingRight, or UnreadableTable for what is no list.
    """
    rows, head = _workbook(content) if _is_packed(content) else _separated(content)
    lines = list_rows.lines_of(rows, head)
    return import_national(lines, source=source, by=by, at=at, dry_run=dry_run, progress=progress)


def _is_packed(content: bytes) -> bool:
    return content.startswith((b"PK", tables.OLD_OFFICE))


def _workbook(content: bytes) -> tuple[Sequence[tables.Row], tuple[int, dict[str, int]]]:
    rows = tables.read_workbook(content)
    head = list_rows.head_of(rows)
    if head is None:
        raise tables.UnreadableTable(NO_HEAD)
    return rows, head


def _separated(content: bytes) -> tuple[Sequence[tables.Row], tuple[int, dict[str, int]]]:
    """Read text by the delimiter under which a head is found; by the first that reads at all, the refusal is told."""
    refusal: tables.UnreadableTable | None = None
    for delimiter in list_rows.headers()["delimiters"]:
        try:
            rows = tables.read_csv(content, delimiter=delimiter)
        except tables.UnreadableTable as error:
            refusal = refusal or error
            continue
        if (head := list_rows.head_of(rows)) is not None:
            return rows, head
    raise refusal or tables.UnreadableTable(NO_HEAD)
