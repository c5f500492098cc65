"""Processes run by another engine, SpiffWorkflow, and random models to run by both.

The other engine reads the BPMN file that we export. Conditions are the only thing it is lent: it would run them as
Python. Everything else, gateways and tokens, is its own.
"""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from process_blocks import STEP, RandomProcess, Writing, random_facts
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState
from token_net import TokenNet, by_facts

from motcua.domain.workflow.rules import conditions, engine
from motcua.domain.workflow.rules.bpmn import write_bpmn
from motcua.domain.workflow.rules.graph import compile_process
from motcua.domain.workflow.rules.step_table import from_json
from motcua.domain.workflow.testing import a_document

LEAVE_LOOPS_AFTER = 40
MOST_MOVES = 160
DIFFERS = "other steps are open"


class OurConditions(PythonScriptEngine):
    """Asks our grammar instead of running a condition as Python."""

    def evaluate(self, task, expression, external_context=None):
        return conditions.holds(conditions.parse(expression), task.data | (external_context or {}))


class Improper(Exception):  # noqa: N818 - not an error: how a run went
    """A run that does not end properly; the word says how."""


@contextmanager
def what_it_cannot_do():
    """Count an error within the other engine as a run that does not end properly: its own checks are errors, too."""
    try:
        yield
    except (WorkflowException, RecursionError, AttributeError) as error:
        raise Improper(f"the other engine breaks off: {type(error).__name__}") from error


class OtherRun:
    """One dossier in the other engine: which steps are open, whether it is over."""

    def __init__(self, file, facts):
        parser = BpmnParser()
        parser.add_bpmn_str(file)
        (name,) = parser.get_process_ids()
        with what_it_cannot_do():
            self.run = BpmnWorkflow(parser.get_spec(name), script_engine=OurConditions())
            self.run.task_tree.data.update(facts)
        self._go_on(facts)

    def _go_on(self, facts):
        for task in self.run.get_tasks(state=TaskState.NOT_FINISHED_MASK):
            task.data.update(facts)
        with what_it_cannot_do():
            self.run.do_engine_steps()
        names = self.open
        if len(set(names)) < len(names):
            raise Improper("a step is open twice")
        if not names and not self.run.completed:
            raise Improper("nothing is open and nothing is over")
        if self._ends() > 1:
            raise Improper("two tokens came to the end")

    @property
    def open(self):
        return sorted(task.task_spec.bpmn_id for task in self._steps())

    @property
    def ended(self):
        return self.run.completed

    def _steps(self):
        return self.run.get_tasks(state=TaskState.READY, manual=True)

    def _ends(self):
        done = self.run.get_tasks(state=TaskState.COMPLETED)
        return sum(task.task_spec.__class__.__name__ == "EndEvent" for task in done)

    def complete(self, step, facts):
        task = next(task for task in self._steps() if task.task_spec.bpmn_id == step)
        task.data.update(facts)
        with what_it_cannot_do():
            task.run()
        self._go_on(facts)


class OurRun:
    """The same dossier in our engine; for processes that were found sound only."""

    def __init__(self, graph, facts):
        self.graph, self.open, self.waiting, self.ended = graph, [], (), False
        self._take(engine.enter(graph, facts))

    def _take(self, move):
        self.open, self.waiting, self.ended = sorted([*self.open, *move.opened]), move.waiting, move.ended

    def complete(self, step, facts):
        self.open.remove(step)
        self._take(engine.advance(self.graph, step, facts, self.waiting))


@dataclass(frozen=True)
class Outcome:
    """How a run went: "" where it ended properly; `again` tells that some step had been done twice by then."""

    how: str
    again: bool


def how_it_runs(process, random, *, ours=None):
    """Run once with random answers; with `ours`, the compiled graph, our engine runs beside it, step by step."""
    facts = random_facts(process, random, leave_loops=False)
    done = Counter()
    try:
        how = _run(process, random, facts, done, ours)
    except Improper as improper:
        how = str(improper)
    return Outcome(how, again=max(done.values(), default=0) > 1)


def _run(process, random, facts, done, ours):
    other = OtherRun(write_bpmn(from_json(process.document)), facts)
    beside = OurRun(ours, facts) if ours else None
    for moves in range(MOST_MOVES):
        if beside is not None and (beside.open, beside.ended) != (other.open, other.ended):
            return DIFFERS
        if other.ended:
            return ""
        step = random.choice(other.open)
        done[step] += 1
        facts |= random_facts(process, random, leave_loops=moves > LEAVE_LOOPS_AFTER)
        other.complete(step, facts)
        if beside is not None:
            beside.complete(step, facts)
    return "it does not come to an end"


def compiled(process):
    return compile_process(from_json(process.document))


def random_model(number):
    """Build the model of that number: every second has gateways within gateways, every fifth a loop back.

    Of each kind every second one is then spoilt by one change, which may or may not make it unsound.
    """
    random = Random(118_000 + number)
    writing = Writing()
    block = _block(random, nested=number % 2 == 0, loop=number % 5 == 0)
    start = writing.write(("sequence", [(STEP, None), block, (STEP, None)]), "sign")
    document = a_document(*writing.elements, start=start)
    for part in document["elements"]:
        part.pop("share", None)  # a share is a timer in the file, and says nothing about the order of steps
    spoilt = (number // 2) % 2 == 1
    if spoilt:
        _spoil(document, random)
    return RandomProcess(document, writing.variables, frozenset(writing.loops)), spoilt


def _block(random, *, nested, loop):
    inner = _gateway(random, _gateway(random, (STEP, None)) if nested else (STEP, None))
    return ("loop", inner, random.choice([None, (STEP, None)])) if loop else inner


def _gateway(random, inner):
    others = [(STEP, None)] * random.randint(1, 2)
    if random.random() < 0.5:
        return ("parallel", [inner, *others])
    return ("choice", [inner, *random.choice([[], [None]])], (STEP, None))


def _spoil(document, random):
    """Make one change that somebody drawing a process may make by mistake; the form stays right."""
    parts = {part["id"]: part for part in document["elements"]}
    changes = [
        *((_join_by_choice, part) for part in parts.values() if part["kind"] == "join"),
        *((_choice_by_join, part) for part in parts.values() if part["kind"] == "choice" and len(part["flows"]) == 1),
        *((_split_by_choice, part) for part in parts.values() if part["kind"] == "split"),
        *((_leads_elsewhere, part) for part in parts.values() if part["kind"] == "task" and part["id"][0] == "s"),
    ]
    change, part = random.choice([one for one in changes if one[1]["id"] not in {"sign", "result"}])
    change(part, parts, random)


def _join_by_choice(part, _parts, _random):
    part["kind"], part["flows"] = "choice", [{"to": part["flows"][0]["to"], "default": True}]


def _choice_by_join(part, _parts, _random):
    part["kind"], part["flows"] = "join", [{"to": part["flows"][0]["to"]}]


def _split_by_choice(part, _parts, _random):
    targets = [flow["to"] for flow in part["flows"]]
    ways = [{"to": to, "when": f"{part['id']} = 'way{number}'"} for number, to in enumerate(targets[:-1])]
    part["kind"], part["flows"] = "choice", [*ways, {"to": targets[-1], "default": True}]


def _leads_elsewhere(part, parts, random):
    steps = [name for name, other in parts.items() if other["kind"] == "task" and name not in {part["id"], "result"}]
    part["flows"] = [{"to": random.choice(sorted(steps))}]


def with_all_facts(process):
    """Give every fact that a condition asks for a list of values, also that of a split that became a choice."""
    asked = {}
    for part in process.document["elements"]:
        for flow in part.get("flows", []):
            name, _, literal = flow.get("when", "").partition(" = ")
            if name and name not in process.variables:
                asked.setdefault(name, ["other"]).append(literal.strip("'"))
    return RandomProcess(process.document, process.variables | asked, process.loops)


def without_the_unreached(process):
    """Leave out what no way leads to: the other engine does not see it either."""
    parts = {part["id"]: part for part in process.document["elements"]}
    reached, waiting = set(), [process.document["start"]]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [flow["to"] for flow in parts[name].get("flows", [])]
    kept = [part for part in process.document["elements"] if part["id"] in reached]
    return RandomProcess(process.document | {"elements": kept}, process.variables, process.loops)


def runs_as_a_token_net(process, random):
    """Run our engine beside the plain token net; tell whether both have the same steps open at every move."""
    facts = random_facts(process, random, leave_loops=False)
    ours, net = OurRun(compiled(process), facts), TokenNet(process.document)
    net.settle(by_facts(facts))
    for moves in range(MOST_MOVES):
        if (ours.open, list(ours.waiting)) != (net.open, net.waiting):
            return False
        if ours.ended:
            return net.ended == 1
        step = random.choice(ours.open)
        facts |= random_facts(process, random, leave_loops=moves > LEAVE_LOOPS_AFTER)
        ours.complete(step, facts)
        net.complete(step, by_facts(facts))
    return False


def leaves_a_token_behind(process, random):
    """Run the plain token net alone: tell whether it ends while a token still lies before a step or a join."""
    facts = random_facts(process, random, leave_loops=False)
    net = TokenNet(process.document)
    net.settle(by_facts(facts))
    for moves in range(MOST_MOVES):
        if net.ended or not net.open:
            break
        facts |= random_facts(process, random, leave_loops=moves > LEAVE_LOOPS_AFTER)
        net.complete(random.choice(net.open), by_facts(facts))
    return bool(net.open or net.waiting)
