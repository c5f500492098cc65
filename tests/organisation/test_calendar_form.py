"""The stored form of calendars, and what is refused."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.organisation.rules import calendar_form
from motcua.domain.organisation.rules.calendar_seed import seed_spec
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import CalendarSpec, DayException, DayKind

KINDS = [DayKind.HOLIDAY, DayKind.BRIDGE, DayKind.MAKE_UP, DayKind.LOCAL_OFF]
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(
    days=st.dictionaries(DAYS, st.sampled_from(KINDS), max_size=20),
    weekdays=st.sets(st.integers(0, 6)).map(lambda found: found | {0}),
)
def test_what_is_stored_means_the_same_calendar(days, weekdays):
    spec = CalendarSpec(
        weekly=dict.fromkeys(sorted(weekdays), ((420, 660), (780, 1020))),
        exceptions=tuple(DayException(on, days[on], "Ngày lễ") for on in sorted(days)),
        first_year=2026,
        last_year=2027,
    )
    weekly = json.loads(json.dumps(calendar_form.weekly_form(spec)))
    exceptions = json.loads(json.dumps(calendar_form.exceptions_form(spec)))

    again = calendar_form.spec_of(weekly, exceptions, 2026, 2027)

    assert again == spec
    assert calendar_form.digest_of(again) == calendar_form.digest_of(spec)


def test_the_order_in_which_days_are_said_makes_no_other_calendar():
    spec = seed_spec()

    turned = replace(spec, exceptions=tuple(reversed(spec.exceptions)))

    assert calendar_form.digest_of(turned) == calendar_form.digest_of(spec)


def _with(*days: DayException) -> CalendarSpec:
    return replace(seed_spec(), exceptions=days)


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        pytest.param(replace(seed_spec(), last_year=2021, exceptions=()), "Năm cuối", id="years_turned_round"),
        pytest.param(replace(seed_spec(), weekly={1: ((420, 660),)}), "thứ Hai", id="no_reference_day"),
        pytest.param(replace(seed_spec(), weekly={0: ((420, 660), (600, 700))}), "chồng", id="sessions_overlap"),
        pytest.param(
            _with(*[DayException(date(2026, 3, 2), DayKind.LOCAL_OFF, "Nghỉ")] * 2), "2 lần", id="a_day_twice"
        ),
        pytest.param(
            _with(DayException(date(2030, 3, 2), DayKind.LOCAL_OFF, "Nghỉ")), "nằm ngoài", id="a_day_outside_the_years"
        ),
        pytest.param(_with(DayException(date(2026, 3, 2), DayKind.LOCAL_OFF, " ")), "cần có tên", id="no_name"),
        pytest.param(_with(DayException(date(2026, 3, 2), DayKind.LOCAL_OFF, "x" * 201)), "200", id="an_endless_name"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(spec, words):
    with pytest.raises(Refusal, match=words):
        calendar_form.require_publishable(spec)
