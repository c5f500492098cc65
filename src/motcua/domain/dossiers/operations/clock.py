"""The clock of a dossier: start, stop, go on, start anew; every segment and promise is a row."""

from datetime import datetime

from motcua.domain.dossiers.models import ClockSegment, LateFinding, Promise
from motcua.domain.dossiers.operations import basis, held_back
from motcua.domain.dossiers.operations.locking import Held
from motcua.domain.dossiers.rules import acting, plan, transitions
from motcua.domain.dossiers.rules.recounting import counted_again
from motcua.domain.dossiers.rules.words import Because, ClockKind, State
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import due_moment, internal_due, moved_by_pause, redated


def segment(held: Held, kind: ClockKind, *, at: datetime, reason: str = "") -> None:
    """End the segment that runs and begin another."""
    held_back.let_go(held.dossier)
    end_segment(held, at=at)
    ClockSegment.objects.create(dossier=held.dossier, kind=kind, since=at, reason=reason)


def end_segment(held: Held, *, at: datetime) -> None:
    """End the segment that runs; the clock is over. Raises ImpossibleMoment where it began only later."""
    whole = held_back.whole_of(held.dossier)
    if whole is not None:
        is_ended = whole.end_segment(at)
    else:
        running = held.dossier.segments.filter(until=None)
        is_ended = bool(running.filter(since__lte=at).update(until=at)) or not running.exists()
    if not is_ended:
        raise acting.ImpossibleMoment(
            say("Thời điểm của thao tác sớm hơn thao tác trước đó trên hồ sơ này. Không có gì thay đổi."),
        )


def first_promise(held: Held, *, at: datetime) -> Promise:
    """Return the row of the promise of the reception, not kept yet."""
    return _promise(held, held.dossier.promised_at, number=1, because=Because.RECEPTION, at=at)


def first_segment(held: Held, *, at: datetime) -> ClockSegment:
    """Return the row of the clock that runs from the reception on, not kept yet."""
    return ClockSegment(dossier=held.dossier, kind=ClockKind.RUNNING, since=at)


def last_segment(held: Held) -> ClockSegment:
    """Return the stretch of the clock that began last; every dossier has one from its reception on."""
    return held.dossier.segments.order_by("-since", "-pk")[0]


def promise(held: Held, promised_at: datetime, *, because: Because, at: datetime) -> None:
    """Promise a moment: keep it as a row and measure the dossier against it from now on (rule 12)."""
    _promise(held, promised_at, number=held.dossier.promises.count() + 1, because=because, at=at).save()
    measure_against(held, promised_at)


def _promise(held: Held, promised_at: datetime, *, number: int, because: Because, at: datetime) -> Promise:
    dossier = held.dossier
    return Promise(
        dossier=dossier,
        number=number,
        at=promised_at,
        because=because,
        since=at,
        counted_from=dossier.clock_start,
        calendar_id=dossier.calendar_id,
    )


def measure_against(held: Held, promised_at: datetime) -> None:
    """Measure a dossier against a promise from now on, and its result at the desk against the margin (rule 10)."""
    dossier = held.dossier
    dossier.promised_at = promised_at
    dossier.internal_due_at = internal_due(
        promised_at,
        held.limit,
        start=dossier.clock_start,
        table=held.table,
        parameters=held.pack.deadlines,
    )


def unit_start(held: Held) -> datetime:
    """Return from when the limit counts for a competent unit that received before the latest moment (rule 15)."""
    received_at = held.dossier.unit_received_at
    return plan.first_moment(held.limit, received_at, held.table) if received_at else held.dossier.clock_start


def count_for_unit(held: Held, *, at: datetime) -> None:
    """Give the competent unit its own due moment, counted from its reception; the promise stays (rule 15)."""
    held_back.let_go(held.dossier)
    dossier = held.dossier
    dossier.unit_received_at = at
    dossier.unit_due_at = due_moment(
        unit_start(held),
        held.limit,
        table=held.table,
        counting=held.counting,
        parameters=held.pack.deadlines,
        received_at=at,
    )
    dossier.save(update_fields=["unit_received_at", "unit_due_at"])


def pause(held: Held, *, by: Actor, at: datetime, reason: str) -> None:
    """Stop the clock for a financial obligation (rule 9). Raises ForbiddenMove unless the dossier is processed."""
    dossier = held.dossier
    transitions.require_move(current=State(dossier.state), wanted=State.PAUSED, act=say("dừng đồng hồ"))
    find_late_before(held, by=by, at=at)
    dossier.state = State.PAUSED
    segment(held, ClockKind.PAUSED, at=at, reason=reason)
    held.write("paused", by=by, at=at)


def resume(held: Held, *, by: Actor, at: datetime) -> None:
    """Let the clock run on; the promise moves by what was paused (rule 12). Raises ForbiddenMove unless paused.

    What the calendar changed meanwhile is counted first: the promise moves by it now, not while nothing runs (rule 14).
    """
    dossier = held.dossier
    transitions.require_state(current=State(dossier.state), needed=State.PAUSED, act=say("chạy lại đồng hồ"))
    held_back.let_go(dossier)
    paused_from, was = dossier.segments.get(until=None).since, dossier.promised_at
    dossier.state = State.PROCESSING
    segment(held, ClockKind.RUNNING, at=at)
    follow_calendar(held, paused_from=paused_from, at=at)
    by_calendar = {"calendar": dossier.calendar_id} if dossier.promised_at != was else {}
    moved = _after_pause(held, dossier.promised_at, max(paused_from, dossier.clock_start), at)
    dossier.paused_minutes += plan.paused_minutes([(paused_from, at)], start=dossier.clock_start, table=held.table)
    if dossier.unit_due_at:
        dossier.unit_due_at = _after_pause(held, dossier.unit_due_at, max(paused_from, unit_start(held)), at)
    promise(held, moved, because=Because.PAUSED, at=at)
    held.write("resumed", by=by, at=at, was=was.isoformat(), promised_at=moved.isoformat(), **by_calendar)


def follow_calendar(held: Held, *, paused_from: datetime, at: datetime) -> None:
    """Count with the calendar that holds now, before the pause that just ended moves the promise (rule 14)."""
    dossier = held.dossier
    calendar = organisation.calendar_for(dossier.competent_id)
    if calendar.version_id == dossier.calendar_id:
        return
    ended = dossier.segments.filter(kind=ClockKind.PAUSED, until__isnull=False, since__lt=paused_from)
    rows = ended.order_by("since").values_list("since", "until")
    pauses = [(since, until) for since, until in rows if until is not None]
    desk = organisation.calendar_for(dossier.desk_id).table
    again = counted_again([basis.promise_basis(dossier, desk=desk, table=calendar.table, pauses=pauses)])[0]
    dossier.calendar_id, held.table = calendar.version_id, calendar.table
    if dossier.unit_due_at:
        of_unit = counted_again([basis.unit_basis(dossier, table=calendar.table, pauses=pauses)])[0]
        dossier.unit_due_at = redated(dossier.unit_due_at, counted_again=of_unit.due_at)
    if again.due_at > dossier.promised_at:
        dossier.clock_start = again.start
        promise(held, again.due_at, because=Because.CALENDAR_CHANGED, at=at)
    dossier.paused_minutes = plan.paused_minutes(pauses, start=dossier.clock_start, table=held.table)


def _after_pause(held: Held, due_at: datetime, paused_from: datetime, at: datetime) -> datetime:
    """Return a due moment as the pause moves it; `paused_from` is no earlier than the clock started (rule 12)."""
    if at <= paused_from:
        return due_at
    return moved_by_pause(
        due_at,
        paused_from=paused_from,
        paused_to=at,
        limit=held.limit,
        table=held.table,
        counting=held.counting,
    )


def find_late(held: Held, *, at: datetime, found_by: str) -> bool:
    """Note once that the dossier is late; tell whether it was new."""
    held_back.let_go(held.dossier)
    _, is_new = LateFinding.objects.get_or_create(
        dossier=held.dossier,
        defaults={"found_at": at, "promised_at": held.dossier.promised_at, "found_by": found_by},
    )
    return is_new


def find_late_before(held: Held, *, by: Actor, at: datetime) -> None:
    """Note that a dossier is late before an act takes it from where the sweep looks: it was late all the same."""
    dossier = held.dossier
    if dossier.state == State.PROCESSING and at > dossier.promised_at and find_late(held, at=at, found_by="sweep"):
        held.write("late_found", by=by, at=at, promised_at=dossier.promised_at.isoformat())
