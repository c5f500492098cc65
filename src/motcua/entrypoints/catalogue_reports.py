"""Reports by dated decisions, cut times, online services, arrangement of departments, as documents and tables.

For pages and commands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.kernel.csv_text import BYTE_ORDER_MARK, csv_text
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class UnreadablePeriod(Refusal):
    """A period that ends before it begins."""


@dataclass(frozen=True)
class Online:
    """Online services of a day with the dossiers that came in online in a period, by row and in all."""

    report: procedures.OnlineReport
    first: date
    last: date
    arisen: Mapping[str, int]

    def dossiers_of(self, codes: Iterable[str]) -> int:
        """Return how many dossiers came in online for these procedures."""
        return sum(self.arisen.get(code, 0) for code in codes)

    @property
    def unpublished(self) -> int:
        """Return how many of them are of procedures that are not published on the day of the report."""
        shown = sum(self.dossiers_of(row.codes) for row in self.report.rows)
        return sum(self.arisen.values()) - shown


def online(on: date, by: procedures.GroupBy, *, first: date | None = None, last: date | None = None) -> Online:
    """Return the report of a day; the period is the year up to that day unless told. Raises UnreadablePeriod, NoLevelsYet."""
    since, until = first or on.replace(month=1, day=1), last or on
    if until < since:
        raise UnreadablePeriod(say("Ngày cuối của kỳ phải không trước ngày đầu."))
    arisen = dossiers.received_by_procedure(since, until, channel=procedures.Channel.ONLINE)
    return Online(procedures.online_report(on, by), since, until, arisen)


def two_places(value: Decimal | None) -> str | None:
    """Return a figure with two decimals as text, none where there is nothing to show."""
    return None if value is None else str(procedures.rounded(value))


def cut_figures(figures: procedures.CutFigures) -> dict[str, Any]:
    """Return the figures of one row as a document holds them."""
    return {
        "procedures": figures.procedures,
        "cut": figures.cut,
        "percent": two_places(figures.percent),
        "mean_percent": two_places(figures.mean_percent),
        "measured": figures.measured,
        "mean_working_days": two_places(figures.mean_working_days),
        "in_working_days": figures.in_working_days,
        "mean_calendar_days": two_places(figures.mean_calendar_days),
        "in_calendar_days": figures.in_calendar_days,
    }


def cuts_document(report: procedures.CutReport) -> dict[str, Any]:
    """Return the ledger of a day: a row an agency or field, and the total."""
    return {
        "on": report.on,
        "by": report.by.value,
        "rule": "time-cuts",
        "rows": [{"key": row.key, "name": row.name, **cut_figures(row.figures)} for row in report.rows],
        "total": cut_figures(report.total),
    }


def table_of(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a report with their total as the last one."""
    return [*document["rows"], {"key": "", "name": say("Cộng"), **document["total"]}]


def _version(one: procedures.ListedVersion) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "field": one.field,
        "agency": one.agency,
        "version": one.version,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "holds_since": one.holds.since,
        "holds_until": one.holds.until,
    }


def cut_procedure(one: procedures.CutProcedure) -> dict[str, Any]:
    """Return one version of a procedure with both limits of every case, decision and validity."""
    return {
        **_version(one),
        "cut": one.cut.is_cut,
        "percent": two_places(one.cut.percent),
        "working_days": two_places(one.cut.working_days),
        "calendar_days": two_places(one.cut.calendar_days),
        "limits": [
            {
                "case": line.case,
                "case_name": line.case_name,
                "channels": line.channels,
                "statutory": line.statutory,
                "committed": line.committed or None,
                "order": line.order.value,
                "decision": decided(line.decision),
            }
            for line in one.lines
        ],
    }


def decided(decision: procedures.Decided) -> dict[str, Any] | None:
    """Return a decision as a document holds it, none where nothing was decided."""
    if not decision.number:
        return None
    return {
        "number": decision.number,
        "decided_on": decision.decided_on,
        "title": decision.title,
        "citation": decision.citation,
        "sample": decision.is_sample,
    }


def online_counts(counts: procedures.OnlineCounts, arisen: int) -> dict[str, Any]:
    """Return the counts of one row as a document holds them."""
    return {
        "procedures": counts.procedures,
        "levels": {str(old): count for old, count in counts.by_old.items()},
        "full": counts.by_extent["full"],
        "partial": counts.by_extent["partial"],
        "online": counts.online,
        "integrated": counts.integrated,
        "dossiers_online": arisen,
    }


def online_document(found: Online) -> dict[str, Any]:
    """Return the online services of a day: a row an agency or field, and the total."""
    report = found.report
    return {
        "on": report.on,
        "by": report.by.value,
        "law": report.law,
        "counted_by": report.counted_by,
        "from": found.first,
        "to": found.last,
        "rows": [
            {"key": row.key, "name": row.name, **online_counts(row.counts, found.dossiers_of(row.codes))}
            for row in report.rows
        ],
        "total": online_counts(report.total, sum(found.arisen.values())),
        "dossiers_of_unpublished": found.unpublished,
    }


def online_service(one: procedures.OnlineService, arisen: Mapping[str, int]) -> dict[str, Any]:
    """Return one service with its level, integration and by which decisions."""
    return {
        **_version(one),
        "level": one.online.old,
        "extent": one.online.extent,
        "mapped": one.online.mapped or None,
        "reason": one.reason,
        "integrated": one.on_national_portal,
        "level_by": decided(one.level_by),
        "integrated_by": decided(one.portal_by),
        "dossiers_online": arisen.get(one.code, 0),
    }


def arrangement_document(on: date, found: Sequence[organisation.ArrangedUnit]) -> dict[str, Any]:
    """Return the departments of a day, each with the decision that completed its arrangement, and how many have one."""
    return {
        "on": on,
        "departments": len(found),
        "completed": sum(one.is_completed for one in found),
        "units": [
            {
                "key": one.code,
                "name": one.name,
                "completed": one.is_completed,
                "number": one.number,
                "decided_on": one.decided_on,
                "completed_on": one.completed_on,
                "title": one.title,
                "sample": one.is_sample,
            }
            for one in found
        ],
    }


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as CSV with a heading, for a spreadsheet: nested values and lists as text, nothing where there is none."""
    flat = [_flat(row) for row in rows]
    return csv_text(list(flat[0]), [list(row.values()) for row in flat]) if flat else BYTE_ORDER_MARK


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{before}{name}_")
        else:
            found[f"{before}{name}"] = _cell(value)
    return found


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"'{value}"
    return value.isoformat() if hasattr(value, "isoformat") else value


def cut_lines(found: Iterable[procedures.CutProcedure]) -> list[dict[str, Any]]:
    """Return the ledger as a table: a row a case and way to file of a version."""
    rows = []
    for one in found:
        whole = cut_procedure(one)
        limits = whole.pop("limits")
        for limit in limits:
            decision = limit.pop("decision") or {
                "number": "",
                "decided_on": None,
                "title": "",
                "citation": "",
                "sample": "",
            }
            rows.append({**whole, **limit, **{f"decision_{name}": value for name, value in decision.items()}})
    return rows


def service_lines(found: Iterable[procedures.OnlineService], arisen: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the services as a table: a row a service, decisions by number and day."""
    rows = []
    for one in found:
        whole = online_service(one, arisen)
        for name in ("level_by", "integrated_by"):
            said = whole.pop(name) or {"number": "", "decided_on": None}
            whole |= {f"{name}_number": said["number"], f"{name}_date": said["decided_on"]}
        rows.append(whole)
    return rows
