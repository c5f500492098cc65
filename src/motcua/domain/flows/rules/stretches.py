"""Cut a period into whole months and the days beside them."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stretches:
    """The whole months of a period (first days of the first and the last one; none: None) and up to two runs of days."""

    first_month: date | None
    last_month: date | None
    days: tuple[tuple[date, date], ...]


def cut(first: date, last: date) -> Stretches:
    """Cut the days `first` to `last`, both included."""
    first_whole = first if first.day == 1 else _next_month(first)
    after_last_whole = (last + timedelta(days=1)).replace(day=1)
    if first_whole >= after_last_whole:
        return Stretches(None, None, ((first, last),))
    before = (first, first_whole - timedelta(days=1))
    after = (after_last_whole, last)
    days = tuple(run for run in (before, after) if run[0] <= run[1])
    return Stretches(first_whole, (after_last_whole - timedelta(days=1)).replace(day=1), days)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
