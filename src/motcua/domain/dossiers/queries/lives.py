"""How dossiers stood in a period, as it was known on a day: counted in plain SQL from the dossiers' own tables.

It knows neither the ledger nor what is folded from it: both are checked against it, and every figure opens down to its rows here.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection

from motcua.domain.dossiers.queries import scope
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import ZONE, Lateness

_NAMED = """
    levels AS (
        SELECT * FROM unnest(%(level_units)s::text[], %(level_since)s::date[], %(level_until)s::date[], %(levels)s::text[])
                 AS one (unit, since, until, level)
    )
"""
_FIELD = "%(fields)s::jsonb->>version_id::text"
LEVEL = """(SELECT level FROM levels WHERE levels.unit = {unit}
                AND levels.since <= {on} AND (levels.until IS NULL OR {on} < levels.until))"""
_RECEIVED_ON = "(received_at AT TIME ZONE %(zone)s)::date"
LIVES = f"""
    WITH {_NAMED}, known AS (
        SELECT d.id, d.code, d.procedure_name, d.competent_id AS unit, d.desk_id AS desk, d.procedure_code AS procedure,
               d.version_id, d.channel, d.received_at,
               CASE WHEN r.at IS NULL THEN d.state ELSE r.state END AS state,
               CASE WHEN r.at IS NULL THEN d.outcome ELSE r.outcome END AS outcome,
               CASE WHEN c.at < coalesce(r.at, 'infinity') THEN (c.was->>'ready_at')::timestamptz
                    WHEN r.at IS NULL THEN d.ready_at ELSE r.ready_at END AS ready_at,
               CASE WHEN c.at < coalesce(r.at, 'infinity') THEN c.was->>'lateness'
                    WHEN r.at IS NULL THEN d.lateness ELSE r.lateness END AS lateness,
               CASE WHEN r.at IS NULL THEN d.ended_at ELSE r.ended_at END AS ended_at
        FROM dossiers_dossier d
        LEFT JOIN LATERAL (SELECT * FROM dossiers_reopening WHERE dossier_id = d.id AND at >= %(known)s
                           ORDER BY at LIMIT 1) r ON true
        LEFT JOIN LATERAL (SELECT * FROM dossiers_correction WHERE dossier_id = d.id AND at >= %(known)s
                           AND jsonb_exists(was, 'ready_at') ORDER BY at LIMIT 1) c ON true
        WHERE d.state <> 'void' AND d.received_at < %(until)s {{only_dossiers}}
    ), left_known AS (
        SELECT *, CASE WHEN state IN ('ready', 'returned') THEN ready_at
                       WHEN state IN ('withdrawn', 'stopped', 'closed') THEN ended_at END AS ever_left_at FROM known
    ), life AS (
        SELECT k.*, CASE WHEN ever_left_at < %(until)s THEN ever_left_at END AS left_at,
               p.at AS promised_at, s.kind AS clock, s.since AS clock_since, {_FIELD} AS field,
               {LEVEL.format(unit="k.unit", on=_RECEIVED_ON)} AS level
        FROM left_known k
        CROSS JOIN LATERAL (SELECT at FROM dossiers_promise WHERE dossier_id = k.id
                            AND since <= coalesce(CASE WHEN ever_left_at < %(until)s THEN ever_left_at END, %(moment)s)
                            ORDER BY number DESC LIMIT 1) p
        CROSS JOIN LATERAL (SELECT kind, since FROM dossiers_clocksegment WHERE dossier_id = k.id
                            AND since <= coalesce(CASE WHEN ever_left_at < %(until)s THEN ever_left_at END, %(moment)s)
                            ORDER BY since DESC, id DESC LIMIT 1) s
        WHERE ever_left_at IS NULL OR ever_left_at >= %(since)s
    ), stood AS (
        SELECT *, left_at IS NULL AS is_open, clock = 'running' AS runs, state IN ('ready', 'returned') AS is_settled,
               promised_at < (CASE WHEN clock = 'running' THEN coalesce(left_at, %(until)s) ELSE clock_since END) AS past,
               (promised_at AT TIME ZONE %(zone)s)::date AS promised_on, (left_at AT TIME ZONE %(zone)s)::date AS left_on
        FROM life {{only_lives}}
    ), told AS (
        SELECT *, CASE WHEN is_open THEN NULL WHEN is_settled THEN lateness WHEN past THEN 'late'
                       WHEN left_on < promised_on THEN 'early' ELSE 'on_time' END AS standing FROM stood
    )
"""  # noqa: S608 - our own words


class Cell(StrEnum):
    """What a dossier may count as in a period; the name of the column that counts it."""

    RECEIVED = "received"
    RECEIVED_ONLINE = "received_online"
    RECEIVED_DIRECT = "received_direct"
    CARRIED = "carried"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    LATE_SAME_DAY = "late_same_day"
    REFUSED = "refused"
    ENDED_EARLY = "ended_early"
    ENDED_ON_TIME = "ended_on_time"
    ENDED_LATE = "ended_late"
    ENDED_LATE_SAME_DAY = "ended_late_same_day"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CLOSED = "closed"
    LEFT = "left"
    IN_PROCESS = "in_process"
    SUSPENDED = "suspended"
    OVERDUE = "overdue"
    OVERDUE_BY_DATE = "overdue_by_date"
    OVERDUE_SUSPENDED = "overdue_suspended"


CONDITIONS: Mapping[Cell, str] = {
    Cell.RECEIVED: "received_at >= %(since)s",
    Cell.RECEIVED_ONLINE: "received_at >= %(since)s AND channel = 'online'",
    Cell.RECEIVED_DIRECT: "received_at >= %(since)s AND channel <> 'online'",
    Cell.CARRIED: "received_at < %(since)s",
    Cell.EARLY: "is_settled AND standing = 'early'",
    Cell.ON_TIME: "is_settled AND standing = 'on_time'",
    Cell.LATE: "is_settled AND standing = 'late'",
    Cell.LATE_SAME_DAY: "is_settled AND standing = 'late' AND left_on = promised_on",
    Cell.REFUSED: "is_settled AND standing IS NOT NULL AND outcome = 'refused'",
    Cell.ENDED_EARLY: "NOT is_settled AND standing = 'early'",
    Cell.ENDED_ON_TIME: "NOT is_settled AND standing = 'on_time'",
    Cell.ENDED_LATE: "NOT is_settled AND standing = 'late'",
    Cell.ENDED_LATE_SAME_DAY: "NOT is_settled AND standing = 'late' AND left_on = promised_on",
    Cell.WITHDRAWN: "NOT is_open AND state = 'withdrawn'",
    Cell.STOPPED: "NOT is_open AND state = 'stopped'",
    Cell.CLOSED: "NOT is_open AND state = 'closed'",
    Cell.LEFT: "NOT is_open",
    Cell.IN_PROCESS: "is_open",
    Cell.SUSPENDED: "is_open AND NOT runs",
    Cell.OVERDUE: "is_open AND runs AND past",
    Cell.OVERDUE_BY_DATE: "is_open AND runs AND promised_on < %(last)s",
    Cell.OVERDUE_SUSPENDED: "is_open AND NOT runs AND past",
}
_DOSSIERS = "SELECT id FROM dossiers_dossier WHERE"
_RECEIVED_WITHIN = f"{_DOSSIERS} received_at >= %(since)s AND received_at < %(until)s"
_SETTLED_WITHIN = f"{_DOSSIERS} ready_at >= %(since)s AND ready_at < %(until)s"
_ENDED_WITHIN = f"{_DOSSIERS} ready_at IS NULL AND ended_at >= %(since)s AND ended_at < %(until)s"
_NOT_LEFT = f"{_DOSSIERS} ended_at IS NULL AND ready_at IS NULL"
_LEFT_SINCE_BEGIN = (f"{_DOSSIERS} ready_at >= %(since)s", f"{_DOSSIERS} ready_at IS NULL AND ended_at >= %(since)s")
_ENDED_SINCE_END = f"{_DOSSIERS} ready_at IS NULL AND ended_at >= %(until)s"
_LEFT_SINCE_END = (f"{_DOSSIERS} ready_at >= %(until)s", _ENDED_SINCE_END)
_DATED_ANEW_SINCE_END = "SELECT dossier_id FROM dossiers_promise WHERE number > 0 AND since >= %(until)s"
CHANGED_SINCE = (
    "SELECT dossier_id FROM dossiers_reopening WHERE at >= %(known)s",
    "SELECT dossier_id FROM dossiers_correction WHERE at >= %(known)s",
)
STILL_THERE = (_NOT_LEFT, *_LEFT_SINCE_END)
_PAST = (
    f"{_NOT_LEFT} AND promised_at < %(until)s",
    f"{_DOSSIERS} lateness = 'late' AND ready_at >= %(until)s",
    _ENDED_SINCE_END,
    _DATED_ANEW_SINCE_END,
)
"""Who was past his promise: the promise was another one, or was missed."""
_CANDIDATES: Mapping[Cell, tuple[str, ...]] = {
    **dict.fromkeys((Cell.RECEIVED, Cell.RECEIVED_ONLINE, Cell.RECEIVED_DIRECT), (_RECEIVED_WITHIN,)),
    Cell.CARRIED: (_NOT_LEFT, *_LEFT_SINCE_BEGIN),
    Cell.EARLY: (f"{_SETTLED_WITHIN} AND lateness = 'early'",),
    Cell.ON_TIME: (f"{_SETTLED_WITHIN} AND lateness = 'on_time'",),
    Cell.LATE: (f"{_SETTLED_WITHIN} AND lateness = 'late'",),
    Cell.LATE_SAME_DAY: (f"{_SETTLED_WITHIN} AND lateness = 'late'",),
    Cell.REFUSED: (f"{_SETTLED_WITHIN} AND outcome = 'refused'",),
    **dict.fromkeys(
        (Cell.ENDED_EARLY, Cell.ENDED_ON_TIME, Cell.ENDED_LATE, Cell.ENDED_LATE_SAME_DAY), (_ENDED_WITHIN,)
    ),
    **{one: (f"{_ENDED_WITHIN} AND state = '{one}'",) for one in (Cell.WITHDRAWN, Cell.STOPPED, Cell.CLOSED)},
    Cell.LEFT: (_SETTLED_WITHIN, _ENDED_WITHIN),
    Cell.IN_PROCESS: STILL_THERE,
    Cell.SUSPENDED: STILL_THERE,
    Cell.OVERDUE: _PAST,
    Cell.OVERDUE_BY_DATE: _PAST,
    Cell.OVERDUE_SUSPENDED: STILL_THERE,
}
"""Among which dossiers those that count as a cell are, as they stand now, unless they were reopened or corrected since."""
_KEYS = {"level": "level", "agency": "unit", "field": "field", "procedure": "procedure"}
_GROUPED = f"""
    SELECT {{key}}, {", ".join(f"count(*) FILTER (WHERE {condition})" for condition in CONDITIONS.values())}
    FROM told GROUP BY 1
"""  # noqa: S608 - names of our own columns
LISTED = """
    , found AS MATERIALIZED (SELECT * FROM told WHERE {cells}),
    seen AS MATERIALIZED (SELECT * FROM found WHERE id IN ({visible})),
    counted AS (SELECT (SELECT count(*) FROM found) AS found, (SELECT count(*) FROM seen) AS seen)
    SELECT counted.*, page.* FROM counted LEFT JOIN LATERAL (
        SELECT code, procedure_name, unit, level, field, procedure, channel, received_at, promised_at, left_at,
               CASE WHEN left_at IS NOT NULL THEN state END, standing
        FROM seen ORDER BY received_at, code LIMIT %(limit)s OFFSET %(offset)s
    ) AS page ON true ORDER BY received_at, code
"""
_OVERDUE_NOW = f"""
    WITH {_NAMED}, running AS (
        SELECT d.competent_id AS unit, d.procedure_code AS procedure, {_FIELD} AS field,
               {LEVEL.format(unit="d.competent_id", on=_RECEIVED_ON)} AS level
        FROM dossiers_dossier d
        WHERE d.state = 'processing' AND d.promised_at < %(at)s
    )
    SELECT {{key}}, count(*) FROM running WHERE (%(units)s::text[] IS NULL OR unit = ANY(%(units)s))
    AND %(level)s IN ('', level) AND %(field)s IN ('', field) GROUP BY 1
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class DossierLife:
    """A dossier as a period counts it. `left_as`: the state by which it left the process; `lateness`: how it left."""

    code: str
    procedure_name: str
    unit: str
    level: str
    field: str
    procedure: str
    channel: str
    received_at: datetime
    promised_at: datetime
    left_at: datetime | None
    left_as: str | None
    lateness: Lateness | None


@dataclass(frozen=True)
class LivesPage:
    """A page of the dossiers behind a figure: those the reader may see, how many these are, and how many in all."""

    rows: tuple[DossierLife, ...]
    visible: int
    counted: int


@dataclass(frozen=True)
class Within:
    """Which dossiers of a period are meant: of a level, an agency, a field, a procedure; None: of all.

    `agencies`: only of these, None for every one; and those that left the process within one of the `spells` of their agency, or
    are in it at the end of the last.
    """

    level: str | None = None
    agency: str | None = None
    field: str | None = None
    procedure: str | None = None
    agencies: frozenset[str] | None = None
    spells: tuple[organisation.Spell, ...] = ()


ALL = Within()


def lives_counted(
    first: date, last: date, *, as_of: date, by: str, within: Within = ALL, at: datetime | None = None
) -> dict[str, dict[Cell, int]]:
    """Return how many dossiers count as what from `first` to `last` (inclusive), as known at the end of `as_of`.

    `by`: level, agency, field or procedure; the key of each group first. Void dossiers count nowhere. `at`: now, where of a day that
    is not over only what has come to pass is to count.
    """
    only_lives, more = narrowed(within)
    statement = LIVES.format(only_dossiers="", only_lives=only_lives) + _GROUPED.format(key=_KEYS[by])
    with connection.cursor() as cursor:
        cursor.execute(statement, values_of(first, last, as_of, at) | more)
        return {str(row[0] or ""): dict(zip(CONDITIONS, row[1:], strict=True)) for row in cursor.fetchall()}


def overdue_now(
    at: datetime, *, by: str, units: Collection[str] | None = None, level: str = "", field: str = ""
) -> dict[str, int]:
    """Return how many dossiers run past their promise at this moment, which is now; groups without any are left out.

    `by`: level, agency, field or procedure. Only of some `units`, of one `level`, of one `field` where asked.
    """
    asked = {"at": at, "units": None if units is None else list(units), "level": level, "field": field}
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE_NOW.format(key=_KEYS[by]), _names() | asked)
        return {str(key): int(number) for key, number in cursor.fetchall()}


def lives_in(
    cells: Collection[Cell],
    first: date,
    last: date,
    *,
    as_of: date,
    reader: Actor,
    at: datetime,
    within: Within = ALL,
    without: Collection[Cell] = (),
    limit: int = 50,
    offset: int = 0,
) -> LivesPage:
    """Return the dossiers behind a figure, those received first first: the ones that count as one of `cells`, and as none of `without`.

    The reader gets those he may see at `at`, which is now; how many there are is told to everybody who may read the figure.
    Of a day that is not over, what has come to pass counts.
    """
    values = values_of(first, last, as_of, at) | {"limit": limit, "offset": offset}
    only_lives, more = narrowed(within)
    where = f"({_any_of(cells)})" + "".join(f" AND NOT coalesce({CONDITIONS[cell]}, false)" for cell in without)
    visible, parameters = visible_part(reader, at)
    lives = LIVES.format(only_dossiers=f"AND d.id IN ({_candidates(cells)})", only_lives=only_lives)
    with connection.cursor() as cursor:
        cursor.execute(lives + LISTED.format(cells=where, visible=visible), values | more | parameters)
        return page_of(cursor.fetchall())


def page_of(rows: Sequence[tuple[Any, ...]]) -> LivesPage:
    """Return the page that the rows of `LISTED` tell."""
    counted, seen = rows[0][:2]
    return LivesPage(rows=tuple(_life(row[2:]) for row in rows if row[2]), visible=seen, counted=counted)


def _candidates(cells: Collection[Cell]) -> str:
    """Return, as a part of a statement, dossiers among which those behind the cells are: found by index, not by reading all."""
    found = [one for cell in sorted(cells) for one in _CANDIDATES[cell]]
    return " UNION ALL ".join(dict.fromkeys([*CHANGED_SINCE, *found]))


def visible_among(codes: Collection[str], reader: Actor, at: datetime) -> frozenset[str]:
    """Return those of some codes that the reader may see."""
    return frozenset(scope.visible_to(reader, at).filter(code__in=codes).values_list("code", flat=True))


def _any_of(cells: Collection[Cell]) -> str:
    return " OR ".join(f"({CONDITIONS[cell]})" for cell in cells)


def _life(row: tuple[Any, ...]) -> DossierLife:
    return DossierLife(*(*row[:-1], Lateness(row[-1]) if row[-1] else None))


_OR_AT_TIMES = """
    OR EXISTS (SELECT FROM unnest(%(spell_unit)s::text[], %(spell_since)s::date[], %(spell_until)s::date[])
                      AS spell (unit, begins, ends)
               WHERE spell.unit = life.unit AND coalesce((left_at AT TIME ZONE %(zone)s)::date, %(last)s) >= spell.begins
                     AND coalesce((left_at AT TIME ZONE %(zone)s)::date, %(last)s) < spell.ends)
"""


def narrowed(within: Within) -> tuple[str, dict[str, Any]]:
    """Return which lives are meant, as a part of a statement, and its values."""
    asked = {name: getattr(within, name) for name in _KEYS if getattr(within, name) is not None}
    conditions = [f"{_KEYS[name]} = %(only_{name})s" for name in asked]
    values: dict[str, Any] = {f"only_{name}": value for name, value in asked.items()}
    if within.agencies is not None:
        conditions.append(f"(unit = ANY(%(only_agencies)s){_OR_AT_TIMES if within.spells else ''})")
        values["only_agencies"] = list(within.agencies)
        values |= {
            f"spell_{name}": [getattr(one, name) for one in within.spells] for name in organisation.Spell._fields
        }
    return f"WHERE {' AND '.join(conditions)}" if conditions else "", values


def visible_part(reader: Actor, at: datetime) -> tuple[str, dict[str, Any]]:
    """Return the reader's dossiers as a part of a statement, with named places as the rest of it has."""
    text, parameters = scope.visible_to(reader, at).values("pk").query.sql_with_params()
    names = [f"scope_{place}" for place in range(len(parameters))]
    return text % tuple(f"%({name})s" for name in names), dict(zip(names, parameters, strict=True))


def values_of(first: date, last: date, as_of: date, at: datetime | None = None) -> dict[str, Any]:
    """Return the values of a question; of a day that still runs `at`, only what has come to pass."""
    until = _day(min(last, as_of) + timedelta(days=1))
    if at is not None and at < until:
        until = at
    return {
        "since": _day(first),
        "until": until,
        "moment": until - timedelta(microseconds=1),
        "last": min(last, as_of),
        "known": _day(as_of + timedelta(days=1)),
        **_names(),
    }


def _names() -> dict[str, Any]:
    """Return the levels of units and the fields of procedures, as columns that a statement unnests."""
    levels = [(unit, *one) for unit, periods in organisation.levels_of_units().items() for one in periods]
    units, since, until, level = (list(column) for column in zip(*levels, strict=True)) if levels else ([], [], [], [])
    return {
        "zone": str(ZONE),
        "level_units": units,
        "level_since": since,
        "level_until": until,
        "levels": [one.value for one in level],
        "fields": json.dumps(procedures.fields_of_versions(), ensure_ascii=False),
    }


def _day(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=ZONE)
