"""The only clock of the product. Domain code never asks it: moments are handed in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present moment in Asia/Ho_Chi_Minh, or the moment of MOTCUA_CLOCK in demo mode."""
    if settings.ENVIRONMENT.clock:
        return set_moment()
    return datetime.now(tz=ZONE)


def set_moment() -> datetime:
    """Return the moment that MOTCUA_CLOCK sets. Raises ValueError where it has no offset."""
    moment = datetime.fromisoformat(settings.ENVIRONMENT.clock)
    if moment.tzinfo is None:
        raise ValueError("MOTCUA_CLOCK needs an offset, for example 2026-11-25T09:00+07:00")
    return moment.astimezone(ZONE)
