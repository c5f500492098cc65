"""Cut a period into whole years, whole months and the days beside them."""

from dataclasses import dataclass
from datetime import date, timedelta

Run = tuple[date, date]
"""The first and the last of some periods that follow each other, each by its first day."""


@dataclass(frozen=True)
class Stretches:
    """Whole years, whole months in no more than two runs around them, and no more than two runs of days around those."""

    years: tuple[Run, ...]
    months: tuple[Run, ...]
    days: tuple[Run, ...]


def cut(first: date, last: date, *, with_years: bool = True) -> Stretches:
    """Cut the days `first` to `last`, both included; without years where none are kept."""
    begins, ends = _month_from(first), (last + timedelta(days=1)).replace(day=1)
    if begins >= ends:
        return Stretches((), (), ((first, last),))
    days = _runs((first, begins - timedelta(days=1)), (ends, last))
    year, after = _year_from(begins), ends.replace(month=1)
    if not with_years or year >= after:
        return Stretches((), ((begins, _month_before(ends)),), days)
    months = _runs((begins, _month_before(year)), (after, _month_before(ends)))
    return Stretches(((year, after.replace(year=after.year - 1)),), months, days)


def _runs(*runs: Run) -> tuple[Run, ...]:
    return tuple(run for run in runs if run[0] <= run[1])


def _month_from(day: date) -> date:
    """Return the first day of the first month that begins on the day or later."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _year_from(month: date) -> date:
    return month if month.month == 1 else date(month.year + 1, 1, 1)


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
