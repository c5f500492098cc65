"""The rows of a re-dating: read, locked and written for all dossiers at once (rule 14)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.domain.dossiers.models import ClockSegment, Dossier, HandOver, Promise, Step, Supplement
from motcua.domain.dossiers.operations import basis
from motcua.domain.dossiers.rules.recounting import Basis, Recounted, Stretch
from motcua.domain.dossiers.rules.words import Because, ClockKind, State, StepState
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import WorkingTable

Tables = Mapping[str, WorkingTable]
Answer = tuple[Supplement, datetime]
"""A request for supplement, and by when the person must answer it by the new calendar."""

_DOSSIERS = """
    UPDATE dossiers_dossier dossier SET calendar_id = row.calendar, clock_start = row.start, promised_at = row.promised,
        internal_due_at = row.internal, any_desk_until = row.any_desk, unit_due_at = row.unit_due,
        at_risk_from = row.risk, work_done = row.done, paused_minutes = row.paused
    FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[],
                %s::timestamptz[], %s::timestamptz[], %s::int[], %s::int[])
         AS row(id, calendar, start, promised, internal, any_desk, unit_due, risk, done, paused)
    WHERE dossier.id = row.id
"""
_PROMISES = """
    INSERT INTO dossiers_promise (dossier_id, number, at, because, since, counted_from, calendar_id)
    SELECT row.id, 1 + (SELECT max(number) FROM dossiers_promise earlier WHERE earlier.dossier_id = row.id),
           row.promised, %s, %s, row.start, row.calendar
    FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::bigint[]) AS row(id, promised, start, calendar)
"""
_SET_MOMENT = """
    UPDATE {table} found SET {column} = row.moment FROM unnest(%s::bigint[], %s::timestamptz[]) AS row(id, moment)
    WHERE found.id = row.id
"""
_STEP_DUE = _SET_MOMENT.format(table="dossiers_step", column="due_at")
_ANSWER_BY = _SET_MOMENT.format(table="dossiers_supplement", column="answer_by")
_TAKE_BY = _SET_MOMENT.format(table="dossiers_handover", column="take_by")


@dataclass(frozen=True)
class Open:
    """A dossier whose clock runs, with the calendars that hold now; `version_id` is the competent unit's."""

    dossier: Dossier
    desk: WorkingTable
    table: WorkingTable
    version_id: int
    pauses: tuple[Stretch, ...]

    @property
    def basis(self) -> Basis:
        return basis.promise_basis(self.dossier, desk=self.desk, table=self.table, pauses=self.pauses)

    @property
    def unit_basis(self) -> Basis:
        return basis.unit_basis(self.dossier, table=self.table, pauses=self.pauses)


@dataclass
class Moved:
    """A dossier that is promised later by the new calendar; `of_unit` is the unit's own limit counted again."""

    of: Open
    was_at: datetime
    recounted: Recounted
    of_unit: Recounted | None
    steps: list[Step] = field(default_factory=list)


def running(units: Iterable[str], *, lock: bool = False, promised_since: datetime | None = None) -> list[Dossier]:
    """Return the dossiers whose clock runs and whose desk or competent unit is among these, locked where asked."""
    found = _of_units(units).filter(state=State.PROCESSING).order_by("pk")
    if promised_since:
        newer = Promise.objects.filter(dossier=OuterRef("pk"), since__gte=promised_since)
        found = found.filter(Exists(newer))
    return list(found.select_for_update(no_key=True) if lock else found)


def count_waiting(units: Iterable[str]) -> int:
    """Return how many dossiers of these units stand still: paused, or waiting for a supplement."""
    return _of_units(units).filter(state__in=[State.PAUSED, State.SUPPLEMENT]).count()


def _of_units(units: Iterable[str]) -> QuerySet[Dossier]:
    listed = list(units)
    return Dossier.objects.filter(Q(competent__in=listed) | Q(desk__in=listed))


def _keys(found: Iterable[Dossier]) -> list[int]:
    return [row.pk for row in found]


def pauses_of(found: Sequence[Dossier]) -> Mapping[int, list[Stretch]]:
    """Return the pauses that ended, by dossier, oldest first."""
    rows = ClockSegment.objects.filter(dossier__in=_keys(found), kind=ClockKind.PAUSED, until__isnull=False)
    pauses: dict[int, list[Stretch]] = defaultdict(list)
    for key, since, until in rows.order_by("since", "pk").values_list("dossier_id", "since", "until"):
        if until is not None:
            pauses[key].append((since, until))
    return pauses


def open_steps_of(moved: Sequence[Moved]) -> Mapping[int, list[Step]]:
    """Return the open steps of dossiers, by dossier, first opened first."""
    rows = Step.objects.filter(dossier__in=_keys(one.of.dossier for one in moved), state=StepState.OPEN)
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in rows.order_by("number"):
        steps[step.dossier_id].append(step)
    return steps


def keep(moved: Sequence[Moved], *, version_id: int, by: Actor, at: datetime) -> None:
    """Write what moved: dossiers, promises, steps, and one ledger row a dossier, by which the person is told."""
    if not moved:
        return
    rows = [one.of.dossier for one in moved]
    steps = [step for one in moved for step in one.steps]
    keys, promised = _keys(rows), [row.promised_at for row in rows]
    starts, calendars = [row.clock_start for row in rows], [row.calendar_id for row in rows]
    _execute(_PROMISES, [Because.CALENDAR_CHANGED, at, keys, promised, starts, calendars])
    _execute(
        _DOSSIERS,
        [keys, calendars, starts, promised]
        + [
            [getattr(row, name) for row in rows]
            for name in (
                "internal_due_at",
                "any_desk_until",
                "unit_due_at",
                "at_risk_from",
                "work_done",
                "paused_minutes",
            )
        ],
    )
    _execute(_STEP_DUE, [[step.pk for step in steps], [step.due_at for step in steps]])
    bodies = {
        f"dossier:{one.of.dossier.code}": {
            "calendar": version_id,
            "was": one.was_at.isoformat(),
            "promised_at": one.recounted.due_at.isoformat(),
        }
        for one in moved
    }
    ledger.write_many(bodies, act="redated", by=by, at=at)


def unanswered(units: Iterable[str], *, lock: bool = False) -> list[Supplement]:
    """Return the requests for supplement that wait for the person, with their dossiers, locked where asked."""
    waiting = _of_units(units).filter(state=State.SUPPLEMENT).order_by("pk")
    keys = _keys(waiting.select_for_update(no_key=True) if lock else waiting)
    rows = Supplement.objects.filter(dossier__in=keys, completed_at=None, closed_at=None)
    return list(rows.select_related("dossier").order_by("pk"))


def keep_answers(moved: Sequence[Answer], *, version_id: int, by: Actor, at: datetime) -> None:
    """Write by when people must supplement now, and one ledger row a dossier, by which the person is told."""
    if not moved:
        return
    _execute(_ANSWER_BY, [[one.pk for one, _ in moved], [answer_by for _, answer_by in moved]])
    bodies = {
        f"dossier:{one.dossier.code}": {
            "calendar": version_id,
            "was": one.answer_by.isoformat(),
            "answer_by": answer_by.isoformat(),
        }
        for one, answer_by in moved
    }
    ledger.write_many(bodies, act="answer_redated", by=by, at=at)


def untaken(units: Iterable[str]) -> list[HandOver]:
    """Return what units of these handed over and nobody took yet."""
    rows = HandOver.objects.filter(sender__in=list(units), taken_at=None, step__state=StepState.OPEN)
    return list(rows.select_related("step__dossier").order_by("pk"))


def keep_hand_overs(moved: Sequence[tuple[int, datetime]]) -> None:
    """Write by when what was handed over must be taken now."""
    if moved:
        _execute(_TAKE_BY, [[key for key, _ in moved], [take_by for _, take_by in moved]])


def _execute(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
