"""The pages for what went wrong: three sentences and a short code for the administrator."""

import logging
import secrets
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from motcua.entrypoints.web.policy import public
from motcua.foundation.database import sentence_for

log = logging.getLogger("motcua.web")


def _page(request: HttpRequest, status: int, **words: str) -> HttpResponse:
    code = secrets.token_hex(3).upper() if status >= 500 else ""
    if code:
        log.error("error page %s shown for %s %s", code, request.method, request.path)
    text = render_to_string("site/error.html", {"status": status, "short_code": code, "home_url": "/", **words})
    return HttpResponse(text, status=status)


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 503 where the session could not be kept because the database was lost just then."""
    sentence = next(filter(None, map(sentence_for, _behind(exception))), None)
    return _page(request, 503, what=sentence) if sentence else _page(request, 400)


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and all during which it came up: Django calls a lost connection an interrupted session."""
    while error is not None:
        yield error
        error = error.__context__


@public
def no_right(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403: a form that is too old (CSRF)."""
    _ = exception, reason
    return _page(request, 403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    _ = exception
    return _page(request, 404)


@public
def failed(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database or the disk is what is missing."""
    import sys

    error = sys.exc_info()[1]
    sentence = sentence_for(error) if error else None
    return _page(request, 503, what=sentence) if sentence else _page(request, 500)


class LostDatabaseMiddleware:
    """Show the 503 page where the database is lost, before anything else asks it."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)  # type: ignore[no-any-return]
        except Exception as error:
            sentence = sentence_for(error)
            if sentence is None:
                raise
            return _page(request, 503, what=sentence)
