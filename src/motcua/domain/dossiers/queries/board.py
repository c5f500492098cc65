"""The board of leaders and supervisors (điều hành): counts of their units, and the dossiers behind each count.

A count and its list share one condition, so that a number can never differ from what it leads to. What is settled or
received counts where a unit of the reader is the desk or the competent one; what is held, also where such a unit holds
an open step. One statement for each group of numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.domain.dossiers.queries.inbox import UnknownView
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import Lateness, local

NOBODY = "-"
"""Stands for the officer of a step that nobody has taken."""

_OURS = "(dossier.desk_id = ANY(%(units)s) OR dossier.competent_id = ANY(%(units)s))"
_THROUGH = (
    "EXISTS (SELECT FROM dossiers_step step WHERE step.dossier_id = dossier.id AND step.unit_id = ANY(%(units)s))"
)
# All statements are composed of these constants; what is asked for goes in as parameters.
# A dossier entered by mistake is counted nowhere.
_RECEIVED = f"""dossier.received_at >= %(day)s AND dossier.received_at < %(next_day)s
                AND dossier.state <> 'void' AND {_OURS}"""
_SETTLED = f"dossier.ready_at >= %(month)s AND dossier.ready_at < %(next_day)s AND {_OURS}"
_TODAY = "dossier.ready_at >= %(day)s"
_HELD_STEP = "step.dossier_id = dossier.id AND step.state IN ('open', 'suspended')"
_HELD = f"""dossier.ended_at IS NULL AND EXISTS (SELECT FROM dossiers_step step WHERE {_HELD_STEP})
            AND ({_OURS} OR EXISTS (SELECT FROM dossiers_step step WHERE {_HELD_STEP} AND step.unit_id = ANY(%(units)s)))"""  # noqa: S608
_UNTAKEN = """EXISTS (SELECT FROM dossiers_step step JOIN dossiers_handover hand_over ON hand_over.step_id = step.id
              WHERE step.dossier_id = dossier.id AND step.state = 'open' AND hand_over.taken_at IS NULL
                    AND hand_over.take_by < %(at)s
                    AND (hand_over.sender_id = ANY(%(units)s) OR hand_over.receiver_id = ANY(%(units)s)))"""
_OWED = f"""EXISTS (SELECT FROM dossiers_latefinding late WHERE late.dossier_id = dossier.id)
            AND NOT EXISTS (SELECT FROM dossiers_apology letter
                            WHERE letter.dossier_id = dossier.id AND letter.signed_at IS NOT NULL)
            AND ({_OURS} OR {_THROUGH})"""  # noqa: S608
_STANDS = {
    "overdue": "dossier.state = 'processing' AND dossier.promised_at < %(at)s",
    "risk": """dossier.state = 'processing' AND dossier.promised_at >= %(at)s
               AND dossier.at_risk_from <= %(at)s""",
    "due_today": """dossier.state = 'processing' AND dossier.promised_at >= %(at)s
                    AND dossier.promised_at < %(next_day)s""",
    "stopped": "dossier.state IN ('supplement', 'paused')",
    "ready": "dossier.state = 'ready'",
}

_GROUPS: Mapping[str, str] = {
    "open": _HELD,
    **{name: f"{condition} AND {_HELD}" for name, condition in _STANDS.items()},
    "untaken": _UNTAKEN,
    "owed": _OWED,
    "received": _RECEIVED,
    "received_online": f"{_RECEIVED} AND dossier.channel = 'online'",
    "received_counter": f"{_RECEIVED} AND dossier.channel <> 'online'",
    **{f"today_{one.value}": f"{_SETTLED} AND {_TODAY} AND dossier.lateness = '{one.value}'" for one in Lateness},
    **{f"month_{one.value}": f"{_SETTLED} AND dossier.lateness = '{one.value}'" for one in Lateness},
    "month": _SETTLED,
}
BOARD_GROUPS = tuple(_GROUPS)
"""The lists behind the numbers of the board."""

_COUNT_RECEIVED = f"""
    SELECT extract(hour FROM dossier.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int, dossier.channel, count(*)
    FROM dossiers_dossier dossier WHERE {_RECEIVED} GROUP BY 1, 2 ORDER BY 1, 2
"""  # noqa: S608
_COUNT_SETTLED = f"""
    SELECT dossier.lateness, count(*) FILTER (WHERE {_TODAY}), count(*)
    FROM dossiers_dossier dossier WHERE {_SETTLED} GROUP BY 1
"""  # noqa: S608
_COUNT_HELD = f"""
    SELECT grouping(step.unit_id, step.officer_id), step.unit_id, step.officer_id, count(DISTINCT dossier.id),
           {", ".join(f"count(DISTINCT dossier.id) FILTER (WHERE {condition})" for condition in _STANDS.values())},
           min(dossier.ready_at), min(dossier.promised_at) FILTER (WHERE {_STANDS["due_today"]})
    FROM dossiers_dossier dossier JOIN dossiers_step step ON {_HELD_STEP}
    WHERE dossier.ended_at IS NULL
          AND ({_OURS} OR EXISTS (SELECT FROM dossiers_step held WHERE held.dossier_id = dossier.id
                                  AND held.state IN ('open', 'suspended') AND held.unit_id = ANY(%(units)s)))
    GROUP BY GROUPING SETS ((), (step.unit_id), (step.unit_id, step.officer_id))
"""  # noqa: S608
_COUNT = "SELECT count(*) FROM dossiers_dossier dossier WHERE {condition}"
_ROWS = """
    SELECT dossier.code, dossier.applicant_id, dossier.procedure_name, dossier.state, dossier.received_at,
           dossier.promised_at, dossier.ready_at, dossier.lateness, dossier.calendar_id, count(*) OVER ()
    FROM dossiers_dossier dossier
    WHERE {condition}
    ORDER BY dossier.promised_at, dossier.code LIMIT %(limit)s OFFSET %(offset)s
"""
_OF_HOUR = "extract(hour FROM dossier.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh') = %(hour)s"


@dataclass(frozen=True)
class Load:
    """What is held: by all, by one unit, or by one officer of it (`officer` NOBODY: not taken yet). Dossiers, no steps."""

    unit: str
    officer: str
    held: int
    overdue: int
    risk: int
    due_today: int
    stopped: int
    ready: int
    ready_since: datetime | None
    next_due: datetime | None


@dataclass(frozen=True)
class ReceivedInHour:
    """How many were received in one hour of the day by one channel."""

    hour: int
    channel: str
    count: int


@dataclass(frozen=True)
class Settled:
    """How many results came to the desk today and this month, by lateness."""

    today: Mapping[str, int]
    month: Mapping[str, int]


@dataclass(frozen=True)
class Board:
    """The numbers of the board at one moment, for the units that the reader may see."""

    received: tuple[ReceivedInHour, ...]
    settled: Settled
    total: Load
    by_unit: tuple[Load, ...]
    by_officer: tuple[Load, ...]
    untaken: int
    owed: int


@dataclass(frozen=True)
class BoardRow:
    """One dossier behind a number of the board."""

    code: str
    person: str
    procedure_name: str
    state: str
    received_at: datetime
    promised_at: datetime
    ready_at: datetime | None
    lateness: str | None
    calendar_id: int


@dataclass(frozen=True)
class BoardList:
    """One page of the dossiers behind a number, and how many there are."""

    rows: tuple[BoardRow, ...]
    total: int


def board(by: Actor, at: datetime) -> Board:
    """Return the numbers of the board for the actor's units: six statements, however many dossiers there are.

    Officers are told only of units that the actor may see.
    """
    asked = _parameters(by, at)
    loads = [_load(row) for row in _fetched(_COUNT_HELD, asked)]
    settled = _fetched(_COUNT_SETTLED, asked)
    units = set(asked["units"])
    return Board(
        received=tuple(ReceivedInHour(*row) for row in _fetched(_COUNT_RECEIVED, asked)),
        settled=Settled(today={row[0]: row[1] for row in settled}, month={row[0]: row[2] for row in settled}),
        total=next(load for load in loads if not load.unit),
        by_unit=tuple(load for load in loads if load.unit and not load.officer),
        by_officer=tuple(load for load in loads if load.officer and load.unit in units),
        untaken=_fetched(_COUNT.format(condition=_UNTAKEN), asked)[0][0],
        owed=_fetched(_COUNT.format(condition=_OWED), asked)[0][0],
    )


def board_list(
    group: str,
    by: Actor,
    at: datetime,
    *,
    unit: str = "",
    officer: str = "",
    hour: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> BoardList:
    """Return the dossiers behind one number of the board, earliest promise first: three statements.

    `unit` and `officer` (NOBODY: not taken yet) narrow what is held, `hour` what was received. Raises UnknownView.
    """
    if group not in _GROUPS:
        raise UnknownView(say("Không có danh sách này trên bảng điều hành."))
    parts = [_GROUPS[group]]
    if unit or officer:
        parts.append(_held_by(unit, officer))
    if hour is not None:
        parts.append(_OF_HOUR)
    asked = {**_parameters(by, at), "unit": unit, "officer": officer, "hour": hour, "limit": limit, "offset": offset}
    found = _fetched(_ROWS.format(condition=" AND ".join(parts)), asked)
    people = parties.people(row[1] for row in found)
    rows = tuple(BoardRow(row[0], people[row[1]].name, *row[2:9]) for row in found)
    return BoardList(rows=rows, total=found[0][9] if found else 0)


def _held_by(unit: str, officer: str) -> str:
    conditions = [_HELD_STEP]
    if unit:
        conditions.append("step.unit_id = %(unit)s")
    if officer:
        conditions.append("step.officer_id IS NULL" if officer == NOBODY else "step.officer_id = %(officer)s")
        conditions.append("step.unit_id = ANY(%(units)s)")
    return f"EXISTS (SELECT FROM dossiers_step step WHERE {' AND '.join(conditions)})"


def _load(row: tuple[Any, ...]) -> Load:
    grouping, unit, officer, *numbers = row
    by_officer = grouping == 0
    return Load(unit or "", (officer or NOBODY) if by_officer else "", *numbers)


def _fetched(statement: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


def _parameters(by: Actor, at: datetime) -> dict[str, Any]:
    at = local(at)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "at": at,
        "day": midnight,
        "next_day": midnight + timedelta(days=1),
        "month": midnight.replace(day=1),
        "units": sorted(organisation.scope_units(by, at.date())),
    }
