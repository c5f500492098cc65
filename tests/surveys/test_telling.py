"""Whose answers are told: nobody works out of a report what one person, or a few, said."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.surveys.rules.counting import Counts, SatisfactionRow
from motcua.domain.surveys.rules.telling import as_told, put_together, withheld, withheld_within

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
    answered = {("", row.key): row.counts.answered for row in rows}
    told, total = as_told(rows, answered=answered, least=least)

    hidden = [row.counts for row in told if row.counts.untold]
    assert all(not 0 < row.counts.answered < least for row in told if not row.counts.untold)
    assert [row.counts.answered for row in told] == [row.counts.answered for row in rows]
    assert all(not counts.levels for counts in hidden)
    if hidden and not total.untold:
        assert len(hidden) > 1
        assert sum(counts.untold for counts in hidden) >= least
    assert total.untold in (0, total.answered)
    assert bool(total.untold) == (0 < total.answered < least)


@pytest.mark.parametrize(
    ("answered", "hidden"),
    [
        pytest.param(
            {("HT", "a"): 5, ("HT", "b"): 6, ("HT", "c"): 6, ("HT", "d"): 3, ("ĐĐ", "e"): 2, ("ĐĐ", "f"): 9},
            "adef",
            id="ratings 8.11 each field keeps its own",
        ),
        pytest.param(
            {("HT", "a"): 20, ("ĐĐ", "b"): 5, ("CT", "c"): 3},
            "bc",
            id="ratings 8.12 what is not told together is kept together",
        ),
        pytest.param(
            {("HT", "a"): 20, ("HT", "b"): 9, ("ĐĐ", "b"): 7, ("ĐĐ", "c"): 8},
            "b",
            id="ratings 8.13 a group in two fields",
        ),
    ],
)
def test_which_groups_are_not_told_beside_wider_ones(answered, hidden):
    assert withheld_within(answered, LEAST) == frozenset(hidden)


PARTS = st.dictionaries(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("abcdef")), st.integers(0, 12), min_size=1, max_size=9
)


@given(PARTS, st.integers(2, 7))
def test_what_two_groupings_tell_leaves_nobody_or_enough(answered, least):
    """ratings 8.11: no told field, and no sum, less what is told of what lies in it, leaves fewer than enough."""
    fields, groups = Counter(), Counter()
    for (field, group), count in answered.items():
        fields[field] += count
        groups[group] += count
    total = sum(fields.values())
    told_fields = fields.keys() - withheld(fields, least)
    told = groups.keys() - withheld_within(answered, least)
    assert all(groups[group] == 0 or groups[group] >= least for group in told)

    left = {
        None: total - sum(fields[field] for field in told_fields),
        **{field: fields[field] for field in told_fields},
    }
    for (field, group), count in answered.items():
        if group in told:
            left[field if field in told_fields else None] -= count
    if total >= least:
        assert all(rest == 0 or rest >= least for rest in left.values()), left
        rest = total - sum(groups[group] for group in told)
        assert rest == 0 or rest >= least
    lies_in = {
        group: {f if f in told_fields else None for (f, g), n in answered.items() if g == group and n} for group in told
    }
    assert all(len(places) <= 1 for places in lies_in.values())


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
