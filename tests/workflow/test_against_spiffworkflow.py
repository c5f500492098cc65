"""Our verdict on a process, and its course, beside those of SpiffWorkflow, on random models.

400 models in the quick run; 2,400 with MOTCUA_FULL=1, whose table stands in docs/bpmn-profile.md.
"""

import os
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from spiff_oracle import (
    DIFFERS,
    compiled,
    how_it_runs,
    leaves_a_token_behind,
    random_model,
    runs_as_a_token_net,
    with_all_facts,
    without_the_unreached,
)

from motcua.domain.workflow.rules.soundness import faults
from motcua.domain.workflow.rules.step_table import from_json

FULL = os.environ.get("MOTCUA_FULL") == "1"
MODELS = 2_400 if FULL else 400
RUNS_OF_A_SOUND_ONE, RUNS_TO_FIND_A_FAULT = 3, 25
PROFILE = Path(__file__).parents[2] / "docs" / "bpmn-profile.md"

BOTH_ACCEPT = "both accept, the same steps open at every move"
BOTH_REFUSE = "we refuse, the other engine runs into the fault"
LOOP = "both accept; in a second pass of a loop the other engine lets a join go too early"
UNREACHED = "we refuse for a part that no way leads to; without it both agree"
SWALLOWED = "we refuse two tokens on one way into a join; the other engine loses one of them"
UNEXPLAINED = "unexplained"
TWO_TOKENS = "Một nhánh có thể tới điểm gộp hai lần."
NO_WAY = "Không có đường nào dẫn tới bước này."


def verdict(process, number):
    """Say in one word of the table how the two engines stand to each other on this model."""
    problems = faults(from_json(process.document))
    random = Random(number)
    if not problems:
        return _both_run(process, random, number)
    if any(how_it_runs(process, random).how for _ in range(RUNS_TO_FIND_A_FAULT)):
        return BOTH_REFUSE
    if all(problem.reason == NO_WAY for problem in problems):
        pruned = verdict(without_the_unreached(process), number)
        return UNEXPLAINED if pruned == UNEXPLAINED else UNREACHED
    twice = any(problem.reason == TWO_TOKENS for problem in problems)
    if twice and any(leaves_a_token_behind(process, Random(number + turn)) for turn in range(10)):
        return SWALLOWED
    return UNEXPLAINED


def _both_run(process, random, number):
    graph = compiled(process)
    outcomes = [how_it_runs(process, random, ours=graph) for _ in range(RUNS_OF_A_SOUND_ONE)]
    failing = [outcome for outcome in outcomes if outcome.how]
    if not failing:
        return BOTH_ACCEPT
    joins = any(part["kind"] == "join" for part in process.document["elements"])
    in_a_loop = all(outcome.how == DIFFERS and outcome.again for outcome in failing)
    third_opinion = all(runs_as_a_token_net(process, Random(number + turn)) for turn in range(10))
    return LOOP if joins and process.loops and in_a_loop and third_opinion else UNEXPLAINED


@pytest.fixture(scope="module")
def table():
    """Return how often each word of the table was said, and the models of which nothing explains the difference."""
    words, unexplained = Counter(), []
    for number in range(MODELS):
        process, _ = random_model(number)
        word = verdict(with_all_facts(process), number)
        words[word] += 1
        unexplained += [number] * (word == UNEXPLAINED)
    print(*(f"{count:6,} {word}" for word, count in words.most_common()), sep="\n")
    return words, unexplained


def test_two_engines_agree_on_random_models_or_the_difference_is_explained(table):
    words, unexplained = table

    assert unexplained == []
    assert words.total() == MODELS


def test_the_comparison_sees_enough_of_either_verdict(table):
    """A comparison in which one side never refuses, or never accepts, would show nothing."""
    words, _ = table

    assert words[BOTH_ACCEPT] > MODELS * 0.4
    assert words[BOTH_REFUSE] > MODELS * 0.2


def test_half_of_the_models_have_gateways_within_gateways_and_a_fifth_a_loop():
    models = [random_model(number)[0] for number in range(MODELS)]
    whole = [random_model(number) for number in range(0, MODELS, 10)]

    assert sum(bool(model.loops) for model in models) == MODELS // 5
    assert all(_gateways(model) > 2 for model, spoilt in whole if not spoilt)
    assert sum(spoilt for _, spoilt in map(random_model, range(MODELS))) == MODELS // 2


def test_the_table_in_the_document_is_the_one_of_the_full_run(table):
    if not FULL:
        pytest.skip("the table is made from 2,400 models: MOTCUA_FULL=1")
    words, _ = table
    rows = dict(re.findall(r"^\| ([a-z].*?) \| ([\d,]+) \|$", PROFILE.read_text(encoding="utf-8"), re.MULTILINE))

    assert {word: f"{count:,}" for word, count in words.items()}.items() <= rows.items()


def _gateways(model):
    return sum(part["kind"] in {"choice", "split", "join"} for part in model.document["elements"])
