"""`motcua report scoring` and what is said to a score: the same rules and rights as on the pages."""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, meant, refuse, say, start
from motcua.entrypoints.cli.ratings import app as ratings
from motcua.entrypoints.cli.reports import DAYS, app, write_table

Login = Annotated[str, typer.Option("--as", help="Lãnh đạo, người giám sát, hoặc chính cán bộ.")]
Words = Annotated[str, typer.Option("--words", help="Nội dung bằng lời.")]


class ByWord(StrEnum):
    """What the rows are."""

    UNIT = "unit"
    OFFICER = "officer"
    DOSSIER = "dossier"


@app.command()
def scoring(
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAYS, callback=meant, help="Có kết quả từ ngày.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAYS, callback=meant, help="Có kết quả đến hết ngày.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=DAYS, callback=meant, help="Như biết đến hết ngày.")
    ] = None,
    by: Annotated[ByWord, typer.Option("--by")] = ByWord.UNIT,
    unit: Annotated[str, typer.Option("--unit", help="Của cán bộ đơn vị này; không có thì của chính --as.")] = "",
    officer: Annotated[str, typer.Option("--officer", help="Hồ sơ của cán bộ này ở đơn vị.")] = "",
    login: Login = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
    as_csv: Annotated[bool, typer.Option("--csv")] = False,
    output: Annotated[Path | None, typer.Option("--output", help="Ghi CSV vào tệp.")] = None,
) -> None:
    """Score settlement of a period by the nine indices: units, officers of a unit, dossiers of an officer, or one's own."""
    start()
    from motcua.entrypoints import catalogue_reports, scoring_reports
    from motcua.entrypoints.asked_periods import require_period
    from motcua.foundation import clock

    today = clock.now().date()
    known = as_of.date() if as_of else today
    until = last.date() if last else known
    since = first.date() if first else until.replace(day=1)
    require_period(since, until, as_of=known, today=today)
    if by != ByWord.UNIT and not login:
        refuse("Ghi --as TÀI_KHOẢN: điểm của cán bộ, của hồ sơ chỉ lãnh đạo, người giám sát và chính cán bộ xem được.")
    document = _document(by, since, until, known, unit=unit, officer=officer, login=login)
    if as_csv or output:
        write_table(catalogue_reports.as_csv(scoring_reports.table_of(document)), output)
    elif as_json:
        answer(document)
    else:
        for row in document["rows"]:
            print(_line(row))


def _document(
    by: ByWord, since: date, until: date, known: date, *, unit: str, officer: str, login: str
) -> dict[str, Any]:
    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.entrypoints import scoring_reports
    from motcua.foundation import clock
    from motcua.foundation.actor import SYSTEM

    at = clock.now()
    reader = organisation.actor_for(login, at.date()) if login else SYSTEM
    if by == ByWord.UNIT:
        return scoring_reports.document(surveys.unit_scores(since, until, as_of=known, reader=reader, at=at))
    if by == ByWord.OFFICER and unit:
        found = surveys.officer_scores(unit, since, until, as_of=known, reader=reader, at=at)
        return scoring_reports.document(found)
    if by == ByWord.OFFICER:
        return scoring_reports.document(surveys.own_score(since, until, as_of=known, reader=reader))
    period = surveys.period_of(since, until, known)
    if officer:
        page = surveys.dossiers_of_officer(unit, officer, period, reader=reader, at=at, limit=MOST)
    else:
        page = surveys.own_dossiers(period, reader=reader, limit=MOST)
    return scoring_reports.dossiers_document(page, period)


MOST = 1_000_000


def _line(row: dict[str, Any]) -> str:
    indices = "  ".join(f"{number}: {_shown(value)}" for number, value in row["indices"].items())
    band = f"  {row['band']}" if row.get("band") else ""
    return f"{row['name'][:44]:44} {row['key'][:20]:20} {indices}  tổng {_shown(row['total'])}/{row['most']}{band}"


def _shown(figure: str | None) -> str:
    return "–" if figure is None else figure.replace(".", ",")


@ratings.command("answer")
def answer_score(
    code: str,
    index: Annotated[int, typer.Option(help="Số của chỉ số.")],
    words: Words,
    login: Login,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Answer to one index of the own score of a settled dossier."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    at = clock.now()
    number = surveys.answer_score(code, index, words, by=organisation.actor_for(login, at.date()), at=at)
    if as_json:
        answer({"answer": number})
    else:
        say(f"Đã ghi giải trình số {number}.")


@ratings.command()
def reply(
    number: int,
    words: Words,
    login: Login,
    accept: Annotated[bool, typer.Option("--accept", help="Chấp nhận: chỉ số để ngoài điểm của cán bộ.")] = False,
) -> None:
    """Reply to an officer's answer as a leader or supervisor; the last reply holds."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    at = clock.now()
    surveys.reply_to_answer(number, words, accepts=accept, by=organisation.actor_for(login, at.date()), at=at)
    say("Đã ghi trả lời.")


@ratings.command()
def finding(
    code: str,
    words: Words,
    login: Login,
    justified: Annotated[bool, typer.Option("--justified/--unfounded", help="Phản ánh đúng, hay không đúng.")],
) -> None:
    """Say whether the complaint on attitude of a dossier's slip is right; the last finding holds."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    at = clock.now()
    surveys.find_on_complaint(code, words, justified=justified, by=organisation.actor_for(login, at.date()), at=at)
    say("Đã ghi kết luận.")


@ratings.command()
def posted(
    login: Login,
    unit: Annotated[str, typer.Option(help="Mã nơi tiếp nhận.")],
    on: Annotated[
        datetime, typer.Option("--on", formats=DAYS, callback=meant, help="Ngày niêm yết, hoặc ngày thôi niêm yết.")
    ],
    end: Annotated[int | None, typer.Option(help="Thôi niêm yết lần có số này.")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """State that what is published now hangs at the counter of a desk since a day, or hangs no more."""
    start()
    from motcua.domain.organisation import api as organisation
    from motcua.domain.surveys import api as surveys
    from motcua.foundation import clock

    at = clock.now()
    by = organisation.actor_for(login, at.date())
    if end is not None:
        surveys.end_posted(end, on.date(), by=by, at=at)
        say("Đã ghi thôi niêm yết.")
        return
    board = surveys.state_posted(unit, on.date(), by=by, at=at)
    if as_json:
        answer({"board": board})
    else:
        say(f"Đã ghi niêm yết, số {board}.")
