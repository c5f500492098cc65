"""Commands for the flows: fold what is new, make them anew from the ledger, hold them against plain SQL."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from motcua.entrypoints.cli.answering import REFUSED, answer, say, start

if TYPE_CHECKING:
    from motcua.domain.flows import api as flows

app = typer.Typer(help="Số liệu từng ngày, gộp từ sổ.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]


@app.command()
def fold(as_json: AsJson = False) -> None:
    """Fold what the ledger tells since the last time into the daily counts."""
    start()
    from motcua.domain.flows import api as flows
    from motcua.foundation import clock

    done = flows.fold_news(at=clock.now())
    if as_json:
        answer(asdict(done))
    else:
        say("Một tiến trình khác đang gộp sổ." if done.busy else f"Đã gộp thao tác mới của {done.subjects} hồ sơ.")


@app.command()
def rebuild(as_json: AsJson = False) -> None:
    """Make the daily counts anew from the whole ledger; until it is done, pages show the old ones."""
    start()
    from rich.console import Console
    from rich.progress import Progress

    from motcua.domain.flows import api as flows
    from motcua.foundation import clock

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Lập lại số liệu từng ngày", total=None)
        done = flows.rebuild(at=clock.now(), progress=lambda done, total: bar.update(task, completed=done, total=total))
    if as_json:
        answer(asdict(done))
    else:
        say(f"Đã lập lại số liệu từng ngày từ sổ của {done.subjects} hồ sơ.")


@app.command()
def check(as_json: AsJson = False) -> None:
    """Hold every figure against plain SQL over the dossiers; status 1 where one differs."""
    start()
    from motcua.domain.flows import api as flows
    from motcua.foundation import clock

    found = flows.check(at=clock.now())
    if as_json:
        answer({"holds": not found, "differences": [asdict(one) for one in found]})
    else:
        for one in found:
            print(sentence_of(one))
        print("Số liệu từng ngày khớp với hồ sơ." if not found else f"Có {len(found)} số không khớp.")
    if found:
        raise typer.Exit(REFUSED)


def aside_sentence_of(one: "flows.Aside") -> str:
    """Say what is set aside."""
    return f"Từ {one.since:%H:%M %d/%m/%Y} chưa gộp được vào số liệu từng ngày: không đọc được từ thao tác {one.act}; chưa tính vào đâu."


def sentence_of(one: "flows.Difference") -> str:
    """Say one difference."""
    return (
        f"{one.by.value} {one.key or '(trống)'}, {one.figure}, từ {one.first:%d/%m/%Y} đến {one.last:%d/%m/%Y}: "
        f"số liệu gộp {one.flows}, đếm từ hồ sơ {one.plain}."
    )
