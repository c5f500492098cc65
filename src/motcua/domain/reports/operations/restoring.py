"""Make lost copies of published reports anew: each is counted again for its own day, and kept where it says what the ledger names."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from motcua.domain.flows import api as flows
from motcua.domain.reports import events
from motcua.domain.reports.models import PublishedReport
from motcua.domain.reports.queries.published import acts_told
from motcua.domain.reports.queries.satisfaction import satisfaction_report
from motcua.domain.reports.queries.settlement import Asked, settlement_report
from motcua.domain.reports.rules.kinds import Kind, kind_of
from motcua.domain.reports.rules.settlement import Compare
from motcua.foundation import ledger
from motcua.kernel.language import to_say
from motcua.kernel.refusal import Refusal

REASON_LOST: Final = to_say("(lý do đã mất cùng bản lưu, sổ chỉ ghi việc rút)")


@dataclass(frozen=True)
class Restored:
    """Numbers of published reports that were lost: those that stand again, and those that are counted otherwise now."""

    restored: tuple[int, ...]
    differing: tuple[int, ...]


@transaction.atomic
def restore_published(*, at: datetime) -> Restored:
    """Put back every published report that the ledger names and the table does not have; what still stands is not touched.

    One that is counted otherwise than published is not put back: another release writes it, or the records are not whole.
    """
    standing = frozenset(PublishedReport.objects.values_list("number", flat=True))
    restored: list[int] = []
    differing: list[int] = []
    for number, acts in acts_told().items():
        if number in standing:
            continue
        is_back = _put_back(number, acts, at=at)
        (restored if is_back else differing).append(number)
    return Restored(tuple(restored), tuple(differing))


def _put_back(number: int, acts: Sequence[ledger.LedgerRow], *, at: datetime) -> bool:
    published, *later = acts
    report = _again(published.body, at)
    if report is None:
        return False
    content = json.dumps(report, ensure_ascii=False)
    digest = hashlib.sha256(content.encode()).hexdigest()
    if digest != published.body["content"]:
        return False
    gone = next((one for one in later if one.act == events.WITHDRAWN), None)
    PublishedReport.objects.create(
        kind=kind_of(report),
        number=number,
        first_on=report["from"],
        last_on=report["to"],
        as_of=report["as_of"],
        by=report["by"],
        compare=report["compare"],
        unit_code=report["unit"]["code"],
        content=content,
        digest=digest,
        seal_number=published.body["seal"],
        seal_digest=published.body["seal_digest"],
        rule_pack=report["rules"]["pack"],
        rule_version=report["rules"]["version"],
        published_at=published.at,
        published_by=published.by_login,
        published_right=published.by_right,
        withdrawn_at=gone.at if gone else None,
        withdrawn_by=gone.by_login if gone else "",
        withdrawn_reason=REASON_LOST if gone else "",
    )
    return True


def _again(body: Mapping[str, Any], at: datetime) -> dict[str, Any] | None:
    """Return the report counted again, none where it cannot be counted any more."""
    first, last, as_of = (date.fromisoformat(body[name]) for name in ("from", "to", "as_of"))
    compare = Compare(body["compare"]) if body["compare"] else None
    asked = Asked(first, last, as_of, flows.By(body["by"]), compare, body["unit"])
    try:
        return settlement_report(asked, at=at) if kind_of(body) == Kind.SETTLEMENT else satisfaction_report(asked)
    except Refusal:
        return None
