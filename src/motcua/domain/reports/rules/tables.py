"""A report's document as tables: comma-separated text, and the rows and words of its paper."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from motcua.domain.reports.rules.document import (
    NOT_COUNTED,
    cell,
    in_figures,
    place_of,
    rows_of,
    share_in_figures,
)
from motcua.domain.reports.rules.settlement import Column
from motcua.kernel.csv_text import csv_text
from motcua.kernel.moments import day
from motcua.kernel.working_time import ZONE

_CONTEXT: Final = ("from", "to", "as_of", "compare", "by")


def as_csv(report: Mapping[str, Any]) -> str:
    """Return the rows as comma-separated text for a spreadsheet, the total last, each row saying of which days it is.

    And how many dossiers are in no figure, where the report says it.
    """
    more = [NOT_COUNTED] if NOT_COUNTED in report else []
    heading = ["key", "name", *(column.value for column in Column), "rate", *_CONTEXT, "unit", "rules", *more]
    context = [*(report[name] for name in _CONTEXT), report["unit"]["code"], report["rules"]["version"]]
    context += [report[name] for name in more]
    return csv_text(
        heading,
        [
            [row["key"], row["name"], *(cell(row, column) for column in Column), row["rate"], *context]
            for row in rows_of(report)
        ],
    )


def remarks_of(report: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what stands below the figures on paper: the conventions, and what is in none of them."""
    left = report.get(NOT_COUNTED, 0)
    return (
        *report["rules"]["conventions"],
        *([f"{in_figures(left)} hồ sơ chưa đọc được nên chưa tính."] if left else []),
    )


def period_in_words(report: Mapping[str, Any]) -> str:
    """Return the days of the report as its face says them."""
    return f"Từ ngày {_said(report['from'])} đến hết ngày {_said(report['to'])}"


def known_in_words(report: Mapping[str, Any]) -> str:
    """Return up to when the figures were known, as the report's face says it."""
    return f"Số liệu đến hết ngày {_said(report['as_of'])}"


def paper(report: Mapping[str, Any], *, published: str = "", no_longer: str = "") -> dict[str, Any]:
    """Return what the report's paper says. `published`: by whom and when; `no_longer`: why it is no longer published."""
    unit = report["unit"]
    return {
        "agency": [unit["above"], unit["name"]],
        "desk": unit["name"],
        "above_desk": unit["above"],
        "issued_at": datetime.combine(date.fromisoformat(report["as_of"]), time(), tzinfo=ZONE).isoformat(),
        "period": period_in_words(report),
        "basis": known_in_words(report),
        "reason": no_longer,
        "heading": report["form"]["by_name"],
        "conventions": "\n".join(remarks_of(report)),
        "closed": published,
        "rows": [
            {"number": "" if row is report["total"] else str(number), **_texts(row)}
            for number, row in enumerate(rows_of(report), start=1)
        ],
    }


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    cells = {column.value: in_figures(row[part][name]) for column in Column for part, name in [place_of(column)]}
    return {"name": row["name"] or "(không ghi)", **cells, "rate": share_in_figures(row["rate"])}


def _said(text: str) -> str:
    return day(datetime.combine(date.fromisoformat(text), time(), tzinfo=ZONE))
