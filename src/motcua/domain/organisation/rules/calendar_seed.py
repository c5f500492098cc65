"""The first working calendar of a province: public holidays, swapped days, weekly sessions (lịch làm việc).

Law: docs/law/deadlines.md, "Working calendar"; Labour Code article 112. Holidays come from the `holidays` package,
swaps and sessions from data files; once published the calendar is the province's own and these are not asked again.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from importlib.resources import files

import holidays

from motcua.kernel.working_time import CalendarSpec, DayException, DayKind

SEED_YEARS = (2022, 2027)
_SWAPPED_DAY = "Ngày nghỉ (thay cho"


@dataclass(frozen=True)
class Swap:
    """One working day given off and the day worked in exchange; `verified` once an official text was seen for it."""

    off: date
    worked: date
    name: str
    source: str
    verified: bool


def seed_spec(first_year: int = SEED_YEARS[0], last_year: int = SEED_YEARS[1]) -> CalendarSpec:
    """Return the calendar that a province starts with: Cà Mau sessions, public holidays and known swaps."""
    return CalendarSpec(
        weekly=weekly_sessions("sessions_ca_mau.csv"),
        exceptions=seed_exceptions(known_swaps(), first_year, last_year),
        first_year=first_year,
        last_year=last_year,
    )


def seed_exceptions(swaps: Iterable[Swap], first_year: int, last_year: int) -> tuple[DayException, ...]:
    """Return every day that differs from its weekday, in order; a swap row wins over the package."""
    found = {day.on: day for day in public_holidays(first_year, last_year)}
    found.update({day.on: day for swap in swaps for day in _both_days(swap)})
    return tuple(found[on] for on in sorted(found) if first_year <= on.year <= last_year)


def public_holidays(first_year: int, last_year: int) -> Iterator[DayException]:
    """Yield what the package knows: holidays with their days in lieu, days given off by swap, days worked for them."""
    known = holidays.country_holidays("VN", language="vi", years=range(first_year, last_year + 1))
    for on, name in known.items():
        kind = DayKind.BRIDGE if name.startswith(_SWAPPED_DAY) else DayKind.HOLIDAY
        yield DayException(on, kind, name)
    for on in known.weekend_workdays:
        if first_year <= on.year <= last_year:
            yield DayException(on, DayKind.MAKE_UP, "Ngày làm bù")


def known_swaps() -> tuple[Swap, ...]:
    """Return the rows of swaps.csv."""
    return tuple(
        Swap(
            off=date.fromisoformat(row["off"]),
            worked=date.fromisoformat(row["worked"]),
            name=row["name"],
            source=row["source"],
            verified=row["verified"] == "yes",
        )
        for row in _rows("swaps.csv")
    )


def weekly_sessions(file_name: str) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Return the sessions of each weekday in minutes of the day; Monday is 0, a weekday without a row is off."""
    sessions: dict[int, tuple[tuple[int, int], ...]] = {}
    for row in _rows(file_name):
        weekday = int(row["weekday"])
        sessions[weekday] = (*sessions.get(weekday, ()), (_minutes(row["opens"]), _minutes(row["closes"])))
    return sessions


def _both_days(swap: Swap) -> tuple[DayException, DayException]:
    off = DayException(swap.off, DayKind.BRIDGE, f"{swap.name} (làm bù ngày {swap.worked:%d/%m/%Y})")
    worked = DayException(swap.worked, DayKind.MAKE_UP, f"{swap.name} (bù cho ngày {swap.off:%d/%m/%Y})")
    return off, worked


def _minutes(text: str) -> int:
    moment = time.fromisoformat(text)
    return moment.hour * 60 + moment.minute


def _rows(file_name: str) -> list[dict[str, str]]:
    text = files("motcua").joinpath("data", "calendars", file_name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
