"""Commands for internal processes."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, read_json, refuse, refusing, say, start
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


@app.command()
def move(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Phiên bản đang dùng, dạng MÃ/SỐ.")] = "",
    target: Annotated[str, typer.Argument(metavar="TO", help="Phiên bản chuyển đến, dạng MÃ/SỐ.")] = "",
    steps: Annotated[Path | None, typer.Option("--map", help="Tệp JSON: bước cũ → bước mới.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không ghi gì.")] = False,
    resume: Annotated[int | None, typer.Option("--resume", help="Làm tiếp đợt chuyển bị ngắt.")] = None,
    undo: Annotated[int | None, typer.Option("--undo", help="Hoàn lại một đợt chuyển.")] = None,
    as_json: AsJson = False,
) -> None:
    """Move running dossiers to another process version, go on with a bulk move that was cut short, or take one back."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    with refusing():
        if undo is not None:
            report = dossiers.undo_move(undo, by=SYSTEM, at=at)
        elif resume is not None:
            report = dossiers.resume_move(resume, by=SYSTEM, at=at)
        else:
            if not (source and target and steps):
                raise typer.BadParameter("Cần FROM, TO và --map TỆP, hoặc --undo ĐỢT, hoặc --resume ĐỢT.")
            report = dossiers.move_dossiers(source, target, _step_map(steps), by=SYSTEM, at=at, dry_run=dry_run)
    if as_json:
        answer(report)
        return
    print(
        f"Đợt {report.batch or '(xem trước)'}: {report.dossiers} hồ sơ, chuyển {report.moved}, ở lại {report.stayed},"
        f" chờ {report.waiting}, đã hoàn lại {report.undone}, giữ bản mới {report.kept}."
    )
    for code, reason in report.problems:
        print(f"{code}: {reason}")


def _step_map(file: Path) -> dict[str, str]:
    found = read_json(file)
    if not isinstance(found, dict) or not all(isinstance(part, str) for part in found.values()):
        refuse(f'Tệp {file.name} phải là một đối tượng JSON: {{"bước cũ": "bước mới"}}.')
    return found


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
