"""The dossier's own tables, written together: what one act changes in several of them goes to the database at once.

Each function is one statement of several parts. A part that must come after another one reads from it: a step is only
opened once the one before it is closed, since a step may lead back to itself and is open once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from motcua.domain.dossiers.models import ClockSegment, Dossier, HandOver, Promise, Step
from motcua.domain.dossiers.operations import held_back
from motcua.foundation import plain_rows

_LAST_NUMBER = "SELECT coalesce((SELECT max(number) FROM dossiers_step WHERE dossier_id = %s), 0) AS number"

_KEPT_OF_A_STEP = frozenset({"dossier_id", "number", "step"})

Part = tuple[str, list[Any]]
"""A part of the statement, and its parameters."""


def insert_dossier(
    dossier: Dossier, promise: Promise, segment: ClockSegment, steps: Sequence[Step], hand_overs: Sequence[HandOver]
) -> None:
    """Insert a dossier with its first promise, its running clock, its steps as numbered and their hand-overs."""
    if held_back.take_in(dossier, promise, segment, steps, hand_overs):
        return
    of_dossier = {"dossier_id": "dossier.id"}
    parts = [
        ("dossier", _insert(dossier, {}, source="")),
        ("promise", _insert(promise, of_dossier, source="dossier")),
        ("segment", _insert(segment, of_dossier, source="dossier")),
        *_steps(steps, hand_overs, [of_dossier] * len(steps), source="dossier"),
    ]
    _run(parts, {"dossier": dossier, "promise": promise, "segment": segment, **_named(steps)})
    for step in steps:
        step.dossier = dossier


def change_steps(
    dossier: Dossier,
    opened: Sequence[Step],
    hand_overs: Sequence[HandOver],
    *,
    closing: Step | None = None,
    taken_at: datetime | None = None,
    taken_by: str = "",
) -> None:
    """Close a step that was completed, then open others, numbered on, and hand them over.

    `taken_at`, `taken_by`: where completing the step took its hand-over, too.
    """
    whole = held_back.whole_of(dossier)
    if whole is not None:
        if closing and taken_at:
            whole.note_taken(closing, taken_at, taken_by)
        whole.open(opened, hand_overs)
        return
    parts: list[tuple[str, Part]] = [("closed", _update(closing))] if closing else []
    if closing and taken_at:
        parts.append(("taken", _take(closing, taken_at, taken_by)))
    if opened:
        after = " FROM (SELECT count(*) FROM closed) AS before" if closing else ""
        parts.append(("last", (_LAST_NUMBER + after, [dossier.pk])))
        places = [{"number": f"last.number + {place}"} for place in range(1, len(opened) + 1)]
        parts += _steps(opened, hand_overs, places, source="last")
    if parts:
        _run(parts, _named(opened))


def _steps(
    steps: Sequence[Step], hand_overs: Sequence[HandOver], given: Sequence[Mapping[str, str]], *, source: str
) -> list[tuple[str, Part]]:
    """Return a part for each step and each hand-over; a hand-over takes the id of the step it was made for."""
    parts = [
        (name, _insert(step, columns, source=source))
        for (name, step), columns in zip(_named(steps).items(), given, strict=True)
    ]
    names = {id(step): name for name, step in _named(steps).items()}
    for place, hand_over in enumerate(hand_overs, start=1):
        name = names[id(hand_over.step)]
        parts.append((f"hand_over_{place}", _insert(hand_over, {"step_id": f"{name}.id"}, source=name)))
    return parts


def _named(steps: Sequence[Step]) -> dict[str, models.Model]:
    return {f"step_{place}": step for place, step in enumerate(steps, start=1)}


def _insert(row: models.Model, given: Mapping[str, str], *, source: str) -> Part:
    """Return the insertion of a row; `given` columns come from `source`, an earlier part."""
    taking = plain_rows.taking(type(row))
    columns = ", ".join(column for column, _ in taking)
    values = ", ".join(given.get(column, "%s") for column, _ in taking)
    parameters = [take(row) for column, take in taking if column not in given]
    number = ", number" if isinstance(row, Step) else ""
    start = f"INSERT INTO {row._meta.db_table} ({columns}) SELECT {values}"
    return f"{start}{f' FROM {source}' if source else ''} RETURNING id{number}", parameters


def _update(row: Step) -> Part:
    taking = [one for one in plain_rows.taking(Step) if one[0] not in _KEPT_OF_A_STEP]
    columns = ", ".join(f"{column} = %s" for column, _ in taking)
    return (
        f"UPDATE dossiers_step SET {columns} WHERE id = %s RETURNING id",  # noqa: S608 - names of our own columns
        [*(take(row) for _, take in taking), row.pk],
    )


def _take(row: Step, at: datetime, by: str) -> Part:
    statement = (
        "UPDATE dossiers_handover SET taken_at = %s, taken_by = %s WHERE step_id = %s AND taken_at IS NULL RETURNING id"
    )
    return statement, [at, by, row.pk]


def _run(parts: Sequence[tuple[str, Part]], made: Mapping[str, models.Model]) -> None:
    """Run the parts as one statement and give the rows made their ids, the steps their numbers."""
    asked = [(name, row) for name, row in made.items()]
    columns = ", ".join(f"{name}.id{f', {name}.number' if isinstance(row, Step) else ''}" for name, row in asked)
    with_parts = ", ".join(f"{name} AS ({text})" for name, (text, _) in parts)
    source = f" FROM {', '.join(name for name, _ in asked)}" if asked else ""
    whole = f"WITH {with_parts} SELECT {columns or '1'}{source}"
    with connection.cursor() as cursor:
        cursor.execute(whole, [value for _, (_, parameters) in parts for value in parameters])
        found = iter(cursor.fetchone())
    for _, row in asked:
        row.pk = next(found)
        row._state.adding, row._state.db = False, connection.alias
        if isinstance(row, Step):
            row.number = next(found)
