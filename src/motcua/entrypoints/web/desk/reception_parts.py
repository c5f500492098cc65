"""Parts of the reception page that the server draws again while it is typed."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.desk import presenting_reception, reception, reception_form
from motcua.entrypoints.web.desk.presenting_reception import Desk
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.vietnamese import clean


@requires(organisation.Role.RECEPTION)
@require_GET
def reception_suggest(request: HttpRequest) -> JsonResponse:
    """Suggest published procedures for what is typed, at most six."""
    desk = Desk(actor_of(request), clock.now())
    return JsonResponse({"items": presenting_reception.suggestions(clean(request.GET.get("q", "")), desk)})


@requires(organisation.Role.RECEPTION)
@require_POST
def reception_slip(request: HttpRequest) -> HttpResponse:
    """Draw the cases, the papers and the slip for what is chosen now."""
    desk = Desk(actor_of(request), clock.now())
    typed = reception_form.read(request.POST)
    person = reception_form.person_part(typed, desk.at.date())
    return render(request, "desk/reception_chosen.html", reception.parts(typed, person, desk))


@requires(organisation.Role.RECEPTION)
@require_POST
def reception_person(request: HttpRequest) -> HttpResponse:
    """Draw what is known of the identifier: name and address, or that they must be typed.

    Fields in which somebody may be typing are drawn again only where they change.
    """
    desk = Desk(actor_of(request), clock.now())
    typed = reception_form.read(request.POST)
    person = reception_form.person_part(typed, desk.at.date())
    reception.note_look(person, desk)
    keeps_fields = person.known is None and not person.was_other and person.kind == typed.kind
    context = {**reception.parts(typed, person, desk), "keeps_fields": keeps_fields, "is_fragment": True}
    return render(request, "desk/reception_person_answer.html", context)
