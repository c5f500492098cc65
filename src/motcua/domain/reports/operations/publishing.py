"""Publish a report of settlement or satisfaction (công bố): its content is frozen with the ledger's root; take a publication back."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from motcua.domain.flows import api as flows
from motcua.domain.reports import events
from motcua.domain.reports.models import PublishedReport
from motcua.domain.reports.queries.published import require_may_publish
from motcua.domain.reports.queries.satisfaction import satisfaction_report
from motcua.domain.reports.queries.settlement import Asked, not_counted, settlement_report
from motcua.domain.reports.rules.kinds import Kind, kind_of, subject_of
from motcua.domain.reports.rules.periods import require_ordered
from motcua.domain.reports.rules.publishing import NotToBePublished, UnknownReport, require_all_counted, require_settled
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.foundation.numbering import next_number
from motcua.kernel.language import say
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local

BOOK: Final = "report:settlement"
LONGEST_REASON: Final = 1000


@transaction.atomic
def publish_report(asked: Asked, *, by: Actor, at: datetime) -> int:
    """Publish the report of a question whose period and last known day are over and settled; return its number.

    By a leader or administrator of the unit that it is about, or of one above it. Raises NotToBePublished, UnreadablePeriod.
    """
    at = local(at)
    require_may_publish(by, asked.unit, at.date())
    require_settled(asked.last, asked.as_of, now=at, begun=ledger.oldest_begun())
    if flows.fold_news(at=at).busy:
        raise NotToBePublished(say("Số liệu đang được gộp từ sổ. Chờ vài giây rồi công bố lại."))
    require_all_counted(not_counted(asked))
    report = settlement_report(asked, at=at)
    _require_new(report)
    return _keep(report, by=by, at=at)


@transaction.atomic
def publish_satisfaction(asked: Asked, *, by: Actor, at: datetime) -> int:
    """Publish the report of satisfaction of a question whose period and last known day are over; return its number.

    By whoever publishes that of settlement. Raises NotToBePublished, UnreadablePeriod.
    """
    at = local(at)
    require_may_publish(by, asked.unit, at.date())
    require_ordered(asked.first, asked.last, as_of=asked.as_of)
    require_settled(asked.last, asked.as_of, now=at, begun=ledger.oldest_begun())
    report = satisfaction_report(asked)
    _require_new(report)
    return _keep(report, by=by, at=at)


def _require_new(report: Mapping[str, Any]) -> None:
    same = PublishedReport.objects.filter(withdrawn_at=None, **_question(report)).first()
    if same:
        raise NotToBePublished(say("Báo cáo này đã công bố, số {number}. Không có gì thay đổi.", number=same.number))


def _keep(report: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    content = json.dumps(report, ensure_ascii=False)
    root, number = ledger.newest_root(), next_number(BOOK)
    row = PublishedReport.objects.create(
        number=number,
        **_question(report),
        content=content,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        seal_number=root.number,
        seal_digest=root.digest,
        rule_pack=report["rules"]["pack"],
        rule_version=report["rules"]["version"],
        published_at=at,
        published_by=by.login,
        published_right=by.right,
        withdrawn_at=None,
    )
    asked = {name: report[name] for name in ("kind", "from", "to", "as_of", "by", "compare") if name in report}
    body = {**asked, "unit": row.unit_code, "content": row.digest, "rules": row.rule_version}
    sealed = {"seal": row.seal_number, "seal_digest": row.seal_digest}
    ledger.write(
        subject=subject_of(kind_of(report), number), act=events.PUBLISHED, by=by, at=at, body={**body, **sealed}
    )
    return number


def _question(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind_of(report),
        "first_on": report["from"],
        "last_on": report["to"],
        "as_of": report["as_of"],
        "by": report["by"],
        "compare": report["compare"],
        "unit_code": report["unit"]["code"],
    }


@transaction.atomic
def withdraw_report(number: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a publication back: the report stays readable and says so. Raises UnknownReport, NotToBePublished."""
    said = clean(reason)[:LONGEST_REASON]
    row = PublishedReport.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise UnknownReport(say("Chưa có báo cáo nào công bố số {number}.", number=number))
    require_may_publish(by, row.unit_code, local(at).date())
    if row.withdrawn_at:
        raise NotToBePublished(say("Báo cáo số {number} đã rút công bố. Không có gì thay đổi.", number=number))
    if not said:
        raise NotToBePublished(say("Ghi lý do rút công bố."))
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, by.login, said
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    ledger.write(
        subject=subject_of(Kind(row.kind), number), act=events.WITHDRAWN, by=by, at=at, body={"number": number}
    )
