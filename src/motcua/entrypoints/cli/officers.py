"""Commands for officers."""

from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, refuse, start

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
