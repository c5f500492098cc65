"""One line of the log a request: what was asked for by its route, how it ended, how long it took."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from motcua.entrypoints.web.client import client_address, network_of

LOG = logging.getLogger("motcua.requests")
STATIC = "/tinh/"


class RequestLogMiddleware:
    """Log the route's pattern, never the address with its codes and words, and the client's network, not the client."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(STATIC):
            return self.get_response(request)
        begun = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else None
        facts = {
            "method": request.method,
            "route": f"/{route}" if route is not None else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - begun) * 1000, 1),
            "network": network_of(client_address(request)),
        }
        LOG.info("request", extra={"facts": facts})
        return response
