"""Commands for internal processes."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, refuse, refusing, say, start
from motcua.entrypoints.cli.records import json_records, whole

app = typer.Typer(help="Quy trình nội bộ.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]


@app.command("import")
def import_processes(
    files: list[Path],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không ghi gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import internal processes: BPMN 2.0, our own JSON documents, or jsonl or XML of the older software."""
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


@app.command()
def check(file: Path, as_json: AsJson = False) -> None:
    """Check one process: a BPMN 2.0 file or a JSON document. Status 1 where it is not accepted."""
    start()
    from motcua.domain.workflow import api as workflow

    _ = as_json
    found = workflow.check_process(next(iter(_records(file)), None))
    answer(found)
    if not found["accepted"]:
        raise typer.Exit(1)


@app.command()
def export(code: str, output: Annotated[Path | None, typer.Option("--output")] = None) -> None:
    """Write the newest version of a process as BPMN 2.0 with a diagram, to a file or to standard output."""
    start()
    from motcua.domain.workflow import api as workflow

    with refusing():
        content = workflow.bpmn_of(code)
    if output is None:
        sys.stdout.write(content.decode("utf-8"))
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        refuse(f"Không ghi được tệp {output}: {error.__class__.__name__}.")
    say(f"Đã ghi {output}.")


def _records(file: Path) -> Iterable[Any]:
    """Return the records of a file: those of its lines, or the one process of a BPMN or another XML document."""
    from motcua.domain.workflow import api as workflow

    suffix = file.suffix.lower()
    if suffix == ".bpmn" or (suffix == ".xml" and workflow.BPMN_NAMESPACE.encode() in _bpmn(file)):
        return [_bpmn(file)]
    return [workflow.record_of_xml(whole(file))] if suffix == ".xml" else json_records(file)


def _bpmn(file: Path) -> bytes:
    """Read no more of a file than is needed to see that it is too large."""
    from motcua.domain.workflow import api as workflow

    try:
        with file.open("rb") as opened:
            return opened.read(workflow.MOST_BPMN_BYTES + 1)
    except OSError as error:
        refuse(f"Không đọc được tệp {file}: {error.__class__.__name__}.")
