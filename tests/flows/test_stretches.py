"""A period is cut into whole years, whole months and days, and each day of it is in one of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.flows.rules.grains import Grain, Group, day_grain_for, grain_for, seen_at
from motcua.domain.flows.rules.measures import By
from motcua.domain.flows.rules.stretches import Stretches, cut


def day(text: str) -> date:
    return date.fromisoformat(text)


def run(first: str, last: str) -> tuple[date, date]:
    return (day(first), day(last))


@pytest.mark.parametrize(
    ("period", "found"),
    [
        pytest.param(
            ("2025-03-02", "2025-03-30"), Stretches((), (), (run("2025-03-02", "2025-03-30"),)), id="days of a month"
        ),
        pytest.param(("2025-03-01", "2025-03-31"), Stretches((), (run("2025-03-01", "2025-03-01"),), ()), id="a month"),
        pytest.param(
            ("2024-12-15", "2025-01-14"), Stretches((), (), (run("2024-12-15", "2025-01-14"),)), id="15th to 14th"
        ),
        pytest.param(("2025-01-01", "2025-12-31"), Stretches((run("2025-01-01", "2025-01-01"),), (), ()), id="a year"),
        pytest.param(
            ("2023-11-20", "2026-02-05"),
            Stretches(
                (run("2024-01-01", "2025-01-01"),),
                (run("2023-12-01", "2023-12-01"), run("2026-01-01", "2026-01-01")),
                (run("2023-11-20", "2023-11-30"), run("2026-02-01", "2026-02-05")),
            ),
            id="two years, and what is beside them",
        ),
    ],
)
def test_a_period_is_cut_into_the_longest_that_are_whole(period, found):
    assert cut(*map(day, period)) == found


def test_without_years_a_year_is_its_months():
    assert cut(day("2025-01-01"), day("2025-12-31"), with_years=False).months == (run("2025-01-01", "2025-12-01"),)


def days_of(stretches: Stretches) -> list[date]:
    found = [
        first + timedelta(days=place) for first, last in stretches.days for place in range((last - first).days + 1)
    ]
    months = [first for first, _ in stretches.months]
    for first, last in [*stretches.months, *((first, last.replace(month=12)) for first, last in stretches.years)]:
        month = first
        while month <= last:
            after = (month + timedelta(days=31)).replace(day=1)
            found += [month + timedelta(days=place) for place in range((after - month).days)]
            month = after
    assert months == sorted(months)
    return sorted(found)


@given(st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.integers(0, 1500), st.booleans())
def test_every_day_of_a_period_is_counted_once(first, length, with_years):
    last = first + timedelta(days=length)

    assert days_of(cut(first, last, with_years=with_years)) == [
        first + timedelta(days=place) for place in range(length + 1)
    ]


@pytest.mark.parametrize(
    ("by", "of_all_units", "field", "grain", "days"),
    [
        (By.LEVEL, True, "", Grain.AGENCY, Grain.AGENCY),
        (By.AGENCY, True, "", Grain.AGENCY, Grain.AGENCY),
        (By.AGENCY, True, "Đất đai", Grain.FIELD, Grain.PROCEDURE),
        (By.LEVEL, True, "Đất đai", Grain.FIELDS, Grain.PROCEDURE),
        (By.FIELD, True, "", Grain.FIELDS, Grain.PROCEDURE),
        (By.FIELD, False, "", Grain.FIELD, Grain.PROCEDURE),
        (By.PROCEDURE, True, "", Grain.PROCEDURES, Grain.PROCEDURE),
        (By.PROCEDURE, False, "", Grain.PROCEDURE, Grain.PROCEDURE),
    ],
)
def test_the_fewest_rows_that_can_answer_are_asked(by, of_all_units, field, grain, days):
    assert grain_for(by, of_all_units=of_all_units, field=field) is grain
    assert day_grain_for(grain) is days


def test_of_all_units_together_only_online_is_told_from_the_other_ways():
    finest = Group("H12.14", "commune", "Đất đai", "1.001", "post")

    assert seen_at(Grain.PROCEDURES, finest) == Group("", "commune", "Đất đai", "1.001", "")
    assert seen_at(Grain.FIELDS, finest._replace(channel="online")) == Group("", "commune", "Đất đai", "", "online")
    assert seen_at(Grain.FIELD, finest) == Group("H12.14", "commune", "Đất đai", "", "post")
    assert seen_at(Grain.AGENCY, finest) == Group("H12.14", "commune", "", "", "post")
    assert seen_at(Grain.PROCEDURE, finest) == finest
