"""Figures month by month, as rows of a table and as the chart beside it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from motcua.domain.dossiers import api as dossiers
from motcua.domain.flows import api as flows
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.citizen.presenting_charts import Columns, Series, columns
from motcua.entrypoints.web.citizen.presenting_results import SettledRow
from motcua.kernel.language import say

Row = TypeVar("Row")
DONE, OTHER, LATE = "mc-bar-brand", "mc-bar-pale", "mc-bar-late"


@dataclass(frozen=True)
class OverTime:
    """A chart, the rows of the table beside it, and their sum where they add up."""

    chart: Columns
    rows: Sequence[Any]
    total: Any = None


def from_first(found: Sequence[Row], is_there: Callable[[Row], int]) -> Sequence[Row]:
    """Return the rows from the first that has anything; the last one where none has."""
    return found[next((place for place, row in enumerate(found) if is_there(row)), len(found) - 1) :]


def months(first: date, last: date) -> list[date]:
    """Return the first day of every month of a stretch."""
    found = [first.replace(day=1)]
    while (following := (found[-1] + timedelta(days=31)).replace(day=1)) <= last:
        found.append(following)
    return found


def settled(rows: Iterable[flows.AgencyMonth], first: date, last: date) -> OverTime:
    """Return what was settled by month, from the first month that has anything: in time, and late."""
    all_of, late, received = Counter[date](), Counter[date](), Counter[date]()
    for row in rows:
        all_of[row.month] += row.early + row.on_time + row.late + row.ended
        late[row.month] += row.late
        received[row.month] += row.received
    shown = from_first(months(first, last), lambda month: all_of[month] + received[month])
    found = [
        SettledRow(
            str(month), wording.month(month), received[month], all_of[month], all_of[month] - late[month], late[month]
        )
        for month in shown
    ]
    series = (
        Series(say("Trước và đúng hạn"), DONE, tuple(row.timely for row in found)),
        Series(say("Quá hạn"), LATE, tuple(row.late for row in found)),
    )
    return OverTime(columns(_numbers(shown), series), found)


@dataclass(frozen=True)
class Letters:
    """How many dossiers were found late, and how many of them have a signed letter."""

    name: str
    late: int
    with_letter: int

    @property
    def owed(self) -> int:
        """Return how many are still without one."""
        return self.late - self.with_letter


def letters(rows: Sequence[dossiers.LettersMonth], first: date, last: date) -> OverTime:
    """Return the late ones by month, from the first month that has any: with their letter, and still without."""
    late, signed = Counter[date](), Counter[date]()
    for row in rows:
        late[row.month] += row.late
        signed[row.month] += row.with_letter
    shown = from_first(months(first, last), lambda month: late[month])
    found = [Letters(wording.month(month), late[month], signed[month]) for month in shown]
    series = (
        Series(say("Đã có phiếu xin lỗi"), DONE, tuple(row.with_letter for row in found)),
        Series(say("Còn nợ phiếu"), LATE, tuple(row.owed for row in found)),
    )
    total = Letters(say("Cộng"), late.total(), signed.total())
    return OverTime(columns(_numbers(shown), series), found, total)


def catalogue(days: Sequence[procedures.CatalogueDay]) -> dict[str, OverTime | None]:
    """Return cut times and online services at the end of each month, from the first that has procedures.

    No services where one of the days had no levels.
    """
    shown = from_first(days, lambda day: day.cuts.procedures)
    return {"cuts": _cuts(shown), "online": None if any(day.online is None for day in shown) else _online(shown)}


def _cuts(days: Sequence[procedures.CatalogueDay]) -> OverTime:
    series = (
        Series(say("Hẹn sớm hơn quy định"), DONE, tuple(day.cuts.cut for day in days)),
        Series(say("Không sớm hơn"), OTHER, tuple(day.cuts.procedures - day.cuts.cut for day in days)),
    )
    rows = _days(days)
    return OverTime(columns(_numbers([day.on for day in days]), series), rows, rows[-1])


def _online(days: Sequence[procedures.CatalogueDay]) -> OverTime:
    counted = [(day.on, day.online) for day in days if day.online is not None]
    series = (
        Series(say("Toàn trình"), DONE, tuple(counts.by_extent["full"] for _, counts in counted)),
        Series(say("Một phần"), OTHER, tuple(counts.by_extent["partial"] for _, counts in counted)),
    )
    rows = [_services(on, counts) for on, counts in counted]
    return OverTime(columns(_numbers([on for on, _ in counted]), series), rows, rows[-1])


def _days(days: Sequence[procedures.CatalogueDay]) -> list[dict[str, Any]]:
    return [
        {
            "day": wording.day_and_month(day.on),
            "key": day.on.isoformat(),
            "procedures": day.cuts.procedures,
            "cut": day.cuts.cut,
            "rate": wording.percent(day.cuts.cut, day.cuts.procedures) if day.cuts.procedures else "–",
            "mean": _mean(day.cuts),
        }
        for day in days
    ]


def _mean(cuts: procedures.CutFigures) -> str:
    if cuts.mean_percent is None:
        return "–"
    return f"{wording.number(procedures.rounded(cuts.mean_percent), 2)}{wording.NO_BREAK}%"


def _services(on: date, counts: procedures.OnlineCounts) -> dict[str, Any]:
    return {
        "day": wording.day_and_month(on),
        "key": on.isoformat(),
        "level_4": counts.by_old[4],
        "level_3": counts.by_old[3],
        "full": counts.by_extent["full"],
        "partial": counts.by_extent["partial"],
        "integrated": counts.integrated,
    }


def _numbers(months: Iterable[date]) -> list[str]:
    return [str(month.month) for month in months]
