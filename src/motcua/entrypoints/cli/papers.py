"""Commands for papers and registers: issue a slip or a list, print or close a register, as the pages do."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import agency, answer, refuse, say, start

app = typer.Typer(help="Phiếu, danh sách, sổ.", no_args_is_help=True)
As = Annotated[str, typer.Option("--as", help="Tài khoản cán bộ thực hiện.")]
Output = Annotated[Path | None, typer.Option(help="Tệp PDF để ghi.")]
AsJson = Annotated[bool, typer.Option("--json")]


@app.command()
def control(code: str, login: As, output: Output = None, as_json: AsJson = False) -> None:
    """Issue the control slip of a dossier."""
    start()
    from motcua.domain.dossiers import api as dossiers

    by, at = _acting(login, code)
    _answer(dossiers.issue_control_slip(code, by=by, at=at), output, by, at, as_json=as_json)


@app.command()
def payment(
    code: str,
    login: As,
    amount: Annotated[int, typer.Option(help="Mức thu thứ mấy, khi có nhiều mức.")] = 0,
    copies: Annotated[int, typer.Option(help="Số lượng.")] = 1,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Issue the notice that asks to pay the fee of a dossier."""
    start()
    from motcua.domain.dossiers import api as dossiers

    by, at = _acting(login, code)
    paper = dossiers.issue_payment_notice(code, by=by, at=at, amount=amount or None, copies=copies)
    _answer(paper, output, by, at, as_json=as_json)


@app.command("hand-over")
def hand_over(
    receiver: Annotated[str, typer.Argument(help="Mã đơn vị nhận.")],
    login: As,
    sender: Annotated[str, typer.Option("--unit", help="Mã đơn vị giao; bỏ trống là đơn vị của cán bộ.")] = "",
    first: Annotated[str, typer.Option("--from", help="Ngày đầu, dạng 2026-11-25; bỏ trống là hôm nay.")] = "",
    last: Annotated[str, typer.Option("--to", help="Ngày cuối; bỏ trống là ngày đầu.")] = "",
    untaken: Annotated[bool, typer.Option(help="Chỉ hồ sơ chưa ai nhận.")] = False,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Issue the list of what a unit handed over to another."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock

    at = clock.now()
    by = organisation.actor_for(login, at.date(), agency(sender) or None)
    begin = _day(first) or at.date()
    paper = dossiers.issue_hand_over_list(
        by.unit_code,
        agency(receiver),
        since=_midnight(begin),
        until=_midnight((_day(last) or begin) + timedelta(days=1)),
        untaken=untaken,
        by=by,
        at=at,
    )
    _answer(paper, output, by, at, as_json=as_json)


@app.command()
def register(
    desk: Annotated[str, typer.Argument(help="Mã bộ phận một cửa.")],
    year: int,
    output: Annotated[Path, typer.Option(help="Tệp PDF để ghi.")],
    login: As = "",
    volume: Annotated[int, typer.Option(help="Quyển thứ mấy.")] = 1,
    notes: Annotated[bool, typer.Option("--notes", help="Trang ghi chú sau khi khóa sổ.")] = False,
) -> None:
    """Print a volume of a desk's register of a year, or what changed since it was closed."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import accesses, clock

    at = clock.now()
    by = named_or_owner(login, at=at)
    if notes:
        pdf, codes = dossiers.print_register_notes(agency(desk), year, by=by, at=at)
    else:
        pdf, codes = dossiers.print_register(agency(desk), year, volume, by=by, at=at)
    accesses.looked([f"dossier:{code}" for code in codes], page="command", by=by, at=at)
    output.write_bytes(pdf)
    say(f"Đã ghi {output.name}, {len(codes)} hồ sơ.")


@app.command("close-register")
def close_register(
    desk: Annotated[str, typer.Argument(help="Mã bộ phận một cửa.")], year: int, login: As, as_json: AsJson = False
) -> None:
    """Close a desk's register of a year that is over."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock

    at = clock.now()
    done = dossiers.close_register(agency(desk), year, by=organisation.actor_for(login, at.date()), at=at)
    if as_json:
        answer(done)
        return
    say(f"Đã khóa sổ năm {done.year}: {done.entries} hồ sơ, số cuối {done.last_code}.")


def _acting(login: str, code: str) -> tuple[Any, datetime]:
    from motcua.entrypoints.cli.acting import actor_named
    from motcua.foundation import clock

    at = clock.now()
    return actor_named(login, at=at, code=code), at


def _answer(paper_id: int, output: Path | None, by: Any, at: datetime, *, as_json: bool) -> None:
    """Say under which number the paper was issued, and print it into a file where one is named."""
    from motcua.domain.documents import api as documents
    from motcua.foundation import accesses

    found = documents.paper(paper_id)
    if output is not None:
        with_key = documents.may_hand_out(found, by)
        output.write_bytes(documents.print_paper(paper_id, by=by, at=at, with_key=with_key))
        accesses.looked([found.subject], page="command", by=by, at=at)
    if as_json:
        answer({"paper": paper_id, "number": found.number, "title": found.title})
        return
    say(f"Đã lập {found.title.lower()} số {found.number}.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        refuse(f"Không đọc được ngày “{text[:20]}”: ghi theo dạng 2026-11-25.")


def _midnight(day: date) -> datetime:
    from motcua.kernel.working_time import ZONE

    return datetime.combine(day, time(), tzinfo=ZONE)
