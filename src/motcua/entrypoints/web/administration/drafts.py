"""Write a process as a table of steps: one element at a time, checked at each look, published as the next version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import process_words, wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

KINDS = {"task": to_say("Bước một người làm"), "choice": to_say("Chọn một hướng"), "split": to_say("Làm song song"),
         "join": to_say("Chờ đủ các nhánh"), "end": to_say("Kết thúc")}  # fmt: skip
FIELDS = ("id", "kind", "ways", "name", "place", "role", "share", "calls")
WITHDRAW, PUBLISH, DELETE = "bo", "cong-bo", "xoa"


@requires(organisation.Role.ADMINISTRATOR)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft: of a version that is there, or of a new process."""
    by, at = actor_of(request), clock.now()
    try:
        if base := request.POST.get("tu"):
            document = workflow.to_json(workflow.table_of(workflow.named(base).id))
        else:
            document = workflow.empty(request.POST.get("ma", ""), request.POST.get("ten", ""))
        return redirect("administration:processes_draft", draft=workflow.begin_draft(document, by=by, at=at))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("administration:processes")


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft: int) -> HttpResponse:
    """Show a draft with the faults that the check finds; change its facts, publish it or drop it."""
    found, errors = _found(draft), []
    if request.method == "POST":
        try:
            return _acted(request, found)
        except Refusal as refusal:
            errors = [{"text": str(refusal)}]
    context = {**_table(_found(draft)), "errors": errors}
    return render(request, "administration/draft.html", context, status=400 if errors else 200)


def _found(draft: int) -> workflow.DraftInfo:
    try:
        return workflow.draft(draft)
    except workflow.UnknownDraft as refusal:
        raise Http404 from refusal


def _acted(request: HttpRequest, found: workflow.DraftInfo) -> HttpResponse:
    by, at, said = actor_of(request), clock.now(), request.POST
    if PUBLISH in said:
        version = workflow.publish_draft(found.id, by=by, at=at)
        messages.success(
            request,
            say("Đã công bố bản {number}. Gắn với thủ tục thì hồ sơ mới chạy theo bản này.", number=version.number),
        )
        return redirect("administration:processes_version", code=version.process_code, number=version.number)
    if WITHDRAW in said:
        workflow.drop_draft(found.id, by=by, at=at)
        messages.success(request, say("Đã bỏ bản nháp. Các phiên bản đã công bố còn nguyên."))
        return redirect("administration:processes")
    facts = {"name": said.get("ten", ""), "total_days": said.get("ngay", ""), "start": said.get("dau", "")}
    workflow.change_draft(found.id, lambda one: workflow.with_facts(one, **facts), by=by, at=at)
    messages.success(request, say("Đã lưu bản nháp."))
    return redirect("administration:processes_draft", draft=found.id)


def _table(found: workflow.DraftInfo) -> dict[str, Any]:
    checked: dict[str, Any] = workflow.check_process(found.document)
    faults: dict[str, list[str]] = {}
    for one in checked["problems"]:
        faults.setdefault(one["element"], []).append(one["reason"])
    elements = process_words.elements_of(workflow.from_json(found.document), clock.now().date())
    return {
        "draft": found,
        "name": found.document["name"],
        "total_days": found.document["total_days"] or "",
        "start": found.document["start"],
        "rows": [{**one, "faults": faults.pop(one["id"], [])} for one in elements],
        "other_faults": [(element, reason) for element, reasons in faults.items() for reason in reasons],
        "problems": len(checked["problems"]),
        "is_sound": checked["accepted"],
        "changed": wording.moment(found.changed_at),
        "keys": [("F9", say("Công bố") if checked["accepted"] else say("Lưu")), ("Esc", say("Về danh sách"))],
    }


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def element(request: HttpRequest, draft: int) -> HttpResponse:
    """Change one element of a draft, or add one; `?ma=` names it."""
    found, old = _found(draft), request.POST.get("cu", request.GET.get("ma", ""))
    rows = {row["id"]: row for row in found.document["elements"]}
    if old and old not in rows:
        raise Http404
    typed, errors = workflow.typed_of(rows[old]) if old else workflow.TypedElement("", "task"), []
    if request.method == "POST":
        typed = _typed(request)
        try:
            _change(request, found.id, typed, old)
            return redirect(f"{reverse('administration:processes_draft', args=[found.id])}#b-{typed.id}")
        except Refusal as refusal:
            errors = [{"text": str(refusal)}]
    context = {
        "draft": found, "typed": typed, "old": old, "errors": errors, "kinds": [(kind, say(name)) for kind, name in KINDS.items()],
        "places": _places(typed.place), "roles": _roles(typed.role), "ids": [row for row in rows if row != old],
        "marks": [(mark, say(name), mark in typed.marks) for mark, name in process_words.MARK_NAMES.items()],
        "keys": [("F9", say("Lưu")), ("Esc", say("Về bản nháp"))],
    }  # fmt: skip
    return render(request, "administration/draft_element.html", context, status=400 if errors else 200)


def _places(chosen: str) -> list[tuple[str, str]]:
    """Return where a step may be done, each unit of today among them; a word still to be bound stays as it is."""
    known = [(place, say(name).capitalize()) for place, name in process_words.PLACE_NAMES.items()]
    known += [(f"unit:{unit.code}", unit.name) for unit in organisation.units(clock.now().date())]
    return known if not chosen or chosen in dict(known) else [*known, (chosen, process_words.place_words(chosen))]


def _roles(chosen: str) -> list[tuple[str, str]]:
    known = [(role.value, say(name)) for role, name in organisation.ROLE_NAMES.items()]
    return known if not chosen or chosen in dict(known) else [*known, (chosen, process_words.role_words(chosen))]


def _typed(request: HttpRequest) -> workflow.TypedElement:
    marks = tuple(mark for mark in workflow.MARKS if mark in request.POST.getlist("dau-hieu"))
    return workflow.TypedElement(**{field: request.POST.get(field, "") for field in FIELDS}, marks=marks)


def _change(request: HttpRequest, draft: int, typed: workflow.TypedElement, old: str) -> None:
    by, at = actor_of(request), clock.now()
    if DELETE in request.POST:
        workflow.change_draft(draft, lambda one: workflow.without_element(one, old), by=by, at=at)
        messages.success(request, say("Đã bỏ “{old}”.", old=old))
        return
    workflow.change_draft(draft, lambda one: workflow.with_element(one, typed, instead_of=old), by=by, at=at)
    messages.success(request, say("Đã lưu “{id}” vào bản nháp.", id=typed.id))


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def diagram(_request: HttpRequest, draft: int) -> HttpResponse:
    """Give a draft that is sound as a BPMN 2.0 file."""
    try:
        return HttpResponse(workflow.bpmn_of_document(_found(draft).document), content_type="application/xml")
    except Refusal as refusal:
        raise Http404 from refusal
