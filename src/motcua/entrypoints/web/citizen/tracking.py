"""Follow a dossier by the code on its receipt: the degree of completion and the due day; with its key nearly all."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.citizen import following, presenting_following, proof
from motcua.entrypoints.web.citizen.pace import LOOKS, is_within
from motcua.entrypoints.web.policy import public
from motcua.foundation import accesses, clock
from motcua.kernel.language import say, to_say

# What the person must do: title, text, tone.
TO_DO = {
    dossiers.State.PROCESSING: (
        to_say("Chưa phải làm gì."),
        to_say("Khi có kết quả, đến nơi nộp hồ sơ để nhận, mang theo giấy tiếp nhận."),
        "done",
    ),
    dossiers.State.SUPPLEMENT: (
        to_say("Cần bổ sung giấy tờ."),
        to_say("Xem phiếu yêu cầu bổ sung đã nhận; giờ hẹn tính lại khi bổ sung đủ."),
        "risk",
    ),
    dossiers.State.PAUSED: (
        to_say("Thời hạn đang tạm dừng."),
        to_say("Ngày hẹn sẽ dời theo thời gian dừng. Cần biết thêm thì hỏi tại nơi nộp hồ sơ."),
        "risk",
    ),
    dossiers.State.STOPPED: (
        to_say("Hồ sơ đã dừng theo yêu cầu của người nộp."),
        to_say("Đến nơi nộp hồ sơ để nhận lại giấy tờ, mang theo thông báo dừng. Cần thì nộp hồ sơ mới."),
        "",
    ),
    dossiers.State.VOID: (
        to_say("Hồ sơ này do quầy nhập nhầm và đã hủy."),
        to_say("Giấy tiếp nhận mang mã này không còn giá trị. Chưa nhận được giấy khác thì hỏi tại nơi nộp hồ sơ."),
        "",
    ),
    dossiers.State.READY: (
        to_say("Đã có kết quả."),
        to_say("Đến nơi nộp hồ sơ để nhận, mang theo giấy tiếp nhận."),
        "done",
    ),
}
LATE = (
    to_say("Hồ sơ chậm so với ngày hẹn, chúng tôi xin lỗi."),
    to_say("Hỏi tại nơi nộp hồ sơ để biết ngày hẹn mới; phiếu xin lỗi nêu lý do và ngày hẹn lại."),
    "late",
)
OVER = (to_say("Hồ sơ đã kết thúc."), to_say("Cần biết thêm thì hỏi tại nơi nộp hồ sơ."), "")


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tracking(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the law lets anyone with the code see, and nearly all to whoever typed the receipt's key; take the key.

    The form of the key carries no token, so that a look sets no cookie: all that another site could do with it is to
    open a dossier whose key it knows.
    """
    if request.method == "POST":
        return following.opened(request, code)
    proved = proof.proof_of(request, code)
    return _whole(request, proved) if proved else _progress(request, code)


def _whole(request: HttpRequest, proved: dossiers.following.Proof) -> HttpResponse:
    at = clock.now()
    info = dossiers.following.followed(proved, at)
    if info is None:
        return proof.forget(_progress(request, proved.code), proved.code)
    accesses.looked([f"dossier:{info.code}"], page=following.PAGE, by=dossiers.following.PERSON, at=at)
    context = {**presenting_following.page(info, at), "token": proof.token_of(request), "field": proof.FIELD}
    return render(request, "citizen/followed.html", context)


def _progress(request: HttpRequest, code: str) -> HttpResponse:
    if not is_within(LOOKS, request):
        return following.too_many(request, code)
    today = clock.now().date()
    found = dossiers.following.progress_of(code, today)
    if found is None and (meant := dossiers.following.code_meant(code)):
        return redirect("citizen:tracking", meant)
    if found is None:
        return render(request, "citizen/tracking.html", {"found": None, "code": code[:60]}, status=404)
    context = {
        "found": found,
        "code": code[:60],
        "state": say(dossiers.STATE_NAMES[dossiers.State(found.state)]),
        "to_do": _to_do(found, today),
        "is_dated": found.state in {dossiers.State.PROCESSING, dossiers.State.READY},
        "days_left": _days_left(found, today),
    }
    return render(request, "citizen/tracking.html", context)


def _to_do(found: dossiers.following.Progress, today: date) -> tuple[str, str, str]:
    state = dossiers.State(found.state)
    if state == dossiers.State.PROCESSING and found.appointed_on:
        title, _, tone = _said(LATE)
        return (
            title,
            say(
                "Ngày hẹn lại: {appointed_on}. Lý do ghi trong phiếu xin lỗi.",
                appointed_on=wording.day(found.appointed_on),
            ),
            tone,
        )
    if state == dossiers.State.PROCESSING and found.due_on < today:
        return _said(LATE)
    return _said(TO_DO.get(state, OVER))


def _said(words: tuple[str, str, str]) -> tuple[str, str, str]:
    title, text, tone = words
    return say(title), say(text), tone


def _days_left(found: dossiers.following.Progress, today: date) -> str:
    """Return how many whole working days are left; the hour is not told, and no number that would tell it."""
    if found.state != dossiers.State.PROCESSING or found.days_left is None:
        return ""
    if found.due_on == today:
        return say("Hẹn trả hôm nay")
    if not found.days_left:
        return say("Hẹn trả vào ngày làm việc tới")
    return say("Còn {time}", time=wording.time_limit(found.days_left, "working_day"))
