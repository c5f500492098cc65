"""Commands for decisions of the province on procedures: enter one, list them."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, read_json, refuse, start

app = typer.Typer(help="Quyết định của tỉnh về thủ tục.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]


@app.command()
def enter(
    file: Path,
    login: Annotated[str, typer.Option("--as", help="Tài khoản có quyền công bố thủ tục của tỉnh.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem ảnh hưởng, không ghi gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Enter a decision from a file, answer and publish by it; prints what it does to each procedure. See docs/commands.md."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    at = clock.now()
    facts, settings, holds_from = _read(file)
    act = procedures.foresee_decision if dry_run else procedures.decide
    by = organisation.actor_for(login, at.date())
    found = act(facts, settings, by=by, at=at, holds_from=holds_from)
    if as_json:
        answer({"kept": not dry_run, "from": found.valid_from, "effect": found.effects})
        return
    for one in found.effects:
        print(f"{one.code:12} {one.before} → {one.after}{'' if one.is_published else ' (chưa công bố)'}")
    print("Chạy thử: không có gì được ghi." if dry_run else "Đã ghi quyết định.")


@app.command("list")
def list_decisions(as_json: AsJson = False) -> None:
    """List the decisions that were entered, the newest first."""
    start()
    from motcua.domain.procedures import api as procedures

    found = procedures.decisions_entered(most=10_000)
    if as_json:
        answer(found)
        return
    for one in found:
        print(f"{one.decided_on:%d/%m/%Y}  {one.number:20} {one.procedures:5} thủ tục  {one.title[:80]}")


def _read(file: Path) -> Any:
    """Return what a file says: facts, settings and from when. Refuses what has another shape."""
    from motcua.domain.procedures import api as procedures

    said = read_json(file)
    try:
        facts = procedures.DecisionFacts(
            number=said["number"],
            decided_on=date.fromisoformat(said["decided_on"]),
            title=said["title"],
            citation=said.get("citation", ""),
            is_sample=bool(said.get("sample", False)),
        )
        settings = tuple(
            procedures.Setting(one["procedure"], one["sets"], _value(one["sets"], one["value"]))
            for one in said["settings"]
        )
        holds_from = date.fromisoformat(said["from"]) if said.get("from") else None
    except (KeyError, TypeError, ValueError, AttributeError):
        refuse(f"Tệp {file.name} chưa đúng dạng: cần number, decided_on, title, settings với procedure, sets, value.")
    return facts, settings, holds_from


def _value(sets: str, value: Any) -> Any:
    from motcua.domain.procedures import api as procedures

    return procedures.decided_value(sets, value) if isinstance(value, str) else value
