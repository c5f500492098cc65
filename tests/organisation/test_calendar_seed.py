"""The first calendar: the table of swaps against the package, and the days that the law page names."""

from collections import Counter
from datetime import date, timedelta

import pytest

from motcua.domain.organisation.rules import calendar_form, calendar_seed
from motcua.kernel.working_time import DayKind, prepare


def _kinds() -> dict[date, DayKind]:
    return {day.on: day.kind for day in calendar_seed.seed_spec().exceptions}


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def test_table_and_package_agree_on_every_swap_but_the_unverified_ones():
    package = {day.on: day.kind for day in calendar_seed.public_holidays(*calendar_seed.SEED_YEARS)}
    swapped = {on for on, kind in package.items() if kind in {DayKind.BRIDGE, DayKind.MAKE_UP}}
    table = {day for swap in calendar_seed.known_swaps() if swap.verified for day in (swap.off, swap.worked)}

    assert swapped == table, "the package and swaps.csv differ: look for the official text, then correct swaps.csv"


def test_an_unverified_swap_is_one_that_the_package_does_not_know():
    package = {day.on for day in calendar_seed.public_holidays(*calendar_seed.SEED_YEARS)}

    for swap in calendar_seed.known_swaps():
        assert (swap.off in package and swap.worked in package) == swap.verified, swap


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        pytest.param(date(2026, 1, 2), DayKind.BRIDGE, id="calendars 1.6 2 january 2026 off"),
        pytest.param(date(2026, 1, 10), DayKind.MAKE_UP, id="calendars 1.7 10 january 2026 worked"),
        pytest.param(date(2026, 8, 31), DayKind.BRIDGE, id="calendars 1.10 31 august 2026 off"),
        pytest.param(date(2026, 8, 22), DayKind.MAKE_UP, id="calendars 1.11 22 august 2026 worked"),
        pytest.param(date(2026, 9, 1), DayKind.HOLIDAY, id="calendars 1.12 national day eve 2026"),
        pytest.param(date(2026, 9, 2), DayKind.HOLIDAY, id="calendars 1.12 national day 2026"),
        pytest.param(date(2026, 11, 24), DayKind.HOLIDAY, id="calendars 1.14 culture day 2026"),
        pytest.param(date(2027, 11, 24), DayKind.HOLIDAY, id="calendars 1.15 culture day 2027"),
        pytest.param(date(2026, 4, 27), DayKind.HOLIDAY, id="calendars 1.9 hung kings 2026 in lieu"),
        pytest.param(date(2024, 4, 29), DayKind.BRIDGE, id="calendars 1.2 29 april 2024 off"),
        pytest.param(date(2024, 5, 4), DayKind.MAKE_UP, id="calendars 1.3 4 may 2024 worked"),
        pytest.param(date(2025, 5, 2), DayKind.BRIDGE, id="calendars 1.4 2 may 2025 off"),
        pytest.param(date(2025, 4, 26), DayKind.MAKE_UP, id="calendars 1.5 26 april 2025 worked"),
        pytest.param(date(2022, 1, 3), DayKind.HOLIDAY, id="calendars 1.1 new year 2022 in lieu"),
    ],
)
def test_the_seed_knows_the_day(on, kind):
    assert _kinds()[on] is kind


def test_the_culture_day_is_no_holiday_before_2026():
    """calendars 1.13."""
    assert date(2025, 11, 24) not in _kinds()


def test_tet_2026_is_off_from_14_to_22_february():
    """calendars 1.8."""
    kinds = _kinds()
    off = [on for on in _days(date(2026, 2, 13), date(2026, 2, 23)) if on.weekday() >= 5 or on in kinds]

    assert off == _days(date(2026, 2, 14), date(2026, 2, 22))


def test_the_seed_says_each_day_once_and_can_be_published():
    spec = calendar_seed.seed_spec()

    calendar_form.require_publishable(spec)
    assert max(Counter(day.on for day in spec.exceptions).values()) == 1
    assert (spec.first_year, spec.last_year) == (2022, 2027)


def test_every_make_up_day_falls_on_a_weekend_and_every_bridge_day_on_a_weekday():
    for on, kind in _kinds().items():
        if kind is DayKind.MAKE_UP:
            assert on.weekday() >= 5, on
        if kind is DayKind.BRIDGE:
            assert on.weekday() < 5, on


def test_a_working_day_of_ca_mau_has_480_minutes_in_two_sessions():
    spec = calendar_seed.seed_spec()

    assert spec.weekly[0] == ((420, 660), (780, 1020))
    assert set(spec.weekly) == {0, 1, 2, 3, 4}
    assert prepare(spec).reference_day_minutes == 480
