"""How long due moments take: one at a time, in bulk, and what preparing and explaining cost. Prints JSON.

    python bench/due_moments.py [--calendar-years 4] [--bulk 1000000]

`ns` are nanoseconds a call, `ms` milliseconds; the best of several rounds, since the machine may be busy. Nothing is
asserted: figures are for reading.
"""

import argparse
import json
import platform
import sys
import timeit
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from motcua.kernel.working_time import (
    ZONE,
    CalendarSpec,
    Counting,
    DayException,
    DayKind,
    LimitUnit,
    Parameters,
    TimeLimit,
    WorkingTable,
    add_minutes,
    due_moment,
    due_moments,
    explain,
    prepare,
    start_of_clock,
)

FIRST_YEAR = 2024


def a_calendar(years: int) -> CalendarSpec:
    """Return office hours with a day off every third week and a Saturday worked every tenth."""
    sessions = ((7 * 60, 11 * 60), (13 * 60, 17 * 60))
    holidays = (
        DayException(date(FIRST_YEAR, 1, 4) + timedelta(21 * n), DayKind.HOLIDAY, "") for n in range(17 * years)
    )
    saturdays = (
        DayException(date(FIRST_YEAR, 1, 6) + timedelta(70 * n), DayKind.MAKE_UP, "") for n in range(5 * years)
    )
    weekly = dict.fromkeys(range(5), sessions)
    return CalendarSpec(weekly, (*holidays, *saturdays), FIRST_YEAR, FIRST_YEAR + years - 1)


def nanoseconds(call: Callable[[], object], *, times: int = 50_000, rounds: int = 5) -> int:
    return round(min(timeit.repeat(call, number=times, repeat=rounds)) / times * 1e9)


def milliseconds(call: Callable[[], object], *, rounds: int = 5) -> float:
    return round(min(timeit.repeat(call, number=1, repeat=rounds)) * 1e3, 2)


def one_at_a_time(table: WorkingTable) -> dict[str, int]:
    start = datetime(FIRST_YEAR, 11, 4, 9, tzinfo=ZONE)
    minute, limit = table.minute_of(start), TimeLimit(Decimal(5), LimitUnit.WORKING_DAY)
    parameters = Parameters()

    def due(counting: Counting, limit: TimeLimit = limit) -> Callable[[], object]:
        return lambda: due_moment(start, limit, table=table, counting=counting, parameters=parameters)

    return {
        "table look-up, five working days, number to number": nanoseconds(lambda: table.minute_after(minute, 2400)),
        "add_minutes, moment to moment": nanoseconds(lambda: add_minutes(start, 2400, table)),
        "due_moment, five working days from the hour": nanoseconds(due(Counting.FROM_HOUR)),
        "due_moment, five working days to the end": nanoseconds(due(Counting.END_OF_NTH_DAY)),
        "due_moment, ten calendar days": nanoseconds(
            due(Counting.FROM_HOUR, TimeLimit(Decimal(10), LimitUnit.CALENDAR_DAY))
        ),
        "start_of_clock": nanoseconds(lambda: start_of_clock(start, table)),
        "explain, five working days": nanoseconds(
            lambda: explain(start, start + timedelta(7), table=table, limit=limit), times=5_000
        ),
        "empty call, for comparison": nanoseconds(lambda: None),
    }


def in_bulk(table: WorkingTable, size: int) -> dict[str, float]:
    dice = np.random.default_rng(2026)
    starts = dice.integers(0, (table.day_count - 60) * 1440, size)
    minutes = dice.integers(1, 30 * 480, size)
    due_moments(starts[:1], minutes[:1], table)
    return {f"{size:,} due moments": milliseconds(lambda: due_moments(starts, minutes, table))}


def measure(years: int, size: int) -> dict[str, object]:
    spec = a_calendar(years)
    first_preparation = milliseconds(lambda: prepare(spec), rounds=1)
    table = prepare(spec)
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "calendar_years": years,
        "ns": one_at_a_time(table),
        "ms": {
            "prepare a calendar": first_preparation,
            "prepare it again": milliseconds(lambda: prepare(spec)),
            **in_bulk(table, size),
        },
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--calendar-years", type=int, default=4)
    words.add_argument("--bulk", type=int, default=1_000_000)
    asked = words.parse_args()
    print(json.dumps(measure(asked.calendar_years, asked.bulk), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
