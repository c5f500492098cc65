"""Commands for units: what a province begins with."""

import csv
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, refuse, say, start
from motcua.entrypoints.cli.records import text_lines

app = typer.Typer(help="Đơn vị.", no_args_is_help=True)
COLUMNS = ("agency_code", "name", "level", "kind", "parent", "valid_from", "valid_to", "predecessors")


@app.callback()
def units() -> None:
    """Đơn vị."""


@app.command()
def load(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Bring the units in line with a CSV list; a province without a working calendar gets its first one."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    loaded = organisation.load_units(_rows(file), by=SYSTEM, at=at)
    for root in (unit for unit in organisation.units(at.date()) if unit.parent_code is None):
        if not organisation.calendar_versions(root.code):
            organisation.publish_calendar(
                unit_code=root.code, spec=organisation.seed_spec(), reason="Lịch làm việc ban đầu", by=SYSTEM, at=at
            )
            say(f"Đã công bố lịch làm việc ban đầu của {root.name}.")
    if as_json:
        answer(asdict(loaded))
        return
    print(f"Đơn vị: mới {loaded.created}, đổi {loaded.updated}, như cũ {loaded.unchanged}.")


def _rows(file: Path) -> list[dict[str, str]]:
    table = csv.DictReader(text_lines(file))
    lacking = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if lacking:
        refuse(f"Tệp {file.name} thiếu cột: {', '.join(lacking)}. Không có gì thay đổi.")
    return [{name: row[name] or "" for name in COLUMNS} for row in table]
