"""Who may open which page: deny by default. A route whose view states no policy does not start."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver
from django.utils.http import urlencode

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.rights import Policy, policy_of
from motcua.entrypoints.web import acting, second_factor
from motcua.foundation import clock
from motcua.kernel.language import say

__all__ = ["Device", "Policy", "PolicyMiddleware", "allow", "before_second_factor", "no_right", "policy_of", "public", "require_policies", "requires", "routes",
           "signed_in", "unknown_dossier"]  # fmt: skip
NUL = "\x00"
SAFE = frozenset({"GET", "HEAD"})
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
NOT_KEPT = "private, no-store"
"""What every answer says of caches; files of the pages' looks are given by another part and may be kept."""


class Device(StrEnum):
    """What a page may ask a browser for: nothing, unless it says so itself."""

    CAMERA = "camera"
    GEOLOCATION = "geolocation"
    MICROPHONE = "microphone"


PERMISSIONS = "Permissions-Policy"


def allow(response: HttpResponse, *devices: Device) -> HttpResponse:
    """Let the page that is answered ask the browser for these, and for nothing else."""
    response.headers[PERMISSIONS] = ", ".join(f"{one}=({'self' if one in devices else ''})" for one in Device)
    return response


def _stated(policy: Policy) -> Callable[[View], View]:
    def state(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return state


def public(view: View) -> View:
    """State that everybody may open the page."""
    return _stated(Policy(is_public=True))(view)


def signed_in(view: View) -> View:
    """State that every officer with a posting may open the page."""
    return _stated(Policy())(view)


def before_second_factor(view: View) -> View:
    """State that every officer with a posting may open the page, also while the second factor is owed.

    Such a page is told of no actor: it does nothing but take the second factor.
    """
    return _stated(Policy(is_before_second_factor=True))(view)


def requires(*roles: organisation.Role, of_the_province: bool = False) -> Callable[[View], View]:
    """State that an officer with one of these roles may open the page, held at the province's own unit where that is said."""
    return _stated(Policy(roles=frozenset(roles), of_the_province=of_the_province))


def require_policies(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Raise ImproperlyConfigured naming every route whose view states no policy."""
    bare = [str(route) for route, view in routes(patterns) if policy_of(view) is None]
    if bare:
        raise ImproperlyConfigured(f"these routes state no policy: {', '.join(bare)}")


def routes(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every route with its view."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


class PolicyMiddleware:
    """Hold every request against the policy of its view, and tell the view who acts (`request.actor`).

    A page that only shows looks once how the organisation stands; whatever changes something asks within its act.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; nothing that is said here is kept by a browser or proxy, where the next person could read it; no device is asked for."""
        if request.method in SAFE:
            with organisation.at_one_moment():
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response if PERMISSIONS in response.headers else allow(response)

    def process_view(self, request: HttpRequest, view: object, _args: Any, kwargs: Any) -> HttpResponseBase | None:
        _drop_nul(request, kwargs)
        policy = policy_of(view)
        if policy is None:
            return no_right(request, needed=say("chưa được đặt cho trang này"))
        if policy.is_public:
            return None
        if not request.user.is_authenticated:
            return redirect(f"/dang-nhap?{urlencode({'next': request.get_full_path()})}")
        actor = acting.actor_from_session(request)
        if actor is None:
            return no_right(request, needed=say("của một vị trí công tác còn hiệu lực"))
        if second_factor.is_owed(request, actor) and second_factor.is_too_late(request):
            return second_factor.end_session(request)
        if policy.is_before_second_factor:
            return None
        if second_factor.is_owed(request, actor):
            return second_factor.lead_there(request)
        request.actor = actor  # type: ignore[attr-defined]
        if not policy.opens_for(actor.roles, actor.unit_code, clock.now().date()):
            return no_right(request, needed=_in_words(policy.roles))
        return None


def _drop_nul(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """Take the letter NUL out of the fields: no keyboard types it, and no text of the database can hold it.

    Raises Http404 for an address with it.
    """
    if any(NUL in str(value) for value in kwargs.values()):
        raise Http404
    for name in ("GET", "POST"):
        fields: QueryDict = getattr(request, name)
        if any(NUL in value for _, values in fields.lists() for value in values):
            cleaned = fields.copy()
            for key, values in fields.lists():
                cleaned.setlist(key, [value.replace(NUL, "") for value in values])
            setattr(request, name, cleaned)


def _in_words(roles: Iterable[organisation.Role]) -> str:
    return say(" hoặc ").join(sorted(say(organisation.ROLE_NAMES[role]) for role in roles))


def no_right(request: HttpRequest, *, needed: str) -> HttpResponse:
    """Return the page that says which right is needed, who gives it, and what the person has now."""
    return render(
        request,
        "site/no_right.html",
        {"needed": needed, "rights": acting.rights_in_words(request)},
        status=403,
    )


def unknown_dossier(request: HttpRequest) -> HttpResponse:
    """Return the one page for a dossier that is unknown or forbidden."""
    context = {"for_dossier": True, "rights": acting.rights_in_words(request)}
    return render(request, "site/no_right.html", context, status=404)
