"""Working calendars as a province writes them down (lịch làm việc): weekly sessions and the days that differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from motcua.kernel.language import say, say_day
from motcua.kernel.working_time.refusals import UnreadableCalendar

Session = tuple[int, int]
Sessions = tuple[Session, ...]

REFERENCE_WEEKDAY = 0  # Monday: its sessions are one working day
MINUTES_A_DAY = 1440


class DayKind(StrEnum):
    """What a day is in a calendar."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    BRIDGE = "bridge"
    MAKE_UP = "make_up"
    LOCAL_OFF = "local_off"


@dataclass(frozen=True, slots=True)
class DayException:
    """A day that differs from its weekday: a holiday, a bridge day, a make-up day, a local day off; with its name."""

    on: date
    kind: DayKind
    name: str

    def __post_init__(self) -> None:
        if self.kind in {DayKind.WORKING, DayKind.WEEKEND}:
            raise UnreadableCalendar(say("Ngày {on} phải là ngày nghỉ hoặc ngày làm bù.", on=say_day(self.on)))


@dataclass(frozen=True)
class CalendarSpec:
    """A calendar for whole published years, `first_year` to `last_year`, both included.

    `weekly` gives each weekday (0 = Monday) its sessions as minutes of the day, open at their end:
    `{0: ((420, 660), (780, 1020)), …}`; a weekday that is missing is off. None closes at midnight: what is due at a close
    is due on that day. Where two exceptions name one day, the later
    in the list decides, so that a unit's own days can follow the province's.
    """

    weekly: Mapping[int, Sessions]
    exceptions: tuple[DayException, ...]
    first_year: int
    last_year: int


def require_sound(spec: CalendarSpec) -> None:
    """Raise UnreadableCalendar unless sessions follow each other within a day and the reference day has some."""
    if spec.last_year < spec.first_year:
        raise UnreadableCalendar(say("Năm cuối của lịch làm việc phải không trước năm đầu."))
    if not set(spec.weekly) <= set(range(7)) or not all(map(_follow_each_other, spec.weekly.values())):
        raise UnreadableCalendar(
            say("Các buổi làm việc trong ngày phải nối tiếp nhau, không chồng lên nhau và kết thúc trước nửa đêm."),
        )
    if not spec.weekly.get(REFERENCE_WEEKDAY):
        raise UnreadableCalendar(say("Lịch làm việc phải có giờ làm việc của thứ Hai."))


def _follow_each_other(sessions: Sessions) -> bool:
    within_a_day = all(0 <= open_ < close < MINUTES_A_DAY for open_, close in sessions)
    return within_a_day and all(close <= next_open for (_, close), (next_open, _) in pairwise(sessions))
