"""Ways in which a dossier leaves its course: refused after appraisal, withdrawn, stopped on request or at the tax office."""

from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import WithdrawalRequest
from motcua.domain.dossiers.operations import clock, course, opinions, papers
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.rules import acting, transitions
from motcua.domain.dossiers.rules.words import Outcome, State
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean


class ReasonMissing(Refusal):
    """The act needs its reason."""


def reason_of(text: str, act: str) -> str:
    """Return the cleaned reason, or raise ReasonMissing."""
    reason = clean(text)[:2000]
    if not reason:
        raise ReasonMissing(say("Muốn {act} phải ghi lý do. Không có gì thay đổi.", act=act))
    return reason


@transaction.atomic
def refuse(code: str, *, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Refuse after appraisal (từ chối giải quyết): every open step ends, the slip goes to the desk.

    The dossier counts as settled once the slip is ready there. A leader of a unit that holds it refuses.
    Raises Refusal: no right, no reason, not processed.
    """
    held = take(code, by=by, at=at)
    why = reason_of(reason, say("từ chối giải quyết"))
    dossier = held.dossier
    if dossier.state != State.PROCESSING or dossier.decided_at:
        raise transitions.ForbiddenMove(
            say("Chỉ từ chối giải quyết được khi hồ sơ đang giải quyết và chưa có quyết định. Không có gì thay đổi."),
        )
    organisation.require_role(by, organisation.Role.LEADER)
    acting.require_some(
        [row for row in held.open_steps() if row.unit_id == by.unit_code],
        say("Đơn vị của bạn không giữ hồ sơ này nên không từ chối được."),
    )
    opinions.pass_over(held, reason=why, by=by, at=at)
    dossier.outcome, dossier.decided_at, dossier.end_reason = Outcome.REFUSED, at, why
    _leave_for_desk(held, by=by, at=at)
    held.write("refused", by=by, at=at)
    dossier.save()
    papers.issue_refusal(held, by=by, at=at)
    return events.Acted(code=dossier.code, act="refused", state=State(dossier.state))


def _leave_for_desk(held: Held, *, by: Actor, at: datetime) -> None:
    course.cancel_open(held, at=at)
    held.dossier.waiting = []
    moved = workflow.to_result(held.graph)
    course.open_steps(held, moved.opened, by=by, at=at, sender=by.unit_code)
    course.keep_risk(held)


@transaction.atomic
def withdraw(code: str, *, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Let the person take the dossier back (rút hồ sơ) while nothing is decided. The desk or a leader notes it."""
    held = take(code, by=by, at=at)
    dossier = held.dossier
    transitions.require_move(current=State(dossier.state), wanted=State.WITHDRAWN, act=say("rút hồ sơ"))
    if dossier.decided_at:
        raise transitions.ForbiddenMove(say("Hồ sơ đã có quyết định nên không rút được nữa. Không có gì thay đổi."))
    require_desk_or_leader(held, by)
    clock.find_late_before(held, by=by, at=at)
    leave(held, State.WITHDRAWN, reason=reason_of(reason, say("rút hồ sơ")), at=at)
    held.write("withdrawn", by=by, at=at)
    dossier.save()
    return events.Acted(code=dossier.code, act="withdrawn", state=State.WITHDRAWN)


@transaction.atomic
def stop(code: str, *, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Stop because the person asks for it (dừng theo yêu cầu) while nothing is decided; the person gets the notice.

    The desk or a leader of the competent unit notes it. What is late by then stays late: the sweep need not have passed.
    Raises Refusal: no right, no reason, decided, ended.
    """
    held = take(code, by=by, at=at)
    dossier = held.dossier
    transitions.require_move(current=State(dossier.state), wanted=State.STOPPED, act=say("dừng theo yêu cầu"))
    transitions.require_undecided(dossier.decided_at, act=say("dừng theo yêu cầu"))
    require_desk_or_leader(held, by)
    why = reason_of(reason, say("dừng theo yêu cầu"))
    clock.find_late_before(held, by=by, at=at)
    leave(held, State.STOPPED, reason=why, at=at)
    held.write("stopped", by=by, at=at)
    dossier.save()
    papers.issue_stop_notice(held, by=by, at=at)
    return events.Acted(code=dossier.code, act="stopped", state=State.STOPPED)


def require_desk_or_leader(held: Held, by: Actor) -> None:
    """Raise Refusal unless the actor receives at the dossier's desk or leads its competent unit."""
    at_desk = by.unit_code == held.dossier.desk_id and organisation.Role.RECEPTION in by.roles
    if not at_desk:
        organisation.require_role(by, organisation.Role.LEADER, held.dossier.competent_id)


def leave(held: Held, state: State, *, reason: str, at: datetime) -> None:
    """End a locked dossier without a decision: no step is open, no clock runs."""
    course.cancel_open(held, at=at)
    clock.end_segment(held, at=at)
    WithdrawalRequest.objects.filter(dossier=held.dossier, taken_back_at=None, ended_at=None).update(ended_at=at)
    held.dossier.state, held.dossier.ended_at, held.dossier.end_reason = state, at, reason


@transaction.atomic
def pause(code: str, *, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Stop the clock for a financial obligation; the open steps stay open. Whoever holds a step may."""
    held = take(code, by=by, at=at)
    transitions.require_move(current=State(held.dossier.state), wanted=State.PAUSED, act=say("dừng đồng hồ"))
    transitions.require_undecided(held.dossier.decided_at, act=say("dừng đồng hồ"))
    by = _holder(held, by)
    clock.pause(held, by=by, at=at, reason=reason_of(reason, say("dừng đồng hồ")))
    held.dossier.save()
    return events.Acted(code=held.dossier.code, act="paused", state=State.PAUSED)


@transaction.atomic
def resume(code: str, *, by: Actor, at: datetime) -> events.Acted:
    """Let the clock run on: the promise moves by what was paused, the person gets a new receipt.

    Raises Refusal: not paused, nobody who holds a step, a payer's step is open (it resumes when that is done).
    """
    held = take(code, by=by, at=at)
    transitions.require_state(current=State(held.dossier.state), needed=State.PAUSED, act=say("chạy lại đồng hồ"))
    by = _holder(held, by)
    paying = next((row.name for row in held.open_steps() if held.graph.step(row.step).stops_clock), None)
    transitions.require_paid(paying)
    clock.resume(held, by=by, at=at)
    course.plan_anew(held)
    held.dossier.save()
    papers.issue_receipt(held, by=by, at=at)
    return events.Acted(code=held.dossier.code, act="resumed", state=State.PROCESSING)


def _holder(held: Held, by: Actor) -> Actor:
    """Return the actor as the ledger names who holds an open step. Raises NotYours."""
    mine = [row for row in held.open_steps() if acting.may_act(row, by)]
    acting.require_some(mine, say("Chỉ người đang giữ bước của hồ sơ làm được việc này."))
    return acting.named(mine, by)
