"""Moments in local time, in whole minutes."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from motcua.kernel.working_time.refusals import NaiveMoment

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def local(at: datetime) -> datetime:
    """Return the same moment as clocks here show it. Raises NaiveMoment."""
    if at.tzinfo is ZONE:
        return at
    if at.utcoffset() is None:
        raise NaiveMoment
    return at.astimezone(ZONE)


def whole_minute(at: datetime) -> datetime:
    """Return the local moment with its seconds cut off (rule 1). Raises NaiveMoment."""
    return local(at).replace(second=0, microsecond=0)
