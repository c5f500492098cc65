"""Whether a session still owes its second factor, and until when it may be given.

A session whose officer administers, leads or signs reaches no page but those of the second factor before it was given
in this very session; `policy.PolicyMiddleware` asks here, for every page.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from motcua.foundation import clock
from motcua.foundation.actor import Actor

GIVEN, OWED_SINCE, OFFERED = "second_factor", "second_factor_owed_since", "second_factor_offered"
WITHOUT_IN_DEMO = "demo"
GIVEN_WITHIN = timedelta(minutes=10)


def is_owed(request: HttpRequest, actor: Actor) -> bool:
    """Tell whether the officer must give a second factor and this session has not, or not the present one."""
    if not actor.demands_second_factor:
        return False
    given = request.session.get(GIVEN)
    if given == WITHOUT_IN_DEMO:
        return not settings.ENVIRONMENT.demo
    return not given or given != request.user.second_factor_number  # type: ignore[union-attr]


def owe(request: HttpRequest) -> None:
    """Let the time begin in which the second factor is to be given; it does not begin again."""
    request.session.setdefault(OWED_SINCE, clock.now().isoformat())


def is_too_late(request: HttpRequest) -> bool:
    """Tell whether the time is over in which the second factor was to be given."""
    since = request.session.get(OWED_SINCE)
    return since is not None and clock.now() - datetime.fromisoformat(since) > GIVEN_WITHIN


def take(request: HttpRequest, number: int | str) -> None:
    """Keep in the session, under a new key, that the second factor was given."""
    request.session[GIVEN] = number
    for word in (OWED_SINCE, OFFERED):
        request.session.pop(word, None)
    request.session.cycle_key()


def lead_there(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for the second factor, and back to the page that was asked for."""
    owe(request)
    return redirect(f"/ma-xac-nhan?{urlencode({'next': _page_asked_for(request)})}")


def end_session(request: HttpRequest) -> HttpResponse:
    """End a session that did not give its second factor in time, and lead to the sign-in."""
    auth.logout(request)
    return redirect(f"/dang-nhap?{urlencode({'next': _page_asked_for(request), 'het-han': '1'})}")


def wanted_page(request: HttpRequest) -> str:
    """Return the page of ours to go to after signing in, as the form or the address says; else the desk."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if wanted and is_ours else "/lam-viec/"


def _page_asked_for(request: HttpRequest) -> str:
    asked = request.get_full_path()
    return "/lam-viec/" if request.method != "GET" or request.path.startswith("/ma-xac-nhan") else asked
