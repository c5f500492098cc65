"""How moments are written where they are kept: a paper or a message lies in a drawer, so it always says weekday and year."""

from datetime import datetime
from typing import Final

from motcua.kernel.language import say, say_day, to_say
from motcua.kernel.working_time import local

WEEKDAYS: Final = (
    to_say("thứ Hai"),
    to_say("thứ Ba"),
    to_say("thứ Tư"),
    to_say("thứ Năm"),
    to_say("thứ Sáu"),
    to_say("thứ Bảy"),
    to_say("Chủ nhật"),
)


def moment(at: datetime) -> str:
    """Return a moment: `14 giờ 20, thứ Sáu, ngày 27/11/2026`. Raises NaiveMoment."""
    here = local(at)
    hour = f"{here:%H} giờ {here:%M}" if here.minute else f"{here:%H} giờ"
    return f"{hour}, {WEEKDAYS[here.weekday()]}, ngày {day(at)}"


def moment_said(at: datetime) -> str:
    """Return a moment for who reads it now, in the language spoken now; in Vietnamese it is as `moment`."""
    here = local(at)
    facts = {"hour": f"{here:%H}", "minute": f"{here:%M}"}
    hour = say("{hour} giờ {minute}", **facts) if here.minute else say("{hour} giờ", **facts)
    return say("{hour}, {weekday}, ngày {day}", hour=hour, weekday=say(WEEKDAYS[here.weekday()]), day=say_day(here))


def day(at: datetime) -> str:
    """Return a day: `27/11/2026`. Raises NaiveMoment."""
    here = local(at)
    return f"{here.day:02}/{here.month:02}/{here.year}"


def stamp(at: datetime) -> str:
    """Return a moment as a table of a paper has it: `14:20 27/11/2026`. Raises NaiveMoment."""
    return f"{local(at):%H:%M} {day(at)}"
