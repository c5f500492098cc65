"""What a BPMN file draws, as plain data: nodes, flows, timers, lanes, and what is outside the profile."""

from dataclasses import dataclass, field
from decimal import Decimal

from motcua.domain.workflow.rules.structure import Problem


@dataclass(frozen=True)
class Node:
    """One task, gateway or event. `usual` is the id of the default flow; `merge`: written by our own export."""

    id: str
    what: str
    name: str = ""
    usual: str = ""
    calls: str = ""
    marks: frozenset[str] = frozenset()
    merge: bool = False


@dataclass(frozen=True)
class Arrow:
    """One sequence flow."""

    id: str
    source: str
    target: str
    label: str = ""
    when: str | None = None


@dataclass(frozen=True)
class Timer:
    """One boundary timer: how many working days the step that it stands on may use."""

    id: str
    on: str
    days: Decimal


@dataclass(frozen=True)
class Lane:
    """One lane: its name and, where our extension says them, place and role of the steps in it."""

    name: str = ""
    place: str = ""
    role: str = ""


@dataclass
class Drawing:
    """All that a file says of its one process, and every problem met on the way."""

    code: str = ""
    name: str = ""
    total_days: Decimal | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    lanes: dict[str, Lane] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, element: str, reason: str) -> None:
        """Write down why an element cannot be read."""
        self.problems.append(Problem(element, reason))

    def out_of(self, node: str) -> list[Arrow]:
        """Return the flows out of a node, in the order of the file."""
        return [arrow for arrow in self.arrows if arrow.source == node]

    def into(self, node: str) -> list[Arrow]:
        """Return the flows into a node, in the order of the file."""
        return [arrow for arrow in self.arrows if arrow.target == node]
