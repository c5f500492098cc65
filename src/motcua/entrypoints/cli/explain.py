"""Commands that explain: a time limit, a fee, a due moment."""

from datetime import datetime
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import agency, answer, refuse, start

app = typer.Typer(help="Giải thích thời hạn, lệ phí, giờ hẹn.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]


@app.command("time-limit")
def time_limit(text: str, as_json: AsJson = False) -> None:
    """Say how the text of a time limit is read."""
    start()
    from motcua.domain.procedures import api as procedures

    _ = as_json
    answer(procedures.answer_time_limit(text))


@app.command("fee")
def fee(text: str, as_json: AsJson = False) -> None:
    """Say how the text of a fee is read."""
    start()
    from motcua.domain.procedures import api as procedures

    _ = as_json
    answer(procedures.answer_fee(text))


@app.command("due")
def due(
    start_at: Annotated[str, typer.Option("--start", help="Thời điểm nhận, dạng ISO có múi giờ.")],
    limit: Annotated[str, typer.Option(help="Thời hạn bằng chữ.")],
    case: Annotated[int, typer.Option(help="Trường hợp, nếu thời hạn có nhiều trường hợp.")] = 0,
    unit: Annotated[str, typer.Option(help="Mã đơn vị; mặc định là tỉnh.")] = "",
    rules: Annotated[str, typer.Option(help="Bộ quy tắc: today hoặc 2022.")] = "",
    counting: Annotated[str, typer.Option(help="from_hour hoặc end_of_nth_day.")] = "",
    as_json: AsJson = False,
) -> None:
    """Count a due moment day by day."""
    start()
    _ = as_json
    answer(explained(start_at, limit, case=case, unit=unit, rules=rules, counting=counting))


@app.command("dossier")
def dossier(
    code: str,
    login: Annotated[str, typer.Option("--as", help="Tài khoản cán bộ xem.")] = "",
    as_json: AsJson = False,
) -> None:
    """Explain every promise of a dossier day by day, with what moved it and the law."""
    start()
    from motcua.domain.dossiers import api as dossiers
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock
    from motcua.foundation.rule_packs import rule_pack_named

    _ = as_json
    at = clock.now()
    info = dossiers.dossier(code, named_or_owner(login, at=at), at)
    answer(
        {
            "code": info.code,
            "limit": {"amount": info.limit.amount, "unit": info.limit.unit},
            "counting": info.counting,
            "rules": info.rule_pack,
            "law": rule_pack_named(info.rule_pack).law,
            "promises": [_promise(one) for one in dossiers.explained(info)],
        }
    )


def _promise(one: Any) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at,
        "because": one.because,
        "since": one.since,
        "was_at": one.was_at,
        "counted_from": one.counted_from,
        "calendar": one.calendar_id,
        "law": one.law,
        "facts": [
            {"kind": fact.kind, "from": fact.since, "to": fact.until, "reason": fact.reason, "law": fact.law}
            for fact in one.facts
        ],
        "counted": [
            {
                "date": day.on,
                "kind": day.kind,
                "name": day.name,
                "minutes": day.minutes,
                "paused": day.paused,
                "law": day.law,
            }
            for day in one.days
        ],
    }


def explained(start_at: str, limit: str, *, case: int, unit: str, rules: str, counting: str) -> dict[str, Any]:
    """Return the answer of `explain due`. Raises Refusal for what cannot be counted."""
    from motcua.domain.dossiers.api import first_moment
    from motcua.foundation.rule_packs import rule_pack_named, rule_pack_on
    from motcua.kernel.working_time import Counting, due_moment, local
    from motcua.kernel.working_time import explain as day_by_day

    received_at = _moment(start_at)
    pack = rule_pack_named(rules) if rules else rule_pack_on(local(received_at).date())
    if counting and counting not in set(Counting):
        refuse(f"Không có cách tính “{counting}”. Có: {', '.join(Counting)}.")
    manner = Counting(counting) if counting else pack.counting
    table = _table(unit)
    chosen = _limit(limit, case)
    begin = first_moment(chosen, received_at, table)
    due_at = due_moment(begin, chosen, table=table, counting=manner, parameters=pack.deadlines, received_at=received_at)
    days = day_by_day(begin, due_at, table=table, limit=chosen, counting=manner)
    return {
        "due_at": due_at,
        "counted": [{"date": day.on, "kind": day.kind, "name": day.name, "minutes": day.minutes} for day in days],
        "rules": pack.name,
        "counting": manner,
        "law": pack.law,
    }


def _moment(text: str) -> datetime:
    from motcua.kernel.working_time import local

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        refuse(f"Không đọc được thời điểm “{text}”: ghi theo dạng 2026-11-02T09:00+07:00.")
    if found.utcoffset() is None:
        refuse(f"Thời điểm “{text}” phải ghi rõ múi giờ, ví dụ 2026-11-02T09:00+07:00.")
    try:
        return local(found)
    except OverflowError:
        refuse(f"Lịch làm việc năm {found.year} chưa được công bố nên chưa tính được thời hạn.")


def _limit(text: str, case: int) -> Any:
    from decimal import Decimal

    from motcua.domain.procedures import api as procedures
    from motcua.kernel.working_time import LimitUnit, TimeLimit

    read = procedures.answer_time_limit(text)
    if not read["readable"]:
        refuse(read["reason"])
    cases = read["cases"]
    if len(cases) > 1 and not case:
        listed = "; ".join(f"{place}: {found['condition'] or ''}" for place, found in enumerate(cases, start=1))
        refuse(f"Thời hạn này có {len(cases)} trường hợp, chọn bằng --case: {listed}")
    if case and not 1 <= case <= len(cases):
        refuse(f"Thời hạn này có {len(cases)} trường hợp; không có trường hợp {case}.")
    found = cases[case - 1 if case else 0]
    amount = None if found["amount"] is None else Decimal(str(found["amount"]))
    return TimeLimit(amount, LimitUnit(found["unit"]))


def _table(unit: str) -> Any:
    from motcua.domain.organisation import api as organisation
    from motcua.foundation import clock
    from motcua.kernel.working_time import prepare

    if unit:
        code = organisation.unit(agency(unit), clock.now().date()).code
        return organisation.calendar_for(code).table
    province = organisation.province(clock.now().date())
    return organisation.calendar_for(province.code).table if province else prepare(organisation.seed_spec())
