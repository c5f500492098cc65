"""Receive a dossier at the counter, or accept one that came in online: the clock starts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.operations import clock, course, papers
from motcua.domain.dossiers.operations.competence import agency_of_desk, competent_unit, serves
from motcua.domain.dossiers.operations.locking import Held, held
from motcua.domain.dossiers.rules import numbers, plan
from motcua.domain.dossiers.rules.reception import (
    NotByThisChannel,
    UnknownCase,
    readable,
    require_desk_channel,
    require_whole,
)
from motcua.domain.dossiers.rules.words import Because, ClockKind, State
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.foundation import idempotency, numbering
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
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
    """

    procedure: str
    person: Person
    desk: str
    case: int = 1
    channel: str = procedures.Channel.COUNTER
    missing: tuple[str, ...] = ()
    competent: str = ""
    result_by: str = "desk"


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


@transaction.atomic
def _receive(reception: Reception, *, by: Actor, at: datetime) -> events.Received:
    organisation.require_role(by, organisation.Role.RECEPTION, reception.desk)
    published = procedures.published(reception.procedure, at)
    case = case_of(published, reception.case)
    require_desk_channel(reception.channel)
    lacking = require_whole([(part.name, part.must_be_filed) for part in case.components], missing=reception.missing)
    applicant = parties.declare(**asdict(reception.person), at=at)
    papers_brought = [
        Paper(name=part.name, originals=part.originals or 0, copies=part.copies or 0)
        for part in case.components
        if part.kind == procedures.ComponentKind.TO_FILE and part.name not in lacking
    ]
    return _create(reception, published, applicant, papers_brought, by=by, at=at)


@transaction.atomic
def accept(outside_code: str, *, by: Actor, at: datetime, competent: str = "") -> events.Received:
    """Accept an online submission: its check is over and the clock starts now (rule 1).

    Raises Refusal where it is not waiting, the actor has no right at its desk, or the commune is not clear.
    """
    at = local(at)
    submission = intake.take_submission(outside_code, by=by, at=at)
    published = procedures.published_version(submission.version_id)
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
    received = _create(reception, published, submission.applicant_id, brought, by=by, at=at, outside_code=outside_code)
    intake.mark_accepted(outside_code, dossier_code=received.code, by=by, at=at)
    return received


def _create(
    reception: Reception,
    published: procedures.PublishedInfo,
    applicant_id: int,
    brought: Sequence[Paper],
    *,
    by: Actor,
    at: datetime,
    outside_code: str | None = None,
) -> events.Received:
    person = reception.person
    documents.require_printable([person.name, person.address, *(paper.name for paper in brought)])
    pack = rule_pack_on(at.date())
    competent = competent_unit(
        published.content.competent, desk=reception.desk, named=reception.competent, address=person.address, at=at
    )
    limit = limit_of(published, case=reception.case, channel=reception.channel)
    times = times_of(limit, pack, desk=reception.desk, competent=competent, at=at)
    dossier = Dossier(
        code=_next_code(reception.desk, pack, at=at),
        outside_code=outside_code,
        **_kept_for_life(published),
        case_number=reception.case,
        channel=reception.channel,
        applicant_id=applicant_id,
        desk_id=reception.desk,
        competent_id=competent,
        rule_pack=pack.name,
        state=State.PROCESSING,
        received_at=at,
        received_by=by.login,
        limit_amount=limit.amount,
        limit_unit=limit.unit,
        supplements=0,
        work_done=0,
        facts={},
        result_by=reception.result_by,
        **times,
    )
    return _begin(dossier, brought, identifier=person.identifier, by=by, at=at)


def _kept_for_life(published: procedures.PublishedInfo) -> dict[str, Any]:
    return {
        "version_id": published.version_id,
        "process_version_id": published.process_version_id,
        "procedure_code": published.content.code,
        "procedure_name": published.content.name,
    }


def case_of(published: procedures.PublishedInfo, number: int) -> procedures.CaseContent:
    """Return one case of a published procedure. Raises UnknownCase."""
    found = published.content.case(number)
    if found is None:
        raise UnknownCase(
            f"Thủ tục {published.content.code} có {len(published.content.cases)} trường hợp, không có trường hợp {number}."
        )
    return found


def limit_of(published: procedures.PublishedInfo, *, case: int, channel: str) -> TimeLimit:
    """Return the limit of a case filed that way. Raises UnknownCase, NotByThisChannel, NoLimit."""
    found = case_of(published, case).offer(channel)
    if found is None:
        raise NotByThisChannel("Trường hợp này không nhận qua cách nộp đã chọn. Chưa tiếp nhận hồ sơ.")
    return readable(found.limit)


def times_of(limit: TimeLimit, pack: RulePack, *, desk: str, competent: str, at: datetime) -> dict[str, Any]:
    """Count start and promise: from the printed moment, or at any desk from the latest hand-over (rules 1, 15)."""
    own = organisation.calendar_for(desk)
    calendar = organisation.calendar_for(competent)
    received_at, start, until = at, plan.first_moment(limit, at, own.table), None
    if not serves(desk, competent, at=at):
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


def _begin(dossier: Dossier, brought: Sequence[Paper], *, identifier: str, by: Actor, at: datetime) -> events.Received:
    graph = workflow.graph_of(dossier.process_version_id)
    first = workflow.enter(graph)
    dossier.share_at_start = course.share_left(graph, first.opened)
    dossier.waiting = list(first.waiting)
    dossier.save(force_insert=True)
    of = held(dossier)
    clock.promise(of, dossier.promised_at, because=Because.RECEPTION, at=at)
    clock.segment(of, ClockKind.RUNNING, at=at)
    documents.record_components(
        subject=f"dossier:{dossier.code}",
        components=[documents.Component(**asdict(paper)) for paper in brought],
        at=at,
    )
    of.write("received", by=by, at=at, applicant=parties.digest_of(identifier), **_received_body(dossier))
    course.open_steps(of, first.opened, by=by, at=at, sender=dossier.desk_id)
    _finish_reception_step(of, by=by, at=at)
    course.keep_risk(of)
    dossier.save()
    papers.issue_receipt(of, by=by, at=at)
    return events.Received(code=dossier.code, due_at=dossier.promised_at)


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
    }


def _finish_reception_step(of: Held, *, by: Actor, at: datetime) -> None:
    """The reception itself is the process's first step where that one is the desk's: it is done now."""
    from motcua.domain.dossiers.operations.steps import finish

    steps = of.open_steps()
    info = of.graph.step(steps[0].step) if len(steps) == 1 else None
    if info is None or info.place != "desk" or info.role not in by.roles or info.decides or info.ready or info.returns:
        return
    if not workflow.answers(of.graph, info.id):
        finish(of, steps[0], {}, by=by, at=at)


def _next_code(desk: str, pack: RulePack, *, at: datetime) -> str:
    agency = agency_of_desk(desk, at.date())
    day = at.date()
    number = numbering.next_number(numbers.book_of(agency, day))
    return numbers.dossier_code(agency=agency, day=day, number=number, pack=pack)
