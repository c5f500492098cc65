"""Questions about processes: what there is, in which versions, and the graph a dossier runs by."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

import motcua
from motcua.domain.organisation import api as organisation
from motcua.domain.workflow.models import Process, ProcessDraft, ProcessVersion
from motcua.domain.workflow.rules import binding, bpmn, real_process, soundness, step_table
from motcua.domain.workflow.rules.graph import Graph, graph_from_json
from motcua.domain.workflow.rules.kept_doubts import doubt_shown
from motcua.domain.workflow.rules.real_process import Doubt, DoubtKind
from motcua.domain.workflow.rules.step_table import StepTable
from motcua.domain.workflow.rules.structure import Problem
from motcua.foundation.kept_answers import kept
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

VOCABULARY = Path(motcua.__file__).parent / "data" / "process_vocabulary.json"


class UnknownProcess(Refusal):
    """There is no process of that code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(say("Không có quy trình «{code}».", code=code))


class UnknownVersion(Refusal):
    """There is no such version of a process."""

    def __init__(self, version_id: int) -> None:
        self.version_id = version_id
        super().__init__(say("Không có phiên bản quy trình số {version_id}.", version_id=version_id))


class UnknownDraft(Refusal):
    """There is no such draft."""


@dataclass(frozen=True)
class DraftInfo:
    """One process being written; `document` has the form of docs/processes.md."""

    id: int
    code: str
    document: dict[str, Any]
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class VersionInfo:
    """One version of a process; `unbound` are the words of the source that still need a place or a role of ours.

    `total_days` and `limit_days` are working days; `limit_days` is that of the procedure it is bound to.
    """

    id: int
    process_code: str
    process_name: str
    source: str
    number: int
    graph_hash: str
    total_days: Decimal | None
    usable: bool
    unbound: binding.Unbound
    basis_id: int | None
    procedure_code: str
    limit_days: Decimal | None
    shares_reason: str
    doubts: tuple[Doubt, ...]
    made_at: datetime
    made_by: str


@dataclass(frozen=True)
class ProcessInfo:
    """One process with its newest version that is not bound to a procedure."""

    code: str
    name: str
    source: str
    latest: VersionInfo


def process(code: str) -> ProcessInfo:
    """Return a process by its code. Raises UnknownProcess."""
    found = Process.objects.filter(code=code).first()
    if found is None:
        raise UnknownProcess(code)
    return ProcessInfo(found.code, found.name, found.source, latest(code))


def processes() -> tuple[ProcessInfo, ...]:
    """Return every process in the order of codes."""
    newest = _versions().filter(basis__isnull=True).order_by("process__code", "-number").distinct("process__code")
    infos = (info_of(version) for version in newest)
    return tuple(ProcessInfo(info.process_code, info.process_name, info.source, info) for info in infos)


def versions(code: str) -> tuple[VersionInfo, ...]:
    """Return every version of a process, the newest first. Raises UnknownProcess."""
    if not Process.objects.filter(code=code).exists():
        raise UnknownProcess(code)
    return tuple(info_of(version) for version in _versions().filter(process__code=code).order_by("-number"))


def latest(code: str) -> VersionInfo:
    """Return the newest version that is not bound to a procedure: the one to bind. Raises UnknownProcess."""
    found = _versions().filter(process__code=code, basis__isnull=True).order_by("-number").first()
    if found is None:
        raise UnknownProcess(code)
    return info_of(found)


def bound_to(procedure_code: str) -> tuple[VersionInfo, ...]:
    """Return the versions that were bound to a procedure, the newest first."""
    found = _versions().filter(procedure_code=procedure_code).order_by("-id")
    return tuple(info_of(version) for version in found)


def version(version_id: int) -> VersionInfo:
    """Return one version. Raises UnknownVersion."""
    return info_of(_row(version_id))


def named(words: str) -> VersionInfo:
    """Return the version that is called `CODE/NUMBER`, as lists show it. Raises UnknownProcess."""
    code, _, number = words.rpartition("/")
    found = _versions().filter(process__code=code, number=int(number)).first() if _is_number(number) else None
    if found is None:
        raise UnknownProcess(words[:60])
    return info_of(found)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def table_of(version_id: int) -> StepTable:
    """Return the source form of a version. Raises UnknownVersion."""
    return step_table.from_json(_row(version_id).table)


@kept(4096)
def graph_of(version_id: int) -> Graph:
    """Return the compiled graph of a version, kept in memory because it never changes. Raises UnknownVersion."""
    found = ProcessVersion.objects.filter(pk=version_id).values_list("graph", flat=True).first()
    if found is None:
        raise UnknownVersion(version_id)
    return graph_from_json(found)


def check_process(document: object) -> dict[str, object]:
    """Say whether a process document, a BPMN 2.0 file (bytes) or a record of the old software would be accepted.

    `{"accepted", "problems": [{"element", "reason"}], "steps": [{"id", "name", "role"}]}`, every problem listed; writes nothing.
    """
    if isinstance(document, bytes):
        reading = bpmn.read_bpmn(document)
        return _verdict(reading.table, bpmn.faults(reading))
    if not isinstance(document, Mapping):
        return {"accepted": False, "problems": [{"element": "", "reason": say("Không có quy trình nào.")}], "steps": []}
    try:
        if real_process.is_real_process(document):
            table = real_process.import_record(document, import_vocabulary()).table
        else:
            table = step_table.from_json(document)
    except real_process.RefusedRecord as refusal:
        return {"accepted": False, "problems": [{"element": refusal.field, "reason": str(refusal)}], "steps": []}
    except step_table.UnreadableProcess as refusal:
        return {"accepted": False, "problems": [{"element": "", "reason": str(refusal)}], "steps": []}
    return _verdict(table, soundness.faults(table))


def drafts() -> tuple[DraftInfo, ...]:
    """Return every draft in the order of codes."""
    return tuple(_draft_info(row) for row in ProcessDraft.objects.order_by("code"))


def draft(draft_id: int) -> DraftInfo:
    """Return one draft. Raises UnknownDraft."""
    return _draft_info(_draft(ProcessDraft.objects.filter(pk=draft_id)))


def locked_draft(draft_id: int) -> ProcessDraft:
    """Return the row of a draft, locked until the transaction ends. Raises UnknownDraft."""
    return _draft(ProcessDraft.objects.select_for_update().filter(pk=draft_id))


def _draft(rows: QuerySet[ProcessDraft]) -> ProcessDraft:
    found = rows.first()
    if found is None:
        raise UnknownDraft(say("Bản nháp này không còn: đã công bố hoặc đã bỏ."))
    return found


def _draft_info(row: ProcessDraft) -> DraftInfo:
    return DraftInfo(row.pk, row.code, row.document, row.changed_at, row.changed_by)


def document_of_bpmn(content: bytes) -> dict[str, object] | None:
    """Return the process document that a BPMN 2.0 file means; None where it cannot be read at all."""
    reading = bpmn.read_bpmn(content)
    return None if reading.table is None or bpmn.faults(reading) else step_table.to_json(reading.table)


def bpmn_of_document(document: Mapping[str, object]) -> bytes:
    """Return a sound process document as a BPMN 2.0 file with a diagram. Raises UnreadableProcess, UnsoundProcess."""
    table = step_table.from_json(document)
    soundness.sound_graph(table)
    return bpmn.write_bpmn(table)


def unknown_roles(table: StepTable) -> tuple[str, ...]:
    """List roles that are bound but that no step can have: none a position has, or the inspector's, who changes nothing."""
    known = {role.value for role in organisation.Role} - {organisation.Role.INSPECTOR.value}
    return tuple(dict.fromkeys(s.role for s in table.tasks if s.role not in known and not s.role.startswith("raw:")))


def _verdict(table: StepTable | None, faults: tuple[Problem, ...]) -> dict[str, object]:
    if table is not None:
        unknown = unknown_roles(table)
        faults += tuple(
            Problem(s.id, say("Không có vai trò «{role}».", role=s.role))
            for s in table.tasks
            if s.role in unknown and s.role
        )
    return {
        "accepted": not faults,
        "problems": [{"element": fault.element, "reason": fault.reason} for fault in faults],
        "steps": [{"id": step.id, "name": step.name, "role": step.role} for step in (table.tasks if table else ())],
    }


def bpmn_of(code: str) -> bytes:
    """Return the newest version of a process as a BPMN 2.0 file with a diagram. Raises UnknownProcess."""
    return bpmn.write_bpmn(table_of(latest(code).id))


def bpmn_of_version(version_id: int) -> bytes:
    """Return one version as a BPMN 2.0 file with a diagram; its ids are those of the steps. Raises UnknownVersion."""
    return bpmn.write_bpmn(table_of(version_id))


@lru_cache(maxsize=1)
def import_vocabulary() -> real_process.Vocabulary:
    """Return the words of the old software, from the data file."""
    words = json.loads(VOCABULARY.read_text(encoding="utf-8"))
    del words["about"]
    return real_process.Vocabulary(**words | {"waiting_tasks": frozenset(words["waiting_tasks"])})


def _versions() -> QuerySet[ProcessVersion]:
    return ProcessVersion.objects.select_related("process")


def _row(version_id: int) -> ProcessVersion:
    found = _versions().filter(pk=version_id).first()
    if found is None:
        raise UnknownVersion(version_id)
    return found


def info_of(row: ProcessVersion) -> VersionInfo:
    """Return the plain facts of a row whose process is loaded."""
    table = step_table.from_json(row.table)
    return VersionInfo(
        id=row.pk,
        process_code=row.process.code,
        process_name=row.process.name,
        source=row.process.source,
        number=row.number,
        graph_hash=row.graph_hash,
        total_days=table.total_days,
        usable=row.usable,
        unbound=binding.unbound(table),
        basis_id=row.basis_id,
        procedure_code=row.procedure_code,
        limit_days=row.limit_days,
        shares_reason=row.shares_reason,
        doubts=tuple(
            Doubt(step, DoubtKind(kind), text, doubt_shown(reason)) for step, kind, text, reason in row.doubts
        ),
        made_at=row.made_at,
        made_by=row.made_by,
    )
