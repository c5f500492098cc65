"""Which dossiers count otherwise in a period than they did as it was known on an earlier day: found by what can have changed it.

Of a period that was over on that day only what was reopened or corrected since can count otherwise; of one that still ran,
what was in process then or was received since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.domain.dossiers.queries.lives import (
    ALL,
    CHANGED_SINCE,
    CONDITIONS,
    LIVES,
    STILL_THERE,
    Cell,
    Within,
    narrowed,
    values_of,
    visible_part,
)
from motcua.foundation.actor import Actor

_OF_THEN = "/* as known then */"
_KNOWN_ON = ("until", "moment", "last", "known")
_CHANGED = """
    WITH was AS MATERIALIZED ({was}), now AS MATERIALIZED ({now}),
    found AS MATERIALIZED (
        SELECT id, coalesce(was.code, now.code) AS code, {columns} FROM was FULL JOIN now USING (id) WHERE {differs}
    ), seen AS MATERIALIZED (SELECT * FROM found WHERE id IN ({visible})),
    counted AS (SELECT (SELECT count(*) FROM found) AS found, (SELECT count(*) FROM seen) AS seen)
    SELECT counted.*, page.* FROM counted LEFT JOIN LATERAL (
        SELECT code, {names} FROM seen ORDER BY code LIMIT %(limit)s OFFSET %(offset)s
    ) AS page ON true ORDER BY code
"""


@dataclass(frozen=True)
class CountedIn:
    """A column of a form: in it counts what counts as one of the cells `adds`, and as none of `without`."""

    adds: tuple[Cell, ...]
    without: tuple[Cell, ...] = ()

    @property
    def condition(self) -> str:
        """The column as a part of a statement."""
        added = " OR ".join(f"({CONDITIONS[cell]})" for cell in self.adds)
        return f"coalesce({added}, false)" + "".join(f" AND NOT coalesce({CONDITIONS[c]}, false)" for c in self.without)


@dataclass(frozen=True)
class ChangedLife:
    """A dossier that counts otherwise: in which columns it counted, and in which it does now; none where it did not count."""

    code: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True)
class ChangesPage:
    """A page of the dossiers that count otherwise: those the reader may see, how many these are, and how many in all."""

    rows: tuple[ChangedLife, ...]
    visible: int
    counted: int


def lives_changed(
    columns: Mapping[str, CountedIn],
    first: date,
    last: date,
    *,
    was_known: date,
    reader: Actor,
    at: datetime,
    within: Within = ALL,
    limit: int,
    offset: int = 0,
) -> ChangesPage:
    """Return the dossiers that count in other columns now, which is `at`, than as known at the end of `was_known`.

    In order of their codes, those the reader may see; how many there are is told to everybody. One statement, and only what can
    have changed is looked at, whatever happened in the province since.
    """
    was, now = values_of(first, last, was_known), values_of(first, last, at.date(), at)
    _, narrowed_by = narrowed(within)
    visible, parameters = visible_part(reader, at)
    side = _side(columns, within, still_ran=was_known < last)
    statement = _statement(len(columns), was=side, now=_as_known_now(side), visible=visible)
    values = was | {f"now_{name}": now[name] for name in _KNOWN_ON} | narrowed_by | parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"limit": limit, "offset": offset})
        rows = cursor.fetchall()
    found, seen = rows[0][:2]
    return ChangesPage(tuple(_changed(row[2:], tuple(columns)) for row in rows if row[2]), seen, found)


def _side(columns: Mapping[str, CountedIn], within: Within, *, still_ran: bool) -> str:
    """Return the statement of what can have changed, as it was known: a column of truth for each of the form's."""
    looked_at = " UNION ALL ".join([*CHANGED_SINCE, *(STILL_THERE if still_ran else ())])
    lives = LIVES.format(only_dossiers=f"AND d.id IN ({_OF_THEN}{looked_at}{_OF_THEN})", only_lives=narrowed(within)[0])
    conditions = ", ".join(f"{one.condition} AS is_{place}" for place, one in enumerate(columns.values()))
    return f"{lives} SELECT id, code, {conditions} FROM told"  # noqa: S608 - conditions of our own columns


def _as_known_now(side: str) -> str:
    """Return a side with the values of now; at who is looked at stays the same on both."""
    lives, looked_at, rest = side.split(_OF_THEN)
    for name in _KNOWN_ON:
        lives, rest = (part.replace(f"%({name})s", f"%(now_{name})s") for part in (lives, rest))
    return lives + looked_at + rest


def _statement(columns: int, *, was: str, now: str, visible: str) -> str:
    pairs = [(f"coalesce(was.is_{one}, false)", f"coalesce(now.is_{one}, false)") for one in range(columns)]
    names = [*(f"was_{one}" for one in range(columns)), *(f"now_{one}" for one in range(columns))]
    told = [then for then, _ in pairs] + [later for _, later in pairs]
    return _CHANGED.format(
        was=was,
        now=now,
        columns=", ".join(f"{one} AS {name}" for one, name in zip(told, names, strict=True)),
        differs=" OR ".join(f"{then} <> {later}" for then, later in pairs),
        visible=visible,
        names=", ".join(names),
    )


def _changed(row: tuple[Any, ...], names: tuple[str, ...]) -> ChangedLife:
    code, *holds = row
    was, now = holds[: len(names)], holds[len(names) :]
    return ChangedLife(
        code, *(tuple(name for name, one in zip(names, side, strict=True) if one) for side in (was, now))
    )
