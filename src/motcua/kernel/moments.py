"""How moments are written where they are kept: a paper or a message lies in a drawer, so it always says weekday and year."""

from datetime import datetime
from typing import Final

from motcua.kernel.working_time import local

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def moment(at: datetime) -> str:
    """Return a moment: `14 giờ 20, thứ Sáu, ngày 27/11/2026`. Raises NaiveMoment."""
    here = local(at)
    hour = f"{here:%H} giờ {here:%M}" if here.minute else f"{here:%H} giờ"
    return f"{hour}, {WEEKDAYS[here.weekday()]}, ngày {day(at)}"


def day(at: datetime) -> str:
    """Return a day: `27/11/2026`. Raises NaiveMoment."""
    here = local(at)
    return f"{here.day:02}/{here.month:02}/{here.year}"
