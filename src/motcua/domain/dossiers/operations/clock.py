"""The clock of a dossier: start, stop, go on, start anew; every segment and promise is a row."""

from datetime import datetime

from motcua.domain.dossiers.models import ClockSegment, Promise
from motcua.domain.dossiers.operations.locking import Held
from motcua.domain.dossiers.rules import acting, transitions
from motcua.domain.dossiers.rules.words import Because, ClockKind, State
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import internal_due, moved_by_pause


def segment(held: Held, kind: ClockKind, *, at: datetime, reason: str = "") -> None:
    """End the segment that runs and begin another."""
    end_segment(held, at=at)
    ClockSegment.objects.create(dossier=held.dossier, kind=kind, since=at, reason=reason)


def end_segment(held: Held, *, at: datetime) -> None:
    """End the segment that runs; the clock is over. Raises ImpossibleMoment where it began only later."""
    running = held.dossier.segments.filter(until=None)
    if not running.filter(since__lte=at).update(until=at) and running.exists():
        raise acting.ImpossibleMoment(
            "Thời điểm của thao tác sớm hơn thao tác trước đó trên hồ sơ này. Không có gì thay đổi."
        )


def promise(held: Held, promised_at: datetime, *, because: Because, at: datetime) -> None:
    """Promise a moment: keep it as a row and measure the dossier against it from now on (rule 12)."""
    dossier = held.dossier
    Promise.objects.create(
        dossier=dossier,
        number=dossier.promises.count() + 1,
        at=promised_at,
        because=because,
        since=at,
        counted_from=dossier.clock_start,
        calendar_id=dossier.calendar_id,
    )
    dossier.promised_at = promised_at
    dossier.internal_due_at = internal_due(
        promised_at, held.limit, start=dossier.clock_start, table=held.table, parameters=held.pack.deadlines
    )


def pause(held: Held, *, by: Actor, at: datetime, reason: str) -> None:
    """Stop the clock for a financial obligation (rule 9). Raises ForbiddenMove unless the dossier is processed."""
    dossier = held.dossier
    transitions.require_move(current=State(dossier.state), wanted=State.PAUSED, act="dừng đồng hồ")
    dossier.state = State.PAUSED
    segment(held, ClockKind.PAUSED, at=at, reason=reason)
    held.write("paused", by=by, at=at)


def resume(held: Held, *, by: Actor, at: datetime) -> None:
    """Let the clock run on; the promise moves by what was paused (rule 12). Raises ForbiddenMove unless paused."""
    dossier = held.dossier
    transitions.require_state(current=State(dossier.state), needed=State.PAUSED, act="chạy lại đồng hồ")
    paused_from = dossier.segments.get(until=None).since
    dossier.state = State.PROCESSING
    segment(held, ClockKind.RUNNING, at=at)
    moved = moved_by_pause(
        dossier.promised_at,
        paused_from=paused_from,
        paused_to=at,
        limit=held.limit,
        table=held.table,
        counting=held.counting,
    )
    promise(held, moved, because=Because.PAUSED, at=at)
    held.write("resumed", by=by, at=at, promised_at=moved.isoformat())
