"""Rules 1-8 of docs/law/deadlines.md: from a reception and a limit to a due moment."""

from datetime import datetime, time
from decimal import Decimal

import pytest

from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import (
    Counting,
    Lateness,
    LimitUnit,
    NaiveMoment,
    OutsideCalendar,
    Parameters,
    TimeLimit,
    UnreadableLimit,
    WorkingTable,
    due_moment,
    lateness_of,
    minutes_of,
    prepare,
    start_of_clock,
)

from .calendars import PARAMETERS, SATURDAY_MORNINGS, at, limit


def due_of(received: str, text: str, table: WorkingTable, counting: Counting = Counting.FROM_HOUR) -> datetime:
    start = start_of_clock(at(received), table)
    return due_moment(
        start, limit(text), table=table, counting=counting, parameters=PARAMETERS, received_at=at(received)
    )


@pytest.mark.parametrize(
    ("received", "start"),
    [
        pytest.param("Mon 2026-11-02 09:00:59", "Mon 2026-11-02 09:00", id="deadlines 1.1 seconds are cut"),
        pytest.param("Mon 2026-11-02 11:00", "Mon 2026-11-02 13:00", id="deadlines 1.2 close of the morning"),
        pytest.param("Mon 2026-11-02 17:00", "Tue 2026-11-03 07:00", id="deadlines 1.3 close of the day"),
        pytest.param("Mon 2026-11-02 18:30", "Tue 2026-11-03 07:00", id="deadlines 1.4 evening"),
        pytest.param("Fri 2026-11-06 17:00", "Mon 2026-11-09 07:00", id="deadlines 1.5 weekend"),
        pytest.param("Sat 2026-11-07 10:00", "Mon 2026-11-09 07:00", id="deadlines 1.6 day off"),
        pytest.param("Mon 2026-11-02 06:59", "Mon 2026-11-02 07:00", id="deadlines 1.7 before opening"),
        pytest.param("Fri 2026-02-13 17:00", "Mon 2026-02-23 07:00", id="deadlines 1.8 over Tết"),
        pytest.param("Fri 2026-08-21 18:00", "Sat 2026-08-22 07:00", id="deadlines 1.9 make-up day"),
        pytest.param("Mon 2026-11-02 10:59:59", "Mon 2026-11-02 10:59", id="deadlines 1.10 last minute"),
        pytest.param("Mon 2026-11-02 07:00", "Mon 2026-11-02 07:00", id="deadlines 1.11 first minute"),
    ],
)
def test_the_clock_starts_in_the_next_session(received: str, start: str, ca_mau: WorkingTable) -> None:
    assert start_of_clock(at(received), ca_mau) == at(start)


def test_a_moment_of_another_zone_is_the_same_moment_here(ca_mau: WorkingTable) -> None:
    """deadlines 1.12"""
    start = start_of_clock(datetime.fromisoformat("2026-11-02T02:00:00+00:00"), ca_mau)

    assert start.isoformat() == "2026-11-02T09:00:00+07:00"


def test_a_moment_without_a_zone_is_refused(ca_mau: WorkingTable) -> None:
    """deadlines 1.13"""
    with pytest.raises(NaiveMoment, match="múi giờ"):
        start_of_clock(datetime(2026, 11, 2, 9, 0), ca_mau)


@pytest.mark.parametrize(
    ("received", "text", "from_hour", "end_of_nth_day"),
    [
        pytest.param(
            "Mon 2026-11-02 09:00", "5", "Mon 2026-11-09 09:00", "Mon 2026-11-09 17:00", id="deadlines 2.1 five days"
        ),
        pytest.param(
            "Mon 2026-11-02 07:00", "1", "Mon 2026-11-02 17:00", "Tue 2026-11-03 17:00", id="deadlines 2.2 at opening"
        ),
        pytest.param(
            "Mon 2026-11-02 18:30", "1", "Tue 2026-11-03 17:00", "Wed 2026-11-04 17:00", id="deadlines 2.3 evening"
        ),
        pytest.param(
            "Mon 2026-11-02 11:30", "0.5", "Mon 2026-11-02 17:00", "Mon 2026-11-02 17:00", id="deadlines 2.4 half a day"
        ),
        pytest.param(
            "Fri 2026-08-21 15:00", "1", "Sat 2026-08-22 15:00", "Sat 2026-08-22 17:00", id="deadlines 2.5 make-up day"
        ),
        pytest.param(
            "Fri 2026-08-28 08:00", "2", "Fri 2026-09-04 08:00", "Fri 2026-09-04 17:00", id="deadlines 2.6 bridge day"
        ),
        pytest.param(
            "Mon 2026-11-02 07:00", "16.5", "Wed 2026-11-25 11:00", "Wed 2026-11-25 11:00", id="deadlines 2.7 a part"
        ),
        pytest.param(
            "Mon 2026-11-02 09:00", "0.25", "Mon 2026-11-02 11:00", "Mon 2026-11-02 11:00", id="deadlines 2.8 a quarter"
        ),
        pytest.param(
            "Mon 2026-11-02 09:00", "0.001", "Mon 2026-11-02 09:01", "Mon 2026-11-02 09:01", id="deadlines 2.9 round up"
        ),
        pytest.param(
            "Mon 2026-11-23 16:00", "1", "Wed 2026-11-25 16:00", "Wed 2026-11-25 17:00", id="deadlines 2.10 holiday"
        ),
        pytest.param(
            "Fri 2026-01-09 08:00", "1", "Sat 2026-01-10 08:00", "Sat 2026-01-10 17:00", id="deadlines 2.11 make-up"
        ),
        pytest.param(
            "Thu 2026-12-31 10:00", "2", "Tue 2027-01-05 10:00", "Tue 2027-01-05 17:00", id="deadlines 2.12 new year"
        ),
        pytest.param(
            "Mon 2026-11-02 09:00", "5.0", "Mon 2026-11-09 09:00", "Mon 2026-11-09 17:00", id="deadlines 2.13 no part"
        ),
    ],
)
def test_working_days_are_counted_by_the_rule_named(
    received: str, text: str, from_hour: str, end_of_nth_day: str, ca_mau: WorkingTable
) -> None:
    working_days = f"{text} working_day"

    assert due_of(received, working_days, ca_mau, Counting.FROM_HOUR) == at(from_hour)
    assert due_of(received, working_days, ca_mau, Counting.END_OF_NTH_DAY) == at(end_of_nth_day)


@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize(
    ("received", "text", "due"),
    [
        pytest.param("2026-02-13 16:00", "2 working_hour", "2026-02-23 08:00", id="deadlines 3.1 over Tết"),
        pytest.param("2026-11-02 09:00", "8 working_hour", "2026-11-03 09:00", id="deadlines 3.2 eight hours"),
        pytest.param("2026-11-02 10:00", "1.5 working_hour", "2026-11-02 13:30", id="deadlines 3.3 over noon"),
        pytest.param("2026-11-02 09:00", "24 clock_hour", "2026-11-03 09:00", id="deadlines 3.4 day and night"),
        pytest.param("2026-11-07 10:00", "24 clock_hour", "2026-11-08 10:00", id="deadlines 3.5 not moved by rule 1"),
        pytest.param("2026-11-02 22:15:40", "12 clock_hour", "2026-11-03 10:15", id="deadlines 3.6 seconds are cut"),
        pytest.param("2026-11-18 10:00", "10 calendar_day", "2026-11-30 17:00", id="deadlines 4.1 ends on a Saturday"),
        pytest.param("2026-01-31 09:00", "1 month", "2026-03-02 17:00", id="deadlines 4.2 received on a Saturday"),
        pytest.param("2026-11-23 08:00", "1 calendar_day", "2026-11-25 17:00", id="deadlines 4.3 ends on a holiday"),
        pytest.param(
            "2026-08-21 15:00", "1 calendar_day", "2026-08-22 17:00", id="deadlines 4.4 ends on a make-up day"
        ),
        pytest.param("2026-02-13 09:00", "3 calendar_day", "2026-02-23 17:00", id="deadlines 4.5 ends within Tết"),
        pytest.param("2026-01-30 09:00", "1 month", "2026-03-02 17:00", id="deadlines 4.6 no 30 February"),
        pytest.param("2026-10-30 09:00", "4 month", "2027-03-01 17:00", id="deadlines 4.7 into the next year"),
        pytest.param("2026-11-30 09:00", "1 month", "2026-12-30 17:00", id="deadlines 4.8 same date"),
        pytest.param("2026-03-02 09:00", "12 month", "2027-03-02 17:00", id="deadlines 4.9 a year"),
        pytest.param(
            "2026-11-07 09:00", "2 calendar_day", "2026-11-11 17:00", id="deadlines 4.10 from the moved start"
        ),
        pytest.param("2026-11-02 07:00", "4 working_hour", "2026-11-02 11:00", id="deadlines 5.1 noon"),
        pytest.param("2026-11-02 13:00", "8 working_hour", "2026-11-03 11:00", id="deadlines 5.2 noon of the next day"),
        pytest.param("2026-11-06 07:00", "8 working_hour", "2026-11-06 17:00", id="deadlines 5.3 before the weekend"),
    ],
)
def test_hours_days_and_months_end_where_the_law_page_says(
    received: str, text: str, due: str, counting: Counting, ca_mau: WorkingTable
) -> None:
    assert due_of(received, text, ca_mau, counting) == at(due)


def test_a_working_day_from_opening_ends_at_the_close_before_tet(ca_mau: WorkingTable) -> None:
    """deadlines 5.4"""
    assert due_of("Fri 2026-02-13 07:00", "1 working_day", ca_mau) == at("Fri 2026-02-13 17:00")


@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("Mon 2026-11-02 09:00", "Mon 2026-11-02 17:00", id="deadlines 6.1 same day"),
        pytest.param("Mon 2026-11-02 15:00", "Mon 2026-11-02 17:00", id="deadlines 6.2 at the hour"),
        pytest.param("Mon 2026-11-02 15:00:59", "Mon 2026-11-02 17:00", id="deadlines 6.3 whole minutes"),
        pytest.param("Mon 2026-11-02 15:01", "Tue 2026-11-03 17:00", id="deadlines 6.4 after the hour"),
        pytest.param("Fri 2026-11-06 16:00", "Mon 2026-11-09 17:00", id="deadlines 6.5 over the weekend"),
        pytest.param("Mon 2026-11-02 18:30", "Tue 2026-11-03 17:00", id="deadlines 6.6 evening"),
        pytest.param("Sat 2026-11-07 09:00", "Mon 2026-11-09 17:00", id="deadlines 6.7 day off"),
        pytest.param("Sat 2026-11-07 16:00", "Mon 2026-11-09 17:00", id="deadlines 6.8 day off, after the hour"),
        pytest.param("Sat 2026-08-22 14:00", "Sat 2026-08-22 17:00", id="deadlines 6.9 make-up day"),
        pytest.param("Mon 2026-11-23 15:30", "Wed 2026-11-25 17:00", id="deadlines 6.10 over a holiday"),
        pytest.param("Mon 2026-11-02 06:10", "Mon 2026-11-02 17:00", id="deadlines 6.11 before opening"),
    ],
)
def test_within_the_day_ends_with_its_last_session(
    received: str, due: str, counting: Counting, ca_mau: WorkingTable
) -> None:
    assert due_of(received, "same_day", ca_mau, counting) == at(due)


def test_the_hour_of_within_the_day_is_a_parameter(ca_mau: WorkingTable) -> None:
    """deadlines 6.12"""
    due = due_moment(
        at("Mon 2026-11-02 14:30"),
        limit("same_day"),
        table=ca_mau,
        counting=Counting.FROM_HOUR,
        parameters=Parameters(same_day_until=time(14, 0)),
    )

    assert due == at("Tue 2026-11-03 17:00")


def test_within_the_day_after_its_last_session_is_the_next_working_day() -> None:
    """deadlines 6.13"""
    assert due_of("Sat 2026-11-07 12:00", "same_day", prepare(SATURDAY_MORNINGS)) == at("Mon 2026-11-09 17:00")
    assert due_of("Sat 2026-11-07 10:00", "same_day", prepare(SATURDAY_MORNINGS)) == at("Sat 2026-11-07 11:00")


@pytest.mark.parametrize("received", ["Sat 2026-11-07 12:00", "Sat 2026-11-07 11:00", "Mon 2026-11-09 15:30"])
def test_within_the_day_never_ends_before_a_start_that_nobody_moved(received: str) -> None:
    due = due_moment(
        at(received),
        limit("same_day"),
        table=prepare(SATURDAY_MORNINGS),
        counting=Counting.FROM_HOUR,
        parameters=PARAMETERS,
    )

    assert due > at(received)


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        pytest.param("0", LimitUnit.WORKING_HOUR, id="deadlines 3.7 no hours"),
        pytest.param("1.5", LimitUnit.CALENDAR_DAY, id="deadlines 4.11 a part of a calendar day"),
        pytest.param("0.5", LimitUnit.MONTH, id="deadlines 4.12 a part of a month"),
        pytest.param(None, LimitUnit.WORKING_DAY, id="deadlines 7.1 no number"),
        pytest.param("0", LimitUnit.WORKING_DAY, id="deadlines 7.2 zero"),
        pytest.param("-1", LimitUnit.MONTH, id="deadlines 7.3 below zero"),
        pytest.param("1", LimitUnit.SAME_DAY, id="deadlines 7.4 within the day takes no number"),
        pytest.param("Infinity", LimitUnit.WORKING_DAY, id="deadlines 7.5 not finite"),
        pytest.param("NaN", LimitUnit.CLOCK_HOUR, id="deadlines 7.5 not a number"),
    ],
)
def test_what_is_no_limit_is_refused(amount: str | None, unit: LimitUnit) -> None:
    with pytest.raises(UnreadableLimit) as refusal:
        TimeLimit(None if amount is None else Decimal(amount), unit)

    assert isinstance(refusal.value, Refusal)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("received", "text", "counting", "year"),
    [
        pytest.param("2025-12-31 09:00", "1 working_day", Counting.FROM_HOUR, 2025, id="deadlines 8.1 before"),
        pytest.param("2028-01-03 09:00", "1 working_day", Counting.FROM_HOUR, 2028, id="deadlines 8.2 after"),
        pytest.param("2027-12-30 09:00", "5 working_day", Counting.FROM_HOUR, 2028, id="deadlines 8.3 from the hour"),
        pytest.param("2027-12-30 09:00", "5 working_day", Counting.END_OF_NTH_DAY, 2028, id="deadlines 8.3 n-th day"),
        pytest.param("2027-12-30 09:00", "10 calendar_day", Counting.FROM_HOUR, 2028, id="deadlines 8.4 days"),
        pytest.param("2027-12-30 09:00", "1 month", Counting.FROM_HOUR, 2028, id="deadlines 8.4 months"),
        pytest.param("2027-12-30 09:00", "240 clock_hour", Counting.FROM_HOUR, 2028, id="deadlines 8.4 clock hours"),
        pytest.param("2027-12-31 16:00", "same_day", Counting.FROM_HOUR, 2028, id="deadlines 8.4 within the day"),
        pytest.param("2027-12-31 17:00", "1 working_hour", Counting.FROM_HOUR, 2028, id="deadlines 8.8 no start left"),
        pytest.param("2026-11-02 09:00", "9e30 working_day", Counting.FROM_HOUR, 2028, id="beyond all calendars"),
        pytest.param("2026-11-02 09:00", "9e30 calendar_day", Counting.FROM_HOUR, 2028, id="beyond all days"),
        pytest.param("2026-11-02 09:00", "9e30 month", Counting.FROM_HOUR, 2028, id="beyond all months"),
        pytest.param("2026-11-02 09:00", "9e30 clock_hour", Counting.FROM_HOUR, 2028, id="beyond all hours"),
        pytest.param("2026-11-02 09:00", "9e30 working_day", Counting.END_OF_NTH_DAY, 2028, id="beyond all n-th days"),
    ],
)
def test_outside_the_published_years_the_missing_year_is_named(
    received: str, text: str, counting: Counting, year: int, ca_mau: WorkingTable
) -> None:
    with pytest.raises(OutsideCalendar, match=str(year)) as refusal:
        due_of(received, text, ca_mau, counting)

    assert refusal.value.year == year


def test_the_last_minute_of_the_last_year_can_be_promised(ca_mau: WorkingTable) -> None:
    """deadlines 8.5"""
    assert due_of("Fri 2027-12-31 07:00", "1 working_day", ca_mau) == at("Fri 2027-12-31 17:00")


def test_a_result_may_be_ready_on_a_day_off() -> None:
    """deadlines 8.6, deadlines 8.7"""
    early = lateness_of(ready_at=at("Sun 2026-11-08 20:00"), promised_at=at("Mon 2026-11-09 09:00"))
    late = lateness_of(ready_at=at("Sat 2026-11-07 09:00"), promised_at=at("Fri 2026-11-06 17:00"))

    assert (early, late) == (Lateness.EARLY, Lateness.LATE)


@pytest.mark.parametrize(
    ("text", "minutes"), [("5 working_day", 2400), ("0.25 working_day", 120), ("2 working_hour", 120)]
)
def test_a_limit_in_working_time_has_minutes(text: str, minutes: int, ca_mau: WorkingTable) -> None:
    assert minutes_of(limit(text), ca_mau) == minutes


@pytest.mark.parametrize("text", ["5 calendar_day", "1 month", "24 clock_hour", "same_day"])
def test_a_limit_outside_working_time_has_no_minutes(text: str, ca_mau: WorkingTable) -> None:
    with pytest.raises(UnreadableLimit):
        minutes_of(limit(text), ca_mau)
