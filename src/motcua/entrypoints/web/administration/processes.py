"""The processes: every version, which procedures use it, how many dossiers run by it, its steps and its diagram."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import process_words, wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal

KEYS = [("↑|↓", to_say("Chọn hàng")), ("Enter", to_say("Mở"))]


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def processes(request: HttpRequest) -> HttpResponse:
    """List every process with its versions, newest first."""
    running = dossiers.running_by_version()
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "versions": [_row(version, running) for version in workflow.versions(one.code)],
        }
        for one in workflow.processes()
    ]
    return render(request, "administration/processes.html", {"rows": rows, "drafts": workflow.drafts(), "keys": KEYS})


def _row(version: workflow.VersionInfo, running: dict[int, int]) -> dict[str, object]:
    return {
        "number": version.number,
        "procedure": version.procedure_code,
        "is_usable": version.usable,
        "running": running.get(version.id, 0),
        "made": wording.moment(version.made_at),
        "by": wording.login_said(version.made_by),
    }


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show one version: its steps in words for everyone, its diagram beside them."""
    found = _version(code, number)
    context = {
        "version": found,
        "row": _row(found, dossiers.running_by_version()),
        "elements": process_words.elements(found.id, clock.now().date()),
        "doubts": [f"{doubt.step}: {doubt.reason}" for doubt in found.doubts],
        "keys": [("Esc", say("Về danh sách"))],
    }
    return render(request, "administration/process_version.html", context)


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def diagram(_request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Give one version as a BPMN 2.0 file."""
    return bpmn_file(_version(code, number))


def bpmn_file(found: workflow.VersionInfo) -> HttpResponse:
    """Return the BPMN file of a version, named after it."""
    response = HttpResponse(workflow.bpmn_of_version(found.id), content_type="application/xml")
    response["Content-Disposition"] = f'inline; filename="{found.process_code}-{found.number}.bpmn"'
    return response


def _version(code: str, number: int) -> workflow.VersionInfo:
    try:
        return workflow.named(f"{code}/{number}")
    except workflow.UnknownProcess as refusal:
        raise Http404 from refusal


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check a BPMN 2.0 file; say each problem with its element and reason. Kept as a draft where that is asked for."""
    context: dict[str, object] = {"keys": [("F9", say("Kiểm tra")), ("Esc", say("Về danh sách"))]}
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None or isinstance(given, list):
            context["errors"] = [{"text": say("Chưa chọn tệp."), "field": "o-tep"}]
        else:
            content = given.read(workflow.MOST_BPMN_BYTES + 1)
            found, document = workflow.check_process(content), workflow.document_of_bpmn(content)
            if "nhap" in request.POST and found["accepted"] and document is not None:
                return _kept(request, document)
            context |= {"found": found, "file_name": given.name}
    return render(request, "administration/process_check.html", context)


def _kept(request: HttpRequest, document: dict[str, object]) -> HttpResponse:
    """Keep a process that was uploaded as a draft, or say why it cannot be."""
    try:
        draft = workflow.begin_draft(document, by=actor_of(request), at=clock.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("administration:processes")
    return redirect("administration:processes_draft", draft=draft)
