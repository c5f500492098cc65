"""Commands for units: what a province begins with."""

import csv
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, meant, refuse, say, start
from motcua.entrypoints.cli.records import text_lines

app = typer.Typer(help="Đơn vị.", no_args_is_help=True)
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
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


@app.command()
def counter(
    unit: str,
    number: Annotated[int | None, typer.Option(help="Số quầy.")] = None,
    name: Annotated[str, typer.Option(help="Tên quầy: mở quầy mới, hoặc đổi tên quầy đang mở.")] = "",
    open_on: Annotated[
        datetime | None, typer.Option("--open", formats=DAYS, callback=meant, help="Mở từ ngày.")
    ] = None,
    close_on: Annotated[
        datetime | None, typer.Option("--close", formats=DAYS, callback=meant, help="Ngày đầu không còn quầy.")
    ] = None,
) -> None:
    """Open, rename or close a counter of a unit; without a number, list them."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    if number is None:
        for one in organisation.counter_periods_of(unit, at.date()):
            print(f"{one.number:4} {one.starts_on} {one.ends_on or '':10} {one.name}")
        return
    if close_on:
        organisation.close_counter(unit_code=unit, number=number, on=close_on.date(), by=SYSTEM, at=at)
    elif open_on:
        organisation.open_counter(unit_code=unit, number=number, name=name, from_on=open_on.date(), by=SYSTEM, at=at)
    else:
        organisation.rename_counter(unit_code=unit, number=number, name=name, by=SYSTEM, at=at)
    say(f"Đã ghi quầy {number} của đơn vị {unit}.")


@app.command()
def contact(
    unit: str,
    address: Annotated[str | None, typer.Option(help="Địa chỉ.")] = None,
    phone: Annotated[str | None, typer.Option(help="Điện thoại.")] = None,
    note: Annotated[str | None, typer.Option(help="Chỉ dẫn tìm đến.")] = None,
    coordinates: Annotated[str | None, typer.Option(help="Vĩ độ, kinh độ (WGS 84), ví dụ 9.1769, 105.1524.")] = None,
) -> None:
    """Say where people reach a unit; what is not named stays. Without options, tell what holds."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    name = organisation.unit(unit, at.date()).name
    holds = organisation.contacts_of([unit]).get(unit, organisation.ContactInfo())
    words = {"address": address, "phone": phone, "note": note, "coordinates": coordinates}
    said = {key: text for key, text in words.items() if text is not None}
    held = {"address": holds.address, "phone": holds.phone, "note": holds.note, "coordinates": holds.coordinates_text}
    if not said:
        print("\n".join((name, *filter(None, held.values()))))
        return
    organisation.state_contact(unit=unit, **{**held, **said}, by=SYSTEM, at=at)
    say(f"Đã ghi nơi liên hệ của {name}.")


def _rows(file: Path) -> list[dict[str, str]]:
    table = csv.DictReader(text_lines(file))
    lacking = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if lacking:
        refuse(f"Tệp {file.name} thiếu cột: {', '.join(lacking)}. Không có gì thay đổi.")
    return [{name: row[name] or "" for name in COLUMNS} for row in table]


@app.command()
def arranged(
    unit: str,
    number: Annotated[str, typer.Option(help="Số quyết định.")],
    decided_on: Annotated[
        datetime, typer.Option("--decided-on", formats=DAYS, callback=meant, help="Ngày quyết định.")
    ],
    login: Annotated[str, typer.Option("--as", help="Tài khoản quản trị đơn vị.")],
    title: Annotated[str, typer.Option(help="Trích yếu.")] = "",
    completed_on: Annotated[
        datetime | None, typer.Option("--completed-on", formats=DAYS, callback=meant, help="Hoàn thành từ ngày.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Bỏ quyết định đã nhập nhầm.")] = False,
) -> None:
    """Say by which decision the arrangement of a unit was completed, or take back what was entered by mistake."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock

    at = clock.now()
    by = organisation.actor_for(login, at.date())
    if undo:
        organisation.take_back_arrangement(unit=unit, number=number, decided_on=decided_on.date(), by=by, at=at)
        print("Đã bỏ quyết định nhập nhầm.")
        return
    organisation.complete_arrangement(
        unit=unit,
        number=number,
        decided_on=decided_on.date(),
        title=title,
        completed_on=completed_on.date() if completed_on else None,
        by=by,
        at=at,
    )
    print("Đã ghi: cơ quan hoàn thành sắp xếp.")
