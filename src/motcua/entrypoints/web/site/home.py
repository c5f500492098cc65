"""The first page: officers go to their work, everybody else to what is public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.entrypoints.web.policy import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the desk where somebody is signed in, else to the sign-in page."""
    return redirect("desk:home" if request.user.is_authenticated else "site:sign_in")
