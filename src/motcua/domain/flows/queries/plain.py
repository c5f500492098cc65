"""What days count, told by plain SQL over the tables of dossiers and of what was not received: neither ledger nor flows are asked."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows.rules.grains import Group
from motcua.domain.flows.rules.measures import Measure
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures

Key = TypeVar("Key")
Figures = Mapping[str, int]
"""Numbers by the name of what is counted."""


def plainly_measured(first: date, last: date, *, as_of: date) -> Mapping[Group, Figures]:
    """Return by group what counts from `first` to `last` (inclusive), as known at the end of `as_of`: every measure by its name.

    Stocks are those at the end of the period; beside the measures stand the other cells of `dossiers.Cell`.
    """
    found = {Group(*place): dict(told) for place, told in dossiers.lives_measured(first, last, as_of=as_of).items()}
    fields, level_of = procedures.fields_of_versions(), _levels()
    for one in intake.non_receptions(first, min(last, as_of)):
        group = Group(one.desk, level_of(one.desk, one.on), fields.get(one.version, ""), one.procedure, one.channel)
        told = found.setdefault(group, {})
        told[Measure.NOT_RECEIVED.value] = told.get(Measure.NOT_RECEIVED.value, 0) + one.number
    return found


def added_up(found: Mapping[Group, Figures], key: Callable[[Group], Key]) -> Mapping[Key, Figures]:
    """Return the figures of coarser groups: those that have the same key together."""
    sums: defaultdict[Key, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group, told in found.items():
        of = sums[key(group)]
        for name, number in told.items():
            of[name] += number
    return sums


def _levels() -> Callable[[str, date], str]:
    known = organisation.levels_of_units()

    def level_of(unit: str, on: date) -> str:
        spans = known.get(unit, ())
        return next((level for begins, ends, level in spans if begins <= on and (ends is None or on < ends)), "")

    return level_of
