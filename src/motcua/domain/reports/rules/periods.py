"""Which days a report covers: quarters and years of reporting, those of the calendar, and any; and which cannot be asked.

Law: docs/law/settlement-report.md, rules 5 and 6.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.kernel.language import say, say_day
from motcua.kernel.refusal import Refusal


class UnreadablePeriod(Refusal):
    """A period for which there are no figures: it ends before it begins, lies before the first dossier, or is yet to come."""


class PeriodKind(StrEnum):
    """Kinds of named periods: of reporting, from a day of the month before; of the calendar."""

    REPORT_QUARTER = "report_quarter"
    REPORT_YEAR = "report_year"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class NamedPeriod:
    """A period by its name: the kind, the year, and which quarter or month of it (1 for a year)."""

    kind: PeriodKind
    year: int
    number: int

    def bounds(self, first_day: int) -> tuple[date, date]:
        """Return the first and the last day; `first_day`: of the month before, on which a period of reporting begins."""
        length = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.REPORT_QUARTER: 3}.get(self.kind, 12)
        first, after = _month(self.year, (self.number - 1) * length), _month(self.year, self.number * length)
        if self.kind in {PeriodKind.REPORT_QUARTER, PeriodKind.REPORT_YEAR}:
            first, after = _begins(first, first_day), _begins(after, first_day)
        return first, after - timedelta(days=1)


def last_periods(on: date, *, first_day: int) -> tuple[NamedPeriod, ...]:
    """Return the periods one may want on a day, kind by kind, the newest first: those that have begun by then."""
    wanted = []
    for kind, several, years in _OFFERED:
        named = [NamedPeriod(kind, year, number) for year in range(on.year + 1, on.year - years, -1)
                 for number in range(several, 0, -1)]  # fmt: skip
        begun = [one for one in named if one.bounds(first_day)[0] <= on]
        wanted += begun[: several * years]
    return tuple(wanted)


_OFFERED = (
    (PeriodKind.REPORT_QUARTER, 4, 1),
    (PeriodKind.REPORT_YEAR, 1, 2),
    (PeriodKind.MONTH, 12, 1),
    (PeriodKind.QUARTER, 4, 1),
    (PeriodKind.YEAR, 1, 2),
)


def require_readable(first: date, last: date, *, as_of: date, today: date, known: tuple[date, date] | None) -> None:
    """Raise UnreadablePeriod where a period cannot be counted; `known`: first and last day that have dossiers."""
    require_ordered(first, last, as_of=as_of)
    if known is None:
        raise UnreadablePeriod(say("Chưa có hồ sơ nào nên chưa có số liệu."))
    if last < known[0]:
        raise UnreadablePeriod(
            say(
                "Hồ sơ đầu tiên tiếp nhận ngày {day}; kỳ báo cáo này kết thúc trước đó nên không có số liệu.",
                day=say_day(known[0]),
            )
        )
    if as_of > today:
        raise UnreadablePeriod(say("Chưa biết số liệu đến hết ngày {day}: ngày đó chưa đến.", day=say_day(as_of)))


def require_ordered(first: date, last: date, *, as_of: date) -> None:
    """Raise UnreadablePeriod where a period ends before it begins, or begins after the day up to which it is known."""
    if last < first:
        raise UnreadablePeriod(
            say(
                "Kỳ báo cáo kết thúc ngày {last} trước khi bắt đầu ngày {first}.",
                last=say_day(last),
                first=say_day(first),
            )
        )
    if as_of < first:
        raise UnreadablePeriod(
            say(
                "Kỳ báo cáo bắt đầu ngày {first}; đến hết ngày {day} kỳ đó chưa bắt đầu nên không có số liệu.",
                first=say_day(first),
                day=say_day(as_of),
            )
        )


def require_existed(name: str, first: date, last: date, periods: tuple[tuple[date, date | None], ...]) -> None:
    """Raise UnreadablePeriod where a unit existed on no day of the period; `periods`: first day, and first day no more."""
    if not any(begins <= last and (ends is None or first < ends) for begins, ends in periods):
        raise UnreadablePeriod(
            say(
                "Đơn vị {name} không tồn tại trong kỳ từ {first} đến {last}.",
                name=name,
                first=say_day(first),
                last=say_day(last),
            )
        )


def _month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)


def _begins(month: date, first_day: int) -> date:
    return (month - timedelta(days=1)).replace(day=first_day)
