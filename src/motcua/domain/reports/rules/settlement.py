"""From the counts of a group to its row of the settlement form (báo cáo giải quyết), by the conventions that were chosen.

Law: docs/law/settlement-report.md, rules 1-4. Change that page and its cases first, then this file. Every column is a sum
of named counts, some of them taken off: the same names open it down to its dossiers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from motcua.kernel.rule_pack import SettlementRule

NOTHING: Final = "–"
_HUNDREDTH: Final = Decimal("0.01")


class Compare(StrEnum):
    """What is held against the promise: the moment of the result, or its day."""

    MOMENT = "moment"
    DATE = "date"


class Waiting(StrEnum):
    """How a dossier counts that waits for papers or is paused: within due, or by its promise when that began."""

    WITHIN = "within"
    PROMISE = "by_promise"


class Ended(StrEnum):
    """How a dossier counts that ended without a result: on time, or by the moment it ended."""

    ON_TIME = "on_time"
    MOMENT = "by_moment"


@dataclass(frozen=True)
class Conventions:
    """The options by which a report is counted."""

    compare: Compare
    waiting: Waiting
    ended: Ended


def chosen_in(rule: SettlementRule) -> Conventions:
    """Return the conventions that a rule pack chooses."""
    chosen = {name: one.chosen for name, one in rule.conventions.items()}
    return Conventions(Compare(chosen["compare"]), Waiting(chosen["waiting"]), Ended(chosen["ended"]))


class Column(StrEnum):
    """The counted columns of the form."""

    RECEIVED_TOTAL = "received_total"
    RECEIVED_ONLINE = "received_online"
    RECEIVED_DIRECT = "received_direct"
    RECEIVED_CARRIED = "received_carried"
    SETTLED_TOTAL = "settled_total"
    SETTLED_EARLY = "settled_early"
    SETTLED_ON_TIME = "settled_on_time"
    SETTLED_LATE = "settled_late"
    IN_PROCESS_TOTAL = "in_process_total"
    IN_PROCESS_WITHIN = "in_process_within"
    IN_PROCESS_OVERDUE = "in_process_overdue"


class NotBalanced(ValueError):  # noqa: N818 - not an error of the caller, of the counts
    """The counts of a group do not add up: received and settled with in process differ, or a cell is below zero."""


@dataclass(frozen=True)
class Terms:
    """Which counts a column adds, and which of those it leaves out again."""

    adds: tuple[str, ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """The counted cells of one row, by column, and its share as text."""

    cells: Mapping[Column, int]
    rate: str

    def __getitem__(self, column: Column) -> int:
        return self.cells[column]

    @property
    def is_anything(self) -> bool:
        """Tell whether any dossier counts in the row; a desk that only turned papers away has none."""
        return any(self.cells.values())


def terms_of(column: Column, chosen: Conventions) -> Terms:
    """Return which counts make a column by the conventions chosen."""
    return _TERMS[column](chosen)


def figures(counts: Mapping[str, int], chosen: Conventions) -> Figures:
    """Return the row of a group. Raises NotBalanced where received = settled + in process does not hold, or a cell is negative."""
    cells = {column: _sum(counts, terms_of(column, chosen)) for column in Column}
    _require_balance(cells)
    timely = cells[Column.SETTLED_EARLY] + cells[Column.SETTLED_ON_TIME]
    return Figures(cells, rate(timely, cells[Column.SETTLED_TOTAL]))


def rate(part: int, whole: int) -> str:
    """Return a share in hundredths with two decimals: "99.99"; never "100.00" for less than all, "–" of nothing."""
    if whole == 0:
        return NOTHING
    exact = Decimal(part) * 100 / Decimal(whole)
    rounded = exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if part < whole and rounded >= 100:
        rounded = exact.quantize(_HUNDREDTH, ROUND_DOWN)
    return str(rounded)


def _sum(counts: Mapping[str, int], terms: Terms) -> int:
    return sum(counts[name] for name in terms.adds) - sum(counts[name] for name in terms.without)


def _require_balance(cells: Mapping[Column, int]) -> None:
    sums = {
        Column.RECEIVED_TOTAL: (Column.RECEIVED_ONLINE, Column.RECEIVED_DIRECT, Column.RECEIVED_CARRIED),
        Column.SETTLED_TOTAL: (Column.SETTLED_EARLY, Column.SETTLED_ON_TIME, Column.SETTLED_LATE),
        Column.IN_PROCESS_TOTAL: (Column.IN_PROCESS_WITHIN, Column.IN_PROCESS_OVERDUE),
    }
    below = [column.value for column, value in cells.items() if value < 0]
    apart = [total.value for total, parts in sums.items() if cells[total] != sum(cells[part] for part in parts)]
    if below or apart:
        raise NotBalanced(f"cells below zero: {below}; totals that differ from their parts: {apart}")
    if cells[Column.RECEIVED_TOTAL] != cells[Column.SETTLED_TOTAL] + cells[Column.IN_PROCESS_TOTAL]:
        raise NotBalanced(
            f"received {cells[Column.RECEIVED_TOTAL]} is not settled {cells[Column.SETTLED_TOTAL]}"
            f" and in process {cells[Column.IN_PROCESS_TOTAL]}"
        )


_ENDED: Final = ("ended_early", "ended_on_time", "ended_late")
_OPEN: Final = "in_process"


def _early(chosen: Conventions) -> Terms:
    return Terms(("early", "ended_early") if chosen.ended is Ended.MOMENT else ("early",))


def _on_time(chosen: Conventions) -> Terms:
    by_date = chosen.compare is Compare.DATE
    if chosen.ended is Ended.ON_TIME:
        return Terms(("on_time", *(["late_same_day"] if by_date else []), *_ENDED))
    return Terms(("on_time", "ended_on_time", *(["late_same_day", "ended_late_same_day"] if by_date else [])))


def _late(chosen: Conventions) -> Terms:
    by_moment = chosen.ended is Ended.MOMENT
    adds = ("late", "ended_late") if by_moment else ("late",)
    same_day = ("late_same_day", "ended_late_same_day") if by_moment else ("late_same_day",)
    return Terms(adds, same_day if chosen.compare is Compare.DATE else ())


def _overdue(chosen: Conventions) -> Terms:
    running = "overdue_by_date" if chosen.compare is Compare.DATE else "overdue"
    return Terms((running, "overdue_suspended") if chosen.waiting is Waiting.PROMISE else (running,))


_TERMS: Final = {
    Column.RECEIVED_TOTAL: lambda _: Terms(("received_online", "received_direct", "carried")),
    Column.RECEIVED_ONLINE: lambda _: Terms(("received_online",)),
    Column.RECEIVED_DIRECT: lambda _: Terms(("received_direct",)),
    Column.RECEIVED_CARRIED: lambda _: Terms(("carried",)),
    Column.SETTLED_TOTAL: lambda _: Terms(("early", "on_time", "late", *_ENDED)),
    Column.SETTLED_EARLY: _early,
    Column.SETTLED_ON_TIME: _on_time,
    Column.SETTLED_LATE: _late,
    Column.IN_PROCESS_TOTAL: lambda _: Terms((_OPEN,)),
    Column.IN_PROCESS_WITHIN: lambda chosen: Terms((_OPEN,), _overdue(chosen).adds),
    Column.IN_PROCESS_OVERDUE: _overdue,
}
