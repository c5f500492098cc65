"""Ask another unit for its opinion (lấy ý kiến); the clock of the dossier runs on (rule 9)."""

from datetime import datetime

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Opinion
from motcua.domain.dossiers.operations import held_back
from motcua.domain.dossiers.operations.locking import Held, take
from motcua.domain.dossiers.rules import acting, opinions, transitions
from motcua.domain.dossiers.rules.words import OpinionState, State
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import TimeLimit, local

ASKED_WHILE = frozenset({State.PROCESSING, State.PAUSED})
ANSWERING = (organisation.Role.HANDLER, organisation.Role.LEADER, organisation.Role.RECEPTION)


class AlreadyAsked(Refusal):
    """The unit was asked already and has not answered yet."""


class NotAsked(Refusal):
    """No opinion is asked of the actor's unit, or none that the actor could withdraw."""


@transaction.atomic
def ask_opinion(
    code: str,
    *,
    unit: str,
    question: str,
    by: Actor,
    at: datetime,
    answer_by: datetime | None = None,
    limit: TimeLimit | None = None,
) -> events.Acted:
    """Ask another unit for its opinion by a moment of its own; the clock runs on, the promise stays.

    Whoever holds a step asks, or a leader of that unit, while nothing is decided. The due moment is named, or counted
    from now by the calendar of the unit asked. That unit sees the dossier until it has answered. Raises Refusal.
    """
    held = take(code, by=by, at=at)
    by = _asker(held, by)
    opinions.require_another(unit, own=by.unit_code)
    name = organisation.unit(unit, local(at).date()).name
    if held.dossier.opinions.filter(unit__code=unit, state=OpinionState.ASKED).exists():
        raise AlreadyAsked(say("{name} đã được hỏi và chưa trả lời. Chưa gửi gì.", name=name))
    opinion = Opinion.objects.create(
        dossier=held.dossier,
        number=held.dossier.opinions.count() + 1,
        state=OpinionState.ASKED,
        unit_id=unit,
        question=opinions.question_of(question),
        asked_at=at,
        asked_by=by.login,
        asking_unit_id=by.unit_code,
        answer_by=_due_of(held, unit, answer_by=answer_by, limit=limit, at=at),
    )
    body = {"number": opinion.number, "unit": unit, "answer_by": opinion.answer_by.isoformat()}
    held.write("opinion_asked", by=by, at=at, **body)
    return _acted(held, "opinion_asked")


def _due_of(held: Held, unit: str, *, answer_by: datetime | None, limit: TimeLimit | None, at: datetime) -> datetime:
    return opinions.due_of(
        at,
        answer_by=answer_by,
        limit=limit,
        table=organisation.calendar_for(unit).table,
        parameters=held.pack.deadlines,
        counting=held.counting,
    )


def _asker(held: Held, by: Actor) -> Actor:
    """Return the actor as the ledger names who asks. Raises Refusal where nothing may be asked, or not by this one."""
    state = State(held.dossier.state)
    if state not in ASKED_WHILE:
        transitions.require_state(current=state, needed=State.PROCESSING, act=say("hỏi ý kiến"))
    transitions.require_undecided(held.dossier.decided_at, act=say("hỏi ý kiến"))
    rows = held.open_steps()
    is_leader = organisation.Role.LEADER in by.roles
    holding = [row for row in rows if acting.may_act(row, by) or (is_leader and row.unit_id == by.unit_code)]
    acting.require_some(holding, say("Chỉ người đang giữ bước của hồ sơ hoặc lãnh đạo đơn vị đó hỏi ý kiến được."))
    return by if is_leader else acting.named(holding, by)


@transaction.atomic
def answer_opinion(code: str, *, answer: str, by: Actor, at: datetime) -> events.Acted:
    """Answer the opinion asked of the actor's unit; past its due moment it is late and stays counted so.

    From then on the unit sees the dossier no longer, unless for another reason. Raises Refusal.
    """
    held = take(code, by=by, at=at)
    opinion = held.dossier.opinions.filter(unit__code=by.unit_code, state=OpinionState.ASKED).first()
    if opinion is None:
        raise NotAsked(say("Đơn vị của bạn không có câu hỏi ý kiến nào đang chờ ở hồ sơ này. Không có gì thay đổi."))
    organisation.require_any_role(by, ANSWERING, str(opinion.unit_id))
    opinion.answer = opinions.answer_of(answer)
    _end(opinion, OpinionState.ANSWERED, by=by, at=at)
    held.write("opinion_answered", by=by, at=at, number=opinion.number, late=at > opinion.answer_by)
    return _acted(held, "opinion_answered")


@transaction.atomic
def withdraw_opinion(code: str, *, unit: str, reason: str, by: Actor, at: datetime) -> events.Acted:
    """Withdraw the question to a unit: whoever asked, or a leader of the unit that asked. Raises Refusal."""
    held = take(code, by=by, at=at)
    opinion = held.dossier.opinions.filter(unit__code=unit, state=OpinionState.ASKED).first()
    if opinion is None or not _may_withdraw(opinion, by):
        raise NotAsked(say("Không có câu hỏi ý kiến nào mà bạn rút được ở đơn vị này. Không có gì thay đổi."))
    why = clean(reason)[: opinions.LONGEST]
    if not why:
        raise opinions.FaultyOpinion(say("Rút câu hỏi ý kiến phải ghi lý do. Không có gì thay đổi."))
    _end(opinion, OpinionState.WITHDRAWN, by=by, at=at, reason=why)
    held.write("opinion_withdrawn", by=by, at=at, number=opinion.number)
    return _acted(held, "opinion_withdrawn")


def _may_withdraw(opinion: Opinion, by: Actor) -> bool:
    """Tell whether the actor may withdraw a question: who asked it, or a leader of the unit that asked."""
    is_leader = organisation.Role.LEADER in by.roles
    return str(opinion.asking_unit_id) == by.unit_code and (opinion.asked_by == by.login or is_leader)


def pass_over(held: Held, *, reason: str, by: Actor, at: datetime) -> None:
    """Decide without the opinions that are still unanswered. Raises OpinionMissing where no reason is given."""
    if held_back.whole_of(held.dossier) is not None:
        return  # whoever asks for an opinion asks of a dossier that is kept
    rows = list(held.dossier.opinions.filter(state=OpinionState.ASKED).order_by("number"))
    if not rows:
        return
    names = organisation.unit_names({str(row.unit_id) for row in rows}, local(at).date())
    why = opinions.require_reason([names.get(str(row.unit_id), str(row.unit_id)) for row in rows], reason)
    for row in rows:
        _end(row, OpinionState.PASSED_OVER, by=by, at=at, reason=why)
        held.write("opinion_passed_over", by=by, at=at, number=row.number)


def end_open(held: Held, *, at: datetime) -> None:
    """Wait for no opinion any longer: the dossier has left its course. The units asked are told by their list."""
    held.dossier.opinions.filter(state=OpinionState.ASKED).update(
        state=OpinionState.DOSSIER_ENDED,
        ended_at=at,
        ended_by=SYSTEM.login,
    )


def find_late(opinion: Opinion, held: Held, *, at: datetime) -> bool:
    """Note once that an opinion is unanswered past its due moment; tell whether it was new."""
    if opinion.state != OpinionState.ASKED or opinion.late_found_at or opinion.answer_by >= at:
        return False
    opinion.late_found_at = at
    opinion.save(update_fields=["late_found_at"])
    held.write("opinion_late", by=SYSTEM, at=at, number=opinion.number, unit=str(opinion.unit_id))
    return True


def _end(opinion: Opinion, state: OpinionState, *, by: Actor, at: datetime, reason: str = "") -> None:
    opinion.state, opinion.ended_at, opinion.ended_by, opinion.end_reason = state, at, by.login, reason
    opinion.save()


def _acted(held: Held, act: str) -> events.Acted:
    return events.Acted(code=held.dossier.code, act=act, state=State(held.dossier.state))
