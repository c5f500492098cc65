"""How sources of the national layer combine: a list may only add, a fuller record wins, in whatever order they come.

Law: docs/law/national-records.md, section 17; docs/adr/0027-lists-under-records.md.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from motcua.domain.procedures.rules.doubts import Doubt, doubt
from motcua.domain.procedures.rules.national_record import Listed, NationalRecord, Reading
from motcua.kernel.vietnamese import fold

ADDS = {"field": "", "issuer": "", "decision": "", "agencies": "agency_missing", "levels": "level_missing"}
OF_LISTS = ("code_from_number", "list_name_differs")


def combined(new: Reading, old: Reading | None) -> Reading:
    """Return what a new record makes of the national layer that is there.

    A list fills what the fuller record leaves empty and never changes or erases anything; a later list speaks before
    an earlier one, and what it leaves empty stays. The list's own words are kept beside, so that a fuller record that
    comes later gets the same additions.
    """
    listed = _latest(new.record.listed, old.record.listed if old else None)
    if old is None or listed is None:
        return new
    if is_alone(new) and is_alone(old):
        record = _filled(new.record, listed)[0]
        return replace(new, record=replace(record, listed=replace(listed, alone=True)), doubts=_settled(new, record))
    full = old if is_alone(new) else new
    own = full.record
    if own.listed is not None:
        own = replace(own, **{name: type(getattr(own, name))() for name in own.listed.fills})
    record, fills = _filled(own, listed)
    record = replace(record, listed=replace(listed, fills=fills, alone=False))
    from_lists = [one for one in (*old.doubts, *new.doubts) if one.kind == "code_from_number"]
    kept = [one for one in _settled(full, record) if one.kind not in OF_LISTS]
    return replace(new, record=record, doubts=(*kept, *dict.fromkeys(from_lists), *_differing(record, listed)))


def is_alone(reading: Reading) -> bool:
    """Tell whether the reading is of a list and nothing fuller stands over it."""
    return reading.record.listed is not None and reading.record.listed.alone


def _latest(new: Listed | None, old: Listed | None) -> Listed | None:
    """Return what lists say: the new one, and where it says nothing the old one."""
    if new is None or old is None:
        return new or old
    return replace(new, **{name: getattr(new, name) or getattr(old, name) for name in ADDS})


def _filled(record: NationalRecord, listed: Listed) -> tuple[NationalRecord, tuple[str, ...]]:
    """Return the record with its empty fields as the list has them, and which these are."""
    added: dict[str, Any] = {
        name: getattr(listed, name) for name in ADDS if not getattr(record, name) and getattr(listed, name)
    }
    return replace(record, **added), tuple(added)


def _settled(reading: Reading, record: NationalRecord) -> tuple[Doubt, ...]:
    """Return the doubts of the reading without those about what is now there."""
    gone = {kind for name, kind in ADDS.items() if kind and getattr(record, name)}
    return tuple(one for one in reading.doubts if one.kind not in gone)


def _differing(record: NationalRecord, listed: Listed) -> Iterable[Doubt]:
    if _bare(listed.name) != _bare(record.name):
        yield doubt("list_name_differs", field="name", text=listed.name)


def _bare(name: str) -> str:
    return fold(name).removeprefix("thu tuc").strip(" .;:")
