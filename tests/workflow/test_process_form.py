"""Which process documents are accepted by their form."""

import json
import re
from pathlib import Path

import pytest

from motcua.domain.workflow.rules import soundness, step_table, structure
from motcua.domain.workflow.rules.graph import UnsoundProcess, compile_process, graph_from_json
from motcua.domain.workflow.rules.step_table import UnreadableProcess
from motcua.domain.workflow.testing import a_choice, a_document, a_join, a_split, a_step, a_straight_document, a_tail

ROOT = Path(__file__).resolve().parents[2]
END = {"id": "finish", "kind": "end"}


def faults_of(document):
    return [(fault.element, fault.reason) for fault in structure.problems(step_table.from_json(document))]


def changed(name, **more):
    """Give the plainest process with one element changed."""
    document = a_straight_document()
    element = next(part for part in document["elements"] if part["id"] == name)
    element.update(more)
    return document


def without_an_end():
    document = changed("result", flows=[{"to": "receive"}])
    document["elements"].pop()
    return document


def test_the_example_of_the_documents_is_accepted():
    """processes 1.1: the page shows a process that works."""
    page = (ROOT / "docs" / "processes.md").read_text(encoding="utf-8")
    example = json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL).group(1))

    table = step_table.from_json(example)

    assert soundness.faults(table) == ()
    assert step_table.from_json(step_table.to_json(table)) == table


@pytest.mark.parametrize(
    "file", sorted((ROOT / "src/motcua/data/processes").glob("*.json")), ids=lambda file: file.stem
)
def test_the_sample_processes_are_accepted(file):
    assert soundness.faults(step_table.from_json(json.loads(file.read_text(encoding="utf-8")))) == ()


RESULT = {"place": "desk", "role": "reception"}


@pytest.mark.parametrize(("document", "element", "says"), [
    pytest.param(a_document(a_step("a", "a"), a_step("a", "sign")), "a", "nhiều lần", id="processes 1.2 id twice"),
    pytest.param(changed("appraise", flows=[{"to": "lost"}]), "appraise", "không có trong", id="processes 1.3 to nothing"),
    pytest.param(changed("appraise", flows=[]), "appraise", "Không dẫn tới", id="processes 1.4 no way on"),
    pytest.param(changed("receive", flows=[{"to": "appraise"}, {"to": "sign"}]), "receive", "Chỉ được dẫn tới một bước",
                 id="processes 1.5 two ways"),
    pytest.param(a_document(a_step("a", "c"), {"id": "c", "kind": "choice", "flows": [
        {"to": "a", "when": "x"}, {"to": "sign", "when": "y"}]}), "c", "đúng một nhánh mặc định", id="processes 1.6 no default"),
    pytest.param(a_document(a_step("a", "c"), {"id": "c", "kind": "choice", "flows": [
        {"to": "a", "default": True}, {"to": "sign", "default": True}]}), "c", "đúng một nhánh mặc định",
        id="processes 1.7 two defaults"),
    pytest.param(a_document(a_step("a", "c"), {"id": "c", "kind": "choice", "flows": [
        {"to": "a"}, {"to": "sign", "default": True}]}), "c", "thiếu điều kiện", id="processes 1.8 no condition"),
    pytest.param(a_document(a_step("a", "c"), {"id": "c", "kind": "choice", "flows": [
        {"to": "sign", "default": True, "when": "x"}]}), "c", "không được có điều kiện", id="default with a condition"),
    pytest.param(a_document(a_step("a", "c"), a_choice("c", ("x and y", "a"), otherwise="sign")), "c", "ký tự thứ 3",
                 id="processes 1.9 condition unreadable"),
    pytest.param(changed("sign", decides=False), "receive", "ra quyết định", id="processes 1.12 nobody decides"),
    pytest.param(changed("receive", ready=True), "receive", "đúng một bước có kết quả", id="processes 1.13 two result steps"),
    pytest.param(changed("result", place="competent"), "result", "phải làm tại bộ phận một cửa",
                 id="processes 1.14 result elsewhere"),
    pytest.param(a_document(
        a_step("d", "r", decides=True), a_step("r", "x", ready=True, **RESULT), a_step("x", "b"),
        a_step("b", "finish", returns=True, **RESULT), END), "x", "mọi bước phải làm tại đó", id="processes 1.15 away after the result"),
    pytest.param(a_document(
        a_step("a", "c"), a_choice("c", ("x", "b"), otherwise="sign"), a_step("b", "finish"), *a_tail()), "b",
        "Chỉ bước trả kết quả", id="processes 1.16 end without return"),
    pytest.param(changed("appraise", stops_clock=True), "appraise", "không được có phần thời hạn",
                 id="processes 1.17 share while the clock stands"),
    pytest.param(a_document(a_step("a", "sign"), a_step("b", "sign")), "b", "Không có đường nào",
                 id="processes 1.18 never reached"),
    pytest.param(a_document(a_step("a", "c"), a_choice("c", ("x", "d"), otherwise="sign"),
                            a_choice("d", ("y", "c"), otherwise="sign")), "c", "không có bước nào cho người làm",
                 id="processes 1.19 idle loop"),
    pytest.param(a_document({"id": "s", "kind": "split", "flows": [{"to": "a", "when": "x"}, {"to": "b"}]},
                            a_step("a", "j"), a_step("b", "j"), a_join("j", "sign")), "s", "Chỉ nhánh của choice",
                 id="processes 1.20 condition on a split"),
    pytest.param(a_document(a_split("s", "a", "a"), a_step("a", "sign")), "s", "Hai nhánh song song",
                 id="processes 1.21 a split twice to one step"),
    pytest.param(changed("appraise", refuses=True), "appraise", "mới đánh dấu từ chối", id="processes 1.25 refuses, decides nothing"),
    pytest.param(without_an_end(), "receive", "không có điểm kết thúc", id="no end"),
    pytest.param(a_document(a_split("s", "sign")), "s", "ít nhất hai nhánh", id="a split with one way"),
    pytest.param(a_document(a_step("a", "sign"), start="lost"), "lost", "bắt đầu ở một bước không có", id="no such start"),
    pytest.param(a_document(a_step("a", "sign"), *a_tail()[:2], END | {"flows": [{"to": "a"}]}), "finish",
                 "Sau điểm kết thúc", id="something after the end"),
    pytest.param(changed("result", flows=[{"to": "receive"}]), "result", "Sau bước trả kết quả phải là điểm kết thúc",
                 id="a way on after the return"),
])  # fmt: skip
def test_a_fault_of_form_is_told_with_its_element(document, element, says):
    found = faults_of(document)

    assert any(where == element and says in why for where, why in found), found
    with pytest.raises(UnsoundProcess):
        compile_process(step_table.from_json(document))


def test_every_fault_is_told():
    document = changed("appraise", flows=[{"to": "lost"}, {"to": "receive", "when": "x"}])

    assert len(faults_of(document)) == 3


def test_an_overlong_process_is_refused():
    steps = [a_step(f"s{number}", f"s{number + 1}") for number in range(299)] + [a_step("s299", "sign")]

    assert "quá 300 phần tử" in faults_of(a_document(*steps))[0][1]


@pytest.mark.parametrize(("document", "says"), [
    pytest.param(a_straight_document() | {"colour": "red"}, "«colour» không dùng được", id="processes 1.10 unknown key"),
    pytest.param(changed("appraise", colour="red"), "«colour» không dùng được", id="unknown key of a step"),
    pytest.param(changed("appraise", id="withdraw"), "đã dành cho một thao tác", id="processes 1.11 kept word"),
    pytest.param(changed("appraise", id="thẩm định"), "chữ cái Latinh", id="id with marks"),
    pytest.param(a_straight_document() | {"format": "bpmn"}, "motcua.process/1", id="another format"),
    pytest.param(a_straight_document() | {"code": "A B"}, "chỉ được gồm", id="code with a blank"),
    pytest.param(a_straight_document() | {"name": " "}, "thiếu «name»", id="no name"),
    pytest.param(a_straight_document() | {"elements": {}}, "phải là một danh sách", id="elements are no list"),
    pytest.param(changed("appraise", kind="robot"), "loại phần tử", id="unknown kind"),
    pytest.param(changed("appraise", place="somewhere"), "nơi thực hiện «somewhere»", id="unknown place"),
    pytest.param(changed("appraise", share=0.5), "viết trong nháy", id="share as a number"),
    pytest.param(changed("appraise", share="-1"), "viết trong nháy", id="negative share"),
    pytest.param(changed("appraise", share="Infinity"), "viết trong nháy", id="endless share"),
    pytest.param(a_straight_document() | {"total_days": "0"}, "viết trong nháy", id="zero is no limit"),
    pytest.param(changed("appraise", decides="yes"), "true hoặc false", id="mark as text"),
])  # fmt: skip
def test_a_document_that_cannot_be_read_is_refused(document, says):
    with pytest.raises(UnreadableProcess, match=says):
        step_table.from_json(document)


def test_the_same_process_always_has_the_same_hash():
    """processes 1.22: compiled twice, or stored as JSON and read back."""
    graph = compile_process(step_table.from_json(a_straight_document()))
    again = compile_process(step_table.from_json(json.loads(json.dumps(a_straight_document()))))
    stored = graph_from_json(json.loads(json.dumps(graph.to_json())))

    assert graph.hash == again.hash == stored.hash
    assert graph == stored


def test_another_share_is_another_hash():
    """processes 1.23: a version is known by its hash."""
    graph = compile_process(step_table.from_json(a_straight_document()))
    other = compile_process(step_table.from_json(changed("appraise", share="3.5")))

    assert graph.hash != other.hash


def test_a_document_is_written_back_as_it_was():
    """processes 1.24: the source form loses nothing."""
    table = step_table.from_json(a_straight_document())

    assert step_table.from_json(json.loads(json.dumps(step_table.to_json(table)))) == table
