"""The page of publication: doubts first, settled fields with their layer, the gate, the process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.models import Procedure, ProvinceAnswer, PublishedVersion
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.queries.published import PublishedInfo, published_versions
from motcua.domain.procedures.queries.settled import SettledField, settled_fields
from motcua.domain.procedures.rules.components import ComponentRow
from motcua.domain.procedures.rules.content import ProcedureContent, limit_from_json
from motcua.domain.procedures.rules.fee_text import FeeKind
from motcua.domain.procedures.rules.publication import Gap, Standing, checklist
from motcua.domain.procedures.rules.questions import TOPIC_NAMES, Question, question_of
from motcua.domain.procedures.rules.scopes import topic_of
from motcua.domain.workflow import api as workflow
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say, say_counted
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import Counting, due_moment, local, start_of_clock


class UnknownProcedure(Refusal):
    """No procedure has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(say("Không có thủ tục nào mã {code} trong danh mục.", code=code))


@dataclass(frozen=True)
class Check:
    """One line of the gate "trước khi công bố": its topic, how many places are open, how it stands."""

    topic: str
    name: str
    open_places: int
    text: str


@dataclass(frozen=True)
class AnswerInfo:
    """One answer of the province in force."""

    field: str
    name: str
    value: Any
    decision: str
    answered_by: str
    answered_at: datetime
    asks_again: bool
    national_text: str


@dataclass(frozen=True)
class ProcessRow:
    """One step of the bound process: its name, place, role, and its share in working days."""

    name: str
    place: str
    role: str
    days: Decimal | None


@dataclass(frozen=True)
class PublicationPage:
    """All that the page of publication shows of one procedure; `content` is what would be published now.

    `paper_rows` are the rows of the national record with the numbers that an answer about cases or papers names.
    """

    code: str
    content: ProcedureContent
    standing: Standing
    never_because: str
    source: str
    imported_at: datetime
    national_number: int
    questions: tuple[Question, ...]
    remarks: tuple[Question, ...]
    checks: tuple[Check, ...]
    settled: tuple[SettledField, ...]
    answers: tuple[AnswerInfo, ...]
    process: workflow.VersionInfo | None
    process_rows: tuple[ProcessRow, ...]
    published: PublishedInfo | None
    changed_since_published: bool
    national_original: str
    paper_rows: tuple[ComponentRow, ...]

    @property
    def may_be_published(self) -> bool:
        """Tell whether nothing keeps it from publication."""
        return not self.questions and not self.never_because


def publication_page(code: str, at: datetime) -> PublicationPage:
    """Return the page of one procedure. Raises UnknownProcedure."""
    code = clean(code)
    procedure = Procedure.objects.select_related("national").filter(code=code).first()
    if procedure is None or procedure.national is None:
        raise UnknownProcedure(code)
    in_force = layers.answers_of([procedure]).get(code, [])
    composition = layers.composition_of(procedure, in_force, counting=rule_pack_on(local(at).date()).counting)
    content, national, record = composition.content, procedure.national, layers.record_of(procedure)
    gaps = checklist(composition, has_process=procedure.process_version_id is not None)
    version_id = procedure.process_version_id
    now = _published_now(procedure, at)
    return PublicationPage(
        code=code,
        content=content,
        standing=Standing(procedure.standing),
        never_because=say(procedure.standing_because),
        source=national.source,
        imported_at=national.imported_at,
        national_number=national.number,
        questions=_questions(gaps, content, blocking=True),
        remarks=_questions(gaps, content, blocking=False),
        checks=_checks(gaps, content, in_force),
        settled=settled_fields(content, record),
        answers=tuple(_answer(one) for one in in_force),
        process=workflow.version(version_id) if version_id else None,
        process_rows=_process_rows(version_id) if version_id else (),
        published=now,
        changed_since_published=now is not None and (now.content != content or now.process_version_id != version_id),
        national_original=national.original,
        paper_rows=record.components,
    )


def due_if_received(*, value: Any, counting: Counting, received_at: datetime, unit_code: str) -> datetime:
    """Return what a limit would promise if a dossier were received then: the effect shown before an answer is stored.

    Raises UnreadableLimit, or OutsideCalendar for a year without a calendar.
    """
    limit = limit_from_json(value)
    if limit is None:
        raise Refusal(say("Ghi rõ thời hạn: số và đơn vị."))
    table = organisation.calendar_for(unit_code).table
    start = start_of_clock(received_at, table)
    parameters = rule_pack_on(local(received_at).date()).deadlines
    return due_moment(start, limit, table=table, counting=counting, parameters=parameters, received_at=received_at)


def _published_now(procedure: Procedure, at: datetime) -> PublishedInfo | None:
    found = (
        PublishedVersion.objects.filter(procedure=procedure, period__contains=at).values_list("pk", flat=True).first()
    )
    return published_versions([found])[found] if found is not None else None


def _questions(gaps: Sequence[Gap], content: ProcedureContent, *, blocking: bool) -> tuple[Question, ...]:
    places = tuple((case.number, offer.channel.value) for case in content.cases for offer in case.offers)
    names = [case.name for case in content.cases]
    chosen = (gap for gap in gaps if gap.blocking is blocking and gap.field not in ("competent", "process"))
    province = (gap for gap in gaps if gap.blocking is blocking and gap.field in ("competent", "process"))
    return tuple(
        question_of(gap, places=places, case_names=names, steps_text=content.steps_text) for gap in (*chosen, *province)
    )


def _checks(gaps: Sequence[Gap], content: ProcedureContent, answers: Sequence[ProvinceAnswer]) -> tuple[Check, ...]:
    """Return the gate: the five things that are always looked at, and whatever else is open."""
    open_by_topic: dict[str, int] = {}
    for gap in gaps:
        if gap.blocking:
            open_by_topic[topic_of(gap.field)] = open_by_topic.get(topic_of(gap.field), 0) + 1
    answered = {topic_of(one.field): one.answered_at for one in answers}
    always = ("time_limit", "fee", "cases", "components", "legal_basis", "competent", "process")
    return tuple(
        Check(
            topic,
            say(TOPIC_NAMES[topic]),
            open_by_topic.get(topic, 0),
            _state(topic, open_by_topic, answered, content),
        )
        for topic in (*always, *(topic for topic in open_by_topic if topic not in always))
    )


def _state(topic: str, open_by_topic: dict[str, int], answered: dict[str, datetime], content: ProcedureContent) -> str:
    if topic in open_by_topic:
        return say_counted("{count} chỗ chưa rõ", open_by_topic[topic])
    if topic in answered:
        return say("Đã xác nhận ngày {on}", on=format(local(answered[topic]), say("%d/%m")))
    if topic == "legal_basis":
        return (
            say_counted("{count} văn bản", len(content.legal_basis))
            if content.legal_basis
            else say("Bản quốc gia không ghi")
        )
    offers = [offer for case in content.cases for offer in case.offers]
    if topic == "fee" and all(offer.fee.kind is FeeKind.NOT_STATED for offer in offers):
        return say("Bản quốc gia không nêu; trang ghi chưa công bố")
    if topic == "cases":
        return (
            say_counted("{count} trường hợp", len(content.cases)) if len(content.cases) > 1 else say("Một trường hợp")
        )
    return say("Rõ trong bản quốc gia") if topic != "process" else say("Đã gắn")


def _answer(one: ProvinceAnswer) -> AnswerInfo:
    return AnswerInfo(
        field=one.field, name=say(TOPIC_NAMES[topic_of(one.field)]), value=one.value, decision=one.decision_number,
        answered_by=one.answered_by, answered_at=one.answered_at, asks_again=one.asks_again,
        national_text=one.national_text,
    )  # fmt: skip


def _process_rows(version_id: int) -> tuple[ProcessRow, ...]:
    return tuple(
        ProcessRow(name=task.name, place=task.place or "", role=task.role or "", days=task.share)
        for task in workflow.table_of(version_id).tasks
    )
