"""English as second language of the pages: chosen by the person, kept in a cookie, spoken for one request.

Never read from what the browser prefers: an officer's paper and neighbour must not depend on how a machine was set up.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.kernel.language import speaking

COOKIE = "language"
KEPT_FOR = 365 * 24 * 60 * 60
SOURCE, ENGLISH = "vi", "en"
NAMES = {SOURCE: "Tiếng Việt", ENGLISH: "English"}


def chosen(request: HttpRequest) -> str:
    """Return the language that the person chose; Vietnamese where none or an unknown one is."""
    code = request.COOKIES.get(COOKIE, SOURCE)
    return code if code in NAMES else SOURCE


def in_catalogue(sentence: str, number: int | None = None, /) -> str:
    """Look a sentence up in the language that Django speaks now: one catalogue for templates and for what is said."""
    if number is None:
        return translation.gettext(sentence)
    return translation.ngettext(sentence, sentence, number)


def spoken(words: Mapping[str, str]) -> str:
    """Return what data says in the language that is spoken; in Vietnamese where it does not say it in that one."""
    return words.get(translation.get_language() or SOURCE, words[SOURCE])


class LanguageMiddleware:
    """Speak the chosen language until the answer is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = chosen(request)
        if code == SOURCE:
            with translation.override(SOURCE):
                response = self.get_response(request)
        else:
            with translation.override(code), speaking(in_catalogue):
                response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Content-Language"] = code
            patch_vary_headers(response, ["Cookie"])
        return response


def keep(response: HttpResponse, code: str) -> None:
    """Keep the choice in a cookie; Vietnamese needs none."""
    if code == SOURCE or code not in NAMES:
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(
        COOKIE, code, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def offer(request: HttpRequest) -> dict[str, str]:
    """Return the other language to choose, in its own words, and the page to come back to."""
    other = SOURCE if chosen(request) == ENGLISH else ENGLISH
    return {"code": other, "name": NAMES[other], "next": _here(request)}


def is_ours(address: str) -> bool:
    """Return whether an address leads to a page of this site."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def _here(request: HttpRequest) -> str:
    """Return the address of this page; of an answer to a form, which cannot be opened again, the page it came from."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else ""
