"""Act on the steps of a dossier: take a hand-over, claim, assign, complete."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Step
from motcua.domain.dossiers.operations import clock, course, opinions, papers, settling
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.rules import acting, routing
from motcua.domain.dossiers.rules.words import Outcome, State, StepState
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import Actor
from motcua.kernel.vietnamese import clean

NOT_KEPT = frozenset({"choice", "assignee", "reason", "without_opinion"})
"""What is said at the completion of one step and is no fact of the dossier."""


@transaction.atomic
def complete_step(
    code: str, step: str, *, by: Actor, at: datetime, data: Mapping[str, object] | None = None
) -> events.Acted:
    """Complete an open step: the process goes on to what follows.

    `data`: facts for choices ("choice"), "reason" (why it was answered so), "assignee" (login for the next step of the
    same unit), "without_opinion" (why it is decided while an opinion is unanswered). A hand-over that nobody took yet is taken by the same act. Raises Refusal: no right, step not open,
    fact missing, nobody's assignee.
    """
    held = take(code, by=by, at=at)
    row = _open_step(held, step)
    acting.require_may_act(row, by)
    by = acting.named([row], by)
    opened = finish(held, row, data or {}, by=by, at=at)
    held.dossier.save()
    return events.Acted(
        code=held.dossier.code,
        act="step_done",
        state=State(held.dossier.state),
        opened=tuple(opened),
        lateness=settling.lateness(held),
    )


def finish(held: Held, row: Step, data: Mapping[str, object], *, by: Actor, at: datetime) -> list[str]:
    """Complete a step of a locked dossier whose right was checked; return the ids of the steps that opened."""
    info, dossier = held.graph.step(row.step), held.dossier
    words = workflow.words_of(held.graph, row.step, "choice")
    acting.require_known_answer(data.get("choice"), words, name=row.name)
    course.take_hand_over(held, row, by=by, at=at)
    if info.stops_clock and dossier.state == State.PAUSED and not _others_stop_clock(held, row):
        clock.resume(held, by=by, at=at)
    if info.ready and dossier.state != State.READY:
        settling.settle(held, by=by, at=at)
    try:
        moved = workflow.advance(held.graph, row.step, _facts(held, data), dossier.waiting)
    except workflow.MissingFact as missing:
        raise acting.answer_missing(missing, words, name=row.name) from missing
    _close(row, data, by=by, at=at)
    dossier.waiting = list(moved.waiting)
    if info.decides:
        opinions.pass_over(held, reason=str(data.get("without_opinion") or ""), by=by, at=at)
        _decide(held, row, refused=info.refuses, by=by, at=at)
    held.write("step_done", by=by, at=at, step=row.step, number=row.number, opened=list(moved.opened))
    assignee = _assignee(held, row, moved.opened, data, at)
    course.open_steps(held, moved.opened, by=by, at=at, sender=row.unit_id, assignee=assignee)
    if info.returns:
        settling.hand_out(held, by=by, at=at)
    else:
        course.plan_anew(held) if info.stops_clock else course.keep_risk(held)
    return list(moved.opened)


def _others_stop_clock(held: Held, row: Step) -> bool:
    return any(held.graph.step(other.step).stops_clock for other in held.open_steps() if other.pk != row.pk)


def _facts(held: Held, data: Mapping[str, object]) -> dict[str, object]:
    """Remember the facts of the dossier; a choice counts for this completion only."""
    given = {key: value for key, value in data.items() if isinstance(value, str | bool | int | float)}
    kept = {**held.dossier.facts, **given}
    held.dossier.facts = {key: value for key, value in kept.items() if key not in NOT_KEPT}
    return kept


def _close(row: Step, data: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    row.state, row.done_at, row.done_by, row.officer_id = StepState.DONE, at, by.login, by.login
    row.choice = str(data.get("choice", ""))[:40]
    row.reason = clean(str(data.get("reason", "")))[:2000]
    row.save()


def _decide(held: Held, row: Step, *, refused: bool, by: Actor, at: datetime) -> None:
    """Note the decision; a refusal gets its slip with the reason that was given, else the step's name."""
    dossier = held.dossier
    dossier.decided_at = at
    dossier.outcome = Outcome.REFUSED if refused else Outcome.GRANTED
    held.write("decided", by=by, at=at, outcome=dossier.outcome)
    if refused:
        dossier.end_reason = row.reason or f"Quyết định tại bước “{row.name}”."
        papers.issue_refusal(held, by=by, at=at)


def _assignee(held: Held, row: Step, opened: Sequence[str], data: Mapping[str, object], at: datetime) -> str | None:
    """Return who gets the next steps of the same unit. Raises UnknownAssignee for whoever could not do one of them."""
    login = str(data.get("assignee") or "")
    if not login:
        return None
    dossier = held.dossier
    following = [held.graph.step(name) for name in opened]
    roles = [
        info.role
        for info in following
        if routing.unit_of_place(info.place, desk=dossier.desk_id, competent=dossier.competent_id) == row.unit_id
    ]
    able = [set(organisation.logins_with(organisation.Role(role), row.unit_id, at.date())) for role in roles]
    return acting.known_assignee(login, frozenset(set.intersection(*able) if able else ()))


def _open_step(held: Held, step: str) -> Step:
    row = held.dossier.steps.filter(step=step).order_by("-number").first()
    name = held.graph.step(step).name
    return acting.require_open(row, name=name, state=State(held.dossier.state))


@transaction.atomic
def take_over(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Take what another unit handed over (nhận bàn giao). Raises Refusal where nothing waits for the actor."""
    held = take(code, by=by, at=at)
    rows = [row for row in held.open_steps() if row.untaken and acting.may_act(row, by)]
    acting.require_some(rows, "Không có bàn giao nào chờ bạn nhận ở hồ sơ này.")
    for row in rows:
        course.take_hand_over(held, row, by=acting.named([row], by), at=at)
    return events.Acted(code=held.dossier.code, act="taken", state=State(held.dossier.state))


@transaction.atomic
def claim(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Take a step that nobody of the unit holds for oneself (nhận việc), a hand-over with it.

    Raises Refusal where there is none.
    """
    held = take(code, by=by, at=at)
    rows = [row for row in held.open_steps() if row.officer_id is None and acting.may_act(row, by)]
    acting.require_some(rows, "Không có bước nào đang chờ người nhận ở hồ sơ này.")
    course.take_hand_over(held, rows[0], by=by, at=at)
    rows[0].officer_id = by.login
    rows[0].save(update_fields=["officer"])
    held.write("claimed", by=by, at=at, step=rows[0].step, number=rows[0].number)
    return events.Acted(code=held.dossier.code, act="claimed", state=State(held.dossier.state))


@transaction.atomic
def assign(code: str, login: str, *, by: Actor, at: datetime) -> events.Acted:
    """Give the open step of the leader's unit to an officer of that unit (giao việc).

    Raises Refusal: not a leader there, or the officer has not the step's role in the unit.
    """
    held = take(code, by=by, at=at)
    organisation.require_role(by, organisation.Role.LEADER)
    rows = [row for row in held.open_steps() if row.unit_id == by.unit_code]
    acting.require_some(rows, "Đơn vị của bạn không giữ bước nào của hồ sơ này.")
    able = organisation.logins_with(organisation.Role(rows[0].role), rows[0].unit_id, at.date())
    rows[0].officer_id = acting.known_assignee(login, frozenset(able))
    rows[0].save(update_fields=["officer"])
    held.write("assigned", by=by, at=at, step=rows[0].step, number=rows[0].number, to=login)
    return events.Acted(code=held.dossier.code, act="assigned", state=State(held.dossier.state))


@transaction.atomic
def decide(code: str, *, by: Actor, at: datetime, data: Mapping[str, object] | None = None) -> events.Acted:
    """Complete the open step that is the decision (ký kết quả). Raises Refusal where none is open for the actor."""
    held = take(code, by=by, at=at)
    rows = [row for row in held.open_steps() if held.graph.step(row.step).decides]
    acting.require_some(rows, "Hồ sơ này chưa đến bước quyết định kết quả. Không có gì thay đổi.")
    return complete_step(code, rows[0].step, by=by, at=at, data=data)
