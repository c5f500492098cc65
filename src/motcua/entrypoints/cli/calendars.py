"""Commands for working calendars: publish one, with its effect on open dossiers told before or after."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import agency, answer, read_json, refuse, say, start

app = typer.Typer(help="Lịch làm việc.", no_args_is_help=True)


@app.callback()
def calendars() -> None:
    """Lịch làm việc."""


@app.command()
def publish(
    unit: str,
    file: Path,
    reason: Annotated[str, typer.Option(help="Lý do; không ghi thì lấy trong tệp.")] = "",
    login: Annotated[str, typer.Option("--as", help="Tài khoản người quản trị.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem hồ sơ nào dời giờ hẹn.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Publish a unit's working calendar and re-date its open dossiers; `--dry-run` only tells the effect."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at, code, written = clock.now(), agency(unit), read_json(file)
    known = organisation.calendar_for(code).spec if _is_change(written) else None
    spec = organisation.read_calendar(written, base=known)
    if dry_run:
        effect, version = dossiers.effect_of_calendar(code, spec, at), None
    else:
        by = named_or_owner(login, at=at)
        why = reason or str(written.get("reason", ""))
        done = dossiers.publish_calendar(unit_code=code, spec=spec, reason=why, by=by, at=at)
        effect, version = done.effect, done.version_id
    found = {"version": version, "published": not dry_run, **asdict(effect)}
    if as_json:
        answer(found)
        return
    say("Xem trước, chưa công bố." if dry_run else f"Đã công bố, phiên bản {version}.")
    print(
        f"Hồ sơ đang chạy: {effect.affected}, dời giờ hẹn: {effect.moved}, đang dừng hoặc chờ bổ sung: {effect.waiting}"
        f" (lùi hạn bổ sung: {effect.answers})."
    )


def _is_change(written: Any) -> bool:
    if not isinstance(written, dict):
        refuse("Tệp lịch phải là một đối tượng JSON.")
    return "change" in written
