"""Commands for the ledger: seal it now, verify it."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import REFUSED, answer, say, start
from motcua.entrypoints.cli.flows import aside_sentence_of, sentence_of


def seal() -> None:
    """Write the signed root of the ledger outside the database now."""
    start()
    from motcua.foundation import clock, ledger

    made = ledger.seal(at=clock.now())
    say(f"Đã niêm {made.rows} dòng, niêm số {made.number}." if made.rows else "Không có dòng mới để niêm.")


def verify(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Check the ledger against itself and its seals, the dossiers, apologies and daily counts against it."""
    start()
    checked, problems = look()
    holds = not problems
    if as_json:
        answer({"holds": holds, "checked": checked, "problems": problems})
    else:
        for problem in problems:
            print(f"{problem['subject']}: {problem['reason']}")
        print("Sổ nguyên vẹn." if holds else f"Có {len(problems)} chỗ không khớp.", f"Đã kiểm tra {checked} dòng.")
    if not holds:
        raise typer.Exit(REFUSED)


def look() -> tuple[int, list[dict[str, Any]]]:
    """Return how many rows of the ledger were checked, and every place that does not hold, letters owed among them."""
    from motcua.domain.dossiers import api as dossiers
    from motcua.foundation import clock

    checked, problems = look_at_records()
    return checked, problems + [{**asdict(owed), "row": None} for owed in dossiers.apology_breaches(clock.now())]


def look_at_records() -> tuple[int, list[dict[str, Any]]]:
    """Look whether the records are whole, whatever is still owed: of what was just restored nothing was swept yet."""
    from motcua.domain.dossiers import api as dossiers
    from motcua.foundation import ledger

    found = ledger.verify()
    _, breaches = dossiers.breaches()
    problems = [asdict(problem) for problem in found.problems]
    problems += [{**asdict(breach), "row": None} for breach in breaches]
    return found.checked, [*problems, *_flow_problems(), *_report_problems()]


def _flow_problems() -> list[dict[str, Any]]:
    from motcua.domain.flows import api as flows
    from motcua.foundation import clock

    return [
        {"kind": "flows", "subject": f"flows:{one.by.value}:{one.key}", "row": None, "reason": sentence_of(one)}
        for one in flows.differences(today=clock.now().date())
    ] + [
        {"kind": "flows", "subject": one.subject, "row": None, "reason": aside_sentence_of(one)}
        for one in flows.set_aside()
    ]


def _report_problems() -> list[dict[str, Any]]:
    from motcua.domain.reports import api as reports

    return [
        {
            "kind": "report",
            "subject": f"report:settlement-{number}",
            "row": None,
            "reason": "Báo cáo đã công bố bị mất, hoặc khác với bản mà sổ ghi: `motcua report restore-published`.",
        }
        for number in reports.altered_reports()
    ]
