"""What a login may see and do on a day, and why: for the administrators of the units at which it works."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.entrypoints import rights
from motcua.entrypoints.web import rights_words
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.policy import requires
from motcua.foundation import clock
from motcua.kernel.language import to_say
from motcua.kernel.vietnamese import clean


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def officer_rights(request: HttpRequest) -> HttpResponse:
    """Show the rights of one login (`?tai-khoan=`) on a day (`?ngay=`); a login of other units is not there."""
    by, today = actor_of(request), clock.now().date()
    login = clean(request.GET.get("tai-khoan", ""))[:60]
    context: dict[str, object] = {
        "asked": login,
        "today": today.isoformat(),
        "keys": [("F9", to_say("Xem")), ("Esc", to_say("Quản trị"))],
    }
    if not login:
        return render(request, "administration/rights.html", context)
    if not rights.administers(by, login, today):
        raise Http404
    try:
        day = rights.day_of(request.GET.get("ngay", ""), today)
    except rights.UnreadableDay as refusal:
        day, context["errors"] = today, [{"text": str(refusal), "field": "o-ngay"}]
    context["found"] = rights_words.page(rights.rights_of(login, day))
    return render(request, "administration/rights.html", context, status=400 if "errors" in context else 200)
