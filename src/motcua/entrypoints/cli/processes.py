"""Commands for internal processes."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, refuse, start
from motcua.entrypoints.cli.records import json_records, whole

app = typer.Typer(help="Quy trình nội bộ.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]


@app.command("import")
def import_processes(
    files: list[Path],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không ghi gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import internal processes: jsonl or XML of the older software, or our own JSON documents."""
    start()
    from motcua.domain.workflow import api as workflow
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    _ = as_json
    totals: dict[str, Any] = {
        "read": 0, "created": 0, "updated": 0, "unchanged": 0, "refused": [], "needs_officer": [],
    }  # fmt: skip
    for file in files:
        found = workflow.import_processes(_records(file), by=SYSTEM, at=clock.now(), dry_run=dry_run)
        for key, value in found.items():
            totals[key] += value
    answer(totals)


def _records(file: Path) -> Iterable[Any]:
    """Return the records of a file: those of its lines, or the one process of an XML document."""
    from motcua.domain.workflow import api as workflow

    if file.suffix.lower() != ".xml":
        return json_records(file)
    return [workflow.record_of_xml(whole(file))]


@app.command()
def check(file: Path, as_json: AsJson = False) -> None:
    """Check one process document; BPMN 2.0 is read from the next release on."""
    start()
    from motcua.domain.workflow import api as workflow

    _ = as_json
    if file.suffix in {".bpmn", ".xml"}:
        refuse("Bản này chưa đọc BPMN 2.0; kiểm tra được tài liệu quy trình JSON (docs/processes.md).")
    found = workflow.check_process(next(iter(json_records(file)), None))
    answer(found)
    if not found["accepted"]:
        raise typer.Exit(1)
