"""Move a dossier along its process: open steps, hand over between units, keep plan and risk in step."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from motcua.domain.dossiers.models import HandOver, Step
from motcua.domain.dossiers.operations import clock, held_back, opinions, rows
from motcua.domain.dossiers.operations.locking import Held
from motcua.domain.dossiers.rules import plan, routing
from motcua.domain.dossiers.rules.words import State, StepState
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import Actor
from motcua.kernel.working_time import any_desk_latest_start


def share_left(graph: workflow.Graph, steps: Iterable[str]) -> Decimal:
    """Return the shares still to do while these steps are open; each step counts one where none has a share."""
    ahead = workflow.remaining(graph, tuple(steps))
    if ahead.even and workflow.total_of(graph):
        return Decimal(0)
    return ahead.total


def open_steps(
    held: Held, names: Iterable[str], *, by: Actor, at: datetime, sender: str, assignee: str | None = None
) -> list[Step]:
    """Open steps for the dossier; where the unit changes, hand the dossier over and leave it untaken."""
    opened = new_steps(held, names, at=at, sender=sender, assignee=assignee)
    rows.change_steps(held.dossier, opened, hand_overs_of(opened, held, by=by, at=at, sender=sender))
    stop_clock_where_asked(held, opened, by=by, at=at)
    return opened


def new_steps(
    held: Held, names: Iterable[str], *, at: datetime, sender: str, assignee: str | None = None, before: int = 0
) -> list[Step]:
    """Return the rows of steps to be opened; they are not kept yet. `before`: the number of the step before them."""
    dossier = held.dossier
    opened = []
    for place, name in enumerate(names, start=before + 1):
        info = held.graph.step(name)
        unit = routing.unit_of_place(info.place, desk=dossier.desk_id, competent=dossier.competent_id)
        opened.append(
            Step(
                dossier=dossier,
                number=place,
                step=name,
                name=info.name,
                role=info.role,
                unit_id=unit,
                officer_id=assignee if unit == sender else None,
                state=StepState.OPEN,
                opened_at=at,
                due_at=due_of(held, name),
                untaken=unit != sender,
            )
        )
    return opened


def stop_clock_where_asked(held: Held, opened: Iterable[Step], *, by: Actor, at: datetime) -> None:
    """Pause a running clock where one of the steps just opened is the payer's or the tax office's."""
    stopping = [step.name for step in opened if held.graph.step(step.step).stops_clock]
    if stopping and held.dossier.state == State.PROCESSING:
        clock.pause(held, by=by, at=at, reason=stopping[0])


def hand_overs_of(opened: Iterable[Step], held: Held, *, by: Actor, at: datetime, sender: str) -> list[HandOver]:
    """Return the rows by which steps of other units are handed over, not kept yet; the ledger has it at once."""
    steps = [step for step in opened if step.untaken]
    if not steps:
        return []
    table = organisation.calendar_for(sender).table
    take_by = any_desk_latest_start(at, desk=table, parameters=held.pack.deadlines)
    held.write("handed_over", by=by, at=at, sender=sender, receivers=[step.unit_id for step in steps])
    return [
        HandOver(
            step=step, sender_id=sender, receiver_id=step.unit_id, handed_at=at, handed_by=by.login, take_by=take_by
        )
        for step in steps
    ]


def take_hand_over(held: Held, row: Step, *, by: Actor, at: datetime) -> None:
    """Note that the receiving unit has taken what was handed over; nothing where it has already."""
    if not mark_taken(held, row, by=by, at=at):
        return
    whole = held_back.whole_of(held.dossier)
    if whole is not None:
        whole.note_taken(row, at, by.login)
        return
    row.save(update_fields=["untaken", "due_at"])
    HandOver.objects.filter(step=row, taken_at=None).update(taken_at=at, taken_by=by.login)


def mark_taken(held: Held, row: Step, *, by: Actor, at: datetime) -> bool:
    """Mark a step as taken, for who keeps its row; tell whether it was not taken yet.

    Taken before the latest moment of any desk, the competent unit gets its own earlier due moment (rule 15).
    """
    if not row.untaken:
        return False
    row.untaken = False
    if _is_received_earlier(held, row, at):
        clock.count_for_unit(held, at=at)
        row.due_at = due_of(held, row.step)
    held.write("taken", by=by, at=at, step=row.step, number=row.number)
    return True


def _is_received_earlier(held: Held, row: Step, at: datetime) -> bool:
    dossier = held.dossier
    until = dossier.any_desk_until
    if until is None or dossier.unit_received_at is not None:
        return False
    return row.unit_id == dossier.competent_id and at < until


def due_of(held: Held, name: str) -> datetime:
    """Return by when a step must be done: its place in the whole limit, spread over the shares (rule 9)."""
    return due_with(held, name, share_after(held.graph, name))


def share_after(graph: workflow.Graph, name: str) -> Decimal:
    """Return the shares that are still to do once a step is done."""
    ahead = workflow.remaining(graph, (name,))
    own = next((step.share for step in ahead.steps if step.step.id == name), Decimal(0))
    return max(share_left(graph, (name,)) - own, Decimal(0))


def due_with(held: Held, name: str, after: Decimal) -> datetime:
    """Return by when a step must be done after which so much is still to do.

    Steps of a competent unit that received earlier at any desk end by its own due moment, all others by the promise.
    """
    dossier = held.dossier
    whole = dossier.share_at_start
    part = 1 - Fraction(after) / Fraction(whole) if whole else Fraction(1)
    start, due = dossier.clock_start, dossier.promised_at
    if dossier.unit_due_at and _unit_of(held, name) == dossier.competent_id:
        start, due = clock.unit_start(held), dossier.unit_due_at
    return plan.moment_of_part(max(part, Fraction(0)), start=start, promised_at=due, table=held.table)


def _unit_of(held: Held, name: str) -> str:
    dossier = held.dossier
    return routing.unit_of_place(held.graph.step(name).place, desk=dossier.desk_id, competent=dossier.competent_id)


def keep_risk(held: Held, open_now: Iterable[str] | None = None) -> None:
    """Count anew, after a move, how much of the work is done and from when the dossier is at risk.

    What is settled stays wholly done, whatever the desk still does until the person comes. `open_now`: the steps that
    are open, where the caller knows them.
    """
    if held.dossier.state not in {State.READY, State.RETURNED}:
        names = [step.step for step in held.open_steps()] if open_now is None else open_now
        count_risk(held, share_left(held.graph, names))


def count_risk(held: Held, left: Decimal) -> None:
    """Set how much of the work is done, and from when the dossier is at risk, with so much still to do."""
    dossier = held.dossier
    done = plan.done_of(share_at_start=dossier.share_at_start, share_left=left)
    dossier.work_done = round(100 * done)
    dossier.at_risk_from = plan.at_risk_from(
        done,
        risk_points=held.pack.risk_points,
        start=dossier.clock_start,
        promised_at=dossier.promised_at,
        table=held.table,
        paused=dossier.paused_minutes,
    )


def plan_anew(held: Held) -> None:
    """After the clock started anew or was moved: spread the limit over what is left and date the open steps again."""
    held_back.let_go(held.dossier)
    for step in held.open_steps():
        step.due_at = due_of(held, step.step)
        step.save(update_fields=["due_at"])
    keep_risk(held)


def cancel_open(held: Held, *, at: datetime) -> None:
    """Cancel every step that is open or suspended, and wait for no opinion: the dossier leaves its course.

    What waits at joins stays: nothing goes on from there, and a dossier that is reopened needs it.
    """
    opinions.end_open(held, at=at)
    standing = held.dossier.steps.filter(state__in=[StepState.OPEN, StepState.SUSPENDED])
    standing.update(state=StepState.CANCELLED, cancelled_at=at)
