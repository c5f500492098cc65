"""What an actor may do with a dossier now, asked beforehand for buttons; every act asks the same rules again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.domain.dossiers.models import Dossier, Opinion, Step
from motcua.domain.dossiers.queries import scope
from motcua.domain.dossiers.queries.apologies import ApologyTerms, apology_terms
from motcua.domain.dossiers.queries.inbox import InboxRow
from motcua.domain.dossiers.queries.records import Records
from motcua.domain.dossiers.queries.reopening import steps_that_went, steps_to_reopen
from motcua.domain.dossiers.rules import acting, reopening, supplements, voiding
from motcua.domain.dossiers.rules.transitions import may_move
from motcua.domain.dossiers.rules.words import OpinionState, State, StepState
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_named

TAKE_OVER, COMPLETE, MAKE_READY = "take_over", "complete", "make_ready"
_SEEN: Final = f"SELECT FROM dossiers_dossier dossier WHERE {scope.ONE_SEEN} LIMIT 1"
_ONE_OPEN: Final = f"""
    SELECT dossier.process_version_id, dossier.state, dossier.waiting, step.name, step.role, step.unit_id, step.officer_id
    FROM dossiers_dossier dossier JOIN dossiers_step step ON step.dossier_id = dossier.id
    WHERE {scope.ONE_SEEN} AND step.state = 'open' AND step.step = %(step)s ORDER BY step.id LIMIT 1
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class Staff:
    """What must be asked about people: names of officers by login, to whom the actor may assign, whether the actor signs."""

    names: Mapping[str, str]
    assignees: tuple[tuple[str, str], ...] = ()
    signs: bool = False


@dataclass(frozen=True)
class DoableAnswer:
    """One way to complete a step: the button's text and its facts; `needs_reason` where it sends back or refuses."""

    label: str
    data: Mapping[str, object]
    needs_reason: bool


@dataclass(frozen=True)
class DoableStep:
    """One open step that the actor may complete; without answers there is one way on.

    A step that decides and `refuses` prints its reason on the person's slip. One that stopped the clock starts it
    again when it is completed.
    """

    step: str
    name: str
    decides: bool
    refuses: bool
    stops_clock: bool
    answers: tuple[DoableAnswer, ...]


@dataclass(frozen=True)
class SupplementTerms:
    """What a request for supplement would need now (deadlines, rule 9)."""

    number: int
    needs_order: bool
    is_late: bool
    ask_days: int
    answer_by: datetime


@dataclass(frozen=True)
class AskedOpinion:
    """The opinion that the actor's unit is asked for and may answer."""

    question: str
    asking_unit: str
    answer_by: datetime


@dataclass(frozen=True)
class Possible:
    """The acts open to an actor on one dossier; `assignees` are pairs of login and name.

    `asked` is the opinion the actor's unit is asked for. `unanswered` are the units (code, name) that still owe one: a
    decision without them needs a reason. `withdraw_opinions` are those of them whose question the actor may withdraw.
    """

    take_over: bool
    claim: bool
    steps: tuple[DoableStep, ...]
    make_ready: bool
    return_result: bool
    supplement: SupplementTerms | None
    complete_supplement: bool
    assignees: tuple[tuple[str, str], ...]
    refuse: bool
    withdraw: bool
    pause: bool
    resume: bool
    apology: ApologyTerms | None = None
    ask_opinion: bool = False
    asked: AskedOpinion | None = None
    unanswered: tuple[tuple[str, str], ...] = ()
    withdraw_opinions: tuple[tuple[str, str], ...] = ()
    stop: bool = False
    void: bool = False
    correct: bool = False
    reissue: bool = False
    correct_ready: bool = False
    reopen: bool = False
    reopen_at: tuple[tuple[str, str], ...] = ()


def may_see(code: str, by: Actor, at: datetime) -> bool:
    """Tell whether a dossier goes by the code within the actor's scope."""
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, scope.seen_by(by, at, code))
        return cursor.fetchone() is not None


def acts(records: Records, staff: Staff, by: Actor, at: datetime) -> Possible:
    """Return what the actor may do with a dossier now. Asks for nothing but units and calendar."""
    row = records.dossier
    graph = workflow.graph_of(row.process_version_id)
    steps = [step for step in records.steps if step.state == StepState.OPEN]
    mine = [step for step in steps if acting.may_act(step, by)]
    led = led_steps(records, by)
    state = State(row.state)
    is_undecided = state == State.PROCESSING and row.decided_at is None
    return Possible(
        take_over=any(step.untaken for step in mine),
        claim=any(step.officer_id is None for step in mine),
        steps=tuple(_doable(step, graph, row.waiting) for step in mine if _is_completed_as_step(step, graph, state)),
        make_ready=state == State.PROCESSING and any(graph.step(step.step).ready for step in mine),
        return_result=state == State.READY and any(graph.step(step.step).returns for step in mine),
        supplement=_terms(row, by, at) if is_undecided and (mine or led) else None,
        complete_supplement=state == State.SUPPLEMENT and _may_complete(records, by),
        assignees=staff.assignees,
        refuse=is_undecided and bool(led),
        withdraw=may_move(current=state, wanted=State.WITHDRAWN) and row.decided_at is None and _may_withdraw(row, by),
        stop=may_move(current=state, wanted=State.STOPPED) and row.decided_at is None and _may_withdraw(row, by),
        void=_may_void(row, state, by, at),
        **_amending(records, state, graph, by),
        pause=is_undecided and bool(mine),
        resume=state == State.PAUSED and bool(mine) and not any(graph.step(step.step).stops_clock for step in steps),
        ask_opinion=state in {State.PROCESSING, State.PAUSED} and row.decided_at is None and bool(mine or led),
        apology=apology_terms(row, by, at, holds_a_step=bool(mine), signs=staff.signs),
        **_opinions(records.opinions, by, at),
    )


def led_steps(records: Records, by: Actor) -> list[Step]:
    """Return the open steps of the unit that the actor leads."""
    if organisation.Role.LEADER not in by.roles:
        return []
    return [step for step in records.steps if step.state == StepState.OPEN and step.unit_id == by.unit_code]


def _opinions(rows: Sequence[Opinion], by: Actor, at: datetime) -> dict[str, Any]:
    """Return what the actor may do about the opinions that are still unanswered; nothing is asked for where none is."""
    found = [one for one in rows if one.state == OpinionState.ASKED]
    if not found:
        return {}
    names = organisation.unit_names(
        {str(code) for one in found for code in (one.unit_id, one.asking_unit_id)}, at.date()
    )
    pairs = {one.pk: (str(one.unit_id), names.get(str(one.unit_id), str(one.unit_id))) for one in found}
    may_answer = not {organisation.Role.HANDLER, organisation.Role.LEADER, organisation.Role.RECEPTION}.isdisjoint(
        by.roles
    )
    own = next((one for one in found if may_answer and str(one.unit_id) == by.unit_code), None)
    return {
        "asked": own and AskedOpinion(own.question, names.get(str(own.asking_unit_id), ""), own.answer_by),
        "unanswered": tuple(pairs.values()),
        "withdraw_opinions": tuple(pairs[one.pk] for one in found if _may_withdraw_opinion(one, by)),
    }


def _may_withdraw_opinion(opinion: Opinion, by: Actor) -> bool:
    is_leader = organisation.Role.LEADER in by.roles
    return str(opinion.asking_unit_id) == by.unit_code and (opinion.asked_by == by.login or is_leader)


def _is_completed_as_step(step: Step, graph: workflow.Graph, state: State) -> bool:
    """The result at the desk and its return are acts of their own."""
    info = graph.step(step.step)
    return not info.returns and not (info.ready and state == State.PROCESSING)


def _doable(step: Step, graph: workflow.Graph, waiting: Sequence[str]) -> DoableStep:
    info = graph.step(step.step)
    answers = _answers(step.step, graph, waiting)
    return DoableStep(step.step, step.name, info.decides, info.refuses, info.stops_clock, answers)


def _answers(step: str, graph: workflow.Graph, waiting: Sequence[str]) -> tuple[DoableAnswer, ...]:
    order = [one.id for one in graph.steps]
    found = []
    for answer in workflow.answers(graph, step, waiting):
        goes_back = answer.to in order and order.index(answer.to) <= order.index(step)
        refuses = answer.to in order and graph.step(answer.to).refuses
        found.append(DoableAnswer(answer.label, answer.data, needs_reason=goes_back or refuses))
    return tuple(found)


def _terms(row: Dossier, by: Actor, at: datetime) -> SupplementTerms | None:
    """Return the terms of the next supplement; none for who may not order it."""
    table = organisation.calendar_version(row.calendar_id).table
    pack = rule_pack_named(row.rule_pack)
    number = row.supplements + 1
    needs_order = number > pack.supplements_without_order
    if needs_order and organisation.Role.LEADER not in by.roles:
        return None
    return SupplementTerms(
        number=number,
        needs_order=needs_order,
        is_late=at > supplements.days_after(row.clock_start, pack.deadlines.supplement_ask_days, table),
        ask_days=int(pack.deadlines.supplement_ask_days),
        answer_by=supplements.days_after(at, pack.deadlines.supplement_answer_days, table),
    )


def _may_complete(records: Records, by: Actor) -> bool:
    """Its desk may, and whose step asked for it."""
    row = records.dossier
    asking = [one.step_id for one in records.supplements if one.number == row.supplements]
    asked = (step for step in records.steps if step.pk in asking)
    return _is_at_desk(row, by) or any(step.unit_id == by.unit_code and step.role in by.roles for step in asked)


def _may_withdraw(row: Dossier, by: Actor) -> bool:
    return _is_at_desk(row, by) or organisation.has_role(by, organisation.Role.LEADER, row.competent_id)


def _amending(records: Records, state: State, graph: workflow.Graph, by: Actor) -> dict[str, Any]:
    """Return what the actor may correct or reopen; steps to go on from, the usual one first."""
    row = records.dossier
    leads = organisation.has_role(by, organisation.Role.LEADER, row.competent_id)
    is_settled = state in reopening.SETTLED
    went = steps_that_went(records.steps, row) if leads and is_settled else []
    steps, deciding = steps_to_reopen(went, graph) if went else ([], [])
    usual = (deciding or steps)[-1:]
    ordered = [*usual, *(name for name in reversed(steps) if name not in usual)]
    return {
        "correct": (leads and is_settled) or (not is_settled and row.ended_at is None and _may_withdraw(row, by)),
        "reissue": row.ended_at is None and _may_withdraw(row, by),
        "correct_ready": leads and is_settled,
        "reopen": leads and state in reopening.REOPENED and (bool(steps) or not is_settled),
        "reopen_at": tuple((name, graph.step(name).name) for name in ordered),
    }


def _may_void(row: Dossier, state: State, by: Actor, at: datetime) -> bool:
    is_slip = may_move(current=state, wanted=State.VOID) and row.decided_at is None and row.outside_code is None
    return is_slip and _is_at_desk(row, by) and voiding.is_same_day(received_at=row.received_at, at=at)


def _is_at_desk(row: Dossier, by: Actor) -> bool:
    return by.unit_code == str(row.desk_id) and organisation.Role.RECEPTION in by.roles


def doable_step(code: str, step: str, by: Actor, at: datetime) -> DoableStep | None:
    """Return one open step with its answers where the actor may complete it now, in one statement; None where not."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_OPEN, {**scope.seen_by(by, at, code), "step": step})
        found = cursor.fetchone()
    if found is None:
        return None
    version, state, waiting, name, role, unit, officer = found
    row = Step(step=step, name=name, role=role, unit_id=unit, officer_id=officer, state=StepState.OPEN)
    if not acting.may_act(row, by):
        return None
    graph = workflow.graph_of(version)
    return _doable(row, graph, waiting) if _is_completed_as_step(row, graph, State(state)) else None


def doable_at_once(row: InboxRow, by: Actor) -> frozenset[str]:
    """Return which acts a row of the inbox allows without opening it; reads only graphs kept in memory."""
    if row.state == State.SUPPLEMENT:
        return frozenset()
    graph = workflow.graph_of(row.process_version_id)
    info = graph.step(row.step)
    if row.officer not in {None, by.login} and not by.in_place_of(row.officer, info.role):
        return frozenset()
    is_plain = not (info.decides or info.ready or info.returns or workflow.answers(graph, row.step))
    allowed = {
        TAKE_OVER: row.untaken,
        COMPLETE: is_plain,
        MAKE_READY: info.ready and row.state == State.PROCESSING,
    }
    return frozenset(act for act, is_allowed in allowed.items() if is_allowed)
