"""Binding: the places and roles that a source names in its own words become ours.

Law: docs/law/processes.md, section 6. Change that page and its cases first, then this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from motcua.domain.workflow.rules.step_table import PLACE, Element, Kind, StepTable, UnreadableProcess
from motcua.kernel.language import say

RAW = "raw:"


@dataclass(frozen=True)
class Unbound:
    """What is still to be said before a process may be used: words of the source, each once."""

    places: tuple[str, ...]
    roles: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.places or self.roles)


def unbound(table: StepTable) -> Unbound:
    """List the places and roles of the source that are not bound yet."""
    return Unbound(
        places=tuple(dict.fromkeys(step.place[len(RAW) :] for step in table.tasks if step.place.startswith(RAW))),
        roles=tuple(dict.fromkeys(step.role[len(RAW) :] for step in table.tasks if step.role.startswith(RAW))),
    )


def bind(table: StepTable, *, places: Mapping[str, str], roles: Mapping[str, str], decider: str = "") -> StepTable:
    """Put our places and roles where the source's words stand; what is not named stays raw.

    `places`: source word to `desk`, `competent` or `unit:CODE`; `roles`: source word to a role. `decider`: the role
    that signs decisions; it takes over a raw role of every deciding step outside the desk.
    """
    for place in places.values():
        if not PLACE.fullmatch(place) or place.startswith(RAW):
            raise UnreadableProcess(say("Nơi thực hiện «{place}» phải là desk, competent hoặc unit:MÃ.", place=place))
    return replace(table, elements=tuple(_bound(element, places, roles, decider) for element in table.elements))


def _bound(element: Element, places: Mapping[str, str], roles: Mapping[str, str], decider: str) -> Element:
    if element.kind is not Kind.TASK:
        return element
    place, role = element.place, element.role
    if place.startswith(RAW):
        place = places.get(place[len(RAW) :], place)
    if role.startswith(RAW):
        signs = decider and element.decides and place != "desk"
        role = decider if signs else roles.get(role[len(RAW) :], role)
    return replace(element, place=place, role=role)
