"""The dossiers behind a number of the board: what each list is called, its address, its rows in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say

STATE_TONES = {
    dossiers.State.SUPPLEMENT: "wait",
    dossiers.State.PAUSED: "wait",
    dossiers.State.READY: "done",
    dossiers.State.RETURNED: "done",
}
LATENESS = {
    "early": (to_say("Trước hạn"), "done"),
    "on_time": (to_say("Đúng hạn"), "done"),
    "late": (to_say("Trễ hạn"), "late"),
}


@dataclass(frozen=True)
class Behind:
    """One list behind numbers: its name in the domain, its word in the address, its title."""

    group: str
    slug: str
    title: str

    @property
    def is_of_hours(self) -> bool:
        return self.group.startswith("received")


BEHIND = (
    Behind("open", "dang-giu", to_say("Hồ sơ đang giữ")),
    Behind("overdue", "qua-han", to_say("Hồ sơ quá hạn, chưa có kết quả")),
    Behind("risk", "nguy-co", to_say("Hồ sơ có nguy cơ trễ")),
    Behind("due_today", "hen-hom-nay", to_say("Hồ sơ hẹn trả hôm nay, chưa có kết quả")),
    Behind("stopped", "dang-dung", to_say("Hồ sơ chờ bổ sung hoặc tạm dừng")),
    Behind("ready", "cho-nhan", to_say("Kết quả chờ người đến nhận")),
    Behind("untaken", "ban-giao", to_say("Bàn giao chưa ai nhận, đã quá giờ phải nhận")),
    Behind("owed", "no-xin-loi", to_say("Hồ sơ trễ hạn còn nợ phiếu xin lỗi")),
    Behind("received", "tiep-nhan", to_say("Tiếp nhận hôm nay")),
    Behind("received_online", "truc-tuyen", to_say("Tiếp nhận trực tuyến hôm nay")),
    Behind("received_counter", "tai-quay", to_say("Tiếp nhận tại quầy và qua bưu chính hôm nay")),
    Behind("today_early", "truoc-han", to_say("Có kết quả trước hạn, hôm nay")),
    Behind("today_on_time", "dung-han", to_say("Có kết quả đúng hạn, hôm nay")),
    Behind("today_late", "tre-han", to_say("Có kết quả trễ hạn, hôm nay")),
    Behind("month_early", "truoc-han-thang", to_say("Có kết quả trước hạn, tháng này")),
    Behind("month_on_time", "dung-han-thang", to_say("Có kết quả đúng hạn, tháng này")),
    Behind("month_late", "tre-han-thang", to_say("Có kết quả trễ hạn, tháng này")),
    Behind("month", "ket-qua-thang", to_say("Có kết quả, tháng này")),
)
_BY_SLUG = {one.slug: one for one in BEHIND}
_BY_GROUP = {one.group: one for one in BEHIND}


def behind(slug: str) -> Behind:
    """Return the list that goes by a word of the address; what is held for any other word."""
    return _BY_SLUG.get(slug, BEHIND[0])


def address(group: str, *, unit: str = "", officer: str = "", hour: int | None = None) -> str:
    """Return the address of the list of a group, narrowed where asked."""
    return f"{reverse('oversight:board_list')}?{_query(_BY_GROUP[group].slug, unit, officer, hour)}"


def query(slug: str, unit: str, officer: str, hour: int | None) -> str:
    """Return the query of a list up to the number of its page."""
    return f"?{_query(slug, unit, officer, hour)}&trang="


def _query(slug: str, unit: str, officer: str, hour: int | None) -> str:
    parts = {"nhom": slug, "don-vi": unit, "can-bo": officer, "gio": "" if hour is None else str(hour)}
    return urlencode({name: value for name, value in parts.items() if value})


def whole_number(text: str) -> int:
    """Return the number that a part of an address says; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def hour_of(text: str) -> int | None:
    """Return the hour that an address says; None where it says none."""
    return whole_number(text) if text.isascii() and text.isdigit() and whole_number(text) < 24 else None


def narrowed(unit: str, officer: str, is_nobody: bool, hour: int | None) -> str:
    """Return in words what a list was narrowed to; empty for the whole list."""
    parts = [
        unit,
        say("chưa ai nhận") if is_nobody else officer,
        "" if hour is None else say("từ {hour} giờ đến {hour_2} giờ", hour=hour, hour_2=hour + 1),
    ]
    return ", ".join(part for part in parts if part)


def rows(found: Sequence[dossiers.BoardRow], at: datetime) -> list[dict[str, object]]:
    """Return the dossiers of a list."""
    return [
        {
            "code": one.code,
            "person": one.person,
            "work": one.procedure_name,
            "received": wording.stamp(one.received_at, at),
            "due": wording.moment_in_table(one.promised_at, at),
            "lateness": _lateness(one, at),
            "tag": {"label": say(dossiers.STATE_NAMES[state]), "tone": STATE_TONES.get(state, "")},
        }
        for one in found
        for state in (dossiers.State(one.state),)
    ]


def _lateness(one: dossiers.BoardRow, at: datetime) -> dict[str, str]:
    if one.lateness and one.ready_at:
        word, tone = LATENESS[one.lateness]
        return {
            "text": say("{word}, có kết quả {ready_at}", word=say(word), ready_at=wording.stamp(one.ready_at, at)),
            "tone": tone,
        }
    is_late = one.state == dossiers.State.PROCESSING and at > one.promised_at
    return {"text": say("Quá hạn"), "tone": "late"} if is_late else {"text": "", "tone": ""}


def submission_rows(
    found: Sequence[intake.SubmissionInfo], names: Mapping[str, str], at: datetime
) -> list[dict[str, object]]:
    """Return the online submissions that wait: code, what for, at which desk, by when they must be answered."""
    return [
        {
            "code": one.outside_code,
            "work": one.procedure_name,
            "desk": names.get(one.desk, one.desk),
            "submitted": wording.stamp(one.submitted_at, at),
            "due": wording.moment_in_table(one.check_due_at, at),
            "is_late": at > one.check_due_at,
        }
        for one in found
    ]
