"""The page on which an officer publishes one procedure: doubts first, settled fields below, the gate at the side."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_answers as answers
from motcua.entrypoints.web.desk import presenting_binding as binding
from motcua.entrypoints.web.desk import presenting_layers as layers
from motcua.entrypoints.web.desk import presenting_publication as presenting
from motcua.entrypoints.web.desk import publication_answers as said
from motcua.entrypoints.web.desk import sending
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

NOTHING: Mapping[str, Any] = {}
DEFAULT_CHOICES: Mapping[str, tuple[procedures.Choice, ...]] = {"counting": answers.COUNTINGS, "fee": answers.FEES}


@requires(organisation.Role.PUBLISHER)
@require_GET
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Show the page; `?sua=` opens the form of a field, `?gan=doi` the choice of another process."""
    return page(request, code)


def page(
    request: HttpRequest,
    code: str,
    *,
    refused: Mapping[str, Any] = NOTHING,
    errors: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page; `refused` is a form that was sent and refused: its field, what was typed, the sentence."""
    by, at = actor_of(request), clock.now()
    try:
        info = procedures.publication_page(code, at)
    except procedures.UnknownProcedure as unknown:
        return render(request, "desk/refused.html", {"sentence": str(unknown)}, status=404)
    context = _context(request, info, by, at, refused)
    context["errors"] = _errors(errors, refused, context["doubts"])
    return render(request, "desk/publication.html", context | _main(info, context), status=status)


def _context(
    request: HttpRequest, info: procedures.PublicationPage, by: Actor, at: datetime, refused: Mapping[str, Any]
) -> dict[str, Any]:
    units = organisation.units(at.date())
    names = {unit.code: unit.name for unit in units}
    sample = _sample(info, by, at)
    given = layers.answer_rows(info, names, at)
    doubts = presenting.doubts_of(info, sample=sample, refused=refused, units=units, unit_names=names)
    return {
        "info": info,
        "tag": presenting.tag_of(info),
        "about": _about(info),
        "since": _since(info, at),
        "place": procedures.place_in_queue(info.code, at),
        "doubts": doubts,
        "binding": _binding(request, info, doubts, refused, units),
        "bound": binding.bound_process(info, names),
        "speaking": [names.get(code, code) for code in _speaking(info.code, at)] if info.published else [],
        "instead": _instead(request, info, at),
        "edited": _edited(refused.get("opened") or request.GET.get("sua", ""), info, sample, refused, units),
        "gate": presenting.gate_of(info, doubts),
        "missing": presenting.missing_selectors(doubts),
        "lines": layers.settled_lines(info, names),
        "answers": given,
        "stored": next((row for row in given if row["field"] == request.GET.get("ghi")), None),
        "cases": presenting.cases_of(info),
        "key": sending.new_key(),
        "go_on": "tiep" in request.GET,
    }


def _instead(request: HttpRequest, info: procedures.PublicationPage, at: datetime) -> dict[str, Any] | None:
    """Return what stands in the place of a procedure that was published once; none for one that never was."""
    known = None if info.published else procedures.unpublished(info.code, at)
    if known is not None and known.ended_at is None:
        return None
    typed = request.POST.get("thay-bang", " ".join(code for code, _ in known.replaced_by) if known else "")
    return {"typed": typed, "said": [name for _, name in known.replaced_by] if known else []}


def _speaking(code: str, at: datetime) -> list[str]:
    """Return the units that say something of their own of the procedure now."""
    return sorted({one.unit_code for one in procedures.overlays_of(code) if one.holds_at(at)})


def _about(info: procedures.PublicationPage) -> str:
    levels = ", ".join(say(procedures.LEVEL_NAMES[level]) for level in info.content.levels)
    imported = say("Bản quốc gia nhập ngày {imported_at}", imported_at=wording.in_figures(info.imported_at))
    return ". ".join(part for part in (", ".join(filter(None, (info.content.field, levels))), imported) if part)


def _main(info: procedures.PublicationPage, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the page's one main act: publish, or where that is done go on to the next procedure."""
    is_open_form = bool(context["edited"]) or (context["binding"] is not None and not _asks_process(context["doubts"]))
    is_done = bool(info.never_because) or (
        info.published is not None and not info.changed_since_published and not info.questions
    )
    act = say("Thủ tục khác") if is_done else (say("Công bố bản mới") if info.published else say("Công bố"))
    saves = say("Ghi câu trả lời") if context["edited"] else say("Gắn quy trình này")
    keys = [("Tab", say("Chỗ sau")), ("F9", saves if is_open_form else act), ("⇧ F9", say("Việc khác"))]
    keys.append(("Esc", say("Về trang thủ tục") if is_open_form else say("Về danh sách")))
    return {
        "is_done": is_done,
        "main_label": act,
        "is_open_form": is_open_form,
        "others": _others(info, context["place"]),
        "edited_name": say(procedures.TOPIC_NAMES[context["edited"].topic]) if context["edited"] else "",
        "keys": keys,
    }


def _others(info: procedures.PublicationPage, place: procedures.PlaceInQueue | None) -> list[dict[str, str]]:
    acts = (
        [{"label": say("Ngừng công bố"), "name": "viec", "value": "ngung", "form": "ngung"}] if info.published else []
    )
    if info.published:
        acts.append({"label": say("Phần riêng của đơn vị"), "href": reverse("desk:procedures_units", args=[info.code])})
    if place is not None and place.next:
        acts.append({"label": say("Thủ tục chờ kế tiếp"), "href": reverse("desk:procedures_page", args=[place.next])})
    if place is not None and place.previous:
        acts.append(
            {"label": say("Thủ tục chờ trước đó"), "href": reverse("desk:procedures_page", args=[place.previous])}
        )
    acts.append(
        {"label": say("Xem bản ghi quốc gia gốc"), "href": reverse("desk:procedures_original", args=[info.code])}
    )
    return acts


def _asks_process(doubts: list[dict[str, Any]]) -> bool:
    return any(doubt["is_process"] for doubt in doubts)


def _since(info: procedures.PublicationPage, at: datetime) -> str:
    if info.published is None:
        return ""
    number, since = info.published.number, wording.stamp(info.published.valid_from, at)
    return say("Bản số {number}, công bố từ {since}.", number=number, since=since)


def _edited(
    field: str,
    info: procedures.PublicationPage,
    sample: answers.Sample,
    refused: Mapping[str, Any],
    units: tuple[organisation.UnitInfo, ...],
) -> answers.Form | None:
    """Return the form of a field that the province changes or adds, filled with its answer in force."""
    topic = said.topic_of(field)
    if topic not in layers.EDITED:
        return None
    in_force = next((one for one in info.answers if one.field == field), None)
    typed = answers.typed_of(topic, in_force) if in_force else NOTHING
    form = answers.form_for(
        field,
        DEFAULT_CHOICES.get(topic, ()),
        sample=sample,
        typed=refused.get("typed", typed) if refused.get("opened") else typed,
        error=refused.get("error", "") if refused.get("opened") else "",
        units=units,
        agency=info.content.agency,
    )
    places = () if in_force else layers.places_to_choose(topic, info)
    return answers.with_places(form, places)


def _binding(
    request: HttpRequest,
    info: procedures.PublicationPage,
    doubts: list[dict[str, Any]],
    refused: Mapping[str, Any],
    units: tuple[organisation.UnitInfo, ...],
) -> dict[str, Any] | None:
    """Return the choice of a process where one is missing or another is wanted."""
    wants_another = request.GET.get("gan") == "doi" or refused.get("field") == presenting.PROCESS
    if not (_asks_process(doubts) or wants_another) or info.never_because:
        return None
    typed: QueryDict | Mapping[str, str] = refused.get("posted", {})
    current = info.process.process_code if info.process is not None else ""
    code = typed.get("process", current) or ""
    return {
        "groups": binding.process_groups(info, code),
        "chosen": _steps(code, info, typed, units),
        "error": refused.get("error", "") if refused.get("field") == presenting.PROCESS else "",
        "number": next((doubt["number"] for doubt in doubts if doubt["is_process"]), ""),
    }


def _steps(
    code: str, info: procedures.PublicationPage, typed: Mapping[str, str], units: tuple[organisation.UnitInfo, ...]
) -> dict[str, Any] | None:
    if not code:
        return None
    try:
        return binding.binding_of(code, info, typed=typed, units=units)
    except Refusal:
        return None


def _errors(
    sentences: tuple[str, ...], refused: Mapping[str, Any], doubts: list[dict[str, Any]]
) -> list[dict[str, str]]:
    found = [{"text": sentence} for sentence in sentences]
    if refused.get("error"):
        place = next((doubt["id"] for doubt in doubts if doubt["field"] == refused["field"]), "sua")
        found.append({"text": refused["error"], "field": place})
    return found


@requires(organisation.Role.PUBLISHER)
@require_GET
def steps(request: HttpRequest, code: str) -> HttpResponse:
    """Return the part of the page that shows the steps of a process and what must be said to bind it."""
    at = clock.now()
    try:
        info = procedures.publication_page(code, at)
        chosen = binding.binding_of(request.GET.get("process", ""), info, typed={}, units=organisation.units(at.date()))
    except Refusal as refusal:
        return render(request, "desk/_publication_steps.html", {"chosen": None, "sentence": str(refusal)})
    return render(request, "desk/_publication_steps.html", {"chosen": chosen})


@requires(organisation.Role.PUBLISHER)
@require_POST
def effect(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a limit that is being typed would promise; nothing is stored."""
    try:
        value = said.value_of("committed", request.POST)
        info = procedures.publication_page(code, clock.now())
        sentence = _sample(info, actor_of(request), clock.now()).effect_of(value)
    except Refusal as refusal:
        sentence = str(refusal)
    return render(request, "desk/_publication_effect.html", {"sentence": sentence})


def _sample(info: procedures.PublicationPage, by: Actor, at: datetime) -> answers.Sample:
    return answers.Sample(at=at, unit_code=by.unit_code, counting=layers.counting_of(info))


@requires(organisation.Role.PUBLISHER)
@require_GET
def original(request: HttpRequest, code: str) -> HttpResponse:
    """Show the national record word for word, as it was imported."""
    try:
        info = procedures.publication_page(code, clock.now())
    except procedures.UnknownProcedure as unknown:
        return render(request, "desk/refused.html", {"sentence": str(unknown)}, status=404)
    return HttpResponse(info.national_original, content_type="text/plain; charset=utf-8")
