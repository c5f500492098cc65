"""Life events shown: what belongs together, in which order, and where each begins."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web.citizen.presenting_procedure import name_for_people
from motcua.entrypoints.web.language import spoken
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock


@public
@require_GET
@gzip_page
def life_events(request: HttpRequest) -> HttpResponse:
    """List the life events."""
    events = [{"slug": one.slug, **_said(one)} for one in procedures.life_events()]
    return render(request, "citizen/life_events.html", {"events": events})


@public
@require_GET
@gzip_page
def life_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one: its steps in order, each with its procedures, time and fee as published."""
    event = procedures.life_event(slug)
    if event is None:
        raise Http404
    known = procedures.glances(event.codes, clock.now())
    known_steps = {step.key: step for step in event.steps}
    context = {
        "event": _said(event),
        "steps": [_step(step, known_steps, known) for step in event.steps],
        "together": _together(event.together, known) if event.together else None,
    }
    return render(request, "citizen/life_event.html", context)


def _said(event: procedures.LifeEvent) -> dict[str, str]:
    return {"name": spoken(event.name), "about": spoken(event.about)}


def _together(one: Any, known: dict[str, procedures.Glance]) -> dict[str, Any]:
    return {"words": spoken(one.words), "code": one.code, "procedure": known.get(one.code)}


def _step(step: Any, steps: dict[str, Any], known: dict[str, procedures.Glance]) -> dict[str, Any]:
    return {
        "name": spoken(step.name),
        "when": spoken(step.when) if step.when else "",
        "law": step.law,
        "only_if": spoken(step.only_if) if step.only_if else "",
        "after": [{"name": spoken(steps[key].name), "is_conditional": bool(steps[key].only_if)} for key in step.after],
        "procedures": [_procedure(known[code]) for code in step.codes if code in known],
    }


def _procedure(one: procedures.Glance) -> dict[str, Any]:
    offer = None
    if one.published is not None:
        case = one.published.content.cases[0]
        offer = case.offer(procedures.Channel.COUNTER) or next(iter(case.offers), None)
    return {
        "code": one.code,
        "name": name_for_people(one.name),
        "is_published": one.published is not None,
        "limit": procedures.limit_words(offer.limit) if offer else "",
        "fee": procedures.fee_words(offer.fee) if offer else "",
    }
