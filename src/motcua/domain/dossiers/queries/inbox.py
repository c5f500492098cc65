"""The inbox: what waits for an officer, by risk and then by due moment, ordered in one indexed statement.

A dossier is overdue past its promise, at risk when the time used runs ahead of the work done by the points of
the rule pack (docs/risk.md); the moment from which it is at risk is kept on the dossier, so that SQL can order.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import local

GROUPS = ("overdue", "risk", "normal", "waiting")

_URGENCY = """
           CASE WHEN dossier.state IN ('supplement', 'paused', 'ready') THEN 3
                WHEN dossier.promised_at < %(at)s THEN 0
                WHEN dossier.at_risk_from <= %(at)s THEN 1
                ELSE 2 END"""

_ROWS = """
    SELECT dossier.code, dossier.applicant_id, dossier.procedure_name, step.step, step.name, step.unit_id, step.officer_id,
           step.due_at, step.untaken, dossier.state, dossier.promised_at, dossier.clock_start, dossier.calendar_id,
           dossier.work_done, dossier.channel, dossier.received_at, (late.id IS NOT NULL) AS is_late,
           {urgency} AS urgency,
           request.answer_by, dossier.process_version_id,
           count(*) OVER (PARTITION BY {urgency}) AS group_total, count(*) OVER () AS total,
           dossier.paused_minutes
    FROM dossiers_step step
    JOIN dossiers_dossier dossier ON dossier.id = step.dossier_id
    LEFT JOIN dossiers_latefinding late ON late.dossier_id = dossier.id
    LEFT JOIN dossiers_supplement request
        ON request.dossier_id = dossier.id AND request.number = dossier.supplements AND dossier.state = 'supplement'
    WHERE step.state = ANY(%(states)s) AND step.unit_id = %(unit)s AND ((step.role = ANY(%(roles)s)
               AND (step.officer_id IS NULL OR step.officer_id = %(login)s OR %(leads)s))
               OR (step.officer_id, step.role) IN (SELECT * FROM unnest(%(absent)s::text[], %(carried)s::text[])))
          {views}
    ORDER BY urgency, dossier.promised_at, dossier.code
    LIMIT %(limit)s OFFSET %(offset)s
"""

_VIEWS = {
    "all": "",
    "overdue": "AND dossier.state = 'processing' AND dossier.promised_at < %(at)s",
    "risk": """AND dossier.state = 'processing' AND dossier.promised_at >= %(at)s
               AND dossier.at_risk_from <= %(at)s""",
    "today": """AND dossier.state = 'processing' AND dossier.promised_at >= %(day)s
                AND dossier.promised_at < %(next_day)s""",
    "untaken": "AND step.untaken",
    "supplement": "AND dossier.state = 'supplement'",
    "ready": "AND dossier.state = 'ready'",
}

_COUNTS = """
    SELECT count(*),
           count(*) FILTER (WHERE dossier.state = 'processing' AND dossier.promised_at < %(at)s),
           count(*) FILTER (WHERE dossier.state = 'processing' AND dossier.promised_at >= %(at)s
                                  AND dossier.at_risk_from <= %(at)s),
           count(*) FILTER (WHERE dossier.state = 'processing' AND dossier.promised_at >= %(day)s
               AND dossier.promised_at < %(next_day)s),
           count(*) FILTER (WHERE step.untaken),
           count(*) FILTER (WHERE dossier.state = 'supplement'),
           count(*) FILTER (WHERE dossier.state = 'ready')
    FROM dossiers_step step JOIN dossiers_dossier dossier ON dossier.id = step.dossier_id
    WHERE step.state = ANY(%(states)s) AND step.unit_id = %(unit)s AND ((step.role = ANY(%(roles)s)
               AND (step.officer_id IS NULL OR step.officer_id = %(login)s OR %(leads)s))
               OR (step.officer_id, step.role) IN (SELECT * FROM unnest(%(absent)s::text[], %(carried)s::text[])))
"""


class UnknownView(Refusal):
    """The inbox has no such view."""


@dataclass(frozen=True)
class InboxRow:
    """One piece of work: a step of a dossier that waits for this officer; `group_total` counts those of its group."""

    code: str
    person: str
    procedure: str
    step: str
    step_name: str
    unit: str
    officer: str | None
    step_due_at: datetime | None
    untaken: bool
    state: str
    promised_at: datetime
    start: datetime
    calendar_id: int
    work_done: int
    channel: str
    received_at: datetime
    is_late: bool
    group: str
    answer_by: datetime | None
    process_version_id: int
    group_total: int
    paused_minutes: int


@dataclass(frozen=True)
class Inbox:
    """One page of the inbox and how many rows the view has in all."""

    rows: tuple[InboxRow, ...]
    total: int


def inbox(by: Actor, at: datetime, *, view: str = "all", limit: int = 50, offset: int = 0) -> Inbox:
    """Return what waits for the officer, most urgent first: one statement, and one for the names. Raises UnknownView."""
    if view not in _VIEWS:
        raise UnknownView(say("Không có danh sách việc này."))
    parameters = {**_parameters(by, at), "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(views=_VIEWS[view], urgency=_URGENCY), parameters)
        found = cursor.fetchall()
    people = parties.people(row[1] for row in found)
    told = [(row[0], people[row[1]].name, *row[2:17], GROUPS[row[17]], *row[18:21], row[22]) for row in found]
    rows = tuple(InboxRow(*values) for values in told)
    return Inbox(rows=rows, total=found[0][21] if found else 0)


def inbox_counts(by: Actor, at: datetime) -> dict[str, int]:
    """Return how many rows each view of the inbox has, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, _parameters(by, at))
        found = cursor.fetchone()
    return dict(zip(_VIEWS, found, strict=True))


def _parameters(by: Actor, at: datetime) -> dict[str, Any]:
    at = local(at)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "at": at,
        "day": midnight,
        "next_day": midnight + timedelta(days=1),
        "unit": by.unit_code,
        "roles": sorted(by.roles),
        "login": by.login,
        "absent": [absent.login for absent in by.stands_for for _ in absent.roles],
        "carried": [role for absent in by.stands_for for role in sorted(absent.roles)],
        "leads": organisation.Role.LEADER in by.roles,
        "states": ["open", "suspended"],
    }
