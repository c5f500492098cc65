"""The compiled process: immutable, JSON-serialisable, known by its hash.

Law: docs/law/processes.md, section 1. Change that page and its cases first, then this file.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from motcua.domain.workflow.rules import conditions, structure
from motcua.domain.workflow.rules.step_table import MARKS, Element, Flow, Kind, StepTable, plain
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

FORMAT = "motcua.graph/1"


class UnknownStep(Refusal):
    """A step is named that the process does not have."""


class UnsoundProcess(Refusal):
    """A process cannot be used; `problems` tells why, element by element."""

    def __init__(self, problems: tuple[structure.Problem, ...]) -> None:
        self.problems = problems
        more = say(" (và {count} lỗi khác)", count=len(problems) - 1) if len(problems) > 1 else ""
        super().__init__(
            say("Bước «{element}»: {reason}{more}", element=problems[0].element, reason=problems[0].reason, more=more)
        )


@dataclass(frozen=True)
class StepInfo:
    """One step that a person does.

    `share`: working days of the limit, None where it uses none of it. `stops_clock`: the clock stands still while
    the step is open. `decides`: completing it is the decision; `refuses`: that decision is a refusal. `ready`:
    with it the desk takes the result in, and by that the dossier is settled. `returns`: completing it hands the
    result to the person.
    """

    id: str
    name: str
    place: str
    role: str
    share: Decimal | None = None
    stops_clock: bool = False
    decides: bool = False
    refuses: bool = False
    ready: bool = False
    returns: bool = False


@dataclass(frozen=True)
class Way:
    """One way out of a node; in a choice the way without condition is the default and stands last."""

    to: str
    label: str = ""
    when: conditions.Condition | None = None


@dataclass(frozen=True)
class Node:
    """One element of the graph; `step` only where a person acts."""

    kind: Kind
    ways: tuple[Way, ...]
    step: StepInfo | None = None


@dataclass(frozen=True)
class Graph:
    """A compiled process. Nodes stand in the author's order, which is the order of a list on a page."""

    start: str
    nodes: Mapping[str, Node]

    @cached_property
    def steps(self) -> tuple[StepInfo, ...]:
        """All steps in the order of a list."""
        return tuple(node.step for node in self.nodes.values() if node.step is not None)

    def step(self, step_id: str) -> StepInfo:
        """Return one step; raise UnknownStep where the process has none of that id."""
        node = self.nodes.get(step_id)
        if node is None or node.step is None:
            raise UnknownStep(say("Quy trình không có bước «{step_id}».", step_id=step_id))
        return node.step

    @cached_property
    def ready_step(self) -> StepInfo:
        """The step whose opening lays the result at the desk; a sound process has exactly one."""
        return next(step for step in self.steps if step.ready)

    @cached_property
    def sources(self) -> Mapping[str, frozenset[str]]:
        """Which nodes lead into each node."""
        found: dict[str, set[str]] = {name: set() for name in self.nodes}
        for name, node in self.nodes.items():
            for way in node.ways:
                found[way.to].add(name)
        return MappingProxyType({name: frozenset(sources) for name, sources in found.items()})

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON: the same process always has the same hash."""
        written = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    def to_json(self) -> dict[str, object]:
        """Write the graph as JSON without floats."""
        nodes = [[name, _node_json(node)] for name, node in self.nodes.items()]
        return {"format": FORMAT, "start": self.start, "nodes": nodes}


def compile_process(table: StepTable) -> Graph:
    """Compile a process; raise UnsoundProcess with every fault of its form.

    Whether it always runs to its end is another question: `soundness.problems`.
    """
    faults = structure.problems(table)
    if faults:
        raise UnsoundProcess(faults)
    nodes = {element.id: Node(element.kind, _ways(element), _step(element)) for element in table.elements}
    return Graph(start=table.start, nodes=MappingProxyType(nodes))


def _ways(element: Element) -> tuple[Way, ...]:
    flows = sorted(element.flows, key=lambda flow: flow.default)
    return tuple(Way(flow.to, flow.label, _condition(flow)) for flow in flows)


def _condition(flow: Flow) -> conditions.Condition | None:
    return None if flow.when is None else conditions.parse(flow.when)


def _step(element: Element) -> StepInfo | None:
    if element.kind is not Kind.TASK:
        return None
    return StepInfo(
        id=element.id, name=element.name, place=element.place, role=element.role, share=element.share,
        stops_clock=element.stops_clock, decides=element.decides, refuses=element.refuses, ready=element.ready, returns=element.returns,
    )  # fmt: skip


def _node_json(node: Node) -> dict[str, object]:
    written: dict[str, object] = {"kind": node.kind.value, "ways": [_way_json(way) for way in node.ways]}
    if node.step is not None:
        step = node.step
        written |= {"name": step.name, "place": step.place, "role": step.role, "share": plain(step.share)}
        written["marks"] = [mark for mark in MARKS if getattr(step, mark)]
    return written


def _way_json(way: Way) -> list[object]:
    return [way.to, way.label, None if way.when is None else conditions.to_data(way.when)]


def graph_from_json(document: Mapping[str, object]) -> Graph:
    """Read what `Graph.to_json` wrote."""
    listed = document["nodes"]
    assert isinstance(listed, list)
    nodes = {name: _node_from(name, written) for name, written in listed}
    return Graph(start=str(document["start"]), nodes=MappingProxyType(nodes))


def _node_from(name: str, written: Mapping[str, object]) -> Node:
    kind, ways = Kind(str(written["kind"])), written["ways"]
    assert isinstance(ways, list)
    step = _step_from(name, written) if kind is Kind.TASK else None
    return Node(kind, tuple(Way(to, label, when and conditions.from_data(when)) for to, label, when in ways), step)


def _step_from(name: str, written: Mapping[str, object]) -> StepInfo:
    share, marks = written["share"], written["marks"]
    assert isinstance(marks, list)
    return StepInfo(
        id=name,
        name=str(written["name"]),
        place=str(written["place"]),
        role=str(written["role"]),
        share=None if share is None else Decimal(str(share)),
        **{mark: mark in marks for mark in MARKS},
    )
