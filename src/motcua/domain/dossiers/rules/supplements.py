"""What a request for supplement must hold. Law: docs/law/deadlines.md, rule 9."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import WorkingTable, add_minutes, start_of_clock


class FaultySupplement(Refusal):
    """The request lacks its reason, its items, its order or the reason why it comes late."""


@dataclass(frozen=True)
class Request:
    """A request for supplement in cleaned words."""

    reason: str
    items: tuple[str, ...]
    late_reason: str


def days_after(moment: datetime, days: Decimal, table: WorkingTable) -> datetime:
    """Return the moment that many working days after another, counted from the hour."""
    return add_minutes(start_of_clock(moment, table), int(days * table.reference_day_minutes), table)


def checked(
    *,
    number: int,
    without_order: int,
    ordered: bool,
    asked_late: bool,
    ask_days: int,
    reason: str,
    late_reason: str,
    items: Sequence[str],
) -> Request:
    """Return the request in cleaned words, or raise FaultySupplement with what it lacks."""
    if not clean(reason):
        raise FaultySupplement(say("Yêu cầu bổ sung phải ghi lý do. Chưa gửi yêu cầu nào."))
    if number > without_order and not ordered:
        raise FaultySupplement(
            say(
                "Hồ sơ này đã được yêu cầu bổ sung {times} lần. Lần thứ {number} phải do lãnh đạo đơn "
                "vị ra lệnh, có ghi lý do.",
                times=number - 1,
                number=number,
            ),
        )
    if asked_late and not clean(late_reason):
        raise FaultySupplement(
            say(
                "Đã quá {ask_days} ngày làm việc kể từ khi tiếp nhận: yêu cầu bổ sung phải ghi thêm lý "
                "do chậm. Chưa gửi yêu cầu nào.",
                ask_days=ask_days,
            ),
        )
    return Request(
        reason=clean(reason)[:2000],
        items=tuple(clean(item)[:500] for item in items if clean(item)) or (clean(reason)[:500],),
        late_reason=clean(late_reason)[:2000] if asked_late else "",
    )
