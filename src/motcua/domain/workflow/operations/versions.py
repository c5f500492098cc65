"""Add a version to a process: numbered without gaps, under a lock on the process."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from motcua.domain.organisation import api as organisation
from motcua.domain.workflow.models import Process, ProcessVersion
from motcua.domain.workflow.queries import unknown_roles
from motcua.domain.workflow.rules import binding, soundness, step_table
from motcua.domain.workflow.rules.real_process import Doubt
from motcua.domain.workflow.rules.step_table import StepTable
from motcua.foundation.actor import SYSTEM, Actor


@dataclass(frozen=True)
class Bound:
    """What a version bound to a procedure remembers beside its table."""

    basis: ProcessVersion | None = None
    procedure_code: str = ""
    limit_days: Decimal | None = None
    shares_reason: str = ""


@dataclass(frozen=True)
class NewVersion:
    """A version about to be added."""

    table: StepTable
    source_hash: str
    doubts: Iterable[Doubt] = ()
    bound: Bound = field(default_factory=Bound)


def require_right(by: Actor) -> None:
    """Raise MissingRight unless the actor publishes procedures or administers; the product itself may set up."""
    if by.roles.isdisjoint(SYSTEM.roles):
        organisation.require_any_role(by, (organisation.Role.PUBLISHER, organisation.Role.ADMINISTRATOR))


def add_version(process: Process, new: NewVersion, by: Actor, at: datetime) -> ProcessVersion:
    """Compile, prove sound and save; the process is locked by the caller. Raises UnsoundProcess."""
    graph = soundness.sound_graph(new.table)
    newest = process.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return ProcessVersion.objects.create(
        process=process,
        number=newest + 1,
        table=step_table.to_json(new.table),
        graph=graph.to_json(),
        graph_hash=graph.hash,
        source_hash=new.source_hash,
        doubts=[[doubt.step, doubt.kind.value, doubt.text, doubt.reason] for doubt in new.doubts],
        usable=not binding.unbound(new.table) and not unknown_roles(new.table),
        basis=new.bound.basis,
        procedure_code=new.bound.procedure_code,
        limit_days=new.bound.limit_days,
        shares_reason=new.bound.shares_reason,
        made_at=at,
        made_by=by.login,
    )
