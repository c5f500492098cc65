"""Due moments by the million, for re-dating and for loading: the same look-ups as one at a time, in NumPy.

Law: docs/law/deadlines.md, rules 2, 3, 5 and 14. Change that page and its cases first, then this file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from motcua.kernel.language import say
from motcua.kernel.working_time.calendars import MINUTES_A_DAY
from motcua.kernel.working_time.refusals import OutsideCalendar, UnreadableLimit
from motcua.kernel.working_time.table import WorkingTable

Minutes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Arrays:
    """The table as arrays; the lists of each pattern lie one behind the other, found by the day's offset."""

    before: Minutes
    worked: Minutes
    worked_from: Minutes
    day_of_block: Minutes
    reached: Minutes
    reached_from: Minutes


def due_moments(starts: Minutes, minutes: Minutes, table: WorkingTable) -> Minutes:
    """Return for each start the moment so many working minutes later, as `add_minutes` does for one.

    Moments are whole numbers as `table.minute_of` gives and `table.moment_at` takes them. Raises OutsideCalendar, and
    UnreadableLimit where a limit is not at least one minute.
    """
    arrays = _arrays_of(table)
    starts = np.asarray(starts, dtype=np.int64)
    _require_inside(starts, minutes, table)
    days = starts // MINUTES_A_DAY
    worked = arrays.before[days] + arrays.worked[arrays.worked_from[days] + starts] + minutes
    if worked.size and worked.max() > table.before[-1]:
        raise OutsideCalendar(table.last_year + 1)
    days = arrays.day_of_block[(worked - 1) // table.block]
    due: Minutes = arrays.reached[arrays.reached_from[days] + worked] + days * MINUTES_A_DAY
    return due


def _require_inside(starts: Minutes, minutes: Minutes, table: WorkingTable) -> None:
    if not starts.size:
        return
    if np.min(minutes) < 1:
        raise UnreadableLimit(say("Thời hạn phải lớn hơn 0."))
    if starts.min() < 0:
        raise OutsideCalendar(table.first_year - 1)
    if starts.max() >= table.day_count * MINUTES_A_DAY:
        raise OutsideCalendar(table.last_year + 1)


@lru_cache(maxsize=32)
def _arrays_of(table: WorkingTable) -> _Arrays:
    """Return the arrays of a table. The offsets are so chosen that moment and working time themselves are the index."""
    patterns = list(dict.fromkeys(table.patterns))
    place = {pattern: index for index, pattern in enumerate(patterns)}
    of_day = np.array([place[pattern] for pattern in table.patterns], dtype=np.int64)
    before = np.array(table.before[:-1], dtype=np.int64)
    midnights = np.arange(len(of_day), dtype=np.int64) * MINUTES_A_DAY
    worked, worked_from = _joined([pattern.worked for pattern in patterns])
    reached, reached_from = _joined([pattern.reached for pattern in patterns])
    return _Arrays(
        before=before,
        worked=worked,
        worked_from=worked_from[of_day] - midnights,
        day_of_block=np.array(table.day_of_block, dtype=np.int64),
        reached=reached,
        reached_from=reached_from[of_day] - before,
    )


def _joined(lists: Sequence[Sequence[int]]) -> tuple[Minutes, Minutes]:
    """Return the lists one behind the other, and where each begins."""
    lengths = [len(one) for one in lists]
    begins = np.cumsum([0, *lengths[:-1]], dtype=np.int64)
    return np.concatenate([np.array(one, dtype=np.int64) for one in lists]), begins
