"""Add up the flows of lives in `bench_life` (many_lives.py) by statements, without ledger and rule: of very many dossiers.

Lives there are simple: received, perhaps suspended once before the promise and run again, perhaps left. What each adds is said
in SQL, summed by group and day, and added to the tables of the flows by what the folder itself uses. A test holds it against a
rebuild from the ledger of the same lives.
"""

from datetime import date, datetime
from typing import Any

ZONE = "Asia/Ho_Chi_Minh"


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE '{ZONE}')::date"


COLUMNS = (
    "received", "early", "on_time", "late", "late_same_day", "refused", "ended_early", "ended_on_time", "ended_late",
    "ended_late_same_day", "withdrawn", "stopped", "closed", "fell_due", "cleared", "overdue_by_date", "suspended",
    "overdue_suspended", "supplemented", "paused", "not_received", "any_desk",
)  # fmt: skip
HELD = f"""
    CREATE UNLOGGED TABLE bench_flow (
        unit text, level text, field text, procedure text, channel text, day date, {", ".join(f"{one} int" for one in COLUMNS)}
    )
"""


def _part(day: str, where: str, **values: str) -> str:
    found = ", ".join(f"({values.get(one, '0')})::int" for one in COLUMNS)
    return f"SELECT unit, level, field, procedure, channel, {day}, {found} FROM told WHERE {where}"


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
TAKE = f"""
    INSERT INTO bench_flow WITH told AS (SELECT * FROM bench_life)
    SELECT unit, level, field, procedure, channel, day, {", ".join(f"sum({one})" for one in COLUMNS)}
    FROM ({" UNION ALL ".join(PARTS)}) AS part (unit, level, field, procedure, channel, day, {", ".join(COLUMNS)})
    GROUP BY 1, 2, 3, 4, 5, 6
"""
GIVE = f"""
    INSERT INTO flows_incoming (unit, level, field, procedure, channel, day, known, {", ".join(COLUMNS)})
    SELECT unit, level, field, procedure, channel, day, day, {", ".join(f"sum({one})" for one in COLUMNS)}
    FROM bench_flow GROUP BY 1, 2, 3, 4, 5, 6
"""


def begin(cursor: Any) -> None:
    """Make the table that holds what the batches add."""
    cursor.execute(HELD)


def take(cursor: Any) -> None:
    """Add up the lives of one batch."""
    cursor.execute(TAKE)


def add(now: datetime) -> None:
    """Add everything to the tables of the flows, and build the stocks of the months."""
    from django.db import connection, transaction

    from motcua.domain.flows.models import Folding
    from motcua.domain.flows.operations import merging

    with transaction.atomic():
        with merging.incoming():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL work_mem = '512MB'")
                cursor.execute(GIVE)
            merging.merge(stocks_until=None)
        built = merging.build_stocks(None, until=date(now.year, now.month, 1))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            [until] = cursor.fetchone()
        Folding.objects.update_or_create(
            only=True, defaults={"until": until, "floor": 0, "at": now, "stocks_until": built}
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_flow")
        cursor.execute("VACUUM ANALYZE")
