"""Promises counted again after a calendar changed: many at once, later or not at all.

Law: docs/law/deadlines.md, rule 14, with 1, 2, 9, 12 and 15 as they were for each dossier. Change that page and its
cases first, then this file.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from motcua.domain.dossiers.rules.plan import first_moment
from motcua.kernel.working_time import (
    Counting,
    Parameters,
    TimeLimit,
    WorkingTable,
    any_desk_latest_start,
    counts_by_minutes,
    due_moment,
    due_moments,
    minutes_of,
    moved_by_pause,
    working_minutes_between,
)

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Basis:
    """What a promise was counted from, with the calendars that hold now.

    `start` as rule 1 moved it then. `received_at`: the moment before that. `is_any_desk`: the promise counts from the
    latest hand-over. `is_restarted`: the clock began anew at the competent unit, the desk plays no part any more.
    `pauses` are those that ended, none from before `start`.
    """

    received_at: datetime
    start: datetime
    is_any_desk: bool
    is_restarted: bool
    limit: TimeLimit
    counting: Counting
    parameters: Parameters
    desk: WorkingTable
    table: WorkingTable
    pauses: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Recounted:
    """From when a limit counts by the new calendar, the moment before rule 1 moved it, and the due moment."""

    raw: datetime
    start: datetime
    due_at: datetime


def started_again(one: Basis) -> tuple[datetime, datetime]:
    """Return the moment before rule 1 and the start, by the calendars of now.

    The start as it was recorded is moved on where it lies outside a session now; only the latest hand-over of any
    desk is counted anew, since it is no moment at which anything happened.
    """
    if one.is_any_desk:
        raw = any_desk_latest_start(one.received_at, desk=one.desk, parameters=one.parameters)
        return raw, first_moment(one.limit, raw, one.table)
    raw = one.start if one.is_restarted else one.received_at
    return raw, first_moment(one.limit, one.start, one.table if one.is_restarted else one.desk)


def counted_again(found: Sequence[Basis]) -> list[Recounted]:
    """Return each promise counted again, in the order given. Raises OutsideCalendar where a year is missing.

    Limits in working minutes are counted together, calendar by calendar; a pause only makes such a limit longer.
    """
    starts = [started_again(one) for one in found]
    due: dict[int, datetime] = {}
    by_table: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(found):
        if counts_by_minutes(one.limit, one.counting):
            by_table[id(one.table)].append(place)
        else:
            due[place] = _one_by_one(one, *starts[place])
    for places in by_table.values():
        due.update(_together(found, starts, places))
    return [Recounted(raw, start, due[place]) for place, (raw, start) in enumerate(starts)]


def _together(found: Sequence[Basis], starts: Sequence[Stretch], places: Sequence[int]) -> dict[int, datetime]:
    table = found[places[0]].table
    begins = np.array([table.minute_of(starts[place][1]) for place in places], dtype=np.int64)
    minutes = np.array([minutes_of(found[place].limit, table) + _paused(found[place]) for place in places])
    reached = due_moments(begins, minutes, table)
    return {place: table.moment_at(int(minute)) for place, minute in zip(places, reached, strict=True)}


def _paused(one: Basis) -> int:
    return sum(working_minutes_between(begin, end, one.table) for begin, end in one.pauses)


def _one_by_one(one: Basis, raw: datetime, start: datetime) -> datetime:
    due = due_moment(
        start, one.limit, table=one.table, counting=one.counting, parameters=one.parameters, received_at=raw
    )
    for begin, end in one.pauses:
        due = moved_by_pause(
            due, paused_from=begin, paused_to=end, limit=one.limit, table=one.table, counting=one.counting
        )
    return due
