"""Our own robustness set: what other tools, mistakes and attackers write, and what becomes of each file."""

import time

import pytest
from bpmn_files import BAD, GOOD, HEAVY_BUT_GOOD, choice_file, straight_with, timer
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.workflow.rules import bpmn, step_table

LONGEST = 2.0


def check(content):
    """Return the reading and its problems; no file may take longer than two seconds."""
    begun = time.perf_counter()
    reading = bpmn.read_bpmn(content)
    problems = bpmn.faults(reading)
    assert time.perf_counter() - begun < LONGEST
    return reading, problems


def test_the_set_is_large_enough():
    assert len(GOOD) + len(BAD) + len(HEAVY_BUT_GOOD) >= 40


@pytest.mark.parametrize("name", GOOD | HEAVY_BUT_GOOD)
def test_a_good_file_is_accepted_and_written_again_alike(name):
    """processes 7.4: files of other tools within the profile."""
    reading, problems = check((GOOD | HEAVY_BUT_GOOD)[name])

    assert problems == ()
    assert reading.table.tasks
    assert step_table.from_json(step_table.to_json(reading.table)) == reading.table
    again = bpmn.read_bpmn(bpmn.write_bpmn(reading.table))
    assert (again.table, again.problems, again.doubts) == (reading.table, (), ())


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_element_and_reason(name):
    """processes 7.5: each refusal names the element and why."""
    bad = BAD[name]

    _, problems = check(bad.content)

    assert any(problem.element == bad.element and bad.says in problem.reason for problem in problems), problems[:5]
    assert all(problem.element and problem.reason.endswith((".", "!")) for problem in problems)
    assert len(problems) <= 100


@pytest.mark.parametrize("name", [
    pytest.param("40 parallel branches", id="processes 2.12 two to the power of 40 states"),
    pytest.param("choices that double their ways", id="processes 2.13 two to the power of 90 ways"),
    pytest.param("splits that double their tokens", id="processes 2.14 two to the power of 90 tokens"),
])  # fmt: skip
def test_no_process_keeps_the_check_busy(name):
    assert len(check(BAD[name].content)[1]) == 1


MUTABLE = [choice_file(), straight_with(timer("appraise")), bpmn.write_bpmn(bpmn.read_bpmn(choice_file()).table)]


@settings(max_examples=150, deadline=None)
@given(
    content=st.sampled_from(MUTABLE),
    cuts=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 60), st.integers(0, 6000)), max_size=4),
)
def test_a_damaged_file_is_read_or_refused_and_breaks_nothing(content, cuts):
    """processes 7.5: pieces lost, doubled or in the wrong place."""
    for place, length, to in cuts:
        piece = content[place : place + length]
        content = content[:place] + content[place + length :]
        content = content[:to] + piece + content[to:]

    reading, problems = check(content)

    assert problems or reading.table


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused(content):
    """processes 7.5: whatever is called .bpmn."""
    assert check(content)[1]
