"""The JSON extract of a procedure's official document (.doc), turned into a record as the other sources have it.

The document holds what the portal's page hides: the competent and the coordinating agency, where to file, the legal
basis. A heading that is not known is kept under its own words, so that an exemption from fees is not lost.
Law: docs/law/national-records.md, section 21.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from motcua.domain.procedures.rules.raw_record import UnreadableRecord

COUNTS = re.compile(r"bản chính\s*:\s*(\d{1,6})\D*bản sao\s*:\s*(\d{1,6})", re.IGNORECASE)


@cache
def headings() -> dict[str, Any]:
    """Return the words of data/doc_extract_words.json."""
    text = files("motcua").joinpath("data", "doc_extract_words.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def is_doc_extract(value: object) -> bool:
    """Tell an extract from a record: it has the three parts of the document."""
    return isinstance(value, Mapping) and {"metadata", "content", "tables"} <= set(value)


def as_record(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the extract as a record. Raises UnreadableRecord where a part is no part, or its two codes differ."""
    words = headings()
    metadata, content, tables = (_part(value, name) for name in ("metadata", "content", "tables"))
    record: dict[str, Any] = {
        ours: metadata.get(theirs) for theirs, ours in words["metadata"].items() if ours != "level"
    }
    record |= {ours: content.get(theirs) for theirs, ours in words["content"].items()}
    _require_one_code(value, record)
    record["level"] = [one.strip() for one in _text(metadata.get("cấp_thực_hiện")).split(",") if one.strip()]
    record["decision"] = _without_kind(_text(record["decision"]))
    record["channels"] = [_renamed(row, "channels") for row in _rows(tables, "hinh_thuc_nop")]
    record["components"] = [_paper(row) for row in _rows(tables, "thanh_phan_ho_so")]
    record["legal_basis"] = [_renamed(row, "basis") for row in _rows(tables, "can_cu_phap_ly")]
    document = {ours: content.get(theirs) for theirs, ours in words["document"].items()}
    record["document"] = {**document, "others": list(_others(metadata, content, tables))}
    return record


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = value[name]
    if not isinstance(part, Mapping):
        raise UnreadableRecord(f"Phần “{name}” của bản trích tệp .doc không đúng dạng.", field=name)
    return part


def _require_one_code(value: Mapping[str, Any], record: Mapping[str, Any]) -> None:
    """Raise UnreadableRecord where the file speaks of one procedure and its document of another."""
    said, inside = _text(value.get("thu_tuc_id")), _text(record.get("code"))
    if said and inside and said != inside:
        reason = f"Bản trích ghi mã {said[:40]} nhưng tài liệu bên trong ghi mã {inside[:40]}."
        raise UnreadableRecord(reason, field="code", code=inside[:40])


def _rows(tables: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = tables.get(name) or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise UnreadableRecord(f"Bảng “{name}” của bản trích tệp .doc không đúng dạng.", field=name)
    return rows


def _renamed(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a row under our keys; in a row of channels, columns that are not known join its note."""
    known = headings()[name]
    found = {ours: _text(row.get(theirs)) for theirs, ours in known.items()}
    more = [f"{key}: {text}" for key, text in row.items() if key not in known and _text(text)]
    if "note" in found:
        found["note"] = "\n".join(one for one in (found["note"], *more) if one)
    return found


def _paper(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of papers: the columns of form and count are told apart by what stands in them."""
    words = headings()["papers"]
    texts = [_text(row.get(key)) for key in words["texts"]]
    counts = next((found for text in texts if (found := COUNTS.search(text))), None)
    return {
        "name": _text(row.get(words["name"])),
        "originals": int(counts[1]) if counts else None,
        "copies": int(counts[2]) if counts else None,
        "form": " ".join(text for text in texts if text and not COUNTS.search(text)),
    }


def _others(
    metadata: Mapping[str, Any], content: Mapping[str, Any], tables: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    """Yield what stands under headings that are not known."""
    words = headings()
    for part, known in (
        (metadata, words["metadata"]),
        (content, {**words["content"], **words["document"]}),
        (tables, words["tables"]),
    ):
        for heading, said in part.items():
            if heading not in known and said:
                text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
                yield {"label": str(heading).replace("_", " "), "text": text}


def _without_kind(decision: str) -> str:
    before = headings()["before_decision"]
    return decision[len(before) :] if decision.casefold().startswith(before) else decision


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
