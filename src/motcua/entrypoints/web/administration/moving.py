"""Move running dossiers to another process version: the map, what would happen, the act, its undo."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

PLACE = "cho:"


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest) -> HttpResponse:
    """Ask for both versions, then for the map; show what would happen, and do it when it is asked for."""
    by, said = actor_of(request), request.POST or request.GET
    source, target = str(said.get("tu", "")), str(said.get("den", ""))
    context: dict[str, Any] = {
        "versions": _choices(),
        "source": source,
        "target": target,
        "moves": [_move_row(one) for one in dossiers.all_moves(by, clock.now())],
        "keys": [("F9", say("Xem trước")), ("Esc", say("Về danh sách"))],
    }
    try:
        if source and target:
            context |= _mapping(request, source, target, by)
        if request.method == "POST":
            steps = _said_map(request)
            if "lam" in request.POST:
                return _done(request, dossiers.move_dossiers(source, target, steps, by=by, at=clock.now()))
            at = clock.now()
            foreseen = dossiers.move_dossiers(source, target, steps, by=by, at=at, dry_run=True)
            context["foreseen"] = foreseen
            if foreseen.moved:
                context["keys"] = [
                    ("F9", say("Chuyển {moved} hồ sơ", moved=foreseen.moved)),
                    ("Esc", say("Về danh sách")),
                ]
    except Refusal as refusal:
        context["errors"] = [{"text": str(refusal)}]
    return render(request, "administration/move.html", context, status=400 if "errors" in context else 200)


def _done(request: HttpRequest, report: dossiers.MoveReport) -> HttpResponse:
    messages.success(
        request, say("Đã chuyển {moved} hồ sơ, {stayed} hồ sơ ở lại.", moved=report.moved, stayed=report.stayed)
    )
    return redirect("administration:processes_batch", batch=report.batch)


def _choices() -> list[dict[str, Any]]:
    """Return every version that dossiers may run by, with how many do."""
    running = dossiers.running_by_version()
    return [
        {
            "name": f"{version.process_code}/{version.number}",
            "label": say("{process_name}, bản {number}", process_name=version.process_name, number=version.number),
            "running": running.get(version.id, 0),
        }
        for one in workflow.processes()
        for version in workflow.versions(one.code)
        if version.usable
    ]


def _mapping(request: HttpRequest, source: str, target: str, by: Actor) -> dict[str, Any]:
    """Return the rows of the map: where dossiers stand, and where they may go; the same id is proposed."""
    old, new = workflow.named(source), workflow.named(target)
    here, there = dossiers.place_names(old.id), dossiers.place_names(new.id)
    taken = dossiers.places_taken(old.id, by, clock.now())
    rows = [
        {
            "name": f"{PLACE}{place}",
            "label": here.get(place, place),
            "number": number,
            "options": [
                {"value": one, "label": label, "chosen": one == request.POST.get(f"{PLACE}{place}", place)}
                for one, label in there.items()
                if (">" in one) == (">" in place)
            ],
        }
        for place, number in taken.items()
    ]
    return {"rows": rows, "is_mapping": True}


def _said_map(request: HttpRequest) -> dict[str, str]:
    said = {name.removeprefix(PLACE): str(value) for name, value in request.POST.items() if name.startswith(PLACE)}
    return {place: value for place, value in said.items() if value}


def _move_row(one: dossiers.MoveInfo) -> dict[str, Any]:
    return {
        "report": one.report,
        "made": wording.moment(one.made_at),
        "by": wording.login_said(one.made_by),
        "is_undone": one.undone_at,
    }


@requires(organisation.Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    """Show what a bulk move did; take it back, or go on with it, when asked."""
    by = actor_of(request)
    try:
        if request.method == "POST":
            act = dossiers.undo_move if "hoan" in request.POST else dossiers.resume_move
            report = act(batch, by=by, at=clock.now())
            messages.success(
                request,
                say(
                    "Đã chuyển {moved}, hoàn lại {undone}, giữ bản mới {kept}.",
                    moved=report.moved,
                    undone=report.undone,
                    kept=report.kept,
                ),
            )
            return redirect("administration:processes_batch", batch=batch)
        found = dossiers.move(batch, by, clock.now())
    except dossiers.UnknownBatch as refusal:
        raise Http404 from refusal
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("administration:processes_batch", batch=batch)
    context = {"row": _move_row(found), "steps": found.steps.items(), "keys": [("Esc", say("Về trang chuyển"))]}
    return render(request, "administration/move_batch.html", context)
