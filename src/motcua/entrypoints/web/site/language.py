"""Choose the language of the pages, and come back to the page where one was."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.entrypoints.web import language
from motcua.entrypoints.web.policy import public


@public
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language; lead back to the page named, never to another site.

    Asked without a token, so that a look at a public page sets no cookie: the most another site could do is change the
    language, which one press changes back.
    """
    response = redirect(_way_back(request))
    language.keep(response, request.POST.get("language", ""))
    return response


def _way_back(request: HttpRequest) -> str:
    named = request.POST.get("next", "")
    if language.is_ours(named):
        return named
    came_from = urlsplit(request.headers.get("Referer", ""))
    address = came_from._replace(scheme="", netloc="", fragment="").geturl()
    return address if came_from.netloc == request.get_host() and language.is_ours(address) else "/"
