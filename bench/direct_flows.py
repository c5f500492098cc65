"""Add up the flows of lives (many_lives.py) by one statement a batch, without ledger and rule: of very many dossiers.

    DJANGO_SETTINGS_MODULE=… MOTCUA_CLOCK=… python bench/direct_flows.py COUNT

Lives there are simple: received, perhaps suspended once before the promise and run again, perhaps left. What each adds is said
in SQL, read as columns of numbers, and added up and written by what a rebuild uses, too. A life is drawn from its number, so this
needs only the tables of units and procedures, and runs beside the process that writes the dossiers. A test holds it against a
rebuild from the ledger of the same lives.
"""

import sys
from datetime import date, datetime
from typing import Any

import django

ZONE = "Asia/Ho_Chi_Minh"
CHANNELS = ("online", "counter", "post")
MEASURES = (
    "received", "early", "on_time", "late", "late_same_day", "refused", "ended_early", "ended_on_time", "ended_late",
    "ended_late_same_day", "withdrawn", "stopped", "closed", "fell_due", "cleared", "overdue_by_date", "suspended",
    "overdue_suspended", "supplemented", "paused", "not_received", "any_desk",
)  # fmt: skip


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE '{ZONE}')::date"


def _part(day: str, where: str, **numbers: str) -> str:
    """Return what lives add on a day: of each measure a number, where it is not 0."""
    added = ", ".join(f"({MEASURES.index(one)}, ({number})::int)" for one, number in numbers.items())
    return f"""
        SELECT group_place, {day} - DATE '1970-01-01', measure, number
        FROM bench_life CROSS JOIN LATERAL (VALUES {added}) AS added (measure, number) WHERE {where} AND number <> 0
    """


def _stretch(promised: str, ends: str, runs: str) -> list[str]:
    """Return what a stretch of a running clock adds: it falls due where it does not end before, and is cleared by its end."""
    due = f"({_day(promised)} + 1)"
    past = f"{runs} AND ({ends} IS NULL OR {ends} > {promised})"
    return [
        _part(_day(promised), past, fell_due="1"),
        _part(due, past, overdue_by_date="1"),
        _part(_day(ends), f"{past} AND {ends} IS NOT NULL", cleared="1"),
        _part(f"greatest({_day(ends)}, {due})", f"{past} AND {ends} IS NOT NULL", overdue_by_date="-1"),
    ]


IS = {one: f"lateness = '{one}'" for one in ("early", "on_time", "late")}
SETTLED = "fate IN ('granted', 'refused')"
SAME = f"lateness = 'late' AND {_day('left_at')} = {_day('promised_last')}"
PARTS = [
    _part(_day("received_at"), "true", received="1"),
    _part(_day("asked_at"), "asked_at IS NOT NULL", suspended="1", supplemented="1"),
    _part(_day("resumed_at"), "resumed_at IS NOT NULL", suspended="-1"),
    *_stretch("promised_first", "coalesce(asked_at, left_at)", "true"),
    *_stretch("promised_last", "left_at", "resumed_at IS NOT NULL"),
    _part(
        _day("left_at"), "left_at IS NOT NULL",
        **{one: f"{SETTLED} AND {condition}" for one, condition in IS.items()},
        **{f"ended_{one}": f"NOT {SETTLED} AND {condition}" for one, condition in IS.items()},
        late_same_day=f"{SETTLED} AND {SAME}", ended_late_same_day=f"NOT {SETTLED} AND {SAME}",
        refused="fate = 'refused'", withdrawn="fate = 'withdrawn'", stopped="fate = 'stopped'",
    ),
]  # fmt: skip
ADDED = f"""
    SELECT array_agg(place), array_agg(day), array_agg(measure), array_agg(number)
    FROM ({" UNION ALL ".join(PARTS)}) AS part (place, day, measure, number)
"""


def added() -> Any:
    """Add up the lives that lie in `bench_life`."""
    from django.db import connection
    from psycopg import sql

    from motcua.domain.flows.rules.adding_up import add_up
    from motcua.foundation.columns import columns_of, copied

    with connection.cursor() as cursor, cursor.copy(copied(sql.SQL(ADDED))) as copy:
        [(place, day, measure, number)] = columns_of(copy)
    return add_up(day, day, place, measure, number)


def write(parts: list[Any], now: datetime) -> None:
    """Let the flows be what all batches add up to."""
    import numpy as np
    from django.db import connection, transaction

    from motcua.domain.flows.operations.remaking import write_all
    from motcua.domain.flows.rules.adding_up import regrouped, together
    from motcua.domain.flows.rules.grains import Group

    days = together(parts)
    parts.clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit, level FROM bench_unit ORDER BY place")
        units = cursor.fetchall()
        cursor.execute("SELECT field, code FROM bench_procedure ORDER BY place")
        procedures = cursor.fetchall()
    places, numbers = np.unique(days.group), np.zeros(int(days.group.max()) + 1, dtype=np.int64)
    numbers[places] = np.arange(len(places))
    groups = [
        Group(*units[unit], *procedures[procedure], CHANNELS[channel])
        for unit, procedure, channel in zip(
            *np.unravel_index(places, (len(units), len(procedures), len(CHANNELS))), strict=True
        )
    ]
    with transaction.atomic():
        write_all(regrouped(days, numbers), groups, until=date(now.year, now.month, 1), progress=silent)


def silent(done: int, of: int) -> None:
    """Tell nobody."""


def say_folded(now: datetime) -> None:
    """Say that everything in the ledger is folded."""
    from django.db import connection

    from motcua.domain.flows.models import Folding
    from motcua.domain.flows.operations import merging

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        [until] = cursor.fetchone()
    built = merging.last_stock(before=date(now.year, now.month, 1))
    Folding.objects.update_or_create(only=True, defaults={"until": until, "floor": 0, "at": now, "stocks_until": built})


def main(count: int) -> None:
    """Draw all lives batch by batch, add them up, write the flows."""
    from django.db import connection
    from many_lives import batches, draw

    from motcua.foundation import clock

    now, parts = clock.now(), []
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET work_mem = '256MB'")
        for batch in batches(cursor, count, now):
            draw(cursor, batch)
            parts.append(added())
            cursor.execute("DROP TABLE bench_life")
        write(parts, now)
        cursor.execute("VACUUM ANALYZE flows_dayflow, flows_monthflow, flows_yearflow, flows_monthstock")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
