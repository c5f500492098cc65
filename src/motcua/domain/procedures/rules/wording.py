"""How limits, fees, channels and levels are written for people."""

from collections.abc import Mapping

from motcua.domain.procedures.rules.content import Channel, FeeInfo
from motcua.domain.procedures.rules.fee_text import FeeKind
from motcua.kernel.language import say, say_counted, to_say
from motcua.kernel.money import say_vnd
from motcua.kernel.working_time import LimitUnit, TimeLimit

CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.COUNTER: to_say("Trực tiếp"),
    Channel.POST: to_say("Dịch vụ bưu chính"),
    Channel.ONLINE: to_say("Trực tuyến"),
}
LEVEL_NAMES: Mapping[str, str] = {
    "ministry": to_say("cấp bộ"),
    "province": to_say("cấp tỉnh"),
    "district": to_say("cấp huyện"),
    "commune": to_say("cấp xã"),
    "other": to_say("cơ quan khác"),
}


def limit_words(limit: TimeLimit | None) -> str:
    """Write a limit in the law's words: "5 ngày làm việc", "0,5 ngày làm việc", "Trong ngày"."""
    if limit is None:
        return say("Chưa có thời hạn")
    if limit.amount is None:
        return say("Trong ngày")
    amount = format(limit.amount.normalize(), "f").replace(".", say("0,5")[1])
    count = 1 if limit.amount == 1 else 2
    match limit.unit:
        case LimitUnit.WORKING_DAY:
            return say_counted("{amount} ngày làm việc", count, amount=amount)
        case LimitUnit.CALENDAR_DAY:
            return say_counted("{amount} ngày", count, amount=amount)
        case LimitUnit.WORKING_HOUR:
            return say_counted("{amount} giờ làm việc", count, amount=amount)
        case LimitUnit.CLOCK_HOUR:
            return say_counted("{amount} giờ", count, amount=amount)
        case _:
            return say_counted("{amount} tháng", count, amount=amount)


def fee_words(fee: FeeInfo) -> str:
    """Write a fee as one of three: its amounts, "Không thu", or that it is not published."""
    if fee.kind is FeeKind.FREE:
        return say("Không thu")
    if fee.kind is not FeeKind.AMOUNT:
        return say("Chưa công bố, hỏi tại quầy")
    return "; ".join(
        (say_vnd(int(one.value)) if one.currency == "VND" else f"{one.value} {one.currency}")
        + (f"/{one.per}" if one.per else "")
        + (f" ({one.condition})" if one.condition else "")
        for one in fee.amounts
    )
