"""The report of satisfaction as a document and a table, for a page and a command."""

from datetime import date
from decimal import Decimal
from typing import Any

from motcua.domain.surveys import api as surveys
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class FaultyPeriod(Refusal):
    """A period that ends before it begins."""


def found(first: date, last: date, *, as_of: date, by: surveys.By) -> surveys.Satisfaction:
    """Return the satisfaction of a period. Raises FaultyPeriod, NoRulePack."""
    if last < first:
        raise FaultyPeriod(say("Ngày cuối của kỳ phải không trước ngày đầu."))
    return surveys.satisfaction(first, last, as_of=as_of, by=by)


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
        "rows": [{"key": row.key, "name": row.name, **_counts(row.counts, report)} for row in report.rows],
        "total": _counts(report.total, report),
    }


def _counts(counts: surveys.Counts, report: surveys.Satisfaction) -> dict[str, Any]:
    rules = report.pack.ratings
    figures = surveys.figures_of(counts, rules)
    return {
        "settled": counts.settled,
        "answered": counts.answered,
        "response": _text(figures.response_percent),
        "levels": {str(level): counts.levels.get(level, 0) for level in rules.levels},
        "form": dict(figures.form),
        "form_percent": {key: _text(value) for key, value in figures.form_percent.items()},
        "satisfied": figures.satisfied,
        "rate": _text(figures.satisfied_percent),
        "low": _text(figures.low),
        "high": _text(figures.high),
        "set_aside": counts.set_aside,
        "doubtful": counts.doubtful,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
