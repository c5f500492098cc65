"""Open a dossier by the code on its receipt, read by the camera of the machine at the counter."""

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.entrypoints.web.frame import SEEING
from motcua.entrypoints.web.policy import Device, allow, requires
from motcua.kernel.language import to_say

KEYS = [("F4", to_say("Tìm")), ("F9", to_say("Mở hồ sơ")), ("Esc", to_say("Về việc của tôi"))]
READER = "'wasm-unsafe-eval'"
"""Lets the reader run as WebAssembly, on this page alone; scripts are still none but our own."""


@requires(*SEEING)
@require_GET
@csp_update({"script-src": [READER]})
def scan(request: HttpRequest) -> HttpResponse:
    """Show the page with the camera; what it reads goes to the search, within what the officer may see."""
    return allow(render(request, "desk/scan.html", {"keys": KEYS}), Device.CAMERA)
