"""Receive a dossier at the counter, or accept one that came in online: the clock starts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Dossier, Step
from motcua.domain.dossiers.operations import clock, course, papers, rows
from motcua.domain.dossiers.operations.competence import agency_of_desk, competent_unit
from motcua.domain.dossiers.operations.locking import Held, held
from motcua.domain.dossiers.operations.one_act import one_act
from motcua.domain.dossiers.operations.papers import AtReception
from motcua.domain.dossiers.operations.steps import close
from motcua.domain.dossiers.queries.serving import serves
from motcua.domain.dossiers.rules import numbers, plan
from motcua.domain.dossiers.rules.reception import (
    NotByThisChannel,
    UnknownCase,
    readable,
    require_desk_channel,
    require_whole,
)
from motcua.domain.dossiers.rules.words import State, StepState
from motcua.domain.intake import api as intake
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.foundation import idempotency, numbering
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import TimeLimit, any_desk_latest_start, due_moment, local


@dataclass(frozen=True)
class Person:
    """Who files, as declared at the counter."""

    kind: str
    identifier: str
    name: str
    phone: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper that came with the dossier; `digest` names its file in the store, empty for paper only."""

    name: str
    originals: int = 1
    copies: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Reception:
    """What is received: which procedure and case, from whom, at which desk.

    `missing` names components that must be filed and were not brought: then nothing is received.
    `competent` names the commune where desk and address do not tell it. `result_by`: desk, post or electronic.
    `told_by`: the ways by which the person wants to be told (sms, zalo, email), none of them: no messages; None where
    nothing was said, then by e-mail where one was declared for that.
    """

    procedure: str
    person: Person
    desk: str
    case: int = 1
    channel: str = procedures.Channel.COUNTER
    missing: tuple[str, ...] = ()
    competent: str = ""
    result_by: str = "desk"
    told_by: tuple[str, ...] | None = None


def receive(reception: Reception, *, by: Actor, at: datetime, key: str = "") -> events.Received:
    """Receive a dossier at the counter and promise a moment; print nothing yet.

    With a key the same reception sent twice is one. Raises Refusal: no right at the desk, procedure not
    published or without a readable limit, missing component, faulty person, limit beyond the calendar.
    """
    at = local(at)
    if not key:
        return _receive(reception, by=by, at=at)
    answer = idempotency.once(
        scope=f"receive:{by.login}",
        key=key,
        request=asdict(reception),
        at=at,
        act=lambda: _as_answer(_receive(reception, by=by, at=at)),
    )
    return events.Received(code=answer["code"], due_at=datetime.fromisoformat(answer["due_at"]))


def _as_answer(received: events.Received) -> dict[str, Any]:
    return {"code": received.code, "due_at": received.due_at.isoformat()}


@one_act
def _receive(reception: Reception, *, by: Actor, at: datetime) -> events.Received:
    organisation.require_role(by, organisation.Role.RECEPTION, reception.desk)
    published = procedures.published(reception.procedure, at)
    case = case_of(published, reception.case)
    require_desk_channel(reception.channel)
    lacking = require_whole([(part.name, part.must_be_filed) for part in case.components], missing=reception.missing)
    applicant = parties.declare_person(**asdict(reception.person), at=at)
    papers_brought = [
        Paper(name=part.name, originals=part.originals or 0, copies=part.copies or 0)
        for part in case.components
        if part.kind == procedures.ComponentKind.TO_FILE and part.name not in lacking
    ]
    done = _create(reception, published, applicant, papers_brought, by=by, at=at)
    if reception.told_by is not None:
        notifications.choose_channels(f"dossier:{done.code}", reception.told_by, applicant.person, by=by, at=at)
    return done


@one_act
def accept(outside_code: str, *, by: Actor, at: datetime, competent: str = "") -> events.Received:
    """Accept an online submission: its check is over and the clock starts now (rule 1).

    Raises Refusal where it is not waiting, the actor has no right at its desk, or the commune is not clear.
    """
    at = local(at)
    submission = intake.take_submission(outside_code, by=by, at=at)
    published = procedures.published_version(submission.version_id, overlaid_at=at)
    person = parties.person(submission.applicant_id)
    reception = Reception(
        procedure=submission.procedure,
        person=Person(**person.as_declared()),
        desk=submission.desk,
        case=submission.case,
        channel=procedures.Channel.ONLINE,
        competent=competent or submission.commune,
    )
    brought = [Paper(name=part.name, digest=part.digest) for part in submission.components]
    applicant = parties.Declared(submission.applicant_id, person)
    received = _create(reception, published, applicant, brought, by=by, at=at, outside_code=outside_code)
    intake.mark_accepted(outside_code, dossier_code=received.code, by=by, at=at)
    return received


def _create(
    reception: Reception,
    published: procedures.PublishedInfo,
    applicant: parties.Declared,
    brought: Sequence[Paper],
    *,
    by: Actor,
    at: datetime,
    outside_code: str | None = None,
) -> events.Received:
    who = reception.person
    documents.require_printable([who.name, who.address, *(paper.name for paper in brought)])
    pack = rule_pack_on(at.date())
    rule = published.content.competent
    competent = competent_unit(rule, desk=reception.desk, named=reception.competent, address=who.address, at=at)
    published = procedures.for_unit(published, competent)
    limit = limit_of(published, case=reception.case, channel=reception.channel)
    times = _limit_columns(limit) | times_of(limit, pack, desk=reception.desk, competent=competent, at=at)
    code, running = _next_numbers(reception.desk, pack, at=at)
    dossier = Dossier(
        code=code,
        outside_code=outside_code,
        **_kept_for_life(published),
        case_number=reception.case,
        channel=reception.channel,
        applicant_id=applicant.snapshot_id,
        desk_id=reception.desk,
        competent_id=competent,
        rule_pack=pack.name,
        state=State.PROCESSING,
        received_at=at,
        received_by=by.login,
        supplements=0,
        work_done=0,
        facts={},
        result_by=reception.result_by,
        **times,
    )
    received = documents.kept_components([documents.Component(**asdict(one)) for one in brought])
    return _begin(dossier, AtReception(applicant.person, published, received, running), by=by, at=at)


def _limit_columns(limit: TimeLimit) -> dict[str, Any]:
    return {"limit_amount": limit.amount, "limit_unit": limit.unit}


def _kept_for_life(published: procedures.PublishedInfo) -> dict[str, Any]:
    return {
        "version_id": published.version_id,
        "overlay_id": published.overlay_id,
        "process_version_id": published.process_version_id,
        "procedure_code": published.content.code,
        "procedure_name": published.content.name,
    }


def case_of(published: procedures.PublishedInfo, number: int) -> procedures.CaseContent:
    """Return one case of a published procedure. Raises UnknownCase."""
    found = published.content.case(number)
    if found is None:
        raise UnknownCase(
            say(
                "Thủ tục {code} có {cases} trường hợp, không có trường hợp {number}.",
                code=published.content.code,
                cases=len(published.content.cases),
                number=number,
            )
        )
    return found


def limit_of(published: procedures.PublishedInfo, *, case: int, channel: str) -> TimeLimit:
    """Return the limit of a case filed that way. Raises UnknownCase, NotByThisChannel, NoLimit."""
    found = case_of(published, case).offer(channel)
    if found is None:
        raise NotByThisChannel(say("Trường hợp này không nhận qua cách nộp đã chọn. Chưa tiếp nhận hồ sơ."))
    return readable(found.limit)


def times_of(limit: TimeLimit, pack: RulePack, *, desk: str, competent: str, at: datetime) -> dict[str, Any]:
    """Count start and promise: from the printed moment, or at any desk from the latest hand-over (rules 1, 15)."""
    own = organisation.calendar_for(desk)
    calendar = organisation.calendar_for(competent)
    received_at, start, until = at, plan.first_moment(limit, at, own.table), None
    if not serves(desk, competent, on=at.date()):
        received_at = until = any_desk_latest_start(at, desk=own.table, parameters=pack.deadlines)
        start = plan.first_moment(limit, received_at, calendar.table)
    due = due_moment(
        start, limit, table=calendar.table, counting=pack.counting, parameters=pack.deadlines, received_at=received_at
    )
    return {
        "clock_start": start,
        "any_desk_until": until,
        "counting": pack.counting,
        "calendar_id": calendar.version_id,
        "promised_at": due,
        "at_risk_from": due,
        "share_at_start": 0,
    }


def _begin(dossier: Dossier, known: AtReception, *, by: Actor, at: datetime) -> events.Received:
    """Start clock and course of a new dossier, all in memory, then keep its rows in one statement."""
    of = held(dossier)
    first = workflow.enter(of.graph)
    dossier.share_at_start = course.share_left(of.graph, first.opened)
    dossier.waiting = list(first.waiting)
    clock.measure_against(of, dossier.promised_at)
    identifier = parties.digest_of(known.person.identifier)
    of.write("received", by=by, at=at, applicant=identifier, **_received_body(dossier))
    steps = course.new_steps(of, first.opened, at=at, sender=dossier.desk_id)
    hand_overs = course.hand_overs_of(steps, of, by=by, at=at, sender=dossier.desk_id)
    following = _after_reception_step(of, steps, by=by, at=at)
    hand_overs += course.hand_overs_of(following, of, by=by, at=at, sender=dossier.desk_id)
    steps += following
    course.keep_risk(of, [step.step for step in steps if step.state == StepState.OPEN])
    rows.insert_dossier(dossier, clock.first_promise(of, at=at), clock.first_segment(of, at=at), steps, hand_overs)
    _stop_clock(of, steps, by=by, at=at)
    papers.issue_receipt(of, by=by, at=at, first=known)
    return events.Received(code=dossier.code, due_at=dossier.promised_at)


def _stop_clock(of: Held, steps: Sequence[Step], *, by: Actor, at: datetime) -> None:
    """Pause the clock at once where the process begins with the payer's step."""
    course.stop_clock_where_asked(of, [step for step in steps if step.state == StepState.OPEN], by=by, at=at)
    if of.dossier.state != State.PROCESSING:
        of.dossier.save()


def _received_body(dossier: Dossier) -> Mapping[str, object]:
    return {
        "procedure": dossier.procedure_code,
        "version": dossier.version_id,
        "case": dossier.case_number,
        "channel": dossier.channel,
        "desk": dossier.desk_id,
        "competent": dossier.competent_id,
        "outside_code": dossier.outside_code or "",
        "promised_at": dossier.promised_at.isoformat(),
        "calendar": dossier.calendar_id,
        **({"overlay": dossier.overlay_id} if dossier.overlay_id else {}),
        **({"any_desk": True} if dossier.any_desk_until else {}),
    }


def _after_reception_step(of: Held, steps: Sequence[Step], *, by: Actor, at: datetime) -> list[Step]:
    """The reception itself is the process's first step where that one is the desk's: it is done now.

    Returns the steps that follow it, none where the first step is somebody's work of its own.
    """
    row = steps[0] if len(steps) == 1 else None
    info = of.graph.step(row.step) if row else None
    if row is None or info is None or info.place != "desk" or info.role not in by.roles:
        return []
    if info.decides or info.ready or info.returns or workflow.answers(of.graph, info.id):
        return []
    moved = workflow.advance(of.graph, row.step, {}, of.dossier.waiting)
    close(row, {}, by=by, at=at)
    of.dossier.waiting = list(moved.waiting)
    of.write("step_done", by=by, at=at, step=row.step, number=row.number, opened=list(moved.opened))
    return course.new_steps(of, moved.opened, at=at, sender=row.unit_id, before=row.number)


def _next_numbers(desk: str, pack: RulePack, *, at: datetime) -> tuple[str, int]:
    """Return the code of the next dossier and the number of its receipt; both books are drawn from at once."""
    agency = agency_of_desk(desk, at.date())
    day = at.date()
    codes, receipts = numbers.book_of(agency, day), documents.book_of("receipt", desk, at)
    drawn = numbering.next_numbers([codes, receipts])
    return numbers.dossier_code(agency=agency, day=day, number=drawn[codes], pack=pack), drawn[receipts]
