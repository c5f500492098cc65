"""Count a period of the units below one, also where some of them moved within it.

A dossier counts where its unit stood on the day it left the process, or on the last day where it is still there: it goes
with its unit. So each counts in one place, and received = settled + in process in each. Flows do not tell which dossiers were where: those of
units that moved are counted from their own rows.
"""

from datetime import date, datetime, timedelta

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows.queries.counting import Group, counts
from motcua.domain.flows.queries.naming import names_of
from motcua.domain.flows.rules.measures import ZERO, By, Counts, Measure
from motcua.domain.organisation import api as organisation

_BEFELL = (Measure.SUPPLEMENTED, Measure.PAUSED, Measure.NOT_RECEIVED, Measure.ANY_DESK)
"""What counts on its own day, where the unit stood then."""


def counts_below(
    stood: organisation.StoodBelow, first: date, last: date, *, as_of: date, by: By, at: datetime | None = None
) -> tuple[Group, ...]:
    """Return the counts as `counts` does, of the units that stood below one."""
    groups = counts(first, last, as_of=as_of, by=by, units=stood.always, at=at)
    if not stood.spells:
        return groups
    found = {group.key: group.counts for group in groups}
    for key, more in [*_moved(stood, first, last, as_of, by, at), *_befell(stood, last, as_of, by)]:
        found[key] = found.get(key, ZERO) + more
    shown = {key: one for key, one in found.items() if one != ZERO}
    return tuple(Group(key, name, shown[key]) for key, name in names_of(by, shown, on=min(last, as_of)))


def _moved(
    stood: organisation.StoodBelow, first: date, last: date, as_of: date, by: By, at: datetime | None
) -> list[tuple[str, Counts]]:
    within = dossiers.Within(agencies=frozenset(), spells=stood.spells)
    told = dossiers.lives_counted(first, last, as_of=as_of, by=by.value, within=within, at=at)
    return [
        (key, Counts(**{cell.value: number for cell, number in cells.items() if cell.value in Counts._fields}))
        for key, cells in told.items()
    ]


def _befell(stood: organisation.StoodBelow, last: date, as_of: date, by: By) -> list[tuple[str, Counts]]:
    found = []
    for unit, since, until in stood.spells:
        ends = min(last, as_of, until - timedelta(days=1))
        told = counts(since, ends, as_of=as_of, by=by, units=[unit]) if since <= ends else ()
        found += [(one.key, Counts(**{name: getattr(one.counts, name) for name in _BEFELL})) for one in told]
    return found
