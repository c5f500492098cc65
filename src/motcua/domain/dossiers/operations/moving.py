"""Move running dossiers to another process version, in bulk: dry run, map of steps, resumable, undone where untouched.

Law: docs/law/processes.md, section 8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import Dossier, MoveBatch, Moved, Step
from motcua.domain.dossiers.operations import course
from motcua.domain.dossiers.operations.locking import Held, held
from motcua.domain.dossiers.queries import moves
from motcua.domain.dossiers.queries.moves import MoveReport
from motcua.domain.dossiers.rules import moving, routing
from motcua.domain.dossiers.rules.words import MoveState, State, StepState
from motcua.domain.workflow import api as workflow
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import local

PASSIVE = frozenset({"late_found", "paper_reprinted"})
"""Rows of the ledger that are no act on a dossier's course: after them it may still go back."""


@dataclass(frozen=True)
class _Plan:
    """What every dossier of a batch is held against."""

    batch_id: int
    source: int
    target: int
    steps: Mapping[str, str]
    graph: workflow.Graph
    standings: frozenset[workflow.Standing]


def move_dossiers(
    source: str,
    target: str,
    steps: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> MoveReport:
    """Move the running dossiers of process version `source` to `target` (both `CODE/NUMBER`).

    `steps` maps every step at which one of them stands, and every token that waits at a join (`FROM>JOIN`). A dossier
    that may not stand there stays, with the reason; each is its own transaction, so a batch that was cut short goes on
    with `resume_move`. The promise stays; the open steps are dated anew. With `dry_run` nothing is written.
    Raises MissingRight, UnknownProcess, UnusableMap.
    """
    moves.require_may_move(by)
    plan = _plan(workflow.named(source), workflow.named(target), dict(steps))
    needed = moves.places_taken(plan.source, by, local(at))
    moving.require_complete(plan.steps, needed)
    keys = list(moves.running_on(plan.source, by, at).order_by("pk").values_list("pk", flat=True))
    if dry_run:
        return _foreseen(plan, keys, source=source, target=target)
    return _carry_out(_begin(plan, keys, by=by, at=at), by=by, at=at)


def resume_move(batch_id: int, *, by: Actor, at: datetime) -> MoveReport:
    """Go on with a bulk move that was cut short; nothing is done twice. Raises UnknownBatch, MissingRight, UnusableMap."""
    batch = moves.batch_of(batch_id, by, local(at))
    if batch.undone_at is not None:
        raise moving.UnusableMap(say("Đợt chuyển này đã hoàn lại, không chạy tiếp được."))
    return _carry_out(batch, by=by, at=at)


def undo_move(batch_id: int, *, by: Actor, at: datetime) -> MoveReport:
    """Take back every dossier of a bulk move that nobody has acted on since; the others are listed and keep going.

    Those that still wait for the move stay. Cut short, it goes on when called again. Raises UnknownBatch, MissingRight.
    """
    batch = moves.batch_of(batch_id, by, local(at))
    with transaction.atomic():
        batch = MoveBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.undone_at is None:
            batch.undone_at, batch.undone_by, batch.ended_at = at, by.login, batch.ended_at or at
            batch.save()
            moves.still_waiting(batch).update(
                state=MoveState.STAYED,
                reason=moving.MOVE_UNDONE,
            )
            _write(batch, events.MOVE_UNDONE, by=by, at=at)
    for key in batch.dossiers.filter(state=MoveState.MOVED).order_by("pk").values_list("pk", flat=True):
        _take_back(key, by=by, at=at)
    return moves.report_of(batch)


def _plan(
    source: workflow.VersionInfo,
    target: workflow.VersionInfo,
    steps: Mapping[str, str],
    batch: int = 0,
) -> _Plan:
    if source.id == target.id:
        raise moving.UnusableMap(say("Hai phiên bản là một; không có gì để chuyển."))
    if not target.usable:
        raise moving.UnusableMap(say("Phiên bản chuyển đến còn nơi hoặc vai trò chưa gắn, chưa dùng được."))
    graph = workflow.graph_of(target.id)
    moving.require_map(steps, old=moves.place_names(source.id), new=moves.place_names(target.id))
    return _Plan(batch, source.id, target.id, steps, graph, workflow.reachable(graph))


def _foreseen(plan: _Plan, keys: list[int], *, source: str, target: str) -> MoveReport:
    told = []
    for dossier in Dossier.objects.filter(pk__in=keys).order_by("code").iterator(chunk_size=500):
        found = _problems(plan, dossier, _standing(dossier))
        told += [(dossier.code, moving.reason_shown(" ".join(found)))] if found else []
    return MoveReport(
        batch=None, source=source, target=target, dossiers=len(keys), moved=len(keys) - len(told), stayed=len(told),
        waiting=0, undone=0, kept=0, problems=tuple(told),
    )  # fmt: skip


@transaction.atomic
def _begin(plan: _Plan, keys: list[int], *, by: Actor, at: datetime) -> MoveBatch:
    batch = MoveBatch.objects.create(
        source_id=plan.source,
        target_id=plan.target,
        steps=plan.steps,
        made_at=at,
        made_by=by.login,
    )
    Moved.objects.bulk_create(
        (Moved(batch=batch, dossier_id=key, state=MoveState.WAITING, before={}) for key in keys),
        batch_size=1000,
    )
    _write(batch, events.MOVE_BEGUN, by=by, at=at)
    return batch


def _carry_out(batch: MoveBatch, *, by: Actor, at: datetime) -> MoveReport:
    plan = _plan(workflow.version(batch.source_id), workflow.version(batch.target_id), batch.steps, batch.pk)
    for key in list(moves.still_waiting(batch).values_list("pk", flat=True)):
        _move(plan, key, by=by, at=at)
    MoveBatch.objects.filter(pk=batch.pk, ended_at=None).update(ended_at=at)
    return moves.report_of(batch)


@transaction.atomic
def _move(plan: _Plan, key: int, *, by: Actor, at: datetime) -> None:
    """Move one dossier, unless another run has; where it went on meanwhile, what holds now counts."""
    row = Moved.objects.select_for_update().get(pk=key)
    if row.state != MoveState.WAITING:
        return
    dossier = Dossier.objects.select_for_update(no_key=True).get(pk=row.dossier_id)
    standing = _standing(dossier)
    found = _problems(plan, dossier, standing)
    if found:
        row.state, row.reason = MoveState.STAYED, " ".join(found)
        row.save()
        return
    row.before = {
        "steps": [[step.number, step.step, step.name, step.role, step.officer_id] for step in standing],
        "waiting": dossier.waiting,
        "whole": str(dossier.share_at_start),
    }
    _stand_anew(plan, dossier, standing)
    after = held(dossier)
    body = {"batch": plan.batch_id, "from": moves.name_of(plan.source), "to": moves.name_of(plan.target)}
    after.write("process_moved", by=by, at=at, **body, steps=[step.step for step in standing])
    row.state, row.ledger_row = MoveState.MOVED, ledger.rows_of(f"dossier:{dossier.code}")[-1].row
    row.save()


def _standing(dossier: Dossier) -> list[Step]:
    return list(dossier.steps.filter(state__in=moves.STANDING).order_by("number"))


def _problems(plan: _Plan, dossier: Dossier, standing: list[Step]) -> tuple[str, ...]:
    if dossier.process_version_id != plan.source or dossier.ended_at is not None:
        return (moving.NOT_BY_THIS,)
    lacking = {*(step.step for step in standing), *dossier.waiting} - set(plan.steps)
    if lacking:
        return (moving.NOT_IN_MAP.format(step=min(lacking)),)
    graph = workflow.graph_of(plan.source)
    here = {step.step: _post(dossier, graph.step(step.step), unit=step.unit_id) for step in standing}
    there = {info.id: _post(dossier, info) for info in plan.graph.steps}
    return moving.problems(here, there, waiting=dossier.waiting, steps=plan.steps, markings=_markings(plan, dossier))


def _post(dossier: Dossier, info: workflow.StepInfo, *, unit: str = "") -> moving.Post:
    unit = unit or routing.unit_of_place(info.place, desk=dossier.desk_id, competent=dossier.competent_id)
    return moving.Post(info.name, unit, info.role, info.stops_clock)


def _markings(plan: _Plan, dossier: Dossier) -> set[moving.Marking]:
    """Return where a dossier that is as far as this one may stand; what is decided is not to be decided again."""
    is_settled = dossier.state == State.READY
    is_decided = is_settled or dossier.decided_at is not None
    result = frozenset({plan.graph.ready_step.id})
    return {
        (one.open, one.waiting)
        for one in plan.standings
        if one.decided == is_decided and (one.ready if is_settled else not one.ready or one.open == result)
    }


def _stand_anew(plan: _Plan, dossier: Dossier, standing: list[Step]) -> None:
    left = course.share_left(workflow.graph_of(plan.source), [step.step for step in standing])
    names = [plan.steps[step.step] for step in standing]
    whole = moving.whole_after(
        whole=dossier.share_at_start,
        left_before=left,
        left_after=course.share_left(plan.graph, names),
    )
    dossier.process_version_id = plan.target
    dossier.waiting = sorted(plan.steps[token] for token in dossier.waiting)
    dossier.share_at_start = whole
    infos = [plan.graph.step(name) for name in names]
    rows = [
        (step, info.id, info.name, info.role, step.officer_id if info.role == step.role else None)
        for step, info in zip(standing, infos, strict=True)
    ]
    _rewrite(dossier, rows)


def _rewrite(dossier: Dossier, rows: list[tuple[Step, str, str, str, str | None]]) -> None:
    """Let the same rows stand for other steps; two may change places, so none is open meanwhile."""
    dossier.steps.filter(state=StepState.OPEN).update(state=StepState.SUSPENDED)
    for step, name, words, role, officer in rows:
        step.step, step.name, step.role, step.officer_id = name, words, role, officer
        step.save(update_fields=["step", "name", "role", "officer", "state"])
    course.plan_anew(held(dossier))
    dossier.save()


@transaction.atomic
def _take_back(key: int, *, by: Actor, at: datetime) -> None:
    row = Moved.objects.select_for_update().select_related("batch").get(pk=key)
    if row.state != MoveState.MOVED:
        return
    dossier = Dossier.objects.select_for_update(no_key=True).get(pk=row.dossier_id)
    since = [one.act for one in ledger.rows_of(f"dossier:{dossier.code}") if one.row > (row.ledger_row or 0)]
    if set(since) - PASSIVE or dossier.process_version_id != row.batch.target_id:
        row.state, row.reason = MoveState.KEPT, moving.ACTED_ON
        row.save()
        return
    steps = {step.number: step for step in _standing(dossier)}
    dossier.process_version_id, dossier.waiting = row.batch.source_id, row.before["waiting"]
    dossier.share_at_start = Decimal(row.before["whole"])
    _rewrite(dossier, [(steps[number], *rest) for number, *rest in row.before["steps"]])
    back: Held = held(dossier)
    back.write("process_move_undone", by=by, at=at, batch=row.batch_id, to=moves.name_of(row.batch.source_id))
    row.state = MoveState.UNDONE
    row.save()


def _write(batch: MoveBatch, act: str, *, by: Actor, at: datetime) -> None:
    body = {
        "batch": batch.pk,
        "from": moves.name_of(batch.source_id),
        "to": moves.name_of(batch.target_id),
        "dossiers": batch.dossiers.count(),
        "steps": batch.steps,
    }
    subject = f"process:{workflow.version(batch.source_id).process_code}"
    ledger.write(subject=subject, act=act, by=by, at=at, body=body)
