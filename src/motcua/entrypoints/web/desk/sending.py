"""Send an act once: every form carries a key, and the same key sent twice is one act."""

import re
import secrets

from django.http import HttpRequest

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
MOST_LETTERS = 80


def new_key() -> str:
    """Return a new key for a form."""
    return secrets.token_urlsafe(12)


def key_of(request: HttpRequest) -> str:
    """Return the key that a form carried; without one the act is done each time it is sent."""
    return request.POST.get("key", "")[:MOST_LETTERS]


def place_of(request: HttpRequest) -> str:
    """Return the place in the inbox from which the dossier was opened, as the page or its form carries it."""
    return (request.POST.get("tu") or request.GET.get("tu") or "")[:MOST_LETTERS]


def with_zone(typed: str) -> str:
    """Return a moment as a field of date and time carries it, with the zone of Vietnam; what has one, or is empty, as it is."""
    return f"{typed}:00+07:00" if MOMENT.fullmatch(typed) else typed
