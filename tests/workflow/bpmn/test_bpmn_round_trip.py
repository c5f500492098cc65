"""A process written as BPMN 2.0 and read again is the same process."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from process_blocks import random_processes

from motcua.domain.workflow.rules import bpmn, soundness, step_table
from motcua.domain.workflow.rules.bpmn import words
from motcua.domain.workflow.rules.bpmn.durations import days_of, duration_of
from motcua.domain.workflow.testing import a_choice, a_document, a_join, a_split, a_step

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted((ROOT / "src/motcua/data/processes").glob("*.json"))


def table_of(document):
    return step_table.from_json(document)


def ids_and_references(content):
    root = etree.fromstring(content)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    drawn = {element.get("bpmnElement") for element in root.iter(f"{{{words.DIAGRAM}}}*")} - {None}
    return ids, drawn


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_sample_process_is_the_same_after_export_and_import(file):
    """processes 7.1: nothing of ours is lost in BPMN."""
    table = table_of(json.loads(file.read_text(encoding="utf-8")))

    reading = bpmn.read_bpmn(bpmn.write_bpmn(table))

    assert reading == bpmn.Reading(table, (), ())


@settings(max_examples=60, deadline=None)
@given(process=random_processes())
def test_every_sound_process_is_the_same_after_export_and_import(process):
    """processes 7.1: any nesting of choices, parallel branches and loops."""
    table = table_of(process.document)

    assert bpmn.read_bpmn(bpmn.write_bpmn(table)) == bpmn.Reading(table, (), ())


def test_ways_that_meet_in_a_split_or_come_twice_to_a_join_are_kept():
    """processes 7.1: BPMN would wait at a parallel gateway where we do not."""
    table = table_of(a_document(
        a_step("a", "s"), a_split("s", "c", "d"), a_choice("c", ("x", "j"), otherwise="j"), a_step("d", "j"),
        a_join("j", "e"), a_step("e", "again", calls="QT-KHAC"), a_choice("again", ("y", "s"), otherwise="sign"),
    ))  # fmt: skip
    assert soundness.faults(table) == ()

    content = bpmn.write_bpmn(table)

    assert content.count(b"<motcua:merge/>") == 2
    assert bpmn.read_bpmn(content).table == table


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_diagram_shows_every_element_once_and_no_id_is_used_twice(file):
    """processes 7.2: the file opens in any viewer."""
    content = bpmn.write_bpmn(table_of(json.loads(file.read_text(encoding="utf-8"))))
    root = etree.fromstring(content)
    ids, drawn = ids_and_references(content)
    wanted = {f"{{{words.MODEL}}}{name}" for name in words.NODES | {"sequenceFlow", "lane"}}
    inside = [part for part in root.iter() if part.tag in wanted]

    assert len(ids) == len(set(ids))
    assert {part.get("id") for part in inside} <= drawn
    assert {*drawn} <= {*ids}


@settings(max_examples=30, deadline=None)
@given(process=random_processes())
def test_no_two_elements_lie_on_each_other(process):
    """processes 7.2: a diagram that can be read."""
    root = etree.fromstring(bpmn.write_bpmn(table_of(process.document)))
    nodes = {part.get("id") for part in root.iter() if etree.QName(part).localname in words.NODES - {"boundaryEvent"}}
    boxes = [
        [int(shape[0].get(side)) for side in ("x", "y", "width", "height")]
        for shape in root.iter(f"{{{words.DIAGRAM}}}BPMNShape")
        if shape.get("bpmnElement") in nodes
    ]

    for number, (x, y, width, height) in enumerate(boxes):
        for a, b, other_width, other_height in boxes[:number]:
            assert x + width <= a or a + other_width <= x or y + height <= b or b + other_height <= y


@settings(max_examples=30, deadline=None)
@given(process=random_processes())
def test_no_flow_runs_through_an_element(process):
    """processes 7.2: each line keeps to the gaps."""
    root = etree.fromstring(bpmn.write_bpmn(table_of(process.document)))
    lines = {part.get("id"): {part.get("sourceRef"), part.get("targetRef")} for part in root.iter("{*}sequenceFlow")}
    nodes = {part.get("id") for part in root.iter() if etree.QName(part).localname in words.NODES - {"boundaryEvent"}}
    boxes = {
        shape.get("bpmnElement"): [int(shape[0].get(side)) for side in ("x", "y", "width", "height")]
        for shape in root.iter("{*}BPMNShape")
        if shape.get("bpmnElement") in nodes
    }
    for edge in root.iter("{*}BPMNEdge"):
        points = [(int(point.get("x")), int(point.get("y"))) for point in edge]
        for (x1, y1), (x2, y2) in pairwise(points):
            for name, (x, y, width, height) in boxes.items():
                apart = max(x1, x2) <= x or min(x1, x2) >= x + width or max(y1, y2) <= y or min(y1, y2) >= y + height
                assert apart or name in lines[edge.get("bpmnElement")]


def test_the_same_process_is_always_the_same_file():
    """processes 7.2: the layout leaves nothing to chance."""
    table = table_of(json.loads(FILES[0].read_text(encoding="utf-8")))

    assert bpmn.write_bpmn(table) == bpmn.write_bpmn(table)


@pytest.mark.parametrize(("duration", "days"), [
    ("P1D", "1"), ("PT8H", "1"), ("PT4H", "0.5"), ("P2DT2H", "2.25"), ("PT0S", "0"), ("PT48M", "0.1"), ("P10D", "10"),
    ("P9999DT8H", None), ("P1M", None), ("P1Y", None), ("P1W", None), ("P", None), ("PT", None), ("P1DT", None), ("-P1D", None), ("P0.5D", None),
    ("1 ngày", None), ("", None),
])  # fmt: skip
def test_a_duration_is_read_as_working_days(duration, days):
    """processes 7.3: eight hours are a working day; months and weeks are none."""
    found = days_of(duration)

    assert (None if found is None else step_table.plain(found)) == days
    assert found is None or days_of(duration_of(found)) == found
