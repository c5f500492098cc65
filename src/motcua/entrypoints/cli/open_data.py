"""`motcua opendata`: write the open data of a day into a folder, or to where the pages give it from."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, meant, say, start
from motcua.entrypoints.cli.reports import DAYS

app = typer.Typer(help="Dữ liệu mở: tệp CSV, Parquet, từ điển và mã kiểm tra.", no_args_is_help=True)
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=DAYS, callback=meant, help="Như biết đến hết ngày; không có thì ngày cuối đã qua hẳn."
    ),
]
AsJson = Annotated[bool, typer.Option("--json")]


@app.command()
def write(
    folder: Annotated[Path, typer.Argument(help="Thư mục mới.")], as_of: AsOf = None, as_json: AsJson = False
) -> None:
    """Write every data set as CSV and Parquet, the manifest and the digests; the same day gives the same bytes."""
    start()
    from motcua.domain.reports import api as reports

    _tell(_made(as_of, lambda day, now: reports.write_edition(folder, day, at=now, progress=say)), as_json)


@app.command()
def publish(as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Write the edition of a day to where the pages give it from, as the worker does once a day."""
    start()
    from django.conf import settings

    from motcua.domain.reports import api as reports

    store = settings.ENVIRONMENT.data / reports.FOLDER
    _tell(_made(as_of, lambda day, now: reports.publish_edition(store, day, at=now, progress=say)), as_json)


def _made(as_of: datetime | None, make: Callable[[date, datetime], dict[str, Any]]) -> dict[str, Any]:
    from motcua.domain.flows import api as flows
    from motcua.domain.reports import api as reports
    from motcua.foundation import clock

    now = clock.now()
    flows.fold_news(at=now)
    return make(as_of.date() if as_of else reports.last_whole_day(now), now)


def _tell(manifest: dict[str, Any], as_json: bool) -> None:
    files = [{name: one[name] for name in ("path", "rows", "bytes", "hash")} for one in manifest["resources"]]
    if as_json:
        answer({"as_of": manifest["as_of"], "rules": manifest["rules"], "files": files})
        return
    for one in files:
        print(f"{one['path']:34} {one['rows']:9} dòng {one['bytes']:11} byte  {one['hash']}")
    say(f"Đã lập dữ liệu mở đến hết ngày {date.fromisoformat(manifest['as_of']):%d/%m/%Y}.")
