"""Commands for dossiers: what the desk does, for scripts and tests, under the same rules and rights."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import agency, answer, read_data, read_json, refuse, start

app = typer.Typer(help="Hồ sơ.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]
As = Annotated[str, typer.Option("--as", help="Tài khoản cán bộ thực hiện.")]
Key = Annotated[str, typer.Option(help="Khóa chống gửi trùng.")]


@app.command()
def receive(
    procedure: Annotated[str, typer.Option(help="Mã thủ tục.")],
    person: Annotated[Path, typer.Option(help="Tệp JSON về người nộp.")],
    case: Annotated[int, typer.Option(help="Trường hợp, từ 1.")] = 1,
    login: As = "",
    unit: Annotated[str, typer.Option(help="Mã bộ phận một cửa, hoặc xã, phường.")] = "",
    channel: Annotated[str, typer.Option(help="counter hoặc post.")] = "counter",
    missing: Annotated[list[str] | None, typer.Option(help="Giấy tờ còn thiếu (tên hoặc số thứ tự).")] = None,
    notify: Annotated[
        list[str] | None, typer.Option(help="Báo tin qua sms, zalo, email (ghi lại được nhiều lần); none: không báo.")
    ] = None,
    key: Key = "",
    as_json: AsJson = False,
) -> None:
    """Receive a dossier at a desk."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.cli.acting import actor_at_desk
    from motcua.foundation import clock

    _ = as_json
    at = clock.now()
    by, desk, competent = actor_at_desk(login, agency(unit), at=at)
    reception = dossiers.Reception(
        procedure=procedure,
        person=_person(read_json(person)),
        desk=desk,
        case=case,
        channel=channel,
        missing=tuple(missing or ()),
        competent=competent,
        told_by=None if notify is None else tuple(one for one in notify if one != "none"),
    )
    try:
        received = dossiers.receive(reception, by=by, at=at, key=key)
    except dossiers.MissingComponent as lacking:
        refuse(f"{lacking} Đã lập phiếu {_slip(reception, str(lacking), by=by, at=at, key=key)}.")
    answer({"code": received.code, "due_at": received.due_at})


def _slip(reception: Any, reason: str, *, by: Any, at: Any, key: str) -> str:
    """Note what could not be received and issue its slip, once for a key; return its number."""
    from motcua.domain.dossiers import api as dossiers
    from motcua.foundation import idempotency

    def note() -> dict[str, str]:
        number, _paper = dossiers.refuse_reception(reception, reason=reason, form="supplement", by=by, at=at)
        return {"number": number}

    if not key:
        return note()["number"]
    scope, request = f"not_received:{by.login}", asdict(reception)
    return str(idempotency.once(scope=scope, key=key, request=request, at=at, act=note)["number"])


def _person(data: Any) -> Any:
    from motcua.domain.dossiers import api as dossiers

    if not isinstance(data, dict):
        refuse("Tệp về người nộp phải là một đối tượng JSON.")
    texts = {name: data.get(name, "") for name in ("kind", "identifier", "name", "phone", "address", "email")}
    if not all(isinstance(value, str) for value in texts.values()):
        refuse("Các mục về người nộp (kind, identifier, name, phone, address) phải là chữ.")
    return dossiers.Person(**texts)


@app.command()
def act(
    code: str,
    step: Annotated[str, typer.Option(help="Mã bước, hoặc một thao tác trên hồ sơ.")],
    login: As,
    data: Annotated[str, typer.Option(help="Dữ kiện, dạng JSON.")] = "",
    key: Key = "",
    as_json: AsJson = False,
) -> None:
    """Act on a dossier: complete a step by its id, or one of the acts of the whole dossier."""
    start()
    from motcua.entrypoints.acts import perform
    from motcua.entrypoints.cli.acting import actor_named
    from motcua.foundation import clock

    _ = as_json
    at = clock.now()
    answer(perform(code, step, data=read_data(data), by=actor_named(login, at=at, code=code), at=at, key=key))


@app.command()
def show(code: str, login: As = "", as_json: AsJson = False) -> None:
    """Show one dossier whole."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.entrypoints.cli.shown import shown
    from motcua.foundation import accesses, clock

    at = clock.now()
    by = named_or_owner(login, at=at)
    info = dossiers.dossier(code, by, at)
    accesses.looked([f"dossier:{info.code}"], page="command", by=by, at=at)
    found = shown(info)
    if as_json:
        answer(found)
        return
    for name, value in found.items():
        print(f"{name}: {value}")


@app.command("key")
def show_key(code: str, login: As, as_json: AsJson = False) -> None:
    """Show the key of the receipt in force, to who hands receipts out at its desk."""
    start()
    from motcua.domain.documents import api as documents
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.cli.acting import actor_named
    from motcua.foundation import accesses, clock

    at = clock.now()
    by = actor_named(login, at=at, code=code)
    info = dossiers.dossier(code, by, at)
    receipt, key = documents.key_for(f"dossier:{info.code}", by)
    accesses.looked([f"dossier:{info.code}"], page="command", by=by, at=at)
    found = {"code": info.code, "receipt": receipt.number, "key": key, "address": f"/theo-doi/{info.code}"}
    if as_json:
        answer(found)
        return
    print(f"{found['code']}: mã xem chi tiết {key}, giấy số {receipt.number}.")


@app.command("list")
def list_dossiers(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")] = "", login: As = "", as_json: AsJson = False
) -> None:
    """List codes with their state."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    rows = [
        {"code": row.code, "outside_code": row.outside_code, "state": row.state, "procedure": row.procedure}
        for row in dossiers.dossiers_of(named_or_owner(login, at=at), at, unit=agency(unit) or None)
    ]
    if as_json:
        answer(rows)
        return
    for row in rows:
        print(f"{row['code']:26} {row['state']:12} {row['procedure']}")
