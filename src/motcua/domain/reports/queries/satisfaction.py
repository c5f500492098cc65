"""The report of satisfaction as it is published: what is told of a period, as it was known on a day; what differs since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.reports.queries.published import ActSince, PublishedInfo
from motcua.domain.reports.queries.settlement import BY_NAMES, Asked, asked_of, stood_below
from motcua.domain.reports.rules.kinds import Kind
from motcua.domain.reports.rules.satisfaction import SatisfactionChange, changes
from motcua.domain.surveys import api as surveys
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import speaking_vietnamese, to_say
from motcua.kernel.rating_rules import RatingRules
from motcua.kernel.working_time import local

TITLE: Final = to_say("Mức độ hài lòng")
TOTAL: Final = to_say("Cộng")


def satisfaction_report(asked: Asked) -> dict[str, Any]:
    """Return the report as a document of plain values: what is not told is not in it. Raises UnreadablePeriod, NoRulePack."""
    with speaking_vietnamese():
        return _document(asked)


def _document(asked: Asked) -> dict[str, Any]:
    found = surveys.satisfaction(
        asked.first, asked.last, as_of=asked.as_of, by=surveys.By(asked.by.value), stood=stood_below(asked)
    )
    rules, top = found.pack.ratings, organisation.province(asked.last)
    names = organisation.unit_names([asked.unit], asked.last) if asked.unit else {}
    return {
        "kind": Kind.SATISFACTION.value,
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "as_of": asked.as_of.isoformat(),
        "compare": "",
        "by": asked.by.value,
        "unit": {
            "code": asked.unit,
            "name": names.get(asked.unit, asked.unit) if asked.unit else top.name if top else "",
        },
        "form": {"title": TITLE, "by_name": BY_NAMES[asked.by]},
        "rules": {
            "version": rules.version,
            "pack": found.pack.name,
            "law": found.pack.law_of["ratings"],
            "mapping": {str(level): key for level, key in rules.form_level_of.items()},
            "mapping_law": found.pack.law_of["rating_levels"],
            "confidence": str(rules.confidence_percent),
            "least_told": rules.least_told,
            "least_law": found.pack.law_of["rating_least"],
        },
        "rows": [{"key": row.key, "name": row.name, **satisfaction_cells(row.counts, rules)} for row in found.rows],
        "total": {"key": "", "name": TOTAL, **satisfaction_cells(found.total, rules)},
    }


def satisfaction_cells(counts: surveys.Counts, rules: RatingRules) -> dict[str, Any]:
    """Return what is told of counts: every rate with its numbers, its interval and who answered; None where nothing is."""
    figures = surveys.figures_of(counts, rules)
    return {
        "settled": counts.settled,
        "answered": counts.answered,
        "response": _text(figures.response_percent),
        "withheld": bool(counts.untold),
        "levels": {str(level): None if counts.untold else counts.levels.get(level, 0) for level in rules.levels},
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


@dataclass(frozen=True)
class SettlementUndone:
    """A dossier whose settlement counted when the report was published and was reopened since."""

    code: str
    act: ActSince


@dataclass(frozen=True)
class SatisfactionSince:
    """What is different since a report of satisfaction was published.

    `undone`: reopened dossiers that the reader may see, `hidden` further ones. Ratings are counted by what became of them
    and never named: who answered in between would be told what they answered. `recounted`: for its own day it says the same.
    """

    cells: tuple[SatisfactionChange, ...]
    undone: tuple[SettlementUndone, ...]
    hidden: int
    ratings: surveys.RatingChanges
    recounted: bool


def satisfaction_since(one: PublishedInfo, *, reader: Actor, at: datetime) -> SatisfactionSince:
    """Return what is different now from a published report of satisfaction, and why; dossiers within the reader's rights."""
    was = asked_of(one.report)
    today, stood = local(at).date(), stood_below(was)
    now = Asked(was.first, was.last, today, was.by, None, was.unit)
    again = satisfaction_report(was)
    codes = dossiers.settlements.undone_since(was.first, was.last, known=was.as_of, stood=stood)
    visible = dossiers.visible_among(codes, reader, at) if codes else frozenset()
    return SatisfactionSince(
        cells=changes(one.report, satisfaction_report(now)),
        undone=_undone(sorted(visible), since=dossiers.settlements.end_of(was.as_of)),
        hidden=len(codes) - len(visible),
        ratings=surveys.rating_changes(was.first, was.last, was=was.as_of, now=today, stood=stood),
        recounted=_told(again) == _told(one.report),
    )


def _told(report: Mapping[str, Any]) -> tuple[Any, Any]:
    return report["rows"], report["total"]


def _undone(codes: list[str], *, since: datetime) -> tuple[SettlementUndone, ...]:
    reasons = dossiers.reasons_since(codes, since)
    acts = ledger.rows_on([f"dossier:{code}" for code in codes], since=since, acts={REOPENED})
    return tuple(
        SettlementUndone(code, ActSince(row.act, row.at, row.by_right, reasons.get((code, row.act, row.at), "")))
        for code in codes
        for row in acts.get(f"dossier:{code}", ())[:1]
    )


REOPENED: Final = "reopened"
