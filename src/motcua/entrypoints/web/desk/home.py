"""Where an officer's day begins: the first page that the position has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.acting import actor_of
from motcua.entrypoints.web.frame import SEEING, WORKING
from motcua.entrypoints.web.policy import signed_in


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the inbox, for publishers to the procedures, for supervisors to the board, else to administration."""
    roles = actor_of(request).roles
    if not WORKING.isdisjoint(roles):
        return redirect("desk:inbox")
    if organisation.Role.PUBLISHER in roles:
        return redirect("desk:procedures")
    if not SEEING.isdisjoint(roles):
        return redirect("oversight:board")
    return redirect("administration:home")
