"""How limits, fees, channels and levels are written for people."""

from collections.abc import Mapping

from motcua.domain.procedures.rules.content import Channel, FeeInfo
from motcua.domain.procedures.rules.fee_text import FeeKind
from motcua.kernel.money import format_vnd
from motcua.kernel.working_time import LimitUnit, TimeLimit

CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.COUNTER: "Trực tiếp",
    Channel.POST: "Dịch vụ bưu chính",
    Channel.ONLINE: "Trực tuyến",
}
LEVEL_NAMES: Mapping[str, str] = {
    "ministry": "cấp bộ",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "other": "cơ quan khác",
}
UNIT_WORDS: Mapping[LimitUnit, str] = {
    LimitUnit.WORKING_DAY: "ngày làm việc",
    LimitUnit.CALENDAR_DAY: "ngày",
    LimitUnit.WORKING_HOUR: "giờ làm việc",
    LimitUnit.CLOCK_HOUR: "giờ",
    LimitUnit.MONTH: "tháng",
    LimitUnit.SAME_DAY: "trong ngày",
}


def limit_words(limit: TimeLimit | None) -> str:
    """Write a limit in the law's words: "5 ngày làm việc", "0,5 ngày làm việc", "Trong ngày"."""
    if limit is None:
        return "Chưa có thời hạn"
    if limit.amount is None:
        return "Trong ngày"
    amount = format(limit.amount.normalize(), "f").replace(".", ",")
    return f"{amount} {UNIT_WORDS[limit.unit]}"


def fee_words(fee: FeeInfo) -> str:
    """Write a fee as one of three: its amounts, "Không thu", or that it is not published."""
    if fee.kind is FeeKind.FREE:
        return "Không thu"
    if fee.kind is not FeeKind.AMOUNT:
        return "Chưa công bố, hỏi tại quầy"
    return "; ".join(
        (format_vnd(int(one.value)) if one.currency == "VND" else f"{one.value} {one.currency}")
        + (f"/{one.per}" if one.per else "")
        + (f" ({one.condition})" if one.condition else "")
        for one in fee.amounts
    )
