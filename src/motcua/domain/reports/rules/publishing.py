"""What may be published, and what a published report is told apart by (docs/law/settlement-report.md, 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.domain.reports.rules.settlement import Column, Conventions, figures
from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal

_COUNTED: Final = frozenset(
    {
        "received_online", "received_direct", "carried", "early", "on_time", "late", "late_same_day", "ended_early",
        "ended_on_time", "ended_late", "ended_late_same_day", "in_process", "overdue", "overdue_by_date",
        "overdue_suspended",
    }
)  # fmt: skip


class NotToBePublished(Refusal):
    """The report cannot be published: its last known day is not over, it is published already, or a right is missing."""


class UnknownReport(Refusal):
    """No report was published under this number."""


@dataclass(frozen=True)
class Moved:
    """In which cells of the form one dossier counted, and in which it counts now; one is empty where it did not count."""

    was: tuple[Column, ...]
    now: tuple[Column, ...]


def require_over(as_of: date, *, today: date) -> None:
    """Raise NotToBePublished for figures of a day that is not over: acts of that day still change them."""
    if as_of >= today:
        raise NotToBePublished(
            say(
                "Ngày {day} chưa hết nên số liệu còn thay đổi. Chọn số liệu đến hết ngày hôm trước rồi công bố.",
                day=say_day(as_of),
            )
        )


def moved(was: frozenset[str], now: frozenset[str], chosen: Conventions) -> Moved | None:
    """Return how the cells of one dossier differ, by the names it counts as; None where the form says the same."""
    found = Moved(_cells(was, chosen), _cells(now, chosen))
    return None if found.was == found.now else found


def _cells(names: frozenset[str], chosen: Conventions) -> tuple[Column, ...]:
    """Return the cells in which a dossier counts; totals are left out, their parts say it."""
    if not names:
        return ()
    counts: Mapping[str, int] = {name: int(name in names) for name in _COUNTED}
    found = figures(counts, chosen)
    return tuple(column for column in Column if found[column] and not column.value.endswith("_total"))
