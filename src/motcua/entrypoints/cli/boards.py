"""Commands for boards of QR codes: what pages do, for scripts and tests, under the same rules and rights."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, refuse, start

if TYPE_CHECKING:
    from motcua.domain.procedures import api as procedures

app = typer.Typer(help="Bảng mã QR của các quầy.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]
Login = Annotated[str, typer.Option("--as", help="Cán bộ tiếp nhận hoặc lãnh đạo của quầy; trống là chủ máy.")]
PAPERS = ("a4", "a3", "poster", "card")


@app.command("list")
def list_boards(
    unit: Annotated[str, typer.Option("--unit", help="Chỉ các quầy của đơn vị này và đơn vị trực thuộc.")] = "",
    days: Annotated[int, typer.Option(help="Đếm lượt quét của bao nhiêu ngày.", min=1)] = 30,
    as_json: AsJson = False,
) -> None:
    """Show the register: by desk and field the newest version, what hangs, what is out of date, scans."""
    start()
    from datetime import timedelta

    from motcua.domain.organisation import api as organisation
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    at = clock.now()
    units = organisation.subtree_codes(unit, at.date()) if unit else None
    found = procedures.register_of(units, at, since=at.date() - timedelta(days=days - 1))
    told = {
        "desks": [
            {"code": one.code, "name": one.name, "fields": [_field(each) for each in one.fields]} for one in found.desks
        ],
        "covered": found.covered,
        "begun": found.begun,
        "reprint": [_hanging(one) for one in found.reprint],
    }
    if as_json:
        answer(told)
        return
    print(f"{found.covered}/{len(found.desks)} quầy đã treo đủ, {len(found.reprint)} bảng cần in lại.")
    for desk in found.desks:
        for field in desk.fields:
            number = field.made.board if field.made else "chưa lập"
            print(
                f"{desk.code:16} {number:20} {'đang treo' if field.is_hung else 'chưa treo':10} {field.scans:6} {field.field}"
            )
    for one in found.reprint:
        print(f"In lại {one.made.board} ở {one.place}: {'; '.join(each.in_words() for each in one.differences)}")


@app.command()
def make(
    desk: Annotated[str, typer.Option(help="Mã của quầy một cửa.")],
    field: Annotated[str, typer.Option(help="Lĩnh vực, đúng như danh mục ghi.")],
    login: Login = "",
    place: Annotated[str, typer.Option(help="Nơi treo ghi trên bảng.")] = "",
    title: Annotated[list[str] | None, typer.Option(help="Tên ngắn: MÃ=tên, nhiều lần được.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make the next version of a board, as published now."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    titles = dict(one.partition("=")[::2] for one in title or [])
    by = named_or_owner(login, at=at)
    _told(procedures.make_board(desk=desk, field=field, place=place, titles=titles, by=by, at=at), as_json)


@app.command("print")
def print_board(
    number: str,
    output: Annotated[Path, typer.Option("--output", help="Tệp PDF để ghi.")],
    size: Annotated[str, typer.Option(help="a4, a3, poster hoặc card.")] = "a4",
    version: Annotated[int, typer.Option(help="Bản nào; 0 là bản mới nhất.", min=0)] = 0,
    letters: Annotated[list[str] | None, typer.Option(help="Chỉ những mã này.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the PDF of a board."""
    start()
    from motcua.domain.documents import api as documents
    from motcua.domain.procedures import api as procedures

    if size not in PAPERS:
        refuse("Chọn khổ: a4, a3, poster hoặc card.")
    made = procedures.board_version(number, version) if version else procedures.newest_board(number)
    pdf = documents.draw_board(made, procedures.BoardSize(size), only=letters or ())
    try:
        output.write_bytes(pdf)
    except OSError:
        refuse(f"Không ghi được tệp {output}.")
    if as_json:
        answer({"board": made.board, "version": made.version, "size": size, "bytes": len(pdf)})
    else:
        print(f"Đã ghi {output}.")


@app.command()
def hang(
    number: str,
    place: Annotated[str, typer.Option(help="Treo ở đâu.")],
    login: Login = "",
    size: Annotated[str, typer.Option(help="a4, a3, poster, card hoặc screen.")] = "a4",
    version: Annotated[int, typer.Option(help="Bản nào; 0 là bản mới nhất.", min=0)] = 0,
    as_json: AsJson = False,
) -> None:
    """Say that a version hangs at a place; what hung there in this size was taken down by it."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    wanted = version or procedures.newest_board(number).version
    by = named_or_owner(login, at=at)
    hanging = procedures.hang_board(board=number, version=wanted, size=size, place=place, by=by, at=at)
    if as_json:
        answer({"board": number, "version": wanted, "hanging": hanging})
    else:
        print(f"Đã ghi là đang treo, số {hanging}.")


@app.command("take-down")
def take_down(hanging: int, login: Login = "", as_json: AsJson = False) -> None:
    """Say that a board was taken down."""
    _on_hanging("take_board_down", hanging, login, "Đã ghi là đã gỡ.", as_json)


@app.command()
def undo(hanging: int, login: Login = "", as_json: AsJson = False) -> None:
    """Undo what was said last of a hanging."""
    _on_hanging("undo_hanging", hanging, login, "Đã hoàn tác.", as_json)


@app.command()
def lead(letters: str, as_json: AsJson = False) -> None:
    """Show where a short address leads, without counting it."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    found = procedures.lead_of(letters, clock.now())
    if found is None:
        raise procedures.UnknownLetters
    told = {
        "procedure": found.code,
        "desk": found.desk,
        "printed_for": found.printed_for,
        "printed_at": found.printed_at,
    }
    if as_json:
        answer(told)
    else:
        print(f"{found.code or 'trang tìm thủ tục'} {found.desk}".strip())


@app.command()
def address(procedure: str, as_json: AsJson = False) -> None:
    """Give the short address of a procedure in the whole province, for whoever puts it on a paper or page of their own."""
    start()
    from django.conf import settings

    from motcua.domain.procedures import api as procedures
    from motcua.foundation import clock

    letters = procedures.short_address(procedure, at=clock.now())
    whole = f"{settings.ENVIRONMENT.public_address}/q/{letters}"
    if as_json:
        answer({"procedure": procedure, "letters": letters, "address": whole})
    else:
        print(whole)


def _on_hanging(act: str, hanging: int, login: str, sentence: str, as_json: bool) -> None:
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    number = getattr(procedures, act)(hanging, by=named_or_owner(login, at=at), at=at)
    if as_json:
        answer({"board": number, "hanging": hanging})
    else:
        print(sentence)


def _told(made: "procedures.MadeBoard", as_json: bool) -> None:
    if as_json:
        answer(_made(made))
    else:
        print(f"Đã lập bảng {made.board}, bản {made.version}: {len(made.face.cells)} thủ tục.")


def _made(made: "procedures.MadeBoard") -> dict[str, Any]:
    face = made.face
    codes = [
        {"procedure": one.code, "title": one.title, "address": face.address(one)} for one in (*face.cells, face.search)
    ]
    return {"board": made.board, "version": made.version, "desk": made.desk, "field": made.field, "codes": codes}


def _field(one: "procedures.DeskField") -> dict[str, Any]:
    return {
        "field": one.field,
        "board": one.made.board if one.made else None,
        "version": one.made.version if one.made else None,
        "hanging": [_hanging(each) for each in one.hanging],
        "changed": [each.in_words() for each in one.changed],
        "scans": one.scans,
    }


def _hanging(one: "procedures.Hanging") -> dict[str, Any]:
    return {
        "hanging": one.hanging_id,
        "board": one.made.board,
        "version": one.made.version,
        "size": one.size.value,
        "place": one.place,
        "hung_at": one.hung_at,
        "because": [each.in_words() for each in one.differences],
    }
