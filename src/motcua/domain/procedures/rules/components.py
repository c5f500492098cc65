"""Rows of papers sorted: to file, to show, or only a note; and headings that name a case (trường hợp).

A table of "thành phần hồ sơ" mixes all of these. Counts and words tell them apart; where they do not, it is a doubt.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.procedures.rules.doubts import Doubt, doubt
from motcua.domain.procedures.rules.raw_record import RawComponent
from motcua.domain.procedures.rules.source_text import is_empty, one_line, readable
from motcua.domain.procedures.rules.words import any_inside, any_start, words
from motcua.kernel.vietnamese import fold

BULLET = re.compile(r"^[-–+•*]\s+")
LEADING = re.compile(
    r"^(?:[\s*+•–—-]+|\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4}|[a-zđA-ZĐ]\d?)[).:]+\s*|\d{1,2}(?:\.\d+)*\.?\s+)+"
)
BEGINNING = 120
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
ADDRESS = re.compile(r"(?:https?|file)://\S+")


class ComponentKind(StrEnum):
    """What a row of the table asks of the person."""

    TO_FILE = "to_file"
    TO_SHOW = "to_show"
    NOTE = "note"


STATED_KINDS = {"file": ComponentKind.TO_FILE, "show": ComponentKind.TO_SHOW, "note": ComponentKind.NOTE}


@dataclass(frozen=True)
class ComponentRow:
    """One row of papers. `case` is the number of the case it belongs to; none: all of them.

    `only_if` is a heading that names a condition, not a case (for example: filed through a representative).
    `originals` and `copies` are none where the record does not say.
    """

    number: int
    name: str
    kind: ComponentKind
    originals: int | None
    copies: int | None
    form: str = ""
    only_if: str = ""
    case: int | None = None


@dataclass(frozen=True)
class ComponentsRead:
    """All rows, the names of the cases their headings gave, the doubts, and what was mended."""

    rows: tuple[ComponentRow, ...]
    case_names: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    mended: frozenset[str]


def read_components(raw: Sequence[RawComponent], stated_cases: tuple[str, ...] = ()) -> ComponentsRead:
    """Sort the rows; see the module. `stated_cases` are the names of cases that the record itself lists."""
    headings = {one.group: heading_of(one.group) for one in raw}
    cases, headings_unclear = _cases_of(headings, stated_cases)
    rows: list[ComponentRow] = []
    unclear: list[tuple[str, str]] = []
    mended: set[str] = set()
    for number, one in enumerate(raw, start=1):
        name = readable(one.name)
        if is_empty(name.text) or not any(letter.isalnum() for letter in name.text):
            continue
        row, doubtful = _row(number, one, name.text, headings[one.group], cases)
        rows.append(row)
        unclear += doubtful
        mended |= name.mended | ({"local_path_removed"} if "file:///" in one.form else set())
    mended |= {f"component_{row.kind}" for row in rows if row.kind is not ComponentKind.TO_FILE}
    mended |= {"case_from_groups"} if cases and not stated_cases else set()
    return ComponentsRead(
        rows=tuple(rows),
        case_names=stated_cases or tuple(cases),
        doubts=(*_grouped(unclear), *headings_unclear),
        mended=frozenset(mended),
    )


def heading_of(group: str) -> tuple[str, str]:
    """Return what a heading is (common, show, note, only_if, case, other) and its text without numbering."""
    text = one_line(readable(group).text)
    bare = LEADING.sub("", text).rstrip(" :.;")
    folded = fold(bare)
    if is_empty(bare) or folded in words()["heading_common"]:
        return "common", ""
    if any_start(folded, "heading_note"):
        return "note", bare
    if any_start(folded, "heading_case"):
        return ("only_if" if any_inside(folded, "heading_only_if") else "case"), bare
    if any_inside(folded, "heading_show"):
        return "show", bare
    if any_start(folded, "heading_common"):
        return "common_named", bare
    return "other", bare


def _cases_of(
    headings: dict[str, tuple[str, str]], stated: tuple[str, ...]
) -> tuple[dict[str, int], tuple[Doubt, ...]]:
    """Return the number of the case of each heading text, and the doubt where headings are no clear cases."""
    if stated:
        return {name: number for number, name in enumerate(stated, start=1)}, ()
    named = list(dict.fromkeys(text for kind, text in headings.values() if kind == "case"))
    other = list(dict.fromkeys(text for kind, text in headings.values() if kind in ("other", "common_named")))
    unclear = len(other) >= 2 or (bool(other) and len(named) >= 2)
    names = named if len(named) >= 2 else (other if unclear else [])
    if len(named) == 1 and unclear:
        names = [*named, *other]
    cases = {name: number for number, name in enumerate(names, start=1)}
    if not unclear:
        return cases, ()
    return cases, (doubt("cases_unclear", field="cases", text="\n".join([*named, *other])),)


def _row(
    number: int, one: RawComponent, name: str, heading: tuple[str, str], cases: dict[str, int]
) -> tuple[ComponentRow, list[tuple[str, str]]]:
    kind, doubtful = _kind_of(one, fold(LEADING.sub("", one_line(name[:BEGINNING]))), heading[0])
    originals, copies = _believed(one.originals), _believed(one.copies)
    doubts = [("component_kind", name)] if doubtful else []
    if (originals, copies) != (one.originals, one.copies):
        doubts.append(("component_count", f"{name}: {one.originals} bản chính, {one.copies} bản sao"))
    if kind is ComponentKind.TO_FILE and not doubtful and not (one.originals or one.copies):
        originals = copies = None
        doubts.append(("component_count_missing", name))
    condition = heading[1] if heading[0] == "only_if" or (heading[0] == "case" and heading[1] not in cases) else ""
    return (
        ComponentRow(
            number=number, name=BULLET.sub("", name), kind=kind, originals=originals, copies=copies, form=form_name(one.form),
            only_if=condition, case=cases.get(heading[1]),
        ),
        doubts,
    )  # fmt: skip


def _kind_of(one: RawComponent, folded: str, heading: str) -> tuple[ComponentKind, bool]:
    """Return what the row is, and whether that is doubtful."""
    if one.kind in STATED_KINDS:
        return STATED_KINDS[one.kind], False
    counted = bool(one.originals or one.copies)
    if heading == "note" or (not counted and any_start(folded, "note_starts")):
        return ComponentKind.NOTE, False
    if heading == "show" or any_start(folded, "show_starts"):
        return ComponentKind.TO_SHOW, False
    if counted or any_start(folded, "paper_starts"):
        return ComponentKind.TO_FILE, False
    return ComponentKind.NOTE, True


def _believed(count: int | None) -> int | None:
    """Return the count, or none where no table of papers can mean it (a year glued to a digit)."""
    return None if count is not None and count > words()["believable_count"] else count


def _grouped(unclear: Sequence[tuple[str, str]]) -> tuple[Doubt, ...]:
    """Return one doubt for each kind, however many rows it concerns."""
    return tuple(
        doubt(kind, field="components", text="\n".join(text for one, text in unclear if one == kind))
        for kind in Counter(kind for kind, _ in unclear)
    )


def form_name(form: str) -> str:
    """Return the name of the form without addresses and paths of somebody's machine."""
    return one_line(ADDRESS.sub("", LINK.sub(r"\1", readable(form).text))).strip()
