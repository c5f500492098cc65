"""Every act that a dossier's page posts: words of the form in, one act of the domain, back to the page."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.entrypoints import acts
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import dossier, sending
from motcua.entrypoints.web.policy import signed_in, unknown_dossier
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

WORDS = {
    "nhan-ban-giao": ("+take", to_say("Đã nhận bàn giao.")),
    "nhan-viec": ("+claim", to_say("Đã nhận việc.")),
    "giao": ("+assign", to_say("Đã giao việc.")),
    "ve-quay": ("ready", to_say("Đã nhận kết quả về quầy.")),
    "tra": ("return", to_say("Đã trả kết quả.")),
    "bo-sung": ("supplement", to_say("Đã gửi yêu cầu bổ sung và lập phiếu; đồng hồ dừng.")),
    "du-bo-sung": ("completed", to_say("Đã ghi nhận bổ sung đủ; thời hạn tính lại từ đầu, giấy hẹn mới đã lập.")),
    "tu-choi": ("refuse", to_say("Đã từ chối giải quyết; phiếu đã lập.")),
    "rut": ("withdraw", to_say("Đã ghi nhận người nộp rút hồ sơ.")),
    "dung-theo-yeu-cau": ("stop", to_say("Đã dừng theo yêu cầu của người nộp; thông báo đã lập.")),
    "huy": ("void", to_say("Đã hủy do nhập nhầm; số hồ sơ vẫn giữ, phiếu đã lập không còn giá trị.")),
    "cap-lai": ("+reissue", to_say("Đã cấp lại giấy tiếp nhận; giấy cũ và mã của nó không còn giá trị.")),
    "mo-lai": ("reopen", to_say("Đã mở lại hồ sơ; giờ hẹn giữ nguyên.")),
    "dinh-chinh": ("+correct", to_say("Đã đính chính; giấy tiếp nhận mới đã lập khi hồ sơ chưa trả kết quả.")),
    "sua-gio-co-ket-qua": (
        "+correct_ready",
        to_say("Đã đính chính lúc có kết quả; sớm, đúng hay trễ hạn được kết luận lại."),
    ),
    "dung": ("pause", to_say("Đã dừng đồng hồ.")),
    "hoi-y-kien": ("opinion", to_say("Đã hỏi ý kiến; đồng hồ vẫn chạy, giờ hẹn giữ nguyên.")),
    "tra-loi-y-kien": ("+answer_opinion", to_say("Đã trả lời ý kiến.")),
    "rut-y-kien": ("+withdraw_opinion", to_say("Đã rút câu hỏi ý kiến.")),
    "xin-loi": ("apologise", to_say("Đã lưu phiếu xin lỗi.")),
    "ky-xin-loi": ("+sign_apology", to_say("Đã ký phiếu xin lỗi; phiếu đã lập.")),
    "bo-xin-loi": ("+drop_apology", to_say("Đã bỏ dự thảo phiếu xin lỗi.")),
    "giao-xin-loi": ("+apology_given", to_say("Đã ghi nhận trao phiếu xin lỗi.")),
    "chay": ("resume", to_say("Đồng hồ chạy lại; giờ hẹn dời theo, giấy hẹn mới đã lập.")),
}
COMPLETING = {"xong": to_say("Đã xong bước."), "ky": to_say("Đã ký kết quả.")}


@signed_in
@require_http_methods(["GET", "POST"])
def dossier_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Do one act on a dossier, then show the dossier; a refusal shows its sentence and keeps what was typed."""
    if act not in WORDS and act not in COMPLETING:
        raise Http404
    if request.method == "GET":
        return redirect(f"{reverse('desk:dossier', args=[code])}?{urlencode({'viec': act})}")
    with organisation.at_one_moment(actor_of(request).login):
        return _acted(request, code, act)


def _acted(request: HttpRequest, code: str, act: str) -> HttpResponse:
    by, answer = actor_of(request), request.POST.get("y", "")
    try:
        said = _do(code, act, request, by)
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    except Refusal as refusal:
        typed = {name: str(value) for name, value in request.POST.items()}
        return dossier.page(request, code, act=act, answer=answer, typed=typed, errors=[str(refusal)], status=400)
    messages.success(request, said)
    return redirect(_next(request, code) if dossiers.may_see(code, by, clock.now()) else reverse("desk:inbox"))


def _do(code: str, act: str, request: HttpRequest, by: Actor) -> str:
    at, key = clock.now(), sending.key_of(request)
    data = _data(request.POST)
    if act in WORDS:
        word, said = WORDS[act]
        acts.perform(code, word, data=data, by=by, at=at, key=key)
        return say(said)
    step, facts = _way(code, request.POST, by)
    chosen = {"y": request.POST.get("y", ""), **data}
    acts.perform(code, step, data={**facts, **data}, by=by, at=at, key=key, sent=chosen)
    return say(COMPLETING[act])


def _data(posted: Any) -> dict[str, Any]:
    items = [line.strip() for line in posted.get("items", "").splitlines() if line.strip()]
    given = {
        "reason": posted.get("reason", ""),
        "late_reason": posted.get("late_reason", ""),
        "assignee": posted.get("assignee", ""),
        "unit": posted.get("unit", ""),
        "limit": posted.get("limit", ""),
        "text": posted.get("text", ""),
        "without_opinion": posted.get("without_opinion", ""),
        "how": posted.get("how", ""),
        "new_moment": sending.with_zone(posted.get("new_moment", "")),
        "items": items,
        "order": posted.get("order") == "1",
        "step": posted.get("step", ""),
        "ready_at": sending.with_zone(posted.get("ready_at", "")),
        "changes": {name: posted[name].strip() for name in dossiers.FIELD_NAMES if posted.get(name, "").strip()},
    }
    return {name: value for name, value in given.items() if value}


def _way(code: str, posted: Any, by: Actor) -> tuple[str, Mapping[str, object]]:
    """Return the step to complete and the facts of the answer chosen, `step:number`.

    A step that is no longer open goes on to the domain, which says since when. Raises ReasonMissing.
    """
    step, _, number = posted.get("y", "").rpartition(":")
    open_step = dossiers.doable_step(code, step, by, clock.now())
    is_bare = not posted.get("reason", "").strip()
    if open_step and open_step.refuses and is_bare:
        raise dossiers.ReasonMissing(say("Muốn ký từ chối phải ghi lý do, phiếu in lý do này. Không có gì thay đổi."))
    if open_step is None or not number:
        return step, {}
    place = int(number) if number.isdecimal() else len(open_step.answers)
    if place >= len(open_step.answers):
        raise acts.UnknownAct(
            say("Không có cách xong bước này như đã chọn. Không có gì thay đổi; tải lại trang rồi chọn lại.")
        )
    chosen = open_step.answers[place]
    if chosen.needs_reason and is_bare:
        raise dossiers.ReasonMissing(
            say("Muốn chọn “{label}” phải ghi lý do. Không có gì thay đổi.", label=chosen.label)
        )
    return step, chosen.data


def _next(request: HttpRequest, code: str) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    if wanted and is_ours:
        return wanted
    place = sending.place_of(request)
    return reverse("desk:dossier", args=[code]) + (f"?{urlencode({'tu': place})}" if place else "")
