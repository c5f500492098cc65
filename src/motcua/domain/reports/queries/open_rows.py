"""The rows of every data set of the open data, as they were known at the end of a day: streams, in an order of their own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, Final

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.reports.rules import settlement, small_counts
from motcua.domain.reports.rules.settlement import Column
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import TimeLimit

Row = Sequence[Any]
_SETTLED: Final = (Column.SETTLED_EARLY, Column.SETTLED_ON_TIME, Column.SETTLED_LATE)


def rows_of_set(name: str, as_of: date) -> Iterator[Row]:
    """Yield the rows of a data set as known at the end of a day, in the order of its columns; needs a transaction."""
    return _ROWS[name](as_of)


def months_until(as_of: date) -> list[tuple[date, date]]:
    """Return the months that have figures, each with its last day that is counted: that of the edition in the running one."""
    known = flows.span()
    if known is None or known[0] > as_of:
        return []
    found, first = [], known[0].replace(day=1)
    while first <= as_of:
        after = (first + timedelta(days=31)).replace(day=1)
        found.append((first, min(as_of, after - timedelta(days=1))))
        first = after
    return found


def _settlement(as_of: date) -> Iterator[Row]:
    agencies = _unit_names(as_of)
    for first, until in months_until(as_of):
        chosen, version = _conventions(until)
        for (unit, level), counts in sorted(_by_agency_and_level(first, until, as_of).items()):
            figures = settlement.figures(counts._asdict(), chosen)
            beside = _beside(counts)
            if figures.is_anything or any(beside):
                cells = (figures[column] for column in Column)
                yield [first, until, unit, agencies.get(unit, unit), level or None, *cells, *beside, version]


def _by_agency_and_level(first: date, until: date, as_of: date) -> Mapping[tuple[str, str], flows.Counts]:
    """Return the counts of a month by agency and level; of a unit without a level that day, what is left of all its counts."""
    left = {one.key: one.counts for one in flows.counts(first, until, as_of=as_of, by=flows.By.AGENCY)}
    found: dict[tuple[str, str], flows.Counts] = {}
    for level in organisation.Level:
        for one in flows.counts(first, until, as_of=as_of, by=flows.By.AGENCY, level=level.value):
            found[one.key, level.value] = one.counts
            left[one.key] -= one.counts
    return found | {(unit, ""): counts for unit, counts in left.items() if counts != flows.ZERO}


def _flows(as_of: date) -> Iterator[Row]:
    whole = [(first, until) for first, until in months_until(as_of) if (until + timedelta(days=1)).day == 1]
    if not whole:
        return
    rule = rule_pack_on(as_of).open_data
    names, agencies = procedures.names_of(None, as_of), _unit_names(as_of)
    months = flows.flow_months(whole[0][0], whole[-1][0], as_of=as_of)
    for (month, unit, level), found in groupby(months, key=lambda one: (one.month, one.unit, one.level)):
        for row in small_counts.told_at(level, [_told(one) for one in found], rule):
            field, procedure, channel = (text or None for text in row.key)
            name = names.get(procedure or "", procedure)
            agency = [month, unit, agencies.get(unit, unit), level or None]
            yield [*agency, row.is_merged, field, procedure, name, channel, *row.counts]


def _told(one: flows.FlowMonth) -> small_counts.Told:
    counts = one.counts
    settled = (
        sum(getattr(counts, name) for name in terms.adds) - sum(getattr(counts, name) for name in terms.without)
        for terms in _settled_terms(one.month)
    )
    return small_counts.Told((one.field, one.procedure, one.channel), (counts.received, *settled, *_beside(counts)))


@cache
def _settled_terms(month: date) -> tuple[settlement.Terms, ...]:
    """Return which counts make the columns of what is settled, by the conventions of a month's last day."""
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return tuple(settlement.terms_of(column, _conventions(last)[0]) for column in _SETTLED)


def _beside(counts: flows.Counts) -> tuple[int, ...]:
    ended = counts.ended_early + counts.ended_on_time + counts.ended_late
    return ended, counts.refused, counts.supplemented, counts.not_received


@cache
def _conventions(on: date) -> tuple[settlement.Conventions, str]:
    """Return the conventions of the rule pack of a day, and the version of its rules."""
    rule = rule_pack_on(on).settlement
    return settlement.chosen_in(rule), rule.version


def _unit_names(on: date) -> Mapping[str, str]:
    return organisation.unit_names(organisation.levels_of_units(), on)


def _procedures(as_of: date) -> Iterator[Row]:
    for one in procedures.open_versions(as_of):
        percent = None if one.cut.percent is None else procedures.rounded(one.cut.percent)
        yield [
            one.code, one.number, one.name, one.field or None, one.agency or None, one.valid_from, one.valid_to,
            one.online.old, one.online.extent, one.online.mapped or None, *_by(one.level_by),
            one.on_national_portal, *_by(one.portal_by), one.cut.is_cut, percent,
        ]  # fmt: skip


def _limits(as_of: date) -> Iterator[Row]:
    for one in procedures.open_versions(as_of):
        for limit in one.limits:
            yield [
                one.code, one.number, limit.case, limit.case_name or None, limit.channel, *_limit(limit.statutory),
                *_limit(limit.committed), limit.order.value if limit.order else None, *_by(limit.decision),
            ]  # fmt: skip


def _decisions(as_of: date) -> Iterator[Row]:
    for one in procedures.open_settings(as_of):
        yield [
            one.number, one.decided_on, one.title, one.citation or None, one.is_sample, one.entered_at, one.procedure,
            one.sets, one.places or None, one.ends,
        ]  # fmt: skip


def _by(decision: procedures.Decided) -> tuple[str | None, date | None]:
    return decision.number or None, decision.decided_on


def _limit(limit: TimeLimit | None) -> tuple[Decimal | None, str | None]:
    return (None, None) if limit is None else (limit.amount, limit.unit.value)


_ROWS: Final[Mapping[str, Callable[[date], Iterator[Row]]]] = {
    "giai-quyet-theo-thang": _settlement,
    "dong-theo-thang": _flows,
    "thu-tuc": _procedures,
    "thoi-han": _limits,
    "quyet-dinh": _decisions,
}
