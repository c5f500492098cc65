"""Commands for messages that could not be sent: list the dead letters, send one again."""

from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, say, start

app = typer.Typer(help="Tin nhắn cho người nộp.", no_args_is_help=True)


@app.command()
def dead(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the messages that were given up, the newest first."""
    start()
    from motcua.domain.notifications import api as notifications

    found = notifications.dead_letters()
    if as_json:
        names = ("id", "subject", "template", "to", "attempts", "error")
        answer({"dead": [{name: getattr(one, name) for name in names} for one in found]})
        return
    for one in found:
        print(f"{one.id}  {one.subject}  {one.title}  {one.to}  {one.attempts} lần: {one.error}")
    say(f"{len(found)} tin nhắn không gửi được." if found else "Không có tin nhắn nào không gửi được.")


@app.command()
def resend(
    delivery: int, login: Annotated[str, typer.Option("--as", help="Tài khoản quản trị thực hiện.")] = ""
) -> None:
    """Queue a dead letter again, as an administrator; the ledger keeps who did."""
    start()
    from motcua.domain.notifications import api as notifications
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock

    at = clock.now()
    notifications.resend(delivery, by=organisation.actor_for(login, at.date()), at=at)
    say("Đã xếp tin nhắn vào hàng gửi lại.")
