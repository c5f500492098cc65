"""Bind a process to a procedure: our places and roles, its limit, and why the shares miss it if they do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.workflow import queries
from motcua.domain.workflow.events import Act
from motcua.domain.workflow.models import Process, ProcessVersion
from motcua.domain.workflow.operations.versions import Bound, NewVersion, add_version, require_right
from motcua.domain.workflow.queries import UnknownVersion, VersionInfo, unknown_roles
from motcua.domain.workflow.rules import binding, shares, soundness, step_table
from motcua.domain.workflow.rules.step_table import StepTable
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import local

NOTHING_BOUND: Mapping[str, str] = {}


class UnusableVersion(Refusal):
    """A process cannot be used for a procedure yet; the sentence says what is missing."""


@transaction.atomic
def bind_version(
    *,
    version_id: int,
    procedure_code: str,
    limit_days: Decimal | None,
    by: Actor,
    at: datetime,
    places: Mapping[str, str] = NOTHING_BOUND,
    roles: Mapping[str, str] = NOTHING_BOUND,
    shares_reason: str = "",
) -> VersionInfo:
    """Make a usable version of a process for a procedure; the same binding again gives the version that is there.

    `places` and `roles` say what words of the source mean; for the usual words of the old software there are
    defaults, and decisions outside the desk are signed by the leader. `limit_days`: the procedure's limit in working
    days, None where it is of another kind (the shares are then only ratios). A process without a total takes it.
    Raises UnknownVersion, UnknownUnit, MissingRight, and UnusableVersion where a word stays unbound or the shares do
    not add up to the limit and no reason is given.
    """
    require_right(by)
    basis = ProcessVersion.objects.select_related("process").filter(pk=version_id, basis__isnull=True).first()
    if basis is None:
        raise UnknownVersion(version_id)
    if not clean(procedure_code):
        raise UnusableVersion(say("Cần mã thủ tục để gắn quy trình."))
    process = Process.objects.select_for_update().get(pk=basis.process_id)
    table = _bound_table(step_table.from_json(basis.table), places, roles, at)
    reason = _reason(table, limit_days, clean(shares_reason))
    table = replace(table, total_days=table.total_days or limit_days)
    bound = Bound(basis, clean(procedure_code), limit_days, reason)
    same = _same(table, bound)
    if same is not None:
        return queries.info_of(same)
    version = add_version(process, NewVersion(table, basis.source_hash, bound=bound), by, at)
    _write(version, basis, by, at)
    return queries.info_of(version)


def _bound_table(table: StepTable, places: Mapping[str, str], roles: Mapping[str, str], at: datetime) -> StepTable:
    words = queries.import_vocabulary()
    bound = binding.bind(
        table,
        places={**words.places, **places},
        roles={**words.roles, **roles},
        decider=words.decider,
    )
    left = binding.unbound(bound)
    if left.places:
        raise UnusableVersion(say("Chưa biết «{word}» là đơn vị nào.", word=left.places[0]))
    if left.roles or unknown_roles(bound):
        raise UnusableVersion(say("Chưa biết «{word}» là vai trò nào.", word=(left.roles or unknown_roles(bound))[0]))
    for place in {step.place for step in bound.tasks if step.place.startswith("unit:")}:
        organisation.unit(place.removeprefix("unit:"), local(at).date())
    return bound


def _reason(table: StepTable, limit_days: Decimal | None, reason: str) -> str:
    """Keep a reason only where the shares miss the limit; refuse where they do and there is none."""
    missed = shares.shares_check(table, soundness.sound_graph(table), limit_days)
    if missed is None:
        return ""
    if not reason:
        raise UnusableVersion(say("{missed} Cần ghi lý do để vẫn dùng quy trình này.", missed=missed))
    return reason


def _same(table: StepTable, bound: Bound) -> ProcessVersion | None:
    return (
        ProcessVersion.objects.select_related("process")
        .filter(
            basis=bound.basis,
            procedure_code=bound.procedure_code,
            limit_days=bound.limit_days,
            shares_reason=bound.shares_reason,
            graph_hash=soundness.sound_graph(table).hash,
        )
        .order_by("-number")
        .first()
    )


def _write(version: ProcessVersion, basis: ProcessVersion, by: Actor, at: datetime) -> None:
    ledger.write(
        subject=f"process:{version.process.code}",
        act=Act.PROCESS_VERSION_BOUND,
        by=by,
        at=at,
        body={
            "number": version.number,
            "basis": basis.number,
            "procedure": version.procedure_code,
            "limit_days": step_table.plain(version.limit_days),
            "graph": version.graph_hash,
            "shares_miss_limit": bool(version.shares_reason),
        },
    )
