"""Working time: from a moment of reception and a time limit to a due moment, and what happens to it.

Pure arithmetic over a prepared table of a calendar: no clock, no database; moments and calendars are handed in.
Law: docs/law/deadlines.md.
"""

from motcua.kernel.working_time.any_desk import any_desk_latest_start
from motcua.kernel.working_time.bulk import due_moments
from motcua.kernel.working_time.calendars import CalendarSpec, DayException, DayKind, Session, Sessions
from motcua.kernel.working_time.counting import (
    add_minutes,
    counts_by_minutes,
    due_moment,
    minutes_of,
    start_of_clock,
    working_minutes_between,
)
from motcua.kernel.working_time.explaining import CountedDay, Pause, explain
from motcua.kernel.working_time.lateness import Lateness, lateness_of
from motcua.kernel.working_time.limits import Counting, LimitUnit, TimeLimit
from motcua.kernel.working_time.moments import ZONE, local, whole_minute
from motcua.kernel.working_time.parameters import Parameters
from motcua.kernel.working_time.promises import apology_due, internal_due, moved_by_pause, redated
from motcua.kernel.working_time.refusals import (
    NaiveMoment,
    OutsideCalendar,
    PauseEndsBeforeItBegins,
    UnreadableCalendar,
    UnreadableLimit,
)
from motcua.kernel.working_time.spreading import spread, spread_minutes
from motcua.kernel.working_time.table import WorkingTable, prepare

__all__ = [
    "ZONE",
    "CalendarSpec",
    "CountedDay",
    "Counting",
    "DayException",
    "DayKind",
    "Lateness",
    "LimitUnit",
    "NaiveMoment",
    "OutsideCalendar",
    "Parameters",
    "Pause",
    "PauseEndsBeforeItBegins",
    "Session",
    "Sessions",
    "TimeLimit",
    "UnreadableCalendar",
    "UnreadableLimit",
    "WorkingTable",
    "add_minutes",
    "any_desk_latest_start",
    "apology_due",
    "counts_by_minutes",
    "due_moment",
    "due_moments",
    "explain",
    "internal_due",
    "lateness_of",
    "local",
    "minutes_of",
    "moved_by_pause",
    "prepare",
    "redated",
    "spread",
    "spread_minutes",
    "start_of_clock",
    "whole_minute",
    "working_minutes_between",
]
