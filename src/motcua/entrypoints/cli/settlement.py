"""`motcua report settlement`: the national form of settlement, in the format that is asked for."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import REFUSED, agency, answer, meant, refuse, say, start
from motcua.entrypoints.cli.reports import DAYS, app


class ByWord(StrEnum):
    """What the rows of the report are."""

    LEVEL = "level"
    AGENCY = "agency"
    FIELD = "field"
    PROCEDURE = "procedure"


class CompareWord(StrEnum):
    """What is held against the promise."""

    MOMENT = "moment"
    DATE = "date"


class Format(StrEnum):
    """How the report is given; `text` is for a terminal."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


FILES = {Format.XLSX, Format.PDF}
"""Formats that are no text: they go into a file."""

First = Annotated[datetime | None, typer.Option("--from", formats=DAYS, callback=meant, help="Ngày đầu của kỳ.")]
Last = Annotated[
    datetime | None, typer.Option("--to", formats=DAYS, callback=meant, help="Ngày cuối của kỳ, tính cả ngày đó.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=DAYS, callback=meant, help="Số liệu biết đến hết ngày; không có thì hôm nay."),
]
Unit = Annotated[str, typer.Option("--unit", help="Mã đơn vị, kể cả các đơn vị bên dưới.")]


@app.command()
def settlement(
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    compare: Annotated[
        CompareWord, typer.Option("--compare", help="So với hẹn theo giờ hay theo ngày.")
    ] = CompareWord.MOMENT,
    by: Annotated[ByWord, typer.Option("--by", help="Gộp theo cấp, cơ quan, lĩnh vực hay thủ tục.")] = ByWord.LEVEL,
    unit: Unit = "",
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="Như --format json.")] = False,
    output: Annotated[Path | None, typer.Option("--output", help="Ghi vào tệp; xlsx và pdf bắt buộc.")] = None,
) -> None:
    """Count the settlement form of a period: received, settled, in process; each row's received is settled and in process."""
    wanted = Format.JSON if as_json else form
    if wanted in FILES and output is None:
        raise typer.BadParameter("xlsx và pdf cần --output.")
    start()
    report = _report(_day(first), _day(last), _day(as_of), compare, by, agency(unit) if unit else "")
    _give(_in_format(report, wanted), output)


@app.command()
def events(
    first: First = None,
    last: Last = None,
    as_of: AsOf = None,
    by: Annotated[ByWord, typer.Option("--by", help="Gộp theo cấp, cơ quan, lĩnh vực hay thủ tục.")] = ByWord.LEVEL,
    unit: Unit = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
    as_csv: Annotated[bool, typer.Option("--csv")] = False,
    output: Annotated[Path | None, typer.Option("--output", help="Ghi CSV vào tệp.")] = None,
) -> None:
    """Count what befell in a period: asked for papers, paused, received at any desk, not received."""
    start()
    from motcua.domain.reports import api as reports

    asked, now = _asked(_day(first), _day(last), _day(as_of), "moment", by, agency(unit) if unit else "")
    report = reports.befallen_report(asked, at=now)
    if as_csv or output:
        _give(reports.befallen_csv(report), output)
    elif as_json:
        answer(report)
    else:
        print(f"{'':40} {'bổ sung':>8} {'tạm dừng':>8} {'nhận thay':>9} {'không nhận':>10}")
        for row in [*report["rows"], report["total"]]:
            figures = [reports.in_figures(row[one.value]) for one in reports.Befallen]
            print(f"{row['name'][:40]:40} {figures[0]:>8} {figures[1]:>8} {figures[2]:>9} {figures[3]:>10}")


@app.command()
def restore_published(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Make lost copies of published reports anew, each where it says what the ledger names; status 1 where one does not."""
    start()
    from motcua.domain.flows import api as flows
    from motcua.domain.reports import api as reports
    from motcua.foundation import clock

    now = clock.now()
    flows.fold_news(at=now)
    done = reports.restore_published(at=now)
    if as_json:
        answer({"restored": done.restored, "differing": done.differing})
    else:
        say(f"Đã lập lại {len(done.restored)} báo cáo đã công bố.")
        for number in done.differing:
            print(f"Báo cáo số {number} đếm lại khác với bản đã công bố nên không lập lại.")
    if done.differing:
        raise typer.Exit(REFUSED)


def _report(
    first: date | None, last: date | None, as_of: date | None, compare: str, by: str, unit: str
) -> dict[str, Any]:
    from motcua.domain.reports import api as reports

    asked, now = _asked(first, last, as_of, compare, by, unit)
    return reports.live_report(asked, at=now)


def _asked(first: date | None, last: date | None, as_of: date | None, compare: str, by: str, unit: str) -> Any:
    """Fold what is new; return the question, and now."""
    from motcua.domain.flows import api as flows
    from motcua.domain.reports import api as reports
    from motcua.entrypoints.demo import loading
    from motcua.foundation import clock

    now = clock.now()
    flows.fold_news(at=now)
    loaded = loading.loaded() if first is None and last is None else None
    if loaded:
        first, last = date.fromisoformat(loaded["from"]), date.fromisoformat(loaded["to"])
    asked = reports.asked_for(
        first=first,
        last=last,
        as_of=as_of,
        by=flows.By(by),
        compare=reports.Compare(compare),
        unit=unit,
        today=now.date(),
    )
    return asked, now


def _in_format(report: dict[str, Any], wanted: Format) -> str | bytes:
    from motcua.domain.reports import api as reports

    if wanted is Format.XLSX:
        return reports.as_xlsx(report)
    if wanted is Format.PDF:
        return reports.as_pdf(report)
    if wanted is Format.CSV:
        return reports.as_csv(report)
    return reports.as_json(report) + "\n" if wanted is Format.JSON else _as_text(report)


def _as_text(report: dict[str, Any]) -> str:
    from motcua.domain.reports import api as reports

    lines = [f"{report['form']['title']} ({report['form']['form']})"]
    lines += [f"{report['unit']['name']}, {report['from']} đến hết {report['to']}, số liệu đến hết {report['as_of']}"]
    lines += [
        f"{'':40} {'nhận':>8} {'giải quyết':>10} {'trước':>8} {'đúng':>8} {'quá':>6} {'đang':>8} {'quá':>6} {'tỷ lệ':>7}"
    ]
    for row in reports.rows_of(report):
        settled, open_ = row["settled"], row["in_process"]
        shown = [
            (row["received"]["total"], 8), (settled["total"], 10), (settled["early"], 8), (settled["on_time"], 8),
            (settled["late"], 6), (open_["total"], 8), (open_["overdue"], 6),
        ]  # fmt: skip
        figures = " ".join(f"{reports.in_figures(value):>{width}}" for value, width in shown)
        lines.append(f"{row['name'][:40]:40} {figures} {reports.share_in_figures(row['rate']):>7}")
    return "\n".join([*lines, *reports.remarks_of(report)]) + "\n"


def _give(made: str | bytes, output: Path | None) -> None:
    if output is None:
        print(made.removeprefix("\ufeff") if isinstance(made, str) else made, end="")
        return
    content = made.encode() if isinstance(made, str) else made
    try:
        output.write_bytes(content)
    except OSError as error:
        refuse(f"Không ghi được tệp {output}: {error.strerror}.")
    say(f"Đã ghi báo cáo vào {output}.")


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
