"""Cases and papers of the layers: the split of the record, or the one an officer has made of its rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.domain.procedures.rules.answers import Answer
from motcua.domain.procedures.rules.components import ComponentKind, ComponentRow
from motcua.domain.procedures.rules.content import NATIONAL, ComponentContent, Layer, Source
from motcua.domain.procedures.rules.national_record import NationalRecord


def case_names(record: NationalRecord, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the names of the cases; none where the procedure has only one."""
    value: Mapping[str, Any] = answers["cases"].value if "cases" in answers else {}
    if "cases" in value:
        return tuple(one["name"] for one in value["cases"])
    return () if value.get("one_case") else record.case_names


def components(
    record: NationalRecord, answers: Mapping[str, Answer], names: Sequence[str]
) -> dict[int, tuple[ComponentContent, ...]]:
    """Return the papers of each case by its number: those of all cases and its own."""
    value = answers["components"].value if "components" in answers else {}
    said = answers.get("components")
    source = Source(Layer.PROVINCE, said.decision, said.decided_on) if said else NATIONAL
    rows = [] if value.get("none_needed") else list(record.components)
    kinds = value.get("kinds", {})
    split = _split(answers)
    by_case = {}
    for number in range(1, max(len(names), 1) + 1):
        own = [_content(row, kinds, source) for row in rows if _belongs(row, number, split)]
        added = [_added(one, source) for one in value.get("add", []) if one["case"] in (None, number)]
        by_case[number] = (*own, *added)
    return by_case


def _split(answers: Mapping[str, Answer]) -> Mapping[int, frozenset[int]] | None:
    """Return the officer's own split: row number to its cases; rows in no case belong to all. None: as read."""
    value = answers["cases"].value if "cases" in answers else {}
    if value.get("one_case"):
        return {}
    if "cases" not in value:
        return None
    split: dict[int, set[int]] = {}
    for number, one in enumerate(value["cases"], start=1):
        for row in one["components"]:
            split.setdefault(row, set()).add(number)
    return {row: frozenset(cases) for row, cases in split.items()}


def _belongs(row: ComponentRow, case: int, split: Mapping[int, frozenset[int]] | None) -> bool:
    if split is None:
        return row.case is None or row.case == case
    return row.number not in split or case in split[row.number]


def _content(row: ComponentRow, kinds: Mapping[str, str], source: Source) -> ComponentContent:
    said = kinds.get(str(row.number))
    return ComponentContent(
        name=row.name, kind=ComponentKind(said) if said else row.kind, originals=row.originals, copies=row.copies,
        form=row.form, only_if=row.only_if, source=source if said else NATIONAL,
    )  # fmt: skip


def _added(one: Mapping[str, object], source: Source) -> ComponentContent:
    def count(key: str) -> int | None:
        value = one[key]
        return value if isinstance(value, int) else None

    return ComponentContent(
        name=str(one["name"]), kind=ComponentKind(str(one["kind"])), originals=count("originals"), copies=count("copies"),
        form=str(one["form"]), source=source,
    )  # fmt: skip
