"""Soundness: from every state a process can come into, it ends properly.

All reachable states are looked at, whatever the facts: the open steps, the tokens that wait at joins, and whether
the dossier is decided and its result at the desk.
Law: docs/law/processes.md, section 2. Change that page and its cases first, then this file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.domain.workflow.rules import engine, structure
from motcua.domain.workflow.rules.graph import Graph, Node, UnsoundProcess, Way, compile_process
from motcua.domain.workflow.rules.step_table import StepTable
from motcua.domain.workflow.rules.structure import Problem
from motcua.kernel.language import say

MOST_STATES = 20_000
MOST_WORK = 800_000
"""How much is looked at, so that no process keeps anyone waiting: a move counts 10, a choice in it 30, each step that
is open 1, each that opens 3. On a slow core all of it takes less than a second."""


class _TooMuchError(Exception):
    """The process has more states or moves than are looked at."""


@dataclass(frozen=True)
class State:
    """One reachable state of a running process."""

    open: frozenset[str]
    waiting: frozenset[str]
    decided: bool = False
    ready: bool = False
    ended: bool = False


@dataclass
class _Exploration:
    """What is known so far; problems in the order found, each once."""

    graph: Graph
    problems: dict[Problem, None] = field(default_factory=dict)
    before: dict[State, set[State]] = field(default_factory=dict)
    work: int = 0

    def tell(self, element: str, reason: str) -> None:
        self.problems[Problem(element, reason)] = None

    def spend(self, work: int) -> None:
        self.work += work
        if self.work > MOST_WORK:
            raise _TooMuchError

    def pick(self, _name: str, node: Node) -> tuple[Way, ...]:
        """Take every way of a choice, and count it."""
        self.spend(30)
        return node.ways


def sound_graph(table: StepTable) -> Graph:
    """Compile a process and prove it sound; raise UnsoundProcess with every problem."""
    graph = compile_process(table)
    found = problems(graph)
    if found:
        raise UnsoundProcess(found)
    return graph


def faults(table: StepTable) -> tuple[Problem, ...]:
    """List every problem of form or, where the form is right, of soundness."""
    return structure.problems(table) or problems(compile_process(table))


def reachable(graph: Graph) -> frozenset[State]:
    """Return every state in which a dossier of a sound process may stand, its end left out.

    Raises UnsoundProcess where the process has too many states to look at.
    """
    found = _Exploration(graph)
    try:
        _look_at_all(found)
    except _TooMuchError as error:
        raise UnsoundProcess((Problem(graph.start, say("Quy trình có quá nhiều trạng thái.")),)) from error
    return frozenset(state for state in found.before if not state.ended)


def problems(graph: Graph) -> tuple[Problem, ...]:
    """List why the process is not sound; empty when from every reachable state it ends properly.

    Proper: exactly one end, no step and no token left behind, never two tokens on one step, a decision before the
    result lies at the desk, the result there exactly once and nothing else open then. That every step may open needs
    no look at states: all ways of a choice are tried, so a step that never opens is one that no way reaches (a fault
    of form), or one behind a join that waits for ever.
    """
    found = _Exploration(graph)
    try:
        _look_at_all(found)
    except _TooMuchError:
        found.tell(graph.start, say("Quy trình có quá nhiều trạng thái, không kiểm tra hết được."))
        return tuple(found.problems)
    if not found.problems:
        _tell_endless(found)
    return tuple(found.problems)


def _look_at_all(found: _Exploration) -> None:
    waiting = [state for state in _beginnings(found) if _proper(found, state)]
    while waiting:
        state = waiting.pop()
        for after in _followers(found, state):
            known = after in found.before
            found.before.setdefault(after, set()).add(state)
            if not known and _proper(found, after):
                waiting.append(after)
        if len(found.before) > MOST_STATES:
            raise _TooMuchError


def _beginnings(found: _Exploration) -> Iterator[State]:
    try:
        for move in engine.possible_beginnings(found.graph, found.pick):
            state = _after(found, State(frozenset(), frozenset()), None, move)
            if state is not None and state not in found.before:
                found.before[state] = set()
                yield state
    except engine.DoubleToken as double:
        found.tell(double.element, say("Một nhánh có thể tới điểm gộp hai lần."))


def _followers(found: _Exploration, state: State) -> Iterator[State]:
    for step in sorted(state.open):
        try:
            for move in engine.possible_moves(found.graph, step, state.waiting, found.pick):
                after = _after(found, state, step, move)
                if after is not None:
                    yield after
        except engine.DoubleToken as double:
            found.tell(double.element, say("Một nhánh có thể tới điểm gộp hai lần."))


def _after(found: _Exploration, state: State, step: str | None, move: engine.Advance) -> State | None:
    """Give the state after a move, or tell why there must be none."""
    found.spend(10 + len(state.open) + len(state.waiting) + 3 * len(move.opened))
    left = state.open - {step}
    for name in move.opened:
        if name in left or move.opened.count(name) > 1:
            found.tell(
                name, say("Bước này có thể bị mở hai lần cùng lúc; các nhánh song song phải gặp nhau ở một join.")
            )
            return None
    decided = state.decided or (step is not None and found.graph.step(step).decides)
    opens_result = any(found.graph.step(name).ready for name in move.opened)
    after = State(
        left | frozenset(move.opened),
        frozenset(move.waiting),
        decided,
        state.ready or opens_result,
        move.ended,
    )
    return after if not opens_result or _result_in_order(found, state, after) else None


def _result_in_order(found: _Exploration, state: State, after: State) -> bool:
    result = found.graph.ready_step.id
    if not after.decided:
        found.tell(result, say("Kết quả có thể nằm ở bộ phận một cửa khi chưa có bước nào quyết định."))
    elif state.ready:
        found.tell(result, say("Bước có kết quả có thể được mở hai lần."))
    elif after.open != {result} or after.waiting:
        found.tell(result, say("Kết quả có thể nằm ở bộ phận một cửa khi còn bước khác chưa xong."))
    else:
        return True
    return False


def _proper(found: _Exploration, state: State) -> bool:
    """Tell whether the state may go on; an end that leaves something, or a standstill, is told."""
    if state.ended:
        for name in sorted(state.open):
            found.tell(name, say("Quy trình có thể kết thúc khi bước này chưa xong."))
        for token in sorted(state.waiting):
            found.tell(token.partition(">")[2], say("Quy trình có thể kết thúc khi điểm gộp còn chờ nhánh khác."))
        if not state.ready:
            found.tell(found.graph.ready_step.id, say("Quy trình có thể kết thúc mà không qua bước có kết quả này."))
        return False
    if not state.open:
        for token in sorted(state.waiting):
            found.tell(token.partition(">")[2], say("Điểm gộp có thể chờ mãi một nhánh không bao giờ tới."))
        return False
    return True


def _tell_endless(found: _Exploration) -> None:
    """Name the steps from which no way leads to the end."""
    can_end = {state for state in found.before if state.ended}
    waiting = list(can_end)
    while waiting:
        for state in found.before[waiting.pop()] - can_end:
            can_end.add(state)
            waiting.append(state)
    stuck = {name for state in found.before if state not in can_end for name in state.open}
    for name in found.graph.nodes:
        if name in stuck:
            found.tell(name, say("Từ bước này có thể không bao giờ tới được điểm kết thúc."))
