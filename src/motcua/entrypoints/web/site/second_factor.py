"""The second factor of who administers, leads or signs: the code after the password, and enrolling the app once.

These pages stand outside the officers' frame: before the code was given they show nothing of the work.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web import acting, second_factor, wording
from motcua.entrypoints.web.policy import before_second_factor
from motcua.foundation import clock
from motcua.foundation.actor import Actor
from motcua.foundation.secret_store import SecretUnreadable


@before_second_factor
@require_http_methods(["GET", "POST"])
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app, or a recovery code; lead to enrolment who has none yet."""
    by = _who_owes(request)
    if by is None:
        return redirect(second_factor.wanted_page(request))
    if not organisation.has_second_factor(by.login):
        return redirect(f"/ma-xac-nhan/dang-ky{_with_next(request)}")
    if request.method == "GET":
        return _code_page(request)
    try:
        given = _given(request, by)
    except organisation.TooManyAttempts as refusal:
        return _code_page(request, locked_until=wording.hour(refusal.until), status=429)
    except (organisation.WrongCode, SecretUnreadable) as refusal:
        field = "recovery" if request.POST.get("recovery") else "code"
        return _code_page(request, errors=[{"text": str(refusal), "field": field}], status=400)
    second_factor.take(request, given.number)
    return redirect(second_factor.wanted_page(request))


def _given(request: HttpRequest, by: Actor) -> organisation.Given:
    recovery = request.POST.get("recovery", "").strip()
    if recovery:
        return organisation.give_recovery_code(login=by.login, code=recovery, by=by, at=clock.now())
    return organisation.give_code(login=by.login, code=request.POST.get("code", ""), at=clock.now())


@before_second_factor
@require_http_methods(["GET", "POST"])
@never_cache
def enrol(request: HttpRequest) -> HttpResponse:
    """Offer a secret as a QR code; once an administrator's code and one of the app confirm it, show the recovery codes, on this one page only."""
    by = _who_owes(request)
    if by is None or organisation.has_second_factor(by.login):
        return redirect(f"/ma-xac-nhan{_with_next(request)}")
    offered = request.session.setdefault(second_factor.OFFERED, organisation.new_offer(by.login))
    if request.method == "GET":
        return _enrolment_page(request, offered, by)
    try:
        done = organisation.enrol_second_factor(
            login=by.login, offered=offered, code=request.POST.get("code", ""),
            enrolment_code=request.POST.get("enrolment_code", ""), by=by, at=clock.now(),
        )  # fmt: skip
    except organisation.TooManyAttempts as refusal:
        return _enrolment_page(
            request, offered, by, errors=[{"text": str(refusal), "field": "enrolment_code"}], status=429
        )
    except organisation.WrongEnrolmentCode as refusal:
        return _enrolment_page(request, offered, by, errors=[{"text": str(refusal), "field": "enrolment_code"}])
    except organisation.WrongCode as refusal:
        return _enrolment_page(request, offered, by, errors=[{"text": str(refusal), "field": "code"}])
    except organisation.AlreadyEnrolled:
        return redirect(f"/ma-xac-nhan{_with_next(request)}")
    second_factor.take(request, done.number)
    context = {"codes": done.recovery_codes, "login": by.login, "go_on": second_factor.wanted_page(request)}
    return render(request, "site/recovery_codes.html", context)


def _who_owes(request: HttpRequest) -> Actor | None:
    """Return the officer while the second factor is owed; None where there is nothing to give."""
    actor = acting.actor_from_session(request)
    return actor if actor is not None and second_factor.is_owed(request, actor) else None


def _code_page(
    request: HttpRequest, *, errors: list[dict[str, str]] | None = None, locked_until: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "errors": errors or [],
        "locked_until": locked_until,
        "with_recovery": bool(request.POST.get("recovery")),
        "next": second_factor.wanted_page(request),
    }
    return render(request, "site/second_factor.html", context, status=status)


def _enrolment_page(
    request: HttpRequest, offered: str, by: Actor, errors: list[dict[str, str]] | None = None, status: int = 400
) -> HttpResponse:
    try:
        offer = organisation.read_offer(offered, by.login)
    except SecretUnreadable:  # another key since it was offered: offer another secret
        offered = request.session[second_factor.OFFERED] = organisation.new_offer(by.login)
        offer = organisation.read_offer(offered, by.login)
    context: dict[str, Any] = {
        "errors": errors or [],
        "login": by.login,
        "secret": offer.secret.split("-"),
        "picture": _qr_code(offer.address),
        "next": second_factor.wanted_page(request),
        "typed_enrolment_code": request.POST.get("enrolment_code", ""),
        "is_demo": settings.ENVIRONMENT.demo,
    }
    return render(request, "site/second_factor_enrol.html", context, status=status if errors else 200)


def _qr_code(address: str) -> str:
    import segno

    return segno.make_qr(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")


def _with_next(request: HttpRequest) -> str:
    return f"?{urlencode({'next': second_factor.wanted_page(request)})}"
