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
    comment: Annotated[str, typer.Option(help="Góp ý; chỉ hiện sau khi người giám sát duyệt.")] = "",
    slip: Annotated[list[str] | None, typer.Option(help="Phiếu chấm điểm, từng chỉ số: 1=shorter.")] = None,
    as_json: AsJson = False,
) -> None:
    """Answer by a one-time link, once."""
    start()
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    sender = surveys.Sender(place="command line")
    said = surveys.Answer(level, tuple(reason or ()), comment, _slip(slip or []))
    done = surveys.rate_by_link(token, said, sender=sender, at=clock.now())
    if as_json:
        answer({"level": done.level})
    else:
        say("Đã ghi đánh giá.")


def _slip(given: list[str]) -> dict[int, str]:
    """Return what was said by number of the index."""
    parts = [one.partition("=") for one in given]
    if not all(number.isdecimal() and said for number, _, said in parts):
        raise typer.BadParameter("chỉ số=câu trả lời, ví dụ 1=shorter", param_hint="--slip")
    return {int(number): said for number, _, said in parts}


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


@app.command()
def comments(
    login: Annotated[str, typer.Option("--as", help="Người giám sát, lãnh đạo hoặc thanh tra.")],
    state: Annotated[str, typer.Option(help="waiting, shown hoặc hidden.")] = "shown",
    rating: Annotated[int | None, typer.Option(help="Quyết định về góp ý của đánh giá có số này.")] = None,
    show: Annotated[str, typer.Option(help="Cho hiện như sau; chỗ bỏ thay bằng […].")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Bỏ quyết định.")] = False,
    as_json: AsJson = False,
) -> None:
    """List free words of ratings by what was decided of them; show one, hide it (neither --show nor --undo), or undo that."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import accesses, clock

    at = clock.now()
    by = organisation.actor_for(login, at.date())
    if rating is not None and undo:
        surveys.undecide_comment(rating, by=by, at=at)
    elif rating is not None and show:
        surveys.show_comment(rating, show, by=by, at=at)
    elif rating is not None:
        surveys.hide_comment(rating, by=by, at=at)
    if rating is not None:
        say("Đã ghi.")
        return
    if state not in set(surveys.CommentState):
        raise typer.BadParameter("waiting, shown hoặc hidden", param_hint="--state")
    found = surveys.comments_of(by, at, state=surveys.CommentState(state))
    if found:
        accesses.looked([f"dossier:{one.code}" for one in found], page="comments", by=by, at=at)
    rows = [
        {"rating": one.rating, "desk": one.desk, "at": one.rated_at, "text": one.shown or one.written} for one in found
    ]
    if as_json:
        answer(rows)
        return
    for row in rows:
        print(f"{row['rating']:6} {row['desk']:12} {row['text']}")
