"""What is different between two documents of satisfaction, row by row (docs/law/ratings.md, 9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Counted(StrEnum):
    """A cell of a row of satisfaction that is compared; the rate only where enough answers changed."""

    SETTLED = "settled"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"
    RATE = "rate"


@dataclass(frozen=True)
class SatisfactionChange:
    """A cell that says something else now; `key` None for the total, None of `was` or `now`: no such row, or nothing told."""

    key: str | None
    name: str
    cell: Counted
    was: int | str | None
    now: int | str | None


def changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[SatisfactionChange, ...]:
    """Return what differs, in the order of the earlier rows, new ones after them, the total last.

    A rate is told only where at least as many answers changed as a group needs to be told: beside the earlier one it
    would tell what the few between them said.
    """
    before, after = _keyed(was), _keyed(now)
    keys = [*(key for key in before if key is not None), *(key for key in after if key not in before), None]
    found = []
    for key in keys:
        old, new = before.get(key, {}), after.get(key, {})
        for cell in Counted:
            was_cell, now_cell = old.get(cell.value), new.get(cell.value)
            if was_cell != now_cell and (cell != Counted.RATE or _enough(old, new, was["rules"]["least_told"])):
                found.append(SatisfactionChange(key, (old or new)["name"], cell, was_cell, now_cell))
    return tuple(found)


def _enough(old: Mapping[str, Any], new: Mapping[str, Any], least: int) -> bool:
    return abs(new.get("answered", 0) - old.get("answered", 0)) >= least


def _keyed(report: Mapping[str, Any]) -> dict[str | None, Mapping[str, Any]]:
    return {**{row["key"]: row for row in report["rows"]}, None: report["total"]}
