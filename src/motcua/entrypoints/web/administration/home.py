"""Where an administrator's day begins: what there is to administer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.policy import requires


@requires(organisation.Role.ADMINISTRATOR)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List the administrators' pages."""
    return render(request, "administration/home.html")
