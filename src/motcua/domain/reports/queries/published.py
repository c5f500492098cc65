"""Published reports: the list, one of them, and what is different since, cell by cell and dossier by dossier."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports import events
from motcua.domain.reports.models import PublishedReport
from motcua.domain.reports.queries.settlement import Asked, asked_of, conventions_of, settlement_report, within_of
from motcua.domain.reports.rules.document import CellChange, differences
from motcua.domain.reports.rules.kinds import Kind, subject_of
from motcua.domain.reports.rules.publishing import Moved, NotToBePublished, UnknownReport
from motcua.domain.reports.rules.settlement import Column, terms_of
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.language import say
from motcua.kernel.working_time import ZONE

PUBLISHERS: Final = frozenset({organisation.Role.LEADER, organisation.Role.ADMINISTRATOR})
CHANGES_AT_ONCE: Final = 50
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=ZONE)
"""Before everything that a ledger of ours can hold."""


@dataclass(frozen=True)
class PublishedInfo:
    """A published report as it was frozen. `is_whole`: what it says is what the ledger's row of its publication names."""

    kind: Kind
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

    `dossiers`: a page of the `visible` ones that the reader may see, `hidden` further ones that the reader may not see.
    `recounted`: counted again for its own day, every cell is as published.
    """

    cells: tuple[CellChange, ...]
    dossiers: tuple[DossierChange, ...]
    visible: int
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
    told = ledger.rows_of(subject_of(Kind(row.kind), number))
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


def changed_since(one: PublishedInfo, *, reader: Actor, at: datetime, offset: int = 0) -> Since:
    """Return what is different now from a published report of settlement, and by which acts; dossiers within the reader's rights.

    Dossiers from `offset` on in order of their codes, `CHANGES_AT_ONCE` at most. What else happened in the province costs nothing.
    """
    was = asked_of(one.report)
    today = at.astimezone(ZONE).date()
    now = Asked(was.first, was.last, today, was.by, was.compare, was.unit)
    again = settlement_report(was, at=at)
    found = _moved_dossiers(was, one.report["rules"]["pack"], reader=reader, at=at, offset=offset)
    return Since(
        cells=differences(one.report, settlement_report(now, at=at)),
        dossiers=_with_acts(found.rows, _after(was.as_of)),
        visible=found.visible,
        hidden=found.counted - found.visible,
        recounted=not differences(one.report, again),
    )


def _moved_dossiers(was: Asked, pack: str, *, reader: Actor, at: datetime, offset: int) -> dossiers.ChangesPage:
    chosen = conventions_of(was, rule_pack_named(pack))
    terms = {column.value: terms_of(column, chosen) for column in Column if not column.value.endswith("_total")}
    columns = {
        name: dossiers.CountedIn(*(tuple(map(dossiers.Cell, part)) for part in (one.adds, one.without)))
        for name, one in terms.items()
    }
    return dossiers.lives_changed(
        columns,
        was.first,
        was.last,
        was_known=was.as_of,
        reader=reader,
        at=at,
        within=within_of(was),
        limit=CHANGES_AT_ONCE,
        offset=offset,
    )


def _with_acts(found: Sequence[dossiers.ChangedLife], since: datetime) -> tuple[DossierChange, ...]:
    if not found:
        return ()
    codes = [one.code for one in found]
    acts = ledger.rows_on([f"dossier:{code}" for code in codes], since=since, acts=flows.COUNTED_ACTS)
    reasons = dossiers.reasons_since(codes, since)
    return tuple(
        DossierChange(
            one.code,
            Moved(tuple(map(Column, one.was)), tuple(map(Column, one.now))),
            tuple(
                ActSince(row.act, row.at, row.by_right, reasons.get((one.code, row.act, row.at), ""))
                for row in acts.get(f"dossier:{one.code}", ())
            ),
        )
        for one in found
    )


def _after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZONE)


def _digest_of(row: PublishedReport) -> str:
    return hashlib.sha256(row.content.encode()).hexdigest()


def _info(row: PublishedReport, *, is_whole: bool) -> PublishedInfo:
    return PublishedInfo(
        kind=Kind(row.kind),
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
