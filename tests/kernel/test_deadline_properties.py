"""What must hold of every due moment, whatever the calendar: one property or more for each rule."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.kernel.working_time import (
    CalendarSpec,
    Counting,
    DayException,
    Lateness,
    LimitUnit,
    OutsideCalendar,
    Pause,
    TimeLimit,
    UnreadableLimit,
    WorkingTable,
    add_minutes,
    any_desk_latest_start,
    apology_due,
    due_moment,
    explain,
    internal_due,
    lateness_of,
    minutes_of,
    moved_by_pause,
    prepare,
    redated,
    spread,
    spread_minutes,
    start_of_clock,
    working_minutes_between,
)

from .calendars import PARAMETERS, TABLE
from .strategies import IN_WORKING_TIME, OFF, calendars, checked, day_exceptions, limits, moments, working_minutes

countings = st.sampled_from(Counting)


def due_of(received: datetime, limit: TimeLimit, table: WorkingTable, counting: Counting) -> datetime:
    """Return the due moment, or leave the example out where the calendar drawn hardly ever works."""
    try:
        return due_moment(
            start_of_clock(received, table),
            limit,
            table=table,
            counting=counting,
            parameters=PARAMETERS,
            received_at=received,
        )
    except OutsideCalendar:
        assume(False)
        raise


def added(start: datetime, minutes: int, table: WorkingTable) -> datetime:
    try:
        return add_minutes(start, minutes, table)
    except OutsideCalendar:
        assume(False)
        raise


def is_at_work_just_before(moment: datetime, table: WorkingTable) -> bool:
    return working_minutes_between(moment - timedelta(minutes=1), moment, table) == 1


def is_close_of_a_day(moment: datetime, table: WorkingTable) -> bool:
    day = table.day_of(moment - timedelta(minutes=1))
    return table.minute_of(moment) == table.close_of(day)


@checked
@given(calendars(), moments)
def test_rule_1_a_start_lies_in_a_session_and_no_working_time_is_lost(spec: CalendarSpec, received: datetime) -> None:
    table = prepare(spec)
    try:
        start = start_of_clock(received, table)
    except OutsideCalendar:
        assume(False)
        raise

    assert start >= received
    assert working_minutes_between(received, start, table) == 0
    assert working_minutes_between(start, start + timedelta(minutes=1), table) == 1
    assert start_of_clock(start, table) == start


@checked
@given(calendars(), moments, st.integers(0, 3 * 1440), limits(), countings)
def test_rules_2_to_6_a_later_reception_never_has_an_earlier_due_moment(
    spec: CalendarSpec, received: datetime, later: int, limit: TimeLimit, counting: Counting
) -> None:
    table = prepare(spec)

    first = due_of(received, limit, table, counting)
    second = due_of(received + timedelta(minutes=later), limit, table, counting)

    assert first <= second


@checked
@given(calendars(), moments, working_minutes, working_minutes)
def test_rules_2_and_3_a_limit_in_two_parts_ends_where_the_whole_does(
    spec: CalendarSpec, start: datetime, a: int, b: int
) -> None:
    table = prepare(spec)

    assert added(start, a + b, table) == added(added(start, a, table), b, table)


@checked
@given(calendars(), moments, limits(IN_WORKING_TIME))
def test_rules_2_and_3_between_start_and_due_moment_lies_exactly_the_limit(
    spec: CalendarSpec, received: datetime, limit: TimeLimit
) -> None:
    table = prepare(spec)

    due = due_of(received, limit, table, Counting.FROM_HOUR)

    assert working_minutes_between(received, due, table) == minutes_of(limit, table)


@checked
@given(calendars(), moments, st.integers(1, 40))
def test_rule_2_end_of_nth_day_ends_at_a_close_after_so_many_working_days(
    spec: CalendarSpec, received: datetime, days: int
) -> None:
    table = prepare(spec)

    due = due_of(received, TimeLimit(Decimal(days), LimitUnit.WORKING_DAY), table, Counting.END_OF_NTH_DAY)

    assert is_close_of_a_day(due, table)
    first, last = table.day_of(start_of_clock(received, table)), table.day_of(due - timedelta(minutes=1))
    assert table.workdays_between(first, last) == days


@checked
@given(calendars(), moments, limits([LimitUnit.CLOCK_HOUR]), countings)
def test_rule_3_clock_hours_take_as_long_as_the_clock_says(
    spec: CalendarSpec, received: datetime, limit: TimeLimit, counting: Counting
) -> None:
    due = due_of(received, limit, prepare(spec), counting)

    assert due - received == timedelta(hours=float(limit.amount or 0))


@checked
@given(calendars(), moments, limits([LimitUnit.CALENDAR_DAY]), countings)
def test_rule_4_days_and_months_end_at_the_first_close_not_before_their_last_day(
    spec: CalendarSpec, received: datetime, limit: TimeLimit, counting: Counting
) -> None:
    table = prepare(spec)

    due = due_of(received, limit, table, counting)

    start = start_of_clock(received, table)
    last_day = (start + timedelta(days=int(limit.amount or 0))).replace(hour=0, minute=0)
    assert is_close_of_a_day(due, table)
    assert due > last_day
    assert (
        working_minutes_between(last_day, due, table)
        == table.patterns[table.day_of(due - timedelta(minutes=1))].minutes
    )


@checked
@given(calendars(), moments, limits([unit for unit in LimitUnit if unit is not LimitUnit.CLOCK_HOUR]), countings)
def test_rule_5_a_due_moment_lies_in_a_session_or_at_its_close(
    spec: CalendarSpec, received: datetime, limit: TimeLimit, counting: Counting
) -> None:
    table = prepare(spec)

    due = due_of(received, limit, table, counting)

    assert is_at_work_just_before(due, table)
    assert due > received


@checked
@given(calendars(), moments)
def test_rule_6_within_the_day_ends_on_the_day_or_on_the_next_that_is_worked(
    spec: CalendarSpec, received: datetime
) -> None:
    table = prepare(spec)

    due = due_of(received, TimeLimit(None, LimitUnit.SAME_DAY), table, Counting.FROM_HOUR)

    assert is_close_of_a_day(due, table)
    assert table.workdays_between(table.day_of(received), table.day_of(due - timedelta(minutes=1))) <= 1


@checked
@given(st.decimals(allow_nan=True, allow_infinity=True), st.sampled_from(LimitUnit))
def test_rule_7_an_amount_is_a_limit_or_refused(amount: Decimal, unit: LimitUnit) -> None:
    if unit is not LimitUnit.SAME_DAY and amount.is_finite() and amount >= 1:
        whole = amount.to_integral_value(ROUND_FLOOR)
        assert TimeLimit(whole, unit).amount == whole
    elif unit is LimitUnit.SAME_DAY or not amount.is_finite() or amount <= 0:
        with pytest.raises(UnreadableLimit):
            TimeLimit(amount, unit)


@checked
@given(moments, st.integers(-4000, 4000), limits(), countings)
def test_rule_8_counting_stays_within_the_published_years_or_names_one_outside(
    received: datetime, days: int, limit: TimeLimit, counting: Counting
) -> None:
    received += timedelta(days=days)
    years: set[int] = set()
    try:
        start = start_of_clock(received, TABLE)
        due = due_moment(start, limit, table=TABLE, counting=counting, parameters=PARAMETERS, received_at=received)
    except OutsideCalendar as refusal:
        missing = refusal.year
    else:
        missing, years = 0, {received.year, start.year, due.year}

    assert years <= {2026, 2027}
    assert missing not in {2026, 2027}


@checked
@given(calendars(), moments, working_minutes, st.lists(st.integers(0, 20), min_size=1, max_size=8).filter(any))
def test_rule_9_steps_follow_each_other_and_the_last_ends_at_the_promise(
    spec: CalendarSpec, received: datetime, minutes: int, ratio: list[int]
) -> None:
    table = prepare(spec)
    due = added(received, minutes, table)

    ends = spread(received, due, [Decimal(share) for share in ratio], table=table)

    assert len(ends) == len(ratio)
    assert ends[-1] == due
    assert list(ends) == sorted(ends)
    assert all(received <= end for end in ends)


@checked
@given(st.integers(0, 50_000), st.lists(st.integers(0, 400), min_size=1, max_size=12).filter(any))
def test_rule_9_every_step_has_its_share_to_the_minute(total: int, ratio: list[int]) -> None:
    minutes = spread_minutes(total, [Decimal(share) / 4 for share in ratio])

    assert sum(minutes) == total
    assert all(abs(got * sum(ratio) - total * share) < sum(ratio) for got, share in zip(minutes, ratio, strict=True))


@checked
@given(calendars(), moments, limits(), countings)
def test_rule_10_the_desk_has_half_a_day_or_none(
    spec: CalendarSpec, received: datetime, limit: TimeLimit, counting: Counting
) -> None:
    table = prepare(spec)
    promised, start = due_of(received, limit, table, counting), start_of_clock(received, table)

    internal = internal_due(promised, limit, start=start, table=table, parameters=PARAMETERS)

    if internal is not None:
        assert start < internal < promised
        assert working_minutes_between(internal, promised, table) == -(-table.reference_day_minutes // 2)
    elif limit.unit in {LimitUnit.CALENDAR_DAY, LimitUnit.MONTH, LimitUnit.CLOCK_HOUR}:
        assert working_minutes_between(start, promised, table) <= table.reference_day_minutes


@checked
@given(moments, moments)
def test_rule_11_a_result_is_late_exactly_when_it_comes_after_the_promise(ready: datetime, promised: datetime) -> None:
    lateness = lateness_of(ready_at=ready, promised_at=promised)

    assert (lateness is Lateness.LATE) == (ready > promised)
    assert (lateness is Lateness.EARLY) == (ready.date() < promised.date())


@checked
@given(calendars(), moments, limits(IN_WORKING_TIME), st.integers(0, 20_000), st.integers(0, 20_000))
def test_rule_12_a_pause_of_m_working_minutes_moves_the_promise_by_exactly_m(
    spec: CalendarSpec, received: datetime, limit: TimeLimit, until_pause: int, length: int
) -> None:
    table = prepare(spec)
    promised = due_of(received, limit, table, Counting.FROM_HOUR)
    paused_from = received + timedelta(minutes=until_pause)
    paused_to = paused_from + timedelta(minutes=length)

    moved = _moved(promised, paused_from, paused_to, limit, table, Counting.FROM_HOUR)

    paused = working_minutes_between(paused_from, paused_to, table)
    assert working_minutes_between(promised, moved, table) == paused
    assert (moved == promised) == (paused == 0)


@checked
@given(calendars(), moments, limits(), countings, st.integers(0, 20_000), st.integers(0, 9_000), st.integers(0, 9_000))
def test_rule_12_a_longer_pause_never_moves_the_promise_less(
    spec: CalendarSpec,
    received: datetime,
    limit: TimeLimit,
    counting: Counting,
    until_pause: int,
    length: int,
    more: int,
) -> None:
    table = prepare(spec)
    promised = due_of(received, limit, table, counting)
    paused_from = received + timedelta(minutes=until_pause)
    paused_to = paused_from + timedelta(minutes=length)

    moved = _moved(promised, paused_from, paused_to, limit, table, counting)
    moved_more = _moved(promised, paused_from, paused_to + timedelta(minutes=more), limit, table, counting)

    assert promised <= moved <= moved_more


def _moved(
    promised: datetime,
    paused_from: datetime,
    paused_to: datetime,
    limit: TimeLimit,
    table: WorkingTable,
    counting: Counting,
) -> datetime:
    try:
        return moved_by_pause(
            promised, paused_from=paused_from, paused_to=paused_to, limit=limit, table=table, counting=counting
        )
    except OutsideCalendar:
        assume(False)
        raise


@checked
@given(moments, working_minutes)
def test_rule_13_an_apology_is_due_one_working_day_before_the_promise(start: datetime, minutes: int) -> None:
    promised = add_minutes(start + timedelta(days=7), minutes, TABLE)

    assert working_minutes_between(apology_due(promised, table=TABLE, parameters=PARAMETERS), promised, TABLE) == 480


@checked
@given(calendars(), day_exceptions(OFF), moments, limits(), countings)
def test_rules_2_and_14_one_more_day_off_never_brings_a_due_moment_forward(
    spec: CalendarSpec, day_off: DayException, received: datetime, limit: TimeLimit, counting: Counting
) -> None:
    changed = replace(spec, exceptions=(*spec.exceptions, day_off))

    before = due_of(received, limit, prepare(spec), counting)
    after = due_of(received, limit, prepare(changed), counting)

    assert before <= after
    assert redated(before, counted_again=after) == after
    assert redated(after, counted_again=before) == after


@checked
@given(calendars(), moments, st.integers(0, 3 * 1440))
def test_rule_15_the_latest_hand_over_is_at_work_and_never_earlier_for_what_comes_later(
    spec: CalendarSpec, received: datetime, later: int
) -> None:
    table = prepare(spec)
    try:
        latest = any_desk_latest_start(received, desk=table, parameters=PARAMETERS)
        second = any_desk_latest_start(received + timedelta(minutes=later), desk=table, parameters=PARAMETERS)
    except OutsideCalendar:
        assume(False)
        raise

    assert latest > received
    assert is_at_work_just_before(latest, table)
    assert latest <= second


@checked
@given(calendars(), moments, limits(IN_WORKING_TIME), countings, st.integers(0, 9_000), st.integers(0, 9_000))
def test_rule_17_the_minutes_shown_add_up_to_the_limit(
    spec: CalendarSpec, received: datetime, limit: TimeLimit, counting: Counting, until_pause: int, length: int
) -> None:
    table = prepare(spec)
    start = start_of_clock(received, table)
    promised = due_of(received, limit, table, counting)
    paused_from = min(start + timedelta(minutes=until_pause), promised)
    pause = Pause(paused_from, paused_from + timedelta(minutes=length), "Nghĩa vụ tài chính")
    due = _moved(promised, pause.paused_from, pause.paused_to, limit, table, counting)

    days = explain(start, due, table=table, limit=limit, counting=counting, pauses=(pause,))

    assert sum(day.minutes or 0 for day in days) == minutes_of(limit, table)
    assert [day.on for day in days] == [start.date() + timedelta(days=ahead) for ahead in range(len(days))]


@pytest.mark.parametrize("counting", Counting)
def test_around_tet_every_minutes_reception_is_due_no_earlier_than_the_one_before(counting: Counting) -> None:
    limit = TimeLimit(Decimal(3), LimitUnit.WORKING_DAY)
    first = datetime.fromisoformat("2026-02-10T00:00+07:00")

    due = [due_of(first + timedelta(minutes=minute), limit, TABLE, counting) for minute in range(16 * 1440)]

    assert due == sorted(due)
