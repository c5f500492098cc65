"""The first page: officers go to their work, everybody else to what is public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.entrypoints.web.policy import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """Lead an officer who is signed in to the desk, and everybody else to the search; from there one signs in."""
    return redirect("desk:home" if request.user.is_authenticated else "citizen:procedures")
