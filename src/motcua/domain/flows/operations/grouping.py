"""In which group a subject counts: by its unit's level on the day it came in, and its procedure's field."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import numpy as np

from motcua.domain.flows.queries.telling import Place
from motcua.domain.flows.rules.courses import Numbers, number_alike
from motcua.domain.flows.rules.grains import Group
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures

_FIRST_DAY = date(1970, 1, 1)


@cache
def day_of(number: int) -> date:
    """Return the day that is so many after the first of 1970."""
    return _FIRST_DAY + timedelta(days=number)


class Places:
    """The groups of places. What came in at any desk is to the credit of the desk, too."""

    def __init__(self) -> None:
        self._levels = organisation.levels_of_units()
        self._fields = procedures.fields_of_versions()
        self._known: dict[tuple[Place, bool, int], Group] = {}
        self._levels_on: dict[tuple[str, int], str] = {}

    def group(self, place: Place, *, at_desk: bool, day: int) -> Group:
        """Return the group of what came in on a day."""
        key = (place, at_desk, day)
        if key not in self._known:
            unit = place.desk if at_desk else place.unit
            field = self._fields.get(place.version, "")
            self._known[key] = Group(unit, self._level(unit, day), field, place.procedure, place.channel)
        return self._known[key]

    def days_of_change(self) -> Numbers:
        """Return the days on which the level of any unit may be another than the day before."""
        bounds = {bound for periods in self._levels.values() for period in periods for bound in period[:2] if bound}
        return np.array(sorted((bound - _FIRST_DAY).days for bound in bounds), dtype=np.int64)

    def _level(self, unit: str, day: int) -> str:
        if (unit, day) not in self._levels_on:
            self._levels_on[unit, day] = self._looked_up(unit, day_of(day))
        return self._levels_on[unit, day]

    def _looked_up(self, unit: str, on: date) -> str:
        for lower, upper, level in self._levels.get(unit, ()):
            if lower <= on and (upper is None or on < upper):
                return level
        return ""


class NumberedGroups:
    """Groups, each with a number in the order in which it was met."""

    def __init__(self, places: Mapping[int, Place]) -> None:
        self._places = places
        self._groups = Places()
        self._days_of_change = self._groups.days_of_change()
        self._as_good_as = np.append(
            self._days_of_change[:1] - 1 if len(self._days_of_change) else 0, self._days_of_change
        )
        self._numbers: dict[Group, int] = {}

    @property
    def names(self) -> list[Group]:
        """The groups by their numbers."""
        return list(self._numbers)

    def of(self, places: Numbers, began: Numbers) -> tuple[Numbers, Numbers]:
        """Return of each subject, by its place and first day, the number of its group and of its desk's; -1 without a place."""
        days = self._as_good_as[np.searchsorted(self._days_of_change, began, side="right")]
        _, shown_by, alike = np.unique(number_alike([places, days]), return_index=True, return_inverse=True)
        pairs = map(self._pair, places[shown_by].tolist(), days[shown_by].tolist())
        found = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        return found[alike, 0], found[alike, 1]

    def _pair(self, number: int, day: int) -> tuple[int, int]:
        place = self._places.get(number)
        if place is None:
            return -1, -1
        own, desk = (self._groups.group(place, at_desk=at_desk, day=day) for at_desk in (False, True))
        return self._number(own), self._number(desk)

    def _number(self, group: Group) -> int:
        return self._numbers.setdefault(group, len(self._numbers))
