"""Every promise of a dossier in words: what made it, each of its days, and the law (deadlines, rule 17)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.kernel.working_time import DayKind

KIND_WORDS: Mapping[str, str] = {
    DayKind.WORKING: "ngày làm việc",
    DayKind.WEEKEND: "nghỉ cuối tuần",
    DayKind.HOLIDAY: "nghỉ lễ",
    DayKind.BRIDGE: "nghỉ, làm bù ngày khác",
    DayKind.MAKE_UP: "làm bù",
    DayKind.LOCAL_OFF: "nghỉ riêng của địa phương",
}


def _moment(at: datetime | None) -> str:
    return wording.moment(at) if at else ""


FACT_WORDS: Mapping[str, Callable[[str, str], str]] = {
    "start": lambda since, until: f"Tiếp nhận lúc {since}; đồng hồ chạy từ {until}",
    "any_desk": lambda since, until: f"Nhận ở nơi khác lúc {since}; tính từ lúc bàn giao muộn nhất, {until}",
    "supplement": lambda since, until: f"Yêu cầu bổ sung lúc {since}, bổ sung đủ lúc {until}; tính lại từ đầu",
    "paused": lambda since, until: f"Tạm dừng từ {since} đến {until}, không tính",
    "calendar_changed": lambda since, until: f"Lịch làm việc thay đổi: dời từ {since} sang {until}",
    "internal": lambda _, until: f"Hạn nội bộ, kết quả về quầy trước {until}",
    "unit_due": lambda since, until: f"Đơn vị nhận sớm lúc {since}, hạn riêng của đơn vị {until}; giờ hẹn giữ nguyên",
    "apology": lambda _, until: f"Phiếu xin lỗi hẹn lại {until}; giờ hẹn để tính đúng hay trễ hạn giữ nguyên",
    "corrected": lambda since, until: f"Đính chính lúc có kết quả: từ {since} thành {until}; giờ hẹn giữ nguyên",
    "decided_anew": lambda since, until: f"Mở lại lúc {until}; kết quả lúc {since} không tính nữa, giờ hẹn giữ nguyên",
    "taken_up": lambda since, until: (
        f"Kết thúc lúc {since}, mở lại lúc {until}, tính như chưa kết thúc; giờ hẹn giữ nguyên"
    ),
}


def promises(info: dossiers.DossierInfo, at: datetime) -> list[dict[str, Any]]:
    """Return the promises, oldest first, each with its facts and its days."""
    return [
        {
            "number": one.number,
            "moment": wording.moment(one.at),
            "because": dossiers.BECAUSE_NAMES[dossiers.Because(one.because)],
            "since": wording.stamp(one.since, at),
            "law": one.law,
            "facts": [_fact(fact) for fact in one.facts],
            "days": [_day(day) for day in one.days],
        }
        for one in dossiers.explained(info)
    ]


def _fact(fact: dossiers.PromiseFact) -> dict[str, str]:
    words = FACT_WORDS[fact.kind](_moment(fact.since), _moment(fact.until))
    return {"text": f"{words}. {fact.reason}".strip() if fact.reason else f"{words}.", "law": fact.law}


def _day(day: dossiers.ExplainedDay) -> dict[str, str]:
    named = f"{KIND_WORDS[day.kind]}: {day.name}" if day.name else KIND_WORDS[day.kind]
    kind = f"{named[:1].upper()}{named[1:]}"
    return {
        "on": f"{wording.WEEKDAYS[day.on.weekday()]} {day.on:%d/%m/%Y}",
        "kind": f"{kind}. Có lúc tạm dừng: {day.paused}" if day.paused else kind,
        "counted": _counted(day.minutes),
        "law": day.law,
    }


def _counted(minutes: int | None) -> str:
    if minutes is None:
        return "theo ngày"
    return wording.hours_of_day(minutes) if minutes else "không tính"
