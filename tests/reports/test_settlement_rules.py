"""From counts to the row of the form: identity, conventions, share (docs/law/settlement-report.md, 1 to 4)."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.flows.api import ZERO, Counts
from motcua.domain.reports.rules.settlement import (
    Column,
    Compare,
    Conventions,
    Ended,
    NotBalanced,
    Waiting,
    figures,
    rate,
    terms_of,
)
from motcua.foundation.rule_packs import rule_packs

USUAL = Conventions(Compare.MOMENT, Waiting.WITHIN, Ended.ON_TIME)
ALL = [Conventions(*chosen) for chosen in product(Compare, Waiting, Ended)]


def row(conventions=USUAL, **counts):
    return figures({**ZERO._asdict(), **counts}, conventions)


def test_settlement_report_1_1_received_is_online_direct_and_carried():
    """settlement-report 1.1"""
    found = row(received_online=3, received_direct=4, carried=5, in_process=12)

    assert found[Column.RECEIVED_TOTAL] == 12


def test_settlement_report_1_2_a_row_stands_where_received_is_settled_and_in_process():
    """settlement-report 1.2"""
    found = row(received_online=3, received_direct=4, early=2, on_time=1, late=1, ended_late=1, in_process=2)

    assert found[Column.RECEIVED_TOTAL] == found[Column.SETTLED_TOTAL] + found[Column.IN_PROCESS_TOTAL] == 7


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param({"received_direct": 4, "early": 2, "in_process": 1}, id="settlement-report 1.3"),
        pytest.param({"received_direct": 1, "in_process": 1, "overdue": 2}, id="settlement-report 1.4"),
        pytest.param({"received_direct": -1, "in_process": -1}, id="settlement-report 1.4 negative"),
    ],
)
def test_counts_that_do_not_add_up_make_no_report(counts):
    with pytest.raises(NotBalanced):
        row(**counts)


BY_DATE = Conventions(Compare.DATE, Waiting.WITHIN, Ended.ON_TIME)


@pytest.mark.parametrize(
    ("counts", "by_moment", "by_date"),
    [
        pytest.param({"early": 1}, Column.SETTLED_EARLY, Column.SETTLED_EARLY, id="settlement-report 2.1"),
        pytest.param({"on_time": 1}, Column.SETTLED_ON_TIME, Column.SETTLED_ON_TIME, id="settlement-report 2.2"),
        pytest.param({"late": 1, "late_same_day": 1}, Column.SETTLED_LATE, Column.SETTLED_ON_TIME, id="settlement-report 2.3"),
        pytest.param({"late": 1}, Column.SETTLED_LATE, Column.SETTLED_LATE, id="settlement-report 2.4"),
        pytest.param({"in_process": 1, "overdue": 1}, Column.IN_PROCESS_OVERDUE, Column.IN_PROCESS_WITHIN, id="settlement-report 2.5"),
    ],
)  # fmt: skip
def test_one_dossier_counts_by_moment_or_by_date(counts, by_moment, by_date):
    assert row(USUAL, received_direct=1, **counts)[by_moment] == 1
    assert row(BY_DATE, received_direct=1, **counts)[by_date] == 1


@pytest.mark.parametrize(
    ("conventions", "counts", "column"),
    [
        pytest.param(USUAL, {"in_process": 1, "suspended": 1, "overdue_suspended": 1}, Column.IN_PROCESS_WITHIN, id="settlement-report 3.1"),
        pytest.param(Conventions(Compare.DATE, Waiting.PROMISE, Ended.ON_TIME), {"in_process": 1, "suspended": 1, "overdue_suspended": 1}, Column.IN_PROCESS_OVERDUE, id="settlement-report 3.2"),
        pytest.param(USUAL, {"ended_late": 1, "withdrawn": 1}, Column.SETTLED_ON_TIME, id="settlement-report 3.3"),
        pytest.param(Conventions(Compare.MOMENT, Waiting.WITHIN, Ended.MOMENT), {"ended_late": 1}, Column.SETTLED_LATE, id="settlement-report 3.4"),
        pytest.param(Conventions(Compare.DATE, Waiting.WITHIN, Ended.MOMENT), {"ended_late": 1, "ended_late_same_day": 1}, Column.SETTLED_ON_TIME, id="settlement-report 3.5"),
    ],
)  # fmt: skip
def test_waiting_and_ended_ones_count_by_the_convention(conventions, counts, column):
    assert row(conventions, received_direct=1, **counts)[column] == 1


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        pytest.param(16_928, 16_930, "99.99", id="settlement-report 4.1"),
        pytest.param(99_999, 100_000, "99.99", id="settlement-report 4.2"),
        pytest.param(7, 7, "100.00", id="settlement-report 4.3"),
        pytest.param(0, 0, "–", id="settlement-report 4.4"),
        pytest.param(1, 8, "12.50", id="settlement-report 4.5"),
        pytest.param(1, 800_000, "0.00", id="settlement-report 4.6"),
        pytest.param(2, 3, "66.67", id="settlement-report 4.7"),
    ],
)
def test_a_share_has_two_decimals_and_is_100_only_for_all(part, whole, shown):
    assert rate(part, whole) == shown


@given(st.integers(1, 10**9).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_is_within_half_a_hundredth_and_full_only_for_all(counted):
    part, whole = counted
    shown = Decimal(rate(part, whole))

    assert (shown == 100) == (part == whole)
    assert abs(shown - Decimal(part) * 100 / whole) <= (
        Decimal("0.005") if shown != Decimal("99.99") else Decimal("0.01")
    )


@st.composite
def dossiers_counted(draw):
    """Counts as dossiers make them: each of them came in by one way and stands or went by one way."""
    came = ("received_online", "received_direct", "carried")
    went = (
        ("early",), ("on_time",), ("late",), ("late", "late_same_day"), ("ended_early",), ("ended_on_time",),
        ("ended_late",), ("ended_late", "ended_late_same_day"), ("in_process",), ("in_process", "overdue"),
        ("in_process", "overdue", "overdue_by_date"), ("in_process", "suspended"),
        ("in_process", "suspended", "overdue_suspended"),
    )  # fmt: skip
    counts = dict.fromkeys(Counts._fields, 0)
    for way_in, way_out in draw(st.lists(st.tuples(st.sampled_from(came), st.sampled_from(went)), max_size=40)):
        for name in (way_in, *way_out):
            counts[name] += 1
    return counts


@given(dossiers_counted(), dossiers_counted(), st.sampled_from(ALL))
def test_rows_add_up_to_the_total_whatever_the_conventions(one, other, conventions):
    total = figures({name: one[name] + other[name] for name in one}, conventions)
    parts = [figures(one, conventions), figures(other, conventions)]

    for column in Column:
        assert total[column] == sum(part[column] for part in parts)
    assert total[Column.RECEIVED_TOTAL] == total[Column.SETTLED_TOTAL] + total[Column.IN_PROCESS_TOTAL]


@given(dossiers_counted(), st.sampled_from(ALL), st.sampled_from(ALL))
def test_no_convention_changes_how_many_came_in_and_went(counts, one, other):
    for column in (Column.RECEIVED_TOTAL, Column.SETTLED_TOTAL, Column.IN_PROCESS_TOTAL):
        assert figures(counts, one)[column] == figures(counts, other)[column]


@pytest.mark.parametrize("conventions", ALL)
def test_a_column_leaves_out_only_what_is_among_what_it_adds(conventions):
    within = {"late_same_day": "late", "ended_late_same_day": "ended_late", "overdue": "in_process",
              "overdue_by_date": "in_process", "overdue_suspended": "in_process"}  # fmt: skip
    for column in Column:
        terms = terms_of(column, conventions)
        assert all(within[name] in terms.adds for name in terms.without)


@pytest.mark.parametrize("pack", rule_packs(), ids=lambda pack: pack.name)
def test_every_pack_names_all_conventions_and_columns(pack):
    rule = pack.settlement

    assert {name: set(one.options) for name, one in rule.conventions.items()} == {
        "compare": set(Compare),
        "waiting": set(Waiting),
        "ended": set(Ended),
    }
    assert all(one.chosen in one.options for one in rule.conventions.values())
    assert list(pack.forms["settlement"].columns) == ["number", "name", *Column, "rate"]
