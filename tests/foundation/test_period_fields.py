"""Periods in the database end before their last bound."""

from datetime import UTC, date, datetime

import pytest

from motcua.foundation import period_fields
from motcua.kernel.period import EmptyPeriod, Period


def test_a_range_of_days_is_the_period_it_was_made_from():
    range_of_days = period_fields.days(date(2025, 7, 1), date(2026, 1, 1))

    assert period_fields.period_of(range_of_days) == Period(date(2025, 7, 1), date(2026, 1, 1))
    assert date(2025, 7, 1) in range_of_days
    assert date(2026, 1, 1) not in range_of_days


def test_a_range_of_moments_may_go_on():
    start = datetime(2025, 7, 1, tzinfo=UTC)

    assert period_fields.period_of(period_fields.moments(start)) == Period(start, None)


@pytest.mark.parametrize("end", [date(2025, 7, 1), date(2025, 6, 30)])
def test_a_range_that_would_hold_nothing_is_refused(end):
    with pytest.raises(EmptyPeriod):
        period_fields.days(date(2025, 7, 1), end)
