"""What machines ask: is the process alive, is it ready."""

from django.http import HttpRequest, JsonResponse

from motcua.entrypoints.jobs.health import health
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
