"""The diagram of a dossier's process: where it stands is marked, what is done is shaded; the same in words beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.dossiers import api as dossiers
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_dossier
from motcua.entrypoints.web.policy import signed_in, unknown_dossier
from motcua.foundation import clock
from motcua.kernel.language import say


@signed_in
@require_GET
def diagram(request: HttpRequest, code: str) -> HttpResponse:
    """Show the diagram of a dossier's process beside its steps. Unknown and forbidden look alike."""
    at = clock.now()
    try:
        info = dossiers.dossier(code, actor_of(request), at)
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    steps = presenting_dossier.steps(info, at)
    context = {
        "code": info.code,
        "procedure": info.procedure_name,
        "steps": steps,
        "here": _ids(info, steps, "here"),
        "done": _ids(info, steps, "done"),
        "keys": [("Esc", say("Về hồ sơ"))],
    }
    return render(request, "desk/diagram.html", context)


def _ids(info: dossiers.DossierInfo, shown: list[dict[str, object]], state: str) -> str:
    """Return the ids of the steps in a state; one that is open again after a loop back is here, not done."""
    here = {step.id for step, row in zip(info.steps, shown, strict=True) if row["state"] == "here"}
    found = {step.id for step, row in zip(info.steps, shown, strict=True) if row["state"] == state}
    return " ".join(sorted(found if state == "here" else found - here))


@signed_in
@require_GET
def bpmn(request: HttpRequest, code: str) -> HttpResponse:
    """Give the process of a dossier as a BPMN 2.0 file."""
    try:
        info = dossiers.dossier(code, actor_of(request), clock.now())
    except dossiers.UnknownDossier:
        return unknown_dossier(request)
    return HttpResponse(workflow.bpmn_of_version(info.process_version_id), content_type="application/xml")
