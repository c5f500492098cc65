"""Everything that days count of dossiers, in plain SQL over their own tables: what the flows are held against.

Beside what dossiers count as in a period (`lives`): what befell them in it, and how often their promise passed while they ran.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from motcua.domain.dossiers.queries.lives import CONDITIONS, LIVES, values_of
from motcua.domain.dossiers.queries.serving import serves
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures


class Place(NamedTuple):
    """Where something counts: the agency, its level on the day of reception, the field, the procedure, the channel."""

    unit: str
    level: str
    field: str
    procedure: str
    channel: str


class Befallen(NamedTuple):
    """Names of what befell dossiers in a period, as often as it did."""

    fell_due: str = "fell_due"
    cleared: str = "cleared"
    supplemented: str = "supplemented"
    paused: str = "paused"
    any_desk: str = "any_desk"


BEFALLEN = Befallen()
_WHERE = "unit, era, version_id, procedure, channel"
_LIVED = """
    , lived AS MATERIALIZED (
        SELECT id, unit, desk, version_id, procedure, channel, received_at, state, outcome, left_at, left_on, promised_on,
               is_open, is_settled, runs, past, standing,
               width_bucket((received_at AT TIME ZONE %(zone)s)::date, %(changes)s::date[]) AS era
        FROM told
    )
"""
"""In which era a dossier came in, from one change of any unit to the next, tells the level, its version the field: quicker than both."""
_COUNTED = f"""
    SELECT {_WHERE}, {", ".join(f"count(*) FILTER (WHERE {condition})" for condition in CONDITIONS.values())}
    FROM lived GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - names of our own columns
_BEFELL = f"""
    SELECT {_WHERE}, count(*) FILTER (WHERE is_supplement), count(*) FILTER (WHERE NOT is_supplement)
    FROM lived JOIN (
        SELECT dossier_id, true AS is_supplement FROM dossiers_supplement
        WHERE asked_at >= %(since)s AND asked_at < %(until)s
        UNION ALL
        SELECT dossier_id, false FROM dossiers_clocksegment
        WHERE kind = 'paused' AND since >= %(since)s AND since < %(until)s
    ) AS befell ON dossier_id = lived.id GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - names of our own columns
_HELD_UP = """
    AND d.id IN (SELECT dossier_id FROM dossiers_supplement UNION ALL
                 SELECT dossier_id FROM dossiers_clocksegment WHERE kind = 'paused')
"""
_DUE = f"""
    , marks AS (
        SELECT lived.id, s.since AS at FROM lived JOIN dossiers_clocksegment s ON s.dossier_id = lived.id
        WHERE s.since <= coalesce(left_at, %(moment)s)
        UNION
        SELECT lived.id, p.since FROM lived JOIN dossiers_promise p ON p.dossier_id = lived.id
        WHERE p.since <= coalesce(left_at, %(moment)s)
    ), at_marks AS (
        SELECT id, at, (SELECT s.kind = 'running' FROM dossiers_clocksegment s WHERE s.dossier_id = marks.id
                        AND s.since <= marks.at ORDER BY s.since DESC, s.id DESC LIMIT 1) AS runs,
               (SELECT p.at FROM dossiers_promise p WHERE p.dossier_id = marks.id
                AND p.since <= marks.at ORDER BY p.number DESC LIMIT 1) AS promised
        FROM marks
    ), stretches AS (
        SELECT *, lead(at) OVER course AS next_at, greatest(promised, at) AS falls_at,
               runs AND lag(runs) OVER course AND lag(promised) OVER course < at AND promised < at AS is_still_past
        FROM at_marks WINDOW course AS (PARTITION BY id ORDER BY at)
    ), ended AS (
        SELECT stretches.*, coalesce(next_at, left_at) AS ends_at, unit, era, version_id, procedure, channel,
               coalesce(lead(is_still_past) OVER (PARTITION BY stretches.id ORDER BY at), false) AS goes_on_past
        FROM stretches JOIN lived ON lived.id = stretches.id
    )
    SELECT {_WHERE},
           count(*) FILTER (WHERE falls_at >= %(since)s AND falls_at < %(until)s AND is_still_past IS NOT TRUE),
           count(*) FILTER (WHERE ends_at >= %(since)s AND ends_at < %(until)s AND NOT goes_on_past)
    FROM ended WHERE runs AND (ends_at IS NULL OR falls_at < ends_at) GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - names of our own columns
_FROM_ELSEWHERE = """
    AND (d.any_desk_until IS NOT NULL
         OR d.id IN (SELECT dossier_id FROM dossiers_supplement WHERE completed_at IS NOT NULL))
"""
_ANY_DESK = """
    SELECT lived.desk, era, lived.version_id, lived.procedure, lived.channel, lived.unit, any_desk_until IS NOT NULL, count(*)
    FROM lived JOIN dossiers_dossier d ON d.id = lived.id WHERE lived.received_at >= %(since)s GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


def lives_measured(first: date, last: date, *, as_of: date) -> Mapping[Place, Mapping[str, int]]:
    """Return by place what counts from `first` to `last` (inclusive), as known at the end of `as_of`: `Cell` and `Befallen` by name.

    What was received at any desk is to the credit of the desk; whatever else counts where the competent unit is.
    """
    places = _Places()
    values = values_of(first, last, as_of) | {"changes": places.changes}
    found: defaultdict[Place, dict[str, int]] = defaultdict(dict)
    names = [cell.value for cell in CONDITIONS]
    befell = [BEFALLEN.supplemented, BEFALLEN.paused]
    due = [BEFALLEN.fell_due, BEFALLEN.cleared]
    for statement, told, only in ((_COUNTED, names, ""), (_BEFELL, befell, _HELD_UP), (_DUE, due, "")):
        for row in _asked(statement, values, only):
            _add(found[places.of(row)], dict(zip(told, map(int, row[5:]), strict=True)))
    for row in _asked(_ANY_DESK, values, _FROM_ELSEWHERE):
        if places.is_credit(row):
            _add(found[places.of(row)], {BEFALLEN.any_desk: row[-1]})
    return found


class _Places:
    """Where rows count, by unit, era and version; eras begin on the days on which any unit changed."""

    def __init__(self) -> None:
        self._levels = organisation.levels_of_units()
        self._fields = procedures.fields_of_versions()
        self._serves = cache(serves)
        bounds = {bound for spans in self._levels.values() for span in spans for bound in span[:2]}
        self.changes = sorted(bound for bound in bounds if isinstance(bound, date))

    def of(self, row: Sequence[Any]) -> Place:
        """Return the place of a row that begins with unit, era, version, procedure and channel."""
        unit, era, version, procedure, channel = row[:5]
        return Place(unit, self._level(unit, era), self._fields.get(version, ""), procedure, channel)

    def is_credit(self, row: Sequence[Any]) -> bool:
        """Tell whether rows came in at any desk. Where the clock started anew they say it no more: the desk and the unit do."""
        desk, era, unit, is_any_desk = row[0], row[1], *row[5:7]
        return is_any_desk or not self._serves(desk, unit, on=self.changes[max(0, era - 1)])

    def _level(self, unit: str, era: int) -> str:
        if not era:
            return ""
        on = self.changes[era - 1]
        spans = self._levels.get(unit, ())
        return next((level for begins, ends, level in spans if begins <= on and (ends is None or on < ends)), "")


def _add(told: dict[str, int], more: Mapping[str, int]) -> None:
    """Add to the figures of a place: several versions of a procedure are of one field."""
    for name, number in more.items():
        if number:
            told[name] = told.get(name, 0) + number


def _asked(statement: str, values: Mapping[str, Any], only: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(LIVES.format(only_dossiers=only, only_lives="") + _LIVED + statement, values)
        return cursor.fetchall()
