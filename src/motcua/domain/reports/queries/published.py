"""Published reports: the list, one of them, and what is different since, cell by cell and dossier by dossier."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import events
from motcua.domain.reports.models import PublishedReport
from motcua.domain.reports.queries.settlement import Asked, asked_of, conventions_of, settlement_report, units_of
from motcua.domain.reports.rules.document import CellChange, differences
from motcua.domain.reports.rules.publishing import Moved, NotToBePublished, UnknownReport, moved
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.language import say
from motcua.kernel.working_time import ZONE

PUBLISHERS: Final = frozenset({organisation.Role.LEADER, organisation.Role.ADMINISTRATOR})
MOST_SHOWN: Final = 200
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=ZONE)
"""Before everything that a ledger of ours can hold."""


@dataclass(frozen=True)
class PublishedInfo:
    """A published report as it was frozen. `is_whole`: what it says is what the ledger's row of its publication names."""

    number: int
    report: Mapping[str, Any]
    digest: str
    seal_number: int
    seal_digest: str
    rule_version: str
    published_at: datetime
    published_by: str
    published_right: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str
    is_whole: bool


@dataclass(frozen=True)
class ActSince:
    """An act after the day up to which a report was known: what, when, by which right, and the reason where one was given."""

    act: str
    at: datetime
    right: str
    reason: str


@dataclass(frozen=True)
class DossierChange:
    """A dossier that counts otherwise than it did, and the acts that made it so."""

    code: str
    moved: Moved
    acts: tuple[ActSince, ...]


@dataclass(frozen=True)
class Since:
    """What is different since a report was published: cells against the report as known today, and dossiers by their acts.

    `dossiers`: those the reader may see, `more` of them not shown, `hidden` ones that the reader may not see.
    `recounted`: counted again for its own day, every cell is as published.
    """

    cells: tuple[CellChange, ...]
    dossiers: tuple[DossierChange, ...]
    more: int
    hidden: int
    recounted: bool


def may_publish(by: Actor, unit: str, on: date) -> bool:
    """Tell whether the actor leads or administers the unit that a report is about, or one above it; empty: the province."""
    top = organisation.province(on)
    wanted = unit or (top.code if top else "")
    return not PUBLISHERS.isdisjoint(by.roles) and wanted in organisation.subtree_codes(by.unit_code, on)


def require_may_publish(by: Actor, unit: str, on: date) -> None:
    """Raise NotToBePublished unless the actor may publish a report about the unit."""
    if not may_publish(by, unit, on):
        raise NotToBePublished(
            say(
                "Chỉ lãnh đạo hoặc quản trị của chính đơn vị trong báo cáo, hoặc của cấp trên, công bố được báo cáo này."
            )
        )


def published_reports() -> tuple[PublishedInfo, ...]:
    """Return every published report, the newest first, those taken back too."""
    rows = list(PublishedReport.objects.order_by("-number"))
    return tuple(_info(row, is_whole=_digest_of(row) == row.digest) for row in rows)


def published_report(number: int) -> PublishedInfo:
    """Return one published report. Raises UnknownReport."""
    row = PublishedReport.objects.filter(number=number).first()
    if row is None:
        raise UnknownReport(say("Chưa có báo cáo nào công bố số {number}.", number=number))
    told = ledger.rows_of(f"report:settlement-{number}")
    return _info(row, is_whole=bool(told) and told[0].body.get("content") == row.digest == _digest_of(row))


def acts_told() -> Mapping[int, Sequence[ledger.LedgerRow]]:
    """Return the acts on every report that was ever published, by its number, the publication first: as the ledger tells."""
    told = ledger.rows_since(_BEGINNING, kind="report", acts={events.PUBLISHED, events.WITHDRAWN})
    numbered = {int(subject.rpartition("-")[2]): rows for subject, rows in told.items()}
    return dict(sorted(numbered.items()))


def altered_reports() -> tuple[int, ...]:
    """Return the numbers of published reports that are lost, or say something else than the ledger's row of their publication."""
    content = dict(PublishedReport.objects.values_list("number", "content"))
    named = {number: rows[0].body.get("content") for number, rows in acts_told().items()}
    return tuple(
        number
        for number in sorted({*content, *named})
        if number not in content or hashlib.sha256(content[number].encode()).hexdigest() != named.get(number)
    )


def changed_since(one: PublishedInfo, *, reader: Actor, at: datetime) -> Since:
    """Return what is different now from a published report, and by which acts; dossiers within the reader's rights."""
    was = asked_of(one.report)
    today = at.astimezone(ZONE).date()
    now = Asked(was.first, was.last, today, was.by, was.compare, was.unit)
    again = settlement_report(was, at=at)
    acted = ledger.rows_since(_after(was.as_of), kind="dossier", acts=flows.COUNTED_ACTS)
    found = _moved_dossiers([subject.partition(":")[2] for subject in acted], was, now, one.report["rules"]["pack"])
    visible = dossiers.visible_among(list(found), reader, at) if found else frozenset()
    shown = sorted(visible)[:MOST_SHOWN]
    return Since(
        cells=differences(one.report, settlement_report(now, at=at)),
        dossiers=_with_acts({code: found[code] for code in shown}, acted, _after(was.as_of)),
        more=len(visible) - len(shown),
        hidden=len(found) - len(visible),
        recounted=not differences(one.report, again),
    )


def _moved_dossiers(codes: Collection[str], was: Asked, now: Asked, pack: str) -> dict[str, Moved]:
    """Return those of the dossiers that were acted on since which count otherwise now."""
    if not codes:
        return {}
    chosen, units = conventions_of(was, rule_pack_named(pack)), units_of(was)
    before, after = (dossiers.counted_as(codes, was.first, was.last, as_of=one.as_of) for one in (was, now))
    found = {}
    for code in {*before, *after}:
        either = before.get(code) or after[code]
        change = moved(_names(before.get(code)), _names(after.get(code)), chosen)
        if change and (units is None or either.agency in units):
            found[code] = change
    return found


def _names(one: dossiers.CountedAs | None) -> frozenset[str]:
    return frozenset(cell.value for cell in one.cells) if one else frozenset()


def _with_acts(
    found: Mapping[str, Moved], rows: Mapping[str, Sequence[ledger.LedgerRow]], since: datetime
) -> tuple[DossierChange, ...]:
    if not found:
        return ()
    reasons = dossiers.reasons_since(list(found), since)
    return tuple(
        DossierChange(
            code,
            change,
            tuple(
                ActSince(row.act, row.at, row.by_right, reasons.get((code, row.act, row.at), ""))
                for row in rows[f"dossier:{code}"]
            ),
        )
        for code, change in found.items()
    )


def _after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZONE)


def _digest_of(row: PublishedReport) -> str:
    return hashlib.sha256(row.content.encode()).hexdigest()


def _info(row: PublishedReport, *, is_whole: bool) -> PublishedInfo:
    return PublishedInfo(
        number=row.number,
        report=json.loads(row.content),
        digest=row.digest,
        seal_number=row.seal_number,
        seal_digest=row.seal_digest,
        rule_version=row.rule_version,
        published_at=row.published_at,
        published_by=row.published_by,
        published_right=row.published_right,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_reason=row.withdrawn_reason,
        is_whole=is_whole,
    )
