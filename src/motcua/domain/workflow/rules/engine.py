"""The engine: pure functions that say which steps open next.

A running dossier is a set of open steps and of tokens that wait at joins; both are plain text, kept by the caller.
Law: docs/law/processes.md, sections 2 and 5. Change that page and its cases first, then this file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from motcua.domain.workflow.rules import conditions
from motcua.domain.workflow.rules.graph import Graph, Node, Way
from motcua.domain.workflow.rules.step_table import Kind

Pick = Callable[[str, Node], Iterable[Way]]
NO_DATA: Mapping[str, object] = {}
MOST_PASSES = {Kind.SPLIT: 1, Kind.CHOICE: 2}


class DoubleToken(Exception):  # noqa: N818 - not an error of the user: a sound process never raises it
    """More tokens than one arrived on the same way; `element` is the join, or the split or choice before it."""

    def __init__(self, element: str) -> None:
        self.element = element
        super().__init__(element)


@dataclass(frozen=True)
class Advance:
    """What a move changes: steps that open, all tokens that now wait at joins, whether the process is over."""

    opened: tuple[str, ...]
    waiting: tuple[str, ...]
    ended: bool


@dataclass(frozen=True)
class Answer:
    """One thing an officer may choose when completing a step: the button's text and the facts it stands for."""

    label: str
    data: Mapping[str, object]
    to: str


def enter(graph: Graph, data: Mapping[str, object] = NO_DATA) -> Advance:
    """Open the first steps of a process."""
    return next(_outcomes(graph, [("", graph.start)], frozenset(), _by_facts(data)))


def advance(graph: Graph, step: str, data: Mapping[str, object] = NO_DATA, waiting: Iterable[str] = ()) -> Advance:
    """Complete an open step: say which steps open, which tokens wait at joins, and whether the process is over.

    `data` are the facts of the dossier with those given at this completion; `waiting` is what the last move returned.
    Raises MissingFact where a choice asks about a fact that is not there, UnknownStep for a step of another process.
    """
    return next(_outcomes(graph, _leaving(graph, step), frozenset(waiting), _by_facts(data)))


def every_way(_name: str, node: Node) -> Iterable[Way]:
    """Pick all ways of a choice, whatever the facts."""
    return node.ways


def possible_moves(graph: Graph, step: str, waiting: Iterable[str] = (), pick: Pick = every_way) -> Iterator[Advance]:
    """Yield every way in which completing the step may go on; `pick` is asked at each choice."""
    return _outcomes(graph, _leaving(graph, step), frozenset(waiting), pick)


def possible_beginnings(graph: Graph, pick: Pick = every_way) -> Iterator[Advance]:
    """Yield every way in which the process may begin; `pick` is asked at each choice."""
    return _outcomes(graph, [("", graph.start)], frozenset(), pick)


def restart_at(graph: Graph, step: str, *, suspended: Iterable[str] = (), waiting: Iterable[str] = ()) -> Advance:
    """Go on after a supplement: the step that asked opens again.

    `suspended` are all steps that were open when it asked (steps of parallel branches among them): they open again
    too, and tokens that waited at joins wait on. Raises UnknownStep for a step of another process.
    """
    opened = dict.fromkeys([step, *suspended])
    return Advance(tuple(graph.step(name).id for name in opened), tuple(sorted(waiting)), ended=False)


def to_result(graph: Graph) -> Advance:
    """Leave the process at once for the desk, with a refusal or another final paper: only the result step is open."""
    return Advance((graph.ready_step.id,), (), ended=False)


def _leaving(graph: Graph, step: str) -> list[tuple[str, str]]:
    return [(step, way.to) for way in graph.nodes[graph.step(step).id].ways]


def _by_facts(data: Mapping[str, object]) -> Pick:
    def pick(_name: str, node: Node) -> Iterable[Way]:
        return (next(way for way in node.ways if way.when is None or conditions.holds(way.when, data)),)

    return pick


def _outcomes(
    graph: Graph,
    arrivals: list[tuple[str, str]],
    waiting: frozenset[str],
    pick: Pick,
    opened: tuple[str, ...] = (),
    passed: tuple[str, ...] = (),
) -> Iterator[Advance]:
    """Let tokens run until each stands on a step, waits at a join or has come to the end.

    A split that two tokens reach in one move, or a choice that three reach, would multiply tokens without end.
    """
    ended = False
    arrivals = list(arrivals)
    while arrivals:
        source, name = arrivals.pop(0)
        node = graph.nodes[name]
        if node.kind in MOST_PASSES:
            if passed.count(name) >= MOST_PASSES[node.kind]:
                raise DoubleToken(name)
            passed = (*passed, name)
        if node.kind is Kind.CHOICE:
            for way in pick(name, node):
                yield from _outcomes(graph, [*arrivals, (name, way.to)], waiting, pick, opened, passed)
            return
        if node.kind is Kind.TASK:
            opened = (*opened, name)
        elif node.kind is Kind.END:
            ended = True
        elif node.kind is Kind.SPLIT:
            arrivals += [(name, way.to) for way in node.ways]
        else:
            waiting, complete = _arrive(graph, source, name, waiting)
            arrivals += [(name, node.ways[0].to)] if complete else []
    yield Advance(opened, tuple(sorted(waiting)), ended)


def _arrive(graph: Graph, source: str, join: str, waiting: frozenset[str]) -> tuple[frozenset[str], bool]:
    token = f"{source}>{join}"
    if token in waiting:
        raise DoubleToken(join)
    waiting |= {token}
    awaited = {f"{other}>{join}" for other in graph.sources[join]}
    return (waiting - awaited, True) if awaited <= waiting else (waiting, False)


def answers(graph: Graph, step: str, waiting: Iterable[str] | None = None) -> tuple[Answer, ...]:
    """List what an officer may choose when completing the step, in the order of the ways; empty without a choice.

    Only the choice that directly follows the step is asked; each answer's facts are such that its way is taken. Behind
    a join it follows the step that comes last: `waiting` is what the last move returned, None where it is not known, and
    then whatever may be asked is listed.
    """
    node = _asked_after(graph, step, None if waiting is None else frozenset(waiting))
    if node is None:
        return ()
    found = []
    for way in node.ways:
        data = next((facts for facts in _sets_of_facts(node) if _way_taken(node, facts) is way), None)
        if data is not None:
            found.append(Answer(way.label or _name_of(graph, way.to), data, way.to))
    return tuple(found)


def _asked_after(graph: Graph, step: str, waiting: frozenset[str] | None) -> Node | None:
    """Return the choice that must be answered for the step's token to go on; none where it goes on, or waits, unasked."""
    source, name = _leaving(graph, step)[0]
    while True:
        node = graph.nodes[name]
        if node.kind is Kind.JOIN and waiting is not None:
            waiting, complete = _arrive(graph, source, name, waiting)
            if not complete:
                return None
        elif node.kind is Kind.CHOICE and len(node.ways) > 1:
            return node
        elif node.kind not in {Kind.JOIN, Kind.CHOICE}:
            return None
        source, name = name, node.ways[0].to


def words_of(graph: Graph, step: str, fact: str, waiting: Iterable[str] | None = None) -> Mapping[str, str]:
    """Return each word that answers the choice after the step, with its label; empty where any word may be meant.

    That is so without a choice, with one about other facts, and where a further choice follows that may ask again.
    `waiting` as for `answers`.
    """
    found = answers(graph, step, waiting)
    if any(graph.nodes[answer.to].kind is Kind.CHOICE for answer in found):
        return {}
    return {str(answer.data[fact]): answer.label for answer in found if isinstance(answer.data.get(fact), str)}


def _name_of(graph: Graph, node: str) -> str:
    step = graph.nodes[node].step
    return node if step is None else step.name


def _way_taken(node: Node, facts: Mapping[str, object]) -> Way | None:
    try:
        return next(way for way in node.ways if way.when is None or conditions.holds(way.when, facts))
    except conditions.MissingFact:
        return None


def _sets_of_facts(node: Node) -> Iterator[dict[str, object]]:
    values: dict[str, list[object]] = {}
    for way in node.ways:
        if way.when is not None:
            inner = way.when[1] if way.when[0] == "not" else way.when
            assert isinstance(inner, tuple)
            known = values.setdefault(str(inner[1]), [])
            known += [value for value in _values_for(inner, node) if value not in known]
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def _values_for(condition: conditions.Condition, node: Node) -> list[object]:
    """Give values on both sides of a condition; the default way's own id stands for any other text."""
    literal = condition[2] if len(condition) == 3 else True
    if isinstance(literal, bool):
        return [literal, not literal]
    if isinstance(literal, Decimal):
        return [_as_json_number(literal + step) for step in (0, 1, -1)]
    return [literal, node.ways[-1].to]


def _as_json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
