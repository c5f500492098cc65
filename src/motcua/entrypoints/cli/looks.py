"""Commands for the record of who looked at personal data: an officer's looks, and the erasing of old ones."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, meant, say, start

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
WEEK = 7

app = typer.Typer(help="Lượt xem dữ liệu cá nhân.", no_args_is_help=True)


@app.command("list")
def list_looks(
    login: str,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, callback=meant, help="Từ ngày; không có thì 7 ngày qua.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, callback=meant, help="Đến hết ngày; không có thì hôm nay.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """List an officer's looks of some days, newest first: when, on which page, at which dossiers."""
    start()
    from motcua.foundation import accesses, clock

    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    until = (last.replace(tzinfo=midnight.tzinfo) if last else midnight) + timedelta(days=1)
    since = first.replace(tzinfo=midnight.tzinfo) if first else midnight - timedelta(days=WEEK - 1)
    found = accesses.looks_by(login, since=since, until=until, most=10_000)
    if as_json:
        answer({"login": login, "looks": [{"at": one.at, "page": one.page, "subjects": one.subjects} for one in found]})
        return
    for one in found:
        print(f"{one.at:%Y-%m-%d %H:%M:%S}  {one.page:14} {', '.join(one.subjects)}")
    say(f"{len(found)} lượt xem của {login}.")


@app.command()
def erase(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đếm, không xóa.")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Erase the looks that are older than the rule pack keeps, as the job does every night; the ledger keeps how many."""
    start()
    from motcua.foundation import accesses, clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    done = accesses.old_looks(at) if dry_run else accesses.erase_old(by=SYSTEM, at=at)
    if as_json:
        answer(
            {"rows": done.rows, "before": done.before, "kept_months": done.months, "law": done.law, "dry_run": dry_run}
        )
        return
    word = "Sẽ xóa" if dry_run else "Đã xóa"
    say(f"{word} {done.rows} lượt xem trước {done.before:%d/%m/%Y}; giữ {done.months} tháng. Căn cứ: {done.law}.")
