"""Add to the flows: what came in is gathered in a table of the transaction, then added at every grain in a few statements."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection

from motcua.domain.flows.rules.grains import (
    DAY_GRAINS,
    MONTH_GRAINS,
    OF_ALL_UNITS,
    ONLINE,
    WITH_PROCEDURE,
    YEAR_GRAINS,
    Grain,
    Group,
)
from motcua.domain.flows.rules.measures import LEFT, Measure

Row = tuple[Group, date, date, Sequence[int]]
"""A group, the day that counts, the day from which that is known, and what is added, in the order of `Measure`."""

_MEASURES = [one.value for one in Measure]
_GRAINS = [one.value for one in MONTH_GRAINS]
_STOCK = {
    "in_process": f"received - {' - '.join(one.value for one in LEFT)}",
    "overdue": "fell_due - cleared",
    "overdue_by_date": "overdue_by_date",
    "suspended": "suspended",
    "overdue_suspended": "overdue_suspended",
}


def _is_one_of(grains: Iterable[Grain]) -> str:
    return f"grain IN ({', '.join(repr(one.value) for one in grains)})"


_GROUP = f"""grain, CASE WHEN {_is_one_of(OF_ALL_UNITS)} THEN '' ELSE unit END AS unit, level,
           CASE WHEN {_is_one_of([Grain.AGENCY])} THEN '' ELSE field END AS field,
           CASE WHEN {_is_one_of(WITH_PROCEDURE)} THEN procedure ELSE '' END AS procedure,
           CASE WHEN {_is_one_of(OF_ALL_UNITS)} AND channel <> '{ONLINE}' THEN '' ELSE channel END AS channel"""
_GROUP_COLUMNS = "grain, unit, level, field, procedure, channel"
_INCOMING = f"""
    CREATE TEMPORARY TABLE flows_incoming (
        unit text, level text, field text, procedure text, channel text, day date, known date,
        {", ".join(f"{one} integer" for one in _MEASURES)}
    ) ON COMMIT DROP
"""
_TAKE = f"""
    COPY flows_incoming (unit, level, field, procedure, channel, day, known, {", ".join(_MEASURES)}) FROM STDIN
"""
_SUMS = ", ".join(f"sum({one}) AS {one}" for one in _MEASURES)
_MONTH = "date_trunc('month', day::timestamp)::date"
_YEAR = "date_trunc('year', day::timestamp)::date"


def _known_after(period: str, name: str) -> str:
    return f"greatest(known, ({period} + interval '1 {name}' - interval '1 day')::date)"


def _flow_statement(table: str, period: str, said: str, known: str) -> str:
    """Insert in the order of the unique index: each row then goes where the one before it went."""
    return f"""
        INSERT INTO {table} ({period}, known, {_GROUP_COLUMNS}, {", ".join(_MEASURES)})
        SELECT {said} AS {period}, {known} AS known, {_GROUP}, {_SUMS}
        FROM flows_incoming CROSS JOIN unnest(%(grains)s::text[]) AS grain GROUP BY 3, 1, 2, 4, 5, 6, 7, 8
        ORDER BY 3, 1, 2, 4, 5, 6, 7, 8
    """  # noqa: S608 - names of our own columns


def _added_to(table: str, constraint: str) -> str:
    added = ", ".join(f"{one} = {table}.{one} + excluded.{one}" for one in _MEASURES)
    return f"ON CONFLICT ON CONSTRAINT {constraint} DO UPDATE SET {added}"


_DAYS = _flow_statement("flows_dayflow", "day", "day", "known") + _added_to("flows_dayflow", "day_flow_once")
_MONTHS = _flow_statement("flows_monthflow", "month", _MONTH, _known_after(_MONTH, "month")) + _added_to(
    "flows_monthflow", "month_flow_once"
)
_YEARS = _flow_statement("flows_yearflow", "year", _YEAR, _known_after(_YEAR, "year")) + _added_to(
    "flows_yearflow", "year_flow_once"
)
_STOCK_SUMS = ", ".join(f"sum({formula}) AS {name}" for name, formula in _STOCK.items())
_STOCK_ADDED = ", ".join(f"{name} = flows_monthstock.{name} + excluded.{name}" for name in _STOCK)
_LATER_STOCKS = f"""
    INSERT INTO flows_monthstock (month, {_GROUP_COLUMNS}, {", ".join(_STOCK)})
    SELECT month::date, {_GROUP}, {_STOCK_SUMS}
    FROM flows_incoming CROSS JOIN unnest(%(grains)s::text[]) AS grain
    CROSS JOIN generate_series({_MONTH}::timestamp, %(until)s::timestamp, interval '1 month') AS month
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT ON CONSTRAINT month_stock_once DO UPDATE SET {_STOCK_ADDED}
"""  # noqa: S608 - names of our own columns
_NO_ZEROS = f"DELETE FROM flows_monthstock WHERE {' AND '.join(f'{name} = 0' for name in _STOCK)}"  # noqa: S608
_NEXT_STOCK = f"""
    INSERT INTO flows_monthstock (month, {_GROUP_COLUMNS}, {", ".join(_STOCK)})
    SELECT %(month)s::date, {_GROUP_COLUMNS}, {", ".join(f"sum({name})" for name in _STOCK)} FROM (
        SELECT {_GROUP_COLUMNS}, {", ".join(_STOCK)} FROM flows_monthstock
        WHERE grain = ANY(%(grains)s) AND month = (%(month)s::date - interval '1 month')::date
        UNION ALL
        SELECT {_GROUP_COLUMNS}, {", ".join(f"{formula} AS {name}" for name, formula in _STOCK.items())}
        FROM flows_monthflow WHERE grain = ANY(%(grains)s) AND month = %(month)s
    ) AS stood GROUP BY {_GROUP_COLUMNS}
    HAVING {" OR ".join(f"sum({name}) <> 0" for name in _STOCK)} ORDER BY {_GROUP_COLUMNS}
"""  # noqa: S608 - names of our own columns
_FIRST_MONTH = "SELECT min(month) FROM flows_monthflow"


@contextmanager
def incoming() -> Iterator[Callable[[Iterable[Row]], None]]:
    """Open the table of what comes in for the rest of the transaction; give the function that takes rows into it."""
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING)

    def take(rows: Iterable[Row]) -> None:
        with connection.cursor() as cursor, cursor.copy(_TAKE) as copy:
            for group, day, known, values in rows:
                copy.write_row((*group, day, known, *values))

    yield take
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE flows_incoming")


def merge(*, stocks_until: date | None) -> None:
    """Add what came in to the days, the months, the years and the stocks that are built already."""
    values = {"grains": _GRAINS, "until": stocks_until}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '16MB'")
        cursor.execute("ANALYZE flows_incoming")
        cursor.execute(_DAYS, values | {"grains": list(DAY_GRAINS)})
        cursor.execute(_MONTHS, values)
        cursor.execute(_YEARS, values | {"grains": list(YEAR_GRAINS)})
        if stocks_until:
            cursor.execute(_LATER_STOCKS, values)
            cursor.execute(_NO_ZEROS)


def build_stocks(last: date | None, *, until: date) -> date | None:
    """Build the stock of every month that ended since the `last` built one, before the month `until`; return the last."""
    with connection.cursor() as cursor:
        month = _next(last) if last else _first_month()
        while month is not None and month < until:
            cursor.execute(_NEXT_STOCK, {"month": month, "grains": _GRAINS})
            last, month = month, _next(month)
    return last


def last_stock(*, before: date) -> date | None:
    """Return the last month before the month `before` where all that have flows before it have their stock; else None."""
    first = _first_month()
    return (before - timedelta(days=1)).replace(day=1) if first is not None and first < before else None


def _first_month() -> date | None:
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_MONTH)
        found = cursor.fetchone()[0]
    return found if found is None else date(found.year, found.month, 1)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
