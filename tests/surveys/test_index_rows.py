"""The index's rows of satisfaction and progress come out of their counts."""

import csv
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.surveys.rules.index_rows import ShareScore
from motcua.domain.surveys.rules.rates import by_form_level, percent, rounded, wilson

DOSSIERS = ShareScore(Fraction(6), Fraction(9, 10), Fraction(6))
PETITIONS = ShareScore(Fraction(6), Fraction(1), Fraction(6))
PROGRESS = ShareScore(Fraction(20), Fraction(1), None)
Z = Decimal("1.96")


def test_every_row_of_satisfaction_is_reproduced(real_data):
    rows = list(csv.DictReader((real_data / "reports/satisfaction_q3_2026.csv").open(encoding="utf-8")))
    assert rows
    for row in rows:
        points = [
            DOSSIERS.of(int(row["dossier_satisfied"]), int(row["dossiers"])),
            PETITIONS.of(int(row["petition_on_time"]), int(row["petitions"])),
            PETITIONS.of(int(row["petition_satisfied"]), int(row["petitions"])),
        ]
        names = ("dossier_score", "petition_time_score", "petition_satisfaction_score", "total")
        assert [rounded(p, 2) for p in (*points, sum(points))] == [Decimal(row[name]) for name in names], row


def test_every_row_of_progress_is_reproduced(real_data):
    rows = list(csv.DictReader((real_data / "reports/progress_q3_2026.csv").open(encoding="utf-8")))
    assert rows
    for row in rows:
        part, whole = int(row["on_time"]), int(row["received"])
        assert rounded(PROGRESS.of(part, whole), 2) == Decimal(row["score"]), row
        assert percent(part, whole, 2) == Decimal(row["ratio"]), row


def test_nothing_asked_scores_as_its_indicator_says():
    assert (PETITIONS.of(0, 0), PROGRESS.of(0, 0)) == (Fraction(6), None)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 10, "0.0000", "0.2775"),
        (5, 10, "0.2366", "0.7634"),
        (10, 10, "0.7225", "1.0000"),
        (998, 1000, "0.9927", "0.9995"),
    ],
)
def test_the_interval_of_known_counts(part, whole, low, high):
    interval = wilson(part, whole, Z)
    assert (f"{interval.low:.4f}", f"{interval.high:.4f}") == (low, high)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_rate_lies_within_its_interval(counts):
    part, whole = counts
    interval = wilson(part, whole, Z)
    assert 0 <= interval.low <= Decimal(part) / whole <= interval.high <= 1


def test_nobody_answered_is_a_dash_not_zero():
    assert wilson(0, 0, Z) is None
    assert percent(0, 0, 1) is None


def test_no_level_is_lost_between_the_forms():
    assert by_form_level({5: 3, 4: 2, 1: 1}, {5: "a", 4: "b", 3: "b", 2: "c", 1: "c"}) == {"a": 3, "b": 2, "c": 1}
    with pytest.raises(KeyError):
        by_form_level({6: 1}, {5: "a"})
