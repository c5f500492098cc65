"""Commands for what a unit says of its own over a published procedure."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, read_json, refuse, start

app = typer.Typer(help="Phần riêng của đơn vị.", no_args_is_help=True)
Unit = Annotated[str, typer.Option(help="Mã đơn vị giải quyết.")]
Login = Annotated[str, typer.Option("--as", help="Tài khoản có quyền công bố thủ tục.")]
Limits = Annotated[
    list[str] | None, typer.Option("--limit", help="Thời hạn, ví dụ “3 ngày làm việc” hoặc “counter=…”.")
]
Channels = Annotated[list[str] | None, typer.Option("--channel", help="Cách nộp nhận thêm: counter, post.")]
AsJson = Annotated[bool, typer.Option("--json")]


@app.command()
def state(
    code: str,
    unit: Unit,
    login: Login,
    place: Annotated[str, typer.Option(help="Nơi tiếp nhận.")] = "",
    hours: Annotated[str, typer.Option(help="Giờ tiếp nhận.")] = "",
    counter: Annotated[str, typer.Option(help="Quầy.")] = "",
    phone: Annotated[str, typer.Option(help="Điện thoại.")] = "",
    notes: Annotated[str, typer.Option(help="Ghi chú, in trên giấy hẹn.")] = "",
    basis: Annotated[str, typer.Option(help="Số văn bản của đơn vị.")] = "",
    limits: Limits = None,
    channels: Channels = None,
    process: Annotated[int, typer.Option(help="Phiên bản quy trình, theo số.")] = 0,
    data: Annotated[Path | None, typer.Option(help="Tệp JSON với mọi phần, thay các lựa chọn trên.")] = None,
    from_on: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Từ ngày.")] = None,
    until_on: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Đến hết ngày.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem ảnh hưởng, không ghi gì.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is a unit's own of a procedure; prints what it does to each promise."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    value: dict[str, Any] = {
        "place": place, "hours": hours, "counter": counter, "phone": phone, "notes": notes, "basis": basis,
        "limits": dict(_limit(one) for one in limits or ()), "channels": channels or [],
        "process_version_id": process,
    }  # fmt: skip
    if data is not None:
        value = _whole(data)
    at = clock.now()
    first, last = _midnight(from_on), _midnight(until_on, days=1)
    overlay = procedures.checked_overlay(code, unit, value, at=at, holds_at=first)
    effects = procedures.overlay_effect(code, unit, overlay, at=at)
    if not dry_run:
        by = _publisher(login, unit, at)
        procedures.state_overlay(code=code, unit=unit, value=value, by=by, at=at, valid_from=first, valid_until=last)
    _print({"kept": not dry_run, "effect": effects}, as_json=as_json)


@app.command()
def undo(code: str, unit: Unit, login: Login) -> None:
    """Undo the newest word of a unit: what stood before it stands again."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    at = clock.now()
    procedures.undo_overlay(code=code, unit=unit, by=_publisher(login, unit, at), at=at)
    print("Đã hoàn lại; phần trước đó lại áp dụng, nếu có.")


@app.command()
def end(code: str, unit: Unit, login: Login) -> None:
    """End what a unit says of its own; the published procedure holds as it is."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    at = clock.now()
    procedures.end_overlay(code=code, unit=unit, by=_publisher(login, unit, at), at=at)
    print("Đã kết thúc phần riêng; từ bây giờ theo bản đã công bố.")


@app.command()
def show(code: str, unit: Unit, as_json: AsJson = False) -> None:
    """Show every field of a procedure as it holds at a unit, with its layer, and what the unit said before."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    lines = procedures.lines_at_unit(procedures.published(code, clock.now()), unit)
    if as_json:
        answer({"fields": lines, "said": procedures.overlays_of(code, unit)})
        return
    for line in lines:
        print(f"{line.layer.value:9} {line.name}: {' '.join(line.text.split())[:160]}")


def _publisher(login: str, unit: str, at: datetime) -> Any:
    from motcua.domain.organisation import api as organisation

    rights = organisation.officer_by_login(login, at.date()).rights
    places = [one.unit_code for one in rights if organisation.Role.PUBLISHER in one.roles]
    return organisation.actor_for(login, at.date(), unit if unit in places else next(iter(places), None))


def _limit(text: str) -> tuple[str, Any]:
    from motcua.domain.procedures import api as procedures

    place, found, words = text.rpartition("=")
    cases: tuple[Any, ...] = getattr(procedures.read_time_limit(words), "cases", ())
    if len(cases) != 1:
        refuse(f"Không đọc được thời hạn “{words[:60]}”: ghi như “3 ngày làm việc”. Không có gì thay đổi.")
    return (f"time_limit:{place}" if found else "time_limit"), procedures.limit_to_json(cases[0].limit)


def _whole(path: Path) -> dict[str, Any]:
    found = read_json(path)
    if not isinstance(found, dict):
        refuse(f"Tệp {path.name} phải là một đối tượng JSON.")
    return found


def _midnight(day: datetime | None, days: int = 0) -> datetime | None:
    from motcua.kernel.working_time import ZONE

    return None if day is None else datetime.combine(day.date() + timedelta(days=days), time(), tzinfo=ZONE)


def _print(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        answer(found)
        return
    from motcua.domain.procedures import api as procedures
    from motcua.kernel.moments import moment

    for one in found["effect"]:
        where = ", ".join(part for part in (one.case, one.channel) if part)
        below = f"{procedures.limit_words(one.below)}, hẹn {moment(one.below_due)}" if one.below else "chưa nhận"
        print(f"{where}: {below} → {procedures.limit_words(one.own)}, hẹn {moment(one.own_due)}")
    print("Đã ghi phần riêng của đơn vị." if found["kept"] else "Chạy thử: không có gì được ghi.")
