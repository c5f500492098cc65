"""The ledger of cut times (sổ cắt giảm thời gian): what the law gives and what the province promises, on any day.

It is read from the published versions alone; docs/law/time-cuts.md says how it is counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.queries.in_force import (
    Decided,
    GroupBy,
    InForce,
    ListedVersion,
    decided_by,
    decision_papers,
    group_names,
    in_force_on,
    listed,
    versions_of,
    versions_of_many,
)
from motcua.domain.procedures.rules.content import Channel, limit_from_json
from motcua.domain.procedures.rules.time_cuts import Cut, CutFigures, Order, Pair, cut_of, figures_of, order_of
from motcua.domain.procedures.rules.wording import CHANNEL_NAMES, limit_words
from motcua.kernel.language import say

MINUTES_OF_HOUR = 60


@dataclass(frozen=True)
class CutLine:
    """Both limits of one case, on the channels where they are the same, and by which decision the shorter one holds."""

    case: int
    case_name: str
    channels: tuple[str, ...]
    statutory: str
    committed: str
    order: Order
    decision: Decided


@dataclass(frozen=True)
class CutProcedure(ListedVersion):
    """One version of a procedure in the ledger, with its limits."""

    cut: Cut
    lines: tuple[CutLine, ...]


@dataclass(frozen=True)
class CutGroup:
    """The figures of one agency or field."""

    key: str
    name: str
    figures: CutFigures


@dataclass(frozen=True)
class CutReport:
    """The ledger of a day by agency or field; `total` is over all procedures published then."""

    on: date
    by: GroupBy
    rows: tuple[CutGroup, ...]
    total: CutFigures


def cut_report(on: date, by: GroupBy) -> CutReport:
    """Count the procedures published on a day and those of them with a cut time."""
    hours = hours_of_working_day(on)
    groups: dict[str, list[Cut]] = defaultdict(list)
    for one in in_force_on(on):
        groups[one.group(by)].append(cut_in(one, hours))
    names = group_names(by, set(groups), on)
    rows = [CutGroup(key, names[key], figures_of(cuts)) for key, cuts in groups.items()]
    return CutReport(
        on=on,
        by=by,
        rows=tuple(sorted(rows, key=lambda row: (-row.figures.procedures, row.name))),
        total=figures_of([cut for cuts in groups.values() for cut in cuts]),
    )


def cut_procedures(
    on: date, by: GroupBy, key: str | None = None, *, only_cut: bool = False
) -> tuple[CutProcedure, ...]:
    """Return the procedures behind a row of the report (all rows without a key), those with a cut time first."""
    hours, entered = hours_of_working_day(on), decision_papers()
    chosen = [one for one in in_force_on(on) if key is None or one.group(by) == key]
    versions = versions_of_many(one.code for one in chosen)
    found = [_procedure(one, versions[one.code], hours, entered) for one in chosen]
    return tuple(sorted((one for one in found if one.cut.is_cut or not only_cut), key=lambda one: not one.cut.is_cut))


def cut_history(code: str, on: date) -> tuple[CutProcedure, ...]:
    """Return every published version of a procedure with both limits and its validity, the newest first."""
    hours, entered = hours_of_working_day(on), decision_papers()
    versions = versions_of(code)
    return tuple(_procedure(one, versions, hours, entered) for one in versions)[::-1]


def hours_of_working_day(on: date) -> Decimal:
    """Return how many hours the province's working day has."""
    top = organisation.province(on)
    if top is None:
        return Decimal(0)
    return Decimal(organisation.calendar_for(top.code).table.reference_day_minutes) / MINUTES_OF_HOUR


def _pairs(one: InForce) -> Iterator[Pair]:
    for case in one.cases:
        for offer in case["offers"]:
            yield Pair(limit_from_json(offer["statutory"]), limit_from_json(offer["committed"]))


def cut_in(one: InForce, hours: Decimal) -> Cut:
    """Return the cut of one version."""
    return cut_of(_pairs(one), hours_of_working_day=hours)


def _limits(one: InForce) -> list[Any]:
    """Return what a version says of limits and decisions, to be compared with another's."""
    return [
        (case["name"], offer["channel"], offer["statutory"], offer["committed"], offer["limit_source"])
        for case in one.cases
        for offer in case["offers"]
    ]


def _procedure(
    one: InForce, versions: Sequence[InForce], hours: Decimal, entered: dict[tuple[str, date], Decided]
) -> CutProcedure:
    lines = tuple(_lines(one, hours, entered))
    return CutProcedure(**listed(one, versions, _limits), cut=cut_in(one, hours), lines=lines)


def _lines(one: InForce, hours: Decimal, entered: dict[tuple[str, date], Decided]) -> Iterable[CutLine]:
    """Yield a line for each case; channels with the same limits and decision stand in one."""
    for case in one.cases:
        same: dict[tuple[Pair, Decided], list[str]] = {}
        for offer in case["offers"]:
            pair = Pair(limit_from_json(offer["statutory"]), limit_from_json(offer["committed"]))
            source = offer["limit_source"] if pair.committed is not None else None
            same.setdefault((pair, decided_by(source, entered)), []).append(offer["channel"])
        for (pair, decision), channels in same.items():
            yield CutLine(
                case=case["number"],
                case_name=case["name"],
                channels=tuple(say(CHANNEL_NAMES[Channel(channel)]) for channel in channels),
                statutory=limit_words(pair.statutory) if pair.statutory else "",
                committed=limit_words(pair.committed) if pair.committed else "",
                order=order_of(pair, hours_of_working_day=hours),
                decision=decision,
            )
