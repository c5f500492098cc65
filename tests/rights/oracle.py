"""Who may see which dossier, in plain sets: written from the rules, it asks nothing of the product.

1. Reception and handling see their own unit; leaders, supervisors and inspectors those below it, too; publishers and
   administrators none.
2. A unit sees what came in at it, what it decides, what passed through it, and what its opinion is asked on.
3. What a dissolved unit saw, its successor sees.
4. A substitute sees what the colleague who is away holds among what waits; no more dossiers than before.
5. An inspector sees from the first to the last day of the inspection, and nothing after it.
"""

from dataclasses import dataclass, field
from datetime import date

PARENTS = {
    "H12": None,
    "H12.14": "H12",
    "H12.04": "H12",
    "H12.61": "H12",
    "H12.61.01": "H12.61",
    "H12.62": "H12",
    "H12.62.01": "H12.62",
}
LEVELS = {
    "province": ("H12", "H12.14", "H12.04"),
    "district": ("H12.30", "H12.30.01"),
    "commune": ("H12.61", "H12.61.01", "H12.62", "H12.62.01"),
}
SUCCESSORS = {"H12.30": "H12.62", "H12.30.01": "H12.62.01"}
"""The dissolved district unit and its desk, and who took over."""

OWN_UNIT = {"reception", "handler"}
WITH_THOSE_BELOW = {"leader", "supervisor", "inspector"}
SEEING = OWN_UNIT | WITH_THOSE_BELOW


@dataclass(frozen=True)
class Fact:
    """What is true of one dossier: where it came in, who decides, whom it passed, who is asked, for whom it waits."""

    desk: str
    competent: str
    through: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    waits: frozenset[tuple[str, str]] = frozenset()
    held_by: str = ""
    at_desk: bool = False
    is_open: bool = True

    @property
    def units(self) -> frozenset[str]:
        return frozenset({self.desk, self.competent}) | self.through | self.asked


@dataclass(frozen=True)
class Reader:
    """One officer: a role at a unit, with the last day where there is one."""

    role: str
    unit: str
    last_day: date | None = None
    login: str = field(default="", compare=False)
    stands_for: frozenset[str] = field(default=frozenset(), compare=False)

    def holds(self, on: date) -> bool:
        """Tell whether the right is in force; an inspector without a last day has none."""
        if self.role == "inspector" and self.last_day is None:
            return False
        return self.last_day is None or on <= self.last_day


def reach(reader: Reader) -> set[str]:
    """Return the units whose dossiers the reader sees."""
    if reader.role not in SEEING:
        return set()
    found = {reader.unit}
    if reader.role in WITH_THOSE_BELOW:
        found |= {unit for unit in PARENTS if reader.unit in line(unit)}
    return found | {gone for gone, successor in SUCCESSORS.items() if successor in found}


def line(unit: str) -> set[str]:
    """Return the units above one."""
    above: set[str] = set()
    parent = PARENTS[unit]
    while parent:
        above.add(parent)
        parent = PARENTS[parent]
    return above


def sees(reader: Reader, facts: dict[str, Fact], on: date) -> set[str]:
    """Return the codes of the dossiers the reader may see on that day."""
    if not reader.holds(on):
        return set()
    units = reach(reader)
    return {code for code, fact in facts.items() if fact.units & units}


def waiting_for(reader: Reader, facts: dict[str, Fact]) -> set[str]:
    """Return the codes of what waits for the reader's unit and role, of what the reader holds, and who is away."""
    free = {code for code, fact in facts.items() if not fact.held_by and (reader.unit, reader.role) in fact.waits}
    return free | {code for code, fact in facts.items() if fact.held_by in {reader.login, *reader.stands_for} - {""}}
