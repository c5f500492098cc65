"""One national record read: normalised, with everything doubtful said by field.

Reading decides only what the record's own words allow. Time limits and fees stay texts here: composition reads them,
since the province may answer over them. The original is kept beside, word for word.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from motcua.domain.procedures.rules import names
from motcua.domain.procedures.rules.channel_rows import ChannelRow
from motcua.domain.procedures.rules.components import ComponentRow, read_components
from motcua.domain.procedures.rules.doubts import Doubt, doubt
from motcua.domain.procedures.rules.raw_record import RawRecord, UnreadableRecord, shaped
from motcua.domain.procedures.rules.row_cases import cases_of_limits, cases_of_rows, limits_differ_by_channel
from motcua.domain.procedures.rules.source_text import is_empty, one_line, or_empty, readable
from motcua.domain.procedures.rules.words import any_inside, words
from motcua.kernel.codes import ProcedureCode, UnreadableCode
from motcua.kernel.vietnamese import fold

AGENCY_BORDERS = re.compile(r"\s*[;\n]\s*|,\s+(?=[A-ZĐÂÁÀẢÃẠĂÊÔƠƯỦỦỨỨÝ])")


@dataclass(frozen=True)
class LegalAct:
    """One act of the legal basis."""

    number: str
    title: str


@dataclass(frozen=True)
class OnlineLevel:
    """How far the procedure runs online (mức độ): old level 1 to 4, full or partial, and why only partial."""

    old: int | None
    extent: str
    reason: str = ""


@dataclass(frozen=True)
class Commitment:
    """A shortened time that a sample catalogue states as the province's; taken over only by an officer's act."""

    case: str
    channel: str
    time_limit_text: str
    decision: str


@dataclass(frozen=True)
class Listed:
    """What a list says of the procedure. `fills`: which fields of the record came from it; `alone`: nothing fuller yet."""

    name: str
    field: str
    issuer: str
    decision: str
    agencies: tuple[str, ...]
    levels: tuple[str, ...]
    fills: tuple[str, ...] = ()
    alone: bool = True


@dataclass(frozen=True)
class DocumentParts:
    """What only the official document says; `others` are its further headings with their words (fee exemptions …)."""

    competent: str
    coordinating: tuple[str, ...]
    receiving_address: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NationalRecord:
    """What a national record says of one procedure, normalised."""

    code: str
    name: str
    everyday_names: tuple[str, ...]
    field: str
    levels: tuple[str, ...]
    agencies: tuple[str, ...]
    issuer: str
    decision: str
    targets: str
    case_names: tuple[str, ...]
    channels: tuple[ChannelRow, ...]
    components: tuple[ComponentRow, ...]
    steps_text: str
    result: str
    conditions: str
    legal_basis: tuple[LegalAct, ...]
    online_level: OnlineLevel | None
    fee_reason: str
    commitments: tuple[Commitment, ...]
    units_lost: bool
    never_because: str
    listed: Listed | None = None
    document: DocumentParts | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON can hold it; without list and document nothing is said of them (equal digests)."""
        held = dict(_adapter().dump_python(self, mode="json"))
        return {key: value for key, value in held.items() if value is not None or key not in ("listed", "document")}

    @staticmethod
    def from_json(value: dict[str, Any]) -> "NationalRecord":
        """Return the record that `to_json` gave."""
        return _adapter().validate_python(value)

    def digest(self) -> str:
        """Return the SHA-256 of the normalised content: equal for records that say the same."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def _adapter() -> "TypeAdapter[NationalRecord]":
    return TypeAdapter(NationalRecord)


NO_CODE = "Bản ghi không có mã thủ tục quốc gia nên chưa biết là thủ tục nào."


@dataclass(frozen=True)
class Reading:
    """A record read, its doubts (those about limits and fees come from composition), and what was mended."""

    record: NationalRecord
    doubts: tuple[Doubt, ...]
    mended: frozenset[str]


def read_record(value: Any) -> Reading:
    """Read one record. Raises UnreadableRecord where it has no shape, no name, or a code that is none.

    A record without any code is kept under one of our own, so that nothing of it is lost; it is never published.
    """
    raw = shaped(value)
    code, known = _codes(raw)
    name, name_doubts, name_mended = names.read_name(raw.name, code=known)
    rows, channel_doubts = _channels(raw)
    components = read_components(raw.components, _stated_cases(raw))
    levels, level_doubts = _levels(raw)
    units_lost = any(word in raw.time_source for word in words()["units_lost_in"])
    case_names, channels, cases_mended = _cases(components.case_names, rows, units_lost=units_lost)
    record = NationalRecord(
        code=known,
        name=name,
        everyday_names=tuple(one_line(readable(one).text) for one in raw.everyday_names),
        field=_line(raw.field),
        levels=levels,
        agencies=_agencies(raw),
        issuer=_issuer(raw),
        decision=_line(raw.decision),
        targets=_line(raw.targets),
        case_names=case_names,
        channels=channels,
        components=components.rows,
        steps_text=_text(raw.steps_text),
        result=_text(raw.result),
        conditions=_text(raw.conditions),
        legal_basis=_basis(raw),
        online_level=None if raw.online_level is None else OnlineLevel(**raw.online_level.model_dump()),
        fee_reason=_text(raw.fee_reason),
        commitments=tuple(Commitment(**one.model_dump()) for one in raw.committed),
        units_lost=units_lost,
        never_because=names.no_procedure_because(name) or ("" if code else NO_CODE),
    )
    found = (*name_doubts, *level_doubts, *channel_doubts, *components.doubts, *_missing(record), *_stated(raw))
    doubts = found if code else (doubt("code_missing", field="code", text=raw.name), *found)
    mended = name_mended | components.mended | cases_mended | _mended(raw, record, code)
    return Reading(record=_with_source(record, raw), doubts=doubts, mended=mended)


def _with_source(record: NationalRecord, raw: RawRecord) -> NationalRecord:
    """Return the record with what its kind of source alone says: a list, an official document."""
    return replace(record, listed=_listed(record) if raw.listed else None, document=_document(raw))


def _listed(record: NationalRecord) -> Listed:
    return Listed(
        name=record.name,
        field=record.field,
        issuer=record.issuer,
        decision=record.decision,
        agencies=record.agencies,
        levels=record.levels,
    )


def _document(raw: RawRecord) -> DocumentParts | None:
    if raw.document is None:
        return None
    return DocumentParts(
        competent=_text(raw.document.competent),
        coordinating=_split(raw.document.coordinating),
        receiving_address=_text(raw.document.receiving_address),
        others=tuple((_line(one.label), text) for one in raw.document.others if (text := _text(one.text))),
    )


def _from_number(raw: RawRecord) -> tuple[Doubt, ...]:
    """Return the doubt about a code that stood in a cell as a number."""
    return (doubt("code_from_number", field="code", text=raw.code_from_number),) if raw.code_from_number else ()


def _cases(
    stated: tuple[str, ...], rows: tuple[ChannelRow, ...], *, units_lost: bool
) -> tuple[tuple[str, ...], tuple[ChannelRow, ...], set[str]]:
    """Return the cases: those of the papers, else of the rows' notes, else of the limits; and how they were found."""
    if stated:
        return stated, rows, set()
    names_of_rows, with_cases = cases_of_rows(rows)
    if names_of_rows:
        return names_of_rows, with_cases, {"case_from_rows"}
    names_of_limits = cases_of_limits(rows, units_lost=units_lost)
    return names_of_limits, rows, {"case_from_limits"} if names_of_limits else set()


def _mended(raw: RawRecord, record: NationalRecord, code: ProcedureCode | None) -> set[str]:
    """Return the codes of what was mended or sorted without asking anybody."""
    facts = {
        "province_suffix": code is not None and code.agency is not None,
        "agencies_split": len(record.agencies) > 1,
        "rows_repeat_identically": len(set(record.channels)) < len(record.channels),
        "limit_differs_by_channel": limits_differ_by_channel(record.channels),
    }
    return {kind for kind, is_so in facts.items() if is_so} | _mended_texts(raw)


def _stated(raw: RawRecord) -> tuple[Doubt, ...]:
    stated = (doubt("stated_by_source", field="source", text=readable(one).text) for one in raw.doubts)
    return *_from_number(raw), *stated


def _codes(raw: RawRecord) -> tuple[ProcedureCode | None, str]:
    """Return the code a record states, None where it states none, and the one under which it is kept."""
    code = _code(raw) if raw.code.strip() else None
    return code, code.national if code else _code_of_our_own(raw)


def _code(raw: RawRecord) -> ProcedureCode:
    try:
        return ProcedureCode.parse(raw.code)
    except UnreadableCode as refusal:
        raise UnreadableRecord(str(refusal)[:200], field="code", code=raw.code[:40]) from refusal


def _code_of_our_own(raw: RawRecord) -> str:
    """Return the code under which a record without one is kept: the same name and agency always give the same."""
    words_of_it = "|".join(fold(readable(text).text) for text in (raw.name, raw.agency))
    return f"CHUA-MA-{hashlib.sha256(words_of_it.encode()).hexdigest()[:10].upper()}"


def _text(raw: str) -> str:
    return or_empty(readable(raw).text)


def _line(raw: str) -> str:
    return one_line(_text(raw))


def _mended_texts(raw: RawRecord) -> set[str]:
    texts = [raw.steps_text, raw.result, raw.conditions, raw.agency, raw.field, raw.targets]
    texts += [text for row in raw.channels for text in (row.time_limit_text, row.fee_text, row.note)]
    mended = {code for text in texts for code in readable(text).mended}
    said_nothing = any(text.strip() and is_empty(readable(text).text) for text in texts[:6])
    return mended | ({"empty_words"} if said_nothing else set())


def _agencies(raw: RawRecord) -> tuple[str, ...]:
    return _split(raw.agency)


def _split(text: str) -> tuple[str, ...]:
    parts = map(one_line, AGENCY_BORDERS.split(readable(text).text))
    return tuple(dict.fromkeys(one for one in parts if not is_empty(one)))


def _stated_cases(raw: RawRecord) -> tuple[str, ...]:
    return tuple(one_line(readable(one).text) for one in raw.cases)


def _issuer(raw: RawRecord) -> str:
    issuer = _line(raw.catalog_issuer) or _line(raw.issuer)
    return str(words()["issuer_folders"].get(issuer, issuer))


def _basis(raw: RawRecord) -> tuple[LegalAct, ...]:
    acts = (LegalAct(number=_line(one.number), title=_line(one.title)) for one in raw.legal_basis)
    return tuple(dict.fromkeys(act for act in acts if act.number or act.title))


def _levels(raw: RawRecord) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    known = words()["levels"]
    given = [one_line(readable(one).text) for one in raw.level]
    levels = tuple(dict.fromkeys(known[fold(one)] for one in given if fold(one) in known))
    unknown = [one for one in given if fold(one) not in known]
    doubts = [doubt("level_unknown", field="level", text=", ".join(unknown))] if unknown else []
    doubts += [doubt("level_missing", field="level")] if not levels and not unknown else []
    return levels, tuple(doubts)


def _channels(raw: RawRecord) -> tuple[tuple[ChannelRow, ...], tuple[Doubt, ...]]:
    known = words()["channels"]
    rows, unknown = [], []
    for one in raw.channels:
        channel = known.get(fold(one.channel))
        if channel is None:
            unknown.append(one.channel)
            continue
        rows.append(
            ChannelRow(
                channel=channel,
                time_limit_text=one_line(readable(one.time_limit_text).text),
                fee_text=readable(one.fee_text).text,
                note=_text(one.note),
                case=_line(one.case),
            )
        )
    if unknown:
        return tuple(rows), (doubt("channel_unknown", field="channels", text=", ".join(unknown)),)
    if not rows and raw.channels_raw:
        return (), (doubt("glued_cells", field="channels", text=readable(raw.channels_raw).text),)
    return tuple(rows), () if rows else (doubt("channels_missing", field="channels"),)


def _missing(record: NationalRecord) -> tuple[Doubt, ...]:
    doubts = []
    if not any(row.kind != "note" for row in record.components):
        doubts.append(doubt("components_missing", field="components"))
    if not record.steps_text:
        doubts.append(doubt("steps_missing", field="steps"))
    if not record.legal_basis:
        doubts.append(doubt("basis_missing", field="legal_basis"))
    if not record.agencies:
        doubts.append(doubt("agency_missing", field="agency"))
    district = [text for text in (record.name, *record.agencies) if any_inside(fold(text), "district_words")]
    if district:
        doubts.append(doubt("district_wording", field="agency", text="\n".join(district)))
    return tuple(doubts)
