"""Which days a report covers, and which cannot be asked (docs/law/settlement-report.md, 5 and 6)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.reports.rules.periods import (
    NamedPeriod,
    PeriodKind,
    UnreadablePeriod,
    last_periods,
    require_existed,
    require_readable,
)

TODAY = date(2026, 11, 25)
KNOWN = (date(2026, 11, 3), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        pytest.param(NamedPeriod(PeriodKind.REPORT_QUARTER, 2022, 1), "2021-12-15", "2022-03-14", id="settlement-report 5.1"),
        pytest.param(NamedPeriod(PeriodKind.REPORT_QUARTER, 2022, 3), "2022-06-15", "2022-09-14", id="settlement-report 5.2"),
        pytest.param(NamedPeriod(PeriodKind.REPORT_YEAR, 2022, 1), "2021-12-15", "2022-12-14", id="settlement-report 5.3"),
        pytest.param(NamedPeriod(PeriodKind.MONTH, 2024, 2), "2024-02-01", "2024-02-29", id="settlement-report 5.4"),
        pytest.param(NamedPeriod(PeriodKind.QUARTER, 2026, 4), "2026-10-01", "2026-12-31", id="settlement-report 5.5"),
    ],
)  # fmt: skip
def test_a_named_period_has_its_days(period, first, last):
    assert period.bounds(15) == (date.fromisoformat(first), date.fromisoformat(last))


def test_settlement_report_5_6_any_period_is_taken_with_both_its_days():
    """settlement-report 5.6"""
    require_readable(KNOWN[0], KNOWN[0], as_of=TODAY, today=TODAY, known=KNOWN)


@given(st.integers(1990, 2090), st.integers(1, 28))
def test_quarters_follow_each_other_and_make_the_year(year, first_day):
    for quarters, whole in ((PeriodKind.REPORT_QUARTER, PeriodKind.REPORT_YEAR), (PeriodKind.QUARTER, PeriodKind.YEAR)):
        bounds = [NamedPeriod(quarters, year, number).bounds(first_day) for number in (1, 2, 3, 4)]
        assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(bounds))
        assert (bounds[0][0], bounds[-1][1]) == NamedPeriod(whole, year, 1).bounds(first_day)


@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 12, 14), date(2026, 12, 15), date(2024, 2, 29)])
def test_the_periods_offered_have_begun_and_the_newest_of_each_kind_holds_the_day(on):
    offered = last_periods(on, first_day=15)

    for kind in PeriodKind:
        found = [one.bounds(15) for one in offered if one.kind is kind]
        assert found == sorted(found, reverse=True)
        assert found[0][0] <= on <= found[0][1]


@pytest.mark.parametrize(
    ("first", "last", "as_of", "known", "told"),
    [
        pytest.param("2026-11-10", "2026-11-09", "2026-11-25", KNOWN, "trước khi bắt đầu", id="settlement-report 6.1"),
        pytest.param("2026-10-01", "2026-11-02", "2026-11-25", KNOWN, "Hồ sơ đầu tiên tiếp nhận ngày 03/11/2026", id="settlement-report 6.2"),
        pytest.param("2026-11-01", "2026-11-30", "2026-11-26", KNOWN, "ngày đó chưa đến", id="settlement-report 6.3"),
        pytest.param("2026-11-10", "2026-11-12", "2026-11-09", KNOWN, "chưa bắt đầu", id="settlement-report 6.4"),
        pytest.param("2026-11-01", "2026-11-30", "2026-11-25", None, "Chưa có hồ sơ nào", id="settlement-report 6.6"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_in_one_sentence(first, last, as_of, known, told):
    days = {name: date.fromisoformat(day) for name, day in {"first": first, "last": last, "as_of": as_of}.items()}

    with pytest.raises(UnreadablePeriod, match=told) as refusal:
        require_readable(**days, today=TODAY, known=known)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("periods", "exists"),
    [
        pytest.param(((date(2025, 7, 1), None),), True, id="exists"),
        pytest.param(((date(2018, 1, 1), date(2025, 7, 1)),), False, id="settlement-report 6.5 ended before"),
        pytest.param(((date(2026, 12, 1), None),), False, id="settlement-report 6.5 begins later"),
        pytest.param((), False, id="settlement-report 6.5 never"),
        pytest.param(((date(2026, 11, 5), date(2026, 11, 6)),), True, id="within the period"),
    ],
)
def test_a_unit_must_have_existed_in_the_period(periods, exists):
    def ask():
        require_existed("H12.61", KNOWN[0], KNOWN[1], periods)

    if exists:
        ask()
    else:
        with pytest.raises(UnreadablePeriod, match="không tồn tại"):
            ask()
