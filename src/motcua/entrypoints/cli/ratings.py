"""Commands for ratings: what pages do, for scripts and tests, under the same rules and rights."""

from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, say, start

app = typer.Typer(help="Đánh giá mức độ hài lòng.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]


@app.callback()
def ratings() -> None:
    """Đánh giá mức độ hài lòng."""


@app.command()
def invite(
    code: str,
    login: Annotated[str, typer.Option("--as", help="Cán bộ tiếp nhận ở quầy của hồ sơ.")],
    as_json: AsJson = False,
) -> None:
    """Make a one-time link for a settled dossier; the older one that is open ends."""
    start()
    from django.conf import settings

    from motcua.domain.surveys import api as surveys
    from motcua.entrypoints.cli.acting import actor_named
    from motcua.foundation import clock

    at = clock.now()
    made = surveys.invite(code, by=actor_named(login, at=at, code=code), at=at)
    address = f"{settings.ENVIRONMENT.public_address}/danh-gia/{made.token}"
    if as_json:
        answer({"code": made.code, "token": made.token, "address": address, "expires_at": made.expires_at})
    else:
        print(address)


@app.command()
def rate(
    token: str,
    level: Annotated[int, typer.Option(help="Từ 5 (rất hài lòng) đến 1.")],
    reason: Annotated[list[str] | None, typer.Option(help="Từng lý do, theo mã.")] = None,
    as_json: AsJson = False,
) -> None:
    """Answer by a one-time link, once."""
    start()
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    sender = surveys.Sender(place="command line")
    done = surveys.rate_by_link(token, surveys.Answer(level, tuple(reason or ())), sender=sender, at=clock.now())
    if as_json:
        answer({"level": done.level})
    else:
        say("Đã ghi đánh giá.")


@app.command()
def reasons(as_json: AsJson = False) -> None:
    """List the reasons that an answer of today may name."""
    start()
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    found = surveys.reasons_on(clock.now().date())
    if as_json:
        answer([{"code": one.code, "text": one.text} for one in found])
        return
    for one in found:
        print(f"{one.code:12} {one.text}")


@app.command()
def device(
    unit: Annotated[str, typer.Option(help="Mã quầy.")],
    name: Annotated[str, typer.Option(help="Tên máy.")],
    login: Annotated[str, typer.Option("--as", help="Cán bộ tiếp nhận của quầy.")],
    as_json: AsJson = False,
) -> None:
    """Add a device to a desk; its address is told once."""
    start()
    from django.conf import settings

    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    at = clock.now()
    by = organisation.actor_for(login, at.date(), unit)
    made = surveys.add_device(unit=unit, name=name, by=by, at=at)
    address = f"{settings.ENVIRONMENT.public_address}/may-danh-gia/{made.token}"
    if as_json:
        answer({"device": made.device, "name": made.name, "address": address})
    else:
        print(address)


@app.command("open")
def open_device(
    code: str,
    device: Annotated[int, typer.Option(help="Số của máy.")],
    login: Annotated[str, typer.Option("--as", help="Cán bộ tiếp nhận ở quầy của hồ sơ.")],
) -> None:
    """Ask about a settled dossier on a device of its desk."""
    start()
    from motcua.domain.surveys import api as surveys
    from motcua.entrypoints.cli.acting import actor_named
    from motcua.foundation import clock

    at = clock.now()
    surveys.open_on_device(code, device=device, by=actor_named(login, at=at, code=code), at=at)
    say("Đã mở phần đánh giá trên máy ở quầy.")
