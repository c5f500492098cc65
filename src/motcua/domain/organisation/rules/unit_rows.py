"""Rows of a unit list (units.csv) as facts: which unit existed from when to when, under which name and parent.

Columns that are read: agency_code, name, level, kind, parent, valid_from, valid_to, predecessors. Days are ISO;
`valid_to` is the first day on which the row holds no more, empty while it does; predecessors are codes with blanks
between them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from motcua.domain.organisation.rules.texts import required_text, unit_code
from motcua.domain.organisation.rules.words import Kind, Level
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

Word = TypeVar("Word", bound=StrEnum)


class UnreadableUnitRow(Refusal):
    """A row that names no unit, level, kind or day we know; the sentence gives its number in the list."""


@dataclass(frozen=True)
class UnitRow:
    """One unit in one period; `ends_on` is the first day on which the row holds no more."""

    code: str
    name: str
    level: Level
    kind: Kind
    parent_code: str | None
    starts_on: date
    ends_on: date | None
    predecessors: tuple[str, ...]


def takeovers(rows: Iterable[UnitRow]) -> dict[tuple[str, str], date]:
    """Return from which day each successor took over from each predecessor: (predecessor, successor) to day.

    That is the day the predecessor ended; where it lives on, the first day of the row that names it.
    """
    facts = list(rows)
    ends: dict[str, date | None] = {}
    for row in sorted(facts, key=lambda row: row.starts_on):
        ends[row.code] = row.ends_on
    return {
        (predecessor, row.code): ends.get(predecessor) or row.starts_on
        for row in facts
        for predecessor in row.predecessors
        if predecessor != row.code
    }


def unit_rows(rows: Iterable[Mapping[str, str]]) -> tuple[UnitRow, ...]:
    """Return the rows as facts. Raises UnreadableUnitRow, UnusableText or UnreadableCode at the first bad one."""
    return tuple(_unit_row(number, row) for number, row in enumerate(rows, start=1))


def _unit_row(number: int, row: Mapping[str, str]) -> UnitRow:
    ends_on = clean(row["valid_to"])
    return UnitRow(
        code=unit_code(row["agency_code"]),
        name=required_text(row["name"], say("Tên đơn vị ở dòng {number}", number=number)),
        level=_word(Level, row["level"], number, say("cấp")),
        kind=_word(Kind, row["kind"], number, say("loại đơn vị")),
        parent_code=unit_code(row["parent"]) if clean(row["parent"]) else None,
        starts_on=_day(row["valid_from"], number),
        ends_on=_day(ends_on, number) if ends_on else None,
        predecessors=tuple(unit_code(code) for code in clean(row["predecessors"]).split()),
    )


def _word(words: type[Word], text: str, number: int, what: str) -> Word:
    try:
        return words(clean(text))
    except ValueError:
        raise UnreadableUnitRow(
            say("Dòng {number}: “{text}” không phải là {what} hợp lệ.", number=number, text=clean(text), what=what),
        ) from None


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(clean(text))
    except ValueError:
        raise UnreadableUnitRow(
            say("Dòng {number}: “{text}” không phải là ngày dạng 2025-07-01.", number=number, text=clean(text)),
        ) from None
