"""Follow a dossier by the code on its receipt: the degree of completion and the due day, nothing else."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock

# What the person must do: title, text, tone.
TO_DO = {
    dossiers.State.PROCESSING: (
        "Chưa phải làm gì.",
        "Khi có kết quả, đến nơi nộp hồ sơ để nhận, mang theo giấy tiếp nhận.",
        "done",
    ),
    dossiers.State.SUPPLEMENT: (
        "Cần bổ sung giấy tờ.",
        "Xem phiếu yêu cầu bổ sung đã nhận; giờ hẹn tính lại khi bổ sung đủ.",
        "risk",
    ),
    dossiers.State.PAUSED: (
        "Thời hạn đang tạm dừng.",
        "Ngày hẹn sẽ dời theo thời gian dừng. Cần biết thêm thì hỏi tại nơi nộp hồ sơ.",
        "risk",
    ),
    dossiers.State.STOPPED: (
        "Hồ sơ đã dừng theo yêu cầu của người nộp.",
        "Đến nơi nộp hồ sơ để nhận lại giấy tờ, mang theo thông báo dừng. Cần thì nộp hồ sơ mới.",
        "",
    ),
    dossiers.State.VOID: (
        "Hồ sơ này do quầy nhập nhầm và đã hủy.",
        "Giấy tiếp nhận mang mã này không còn giá trị. Chưa nhận được giấy khác thì hỏi tại nơi nộp hồ sơ.",
        "",
    ),
    dossiers.State.READY: ("Đã có kết quả.", "Đến nơi nộp hồ sơ để nhận, mang theo giấy tiếp nhận.", "done"),
}
LATE = (
    "Hồ sơ chậm so với ngày hẹn, chúng tôi xin lỗi.",
    "Hỏi tại nơi nộp hồ sơ để biết ngày hẹn mới; phiếu xin lỗi nêu lý do và ngày hẹn lại.",
    "late",
)
OVER = ("Hồ sơ đã kết thúc.", "Cần biết thêm thì hỏi tại nơi nộp hồ sơ.", "")


@public
def tracking(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the law lets anyone with the code see; an unknown code is told as such."""
    found = dossiers.progress_of(code)
    if found is None:
        return render(request, "citizen/tracking.html", {"found": None, "code": code[:60]}, status=404)
    today = clock.now().date()
    context = {
        "found": found,
        "code": code[:60],
        "state": dossiers.STATE_NAMES[dossiers.State(found.state)],
        "to_do": _to_do(found, today),
        "is_dated": found.state in {dossiers.State.PROCESSING, dossiers.State.READY},
        "days_left": _days_left(found, today),
    }
    return render(request, "citizen/tracking.html", context)


def _to_do(found: dossiers.Progress, today: date) -> tuple[str, str, str]:
    state = dossiers.State(found.state)
    if state == dossiers.State.PROCESSING and found.appointed_on:
        title, _, tone = LATE
        return title, f"Ngày hẹn lại: {wording.day(found.appointed_on)}. Lý do ghi trong phiếu xin lỗi.", tone
    if state == dossiers.State.PROCESSING and found.due_on < today:
        return LATE
    return TO_DO.get(state, OVER)


def _days_left(found: dossiers.Progress, today: date) -> str:
    """Return how far the due day is: calendar days, since working days are counted from the hour, which is not told."""
    if found.state != dossiers.State.PROCESSING or found.due_on < today:
        return ""
    days = (found.due_on - today).days
    return "Hẹn trả hôm nay" if days == 0 else f"Còn {days} ngày, kể cả ngày nghỉ"
