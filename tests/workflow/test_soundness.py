"""Only processes that always end properly are accepted."""

import copy

import pytest
from hypothesis import given, settings
from process_blocks import random_processes

from motcua.domain.workflow.rules import soundness, step_table
from motcua.domain.workflow.testing import a_choice, a_document, a_join, a_split, a_step, a_tail

DESK = {"place": "desk", "role": "reception"}
END = {"id": "finish", "kind": "end"}
SIGN = {"role": "leader", "decides": True}


def faults_of(document):
    return [(fault.element, fault.reason) for fault in soundness.faults(step_table.from_json(document))]


@pytest.mark.parametrize(("document", "element", "says"), [
    pytest.param(a_document(a_step("a", "s"), a_split("s", "b", "c"), a_step("b", "d"), a_step("c", "d"), a_step("d", "sign")),
                 "d", "mở hai lần cùng lúc", id="processes 2.1 branches meet in a step"),
    pytest.param(a_document(a_step("a", "c"), a_choice("c", ("x", "b"), otherwise="d"), a_step("b", "j"), a_step("d", "j"),
                            a_join("j", "sign")), "j", "chờ mãi", id="processes 2.2 alternatives meet in a join"),
    pytest.param(a_document(a_step("a", "c"), a_choice("c", ("x", "b"), otherwise="sign"), a_step("b", "d"), a_step("d", "b")),
                 "b", "không bao giờ tới được điểm kết thúc", id="processes 2.3 loop without a way out"),
    pytest.param(a_document(a_split("s", "a", "b"), a_step("a", "result", **SIGN), a_step("b", "e"), a_step("e", "result", **SIGN),
                            *a_tail()[1:]), "result", "còn bước khác chưa xong", id="processes 2.4 a branch goes to the result"),
    pytest.param(a_document(a_step("a", "c"), a_choice("c", ("x", "result"), otherwise="sign"), *a_tail()),
                 "result", "chưa có bước nào quyết định", id="processes 2.5 nobody decided"),
    pytest.param(a_document(a_step("a", "c", **SIGN), a_choice("c", ("x", "back"), otherwise="ready_there"),
                            a_step("ready_there", "back", ready=True, **DESK), a_step("back", "finish", returns=True, **DESK), END),
                 "ready_there", "không qua bước có kết quả", id="processes 2.6 result step left out"),
    pytest.param(a_document(a_step("a", "s"), a_split("s", "b", "d"), a_step("b", "j"), a_step("d", "j"), a_join("j", "e"),
                            a_step("e", "c"), a_choice("c", ("x", "b"), otherwise="sign")),
                 "j", "chờ mãi", id="processes 2.7 back into one branch"),
    pytest.param(a_document(a_step("a", "ready_there", **SIGN), a_step("ready_there", "fee", ready=True, **DESK),
                            a_step("fee", "c", **DESK), a_choice("c", ("x", "ready_there"), otherwise="back"),
                            a_step("back", "finish", returns=True, **DESK), END),
                 "ready_there", "mở hai lần", id="processes 2.9 back to the result"),
    pytest.param(a_document(a_split("s", "a", "b"), a_step("a", "c"), a_choice("c", ("x", "j"), otherwise="a2"), a_step("a2", "j"),
                            a_step("b", "j"), a_join("j", "sign")), "j", "chờ mãi", id="alternatives inside a branch"),
    pytest.param(a_document(a_split("s", "a", "b"), a_step("a", "c"), a_choice("c", ("x", "t"), otherwise="j"), a_split("t", "a", "j"),
                            a_step("b", "j"), a_join("j", "sign")), "j", "hai lần", id="a branch that breeds"),
    pytest.param(a_document(a_step("a", "res", **SIGN), a_step("res", "s", ready=True, **DESK), a_split("s", "back", "fee"),
                            a_step("fee", "back", **DESK), a_step("back", "finish", returns=True, **DESK), END),
                 "fee", "kết thúc khi bước này chưa xong", id="the end while a desk step is open"),
    pytest.param(a_document(a_step("a", "res", **SIGN), a_step("res", "s", ready=True, **DESK), a_split("s", "one", "two"),
                            a_step("one", "c", **DESK), a_choice("c", ("x", "j"), otherwise="back"), a_step("two", "j", **DESK),
                            a_join("j", "back"), a_step("back", "finish", returns=True, **DESK), END),
                 "j", "kết thúc khi điểm gộp còn chờ", id="the end while a join waits"),
    pytest.param(a_document(a_split("s", "m", "n", "b"), a_choice("m", otherwise="o"), a_choice("n", otherwise="o"),
                            a_choice("o", otherwise="j"), a_step("b", "j"), a_join("j", "sign")),
                 "j", "hai lần", id="a branch that comes twice at once"),
    pytest.param(a_document(a_choice("c", ("x", "a"), otherwise="b"), a_choice("b", otherwise="a"), a_step("a", "sign")),
                 None, None, id="a choice before any step"),
    pytest.param(a_document(a_split("s", "t", "j"), a_split("t", "j", "k"), a_join("k", "j"), a_join("j", "a"), a_step("a", "sign")),
                 None, None, id="splits before any step"),
])  # fmt: skip
def test_a_process_that_may_end_badly_is_refused_with_the_element(document, element, says):
    found = faults_of(document)

    if says is None:
        assert not found
    else:
        assert any(where == element and says in why for where, why in found), found


def test_a_loop_back_around_a_split_is_sound():
    """processes 2.8: the opinions are asked again."""
    document = a_document(
        a_step("a", "s"), a_split("s", "b", "c"), a_step("b", "j"), a_step("c", "j"), a_join("j", "d"),
        a_step("d", "e"), a_choice("e", ("again", "s"), otherwise="sign"),
    )  # fmt: skip

    assert not faults_of(document)


def test_a_process_with_too_many_states_is_refused():
    """processes 2.10: eleven branches of two steps have 3 to the power of 11 states."""
    names = [f"b{number}" for number in range(11)]
    branches = [a_step(name, f"{name}x") for name in names] + [a_step(f"{name}x", "j") for name in names]
    document = a_document(a_split("s", *names), *branches, a_join("j", "sign"))

    assert faults_of(document) == [("s", "Quy trình có quá nhiều trạng thái, không kiểm tra hết được.")]


@given(random_processes())
@settings(deadline=None, max_examples=150)
def test_nested_blocks_are_sound(process):
    """processes 2.11: sequence, choice, parallel branches and loops back, nested at will."""
    assert not faults_of(process.document)


def _first(document, kind, word):
    return next(part for part in document["elements"] if part["kind"] == kind and part["id"].startswith(word))


@given(random_processes(within="parallel"))
@settings(deadline=None, max_examples=60)
def test_a_split_closed_like_a_choice_is_refused(process):
    document = copy.deepcopy(process.document)
    join = _first(document, "join", "join")
    join["kind"], join["flows"][0]["default"] = "choice", True

    assert faults_of(document)


@given(random_processes(within="choice"))
@settings(deadline=None, max_examples=60)
def test_a_choice_closed_like_a_split_is_refused(process):
    document = copy.deepcopy(process.document)
    meet = _first(document, "choice", "meet")
    meet["kind"] = "join"
    del meet["flows"][0]["default"]

    assert faults_of(document)


@given(random_processes(within="choice"))
@settings(deadline=None, max_examples=30)
def test_a_choice_that_lost_its_default_is_refused(process):
    document = copy.deepcopy(process.document)
    _first(document, "choice", "choice")["flows"].pop()

    assert faults_of(document)


@given(random_processes())
@settings(deadline=None, max_examples=30)
def test_a_dangling_step_is_refused(process):
    document = copy.deepcopy(process.document)
    _first(document, "task", "s")["flows"][0]["to"] = "lost"

    assert faults_of(document)


@given(random_processes(within="loop"))
@settings(deadline=None, max_examples=30)
def test_a_loop_that_lost_its_way_out_is_refused(process):
    document = copy.deepcopy(process.document)
    loop = _first(document, "choice", "loop")
    loop["flows"][1]["to"] = loop["flows"][0]["to"]

    assert faults_of(document)
