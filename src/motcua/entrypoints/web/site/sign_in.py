"""Sign in and out; choose the position to act by."""

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo.province import PASSWORD
from motcua.entrypoints.web import acting, second_factor, wording
from motcua.entrypoints.web.client import client_address
from motcua.entrypoints.web.policy import public, signed_in
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean, sort_key

WRONG = to_say("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bàn phím (Telex, Caps Lock) rồi nhập lại.")
BACKEND = "motcua.entrypoints.web.sessions.OfficerBackend"


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page; sign an officer in."""
    if request.method == "GET":
        return _page(request, login="", errors=[])
    demo_login = request.POST.get("demo_login", "")
    if demo_login and settings.ENVIRONMENT.demo:
        return _enter(request, _demo_officer(demo_login), by_click=True)
    login = clean(request.POST.get("login", "")).lower()
    try:
        officer = _who_knows_the_password(request, login)
    except organisation.TooManyAttempts as refusal:
        return _page(request, login=login, errors=[], status=429, locked_until=wording.hour(refusal.until))
    if officer is None:
        return _page(request, login=login, errors=[{"text": say(WRONG), "field": "login"}], status=400)
    return _enter(request, officer)


def _who_knows_the_password(request: HttpRequest, login: str) -> Any:
    """Return the officer, None where login or password is wrong. Raises TooManyAttempts before any is looked at."""
    limits = organisation.password_limits(login, client_address(request))
    organisation.begin_attempt(limits, at=clock.now())
    officer = auth.authenticate(request, username=login, password=request.POST.get("password", ""))
    if officer is not None:
        organisation.attempt_succeeded(limits)
    return officer


def _enter(request: HttpRequest, officer: Any, *, by_click: bool = False) -> HttpResponse:
    auth.login(request, officer, backend=BACKEND)
    held = acting.rights_of(request)
    request.session[acting.SEVERAL] = len({right.unit_code for right in held}) > 1
    if by_click:
        request.session[second_factor.GIVEN] = second_factor.WITHOUT_IN_DEMO
    elif any(right.demands_second_factor for right in held):
        second_factor.owe(request)
    return redirect(second_factor.wanted_page(request))


def _demo_officer(login: str) -> Any:
    return auth.load_backend(BACKEND).get_user(organisation.officer_by_login(login).officer_id)


def _page(
    request: HttpRequest, *, login: str, errors: list[dict[str, str]], status: int = 200, locked_until: str = ""
) -> HttpResponse:
    context = {
        "login": login,
        "errors": errors,
        "locked_until": locked_until,
        "was_too_late": request.method == "GET" and "het-han" in request.GET,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "demo_accounts": _demo_accounts() if settings.ENVIRONMENT.demo else [],
        "demo_password": PASSWORD if settings.ENVIRONMENT.demo else "",
    }
    return render(request, "site/sign_in.html", context, status=status)


def _demo_accounts() -> list[dict[str, str]]:
    """One line an officer, in demo mode only; production refuses demo mode (config/environment.py)."""
    rows = [
        {"login": officer.login, "name": officer.full_name, "position": right.position, "unit": right.unit_name}
        for officer in organisation.officers(clock.now().date())
        for right in officer.rights[:1]
    ]
    return sorted(rows, key=lambda row: (sort_key(row["unit"]), row["login"]))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    return redirect("site:sign_in")


@signed_in
@require_POST
def choose_position(request: HttpRequest) -> HttpResponse:
    """Act by another of one's positions."""
    try:
        acting.choose_unit(request, request.POST.get("unit", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:home")
