"""The statement on access (tiếp cận): for whom the pages work, how that was tried, and what is still wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.entrypoints.web.policy import public


@public
@require_GET
def access(request: HttpRequest) -> HttpResponse:
    """Say what the public pages hold to and what they do not yet."""
    return render(request, "citizen/access.html", {})
