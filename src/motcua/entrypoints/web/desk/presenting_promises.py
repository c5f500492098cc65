"""Every promise of a dossier in words: what made it, each of its days, and the law (deadlines, rule 17)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say
from motcua.kernel.working_time import DayKind

KIND_WORDS: Mapping[str, str] = {
    DayKind.WORKING: to_say("ngày làm việc"),
    DayKind.WEEKEND: to_say("nghỉ cuối tuần"),
    DayKind.HOLIDAY: to_say("nghỉ lễ"),
    DayKind.BRIDGE: to_say("nghỉ, làm bù ngày khác"),
    DayKind.MAKE_UP: to_say("làm bù"),
    DayKind.LOCAL_OFF: to_say("nghỉ riêng của địa phương"),
}


def _moment(at: datetime | None) -> str:
    return wording.moment(at) if at else ""


FACT_WORDS: Mapping[str, str] = {
    "start": to_say("Tiếp nhận lúc {since}; đồng hồ chạy từ {until}"),
    "any_desk": to_say("Nhận ở nơi khác lúc {since}; tính từ lúc bàn giao muộn nhất, {until}"),
    "supplement": to_say("Yêu cầu bổ sung lúc {since}, bổ sung đủ lúc {until}; tính lại từ đầu"),
    "paused": to_say("Tạm dừng từ {since} đến {until}, không tính"),
    "calendar_changed": to_say("Lịch làm việc thay đổi: dời từ {since} sang {until}"),
    "internal": to_say("Hạn nội bộ, kết quả về quầy trước {until}"),
    "unit_due": to_say("Đơn vị nhận sớm lúc {since}, hạn riêng của đơn vị {until}; giờ hẹn giữ nguyên"),
    "apology": to_say("Phiếu xin lỗi hẹn lại {until}; giờ hẹn để tính đúng hay trễ hạn giữ nguyên"),
    "corrected": to_say("Đính chính lúc có kết quả: từ {since} thành {until}; giờ hẹn giữ nguyên"),
    "decided_anew": to_say("Mở lại lúc {until}; kết quả lúc {since} không tính nữa, giờ hẹn giữ nguyên"),
    "taken_up": to_say("Kết thúc lúc {since}, mở lại lúc {until}, tính như chưa kết thúc; giờ hẹn giữ nguyên"),
}


def promises(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, Any]]:
    """Return the promises, oldest first, each with its facts and its days."""
    return [
        {
            "number": one.number,
            "moment": wording.moment(one.at),
            "because": say(dossiers.BECAUSE_NAMES[dossiers.Because(one.because)]),
            "since": wording.stamp(one.since, at),
            "law": one.law,
            "facts": [_fact(fact) for fact in one.facts],
            "days": [_day(day) for day in one.days],
        }
        for one in dossiers.explained(info)
    ]


def _fact(fact: dossiers.PromiseFact) -> dict[str, str]:
    words = say(FACT_WORDS[fact.kind], since=_moment(fact.since), until=_moment(fact.until))
    return {"text": f"{words}. {fact.reason}".strip() if fact.reason else f"{words}.", "law": fact.law}


def _day(day: dossiers.ExplainedDay) -> dict[str, str]:
    kind = say(KIND_WORDS[day.kind])
    named = f"{kind}: {day.name}" if day.name else kind
    kind = f"{named[:1].upper()}{named[1:]}"
    return {
        "on": wording.day(day.on),
        "kind": say("{kind}. Có lúc tạm dừng: {paused}", kind=kind, paused=day.paused) if day.paused else kind,
        "counted": _counted(day.minutes),
        "law": day.law,
    }


def _counted(minutes: int | None) -> str:
    if minutes is None:
        return say("theo ngày")
    return wording.hours_of_day(minutes) if minutes else say("không tính")
