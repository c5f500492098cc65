"""Change a process document element by element; it may be unsound until it is published.

The document is that of docs/processes.md. What is typed for the ways out is one way a line: `TARGET | label | condition`,
the default way as `TARGET | label | *`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.domain.workflow.rules.step_table import FORMAT, MARKS, Kind, UnreadableProcess, from_json
from motcua.kernel.language import say
from motcua.kernel.vietnamese import clean

DEFAULT = "*"
Document = dict[str, Any]


@dataclass(frozen=True)
class TypedElement:
    """One row of the table as it was typed."""

    id: str
    kind: str
    ways: str = ""
    name: str = ""
    place: str = ""
    role: str = ""
    share: str = ""
    calls: str = ""
    marks: Sequence[str] = ()


def empty(code: str, name: str) -> Document:
    """Return a new document with nothing but its end. Raises UnreadableProcess for a code that cannot be one."""
    document = {"format": FORMAT, "code": clean(code), "name": clean(name), "total_days": None, "start": "finish",
                "elements": [{"id": "finish", "kind": "end"}]}  # fmt: skip
    from_json(document)
    return document


def with_element(document: Mapping[str, Any], typed: TypedElement, *, instead_of: str = "") -> Document:
    """Return the document with the element put in place of another, or before the end where it is new.

    A new id is followed by every way that led to the old one. Raises UnreadableProcess where the form is wrong.
    """
    row, rows = _row(typed), list(document["elements"])
    taken = {one["id"] for one in rows} - {instead_of}
    if row["id"] in taken:
        raise UnreadableProcess(say("Mã bước «{id}» đã có.", id=row["id"]))
    places = [number for number, one in enumerate(rows) if one["id"] == instead_of]
    if instead_of and not places:
        raise UnreadableProcess(say("Bản nháp không có phần tử «{instead_of}».", instead_of=instead_of))
    if places:
        rows[places[0]] = row
    else:
        at = next((number for number, one in enumerate(rows) if one["kind"] == Kind.END), len(rows))
        rows.insert(at, row)
    return _read({**document, "elements": [_renamed(one, instead_of, row["id"]) for one in rows],
                  "start": row["id"] if document["start"] == instead_of else document["start"]})  # fmt: skip


def without_element(document: Mapping[str, Any], element: str) -> Document:
    """Return the document without the element; ways that led to it are told by the check."""
    return {**document, "elements": [one for one in document["elements"] if one["id"] != element]}


def with_facts(document: Mapping[str, Any], *, name: str, total_days: str, start: str) -> Document:
    """Return the document with another name, sum of days or first element. Raises UnreadableProcess."""
    days = clean(total_days).replace(",", ".")
    return _read({**document, "name": clean(name), "total_days": days or None, "start": clean(start)})


def typed_of(row: Mapping[str, Any]) -> TypedElement:
    """Return an element as the form shows it."""
    return TypedElement(
        id=row["id"],
        kind=row["kind"],
        ways="\n".join(_line(flow) for flow in row.get("flows", ())),
        name=row.get("name", ""),
        place=row.get("place", ""),
        role=row.get("role", ""),
        share=row.get("share") or "",
        calls=row.get("calls", ""),
        marks=tuple(mark for mark in MARKS if row.get(mark)),
    )


def _line(flow: Mapping[str, Any]) -> str:
    condition = DEFAULT if flow.get("default") else flow.get("when", "")
    parts = [flow["to"], flow.get("label", ""), condition]
    while not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _row(typed: TypedElement) -> Document:
    row: Document = {"id": clean(typed.id), "kind": typed.kind}
    if typed.kind == Kind.TASK:
        row |= {"name": clean(typed.name), "place": clean(typed.place), "role": clean(typed.role)}
        row |= {"share": clean(typed.share).replace(",", ".") or None} | {
            mark: True for mark in MARKS if mark in typed.marks
        }
        row |= {"calls": clean(typed.calls)} if clean(typed.calls) else {}
    flows = [_flow(line) for line in typed.ways.splitlines() if clean(line)]
    return row | ({"flows": flows} if flows else {})


def _flow(line: str) -> Document:
    to, label, condition = ([clean(part) for part in line.split("|", 2)] + ["", ""])[:3]
    flow: Document = {"to": to}
    if label:
        flow["label"] = label
    if condition == DEFAULT:
        flow["default"] = True
    elif condition:
        flow["when"] = condition
    return flow


def _renamed(row: Document, old: str, new: str) -> Document:
    if not old or old == new:
        return row
    flows = [{**flow, "to": new if flow["to"] == old else flow["to"]} for flow in row.get("flows", ())]
    return {**row, "flows": flows} if flows else row


def _read(document: Document) -> Document:
    from_json(document)
    return document
