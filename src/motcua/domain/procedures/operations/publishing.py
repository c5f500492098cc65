"""Publish a procedure, bind its process, end a publication. What was published never changes afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.domain.procedures.events import Act, subject_of
from motcua.domain.procedures.models import Procedure, PublishedVersion
from motcua.domain.procedures.operations.guards import locked, require_publisher
from motcua.domain.procedures.operations.replacing import UnfitReplacement, fit_replacements, keep_replacements
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.queries.boards import count_hanging_with
from motcua.domain.procedures.queries.boards import replaced_by as stands_in
from motcua.domain.procedures.rules.composition import Composition
from motcua.domain.procedures.rules.publication import Gap, checklist
from motcua.domain.procedures.rules.reasons import reason_shown
from motcua.domain.workflow import api as workflow
from motcua.foundation import ledger, period_fields
from motcua.foundation.actor import Actor
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import fold
from motcua.kernel.working_time import Counting, local


class NotPublishable(Refusal):
    """Something still keeps the procedure from publication; `gaps` are the questions to answer."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self.gaps = tuple(gaps)
        questions = "; ".join(dict.fromkeys(reason_shown(gap.question).rstrip(".") for gap in gaps))
        super().__init__(say("Chưa công bố được, còn {gaps} chỗ: {questions}.", gaps=len(gaps), questions=questions))


class NeverPublishable(Refusal):
    """The record is no procedure."""


class UnfitProcess(Refusal):
    """A process version that this procedure cannot run by."""


class NotInForce(Refusal):
    """There is no publication in force to end, or a later one stands in the way."""


@transaction.atomic
def bind_process(*, code: str, process_version_id: int, by: Actor, at: datetime) -> None:
    """Say by which version of an internal process the procedure is settled from its next publication on.

    Raises UnknownProcedure, MissingRight, workflow's UnknownVersion, or UnfitProcess for one that is not usable or
    was bound to another procedure.
    """
    procedure = locked(code)
    require_publisher(by, _composition(procedure).content.competent, at)
    version = require_fit_process(process_version_id, code)
    procedure.process_version_id = version.id
    procedure.process_bound_by, procedure.process_bound_at = by.login, at
    procedure.save(update_fields=["process_version", "process_bound_by", "process_bound_at"])
    body = {"process_version": version.id, "graph": version.graph_hash}
    ledger.write(subject=subject_of(code), act=Act.PROCESS_BOUND, by=by, at=at, body=body)


@transaction.atomic
def publish(*, code: str, by: Actor, at: datetime, valid_from: datetime | None = None) -> int:
    """Publish what the layers say now, from `valid_from` on (now by default); return the new version's id.

    The version in force ends there. Raises UnknownProcedure, MissingRight, NeverPublishable, NotPublishable with the
    gaps, or NotInForce where a version already begins at or after that moment.
    """
    procedure = locked(code)
    start = valid_from or at
    composition = _composition(procedure, rule_pack_on(local(start).date()).counting)
    require_publisher(by, composition.content.competent, at)
    process_version_id = _require_publishable(procedure, composition)
    _end_before(procedure, start)
    version = _new_version(procedure, composition, process_version_id, start=start, by=by, at=at)
    body = {
        "version": version.number, "national": layers.current(procedure).number,
        "process_version": version.process_version_id, "from": start.isoformat(),
        "content": layers.digest_of(repr(version.content)),
    }  # fmt: skip
    ledger.write(subject=subject_of(code), act=Act.PUBLISHED, by=by, at=at, body=body)
    return version.pk


@transaction.atomic
def expire(*, code: str, by: Actor, at: datetime, replaced_by: Sequence[str] = ()) -> None:
    """End the publication in force: from now on nobody files by it; dossiers received by it go on.

    `replaced_by`: the procedures that stand in its place, to which its page and printed codes lead. Raises
    UnknownProcedure, MissingRight, NotInForce or UnfitReplacement.
    """
    procedure = locked(code)
    current = _to_end(procedure, by, at)
    current.period = period_fields.moments(current.period.lower, at)
    current.save(update_fields=["period"])
    ledger.write(subject=subject_of(code), act=Act.EXPIRED, by=by, at=at, body={"version": current.number})
    if replaced_by:
        keep_replacements(procedure, replaced_by, by=by, at=at)


@dataclass(frozen=True)
class Ending:
    """What ending a publication would do. `boards`: how many that hang name the procedure, and are to be printed anew.

    `number`: of the version that would end. `replaced_by`: code and name of what its page and printed codes would lead to.
    """

    code: str
    name: str
    number: int
    boards: int
    replaced_by: tuple[tuple[str, str], ...]


@transaction.atomic
def foresee_ending(*, code: str, by: Actor, at: datetime, replaced_by: Sequence[str] = ()) -> Ending:
    """Say what `expire` would do, and change nothing. Raises what it raises."""
    procedure = locked(code)
    current = _to_end(procedure, by, at)
    said = tuple((one.code, one.name) for one in fit_replacements(procedure, replaced_by))
    return Ending(
        code=procedure.code, name=procedure.name, number=current.number, boards=count_hanging_with(procedure.code),
        replaced_by=said or stands_in(procedure.code),
    )  # fmt: skip


def _to_end(procedure: Procedure, by: Actor, at: datetime) -> PublishedVersion:
    """Return the version in force that the actor may end. Raises MissingRight or NotInForce."""
    current = PublishedVersion.objects.filter(procedure=procedure, period__contains=at).first()
    require_publisher(by, _composition(procedure).content.competent, at)
    if current is None or current.period.lower == at:
        raise NotInForce(say("Thủ tục {code} hiện không được công bố.", code=procedure.code))
    return current


@transaction.atomic
def state_replacements(*, code: str, replaced_by: Sequence[str], by: Actor, at: datetime) -> None:
    """Say anew by which procedures one that is published no more was replaced; none takes back what was said.

    Raises UnknownProcedure, MissingRight, UnfitReplacement, or NotInForce while it is published itself.
    """
    procedure = locked(code)
    require_publisher(by, _composition(procedure).content.competent, at)
    if PublishedVersion.objects.filter(procedure=procedure, period__contains=at).exists():
        raise NotInForce(say("Thủ tục {code} đang công bố; ngừng công bố rồi mới ghi thủ tục thay thế.", code=code))
    if not keep_replacements(procedure, replaced_by, by=by, at=at):
        raise UnfitReplacement(say("Thủ tục thay thế đã ghi như vậy."))


def require_fit_process(process_version_id: int, code: str) -> workflow.VersionInfo:
    """Return a version by which the procedure can be settled. Raises workflow's UnknownVersion or UnfitProcess."""
    return require_fit(workflow.version(process_version_id), code)


def require_fit(version: workflow.VersionInfo, code: str) -> workflow.VersionInfo:
    """Return the version where the procedure can be settled by it. Raises UnfitProcess."""
    if not version.usable or version.procedure_code not in ("", code):
        raise UnfitProcess(say("Quy trình này chưa đủ đơn vị và vai trò, hoặc đã gắn với thủ tục khác."))
    return version


def _composition(procedure: Procedure, counting: Counting = Counting.FROM_HOUR) -> Composition:
    answers = layers.answers_of([procedure]).get(procedure.code, [])
    return layers.composition_of(procedure, answers, counting=counting)


def _require_publishable(procedure: Procedure, composition: Composition) -> int:
    """Return the process version to publish with. Raises NeverPublishable, or NotPublishable with every blocking gap."""
    if procedure.standing_because:
        raise NeverPublishable(say("Không công bố được: {because}", because=say(procedure.standing_because)))
    gaps = [gap for gap in checklist(composition, has_process=procedure.process_version_id is not None) if gap.blocking]
    if gaps or procedure.process_version_id is None:
        raise NotPublishable(gaps)
    return procedure.process_version_id


def _end_before(procedure: Procedure, start: datetime) -> None:
    """End the version that holds at the new start. Raises NotInForce where one begins there or later."""
    if PublishedVersion.objects.filter(procedure=procedure, period__startswith__gte=start).exists():
        raise NotInForce(say("Đã có bản công bố có hiệu lực từ thời điểm này hoặc muộn hơn; chọn thời điểm sau đó."))
    current = PublishedVersion.objects.filter(procedure=procedure, period__contains=start).first()
    if current is not None:
        current.period = period_fields.moments(current.period.lower, start)
        current.save(update_fields=["period"])


def _new_version(
    procedure: Procedure,
    composition: Composition,
    process_version_id: int,
    *,
    start: datetime,
    by: Actor,
    at: datetime,
) -> PublishedVersion:
    content = composition.content
    last = PublishedVersion.objects.filter(procedure=procedure).aggregate(last=Max("number"))["last"] or 0
    return PublishedVersion.objects.create(
        procedure=procedure, number=last + 1, period=period_fields.moments(start), content=content.to_json(),
        national_version=layers.current(procedure), process_version_id=process_version_id,
        published_by=by.login, published_at=at, name_fold=fold(content.name),
        search_fold=layers.search_fold_of(content), levels=list(content.levels),
    )  # fmt: skip
