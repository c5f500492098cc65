"""Whose answers are told: nobody works out of a report what one person, or a few, said."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.surveys.rules.counting import Counts, SatisfactionRow
from motcua.domain.surveys.rules.telling import as_told, put_together, withheld

LEAST = 5


@pytest.mark.parametrize(
    ("answered", "hidden"),
    [
        pytest.param({"a": 5, "b": 20}, "", id="ratings 8.1 enough each"),
        pytest.param({"a": 3, "b": 7, "c": 20}, "ab", id="ratings 8.2 the smallest other goes with it"),
        pytest.param({"a": 3}, "a", id="ratings 8.3 the only one"),
        pytest.param({"a": 1, "b": 2, "c": 6}, "abc", id="ratings 8.4 three together are too few"),
        pytest.param({"a": 2, "b": 4}, "ab", id="ratings 8.5 two small ones"),
        pytest.param({"a": 3, "b": 0, "c": 9}, "ac", id="ratings 8.6 nobody answered"),
        pytest.param({"c": 7, "b": 7, "a": 3}, "ab", id="ratings 8.7 the first of two alike"),
    ],
)
def test_which_groups_are_not_told(answered, hidden):
    assert withheld(answered, LEAST) == frozenset(hidden)


ANSWERS = st.dictionaries(st.integers(1, 5), st.integers(1, 4), max_size=3)
REPORTS = st.lists(ANSWERS, max_size=7).map(
    lambda said: [SatisfactionRow(str(n), str(n), Counts(30, one)) for n, one in enumerate(said)]
)


@given(REPORTS, st.integers(2, 7))
def test_the_sum_less_what_is_told_is_nobody_or_enough_and_not_one_group(rows, least):
    told, total = as_told(rows, least=least)

    hidden = [row.counts for row in told if row.counts.untold]
    assert all(not 0 < row.counts.answered < least for row in told if not row.counts.untold)
    assert [row.counts.answered for row in told] == [row.counts.answered for row in rows]
    assert all(not counts.levels for counts in hidden)
    if hidden and not total.untold:
        assert len(hidden) > 1
        assert sum(counts.untold for counts in hidden) >= least
    assert total.untold in (0, total.answered)
    assert bool(total.untold) == (0 < total.answered < least)


MONTHS = st.dictionaries(
    st.tuples(st.sampled_from([date(2026, month, 1) for month in (1, 2, 3)]), st.sampled_from(["province", "commune"])),
    ANSWERS.map(lambda said: Counts(30, said)),
)


@given(MONTHS, st.integers(2, 7))
def test_a_years_rows_add_up_and_none_of_few_stands_alone(year, least):
    """ratings 8.10"""
    rows = list(put_together(year, least))
    everything = sum(year.values(), Counts())
    told = sum((counts for _, _, counts in rows), Counts())

    assert (told.settled, told.answered) == (everything.settled, everything.answered)
    if everything.answered >= least:
        assert Counter(told.levels) == Counter(everything.levels)
    assert all(counts.untold or not 0 < counts.answered < least for _, _, counts in rows)
    for level in ("province", "commune"):
        of_level = [counts for _, one, counts in rows if one == level]
        assert not of_level or not 0 < sum(counts.answered for counts in of_level) < least or of_level[0].untold
