"""Where an officer's day begins: the first page that the position has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.frame import WORKING
from motcua.entrypoints.web.policy import signed_in


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the inbox, or for publishers to the procedures, else to the search."""
    roles = actor_of(request).roles
    if not WORKING.isdisjoint(roles):
        return redirect("desk:inbox")
    return redirect("desk:procedures" if organisation.Role.PUBLISHER in roles else "desk:search")
