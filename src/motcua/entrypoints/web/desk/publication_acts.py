"""What an officer does on the page of publication: words of the form in, one act of the domain, back to the page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_answers as answers
from motcua.entrypoints.web.desk import presenting_binding as binding
from motcua.entrypoints.web.desk import publication, sending
from motcua.entrypoints.web.desk import publication_answers as said
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock, idempotency
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

PROCESS = "process"
KEEP, FOLLOW = "giu", "theo"
AGREED = "dong-y"
"""The button below what ending a publication does."""


@requires(organisation.Role.PUBLISHER)
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Store what the province says of a field; a refusal stands at its question, with what was typed."""
    field, posted = request.POST.get("field", ""), request.POST
    try:
        value = said.value_of(field, posted)
        _once(
            request,
            lambda by, at: procedures.answer_field(
                code=code, field=field, value=value, decision_number=posted.get("decision", ""), by=by, at=at
            ),
        )
    except procedures.UnknownProcedure:
        return publication.page(request, code)
    except Refusal as refusal:
        refused = {"field": posted.get("asked", field), "typed": answers.typed_in(posted), "error": str(refusal)}
        if posted.get("opened"):
            refused["opened"] = field
        return publication.page(request, code, refused=refused, status=400)
    return _back(code, ghi=field)


@requires(organisation.Role.PUBLISHER)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take an answer back; the national record speaks again."""
    field = request.POST.get("field", "")
    name = say(procedures.TOPIC_NAMES.get(said.topic_of(field), field))
    return _act(
        request,
        code,
        lambda by, at: procedures.withdraw_answer(code=code, field=field, by=by, at=at),
        say("Đã bỏ câu trả lời của tỉnh về {lower}; bản quốc gia lại có hiệu lực ở chỗ này.", lower=name.lower()),
    )


@requires(organisation.Role.PUBLISHER)
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether an answer still holds after an import changed what it was given to: kept, or taken back."""
    field, chosen = request.POST.get("field", ""), request.POST.get(said.CHOICE, "")
    if chosen not in (KEEP, FOLLOW):
        refused = {
            "field": field,
            "typed": {},
            "error": say("Chưa chọn: giữ câu trả lời của tỉnh, hay theo bản quốc gia mới."),
        }
        return publication.page(request, code, refused=refused, status=400)
    act, sentence = {
        KEEP: (procedures.confirm_answer, say("Đã xác nhận: câu trả lời của tỉnh vẫn dùng với bản quốc gia mới.")),
        FOLLOW: (
            procedures.withdraw_answer,
            say("Đã bỏ câu trả lời của tỉnh; bản quốc gia mới có hiệu lực ở chỗ này."),
        ),
    }[chosen]
    return _act(request, code, lambda by, at: act(code=code, field=field, by=by, at=at), sentence)


@requires(organisation.Role.PUBLISHER)
@require_POST
def bind(request: HttpRequest, code: str) -> HttpResponse:
    """Bind a process: what each word of its source means here, and why its sum misses the limit if it does."""
    posted = {name: str(value) for name, value in request.POST.items()}
    try:
        _once(request, lambda by, at: _bind(code, posted, by, at))
    except procedures.UnknownProcedure:
        return publication.page(request, code)
    except Refusal as refusal:
        refused = {"field": PROCESS, "posted": posted, "error": str(refusal)}
        return publication.page(request, code, refused=refused, status=400)
    messages.success(request, say("Đã gắn quy trình. Muốn dùng quy trình khác thì bấm “Đổi” ở khung Quy trình nội bộ."))
    return _back(code)


@transaction.atomic
def _bind(code: str, posted: dict[str, str], by: Actor, at: datetime) -> None:
    chosen = posted.get(PROCESS, "")
    if not chosen:
        raise binding.NothingChosen(say("Chưa chọn quy trình nào."))
    version = workflow.bind_version(
        version_id=workflow.latest(chosen).id,
        procedure_code=code,
        limit_days=binding.limit_days_of(procedures.publication_page(code, at)),
        places=binding.words_said(posted, binding.PLACE_FIELD),
        roles=binding.words_said(posted, binding.ROLE_FIELD),
        shares_reason=posted.get("reason", ""),
        by=by,
        at=at,
    )
    procedures.bind_process(code=code, process_version_id=version.id, by=by, at=at)


@requires(organisation.Role.PUBLISHER)
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publish what the page says now."""
    at = wording.hour(clock.now())
    return _act(
        request,
        code,
        lambda by, at: procedures.publish(code=code, by=by, at=at),
        say(
            "Đã công bố lúc {at}. Từ bây giờ nhận hồ sơ theo bản này; muốn dừng, chọn “Ngừng công bố” ở Việc khác.",
            at=at,
        ),
    )


@requires(organisation.Role.PUBLISHER)
@require_POST
def expire(request: HttpRequest, code: str) -> HttpResponse:
    """Say what ending the publication does; agreed to, end it and say what stands in its place. Dossiers go on."""
    instead = _codes(request)
    if AGREED not in request.POST:
        return _ask_before_ending(request, code, instead)
    return _act(
        request,
        code,
        lambda by, at: procedures.expire(code=code, by=by, at=at, replaced_by=instead),
        say(
            "Đã ngừng công bố: không nhận hồ sơ mới; hồ sơ đã nhận vẫn giải quyết tiếp. Muốn công bố lại, bấm Công bố."
        ),
    )


def _ask_before_ending(request: HttpRequest, code: str, instead: list[str]) -> HttpResponse:
    """Show what would end and what goes on; nothing has happened yet."""
    try:
        ending = procedures.foresee_ending(code=code, by=actor_of(request), at=clock.now(), replaced_by=instead)
    except procedures.UnknownProcedure:
        return publication.page(request, code)
    except Refusal as refusal:
        return publication.page(request, code, errors=(str(refusal),), status=400)
    context = {
        "ending": ending,
        "instead": " ".join(instead),
        "dossiers": dossiers.count_underway_by(code),
        "submissions": intake.count_waiting_for(code),
        "agreed": AGREED,
        "key": sending.new_key(),
        "keys": [("F9", say("Ngừng công bố")), ("Esc", say("Về trang thủ tục"))],
    }
    return render(request, "desk/publication_end.html", context)


@requires(organisation.Role.PUBLISHER)
@require_POST
def replaced(request: HttpRequest, code: str) -> HttpResponse:
    """Say anew by which procedures one that is published no more was replaced."""
    instead = _codes(request)
    return _act(
        request,
        code,
        lambda by, at: procedures.state_replacements(code=code, replaced_by=instead, by=by, at=at),
        say("Đã ghi thủ tục thay thế: trang của thủ tục và mã QR đã in dẫn đến đó.")
        if instead
        else say("Đã bỏ thủ tục thay thế."),
    )


def _codes(request: HttpRequest) -> list[str]:
    return request.POST.get("thay-bang", "").replace(",", " ").replace(";", " ").split()


def _act(request: HttpRequest, code: str, do: Callable[[Actor, datetime], Any], sentence: str) -> HttpResponse:
    """Do an act that has no form of its own and go back to the page with its sentence, or show why not."""
    try:
        _once(request, do)
    except procedures.UnknownProcedure:
        return publication.page(request, code)
    except Refusal as refusal:
        return publication.page(request, code, errors=(str(refusal),), status=400)
    messages.success(request, sentence)
    return _back(code)


def _once(request: HttpRequest, do: Callable[[Actor, datetime], Any]) -> None:
    """Do the act; the same form sent twice is one act."""
    by, at, key = actor_of(request), clock.now(), sending.key_of(request)
    if not key:
        do(by, at)
        return
    form = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}

    def act() -> dict[str, Any]:
        do(by, at)
        return {}

    scope = f"publication:{by.login}:{request.path}"
    idempotency.once(scope=scope, key=key, request=form, at=at, act=act)


def _back(code: str, **query: str) -> HttpResponse:
    address = reverse("desk:procedures_page", args=[code])
    return redirect(f"{address}?{urlencode({**query, 'tiep': '1'})}")
