"""Everything about one dossier, for its page, its command and its papers' list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.documents import api as documents
from motcua.domain.dossiers.models import Dossier, HandOver, Step, Supplement, WithdrawalRequest
from motcua.domain.dossiers.queries import corrections, opinions, reopening
from motcua.domain.dossiers.queries.apologies import ApologyInfo, letter_of
from motcua.domain.dossiers.queries.corrections import CorrectionInfo
from motcua.domain.dossiers.queries.records import Records
from motcua.domain.dossiers.queries.reopening import ReopeningInfo
from motcua.domain.dossiers.rules.following import may_be_taken_back
from motcua.domain.dossiers.rules.words import END_REASONS, State, StepState
from motcua.domain.organisation import api as organisation
from motcua.domain.parties import api as parties
from motcua.domain.workflow import api as workflow
from motcua.foundation import ledger
from motcua.kernel.language import say_kept
from motcua.kernel.working_time import (
    CountedDay,
    Counting,
    LimitUnit,
    Pause,
    TimeLimit,
    WorkingTable,
    explain,
)


@dataclass(frozen=True)
class StepInfo:
    """One step as a list shows it: done, open, or still waiting for its turn."""

    id: str
    name: str
    role: str
    unit: str
    unit_name: str
    officer: str | None
    officer_name: str
    state: str
    since: datetime | None
    until: datetime | None
    due_at: datetime | None
    untaken: bool
    take_by: datetime | None
    taken_at: datetime | None
    decides: bool
    ready: bool
    returns: bool
    reason: str = ""


@dataclass(frozen=True)
class PromiseInfo:
    """One promised moment, why and since when, and what it was counted from by which calendar."""

    at: datetime
    because: str
    since: datetime
    counted_from: datetime
    calendar_id: int


@dataclass(frozen=True)
class SegmentInfo:
    """One stretch of the clock."""

    since: datetime
    until: datetime | None
    kind: str
    reason: str


@dataclass(frozen=True)
class SupplementInfo:
    """One request for supplement: what was asked, by when, and whether it came."""

    number: int
    asked_at: datetime
    asked_by: str
    reason: str
    items: tuple[str, ...]
    asked_late: bool
    late_reason: str
    ordered_by: str
    answer_by: datetime
    completed_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class RequestInfo:
    """What the person asked from afar: to have the dossier back; it waits until it is over in one way or another."""

    number: int
    asked_at: datetime
    reason: str
    taken_back_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class DossierInfo:
    """One dossier whole. `days` explains the promised moment day by day (rule 17).

    `any_desk_until`, `unit_received_at`, `unit_due_at`: the latest hand-over of a dossier received at any desk, and the
    own reception and due moment of a competent unit that received it earlier (rule 15); none where that is not so.

    `steps` are those that were or will be done, `step_names` names every step of the process.
    """

    code: str
    outside_code: str | None
    procedure: str
    procedure_name: str
    case: int
    channel: str
    person: parties.PersonInfo
    desk: str
    desk_name: str
    competent: str
    competent_name: str
    state: State
    outcome: str | None
    rule_pack: str
    received_at: datetime
    start: datetime
    limit: TimeLimit
    counting: Counting
    calendar_id: int
    table: WorkingTable
    promised_at: datetime
    promises: tuple[PromiseInfo, ...]
    internal_due_at: datetime | None
    any_desk_until: datetime | None
    unit_received_at: datetime | None
    unit_due_at: datetime | None
    result_by: str
    at_risk_from: datetime
    work_done: int
    paused_minutes: int
    segments: tuple[SegmentInfo, ...]
    steps: tuple[StepInfo, ...]
    step_names: dict[str, str]
    supplements: tuple[SupplementInfo, ...]
    opinions: tuple[opinions.OpinionInfo, ...]
    components: tuple[documents.ComponentInfo, ...]
    papers: tuple[documents.PaperInfo, ...]
    ledger: tuple[ledger.LedgerRow, ...]
    names: dict[str, str]
    version_id: int
    process_version_id: int
    decided_at: datetime | None
    ready_at: datetime | None
    returned_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    lateness: str | None
    is_late: bool
    apology: ApologyInfo | None
    corrections: tuple[CorrectionInfo, ...]
    reopenings: tuple[ReopeningInfo, ...]
    requests: tuple[RequestInfo, ...]
    days: tuple[CountedDay, ...]

    @property
    def open_steps(self) -> tuple[StepInfo, ...]:
        return tuple(step for step in self.steps if step.state == "open")

    @property
    def may_be_asked_back(self) -> bool:
        """Whether the desk could still give it back."""
        return may_be_taken_back(self.state, self.decided_at)

    @property
    def asked_back(self) -> RequestInfo | None:
        """What the person asks and the desk can still carry out: to have the dossier back."""
        if not self.may_be_asked_back:
            return None
        return next((one for one in self.requests if one.taken_back_at is None and one.ended_at is None), None)

    @property
    def owes(self) -> tuple[str, ...]:
        """What the unit owes the person: a signed apology for what was found late."""
        return ("apology",) if self.is_late and not (self.apology and self.apology.is_signed) else ()


def info(records: Records, officers: Mapping[str, str], at: datetime) -> DossierInfo:
    """Return a dossier whole; `officers` are the names of `logins_in` it. Asks for nothing but units and calendar."""
    row = records.dossier
    asked = tuple(map(opinions.info_of, records.opinions))
    names = {**organisation.unit_names(_units(records, asked), at.date()), **officers}
    return DossierInfo(
        **_columns(row),
        **_time(records),
        person=records.people[row.applicant_id],
        desk_name=names.get(row.desk_id, row.desk_id),
        competent_name=names.get(row.competent_id, row.competent_id),
        steps=_steps(records, names),
        step_names={step.id: step.name for step in workflow.graph_of(row.process_version_id).steps},
        supplements=tuple(map(_supplement, records.supplements)),
        opinions=asked,
        components=records.components,
        papers=records.papers,
        ledger=records.ledger,
        names=names,
        is_late=hasattr(row, "late"),
        apology=letter_of(row),
        corrections=corrections.told(records.corrections, records.people),
        reopenings=reopening.told(records.reopenings),
        requests=tuple(map(_request, records.requests)),
    )


def logins_in(records: Records) -> set[str]:
    """Return the logins of everybody whom a dossier names."""
    return (
        {one.asked_by for one in records.opinions}
        | {entry.by_login for entry in records.ledger}
        | {str(step.officer_id) for step in records.steps if step.officer_id}
    )


def _columns(row: Dossier) -> dict[str, Any]:
    """Return what stands in the row itself."""
    return {
        "code": row.code,
        "outside_code": row.outside_code,
        "procedure": row.procedure_code,
        "procedure_name": row.procedure_name,
        "version_id": row.version_id,
        "process_version_id": row.process_version_id,
        "case": row.case_number,
        "channel": row.channel,
        "desk": row.desk_id,
        "competent": row.competent_id,
        "state": State(row.state),
        "outcome": row.outcome,
        "rule_pack": row.rule_pack,
        "received_at": row.received_at,
        "start": row.clock_start,
        "result_by": row.result_by,
        "promised_at": row.promised_at,
        "internal_due_at": row.internal_due_at,
        "any_desk_until": row.any_desk_until,
        "unit_received_at": row.unit_received_at,
        "unit_due_at": row.unit_due_at,
        "at_risk_from": row.at_risk_from,
        "work_done": row.work_done,
        "paused_minutes": row.paused_minutes,
        "decided_at": row.decided_at,
        "ready_at": row.ready_at,
        "returned_at": row.returned_at,
        "ended_at": row.ended_at,
        "end_reason": say_kept(row.end_reason, END_REASONS),
        "lateness": row.lateness,
    }


def _time(records: Records) -> dict[str, Any]:
    """Return limit, calendar, promises and stretches of the clock, and every day that counts (rule 17)."""
    row = records.dossier
    table = organisation.calendar_version(row.calendar_id).table
    limit = TimeLimit(row.limit_amount, LimitUnit(row.limit_unit))
    counting = Counting(row.counting)
    segments = tuple(SegmentInfo(found.since, found.until, found.kind, found.reason) for found in records.segments)
    pauses = _pauses(row, segments)
    days = explain(row.clock_start, row.promised_at, table=table, limit=limit, counting=counting, pauses=pauses)
    return {
        "limit": limit,
        "counting": counting,
        "calendar_id": row.calendar_id,
        "table": table,
        "promises": tuple(
            PromiseInfo(found.at, found.because, found.since, found.counted_from, found.calendar_id)
            for found in records.promises
        ),
        "segments": segments,
        "days": tuple(days),
    }


def _pauses(row: Dossier, segments: tuple[SegmentInfo, ...]) -> tuple[Pause, ...]:
    return tuple(
        Pause(found.since, found.until, found.reason)
        for found in segments
        if found.kind == "paused" and found.until is not None and found.until > row.clock_start
    )


def _units(records: Records, asked: tuple[opinions.OpinionInfo, ...]) -> set[str]:
    row = records.dossier
    named = {place.removeprefix("unit:") for place in _places(row) if place.startswith("unit:")}
    return {row.desk_id, row.competent_id, *(step.unit_id for step in records.steps)} | named | opinions.units_of(asked)


def _places(row: Dossier) -> tuple[str, ...]:
    return tuple(step.place for step in workflow.graph_of(row.process_version_id).steps)


def _steps(records: Records, names: Mapping[str, str]) -> tuple[StepInfo, ...]:
    """Every step that was opened, as it went, then those still to come on the longest way to the end."""
    row, steps, handed = records.dossier, records.steps, records.hand_overs
    graph = workflow.graph_of(row.process_version_id)
    shown = [_step(step, handed.get(step.pk), graph, names) for step in steps if step.state != StepState.CANCELLED]
    if row.ended_at is not None:
        return tuple(shown)
    here = [step.step for step in steps if step.state in {StepState.OPEN, StepState.SUSPENDED}]
    ahead = (one.step for one in workflow.remaining(graph, here).steps)
    return (*shown, *(_waiting(info, row, names) for info in ahead if info.id not in here))


def _step(row: Step, hand_over: HandOver | None, graph: workflow.Graph, names: Mapping[str, str]) -> StepInfo:
    node = graph.nodes.get(row.step)  # what was done before a move may be a step of the version before
    info = (
        node.step if node is not None and node.step is not None else workflow.StepInfo(row.step, row.name, "", row.role)
    )
    return StepInfo(
        id=row.step,
        name=row.name,
        role=row.role,
        unit=row.unit_id,
        unit_name=names.get(row.unit_id, row.unit_id),
        officer=row.officer_id,
        officer_name=names.get(row.officer_id or "", row.officer_id or ""),
        state="waiting" if row.state == StepState.SUSPENDED else row.state,
        since=row.opened_at,
        until=row.done_at,
        due_at=row.due_at,
        untaken=row.untaken,
        take_by=hand_over.take_by if hand_over else None,
        taken_at=hand_over.taken_at if hand_over else None,
        decides=info.decides,
        ready=info.ready,
        returns=info.returns,
        reason=row.reason,
    )


def _waiting(info: workflow.StepInfo, row: Dossier, names: Mapping[str, str]) -> StepInfo:
    from motcua.domain.dossiers.rules.routing import unit_of_place

    unit = unit_of_place(info.place, desk=row.desk_id, competent=row.competent_id)
    return StepInfo(
        id=info.id,
        name=info.name,
        role=info.role,
        unit=unit,
        unit_name=names.get(unit, unit),
        officer=None,
        officer_name="",
        state="waiting",
        since=None,
        until=None,
        due_at=None,
        untaken=False,
        take_by=None,
        taken_at=None,
        decides=info.decides,
        ready=info.ready,
        returns=info.returns,
    )


def _request(one: WithdrawalRequest) -> RequestInfo:
    return RequestInfo(one.number, one.asked_at, one.reason, one.taken_back_at, one.ended_at)


def _supplement(one: Supplement) -> SupplementInfo:
    return SupplementInfo(
        number=one.number,
        asked_at=one.asked_at,
        asked_by=one.asked_by,
        reason=one.reason,
        items=tuple(one.items),
        asked_late=one.asked_late,
        late_reason=one.late_reason,
        ordered_by=one.ordered_by,
        answer_by=one.answer_by,
        completed_at=one.completed_at,
        closed_at=one.closed_at,
    )
