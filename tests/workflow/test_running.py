"""How a dossier passes through a process."""

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from process_blocks import random_facts, random_processes
from token_net import TokenNet, by_facts

from motcua.domain.workflow.rules import conditions, engine, soundness, step_table
from motcua.domain.workflow.rules.engine import Advance
from motcua.domain.workflow.rules.graph import UnknownStep, graph_from_json
from motcua.domain.workflow.rules.remaining import remaining
from motcua.domain.workflow.rules.step_table import Kind
from motcua.domain.workflow.testing import a_choice, a_document, a_join, a_split, a_step, a_straight_document

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "src/motcua/data/processes").glob("*.json"))


def graph_of(document):
    return soundness.sound_graph(step_table.from_json(document))


STRAIGHT = graph_of(a_straight_document())
PARALLEL = graph_of(a_document(
    a_step("receive", "ask"), a_split("ask", "one", "two"), a_step("one", "asked"), a_step("two", "asked"),
    a_join("asked", "draft"), a_step("draft", "sign"),
))  # fmt: skip
CHOOSING = graph_of(a_document(
    a_step("check", "outcome"),
    {"id": "outcome", "kind": "choice", "flows": [
        {"to": "redo", "label": "Làm lại", "when": "choice = 'redo'"},
        {"to": "survey", "when": "area > 300"},
        {"to": "sign", "label": "Đồng ý", "default": True}]},
    a_step("redo", "check"), a_step("survey", "sign"),
))  # fmt: skip


def test_a_process_begins_at_its_first_step():
    """processes 5.1: nothing waits, nothing is over."""
    assert engine.enter(STRAIGHT) == Advance(("receive",), (), ended=False)


def test_a_join_waits_for_every_branch():
    """processes 5.2 and processes 5.3: the first arrival waits, the second goes on."""
    first = engine.advance(PARALLEL, "one")
    second = engine.advance(PARALLEL, "two", waiting=first.waiting)

    assert first == Advance((), ("one>asked",), ended=False)
    assert second == Advance(("draft",), (), ended=False)


def test_the_return_ends_the_process():
    """processes 5.4: nothing opens any more."""
    assert engine.advance(STRAIGHT, "result") == Advance((), (), ended=True)


def test_after_a_supplement_the_step_that_asked_is_open_again():
    """processes 5.5: not the first step."""
    assert engine.restart_at(STRAIGHT, "appraise") == Advance(("appraise",), (), ended=False)


def test_after_a_supplement_other_branches_are_where_they_were():
    """processes 5.6: an open step opens again, an arrival stays."""
    other_open = engine.restart_at(PARALLEL, "one", suspended=("one", "two"))
    other_arrived = engine.restart_at(PARALLEL, "one", suspended=("one",), waiting=("two>asked",))

    assert other_open == Advance(("one", "two"), (), ended=False)
    assert other_arrived == Advance(("one",), ("two>asked",), ended=False)
    assert engine.advance(PARALLEL, "one", waiting=other_arrived.waiting).opened == ("draft",)


def test_a_refusal_by_an_act_opens_only_the_result_step():
    """processes 5.7: the refusal lies at the desk."""
    assert engine.to_result(PARALLEL) == Advance(("result",), (), ended=False)


@pytest.mark.parametrize("step", ["lost", "ask", "finish"])
def test_a_step_that_the_process_does_not_have_is_refused(step):
    """processes 5.8: elements that nobody does are no steps."""
    with pytest.raises(UnknownStep, match=f"không có bước «{step}»"):
        engine.advance(PARALLEL, step)
    with pytest.raises(UnknownStep):
        engine.restart_at(PARALLEL, step)


@pytest.mark.parametrize(("facts", "opens"), [
    pytest.param({"choice": "redo", "area": 500}, "redo", id="processes 3.8 both hold, the first is taken"),
    pytest.param({"choice": "go", "area": 500}, "survey", id="the second holds"),
    pytest.param({"choice": "go", "area": 100}, "sign", id="processes 3.9 none holds"),
])  # fmt: skip
def test_a_choice_takes_the_first_way_that_holds(facts, opens):
    assert engine.advance(CHOOSING, "check", facts).opened == (opens,)


def test_a_choice_without_its_facts_moves_nothing():
    with pytest.raises(conditions.MissingFact, match="Cần cho biết «area»"):
        engine.advance(CHOOSING, "check", {"choice": "go"})


def test_the_answers_of_a_choice_are_offered():
    """processes 5.9: each with the button's text, in the order of the ways."""
    offered = engine.answers(CHOOSING, "check")

    assert [(answer.label, answer.to) for answer in offered] == [
        ("Làm lại", "redo"), ("Bước survey", "survey"), ("Đồng ý", "sign"),
    ]  # fmt: skip
    assert [engine.advance(CHOOSING, "check", answer.data).opened for answer in offered] == [
        ("redo",), ("survey",), ("sign",),
    ]  # fmt: skip
    assert engine.answers(STRAIGHT, "receive") == ()


MEETING = graph_of(a_document(
    a_step("begin", "both"), a_split("both", "survey", "price"),
    a_step("survey", "together"), a_step("price", "together"), a_join("together", "meet"), a_choice("meet", otherwise="verdict"),
    a_choice("verdict", ("choice = 'turn_down'", "turn_down"), otherwise="draft"),
    a_step("turn_down", "sign"), a_step("draft", "sign"),
))  # fmt: skip


@pytest.mark.parametrize(("first", "last"), [("survey", "price"), ("price", "survey")])
def test_a_choice_after_a_join_is_asked_of_who_comes_last(first, last):
    """processes 5.10."""
    moved = engine.advance(MEETING, first)
    asked = engine.answers(MEETING, last, moved.waiting)

    assert (moved.opened, engine.answers(MEETING, first, ())) == ((), ())
    assert [answer.to for answer in asked] == ["turn_down", "draft"]
    assert [engine.advance(MEETING, last, one.data, moved.waiting).opened for one in asked] == [
        ("turn_down",),
        ("draft",),
    ]
    assert engine.words_of(MEETING, last, "choice", moved.waiting) == {
        "turn_down": "Bước turn_down",
        "draft": "Bước draft",
    }
    assert engine.words_of(MEETING, first, "choice", ()) == {}
    assert engine.answers(MEETING, first) == asked, "what waits is not known: whatever may be asked"


def test_a_way_that_no_answer_leads_is_not_offered():
    graph = graph_of(a_document(
        a_step("check", "outcome"), a_step("never", "sign"), a_step("one", "sign"), a_step("two", "sign"),
        a_choice("outcome", ("a = 'x'", "one"), ("a = 'x'", "never"), ("b", "two"), ("b = 'y'", "never"), otherwise="sign"),
    ))  # fmt: skip

    assert [answer.to for answer in engine.answers(graph, "check")] == ["one", "two"]


def test_answers_look_through_a_place_where_alternatives_meet():
    graph = graph_of(a_document(
        a_step("check", "meet"), a_choice("meet", otherwise="outcome"),
        a_choice("outcome", ("again", "check"), ("not ready_made", "check"), otherwise="sign"),
    ))  # fmt: skip

    assert [answer.data for answer in engine.answers(graph, "check")] == [
        {"again": True, "ready_made": True}, {"again": False, "ready_made": False}, {"again": False, "ready_made": True},
    ]  # fmt: skip


class Run:
    """One dossier walking through a random process, with the rules of a proper run checked at each move."""

    def __init__(self, process, random):
        self.process, self.random = process, random
        self.graph = graph_of(process.document)
        self.open, self.waiting, self.ended, self.moves = (), (), False, 0
        self.take(engine.enter(self.graph, self.facts()))

    def facts(self):
        return random_facts(self.process, self.random, leave_loops=self.moves > 60)

    def take(self, move, done=()):
        left = tuple(step for step in self.open if step not in done)
        assert not set(left) & set(move.opened), "a step is open already"
        assert len(set(move.opened)) == len(move.opened)
        assert not self.ended
        self.open, self.waiting, self.ended = (*left, *move.opened), move.waiting, move.ended

    def complete_one(self):
        step = self.random.choice(self.open)
        self.moves += 1
        self.take(engine.advance(self.graph, step, self.facts(), self.waiting), (step,))
        return step


@given(random_processes(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_every_run_of_a_sound_process_comes_to_exactly_one_end(process, random):
    """processes 2.11: by any answers, in any order of parallel steps."""
    run = Run(process, random)
    done = []

    while not run.ended:
        assert run.moves < 2_000
        done.append(run.complete_one())

    assert run.open == ()
    assert run.waiting == ()
    assert done[-2:] == ["sign", "result"]


@given(random_processes(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_the_engine_agrees_with_a_plain_token_net(process, random):
    """An independent reading of the same process opens the same steps at every move."""
    graph, net = graph_of(process.document), TokenNet(process.document)
    facts = random_facts(process, random, leave_loops=False)
    move, moves = engine.enter(graph, facts), 0
    net.settle(by_facts(facts))
    opened = list(move.opened)

    while not move.ended:
        assert (sorted(opened), list(move.waiting)) == (net.open, net.waiting)
        step = random.choice(sorted(opened))
        moves += 1
        facts = random_facts(process, random, leave_loops=moves > 60)
        move = engine.advance(graph, step, facts, move.waiting)
        net.complete(step, by_facts(facts))
        opened.remove(step)
        opened += move.opened

    assert (net.ended, net.open, net.waiting) == (1, [], [])


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_sample_process_ends_by_whatever_an_officer_answers(file):
    """Every step of it is done in some run; the answers offered are all that is needed."""
    graph = graph_of(json.loads(file.read_text(encoding="utf-8")))
    random, visited = Random(766), set()
    for _ in range(200):
        move, opened = engine.enter(graph), []
        opened += move.opened
        while not move.ended:
            step = random.choice(opened)
            answers = engine.answers(graph, step)
            move = engine.advance(graph, step, random.choice(answers).data if answers else {}, move.waiting)
            opened.remove(step)
            opened += move.opened
            visited.add(step)
        assert opened == []

    assert visited == {step.id for step in graph.steps}


@given(random_processes(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=80)
def test_a_run_that_is_interrupted_by_a_supplement_still_ends(process, random):
    run = Run(process, random)
    while not run.ended:
        asking = random.choice(run.open)
        restart = engine.restart_at(run.graph, asking, suspended=run.open, waiting=run.waiting)
        assert set(restart.opened) == set(run.open)
        assert restart.waiting == run.waiting
        run.open = restart.opened
        run.complete_one()

    assert run.waiting == ()


@given(random_processes(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=80)
def test_what_is_still_to_do_always_leads_to_the_result(process, random):
    run = Run(process, random)
    while not run.ended:
        ahead = remaining(run.graph, run.open)
        names = [part.step.id for part in ahead.steps]
        offsets = ahead.offsets(4_800)

        assert set(run.open) <= set(names)
        assert names[-1] == "result"
        assert len(names) == len(set(names))
        assert ahead.total == max(part.ends for part in ahead.steps) > 0
        assert offsets["result"] == 4_800
        assert all(0 <= minute <= 4_800 for minute in offsets.values())
        run.complete_one()


@given(random_processes())
@settings(deadline=None, max_examples=50)
def test_a_stored_process_runs_as_the_one_that_was_compiled(process):
    graph = graph_of(process.document)

    assert graph_from_json(graph.to_json()) == graph


@given(random_processes(within="choice"))
@settings(deadline=None, max_examples=50)
def test_every_answer_that_is_offered_leads_its_way(process):
    graph = graph_of(process.document)
    known = {name: values[0] for name, values in process.variables.items()} | dict.fromkeys(process.loops, False)
    for step in graph.steps:
        others = tokens_of_the_others(graph, step.id)
        assert engine.answers(graph, step.id, others) == engine.answers(graph, step.id)
        for answer in engine.answers(graph, step.id):
            if graph.nodes[answer.to].step is not None:
                assert engine.advance(graph, step.id, known | answer.data, others).opened == (answer.to,)


def tokens_of_the_others(graph, step):
    """Return what waits at the joins right behind a step when all but the step have come."""
    found, source, name = set(), step, graph.nodes[step].ways[0].to
    while graph.nodes[name].kind in {Kind.JOIN, Kind.CHOICE} and len(graph.nodes[name].ways) == 1:
        if graph.nodes[name].kind is Kind.JOIN:
            found |= {f"{other}>{name}" for other in graph.sources[name] if other != source}
        source, name = name, graph.nodes[name].ways[0].to
    return found
