"""What machines ask: is the process alive, is it ready."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare

from motcua.entrypoints.jobs.health import health
from motcua.entrypoints.jobs.metrics import exposition
from motcua.entrypoints.web.policy import public


@public
def live(_request: HttpRequest) -> JsonResponse:
    """Answer while the process answers at all."""
    return JsonResponse({"live": True})


@public
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 where database, disk and jobs are well, else 503 with what is not."""
    found = health()
    return JsonResponse({"ready": found["well"], "parts": found["parts"]}, status=200 if found["well"] else 503)


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer figures to whoever holds MOTCUA_METRICS_TOKEN; without one, to everybody but in production to nobody."""
    token = settings.ENVIRONMENT.metrics_token
    given = request.headers.get("Authorization", "")
    is_open = not token and not settings.ENVIRONMENT.production
    if not is_open and not (token and constant_time_compare(given, f"Bearer {token}")):
        return HttpResponse(status=404)
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
