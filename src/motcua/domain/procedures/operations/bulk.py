"""Load a whole catalogue with its dated decisions at once, as the single acts would have left it.

For an empty catalogue only: a demo province of thousands of procedures. Tables and ledger rows are those that
`import_national`, `answer_field`, `bind_process`, `publish` and `decide` leave when each is done at its own moment;
tests/catalogue/test_article_catalogue.py compares the two row by row. What is refused there is refused here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.events import Act, subject_of
from motcua.domain.procedures.models import Procedure, ProvinceAnswer, ProvinceDecision, PublishedVersion
from motcua.domain.procedures.operations import standing
from motcua.domain.procedures.operations.answering import require_fitting
from motcua.domain.procedures.operations.deciding import decision_row, entered_body
from motcua.domain.procedures.operations.guards import require_province_publisher
from motcua.domain.procedures.operations.importing import import_national
from motcua.domain.procedures.operations.publishing import NotPublishable, require_fit
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.rules.answers import read_answer
from motcua.domain.procedures.rules.composition import Composition, compose, national_text_of
from motcua.domain.procedures.rules.decisions import (
    DecisionFacts,
    Setting,
    UnusableDecision,
    by_procedure,
    first_moment,
    free_moment,
    require_usable,
)
from motcua.domain.procedures.rules.national_record import Reading
from motcua.domain.procedures.rules.publication import checklist
from motcua.domain.workflow import api as workflow
from motcua.foundation import changed_rows, ledger, period_fields
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import local

BATCH = 500


class CatalogueNotEmpty(Refusal):
    """There are procedures already."""


@dataclass(frozen=True)
class SettingRow:
    """One answer that a procedure is published with: field, value, and the number of the document it is given by."""

    field: str
    value: Any
    decision: str = ""


@dataclass(frozen=True)
class CatalogueDecision:
    """A decision entered at a moment, with all it sets, held from the day it says (or from that moment)."""

    facts: DecisionFacts
    settings: tuple[Setting, ...]
    entered_at: datetime
    holds_from: date | None = None

    @property
    def start(self) -> datetime:
        """Return the first moment from which dossiers are counted by it."""
        return first_moment(self.holds_from, entered_at=self.entered_at)


@dataclass(frozen=True)
class Loading:
    """What was loaded, in numbers."""

    procedures: int
    versions: int
    answers: int
    decisions: int


@dataclass
class _One:
    """One procedure while it is loaded: its layers now, and the rows it will leave."""

    row: Procedure
    reading: Reading
    process_version_id: int
    in_force: dict[str, ProvinceAnswer] = field(default_factory=dict)
    answers: list[ProvinceAnswer] = field(default_factory=list)
    versions: list[PublishedVersion] = field(default_factory=list)
    now: Composition | None = None


@dataclass
class _Book:
    """The ledger rows in the order of the acts; a body may wait for the key of the row it names."""

    rows: list[tuple[str, Act, datetime, Callable[[], dict[str, Any]]]] = field(default_factory=list)

    def note(self, code: str, act: Act, at: datetime, body: Callable[[], dict[str, Any]]) -> None:
        self.rows.append((subject_of(code), act, at, body))


@transaction.atomic
def load_catalogue(
    records: Iterable[Mapping[str, Any]],
    *,
    answers: Mapping[str, Sequence[SettingRow]],
    process_of: Mapping[str, int],
    decisions: Sequence[CatalogueDecision],
    source: str,
    imported_by: Actor,
    by: Actor,
    at: datetime,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Loading:
    """Import records, answer, bind and publish each at `at`, then enter the decisions, each at its own moment.

    `answers` by code: what the province says before the first publication; `process_of` by code: the version of a
    process. `imported_by` may import, `by` publishes for the province. Decisions in the order of their moments.
    `progress` is told procedures and decisions done, and how many there are. Raises CatalogueNotEmpty, and what
    the single acts raise; then nothing is loaded.
    """
    require_province_publisher(by, at)
    if Procedure.objects.exists():
        raise CatalogueNotEmpty(say("Danh mục đã có thủ tục; chỉ nạp cả danh mục vào cơ sở dữ liệu trống."))
    summary = import_national(records, source=source, by=imported_by, at=at)
    if summary.refused:
        raise UnusableDecision(str(summary.refused[0]["reason"]))
    found = {one.code: _One(one, layers.reading_of(layers.current(one)), process_of[one.code]) for one in _all()}
    book, total, process = _Book(), len(found) + len(decisions), cache(workflow.version)
    with organisation.at_one_moment():
        for done, one in enumerate(found.values(), start=1):
            _first(one, process(one.process_version_id), answers.get(one.row.code, ()), book, by=by, at=at)
            progress(done, total)
    entered = []
    for done, decision in enumerate(sorted(decisions, key=lambda each: each.entered_at), start=len(found) + 1):
        entered.append((decision, _enter(decision, found, book, by=by)))
        progress(done, total)
    _store(list(found.values()), entered, book, by=by)
    return _counted(list(found.values()), len(entered))


def _counted(found: Sequence[_One], decisions: int) -> Loading:
    return Loading(
        procedures=len(found),
        versions=sum(len(one.versions) for one in found),
        answers=sum(len(one.answers) for one in found),
        decisions=decisions,
    )


def _all() -> Iterable[Procedure]:
    return Procedure.objects.select_related("national").order_by("code")


def _first(
    one: _One, version: workflow.VersionInfo, rows: Sequence[SettingRow], book: _Book, *, by: Actor, at: datetime
) -> None:
    """Answer what is open, bind the process, publish."""
    for row in rows:
        one.now = one.now or _composed(one, at)
        _answer(one, row.field, row.value, row.decision, None, book, by=by, at=at)
    require_fit(version, one.row.code)
    one.row.process_version_id, one.row.process_bound_by, one.row.process_bound_at = version.id, by.login, at
    bound = {"process_version": version.id, "graph": version.graph_hash}
    book.note(one.row.code, Act.PROCESS_BOUND, at, lambda: bound)
    _publish(one, book, start=at, by=by, at=at)


def _enter(decision: CatalogueDecision, found: Mapping[str, _One], book: _Book, *, by: Actor) -> ProvinceDecision:
    at, start = decision.entered_at, decision.start
    facts = require_usable(decision.facts, decision.settings, on=local(at).date())
    row = decision_row(facts, by=by, at=at)
    for code, wanted in by_procedure(decision.settings).items():
        if code not in found:
            raise UnusableDecision(say("Không có thủ tục nào mang mã này."))
        for one in wanted:
            _set(found[code], one, row, book, by=by, at=at)
        _publish(found[code], book, start=start, by=by, at=at)
    body = entered_body(facts, decision.settings, start)
    book.rows.append(("", Act.DECISION_ENTERED, at, lambda: {**body, "": row.pk}))
    return row


def _set(one: _One, setting: Setting, row: ProvinceDecision, book: _Book, *, by: Actor, at: datetime) -> None:
    if setting.value is not None:
        _answer(one, setting.field, setting.value, row.number, row, book, by=by, at=at)
        return
    ended = one.in_force.get(setting.field)
    if ended is None or not _supersede(one, setting.field, by=by, at=at):
        raise UnusableDecision(say("Không có câu trả lời nào ở chỗ này để bỏ."))
    one.now, ended.ended_by_decision = None, row
    book.note(one.row.code, Act.ANSWER_WITHDRAWN, at, lambda: {"field": setting.field})


def _answer(
    one: _One, where: str, value: Any, number: str, decision: ProvinceDecision | None, book: _Book, *, by: Actor, at: datetime
) -> None:  # fmt: skip
    kept = read_answer(where, value, decision=number)
    require_fitting(where, kept, one.now or _composed(one, at), at)
    _supersede(one, where, by=by, at=at)
    text = national_text_of(one.reading.record, where, layers.as_rules(one.in_force.values()))
    answer = ProvinceAnswer(
        procedure=one.row, field=where, value=kept, decision_number=number, decision=decision, answered_by=by.login,
        answered_at=at, national_text=text, national_text_digest=layers.digest_of(text), asks_again=False,
    )  # fmt: skip
    one.in_force[where] = answer
    one.answers.append(answer)
    one.now = None if where.partition(":")[0] == "cases" else one.now
    said = {"field": where, "decision": number, "value": layers.digest_of(repr(kept))}
    book.note(one.row.code, Act.FIELD_ANSWERED, at, lambda: {**said, "answer": answer.pk})


def _supersede(one: _One, where: str, *, by: Actor, at: datetime) -> bool:
    earlier = one.in_force.pop(where, None)
    if earlier is None:
        return False
    earlier.superseded_at, earlier.superseded_by = at, by.login
    return True


def _composed(one: _One, moment: datetime) -> Composition:
    counting = rule_pack_on(local(moment).date()).counting
    answers = layers.as_rules(one.in_force.values())
    return compose(one.reading.record, answers, one.reading.doubts, counting=counting)


def _publish(one: _One, book: _Book, *, start: datetime, by: Actor, at: datetime) -> None:
    """Add the version that the layers say now, from `start` on. Raises NotPublishable with what is open."""
    start = free_moment(start, {each.period.lower for each in one.versions})
    one.now = _composed(one, start)
    gaps = [gap for gap in checklist(one.now, has_process=True) if gap.blocking]
    if gaps:
        raise NotPublishable(gaps)
    content = one.now.content
    if one.versions:
        one.versions[-1].period = period_fields.moments(one.versions[-1].period.lower, start)
    version = PublishedVersion(
        procedure=one.row, number=len(one.versions) + 1, period=period_fields.moments(start), content=content.to_json(),
        national_version=layers.current(one.row), process_version_id=one.process_version_id, published_by=by.login,
        published_at=at, name_fold=fold(content.name), search_fold=layers.search_fold_of(content),
        levels=list(content.levels),
    )  # fmt: skip
    one.versions.append(version)
    body = {
        "version": version.number, "national": layers.current(one.row).number,
        "process_version": one.process_version_id, "from": start.isoformat(),
        "content": layers.digest_of(repr(version.content)),
    }  # fmt: skip
    book.note(one.row.code, Act.PUBLISHED, at, lambda: body)


def _store(
    found: list[_One], entered: list[tuple[CatalogueDecision, ProvinceDecision]], book: _Book, *, by: Actor
) -> None:
    """Write every row, then the ledger in the order of the acts."""
    ProvinceDecision.objects.bulk_create([row for _, row in entered])
    for one in found:
        for answer in one.answers:
            answer.decision_id = None if answer.decision is None else answer.decision.pk
    ProvinceAnswer.objects.bulk_create([answer for one in found for answer in one.answers], batch_size=BATCH)
    PublishedVersion.objects.bulk_create([version for one in found for version in one.versions], batch_size=BATCH)
    for one in found:
        standing.assess(one.row, one.reading, list(one.in_force.values()))
    bound = ["process_version", "process_bound_by", "process_bound_at"]
    changed_rows.change([one.row for one in found], [*bound, *standing.COPIED])
    written: dict[int, list[Any]] = defaultdict(list)
    for place, row in enumerate(book.rows):
        written[place // BATCH].append(row)
    for rows in written.values():
        with ledger.together():
            for subject, act, at, body in rows:
                facts = body()
                of = subject or f"decision:{facts.pop('')}"
                ledger.write(subject=of, act=act, by=by, at=at, body=facts)
