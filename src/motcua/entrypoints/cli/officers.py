"""Commands for officers."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from motcua.entrypoints.cli.answering import answer, meant, refuse, say, start
from motcua.entrypoints.cli.records import text_lines

if TYPE_CHECKING:
    from motcua.domain.organisation.api import Role

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
LAST_DAY = "Đến hết ngày; kiểm tra, thanh tra phải có."

app = typer.Typer(help="Cán bộ.", no_args_is_help=True)


@app.callback()
def officers() -> None:
    """Cán bộ."""


@app.command("list")
def list_officers(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List logins with name, unit and roles (demo mode only)."""
    start()
    from django.conf import settings

    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock

    if not settings.ENVIRONMENT.demo:
        refuse("Danh sách tài khoản chỉ có ở chế độ dùng thử (MOTCUA_DEMO=1).")
    found = [
        {
            "login": officer.login,
            "name": officer.full_name,
            "unit": right.unit_code,
            "unit_name": right.unit_name,
            "position": right.position,
            "roles": sorted(right.roles),
        }
        for officer in organisation.officers(clock.now().date())
        for right in officer.rights
    ]
    if as_json:
        answer(found)
        return
    for row in found:
        print(f"{row['login']:24} {row['name']:26} {row['unit']:12} {', '.join(row['roles'])}")


@app.command()
def register(
    login: str,
    name: Annotated[str, typer.Option(help="Họ tên.")],
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    title: Annotated[str, typer.Option(help="Tên vị trí; chưa có thì được lập với các vai trò sau.")],
    role: Annotated[list[str] | None, typer.Option(help="Vai trò của vị trí mới.")] = None,
    password_file: Annotated[Path | None, typer.Option(help="Tệp có mật khẩu ở dòng đầu; không có thì hỏi.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=DAYS, callback=meant, help=LAST_DAY)] = None,
) -> None:
    """Register an officer and post them from today, to a position that is there or is made with the roles named."""
    start()
    from django.db import transaction

    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    held = _roles(role or ())
    password = _password(password_file)
    with transaction.atomic():
        organisation.register_officer(login=login, full_name=name, password=password, by=SYSTEM, at=at)
        if held:
            organisation.create_position(unit_code=unit, title=title, roles=held, by=SYSTEM, at=at)
        organisation.post_officer(
            login=login, unit_code=unit, title=title, from_on=at.date(), until_on=_after(until), by=SYSTEM, at=at
        )
        demanded = organisation.actor_for(login, at.date()).demands_second_factor
        code = organisation.issue_enrolment_code(login=login, by=SYSTEM, at=at) if demanded else ""
    say(f"Đã đăng ký {login} ở vị trí “{title}” của đơn vị {unit}.")
    if code:
        print(_code_said(login, code))


@app.command()
def post(
    login: str,
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    title: Annotated[str, typer.Option(help="Tên vị trí.")],
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, callback=meant, help="Từ ngày; không có thì hôm nay.")
    ] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=DAYS, callback=meant, help=LAST_DAY)] = None,
    decision: Annotated[str, typer.Option(help="Số quyết định.")] = "",
    by_login: Annotated[str, typer.Option("--as", help="Làm với tài khoản nào; không có thì là hệ thống.")] = "",
) -> None:
    """Give an officer who has an account a position of a unit, up to and including a last day where one is named."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    organisation.post_officer(
        login=login, unit_code=unit, title=title, from_on=(first or at).date(), until_on=_after(until),
        decision=decision, by=named_or_owner(by_login, at=at), at=at,
    )  # fmt: skip
    say(f"Đã phân công {login} vào vị trí “{title}” của đơn vị {unit}.")


@app.command("rights")
def show_rights(
    login: str,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=DAYS, callback=meant, help="Ngày; không có thì hôm nay.")
    ] = None,
    by_login: Annotated[
        str, typer.Option("--as", help="Hỏi với tài khoản quản trị nào; không có thì là hệ thống.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Say what a login may see and do on a day, and why: postings, leaves, units in scope, pages that open."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints import rights
    from motcua.foundation import clock

    today = clock.now().date()
    if by_login and by_login != login:
        by = organisation.actor_for(by_login, today)
        if organisation.Role.ADMINISTRATOR not in by.roles or not rights.administers(by, login, today):
            raise organisation.UnknownOfficer(login)
    found = rights.rights_of(login, on.date() if on else today)
    if as_json:
        answer(rights.as_document(found))
        return
    print(f"{found.full_name} ({found.login}), ngày {found.on:%d/%m/%Y}")
    for sentence in found.sentences:
        print(f"- {sentence}")
    for one in found.units if found.is_active else ():
        print(f"Mở được tại {one.actor.unit_code}:")
        for part in one.parts:
            print(f"  {part.name}: {rights.role_names(part.roles) or 'mọi vị trí công tác'}")


@app.command()
def leave(
    login: str,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, callback=meant, help="Ngày nghỉ đầu tiên.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, callback=meant, help="Ngày nghỉ cuối cùng.")
    ] = None,
    substitute: Annotated[str, typer.Option(help="Người làm thay, của cùng đơn vị.")] = "",
    unit: Annotated[str, typer.Option(help="Mã đơn vị, khi cán bộ làm ở nhiều đơn vị.")] = "",
    end: Annotated[int | None, typer.Option(help="Kết thúc hôm nay đợt nghỉ có số này.")] = None,
    by_login: Annotated[str, typer.Option("--as", help="Làm với tài khoản nào; không có thì là hệ thống.")] = "",
) -> None:
    """Enter that an officer is away and who does the work; without days, list the leaves of the unit; end one."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    code = unit or organisation.actor_for(login, at.date()).unit_code
    by = organisation.actor_for(by_login, at.date(), code if by_login == login else None) if by_login else SYSTEM
    if end is not None:
        if end not in {one.leave_id for one in organisation.leaves_of(code, at.date()) if one.login == login}:
            refuse(f"Tài khoản {login} không có đợt nghỉ số {end} tại đơn vị {code}.")
        organisation.end_leave(leave_id=end, by=by, at=at)
        say(f"Đã kết thúc đợt nghỉ {end} của {login}.")
        return
    if first is None and last is None and not substitute:
        for one in organisation.leaves_of(code, at.date()):
            print(f"{one.leave_id:6} {one.login:24} {one.starts_on} {one.last_on} {one.substitute}")
        return
    if first is None or last is None or not substitute:
        refuse("Ghi đủ --from, --to và --substitute.")
    number = organisation.enter_leave(
        login=login, unit_code=code, from_on=first.date(), until_on=last.date() + timedelta(days=1),
        substitute=substitute, by=by, at=at,
    )  # fmt: skip
    say(f"Đã ghi đợt nghỉ {number} của {login}; {substitute} làm thay tại đơn vị {code}.")


@app.command()
def signature(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    title: Annotated[str, typer.Option(help="Tên vị trí.")],
    line: Annotated[
        list[str] | None, typer.Option(help="Từng dòng thể thức ký; không có dòng nào là không ký.")
    ] = None,
) -> None:
    """Say in whose name a position signs for its unit: one line for the head, two from KT., TL. or TUQ."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    lines = "\n".join(line or ())
    organisation.set_signature(unit_code=unit, title=title, signature=lines, by=SYSTEM, at=clock.now())
    say(f"Vị trí “{title}” của đơn vị {unit} {'ký thay mặt đơn vị' if line else 'không ký thay mặt đơn vị nữa'}.")


@app.command()
def roles(
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    title: Annotated[str, typer.Option(help="Tên vị trí.")],
    role: Annotated[
        list[str] | None, typer.Option(help="Từng vai trò; không có vai trò nào là không có quyền.")
    ] = None,
    by_login: Annotated[str, typer.Option("--as", help="Làm với tài khoản nào; không có thì là hệ thống.")] = "",
) -> None:
    """Say which rights a position gives from now on, to whoever holds it."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    held = _roles(role or ())
    organisation.set_roles(unit_code=unit, title=title, roles=held, by=named_or_owner(by_login, at=at), at=at)
    say(f"Vị trí “{title}” của đơn vị {unit} từ nay có: {', '.join(role or ()) or 'không quyền nào'}.")


@app.command("end-posting")
def end_posting(
    login: str,
    unit: Annotated[str, typer.Option(help="Mã đơn vị.")],
    title: Annotated[str, typer.Option(help="Tên vị trí.")],
    on: Annotated[datetime, typer.Option(formats=DAYS, callback=meant, help="Ngày đầu tiên không còn giữ vị trí.")],
    to: Annotated[str, typer.Option(help="Ai nhận các bước đang mở: tài khoản, unit, hoặc later.")] = "",
    by_login: Annotated[str, typer.Option("--as", help="Làm với tài khoản nào; không có thì là hệ thống.")] = "",
) -> None:
    """End a posting from a day on; open steps in the officer's hands go to whoever is named."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    left = dossiers.leave_position(
        login=login, unit_code=unit, title=title, on=on.date(), to=to, by=named_or_owner(by_login, at=at), at=at
    )
    say(f"{login} thôi giữ vị trí “{title}” từ {on:%d/%m/%Y}; {left.steps} bước đang mở.")


@app.command("reset-second-factor")
def reset_second_factor(
    login: str,
    by_login: Annotated[str, typer.Option("--as", help="Làm với tài khoản nào; không có thì là hệ thống.")] = "",
) -> None:
    """Take an officer's second factor away after a lost phone; the next sign-in enrols another one."""
    start()
    from django.db import transaction

    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    by = named_or_owner(by_login, at=at)
    with transaction.atomic():
        organisation.reset_second_factor(login=login, by=by, at=at)
        code = organisation.issue_enrolment_code(login=login, by=by, at=at)
    say(f"Đã đặt lại mã xác nhận của {login}; lần đăng nhập tới phải đăng ký lại.")
    print(_code_said(login, code))


@app.command("enrolment-code")
def enrolment_code(
    login: str,
    by_login: Annotated[str, typer.Option("--as", help="Làm với tài khoản nào; không có thì là hệ thống.")] = "",
) -> None:
    """Print the code by which an officer may enrol a second factor within the week; an earlier one is void."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    code = organisation.issue_enrolment_code(login=login, by=named_or_owner(by_login, at=at), at=at)
    print(_code_said(login, code))


def _code_said(login: str, code: str) -> str:
    return f"Mã đăng ký mã xác nhận của {login}: {code} (dùng một lần, trong 7 ngày; giao tận tay)."


def _after(last: datetime | None) -> date | None:
    return last.date() + timedelta(days=1) if last else None


def _roles(words: Iterable[str]) -> "list[Role]":
    """Return the roles that words name. Refuses a word that is none."""
    from motcua.domain.organisation import api as organisation

    unknown = [word for word in words if word not in set(organisation.Role)]
    if unknown:
        refuse(f"Không có vai trò “{unknown[0]}”. Có: {', '.join(organisation.Role)}.")
    return [organisation.Role(word) for word in words]


def _password(file: Path | None) -> str:
    if file is not None:
        return next(iter(text_lines(file)), "").rstrip("\r\n")
    return str(typer.prompt("Mật khẩu", hide_input=True, confirmation_prompt=True))
