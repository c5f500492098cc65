"""Shares of the limit: what they add up to, and what is still to do."""

from decimal import Decimal

import pytest

from motcua.domain.workflow.rules import shares, soundness, step_table
from motcua.domain.workflow.rules.remaining import remaining
from motcua.domain.workflow.testing import a_choice, a_document, a_join, a_split, a_step, a_straight_document, a_tail

SIMPLE = a_straight_document(("1", "3", "0", "1"), total_days="5")
PARALLEL = a_document(
    a_step("a", "s", "1"), a_split("s", "b", "c"), a_step("b", "j", "2"), a_step("c", "j", "5"), a_join("j", "sign"),
    total_days="6",
)  # fmt: skip
CHOICE = a_document(
    a_step("a", "c", "1"), a_choice("c", ("x", "b"), otherwise="d"), a_step("b", "sign", "5"), a_step("d", "sign", "2"),
    total_days="6",
)  # fmt: skip
LOOP = a_document(
    a_step("a", "b", "1"), a_step("b", "c", "3"), a_choice("c", ("again", "fix"), otherwise="sign"), a_step("fix", "b", "9"),
    total_days="4",
)  # fmt: skip


def read(document):
    table = step_table.from_json(document)
    return table, soundness.sound_graph(table)


@pytest.mark.parametrize(("document", "limit", "says"), [
    pytest.param(SIMPLE, "5", None, id="processes 4.1 they add up"),
    pytest.param(SIMPLE, "6", "Tổng thời gian các bước là 5 ngày làm việc, ít hơn thời hạn 6 ngày làm việc là 1 ngày.",
                 id="processes 4.2 too little"),
    pytest.param(SIMPLE, "4.5", "Tổng thời gian các bước là 5 ngày làm việc, nhiều hơn thời hạn 4,5 ngày làm việc là 0,5 ngày.",
                 id="processes 4.3 too much"),
    pytest.param(PARALLEL, "6", None, id="processes 4.4 the longest branch"),
    pytest.param(CHOICE, "6", None, id="processes 4.5 the longest alternative"),
    pytest.param(LOOP, "4", None, id="processes 4.6 a loop once"),
    pytest.param(SIMPLE | {"total_days": None}, "7", None, id="processes 4.7 only ratios"),
    pytest.param(SIMPLE, None, None, id="processes 4.8 another kind of limit"),
])  # fmt: skip
def test_shares_add_up_to_the_limit_or_it_is_said_how_they_miss_it(document, limit, says):
    table, graph = read(document)

    assert shares.shares_check(table, graph, None if limit is None else Decimal(limit)) == says


def test_the_whole_limit_is_spread_over_the_steps_still_to_do():
    """processes 4.9: in the ratio of their shares; a step without a share takes no time."""
    _, graph = read(SIMPLE)

    ahead = remaining(graph, ["appraise"])

    assert [part.step.id for part in ahead.steps] == ["appraise", "sign", "result"]
    assert ahead.total == 4
    assert ahead.offsets(2_400) == {"appraise": 1_800, "sign": 1_800, "result": 2_400}


def test_steps_without_shares_count_alike():
    """processes 4.10: the step that waits for the tax office counts nothing."""
    _, graph = read(a_document(a_step("a", "tax"), a_step("tax", "sign", stops_clock=True), *a_tail()))

    ahead = remaining(graph, ["a"])

    assert ahead.even
    assert ahead.offsets(300) == {"a": 100, "tax": 100, "sign": 200, "result": 300}
    assert shares.total_of(graph) == 0


def test_from_inside_a_loop_the_way_leads_on_to_the_end():
    """processes 4.11: the step that mends, the one mended, and on."""
    _, graph = read(LOOP)

    assert [part.step.id for part in remaining(graph, ["fix"]).steps] == ["fix", "b", "sign", "result"]
    assert [part.step.id for part in remaining(graph, ["a"]).steps] == ["a", "b", "sign", "result"]


def test_parallel_branches_run_side_by_side():
    _, graph = read(PARALLEL)

    offsets = remaining(graph, [graph.start]).offsets(600)

    assert offsets == {"a": 100, "b": 300, "c": 600, "sign": 600, "result": 600}
    assert remaining(graph, ["b", "c"]).offsets(500) == {"b": 200, "c": 500, "sign": 500, "result": 500}


def test_of_equally_long_ways_the_usual_one_counts():
    _, graph = read(a_document(
        a_step("a", "c", "1"), a_choice("c", ("refuse", "b"), otherwise="d"), a_step("b", "sign", "2"), a_step("d", "sign", "2"),
    ))  # fmt: skip

    assert "d" in [part.step.id for part in remaining(graph, ["a"]).steps]


def test_nothing_open_means_nothing_to_do():
    _, graph = read(SIMPLE)

    assert remaining(graph, []).steps == ()
    assert remaining(graph, []).total == 0
    assert remaining(graph, []).offsets(480) == {}


def test_each_step_ahead_says_its_part():
    _, graph = read(SIMPLE)

    assert [part.share for part in remaining(graph, ["appraise"]).steps] == [3, 0, 1]
