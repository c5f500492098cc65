"""Commands for reports: figures of any day, each from rows that can be opened."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, meant, refuse, say, start

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]

app = typer.Typer(help="Báo cáo.", no_args_is_help=True)
On = Annotated[
    datetime | None, typer.Option("--on", formats=DAYS, callback=meant, help="Tính đến hết ngày; không có thì hôm nay.")
]
Day = datetime | None
SettledFrom = Annotated[Day, typer.Option("--from", formats=DAYS, callback=meant, help="Có kết quả từ ngày.")]
SettledTo = Annotated[Day, typer.Option("--to", formats=DAYS, callback=meant, help="Có kết quả đến hết ngày.")]
Known = Annotated[Day, typer.Option("--as-of", formats=DAYS, callback=meant, help="Như biết đến hết ngày.")]
By = Annotated[str, typer.Option("--by", help="agency (cơ quan) hoặc field (lĩnh vực).")]
Rows = Annotated[bool, typer.Option("--procedures", help="Từng thủ tục, với hai thời hạn và quyết định.")]
AsJson = Annotated[bool, typer.Option("--json")]
AsCsv = Annotated[bool, typer.Option("--csv")]
Output = Annotated[Path | None, typer.Option("--output", help="Ghi CSV vào tệp.")]


@app.command()
def cuts(
    on: On = None,
    by: By = "agency",
    rows: Rows = False,
    code: Annotated[str, typer.Option("--code", help="Các bản đã công bố của một thủ tục, theo thời gian.")] = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Count procedures with a cut time on a day, and the mean cut: both limits, decision and dates stand in their rows."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints import catalogue_reports as reports

    day = _day(on)
    if code:
        found = procedures.cut_history(code, day)
        if not found:
            refuse(f"Thủ tục {code} chưa có bản công bố nào.")
    else:
        found = procedures.cut_procedures(day, _by(by)) if rows else ()
    report = procedures.cut_report(day, _by(by))
    document = reports.cuts_document(report)
    if as_csv or output:
        table = reports.cut_lines(found) if rows or code else reports.table_of(document)
        write_table(reports.as_csv(table), output)
    elif as_json:
        answer({**document, "procedures": [reports.cut_procedure(one) for one in found]} if rows or code else document)
    else:
        for row in reports.table_of(document):
            print(
                f"{row['name'][:52]:52} {row['cut']:5}/{row['procedures']:5} {_shown(row['percent']):>7} %"
                f"  trung bình {_shown(row['mean_percent'])} %, {_shown(row['mean_working_days'])} ngày làm việc"
            )


@app.command("online-services")
def online_services(
    on: On = None,
    by: By = "agency",
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, callback=meant, help="Hồ sơ phát sinh từ ngày.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, callback=meant, help="Hồ sơ phát sinh đến hết ngày.")
    ] = None,
    rows: Rows = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Count online services on a day by level, extent and integration, and the dossiers that came in online."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints import catalogue_reports as reports

    day = _day(on)
    found = reports.online(day, _by(by), first=first.date() if first else None, last=last.date() if last else None)
    services = procedures.online_services(day, _by(by)) if rows else ()
    document = reports.online_document(found)
    if as_csv or output:
        table = reports.service_lines(services, found.arisen) if rows else reports.table_of(document)
        write_table(reports.as_csv(table), output)
    elif as_json:
        listed = {"services": [reports.online_service(one, found.arisen) for one in services]} if rows else {}
        answer({**document, **listed})
    else:
        for row in reports.table_of(document):
            print(
                f"{row['name'][:52]:52} mức 3: {row['levels']['3']:4}  mức 4: {row['levels']['4']:4}"
                f"  tích hợp {row['integrated']:4}  hồ sơ {row['dossiers_online']:6}"
            )


@app.command()
def arrangement(on: On = None, as_json: AsJson = False, as_csv: AsCsv = False, output: Output = None) -> None:
    """Count the departments of the province that completed their arrangement by a day, each by which decision."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.entrypoints import catalogue_reports as reports

    day = _day(on)
    document = reports.arrangement_document(day, organisation.arrangements_on(day))
    if as_csv or output:
        write_table(reports.as_csv(document["units"]), output)
    elif as_json:
        answer(document)
    else:
        for row in document["units"]:
            print(f"{row['name'][:52]:52} {row['number'] or 'chưa hoàn thành'}")
        print(f"{document['completed']}/{document['departments']} cơ quan đã hoàn thành sắp xếp.")


@app.command()
def satisfaction(
    first: SettledFrom = None,
    last: SettledTo = None,
    as_of: Known = None,
    by: Annotated[str, typer.Option("--by", help="level, agency, field hoặc procedure.")] = "level",
    login: Annotated[str, typer.Option("--as", help="Trong phạm vi của người này; không có thì cả tỉnh.")] = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Count what people said of dossiers settled in a period: the form's three levels, interval, response share."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.entrypoints import catalogue_reports, satisfaction_reports
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    if by not in set(surveys.By):
        raise typer.BadParameter("level, agency, field hoặc procedure", param_hint="--by")
    known = _day(as_of)
    until = last.date() if last else known
    since = first.date() if first else until.replace(day=1)
    at = clock.now()
    reader = organisation.actor_for(login, at.date()) if login else SYSTEM
    report = satisfaction_reports.found(since, until, as_of=known, by=surveys.By(by), reader=reader, at=at)
    document = satisfaction_reports.document(report)
    table = satisfaction_reports.table_of(document)
    if as_csv or output:
        write_table(catalogue_reports.as_csv(table), output)
    elif as_json:
        answer(document)
    else:
        for row in table:
            print(_satisfied(row))
        if document["withheld"]:
            print(document["withheld"])


def _satisfied(row: dict[str, Any]) -> str:
    name, response = row["name"][:52], f"trả lời {_shown(row['response'])} % của {row['settled']}"
    if row["withheld"]:
        return f"{name:52} {'không hiện':>10}, {row['answered']} đánh giá  {response}"
    return (
        f"{name:52} {row['satisfied']:6}/{row['answered']:6} {_shown(row['rate']):>7} %"
        f"  ({_shown(row['low'])} đến {_shown(row['high'])})  {response}"
    )


def _shown(figure: str | None) -> str:
    return "–" if figure is None else figure.replace(".", ",")


def _day(on: datetime | None) -> date:
    from motcua.foundation import clock

    return on.date() if on else clock.now().date()


def _by(text: str) -> Any:
    from motcua.domain.procedures import api as procedures

    try:
        return procedures.GroupBy(text)
    except ValueError:
        raise typer.BadParameter("agency hoặc field", param_hint="--by") from None


def write_table(text: str, output: Path | None) -> None:
    """Print a table, or put it into a file."""
    if output is None:
        print(text.removeprefix("\ufeff"), end="")
        return
    output.write_text(text, encoding="utf-8")
    say(f"Đã ghi {output}.")
