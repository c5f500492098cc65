"""Where the dossiers of a process version stand, and what bulk moves did."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from motcua.domain.dossiers.models import Dossier, MoveBatch, Moved, Step
from motcua.domain.dossiers.rules.moving import reason_shown
from motcua.domain.dossiers.rules.words import OPEN_STATES, MoveState, State, StepState
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import api as workflow
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

UNSETTLED = (State.PROCESSING, State.PAUSED, State.SUPPLEMENT)
STANDING = (StepState.OPEN, StepState.SUSPENDED)


class UnknownBatch(Refusal):
    """There is no bulk move of that number."""


@dataclass(frozen=True)
class MoveReport:
    """What a bulk move did, or in a dry run would do; `problems` are [code, reason] of those that stay or stayed.

    `batch` is None in a dry run. `waiting` more than 0: it was cut short and is to be resumed.
    """

    batch: int | None
    source: str
    target: str
    dossiers: int
    moved: int
    stayed: int
    waiting: int
    undone: int
    kept: int
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MoveInfo:
    """One bulk move as a list shows it."""

    report: MoveReport
    steps: Mapping[str, str]
    made_at: datetime
    made_by: str
    undone_at: datetime | None


def running_on(version_id: int, by: Actor, at: datetime) -> QuerySet[Dossier]:
    """Return the running dossiers of a process version whose competent unit the actor administers."""
    found = Dossier.objects.filter(process_version=version_id, state__in=sorted(OPEN_STATES))
    if not by.roles.isdisjoint(SYSTEM.roles):
        return found
    return found.filter(competent__code__in=organisation.subtree_codes(by.unit_code, at.date()))


def places_taken(version_id: int, by: Actor, at: datetime) -> dict[str, int]:
    """Return at which steps, and waiting for which joins (`FROM>JOIN`), running dossiers stand, with their number."""
    rows = running_on(version_id, by, at)
    steps = Step.objects.filter(dossier__in=rows, state__in=STANDING).values_list("step")
    counts = dict(steps.annotate(number=Count("dossier", distinct=True)).order_by("step"))
    tokens = Counter(token for waiting in rows.values_list("waiting", flat=True) for token in waiting)
    return {**counts, **dict(sorted(tokens.items()))}


def place_names(version_id: int) -> dict[str, str]:
    """Return every place where a dossier may stand in a version, with its words: steps, then waiting tokens."""
    graph = workflow.graph_of(version_id)
    names = {step.id: step.name for step in graph.steps}
    joins = [name for name, node in graph.nodes.items() if node.kind.value == "join"]
    tokens = {
        f"{source}>{join}": say("Nhánh “{source}” chờ ở điểm gộp {join}", source=names.get(source, source), join=join)
        for join in joins
        for source in sorted(graph.sources[join])
    }
    return {**names, **tokens}


def running_by_version() -> dict[int, int]:
    """Return how many running dossiers each process version has; versions without any are left out."""
    rows = Dossier.objects.filter(state__in=sorted(OPEN_STATES)).values_list("process_version")
    return dict(rows.annotate(number=Count("pk")).order_by())


def all_moves(by: Actor, at: datetime) -> tuple[MoveInfo, ...]:
    """Return the bulk moves of dossiers that the actor administers, newest first. Raises MissingRight."""
    require_may_move(by)
    return tuple(_info(batch) for batch in _administered(by, at).order_by("-pk"))


def move(batch_id: int, by: Actor, at: datetime) -> MoveInfo:
    """Return one bulk move. Raises UnknownBatch, MissingRight."""
    return _info(batch_of(batch_id, by, at))


def require_may_move(by: Actor) -> None:
    """Raise MissingRight unless the actor administers; the product itself may."""
    if by.roles.isdisjoint(SYSTEM.roles):
        organisation.require_role(by, organisation.Role.ADMINISTRATOR)


def _administered(by: Actor, at: datetime) -> QuerySet[MoveBatch]:
    """Return the bulk moves of which the actor administers every dossier; whoever administers the province, all."""
    top = organisation.province(at.date())
    if not by.roles.isdisjoint(SYSTEM.roles) or (top and by.unit_code == top.code):
        return MoveBatch.objects.all()
    own = organisation.subtree_codes(by.unit_code, at.date())
    foreign = Moved.objects.filter(batch=OuterRef("pk")).exclude(dossier__competent__code__in=own)
    return MoveBatch.objects.filter(~Exists(foreign))


def batch_of(batch_id: int, by: Actor, at: datetime) -> MoveBatch:
    """Return the row of a bulk move; one of other units is not there. Raises UnknownBatch, MissingRight."""
    require_may_move(by)
    found = _administered(by, at).filter(pk=batch_id).first()
    if found is None:
        raise UnknownBatch(say("Không có đợt chuyển số {batch_id}.", batch_id=batch_id))
    return found


def report_of(batch: MoveBatch) -> MoveReport:
    """Return how a bulk move stands."""
    counts = Counter(batch.dossiers.values_list("state", flat=True))
    told = batch.dossiers.exclude(reason="").order_by("dossier__code").values_list("dossier__code", "reason")
    return MoveReport(
        batch=batch.pk,
        source=name_of(batch.source_id),
        target=name_of(batch.target_id),
        dossiers=sum(counts.values()),
        moved=counts[MoveState.MOVED],
        stayed=counts[MoveState.STAYED],
        waiting=counts[MoveState.WAITING],
        undone=counts[MoveState.UNDONE],
        kept=counts[MoveState.KEPT],
        problems=tuple((code, reason_shown(reason)) for code, reason in told),
    )


def name_of(version_id: int) -> str:
    """Return a version as `CODE/NUMBER`."""
    found = workflow.version(version_id)
    return f"{found.process_code}/{found.number}"


def _info(batch: MoveBatch) -> MoveInfo:
    return MoveInfo(report_of(batch), batch.steps, batch.made_at, batch.made_by, batch.undone_at)


def still_waiting(batch: MoveBatch) -> QuerySet[Moved]:
    """Return the dossiers of a batch that were not treated yet."""
    return batch.dossiers.filter(state=MoveState.WAITING).order_by("pk")
