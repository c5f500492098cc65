"""Import national records: the national layer only, one pass, in batches, all of it or nothing.

Idempotent: a record that says the same makes no new version. What the province has answered stays; where the new
record touches it, the answer is marked to be asked again.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from motcua.domain.procedures.events import Act, subject_of
from motcua.domain.procedures.models import CatalogueImport, NationalVersion, Procedure, ProvinceAnswer
from motcua.domain.procedures.operations import standing
from motcua.domain.procedures.operations.guards import require_importer
from motcua.domain.procedures.queries import layers
from motcua.domain.procedures.rules import doc_extract, listed
from motcua.domain.procedures.rules.composition import national_text_of
from motcua.domain.procedures.rules.national_record import Reading, read_record
from motcua.domain.procedures.rules.publication import Standing
from motcua.domain.procedures.rules.raw_record import UnreadableRecord
from motcua.domain.procedures.rules.source_text import one_line, readable
from motcua.foundation import changed_rows, ledger
from motcua.foundation.actor import Actor
from motcua.kernel.refusal import Refusal

BATCH = 200
LONGEST_LINE = 5_000_000
Line = str | bytes | Mapping[str, Any] | UnreadableRecord
Progress = Callable[[int], None]


class NotText(Refusal):
    """A file that is not the text it should be. Nothing of it was imported."""


@dataclass
class ImportSummary:
    """What came of an import. `answer` is the document of the command line; the rest is for the note."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    needs_officer: list[dict[str, Any]] = field(default_factory=list)
    standing: dict[str, int] = field(default_factory=lambda: {one.value: 0 for one in Standing})
    caught: dict[str, list[str]] = field(default_factory=dict)

    def answer(self) -> dict[str, Any]:
        """Return the document that `procedures import --json` prints."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "needs_officer": self.needs_officer,
        }

    def counts(self) -> dict[str, Any]:
        """Return the numbers alone, as the import is remembered."""
        return {
            **{key: getattr(self, key) for key in ("read", "created", "updated", "unchanged")},
            "refused": len(self.refused),
            "needs_officer": len(self.needs_officer),
            "standing": self.standing,
            "caught": {kind: len(codes) for kind, codes in sorted(self.caught.items())},
        }


@dataclass(frozen=True)
class ReadLine:
    """One record of the file that could be read, with its number and its own words."""

    number: int
    reading: Reading
    original: str
    digest: str
    is_repetition: bool = False


def import_national(
    lines: Iterable[Line],
    *,
    source: str,
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import records, one JSON object a line (or already parsed, or already refused); `progress` is told each line's number.

    Raises MissingRight, or NotText where the file is not UTF-8 text; then nothing was imported. A dry run does the
    same and takes it back.
    """
    require_importer(by)
    summary = ImportSummary()
    with transaction.atomic():
        batches = _read_lines(lines, summary, progress or (lambda _: None))
        while batch := list(islice(batches, BATCH)):
            _store(batch, summary, source=source, by=by, at=at)
        _remember(summary, source=source, by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    return summary


def _remember(summary: ImportSummary, *, source: str, by: Actor, at: datetime) -> None:
    """Keep the import and its numbers, unless it changed nothing."""
    if not (summary.created or summary.updated):
        return
    CatalogueImport.objects.create(source=source, imported_by=by.login, imported_at=at, counts=summary.counts())
    body = {"created": summary.created, "updated": summary.updated, "refused": len(summary.refused)}
    ledger.write(subject="catalogue:national", act=Act.CATALOGUE_IMPORTED, by=by, at=at, body=body)


def _read_lines(lines: Iterable[Line], summary: ImportSummary, progress: Progress) -> Iterator[ReadLine]:
    seen: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if isinstance(line, str | bytes) and not line.strip():
            continue
        summary.read += 1
        try:
            read = _read_line(number, line)
            read = replace(read, is_repetition=read.reading.record.code in seen)
            _require_same(read, seen.setdefault(read.reading.record.code, read.digest))
        except UnreadableRecord as refusal:
            summary.refused.append(_refused(number, refusal))
        else:
            yield read
        progress(number)


def _require_same(read: ReadLine, earlier: str) -> None:
    """Raise UnreadableRecord for a code that an earlier line of the file has with other content."""
    if earlier != read.digest:
        reason = "Mã này đã có ở một dòng trước với nội dung khác."
        raise UnreadableRecord(reason, field="code", code=read.reading.record.code)


def _refused(number: int, refusal: UnreadableRecord) -> dict[str, Any]:
    code = one_line(readable(refusal.code).text)
    return {"record": number, "code": code, "field": refusal.field, "reason": str(refusal)}


def _read_line(number: int, line: Line) -> ReadLine:
    if isinstance(line, UnreadableRecord):
        raise line
    if isinstance(line, Mapping):
        original, value = _as_text(line), line
    else:
        original = _decoded(number, line)
        value = _parsed(original)
    value = doc_extract.as_record(value) if doc_extract.is_doc_extract(value) else value
    reading = read_record(dict(value) if isinstance(value, Mapping) else value)
    return ReadLine(number=number, reading=reading, original=original, digest=reading.record.digest())


def _as_text(record: Mapping[str, Any]) -> str:
    """Return the text of a parsed record; half a letter, which no text can hold, stays escaped."""
    text = json.dumps(record, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(record)
    return text


def _decoded(number: int, line: str | bytes) -> str:
    """Return the line as text. A file in another encoding is refused whole: every letter of it would be wrong."""
    if len(line) > LONGEST_LINE:
        raise UnreadableRecord("Dòng này quá dài để là một bản ghi thủ tục.")
    if isinstance(line, str):
        return line.removeprefix("\ufeff").strip()
    try:
        return line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise NotText(
            f"Tệp không phải văn bản UTF-8 (dòng {number}). Lưu lại tệp với bảng mã UTF-8 rồi nhập lại; chưa có gì được nhập."
        ) from error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableRecord("Dòng này không phải JSON hợp lệ.") from error


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _store(batch: list[ReadLine], summary: ImportSummary, *, source: str, by: Actor, at: datetime) -> None:
    """Compare a batch with what is there, and write what is new or different."""
    codes = [one.reading.record.code for one in batch]
    found = Procedure.objects.select_for_update(of=("self",)).select_related("national").filter(code__in=codes)
    procedures = {one.code: one for one in found}
    answers = layers.answers_of(procedures.values())
    changed: list[tuple[ReadLine, Procedure]] = []
    for read in batch:
        code = read.reading.record.code
        procedure = procedures.setdefault(code, Procedure(code=code))
        one = _with_layers(read, procedure)
        if one.is_repetition or (procedure.national is not None and procedure.national.digest == one.digest):
            summary.unchanged += 1
        else:
            changed.append((one, procedure))
            summary.created += procedure.pk is None
            summary.updated += procedure.pk is not None
            _ask_again(one.reading, answers.get(code, []))
        _note(one, standing.assess(procedure, one.reading, answers.get(code, [])), summary)
    _write(changed, source=source, by=by, at=at)


def _with_layers(read: ReadLine, procedure: Procedure) -> ReadLine:
    """Return what was read, put together with what other sources have brought; the fuller record's original stays."""
    there = None if procedure.national is None else layers.reading_of(procedure.national)
    reading = listed.combined(read.reading, there)
    if procedure.national is None or reading is read.reading:
        return read
    lies_under = listed.is_alone(read.reading) and not listed.is_alone(reading)
    original = procedure.national.original if lies_under else read.original
    return replace(read, reading=reading, original=original, digest=reading.record.digest())


def _ask_again(reading: Reading, answers: list[ProvinceAnswer]) -> None:
    """Mark the answers whose national words the new record has changed."""
    given = layers.as_rules(answers)
    for answer in answers:
        digest = layers.digest_of(national_text_of(reading.record, answer.field, given))
        answer.asks_again = digest != answer.national_text_digest
    changed_rows.change(answers, ["asks_again"])


def _note(one: ReadLine, assessed: standing.Assessed, summary: ImportSummary) -> None:
    code = one.reading.record.code
    summary.standing[assessed.standing.value] += 1
    for kind in sorted(one.reading.mended | {doubt.kind for doubt in assessed.doubts}):
        summary.caught.setdefault(kind, []).append(code)
    summary.needs_officer += [
        {"record": one.number, "code": code, "field": doubt.field, "text": doubt.text, "reason": doubt.reason}
        for doubt in assessed.doubts
    ]


def _write(changed: list[tuple[ReadLine, Procedure]], *, source: str, by: Actor, at: datetime) -> None:
    numbers = {procedure.code: (procedure.national.number if procedure.national else 0) for _, procedure in changed}
    Procedure.objects.bulk_create([procedure for _, procedure in changed if procedure.pk is None])
    versions = NationalVersion.objects.bulk_create(
        NationalVersion(
            procedure=procedure,
            number=numbers[procedure.code] + 1,
            record=one.reading.record.to_json(),
            doubts=[standing.doubt_to_json(doubt) for doubt in one.reading.doubts],
            original=one.original,
            digest=one.digest,
            source=source,
            imported_at=at,
            imported_by=by.login,
        )
        for one, procedure in changed
    )
    with ledger.together():
        for version, (_, procedure) in zip(versions, changed, strict=True):
            procedure.national = version
            act = Act.NATIONAL_CREATED if version.number == 1 else Act.NATIONAL_UPDATED
            body = {"version": version.number, "digest": version.digest}
            ledger.write(subject=subject_of(procedure.code), act=act, by=by, at=at, body=body)
    changed_rows.change([procedure for _, procedure in changed], ["national", *standing.COPIED])
