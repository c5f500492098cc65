"""How limits, fees, channels and levels are written for people."""

from collections.abc import Mapping

from motcua.domain.procedures.rules.content import Channel, FeeInfo, ProcedureContent
from motcua.domain.procedures.rules.fee_text import FeeKind
from motcua.domain.procedures.rules.national_record import OnlineLevel
from motcua.kernel.language import say, say_counted, to_say
from motcua.kernel.money import say_vnd
from motcua.kernel.working_time import LimitUnit, TimeLimit

CHANNEL_NAMES: Mapping[Channel, str] = {
    Channel.COUNTER: to_say("Trực tiếp"),
    Channel.POST: to_say("Dịch vụ bưu chính"),
    Channel.ONLINE: to_say("Trực tuyến"),
}
BY_DESK: Mapping[str, str] = {
    "commune_of_desk": to_say("Xã nơi nhận hồ sơ"),
    "district_of_desk": to_say("Huyện nơi nhận hồ sơ"),
}
EXTENT_NAMES: Mapping[str, str] = {
    "full": to_say("Toàn trình"),
    "partial": to_say("Một phần"),
    "none": to_say("Không trực tuyến"),
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


def decided_words(content: ProcedureContent, topic: str) -> str:
    """Say what a decision of the province may set: the shortened limit, the online level, the national portal."""
    if topic == "committed":
        limits = dict.fromkeys(limit_words(offer.limit) for case in content.cases for offer in case.offers)
        return "; ".join(limits)
    if topic == "online_level":
        return online_words(content.online_level)
    return say("Đã tích hợp") if content.on_national_portal else say("Chưa tích hợp")


def online_words(level: OnlineLevel | None) -> str:
    """Say how far a procedure runs online, by the old levels and by extent."""
    if level is None or (level.old is None and level.extent in ("", "none")):
        return say("Không trực tuyến")
    extent = say(EXTENT_NAMES[level.extent]) if level.extent in EXTENT_NAMES else ""
    old = say("mức độ {old}", old=level.old) if level.old is not None else ""
    return ", ".join(part for part in (extent, old) if part)
