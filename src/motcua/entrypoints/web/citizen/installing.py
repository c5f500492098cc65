"""Public pages on a phone: how they are installed, which are kept there without a network, and what stands in for the rest."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.web.citizen.procedures import SHARED
from motcua.entrypoints.web.citizen.short import LETTERS, OLD_DESK
from motcua.entrypoints.web.policy import public
from motcua.foundation import clock
from motcua.kernel.language import say

KEEPS = ("^/thu-tuc(/[^/]+){0,2}$", "^/don-vi/[^/]+$", "^/viec(/[^/]+)?$")
"""The pages a phone may keep: what is the same for everybody. Never a dossier, a rating, an officer's page."""
PASSES = (LETTERS, OLD_DESK, "fbclid", "zarsrc", "utm_source", "utm_medium", "utm_campaign")
"""What may stand behind such an address and the page is still kept: how somebody came. A page with a question is not kept."""
STANDS_IN = ("^/$", "^/[qQ]/", "^/thu-tuc", "^/don-vi", "^/viec/")
"""Where the page that there is no network stands in: what is nobody's own."""
ENTRIES = ("styles/pages.scss", "scripts/pages.js", "scripts/near.js", "styles/mark.svg")
WORKER = "scripts/worker.js"
ICONS = (
    ("styles/icon-192.png", "192x192", "any"),
    ("styles/icon-512.png", "512x512", "any"),
    ("styles/icon-maskable.png", "512x512", "maskable"),
)
BAR, GROUND = "#0a3d45", "#f3f5f5"


@public
@require_GET
def manifest(_request: HttpRequest) -> JsonResponse:
    """Describe the pages to a phone that installs them; what is shared with them is searched for."""
    top = organisation.province(clock.now().date())
    start = "/thu-tuc"
    return JsonResponse(
        {
            "id": "/", "name": say("Một Cửa, thủ tục hành chính"), "short_name": "Một Cửa", "lang": translation.get_language(),
            "description": say("Tìm thủ tục, chuẩn bị giấy tờ, theo dõi hồ sơ. {unit}", unit=top.name if top else ""),
            "start_url": start, "scope": "/", "display": "standalone",
            "theme_color": BAR, "background_color": GROUND,
            "icons": [
                {"src": static(_built()[name]["file"]), "sizes": sizes, "type": "image/png", "purpose": purpose}
                for name, sizes, purpose in ICONS
            ],
            "share_target": {"action": start, "method": "GET", "enctype": "application/x-www-form-urlencoded", "params": dict(zip(("text", "title", "url"), SHARED, strict=True))},
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip


@public
@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """Give the service worker; it changes with every release, so that a phone takes the new one."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Stand in for a page that was never seen on this phone, where there is no network."""
    return render(request, "citizen/offline.html", {})


@cache
def _built() -> dict[str, Any]:
    """Return what the build wrote, by the name of its source."""
    found: dict[str, Any] = json.loads((_folder() / "manifest.json").read_text(encoding="utf-8"))
    return found


@cache
def _worker() -> str:
    script = (_folder() / _built()[WORKER]["file"]).read_text(encoding="utf-8")
    told = {
        "KEEPS": KEEPS,
        "PASSES": PASSES,
        "STANDS_IN": STANDS_IN,
        "SHELL": _shell(),
        "OFFLINE": reverse("citizen:offline"),
    }
    stamp = hashlib.sha256(json.dumps([told, script]).encode()).hexdigest()[:12]
    return f"Object.assign(self, {json.dumps({**told, 'KEPT': f'mot-cua {stamp}'})});\n{script}"


def _shell() -> list[str]:
    """Return the addresses of what every public page needs: styles, scripts with what they import, fonts."""
    files = [
        one["file"]
        for name, one in _built().items()
        if name in ENTRIES or name.startswith("_") or "/files/" in name or ".mc-num" in name
    ]
    return sorted(static(file) for file in files)


def _folder() -> Path:
    return Path(settings.ASSETS) / "pages"
