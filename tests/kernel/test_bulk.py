"""A vector of starts gives what each start gives alone."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.working_time import CalendarSpec, OutsideCalendar, UnreadableLimit, add_minutes, due_moments, prepare

from .calendars import ALL_CALENDARS, TABLE, at
from .strategies import calendars, checked, minutes_of_two_years, working_minutes


def vector(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize("calendar", ALL_CALENDARS)
def test_bulk_and_single_counting_agree(calendar: str) -> None:
    table, dice = prepare(ALL_CALENDARS[calendar]), random.Random(calendar)
    starts = [dice.randrange(600 * 1440) for _ in range(5_000)]
    minutes = [dice.randrange(1, 25 * 480) for _ in starts]

    due = due_moments(vector(*starts), vector(*minutes), table)

    assert due.tolist() == [table.minute_after(start, more) for start, more in zip(starts, minutes, strict=True)]


@checked
@given(calendars(), st.lists(st.tuples(minutes_of_two_years, working_minutes), max_size=5))
def test_bulk_agrees_in_any_calendar(spec: CalendarSpec, pairs: list[tuple[int, int]]) -> None:
    table = prepare(spec)
    starts, minutes = vector(*(start for start, _ in pairs)), vector(*(more for _, more in pairs))
    try:
        singly = [table.minute_after(start, more) for start, more in pairs]
    except OutsideCalendar:
        with pytest.raises(OutsideCalendar):
            due_moments(starts, minutes, table)
    else:
        assert due_moments(starts, minutes, table).tolist() == singly


def test_numbers_and_moments_are_two_ways_to_say_the_same() -> None:
    start = at("Mon 2026-11-02 09:00")

    (due,) = due_moments(vector(TABLE.minute_of(start)), vector(2400), TABLE)

    assert TABLE.moment_at(int(due)) == add_minutes(start, 2400, TABLE) == at("Mon 2026-11-09 09:00")


def test_one_limit_may_hold_for_all_starts() -> None:
    starts = vector(TABLE.minute_of(at("2026-11-02 07:00")), TABLE.minute_of(at("2026-11-03 07:00")))

    assert len(due_moments(starts, vector(480), TABLE)) == 2


@pytest.mark.parametrize(
    ("start", "minutes", "year"), [(-1, 480, 2025), (730 * 1440, 480, 2028), (729 * 1440, 10_000, 2028)]
)
def test_bulk_names_the_missing_year(start: int, minutes: int, year: int) -> None:
    with pytest.raises(OutsideCalendar) as refusal:
        due_moments(vector(500, start), vector(480, minutes), TABLE)

    assert refusal.value.year == year


def test_bulk_refuses_a_limit_of_nothing() -> None:
    with pytest.raises(UnreadableLimit):
        due_moments(vector(500), vector(0), TABLE)
