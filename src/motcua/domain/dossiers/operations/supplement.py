"""Ask the person for a supplement, once; start the clock anew when it is complete (rule 9)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Step, Supplement
from motcua.domain.dossiers.operations import clock, course, papers
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.operations.locking import held as held_of
from motcua.domain.dossiers.rules import acting, plan, supplements, transitions
from motcua.domain.dossiers.rules.words import Because, ClockKind, State, StepState
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import due_moment


@transaction.atomic
def ask_supplement(
    code: str,
    *,
    reason: str,
    items: Sequence[str],
    by: Actor,
    at: datetime,
    late_reason: str = "",
    ordered: bool = False,
) -> events.Acted:
    """Ask the person to complete the dossier; the clock is no longer counted until that is done.

    The second request needs a leader of the unit who orders it, with a reason. Later than three working days
    after reception it is red and needs `late_reason`. All open steps are suspended. Raises Refusal.
    """
    held = take(code, by=by, at=at)
    _require_askable(held)
    step = _asking_step(held, by)
    by = acting.named([step], by)
    course.take_hand_over(held, step, by=by, at=at)
    number = held.dossier.supplements + 1
    terms = held.pack.deadlines
    asked_late = at > supplements.days_after(held.dossier.clock_start, terms.supplement_ask_days, held.table)
    request = supplements.checked(
        number=number,
        without_order=held.pack.supplements_without_order,
        ordered=ordered and organisation.Role.LEADER in by.roles,
        asked_late=asked_late,
        ask_days=int(terms.supplement_ask_days),
        reason=reason,
        late_reason=late_reason,
        items=items,
    )
    supplement = _keep(held, step, request, number=number, asked_late=asked_late, by=by, at=at)
    clock.find_late_before(held, by=by, at=at)
    _suspend(held, number=number, at=at)
    held.write("supplement_asked", by=by, at=at, number=number, step=step.step, late=asked_late)
    held.dossier.save()
    papers.issue_supplement(held, supplement, by=by, at=at)
    return events.Acted(code=held.dossier.code, act="supplement_asked", state=State.SUPPLEMENT)


def _require_askable(held: Held) -> None:
    transitions.require_move(current=State(held.dossier.state), wanted=State.SUPPLEMENT, act=say("yêu cầu bổ sung"))
    transitions.require_undecided(held.dossier.decided_at, act=say("yêu cầu bổ sung"))


def _keep(
    held: Held,
    step: Step,
    request: supplements.Request,
    *,
    number: int,
    asked_late: bool,
    by: Actor,
    at: datetime,
) -> Supplement:
    return Supplement.objects.create(
        dossier=held.dossier,
        number=number,
        step=step,
        asked_at=at,
        asked_by=by.login,
        reason=request.reason,
        items=list(request.items),
        asked_late=asked_late,
        late_reason=request.late_reason,
        ordered_by=by.login if number > held.pack.supplements_without_order else "",
        answer_by=supplements.days_after(at, held.pack.deadlines.supplement_answer_days, held.table),
    )


def _asking_step(held: Held, by: Actor) -> Step:
    rows = held.open_steps()
    mine = [row for row in rows if acting.may_act(row, by)]
    led = [row for row in rows if row.unit_id == by.unit_code and organisation.Role.LEADER in by.roles]
    acting.require_some(
        [*mine, *led],
        say("Chỉ người đang giữ bước của hồ sơ hoặc lãnh đạo đơn vị đó yêu cầu bổ sung được."),
    )
    return (mine or led)[0]


def _suspend(held: Held, *, number: int, at: datetime) -> None:
    held.dossier.state = State.SUPPLEMENT
    held.dossier.supplements = number
    held.dossier.steps.filter(state=StepState.OPEN).update(state=StepState.SUSPENDED)
    clock.segment(held, ClockKind.SUPPLEMENT, at=at)


@transaction.atomic
def complete_supplement(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Take in the supplement: the dossier is complete again, its clock restarts from zero at the step that asked.

    A new moment is promised; the whole limit is spread over the steps still to do. Raises Refusal.
    """
    held = take(code, by=by, at=at)
    dossier = held.dossier
    transitions.require_state(current=State(dossier.state), needed=State.SUPPLEMENT, act=say("ghi nhận bổ sung"))
    request = dossier.requests.get(number=dossier.supplements)
    _require_may_complete(held, request, by)
    request.completed_at, request.completed_by = at, by.login
    request.save(update_fields=["completed_at", "completed_by"])
    again = _restart_clock(held, at=at)
    _reopen(again, request.step, by=by, at=at)
    dossier = again.dossier
    again.write("supplement_completed", by=by, at=at, promised_at=dossier.promised_at.isoformat())
    dossier.save()
    papers.issue_receipt(again, by=by, at=at)
    return events.Acted(code=dossier.code, act="supplement_completed", state=State(dossier.state))


def _require_may_complete(held: Held, request: Supplement, by: Actor) -> None:
    at_desk = by.unit_code == held.dossier.desk_id and organisation.Role.RECEPTION in by.roles
    asked = by.unit_code == request.step.unit_id and request.step.role in by.roles
    if not (at_desk or asked):
        raise acting.NotYours(say("Chỉ một cửa nhận hồ sơ hoặc bộ phận đã yêu cầu bổ sung ghi nhận được việc này."))


def _restart_clock(held: Held, *, at: datetime) -> Held:
    """Count the whole limit from now on, by the calendar that holds now (rule 9)."""
    dossier = held.dossier
    calendar = organisation.calendar_for(dossier.competent_id)
    dossier.calendar_id = calendar.version_id
    dossier.clock_start = plan.first_moment(held.limit, at, calendar.table)
    dossier.any_desk_until = dossier.unit_received_at = dossier.unit_due_at = None
    dossier.state = State.PROCESSING
    dossier.paused_minutes = 0
    again = held_of(dossier)
    due = due_moment(
        dossier.clock_start,
        again.limit,
        table=again.table,
        counting=again.counting,
        parameters=again.pack.deadlines,
        received_at=at,
    )
    clock.promise(again, due, because=Because.SUPPLEMENT_COMPLETED, at=at)
    clock.segment(again, ClockKind.RUNNING, at=at)
    return again


def _reopen(held: Held, asked: Step, *, by: Actor, at: datetime) -> None:
    """Open the step that asked again, and those suspended beside it, as they were held; date them anew."""
    dossier = held.dossier
    rows = list(dossier.steps.filter(state=StepState.SUSPENDED).order_by("number"))
    moved = workflow.restart_at(held.graph, asked.step, suspended=[row.step for row in rows], waiting=dossier.waiting)
    dossier.share_at_start = course.share_left(held.graph, moved.opened)
    for row in rows:
        row.state, row.opened_at, row.due_at = StepState.OPEN, at, course.due_of(held, row.step)
        row.save(update_fields=["state", "opened_at", "due_at"])
    course.stop_clock_where_asked(held, rows, by=by, at=at)
    course.keep_risk(held)
