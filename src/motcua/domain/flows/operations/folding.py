"""Fold the ledger into the flows, behind the desk: what is new since the last time, or everything from zero.

One transaction a run, under the lock of the one row of `Folding`: a killed run leaves nothing behind, of two at once the
second goes away. Every subject with new acts is folded twice, with and without them: the difference is what they add. So
nothing depends on how the ledger was cut into runs. A subject whose acts cannot be folded is set aside: it counts nowhere, what it
had added is taken back, and each run tries it again; all others go on.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.domain.flows.models import Folding, SetAside
from motcua.domain.flows.operations import merging
from motcua.domain.flows.operations.grouping import Places, day_of
from motcua.domain.flows.operations.remaking import remake
from motcua.domain.flows.operations.setting_aside import folded, set_aside
from motcua.domain.flows.queries.telling import Told, Window, changed, last_from_before_restore, told, told_of
from motcua.domain.flows.rules.folding import Change
from motcua.domain.flows.rules.grains import Group
from motcua.domain.flows.rules.measures import Measure
from motcua.foundation import ledger
from motcua.kernel.working_time import local

_AT_ONCE = 20_000
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
            row.until = 0
            row.floor = last_from_before_restore()
        return _run(row, until, at=at, progress=_silent)


def rebuild(*, at: datetime, progress: Progress | None = None) -> Folded:
    """Make all flows anew from the ledger; readers see the old ones until it is done, a killed run changes nothing."""
    _begin()
    with transaction.atomic():
        row = Folding.objects.select_for_update().get(only=True)
        until = ledger.oldest_running()
        row.until = 0
        return _run(row, until, at=at, progress=progress or _silent)


def _begin() -> None:
    Folding.objects.get_or_create(only=True, defaults={"until": 0, "floor": 0})


def _silent(done: int, of: int) -> None:
    """Tell nobody."""


def _run(row: Folding, until: int, *, at: datetime, progress: Progress) -> Folded:
    window = Window(row.until, until, row.floor)
    month = local(at).date().replace(day=1)
    if window.is_all:
        remade = remake(window, month=month, progress=progress)
        subjects = remade.subjects
        set_aside(
            {one.subject: act for one in told_of(remade.unfoldable, window) if (act := folded(one.acts)[1])}, at=at
        )
        row.stocks_until = merging.last_stock(before=month)
    else:
        subjects = _add_news(window, row.stocks_until, at=at)
        row.stocks_until = merging.build_stocks(row.stocks_until, until=month)
    row.until, row.at = until, at
    row.save()
    return Folded(subjects=subjects, until=until)


def _add_news(window: Window, stocks_until: date | None, *, at: datetime) -> int:
    total, aside = changed(window), frozenset(SetAside.objects.values_list("subject", flat=True))
    if total or aside:
        places = Places()
        unfoldable: dict[str, str] = {}
        with merging.incoming() as take:
            for many in _batches(told(window)):
                take(_rows(many, places, aside, unfoldable))
            merging.merge(stocks_until=stocks_until)
        set_aside(unfoldable, at=at)
    return total


def _batches(stream: Iterable[Told]) -> Iterable[list[Told]]:
    batch: list[Told] = []
    for one in stream:
        batch.append(one)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _rows(
    many: list[Told], places: Places, aside: Collection[str], unfoldable: dict[str, str]
) -> Iterable[merging.Row]:
    """Return what the new acts add, one row a group and day; note what cannot be folded, and at which act."""
    counted: dict[tuple[Group, int, int], list[int]] = {}
    for one in many:
        if one.place is None:
            continue
        received_on = one.acts[0].at.day
        now, ended_at = folded(one.acts)
        if ended_at:
            unfoldable[one.subject] = ended_at
        before = {} if one.subject in aside else folded(one.folded)[0]
        for (day, known, measure), number in _added(now, before).items():
            key = places.group(one.place, at_desk=measure is Measure.ANY_DESK, day=received_on), day, known
            values = counted.get(key) or counted.setdefault(key, [0] * len(_PLACE))
            values[_PLACE[measure]] += number
    return ((group, day_of(day), day_of(known), values) for (group, day, known), values in counted.items())


def _added(now: Mapping[Change, int], before: Mapping[Change, int]) -> Mapping[Change, int]:
    """Return what is added to what was folded before."""
    if not before:
        return now
    added = {change: now.get(change, 0) - before.get(change, 0) for change in {**now, **before}}
    return {change: number for change, number in added.items() if number}
