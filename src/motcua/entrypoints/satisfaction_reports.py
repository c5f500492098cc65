"""The report of satisfaction as a document and a table, for a page and a command."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.reports import api as reports
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.asked_periods import require_period
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import local

READERS = (organisation.Role.LEADER, organisation.Role.SUPERVISOR, organisation.Role.INSPECTOR)


def found(first: date, last: date, *, as_of: date, by: surveys.By, reader: Actor, at: datetime) -> surveys.Satisfaction:
    """Return the satisfaction of a period with what the units within the reader's reach settled; the system sees all.

    Raises FaultyPeriod, NoRulePack, MissingRight.
    """
    today = local(at).date()
    require_period(first, last, as_of=as_of, today=today)
    if reader == SYSTEM:
        return surveys.satisfaction(first, last, as_of=as_of, by=by)
    if reader.roles.isdisjoint(READERS):
        organisation.require_role(reader, READERS[0])
    units = organisation.scope_units(reader, today)
    stood = None if units is None else organisation.StoodBelow(frozenset(units), ())
    return surveys.satisfaction(first, last, as_of=as_of, by=by, stood=stood)


def why_withheld(report: surveys.Satisfaction) -> str:
    """Return why levels are not told, in one sentence; empty where all are."""
    return too_few(report.pack.ratings.least_told) if report.is_withheld else ""


def table_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a document with the total as the last one, each that is not told with the sentence that says why."""
    rows = [*document["rows"], {"key": "", "name": say("Cộng"), **document["total"]}]
    return [{**row, "withheld": too_few(document["least_told"]) if row["withheld"] else ""} for row in rows]


def too_few(least: int) -> str:
    """Return why levels of fewer answers are not told, in one sentence."""
    return say(
        "Nhóm có dưới {least} đánh giá không hiện mức và tỷ lệ, để không ai biết từng người đã trả lời gì; nhóm nhỏ "
        "kế tiếp cũng không hiện khi trừ ra thì biết được.",
        least=least,
    )


def document(report: surveys.Satisfaction) -> dict[str, Any]:
    """Return the report: every rate with its two numbers, its interval and who answered, the mapping on its face."""
    rules = report.pack.ratings
    return {
        "from": report.first,
        "to": report.last,
        "as_of": report.as_of,
        "by": report.by.value,
        "rules": report.pack.name,
        "law": report.pack.law_of["ratings"],
        "mapping": {str(level): key for level, key in rules.form_level_of.items()},
        "mapping_law": report.pack.law_of["rating_levels"],
        "confidence": str(rules.confidence_percent),
        "least_told": rules.least_told,
        "least_law": report.pack.law_of["rating_least"],
        "withheld": why_withheld(report),
        "rows": [
            {"key": row.key, "name": row.name, **reports.satisfaction_cells(row.counts, rules)} for row in report.rows
        ],
        "total": reports.satisfaction_cells(report.total, rules),
    }
