"""The nine indices of settlement: points, means to one decimal, totals without what has no data."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.surveys.rules.settlement import Band, band_of, contact_points, index_of, score_of, time_points

UNIT = tuple(Band(Decimal(least), word) for least, word in [(0, "yếu"), (6, "tb"), (9, "khá"), (12, "tốt"), (15, "xs")])


@pytest.mark.parametrize(("taken", "limit", "points"), [(9, 10, 2), (10, 10, 1), (11, 10, 0)])
def test_time_against_its_limit(taken, limit, points):
    assert time_points(taken, limit) == points


@pytest.mark.parametrize(
    ("asked", "fault", "points"), [(0, 0, 2), (1, 0, 1), (2, 0, 0), (5, 0, 0), (2, 2, 2), (2, 1, 1)]
)
def test_contacts_by_the_applicants_own_fault_do_not_count(asked, fault, points):
    assert contact_points(asked, fault) == points


@pytest.mark.parametrize(
    ("points", "index"), [([2, 2, 1], "1.7"), ([1, 2, 1, 1], "1.3"), ([2, None, 0], "1.0"), ([None], None), ([], None)]
)
def test_an_index_is_a_mean_to_one_decimal(points, index):
    assert index_of(points) == (index and Decimal(index))


def test_an_index_without_data_is_left_out_and_named():
    score = score_of({1: Decimal("1.7"), 2: None, 3: Decimal("2.0")})
    assert (score.total, score.left_out) == (Decimal("3.7"), (2,))
    assert score_of({1: None}).total is None


@pytest.mark.parametrize(
    ("total", "word"),
    [("15", "xs"), ("14.9", "tốt"), ("12", "tốt"), ("9", "khá"), ("6", "tb"), ("5.9", "yếu"), ("0", "yếu")],
)
def test_the_bands_of_a_unit(total, word):
    assert band_of(Decimal(total), UNIT).word == word


@given(st.dictionaries(st.integers(1, 9), st.lists(st.sampled_from([None, 0, 1, 2]), max_size=20)))
def test_a_total_never_passes_two_points_an_index(points):
    score = score_of({number: index_of(values) for number, values in points.items()})
    assert score.total is None or 0 <= score.total <= 2 * (len(points) - len(score.left_out))
