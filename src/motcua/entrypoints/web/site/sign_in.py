"""Sign in and out; choose the position to act by."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo.province import PASSWORD
from motcua.entrypoints.web import acting, wording
from motcua.entrypoints.web.policy import public, signed_in
from motcua.foundation import clock
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import sort_key

WRONG = to_say("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bàn phím (Telex, Caps Lock) rồi nhập lại.")
DEMO_BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page; sign an officer in."""
    if request.method == "GET":
        return _page(request, login="", errors=[])
    demo_login = request.POST.get("demo_login", "")
    if demo_login and settings.ENVIRONMENT.demo:
        return _enter(request, _demo_officer(demo_login), backend=DEMO_BACKEND)
    login = request.POST.get("login", "").strip().lower()
    officer = auth.authenticate(request, username=login, password=request.POST.get("password", ""))
    if getattr(request, "axes_locked_out", False):
        return locked_out(request)
    if officer is None:
        return _page(request, login=login, errors=[{"text": say(WRONG), "field": "login"}], status=400)
    return _enter(request, officer)


def _enter(request: HttpRequest, officer: Any, backend: str | None = None) -> HttpResponse:
    auth.login(request, officer, backend=backend)
    request.session[acting.SEVERAL] = len({right.unit_code for right in acting.rights_of(request)}) > 1
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if wanted and is_ours else "desk:home")


def _demo_officer(login: str) -> Any:
    return auth.load_backend(DEMO_BACKEND).get_user(organisation.officer_by_login(login).officer_id)


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Say until when a login is closed after repeated wrong passwords."""
    until = clock.now() + timedelta(hours=settings.AXES_COOLOFF_TIME)
    return _page(
        request,
        login=request.POST.get("login", ""),
        errors=[],
        status=429,
        locked_until=wording.hour(until),
    )


def _page(
    request: HttpRequest, *, login: str, errors: list[dict[str, str]], status: int = 200, locked_until: str = ""
) -> HttpResponse:
    context = {
        "login": login,
        "errors": errors,
        "locked_until": locked_until,
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
