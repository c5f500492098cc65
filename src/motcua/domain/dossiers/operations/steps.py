"""Act on the steps of a dossier: take a hand-over, claim, assign, complete."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Step
from motcua.domain.dossiers.operations import clock, course, opinions, papers, rows, settling
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.operations.one_act import one_act
from motcua.domain.dossiers.rules import acting, routing
from motcua.domain.dossiers.rules.words import DECIDED_AT_STEP, Outcome, State, StepState
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.vietnamese import clean

NOT_KEPT = frozenset({"choice", "assignee", "reason", "without_opinion"})
"""What is said at the completion of one step and is no fact of the dossier."""


@one_act
def complete_step(
    code: str, step: str, *, by: Actor, at: datetime, data: Mapping[str, object] | None = None
) -> events.Acted:
    """Complete an open step: the process goes on to what follows.

    `data`: facts for choices ("choice"), "reason" (why it was answered so), "assignee" (login for the next step of the
    same unit), "without_opinion" (why it is decided while an opinion is unanswered). A hand-over that nobody took yet is taken by the same act. Raises Refusal: no right, step not open,
    fact missing, nobody's assignee.
    """
    held = take(code, by=by, at=at, may_wait=True)
    open_now = held.open_steps()
    row = next((one for one in open_now if one.step == step), None) or _not_open(held, step)
    acting.require_may_act(row, by)
    by = acting.named([row], by)
    opened = finish(held, row, data or {}, open_now=open_now, by=by, at=at)
    held.keep()
    return events.Acted(
        code=held.dossier.code,
        act="step_done",
        state=State(held.dossier.state),
        opened=tuple(opened),
        lateness=settling.lateness(held),
    )


def finish(
    held: Held, row: Step, data: Mapping[str, object], *, open_now: Sequence[Step], by: Actor, at: datetime
) -> list[str]:
    """Complete a step of a locked dossier whose right was checked; return the ids of the steps that opened.

    `open_now`: all its open steps. The step closes and the next ones open in one statement.
    """
    info, dossier = held.graph.step(row.step), held.dossier
    beside = [one.step for one in open_now if one.pk != row.pk]
    words = workflow.words_of(held.graph, row.step, "choice", dossier.waiting)
    acting.require_known_answer(data.get("choice"), words, name=row.name)
    is_taken_now = course.mark_taken(held, row, by=by, at=at)
    if info.stops_clock and dossier.state == State.PAUSED and not _stop_clock(held, beside):
        clock.resume(held, by=by, at=at)
    if info.ready and dossier.state != State.READY:
        settling.settle(held, by=by, at=at)
    moved = _advance(held, row, data, words)
    close(row, data, by=by, at=at)
    if info.decides:
        opinions.pass_over(held, reason=str(data.get("without_opinion") or ""), by=by, at=at)
        _decide(held, row, refused=info.refuses, by=by, at=at)
    held.write("step_done", by=by, at=at, step=row.step, number=row.number, opened=list(moved.opened))
    assignee = _assignee(held, row, moved.opened, data, at)
    opened = course.new_steps(held, moved.opened, at=at, sender=row.unit_id, assignee=assignee)
    hand_overs = course.hand_overs_of(opened, held, by=by, at=at, sender=row.unit_id)
    rows.change_steps(
        dossier, opened, hand_overs, closing=row, taken_at=at if is_taken_now else None, taken_by=by.login
    )
    course.stop_clock_where_asked(held, opened, by=by, at=at)
    if info.returns:
        settling.hand_out(held, by=by, at=at)
    else:
        course.plan_anew(held) if info.stops_clock else course.keep_risk(held, [*beside, *moved.opened])
    return list(moved.opened)


def _advance(held: Held, row: Step, data: Mapping[str, object], words: Mapping[str, str]) -> workflow.Advance:
    """Ask the process where it goes on, and remember what waits at its joins. Raises Refusal where a fact is missing."""
    try:
        moved = workflow.advance(held.graph, row.step, _facts(held, data), held.dossier.waiting)
    except workflow.MissingFact as missing:
        raise acting.answer_missing(missing, words, name=row.name) from missing
    held.dossier.waiting = list(moved.waiting)
    return moved


def _stop_clock(held: Held, steps: Sequence[str]) -> bool:
    return any(held.graph.step(step).stops_clock for step in steps)


def _facts(held: Held, data: Mapping[str, object]) -> dict[str, object]:
    """Remember the facts of the dossier; a choice counts for this completion only."""
    given = {key: value for key, value in data.items() if isinstance(value, str | bool | int | float)}
    kept = {**held.dossier.facts, **given}
    held.dossier.facts = {key: value for key, value in kept.items() if key not in NOT_KEPT}
    return kept


def close(row: Step, data: Mapping[str, object], *, by: Actor, at: datetime) -> None:
    """Mark a step as done by the actor, for who keeps its row."""
    row.state, row.done_at, row.done_by, row.officer_id = StepState.DONE, at, by.login, by.login
    row.choice = str(data.get("choice", ""))[:40]
    row.reason = clean(str(data.get("reason", "")))[:2000]


def _decide(held: Held, row: Step, *, refused: bool, by: Actor, at: datetime) -> None:
    """Note the decision; a refusal gets its slip with the reason that was given, else the step's name."""
    dossier = held.dossier
    dossier.decided_at = at
    dossier.outcome = Outcome.REFUSED if refused else Outcome.GRANTED
    held.write("decided", by=by, at=at, outcome=dossier.outcome)
    if refused:
        dossier.end_reason = row.reason or DECIDED_AT_STEP.format(step=row.name)
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


def _not_open(held: Held, step: str) -> Step:
    """Raise ForbiddenMove for a step that is not open, with what became of it."""
    row = held.dossier.steps.filter(step=step).order_by("-number").first()
    return acting.require_open(row, name=held.graph.step(step).name, state=State(held.dossier.state))


@one_act
def take_over(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Take what another unit handed over (nhận bàn giao). Raises Refusal where nothing waits for the actor."""
    held = take(code, by=by, at=at)
    found = [row for row in held.open_steps() if row.untaken and acting.may_act(row, by)]
    acting.require_some(found, say("Không có bàn giao nào chờ bạn nhận ở hồ sơ này."))
    for row in found:
        course.take_hand_over(held, row, by=acting.named([row], by), at=at)
    return events.Acted(code=held.dossier.code, act="taken", state=State(held.dossier.state))


@one_act
def claim(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Take a step that nobody of the unit holds for oneself (nhận việc), a hand-over with it.

    Raises Refusal where there is none.
    """
    held = take(code, by=by, at=at)
    found = [row for row in held.open_steps() if row.officer_id is None and acting.may_act(row, by)]
    acting.require_some(found, say("Không có bước nào đang chờ người nhận ở hồ sơ này."))
    course.take_hand_over(held, found[0], by=by, at=at)
    found[0].officer_id = by.login
    found[0].save(update_fields=["officer"])
    held.write("claimed", by=by, at=at, step=found[0].step, number=found[0].number)
    return events.Acted(code=held.dossier.code, act="claimed", state=State(held.dossier.state))


@one_act
def assign(code: str, login: str, *, by: Actor, at: datetime) -> events.Acted:
    """Give the open step of the leader's unit to an officer of that unit (giao việc).

    Raises Refusal: not a leader there, or the officer has not the step's role in the unit.
    """
    held = take(code, by=by, at=at)
    organisation.require_role(by, organisation.Role.LEADER)
    found = [row for row in held.open_steps() if row.unit_id == by.unit_code]
    acting.require_some(found, say("Đơn vị của bạn không giữ bước nào của hồ sơ này."))
    able = organisation.logins_with(organisation.Role(found[0].role), found[0].unit_id, at.date())
    found[0].officer_id = acting.known_assignee(login, frozenset(able))
    found[0].save(update_fields=["officer"])
    held.write("assigned", by=by, at=at, step=found[0].step, number=found[0].number, to=login)
    return events.Acted(code=held.dossier.code, act="assigned", state=State(held.dossier.state))


@one_act
def decide(code: str, *, by: Actor, at: datetime, data: Mapping[str, object] | None = None) -> events.Acted:
    """Complete the open step that is the decision (ký kết quả). Raises Refusal where none is open for the actor."""
    held = take(code, by=by, at=at)
    found = [row for row in held.open_steps() if held.graph.step(row.step).decides]
    acting.require_some(found, say("Hồ sơ này chưa đến bước quyết định kết quả. Không có gì thay đổi."))
    return complete_step(code, found[0].step, by=by, at=at, data=data)
