"""Small counts of a commune's month: what stands alone, what is put together, and what nobody can take apart again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.reports.rules.small_counts import Told, told, told_at
from motcua.foundation.rule_packs import rule_pack_on

SMALLEST = 5


def rows(**counts):
    return [Told((name,), each) for name, each in counts.items()]


def merged(*counts):
    return Told(("",), counts, is_merged=True)


CASES = [
    pytest.param(rows(a=(20, 5), b=(9, 0)), rows(a=(20, 5), b=(9, 0)), id="open-data 2.1 nothing is small"),
    pytest.param(
        rows(a=(20, 0), b=(3, 0), c=(7, 0)),
        [*rows(a=(20, 0)), merged(10, 0)],
        id="open-data 2.2 with the smallest other",
    ),
    pytest.param(rows(a=(3, 1)), [merged(3, 1)], id="open-data 2.3 the only row loses its name"),
    pytest.param(
        rows(a=(30, 6), b=(9, 2), c=(8, 2), d=(6, 0)),
        [*rows(d=(6, 0)), merged(47, 10)],
        id="open-data 2.4 what is still small takes another in",
    ),
    pytest.param(
        rows(a=(30, 0), b=(9, 1), c=(8, 0)),
        [*rows(a=(30, 0)), merged(17, 1)],
        id="open-data 2.5 all there is of it may be small",
    ),
    pytest.param(rows(a=(2, 0), b=(4, 0)), [merged(6, 0)], id="open-data 2.6 two small ones"),
]


@pytest.mark.parametrize(("given_rows", "expected"), CASES)
def test_small_counts_are_put_together(given_rows, expected):
    assert told(given_rows, smallest=SMALLEST) == expected


@pytest.mark.parametrize(
    ("level", "is_told"),
    [
        pytest.param("province", True, id="open-data 2.8 an agency of the province"),
        pytest.param("district", True, id="an agency of a district"),
        pytest.param("commune", False, id="a commune"),
        pytest.param("", False, id="open-data 2.9 no level is known"),
    ],
)
@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2026, 11, 26)])
def test_agencies_above_the_communes_are_told_row_by_row(level, is_told, day):
    month = rows(a=(1, 0), b=(90, 3), c=(7, 0))
    found = told_at(level, month, rule_pack_on(day).open_data)

    assert found == month if is_told else found == [*rows(c=(7, 0)), merged(91, 3)]


months = st.lists(st.tuples(*[st.one_of(st.just(0), st.integers(0, 12))] * 3).filter(any), min_size=1, max_size=9).map(
    lambda counts: [Told((str(place),), each) for place, each in enumerate(counts)]
)


def total(found):
    return tuple(map(sum, zip(*(row.counts for row in found), strict=True)))


@given(months, st.integers(2, 7))
def test_rows_add_up_and_nothing_small_stands_alone(month, smallest):
    found = told(month, smallest=smallest)
    everything, alone, together = total(month), [r for r in found if not r.is_merged], [r for r in found if r.is_merged]

    assert total(found) == everything
    assert all(count == 0 or count >= smallest for row in alone for count in row.counts)
    assert all(
        count == 0 or count >= smallest or count == whole
        for row in together
        for count, whole in zip(row.counts, everything, strict=True)
    )
    assert len(together) <= 1
    if together:
        assert len(month) - len(alone) >= min(2, len(month)), "one row alone is not hidden by taking its name away"
        left = (
            tuple(whole - shown for whole, shown in zip(everything, total(alone), strict=True)) if alone else everything
        )
        assert left == together[0].counts, "the public total less what is shown is what was put together, nothing finer"


@given(months, st.randoms())
def test_the_order_of_rows_changes_nothing(month, chance):
    """open-data 2.7: what is told does not depend on how it came."""
    mixed = chance.sample(month, len(month))

    assert sorted(told(mixed, smallest=SMALLEST), key=lambda row: row.key) == sorted(
        told(month, smallest=SMALLEST), key=lambda row: row.key
    )
