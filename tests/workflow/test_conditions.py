"""Conditions of a choice are a tiny grammar, compiled to data."""

import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.workflow.rules import conditions
from motcua.domain.workflow.rules.conditions import MissingFact, UnreadableCondition
from motcua.kernel.vietnamese import clean


@pytest.mark.parametrize(("text", "facts", "holds"), [
    pytest.param("needs_tax", {"needs_tax": True}, True, id="processes 3.1 a variable"),
    pytest.param("not needs_tax", {"needs_tax": True}, False, id="processes 3.2 not"),
    pytest.param("choice = 'refusal'", {"choice": "refusal"}, True, id="processes 3.3 equal"),
    pytest.param('choice != "refusal"', {"choice": "refusal"}, False, id="processes 3.4 unequal"),
    pytest.param("area > 300.5", {"area": 301}, True, id="processes 3.5 greater"),
    pytest.param("not area >= 300", {"area": 299.5}, True, id="processes 3.6 not and a comparison"),
    pytest.param("area <= 300", {"area": Decimal(300)}, True, id="processes 3.7 on the boundary"),
    pytest.param("area < -1.5", {"area": -2}, True, id="a negative number"),
    pytest.param("urgent = false", {"urgent": False}, True, id="compared with false"),
    pytest.param("kind = 'đất ở'", {"kind": unicodedata.normalize("NFD", "đất ở")}, True, id="processes 3.17 decomposed"),
])  # fmt: skip
def test_a_condition_holds_or_not(text, facts, holds):
    assert conditions.holds(conditions.parse(text), facts) is holds


@pytest.mark.parametrize(("text", "facts", "says"), [
    pytest.param("choice = 'refusal'", {}, "Cần cho biết «choice»", id="processes 3.10 not given"),
    pytest.param("choice = 'refusal'", {"choice": None}, "Cần cho biết «choice»", id="given as nothing"),
    pytest.param("area > 300", {"area": "301"}, "phải là một số", id="processes 3.11 text for a number"),
    pytest.param("area > 300", {"area": float("nan")}, "phải là một số", id="no number at all"),
    pytest.param("area > 300", {"area": True}, "phải là một số", id="true for a number"),
    pytest.param("needs_tax", {"needs_tax": "true"}, "phải là đúng (true) hoặc sai", id="processes 3.12 text for true"),
    pytest.param("choice = 'refusal'", {"choice": 1}, "phải là chữ", id="number for a text"),
])  # fmt: skip
def test_a_fact_that_is_missing_or_of_another_kind_is_refused(text, facts, says):
    with pytest.raises(MissingFact, match=says.replace("(", r"\(").replace(")", r"\)")):
        conditions.holds(conditions.parse(text), facts)


@pytest.mark.parametrize(("text", "place"), [
    pytest.param("a and b", 3, id="processes 3.13 two variables"),
    pytest.param("__import__('os')", 11, id="processes 3.14 a call"),
    pytest.param("choice < 'b'", 10, id="processes 3.15 texts are not ordered"),
    pytest.param("", 1, id="processes 3.16 nothing"),
    pytest.param("not", 4, id="not alone"),
    pytest.param("not not a", 5, id="not twice"),
    pytest.param("a =", 4, id="nothing to compare with"),
    pytest.param("a = b", 5, id="compared with a variable"),
    pytest.param("a = 1 or b", 7, id="more after the comparison"),
    pytest.param("1 = a", 1, id="a number first"),
    pytest.param("a = 'it''s'", 9, id="two texts"),
    pytest.param("a == 1", 4, id="an operator that is none of ours"),
    pytest.param("true", 1, id="a literal alone"),
])  # fmt: skip
def test_what_the_grammar_does_not_know_is_refused_with_its_place(text, place):
    with pytest.raises(UnreadableCondition, match=f"ký tự thứ {place}\\."):
        conditions.parse(text)


def test_a_condition_that_is_too_long_is_refused():
    with pytest.raises(UnreadableCondition, match="dài quá"):
        conditions.parse("a = '" + "x" * 300 + "'")


NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name not in conditions.KEPT_WORDS)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="'\""), max_size=12).map(
    clean
)
NUMBERS = st.decimals(min_value=-10_000, max_value=10_000, places=2)
PLAIN = st.one_of(
    st.tuples(st.just("var"), NAMES),
    st.tuples(st.sampled_from(["=", "!="]), NAMES, st.one_of(TEXTS, NUMBERS, st.booleans())),
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), NAMES, NUMBERS),
)
CONDITIONS = st.one_of(PLAIN, PLAIN.map(lambda plain: ("not", plain)))


@given(CONDITIONS)
def test_a_condition_written_back_says_the_same(condition):
    """processes 3.18: written as text or as data and read again, nothing is lost."""
    assert conditions.from_data(json.loads(json.dumps(conditions.to_data(condition)))) == condition
    assert conditions.parse(conditions.text_of(condition)) == condition
