"""What may I see and do, and why: for each officer about the own login."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.entrypoints import rights
from motcua.entrypoints.web import rights_words
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import signed_in
from motcua.foundation import clock
from motcua.kernel.language import to_say


@signed_in
@require_GET
def own_rights(request: HttpRequest) -> HttpResponse:
    """Show the reader's own rights on a day (`?ngay=`), today unless another is asked for."""
    today = clock.now().date()
    context: dict[str, object] = {"is_own": True, "keys": [("F9", to_say("Xem"))]}
    try:
        day = rights.day_of(request.GET.get("ngay", ""), today)
    except rights.UnreadableDay as refusal:
        day, context["errors"] = today, [{"text": str(refusal), "field": "o-ngay"}]
    context["found"] = rights_words.page(rights.rights_of(actor_of(request).login, day))
    return render(request, "desk/rights.html", context, status=400 if "errors" in context else 200)
