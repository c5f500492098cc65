"""Add up what very many dossiers changed: by period, by the day from which it is known, and by group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from motcua.domain.flows.rules.courses import Numbers, number_alike
from motcua.domain.flows.rules.measures import LEFT, Measure

Period = Literal["M", "Y"]
_PLACES = {measure: place for place, measure in enumerate(Measure)}
STOCKS = {
    "in_process": {Measure.RECEIVED: 1, **dict.fromkeys(LEFT, -1)},
    "overdue": {Measure.FELL_DUE: 1, Measure.CLEARED: -1},
    "overdue_by_date": {Measure.OVERDUE_BY_DATE: 1},
    "suspended": {Measure.SUSPENDED: 1},
    "overdue_suspended": {Measure.OVERDUE_SUSPENDED: 1},
}
"""How each stock is made of flows."""
_IN_STOCKS = np.array([[parts.get(measure, 0) for parts in STOCKS.values()] for measure in Measure], dtype=np.int64)


@dataclass(frozen=True)
class Sums:
    """What was added of one measure (its place in `Measure`), one entry each, in order of `begins`, `known` and `group`; no zeros.

    `begins`: the first day of the period; days are numbered since 1970.
    """

    begins: Numbers
    known: Numbers
    group: Numbers
    measure: Numbers
    number: Numbers


NOTHING = Sums(*[np.zeros(0, dtype=np.int64)] * 5)


@dataclass(frozen=True)
class Rows:
    """Rows of a table: the first day of the period, when known, the group, and a column for each measure or stock.

    In order of the period, of `known` and of the group; the rows of one period stand together.
    """

    begins: Numbers
    known: Numbers
    group: Numbers
    values: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.begins)

    def __getitem__(self, which: "slice | Numbers | NDArray[np.bool_]") -> "Rows":
        return Rows(self.begins[which], self.known[which], self.group[which], self.values[which])


def add_up(begins: Numbers, known: Numbers, group: Numbers, measure: Numbers, number: Numbers) -> Sums:
    """Add what is alike but for its number."""
    key = number_alike([begins, known, group, measure])
    order = np.argsort(key, kind="stable")
    key = key[order]
    heads = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.zeros(0, dtype=np.int64)
    total = np.add.reduceat(number[order], heads) if len(key) else number
    heads, total = heads[total != 0], total[total != 0]
    first = order[heads]
    return Sums(begins[first], known[first], group[first], measure[first], total)


def together(parts: Sequence[Sums]) -> Sums:
    """Add several sums up."""
    if len(parts) == 1:
        return parts[0]
    columns = zip(*((one.begins, one.known, one.group, one.measure, one.number) for one in parts), strict=True)
    return add_up(*(np.concatenate(column) for column in columns))


def regrouped(sums: Sums, groups: Numbers) -> Sums:
    """Add up in other groups: `groups` says for each group which one that is."""
    return add_up(sums.begins, sums.known, groups[sums.group], sums.measure, sums.number)


def by_period(sums: Sums, period: Period) -> Sums:
    """Add up months or years: known when they are over, or later."""
    days = sums.begins.astype("datetime64[D]")
    periods = days.astype(f"datetime64[{period}]")
    begins = periods.astype("datetime64[D]").astype(np.int64)
    last = (periods + 1).astype("datetime64[D]").astype(np.int64) - 1
    return add_up(begins, np.maximum(sums.known, last), sums.group, sums.measure, sums.number)


def rows_of(sums: Sums, *, at_once: int) -> Iterator[Rows]:
    """Yield the rows in their order, so many at once and the rest of the last one's period."""
    key = number_alike([sums.begins, sums.known, sums.group])
    heads = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.zeros(0, dtype=np.int64)
    ends = np.append(heads[1:], len(key))
    begins = sums.begins[heads]
    place = 0
    while place < len(heads):
        after = int(np.searchsorted(begins, begins[min(place + at_once, len(heads)) - 1], side="right"))
        some, part = heads[place:after], slice(heads[place], ends[after - 1])
        values = np.zeros((len(some), len(_PLACES)), dtype=np.int32)
        values[np.searchsorted(some, np.arange(part.start, part.stop), side="right") - 1, sums.measure[part]] = (
            sums.number[part]
        )
        yield Rows(sums.begins[some], sums.known[some], sums.group[some], values)
        place = after


def stocks_of(months: Sums, groups: int, *, until: int, at_once: int) -> Iterator[Rows]:
    """Yield what stood at the end of each month before the one that begins on `until`, many whole months at once; no zeros."""
    waiting: list[Rows] = []
    for stood in _stocks_by_month(months, groups, until=until):
        waiting.append(stood)
        if sum(map(len, waiting)) >= at_once:
            yield _strung(waiting)
            waiting = []
    if waiting:
        yield _strung(waiting)


def differing(rows: Rows, standing: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell of each of the rows whether it has to be written, and of each standing one whether it has to go; both of the same periods.

    Those that stand come in any order; a group that is none of ours has the number -1.
    """
    many = len(rows)
    key = number_alike([np.append(getattr(rows, one), getattr(standing, one)) for one in ("begins", "known", "group")])
    ours, theirs = key[:many], key[many:]
    if not many or not len(standing):
        return np.ones(many, dtype=bool), np.ones(len(standing), dtype=bool)
    place = np.minimum(np.searchsorted(ours, theirs), many - 1)
    is_kept = (ours[place] == theirs) & (rows.values[place] == standing.values).all(axis=1)
    is_written = np.ones(many, dtype=bool)
    is_written[place[is_kept]] = False
    return is_written, ~is_kept


def _strung(parts: Sequence[Rows]) -> Rows:
    return Rows(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("begins", "known", "group", "values"))
    )


def _stocks_by_month(months: Sums, groups: int, *, until: int) -> Iterator[Rows]:
    if not len(months.begins):
        return
    stood = np.zeros((groups, len(STOCKS)), dtype=np.int64)
    first, end = (np.int64(day).astype("datetime64[D]").astype("datetime64[M]") for day in (months.begins[0], until))
    for month in np.arange(first, end):
        begins = month.astype("datetime64[D]").astype(np.int64)
        part = slice(*np.searchsorted(months.begins, [begins, begins + 1]))
        added = _IN_STOCKS[months.measure[part]] * months.number[part, None]
        np.add.at(stood, months.group[part], added)
        group = np.flatnonzero(stood.any(axis=1))
        yield Rows(np.full(len(group), begins), np.full(len(group), begins), group, stood[group].astype(np.int32))
