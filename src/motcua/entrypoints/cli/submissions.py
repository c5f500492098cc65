"""Commands for the online door."""

from pathlib import Path
from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, read_json, start

app = typer.Typer(help="Hồ sơ trực tuyến chờ kiểm tra.", no_args_is_help=True)


@app.callback()
def submissions() -> None:
    """Hồ sơ trực tuyến chờ kiểm tra."""


@app.command()
def put(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Put one online submission into the desk's queue; put twice, it is one."""
    start()
    from motcua.domain.intake import api as intake
    from motcua.foundation import clock

    _ = as_json
    receipt = intake.put_submission(read_json(file), files=lambda name: _beside(file, name), at=clock.now())
    answer(
        {
            "outside_code": receipt.outside_code,
            "state": receipt.state,
            "check_due_at": receipt.check_due_at,
        }
    )


def _beside(file: Path, name: str) -> bytes:
    """Return what a file next to the submission holds. Raises OSError for one that lies anywhere else."""
    found = (file.parent / name).resolve()
    if not found.is_relative_to(file.parent.resolve()):
        raise PermissionError(name)
    return found.read_bytes()
