"""Import processes: documents of our own and records of the old software, each record for itself."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from motcua.domain.workflow import queries
from motcua.domain.workflow.events import Act
from motcua.domain.workflow.models import Process, Source
from motcua.domain.workflow.operations.versions import NewVersion, add_version, require_right
from motcua.domain.workflow.rules import bpmn, real_process, soundness, step_table
from motcua.domain.workflow.rules.graph import UnsoundProcess
from motcua.domain.workflow.rules.real_process import Doubt, Imported, RefusedRecord
from motcua.domain.workflow.rules.step_table import StepTable
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.working_time import local


@dataclass(frozen=True)
class _Candidate:
    """A record that was read: what it says, its fingerprint, and where it is from."""

    imported: Imported
    source_hash: str
    source: Source

    @property
    def code(self) -> str:
        return self.imported.table.code


@dataclass
class _Count:
    """What became of the records so far."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, object]] = field(default_factory=list)
    needs_officer: list[dict[str, object]] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)


def import_processes(
    records: Iterable[Mapping[str, object] | bytes],
    *,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
) -> dict[str, object]:
    """Import process documents, BPMN 2.0 files (bytes) and records of the old software; the same again changes nothing.

    Each record is its own transaction. Answer: `{"read", "created", "updated", "unchanged", "refused": [{"record",
    "code", "field", "reason"}], "needs_officer": [{"record", "code", "field", "text", "reason"}]}`; `record` counts
    from 1, `field` is the step of a doubt. An identical repetition is unchanged, a differing one in the same import
    refused. With `dry_run` nothing is written and the answer is what would be. Raises MissingRight, NaiveMoment.
    """
    require_right(by)
    local(at)
    count = _Count()
    number = 0
    for number, record in enumerate(records, start=1):
        try:
            candidate = _candidate(record)
            outcome = _take(count, candidate, by, at, dry_run=dry_run)
        except RefusedRecord as refusal:
            count.refused.append(
                {"record": number, "code": refusal.code, "field": refusal.field, "reason": str(refusal)},
            )
        else:
            setattr(count, outcome, getattr(count, outcome) + 1)
            count.needs_officer += [_to_officer(number, candidate, doubt) for doubt in candidate.imported.doubts]
    return {"read": number, "created": count.created, "updated": count.updated, "unchanged": count.unchanged,
            "refused": count.refused, "needs_officer": count.needs_officer}  # fmt: skip


def _to_officer(number: int, candidate: _Candidate, doubt: Doubt) -> dict[str, object]:
    return {"record": number, "code": candidate.code, "field": doubt.step, "text": doubt.text, "reason": doubt.reason}


def _candidate(record: Mapping[str, object] | bytes) -> _Candidate:
    if isinstance(record, bytes):
        imported = _read_bpmn(record)
        return _Candidate(imported, _hash_of(step_table.to_json(imported.table)), Source.OWN)
    return _Candidate(_read(record), _hash_of(record), _source_of(record))


def _read_bpmn(content: bytes) -> Imported:
    """Read a BPMN file; refuse it with its first problem. Raises RefusedRecord."""
    reading = bpmn.read_bpmn(content)
    code = reading.table.code if reading.table else ""
    problems = bpmn.faults(reading)
    if problems or reading.table is None:
        raise RefusedRecord(code, problems[0].element, str(UnsoundProcess(problems)))
    return Imported(_of_known_roles(reading.table), reading.doubts)


def _of_known_roles(table: StepTable) -> StepTable:
    unknown = queries.unknown_roles(table)
    if unknown:
        raise RefusedRecord(table.code, "role", say("Không có vai trò «{role}».", role=unknown[0]))
    return table


def _read(record: Mapping[str, object]) -> Imported:
    if not isinstance(record, Mapping):
        raise RefusedRecord("", "", say("Bản ghi không phải là một quy trình."))
    if real_process.is_real_process(record):
        return real_process.import_record(record, queries.import_vocabulary())
    code = str(record.get("code") or "")
    try:
        table = step_table.from_json(record)
        soundness.sound_graph(table)
    except step_table.UnreadableProcess as refusal:
        raise RefusedRecord(code, "", str(refusal)) from refusal
    except UnsoundProcess as refusal:
        raise RefusedRecord(code, refusal.problems[0].element, str(refusal)) from refusal
    return Imported(_of_known_roles(table), ())


def _source_of(record: Mapping[str, object]) -> Source:
    return Source.IMPORTED if real_process.is_real_process(record) else Source.OWN


def _hash_of(record: Mapping[str, object]) -> str:
    said = real_process.said_by(record) if real_process.is_real_process(record) else record
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@transaction.atomic
def _take(count: _Count, candidate: _Candidate, by: Actor, at: datetime, *, dry_run: bool) -> str:
    """Add a version where the record is new or another than the newest one; say what became of it."""
    code = candidate.code
    if count.seen.setdefault(code, candidate.source_hash) != candidate.source_hash:
        raise RefusedRecord(
            code, "code", say("Quy trình {code} có hai lần trong cùng lần nhập, nội dung khác nhau.", code=code)
        )
    process = Process.objects.select_for_update().filter(code=code).first()
    if process is not None and process.source != candidate.source.value:
        raise RefusedRecord(code, "code", say("Mã {code} đã dùng cho một quy trình từ nguồn khác.", code=code))
    if process is not None and _newest_hash(process) == candidate.source_hash:
        return "unchanged"
    if not dry_run:
        _add(process, candidate, by, at)
    return "created" if process is None else "updated"


def _newest_hash(process: Process) -> str | None:
    unbound = process.versions.filter(basis__isnull=True).order_by("-number")
    return unbound.values_list("source_hash", flat=True).first()


def _add(process: Process | None, candidate: _Candidate, by: Actor, at: datetime) -> None:
    table, doubts = candidate.imported.table, candidate.imported.doubts
    if process is None:
        process = Process.objects.create(code=table.code, name=table.name, source=candidate.source.value)
    elif process.name != table.name:
        process.name = table.name
        process.save(update_fields=["name"])
    version = add_version(process, NewVersion(table, candidate.source_hash, doubts), by, at)
    body = {
        "number": version.number,
        "source": candidate.source.value,
        "graph": version.graph_hash,
        "doubts": len(doubts),
    }
    ledger.write(subject=f"process:{table.code}", act=Act.PROCESS_VERSION_ADDED, by=by, at=at, body=body)
