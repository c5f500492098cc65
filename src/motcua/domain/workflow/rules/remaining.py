"""What is still to do: the steps ahead with their shares of the limit, along the longest way.

Of alternatives the longest way counts, parallel branches run side by side, a loop back counts once.
Law: docs/law/processes.md, section 4; deadlines rule 9. Change that page and its cases first, then this file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from motcua.domain.workflow.rules.graph import Graph, StepInfo
from motcua.domain.workflow.rules.step_table import Kind

Weight = Callable[[StepInfo], Decimal]
NOTHING = Decimal(0)


@dataclass(frozen=True)
class StepAhead:
    """One step still to do: it may use the limit from `begins` to `ends`, in parts of the shares still to do."""

    step: StepInfo
    begins: Decimal
    ends: Decimal

    @property
    def share(self) -> Decimal:
        """The step's part."""
        return self.ends - self.begins


@dataclass(frozen=True)
class Remaining:
    """The steps still to do in the order they come, and their length in all.

    `even` says that no step ahead has a share, so each counts alike; the parts are then no working days.
    """

    steps: tuple[StepAhead, ...]
    total: Decimal
    even: bool = False

    def offsets(self, whole: int) -> dict[str, int]:
        """Spread a whole limit over the steps in the ratio of their shares.

        `whole` in working minutes from now to the due moment; for every step the minute by which it must be done.
        The last one gets the whole.
        """
        if not self.total:
            return {ahead.step.id: whole for ahead in self.steps}
        return {ahead.step.id: int(whole * ahead.ends / self.total) for ahead in self.steps}


def remaining(graph: Graph, steps: Iterable[str]) -> Remaining:
    """Tell what is still to do when these steps (or, for the whole process, `graph.start`) are open."""
    open_now = tuple(dict.fromkeys(steps))
    by_share = _ahead(graph, open_now, lambda step: step.share or NOTHING)
    if by_share.total or not by_share.steps:
        return by_share
    alike = _ahead(graph, open_now, lambda step: NOTHING if step.stops_clock else Decimal(1))
    return Remaining(alike.steps, alike.total, even=True)


def _ahead(graph: Graph, open_now: tuple[str, ...], weight: Weight) -> Remaining:
    following: dict[str, tuple[str, ...]] = {}
    for origin in open_now:
        search = _Search(graph, weight)
        search.length(origin)
        for name in search.on_the_way(origin):
            following.setdefault(name, search.taken[name])
    begins = _begins(graph, open_now, following, weight)
    ordered = sorted(
        (
            StepAhead(step, begins[step.id], begins[step.id] + weight(step))
            for step in graph.steps
            if step.id in following
        ),
        key=lambda ahead: (ahead.begins, ahead.ends),
    )
    return Remaining(tuple(ordered), max((ahead.ends for ahead in ordered), default=NOTHING))


class _Search:
    """Longest way to the end from one node, never twice through a node: ways back are left out."""

    def __init__(self, graph: Graph, weight: Weight) -> None:
        self.graph = graph
        self.weight = weight
        self.lengths: dict[str, Decimal | None] = {}
        self.taken: dict[str, tuple[str, ...]] = {}
        self.path: set[str] = set()

    def length(self, name: str) -> Decimal | None:
        """Give the longest length from the node to the end; None where only a way back leads on."""
        if name in self.path:
            return None
        if name not in self.lengths:
            self.path.add(name)
            ways = {way.to: self.length(way.to) for way in self.graph.nodes[name].ways}
            self.path.discard(name)
            self.lengths[name] = self._best(name, {to: length for to, length in ways.items() if length is not None})
        return self.lengths[name]

    def _best(self, name: str, ways: dict[str, Decimal]) -> Decimal | None:
        node = self.graph.nodes[name]
        if node.kind is not Kind.END and not ways:
            return None
        # Of ways that are equally long the default counts, which stands last: it is the usual one.
        longest = max(reversed(ways), key=lambda to: ways[to], default=None)
        self.taken[name] = (longest,) if node.kind is Kind.CHOICE and longest is not None else tuple(ways)
        return (self.weight(node.step) if node.step is not None else NOTHING) + max(ways.values(), default=NOTHING)

    def on_the_way(self, origin: str) -> list[str]:
        """List the nodes of the longest way, all parallel branches with it."""
        found: dict[str, None] = {}
        waiting = [origin]
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.taken:
                found[name] = None
                waiting += self.taken[name]
        return list(found)


def _begins(
    graph: Graph, open_now: tuple[str, ...], following: Mapping[str, tuple[str, ...]], weight: Weight
) -> dict[str, Decimal]:
    """Give for every node ahead the longest length before it."""
    before = dict.fromkeys(following, NOTHING)
    left = dict.fromkeys(following, 0)
    for targets in following.values():
        for target in targets:
            left[target] += 1
    free = [name for name in open_now if name in left and not left[name]]
    while free:
        name = free.pop()
        step = graph.nodes[name].step
        done = before[name] + (weight(step) if step is not None else NOTHING)
        for target in following[name]:
            before[target] = max(before[target], done)
            left[target] -= 1
            if not left[target]:
                free.append(target)
    return before
