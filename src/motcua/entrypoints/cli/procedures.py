"""Commands for procedures: import the national records, publish, list."""

from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli import decisions, overlays
from motcua.entrypoints.cli.answering import answer, say, start
from motcua.entrypoints.cli.records import count_lines, text_lines, whole

app = typer.Typer(help="Thủ tục hành chính.", no_args_is_help=True)
app.add_typer(overlays.app, name="overlay")
app.add_typer(decisions.app, name="decisions")
LISTS = (".xlsx", ".csv", ".xls", ".xlsm")
AsJson = Annotated[bool, typer.Option("--json")]
VERDICTS = {
    "found": "Thủ tục hợp nhất đứng đầu.",
    "multi": "Cần nhiều thủ tục.",
    "clarify": "Câu hỏi hợp với nhiều thủ tục, ý là thủ tục nào?",
    "none": "Không có thủ tục nào hợp với câu hỏi.",
}


@app.command("import")
def import_records(
    files: list[Path],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không ghi gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import national records: JSON lines (or gzipped), one .json record or extract of a .doc, lists as .xlsx or .csv."""
    start()
    totals: dict[str, Any] = {
        "read": 0, "created": 0, "updated": 0, "unchanged": 0, "refused": [], "needs_officer": [],
    }  # fmt: skip
    for file in files:
        found = _import_one(file, dry_run=dry_run)
        for key in totals:
            totals[key] += found[key]
    if as_json:
        answer(totals)
        return
    print(
        f"Đọc {totals['read']} bản ghi: mới {totals['created']}, đổi {totals['updated']}, như cũ {totals['unchanged']}, "
        f"từ chối {len(totals['refused'])}, chờ cán bộ {len(totals['needs_officer'])} chỗ."
    )


def _import_one(file: Path, *, dry_run: bool) -> dict[str, Any]:
    from rich.console import Console
    from rich.progress import Progress

    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    is_list = file.suffix.lower() in LISTS
    content = whole(file) if is_list else b""
    total = None if is_list else count_lines(file)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"Nhập {file.name}", total=total)
        facts: dict[str, Any] = {
            "source": file.name,
            "by": SYSTEM,
            "at": clock.now(),
            "dry_run": dry_run,
            "progress": lambda done: bar.update(task, completed=done),
        }
        if is_list:
            summary = procedures.import_list(content, **facts)
        else:
            summary = procedures.import_national(lines_of(file), **facts)
    if dry_run:
        say("Chạy thử: không có gì được ghi.")
    return summary.answer()


def lines_of(file: Path) -> Any:
    """Yield the records of a file as lines: those of a .json file are its one document."""
    if file.suffix == ".json":
        yield " ".join(line.strip() for line in text_lines(file))
        return
    yield from text_lines(file)


@app.command("list")
def list_procedures(
    published: Annotated[bool, typer.Option("--published", help="Chỉ thủ tục đang công bố.")] = False,
    as_json: AsJson = False,
) -> None:
    """List procedures with their cases and publication."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    at = clock.now()
    rows: list[dict[str, Any]] = [
        {
            "code": row.code,
            "name": row.name,
            "published": row.is_published,
            "standing": row.standing,
            "cases": _cases(row.code, at) if row.is_published else [],
        }
        for row in procedures.procedures(at=at, published_only=published)
    ]
    if as_json:
        answer(rows)
        return
    for row in rows:
        print(f"{row['code']:12} {'công bố' if row['published'] else row['standing']:10} {row['name'][:90]}")


def _cases(code: str, at: Any) -> list[dict[str, Any]]:
    from motcua.domain.procedures import api as procedures

    content = procedures.published(code, at).content
    return [
        {
            "number": case.number,
            "name": case.name,
            "channels": [offer.channel for offer in case.offers],
            "components": [part.name for part in case.components],
        }
        for case in content.cases
    ]


@app.command()
def search(text: str, limit: Annotated[int, typer.Option(min=1)] = 10, as_json: AsJson = False) -> None:
    """Find procedures by what people say: words without marks, slips, everyday names, whole questions."""
    start()
    from time import perf_counter

    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    ask = procedures.prepare_search(clock.now())
    begun = perf_counter()
    found = ask(text, limit)
    took = round((perf_counter() - begun) * 1_000_000)
    results = [{"code": one.code, "name": one.name, "issuer": one.issuer, "score": one.score} for one in found.results]
    if as_json:
        answer({"answer": found.verdict.value, "results": results, "took_us": took})
        return
    print(VERDICTS[found.verdict.value])
    for row in results:
        print(f"{row['code']:12} {row['name']}, {row['issuer']}")
