"""Fold the ledger into the flows, behind the desk: what is new since the last time, or everything from zero.

One transaction a run, under the lock of the one row of `Folding`: a killed run leaves nothing behind, of two at once the
second goes away. Every subject with new acts is folded twice, with and without them: the difference is what they add. So
nothing depends on how the ledger was cut into runs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.db import transaction

from motcua.domain.flows.models import DayFlow, Folding, MonthFlow, MonthStock
from motcua.domain.flows.operations import merging
from motcua.domain.flows.queries.telling import Place, Told, Window, changed, last_from_before_restore, told
from motcua.domain.flows.rules.folding import Change, fold
from motcua.domain.flows.rules.measures import Measure
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.foundation import ledger
from motcua.kernel.working_time import local

_AT_ONCE = 20_000
_FIRST_DAY = date(1970, 1, 1)
_PLACE = {measure: place for place, measure in enumerate(Measure)}
Progress = Callable[[int, int], None]
"""Told how many subjects are folded, of how many."""


@dataclass(frozen=True)
class Folded:
    """What one run folded: subjects with new acts, and up to which transaction; `busy` where another one folds now."""

    subjects: int
    until: int
    busy: bool = False


def fold_news(*, at: datetime) -> Folded:
    """Fold what the ledger tells since the last time; `at` is now. After a restore that took it back, everything."""
    _begin()
    with transaction.atomic():
        row = Folding.objects.select_for_update(skip_locked=True).filter(only=True).first()
        if row is None:
            return Folded(subjects=0, until=0, busy=True)
        until = ledger.oldest_running()
        if until < row.until:
            _forget(row)
            row.floor = last_from_before_restore()
        return _run(row, until, at=at, progress=_silent)


def rebuild(*, at: datetime, progress: Progress | None = None) -> Folded:
    """Make all flows anew from the ledger; readers see the old ones until it is done, a killed run changes nothing."""
    _begin()
    with transaction.atomic():
        row = Folding.objects.select_for_update().get(only=True)
        until = ledger.oldest_running()
        _forget(row)
        return _run(row, until, at=at, progress=progress or _silent)


def _begin() -> None:
    Folding.objects.get_or_create(only=True, defaults={"until": 0, "floor": 0})


def _silent(done: int, of: int) -> None:
    """Tell nobody."""


def _forget(row: Folding) -> None:
    for table in (DayFlow, MonthFlow, MonthStock):
        table.objects.all().delete()
    row.until, row.stocks_until = 0, None


def _run(row: Folding, until: int, *, at: datetime, progress: Progress) -> Folded:
    window = Window(row.until, until, row.floor)
    total = changed(window)
    if total:
        places = _Places()
        with merging.incoming() as take:
            done = 0
            for many in _batches(told(window)):
                take(_rows(many, places))
                done += len(many)
                progress(done, total)
            merging.merge(stocks_until=row.stocks_until, anew=window.is_all)
    row.stocks_until = merging.build_stocks(row.stocks_until, until=local(at).date().replace(day=1))
    row.until, row.at = until, at
    row.save()
    return Folded(subjects=total, until=until)


def _batches(stream: Iterable[Told]) -> Iterable[list[Told]]:
    batch: list[Told] = []
    for one in stream:
        batch.append(one)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _rows(many: list[Told], places: "_Places") -> Iterable[merging.Row]:
    """Return what the new acts add, one row a group and day."""
    counted: dict[tuple[merging.Group, int, int], list[int]] = {}
    for one in many:
        if one.place is None:
            continue
        received_on = one.acts[0].at.day
        for (day, known, measure), number in _added(one).items():
            key = places.group(one.place, measure, received_on), day, known
            values = counted.get(key) or counted.setdefault(key, [0] * len(_PLACE))
            values[_PLACE[measure]] += number
    return ((group, _day(day), _day(known), values) for (group, day, known), values in counted.items())


def _added(one: Told) -> Mapping[Change, int]:
    """Return what the acts add beyond those that were folded before."""
    now = fold(one.acts)
    if not one.folded:
        return now
    before = fold(one.folded)
    added = {change: now.get(change, 0) - before.get(change, 0) for change in {**now, **before}}
    return {change: number for change, number in added.items() if number}


@cache
def _day(number: int) -> date:
    return _FIRST_DAY + timedelta(days=number)


class _Places:
    """In which group a subject counts: by its unit's level on the day it came in, and its procedure's field."""

    def __init__(self) -> None:
        self.levels = organisation.levels_of_units()
        self.fields = procedures.fields_of_versions()
        self.known: dict[tuple[Place, bool, int], merging.Group] = {}

    def group(self, place: Place, measure: Measure, day: int) -> merging.Group:
        """Return the group; what came in at any desk is to the credit of the desk, too."""
        at_desk = measure is Measure.ANY_DESK
        key = (place, at_desk, day)
        if key not in self.known:
            unit = place.desk if at_desk else place.unit
            field = self.fields.get(place.version, "")
            self.known[key] = (unit, self._level(unit, _day(day)), field, place.procedure, place.channel)
        return self.known[key]

    def _level(self, unit: str, on: date) -> str:
        for lower, upper, level in self.levels.get(unit, ()):
            if lower <= on and (upper is None or on < upper):
                return level
        return ""
