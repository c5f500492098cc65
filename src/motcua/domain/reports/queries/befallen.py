"""What befell dossiers in a period: asked for papers, paused, not received, received at any desk; as often as it did."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.reports.queries.settlement import Asked, groups_of, named, within_of
from motcua.domain.reports.rules import periods
from motcua.foundation.actor import Actor
from motcua.kernel.csv_text import csv_text
from motcua.kernel.language import to_say
from motcua.kernel.working_time import local


class Befallen(StrEnum):
    """The counted columns; all but `NOT_RECEIVED` open down to their dossiers: what was not received never was one."""

    SUPPLEMENTED = "supplemented"
    PAUSED = "paused"
    ANY_DESK = "any_desk"
    NOT_RECEIVED = "not_received"


_CONTEXT: Final = ("from", "to", "as_of", "by")


def befallen_report(asked: Asked, *, at: datetime, groups: tuple[flows.Group, ...] | None = None) -> dict[str, Any]:
    """Return what befell in a period, row by row; `at`: now; `groups`: where they are counted already. Raises UnreadablePeriod."""
    groups = groups_of(asked, at) if groups is None else groups
    rows = [{"key": one.key, "name": named(one.name), **_cells([one.counts])} for one in groups]
    return {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "as_of": asked.as_of.isoformat(),
        "by": asked.by.value,
        "unit": asked.unit,
        "rows": [row for row in rows if any(row[one.value] for one in Befallen)],
        "total": {"key": "", "name": to_say("Tổng số"), **_cells([one.counts for one in groups])},
    }


def befallen_csv(report: Mapping[str, Any]) -> str:
    """Return the rows as comma-separated text, the total last, each row saying of which days it is."""
    heading = ["key", "name", *(one.value for one in Befallen), *_CONTEXT, "unit"]
    context = [report[name] for name in (*_CONTEXT, "unit")]
    rows = [*report["rows"], report["total"]]
    return csv_text(heading, [[row[name] for name in heading[: 2 + len(Befallen)]] + context for row in rows])


def dossiers_befallen(
    asked: Asked, what: Befallen, key: str | None, *, reader: Actor, at: datetime, limit: int, offset: int
) -> dossiers.LivesPage:
    """Return the dossiers behind a figure, those the reader may see; `key` None: of the total. Raises ValueError, UnreadablePeriod."""
    periods.require_readable(asked.first, asked.last, as_of=asked.as_of, today=local(at).date(), known=flows.span())
    return dossiers.lives_befallen(
        dossiers.Befallen(what),
        asked.first,
        asked.last,
        as_of=asked.as_of,
        reader=reader,
        at=at,
        within=within_of(asked, key),
        limit=limit,
        offset=offset,
    )


def _cells(counts: Iterable[flows.Counts]) -> dict[str, int]:
    found = list(counts)
    return {one.value: sum(getattr(each, one.value) for each in found) for one in Befallen}
