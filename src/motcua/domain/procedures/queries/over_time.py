"""What the catalogue counted on several days, for a chart: cut times and online services, asked in one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from motcua.domain.procedures.queries.cuts import cut_in, hours_of_working_day
from motcua.domain.procedures.queries.in_force import InForce, in_force_within, last_moment
from motcua.domain.procedures.queries.online import online_in
from motcua.domain.procedures.queries.published import Stamp, versions_stamp
from motcua.domain.procedures.rules.online_levels import NoLevelsYet, OnlineCounts, counted, mapping_on
from motcua.domain.procedures.rules.time_cuts import Cut, CutFigures, figures_of


@dataclass(frozen=True)
class CatalogueDay:
    """What was counted at the end of a day; no online services on a day before there were levels. `law`: whose levels."""

    on: date
    cuts: CutFigures
    online: OnlineCounts | None
    law: str


def catalogue_on(days: Sequence[date]) -> tuple[CatalogueDay, ...]:
    """Return for each day the totals that `cut_report` and `online_report` have for it.

    They are counted anew only where versions or the working day changed since the last time.
    """
    if not days:
        return ()
    return _catalogue_on(tuple((day, hours_of_working_day(day)) for day in days), versions_stamp())


@lru_cache(maxsize=16)
def _catalogue_on(asked: Sequence[tuple[date, Decimal]], _stamp: Stamp) -> tuple[CatalogueDay, ...]:
    days = [day for day, _ in asked]
    versions = tuple(in_force_within(min(days), max(days)))

    @cache
    def cut(place: int, hours: Decimal) -> Cut:  # a version holds on many of the days
        return cut_in(versions[place], hours)

    return tuple(_day(day, hours, versions, cut) for day, hours in asked)


def _day(day: date, hours: Decimal, versions: Sequence[InForce], cut: Callable[[int, Decimal], Cut]) -> CatalogueDay:
    moment = last_moment(day)
    places = [place for place, one in enumerate(versions) if one.holds_at(moment)]
    cuts = figures_of([cut(place, hours) for place in places])
    try:
        mapping = mapping_on(day)
    except NoLevelsYet:
        return CatalogueDay(day, cuts, None, "")
    there = [versions[place] for place in places]
    online = counted((online_in(one, mapping), one.on_national_portal) for one in there)
    return CatalogueDay(day, cuts, online, mapping.law)
