"""Who worked on what was settled in a period, and how each part stood against its due moment, counted in plain SQL.

A part is what one officer did for one unit on one settled dossier: the steps done since it was received, or reopened, up
to its result. It stands as the slowest of its steps: early, on time or late, compared by moments or by days.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE, Lateness

_ONE = "d.id, d.code, d.procedure_name, d.competent_id AS competent, d.desk_id AS desk, d.channel, d.version_id AS version, d.received_at"
_SETTLED = f"""
    WITH moved AS (
        SELECT * FROM (
            SELECT DISTINCT ON (dossier_id) dossier_id, at AS moved_at, (was->>'ready_at')::timestamptz AS ready_at,
                   was->>'lateness' AS lateness
            FROM dossiers_correction WHERE at >= %(known)s AND jsonb_exists(was, 'ready_at') ORDER BY dossier_id, at
        ) corrected WHERE ready_at < %(known)s
    ), settled AS (
        SELECT {_ONE}, d.ready_at, d.lateness,
               (SELECT 1 + count(*) FROM dossiers_reopening r WHERE r.dossier_id = d.id AND r.ready_at IS NOT NULL) AS number,
               (SELECT max(r.at) FROM dossiers_reopening r WHERE r.dossier_id = d.id) AS again_at
        FROM dossiers_dossier d
        WHERE d.ready_at >= %(since)s AND d.ready_at < %(until)s {{only}}
          AND NOT EXISTS (SELECT FROM moved WHERE dossier_id = d.id)
        UNION ALL
        SELECT {_ONE}, u.ready_at, u.lateness,
               (SELECT 1 + count(*) FROM dossiers_reopening r
                WHERE r.dossier_id = d.id AND r.ready_at IS NOT NULL AND r.number < u.number),
               (SELECT max(r.at) FROM dossiers_reopening r WHERE r.dossier_id = d.id AND r.number < u.number)
        FROM dossiers_reopening u JOIN dossiers_dossier d ON d.id = u.dossier_id
        WHERE u.ready_at >= %(since)s AND u.ready_at < %(until)s AND u.at >= %(known)s AND d.state <> 'void' {{only}}
          AND NOT EXISTS (SELECT FROM moved WHERE dossier_id = d.id)
        UNION ALL
        SELECT {_ONE}, m.ready_at, m.lateness,
               (SELECT 1 + count(*) FROM dossiers_reopening r
                WHERE r.dossier_id = d.id AND r.ready_at IS NOT NULL AND r.at < m.moved_at),
               (SELECT max(r.at) FROM dossiers_reopening r WHERE r.dossier_id = d.id AND r.at < m.moved_at)
        FROM moved m JOIN dossiers_dossier d ON d.id = m.dossier_id
        WHERE m.ready_at >= %(since)s AND m.ready_at < %(until)s AND d.state <> 'void' {{only}}
    ), done AS (
        SELECT t.*, s.unit_id AS unit, s.done_by AS officer,
               CASE WHEN s.due_at IS NULL THEN NULL
                    WHEN s.done_at > s.due_at THEN 0
                    WHEN %(by_day)s AND (s.done_at AT TIME ZONE %(zone)s)::date
                                        < (s.due_at AT TIME ZONE %(zone)s)::date THEN 2
                    WHEN NOT %(by_day)s AND s.done_at < s.due_at THEN 2 ELSE 1 END AS rank
        FROM settled t JOIN dossiers_step s ON s.dossier_id = t.id
        WHERE s.state = 'done' AND s.done_by <> %(system)s AND s.done_at <= t.ready_at
          AND s.done_at > coalesce(t.again_at, '-infinity')
          AND %(unit)s IN ('', s.unit_id) AND %(officer)s IN ('', s.done_by)
    )
"""  # noqa: S608 - our own words
_COUNTED = """
    , parts AS (SELECT id, {keys}, min(rank) AS rank FROM done GROUP BY id, {keys})
    SELECT {keys}, rank, count(*) FROM parts GROUP BY {keys}, rank
"""
_CODES = """
    SELECT code, count(*) OVER () FROM (SELECT DISTINCT code, ready_at FROM done) found
    ORDER BY ready_at DESC, code LIMIT %(limit)s OFFSET %(offset)s
"""
_PARTS = """
    SELECT code, number, procedure_name, competent, desk, version, received_at, ready_at, lateness, unit, officer, min(rank)
    FROM done GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ORDER BY code, unit, officer
"""
_OF_UNITS = """
    SELECT competent, count(*), count(*) FILTER (WHERE channel = 'online'),
           count(*) FILTER (WHERE channel = 'online' AND lateness = 'late')
    FROM settled GROUP BY 1
"""
_BY_VERSION = """
    SELECT competent, desk, version, (received_at AT TIME ZONE %(zone)s)::date, count(*) FROM settled GROUP BY 1, 2, 3, 4
"""
_STANDING: Mapping[int | None, Lateness | None] = {
    0: Lateness.LATE, 1: Lateness.ON_TIME, 2: Lateness.EARLY, None: None,
}  # fmt: skip
EVERYTHING = 1_000_000_000


@dataclass(frozen=True)
class Period:
    """What was settled from the first to the last day, as it was known at the end of a day: a moment corrected since is as it was.

    `by_day`: a step is early when done before its due day, else before its due moment; late is after it.
    """

    first: date
    last: date
    as_of: date
    by_day: bool = False


@dataclass(frozen=True)
class Part:
    """What one officer did for one unit on a dossier, and how it stood; None where none of the steps had a due moment."""

    unit: str
    officer: str
    standing: Lateness | None


@dataclass(frozen=True)
class Handled:
    """A settled dossier with who worked on it; `number` counts its settlements from 1, `lateness` is the whole dossier's."""

    code: str
    number: int
    procedure_name: str
    competent: str
    desk: str
    version: int
    received_at: datetime
    settled_at: datetime
    lateness: Lateness
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class SettledCounts:
    """How many dossiers a unit settled, how many of them came in online, how many of these were late."""

    settled: int
    online: int
    online_late: int


@dataclass(frozen=True)
class SettledAlike:
    """How many dossiers of one competent unit came in at one desk on one day by one version."""

    competent: str
    desk: str
    version: int
    received_on: date
    dossiers: int


def standings_of_units(period: Period) -> dict[str, dict[Lateness | None, int]]:
    """Return of how many dossiers each unit's part stood how; a dossier counts once for each unit that worked on it."""
    found: dict[str, dict[Lateness | None, int]] = {}
    for unit, rank, dossiers in _rows(_COUNTED.format(keys="unit"), period):
        found.setdefault(unit, {})[_STANDING[rank]] = dossiers
    return found


def standings_of_officers(
    period: Period, *, unit: str = "", officer: str = ""
) -> dict[str, dict[Lateness | None, int]]:
    """Return of how many dossiers each officer's part stood how: at one unit, or of one officer, where asked."""
    found: dict[str, dict[Lateness | None, int]] = {}
    for login, rank, dossiers in _rows(_COUNTED.format(keys="officer"), period, unit=unit, officer=officer):
        found.setdefault(login, {})[_STANDING[rank]] = dossiers
    return found


def codes_handled(
    period: Period, *, unit: str = "", officer: str = "", limit: int = EVERYTHING, offset: int = 0
) -> tuple[tuple[str, ...], int]:
    """Return the dossiers that somebody worked on, settled last first, and how many there are in all."""
    rows = _rows(_CODES, period, unit=unit, officer=officer, limit=limit, offset=offset)
    return tuple(code for code, _ in rows), int(rows[0][1]) if rows else 0


def handled(codes: Collection[str], period: Period) -> dict[str, Handled]:
    """Return settled dossiers by code, with everybody who worked on each."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in _rows(_PARTS, period, codes=list(codes)):
        found.setdefault(row[0], []).append(row)
    return {code: _handled(rows) for code, rows in found.items()}


def _handled(rows: list[tuple[Any, ...]]) -> Handled:
    """Return a dossier from its rows, one for each part."""
    code, number, name, competent, desk, version, received_at, settled_at, lateness = rows[0][:9]
    parts = tuple(Part(unit, officer, _STANDING[rank]) for unit, officer, rank in (row[9:] for row in rows))
    return Handled(code, number, name, competent, desk, version, received_at, settled_at, Lateness(lateness), parts)


def settled_by_unit(period: Period) -> dict[str, SettledCounts]:
    """Return what each competent unit settled."""
    return {row[0]: SettledCounts(*row[1:]) for row in _rows(_OF_UNITS, period)}


def settled_alike(period: Period) -> tuple[SettledAlike, ...]:
    """Return what was settled by unit, desk, version and day of reception: what publicity of a procedure depends on."""
    return tuple(SettledAlike(*row) for row in _rows(_BY_VERSION, period))


def _rows(statement: str, period: Period, *, codes: list[str] | None = None, **more: Any) -> list[tuple[Any, ...]]:
    only = "" if codes is None else "AND d.code = ANY(%(codes)s)"
    values: dict[str, Any] = {
        "since": _midnight(period.first),
        "until": min(_midnight(period.last + timedelta(days=1)), _midnight(period.as_of + timedelta(days=1))),
        "known": _midnight(period.as_of + timedelta(days=1)),
        "zone": str(ZONE),
        "system": SYSTEM.login,
        "by_day": period.by_day,
        "codes": codes,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED.format(only=only) + statement, {"unit": "", "officer": ""} | values | more)
        return cursor.fetchall()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
