"""At which one-stop desk a procedure stands on the board: where the unit that settles it, or one above, has its desk.

Any desk may take it where the rule pack says so; a board shows what people of the place come for.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class DeskPlace:
    """A desk and the unit whose desk it is: its code, and whether that is a commune or a district's council."""

    code: str
    name: str
    parent: str
    is_commune: bool
    is_district: bool


def stands_at(settles: str, desk: DeskPlace, line: Collection[str]) -> bool:
    """Tell whether a procedure stands on the desk's board.

    `settles`: the code of the competent unit, or "commune_of_desk", "district_of_desk"; `line`: that unit and those above it.
    """
    if settles in ("", "commune_of_desk"):
        return desk.is_commune
    if settles == "district_of_desk":
        return desk.is_district
    return desk.parent in line
