"""Rules 9-15 of docs/law/deadlines.md: steps, the desk's margin, lateness, pauses, apologies, changes, any desk."""

from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal

import pytest

from motcua.kernel.working_time import (
    Counting,
    DayException,
    Lateness,
    Parameters,
    PauseEndsBeforeItBegins,
    UnreadableLimit,
    WorkingTable,
    any_desk_latest_start,
    apology_due,
    due_moment,
    internal_due,
    lateness_of,
    moved_by_pause,
    prepare,
    redated,
    spread,
    spread_minutes,
    start_of_clock,
)

from .calendars import CA_MAU, PARAMETERS, at, limit, make_up, off, with_exceptions


def shares(text: str) -> list[Decimal]:
    return [Decimal(share) for share in text.split()]


@pytest.mark.parametrize(
    ("start", "due", "ratio", "ends"),
    [
        pytest.param(
            "Mon 2026-11-02 07:00",
            "Wed 2026-11-04 17:00",
            "1 1 1",
            ["Mon 2026-11-02 17:00", "Tue 2026-11-03 17:00", "Wed 2026-11-04 17:00"],
            id="deadlines 9.1 equal steps",
        ),
        pytest.param(
            "Mon 2026-11-02 07:00",
            "Wed 2026-11-04 17:00",
            "0.5 2 0.5",
            ["Mon 2026-11-02 11:00", "Wed 2026-11-04 11:00", "Wed 2026-11-04 17:00"],
            id="deadlines 9.2 half days",
        ),
        pytest.param(
            "Mon 2026-11-09 07:00",
            "Wed 2026-11-11 17:00",
            "2 0.5",
            ["Wed 2026-11-11 10:12", "Wed 2026-11-11 17:00"],
            id="deadlines 9.3 the whole limit over the steps left",
        ),
        pytest.param(
            "Mon 2026-11-02 07:00",
            "Wed 2026-11-04 17:00",
            "0 1",
            ["Mon 2026-11-02 07:00", "Wed 2026-11-04 17:00"],
            id="deadlines 9.4 a step without time",
        ),
        pytest.param(
            "Wed 2026-11-18 10:00",
            "Mon 2026-11-30 17:00",
            "1 1",
            ["Wed 2026-11-25 08:30", "Mon 2026-11-30 17:00"],
            id="deadlines 9.7 calendar days by working time",
        ),
        pytest.param(
            "Sat 2026-11-07 10:00",
            "Sun 2026-11-08 10:00",
            "1 1",
            ["Sat 2026-11-07 10:00", "Sun 2026-11-08 10:00"],
            id="deadlines 9.8 no working time between",
        ),
    ],
)
def test_the_whole_limit_is_spread_over_the_steps(
    start: str, due: str, ratio: str, ends: list[str], ca_mau: WorkingTable
) -> None:
    assert spread(at(start), at(due), shares(ratio), table=ca_mau) == tuple(map(at, ends))


@pytest.mark.parametrize("ratio", ["", "0 0", "2 -1"])
def test_steps_without_a_ratio_are_refused(ratio: str) -> None:
    """deadlines 9.5"""
    with pytest.raises(UnreadableLimit):
        spread_minutes(480, shares(ratio))


def test_no_minute_is_lost_in_spreading() -> None:
    """deadlines 9.6"""
    assert spread_minutes(100, shares("1 1 1")) == (33, 33, 34)


def test_a_supplement_is_waited_for_fifteen_working_days(ca_mau: WorkingTable) -> None:
    """deadlines 9.9"""
    wait = limit(f"{PARAMETERS.supplement_answer_days} working_day")
    asked_at = at("Mon 2026-11-02 09:00")

    closes_at = due_moment(asked_at, wait, table=ca_mau, counting=Counting.FROM_HOUR, parameters=PARAMETERS)

    assert closes_at == at("Mon 2026-11-23 09:00")


@pytest.mark.parametrize(
    ("start", "text", "promised", "internal"),
    [
        pytest.param(
            "2026-11-02 09:00", "5 working_day", "2026-11-09 09:00", "2026-11-06 15:00", id="deadlines 10.1 half a day"
        ),
        pytest.param(
            "2026-11-02 07:00", "2 working_day", "2026-11-03 17:00", "2026-11-03 11:00", id="deadlines 10.2 boundary"
        ),
        pytest.param("2026-11-02 09:00", "1 working_day", "2026-11-03 09:00", None, id="deadlines 10.3 one day"),
        pytest.param("2026-11-02 09:00", "0.5 working_day", "2026-11-02 15:00", None, id="deadlines 10.4 half a day"),
        pytest.param("2026-11-02 09:00", "8 working_hour", "2026-11-03 09:00", None, id="deadlines 10.5 eight hours"),
        pytest.param("2026-11-02 09:00", "same_day", "2026-11-02 17:00", None, id="deadlines 10.6 within the day"),
        pytest.param(
            "2026-11-02 07:00", "9 working_hour", "2026-11-03 08:00", "2026-11-02 14:00", id="deadlines 10.7 nine hours"
        ),
        pytest.param(
            "2026-11-18 10:00", "10 calendar_day", "2026-11-30 17:00", "2026-11-30 11:00", id="deadlines 10.8 days"
        ),
        pytest.param("2026-11-02 10:00", "24 clock_hour", "2026-11-03 10:00", None, id="deadlines 10.9 a day"),
        pytest.param(
            "2026-11-02 10:00", "72 clock_hour", "2026-11-05 10:00", "2026-11-04 16:00", id="deadlines 10.10 three days"
        ),
        pytest.param("2026-11-02 07:00", "1 working_day", "2026-11-03 17:00", None, id="deadlines 10.11 n-th day"),
    ],
)
def test_the_result_is_due_at_the_desk_before_the_promise(
    start: str, text: str, promised: str, internal: str | None, ca_mau: WorkingTable
) -> None:
    due = internal_due(at(promised), limit(text), start=at(start), table=ca_mau, parameters=PARAMETERS)

    assert due == (None if internal is None else at(internal))


def test_a_margin_longer_than_the_limit_gives_no_internal_due_moment(ca_mau: WorkingTable) -> None:
    generous = Parameters(internal_share=Decimal(3))
    start, promised = at("2026-11-02 07:00"), at("2026-11-03 17:00")

    assert internal_due(promised, limit("2 working_day"), start=start, table=ca_mau, parameters=generous) is None


def test_no_margin_leaves_the_promise_itself(ca_mau: WorkingTable) -> None:
    none = Parameters(internal_share=Decimal(0))
    start, promised = at("2026-11-02 07:00"), at("2026-11-03 17:00")

    assert internal_due(promised, limit("2 working_day"), start=start, table=ca_mau, parameters=none) == promised


@pytest.mark.parametrize(
    ("ready_at", "standing"),
    [
        pytest.param(at("Fri 2026-11-06 16:59"), Lateness.EARLY, id="deadlines 11.1 days before"),
        pytest.param(at("Mon 2026-11-09 08:00"), Lateness.ON_TIME, id="deadlines 11.2 on the day"),
        pytest.param(at("Mon 2026-11-09 09:00"), Lateness.ON_TIME, id="deadlines 11.3 at the moment"),
        pytest.param(at("Mon 2026-11-09 09:01"), Lateness.LATE, id="deadlines 11.4 a minute after"),
        pytest.param(at("Mon 2026-11-09 00:00"), Lateness.ON_TIME, id="deadlines 11.5 the day begins"),
        pytest.param(at("Sun 2026-11-08 23:59"), Lateness.EARLY, id="deadlines 11.6 the day before ends"),
        pytest.param(
            datetime.fromisoformat("2026-11-08T17:30+00:00"), Lateness.ON_TIME, id="deadlines 11.7 days are local"
        ),
    ],
)
def test_a_result_is_early_on_time_or_late(ready_at: datetime, standing: Lateness) -> None:
    assert lateness_of(ready_at=ready_at, promised_at=at("Mon 2026-11-09 09:00")) is standing


FROM_HOUR, NTH_DAY = Counting.FROM_HOUR, Counting.END_OF_NTH_DAY


@pytest.mark.parametrize(
    ("promised", "text", "counting", "paused_from", "paused_to", "moved"),
    [
        pytest.param(
            "2026-11-09 09:00",
            "5 working_day",
            FROM_HOUR,
            "2026-11-03 09:00",
            "2026-11-04 09:00",
            "2026-11-10 09:00",
            id="deadlines 12.1 a working day",
        ),
        pytest.param(
            "2026-11-09 09:00",
            "5 working_day",
            FROM_HOUR,
            "2026-11-03 17:30",
            "2026-11-04 06:00",
            "2026-11-09 09:00",
            id="deadlines 12.2 a night",
        ),
        pytest.param(
            "2026-11-09 09:00",
            "5 working_day",
            FROM_HOUR,
            "2026-11-06 16:00",
            "2026-11-09 08:00",
            "2026-11-09 11:00",
            id="deadlines 12.3 over a weekend",
        ),
        pytest.param(
            "2026-11-30 17:00",
            "10 calendar_day",
            FROM_HOUR,
            "2026-11-19 10:00",
            "2026-11-23 09:00",
            "2026-12-04 17:00",
            id="deadlines 12.4 four calendar days",
        ),
        pytest.param(
            "2026-11-30 17:00",
            "10 calendar_day",
            FROM_HOUR,
            "2026-11-19 08:00",
            "2026-11-19 16:00",
            "2026-11-30 17:00",
            id="deadlines 12.5 within one day",
        ),
        pytest.param(
            "2026-11-30 17:00",
            "10 calendar_day",
            FROM_HOUR,
            "2026-11-18 15:00",
            "2026-11-23 09:00",
            "2026-12-07 17:00",
            id="deadlines 12.6 to a Saturday",
        ),
        pytest.param(
            "2026-11-09 17:00",
            "5 working_day",
            NTH_DAY,
            "2026-11-06 09:00",
            "2026-11-09 15:00",
            "2026-11-10 17:00",
            id="deadlines 12.7 one working day",
        ),
        pytest.param(
            "2026-03-02 17:00",
            "1 month",
            FROM_HOUR,
            "2026-02-10 09:00",
            "2026-02-12 09:00",
            "2026-03-04 17:00",
            id="deadlines 12.8 months",
        ),
        pytest.param(
            "2026-11-02 17:00",
            "0.5 working_day",
            NTH_DAY,
            "2026-11-02 13:30",
            "2026-11-02 14:30",
            "2026-11-03 08:00",
            id="deadlines 12.9 parts always by the minute",
        ),
        pytest.param(
            "2026-11-03 10:00",
            "24 clock_hour",
            FROM_HOUR,
            "2026-11-02 18:00",
            "2026-11-03 06:00",
            "2026-11-03 22:00",
            id="deadlines 12.10 clock hours",
        ),
        pytest.param(
            "2026-11-09 17:00",
            "5 working_day",
            NTH_DAY,
            "2026-11-07 09:00",
            "2026-11-08 09:00",
            "2026-11-09 17:00",
            id="deadlines 12.12 within a weekend",
        ),
        pytest.param(
            "2026-11-02 17:00",
            "same_day",
            FROM_HOUR,
            "2026-11-02 10:00",
            "2026-11-02 11:00",
            "2026-11-03 08:00",
            id="deadlines 12.13 within the day",
        ),
    ],
)
def test_a_pause_moves_the_promise(
    promised: str,
    text: str,
    counting: Counting,
    paused_from: str,
    paused_to: str,
    moved: str,
    ca_mau: WorkingTable,
) -> None:
    promise = moved_by_pause(
        at(promised),
        paused_from=at(paused_from),
        paused_to=at(paused_to),
        limit=limit(text),
        table=ca_mau,
        counting=counting,
    )

    assert promise == at(moved)


def test_a_pause_cannot_end_before_it_begins(ca_mau: WorkingTable) -> None:
    """deadlines 12.11"""
    with pytest.raises(PauseEndsBeforeItBegins):
        moved_by_pause(
            at("2026-11-09 09:00"),
            paused_from=at("2026-11-04 09:00"),
            paused_to=at("2026-11-03 09:00"),
            limit=limit("5 working_day"),
            table=ca_mau,
            counting=FROM_HOUR,
        )


@pytest.mark.parametrize(
    ("promised", "due"),
    [
        pytest.param("Mon 2026-11-09 09:00", "Fri 2026-11-06 09:00", id="deadlines 13.1 over a weekend"),
        pytest.param("Mon 2026-11-09 17:00", "Fri 2026-11-06 17:00", id="deadlines 13.2 boundary"),
        pytest.param("Wed 2026-11-25 10:00", "Mon 2026-11-23 10:00", id="deadlines 13.3 over a holiday"),
    ],
)
def test_an_apology_is_due_a_working_day_before(promised: str, due: str, ca_mau: WorkingTable) -> None:
    assert apology_due(at(promised), table=ca_mau, parameters=PARAMETERS) == at(due)


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        pytest.param(off("2026-11-04", "Nghỉ"), "Tue 2026-11-10 09:00", id="deadlines 14.1 a day off moves it"),
        pytest.param(make_up("2026-11-07"), "Mon 2026-11-09 09:00", id="deadlines 14.2 a worked day does not"),
    ],
)
def test_a_changed_calendar_moves_a_promise_later_or_not_at_all(change: DayException, promise: str) -> None:
    counted_again = due_moment(
        at("Mon 2026-11-02 09:00"),
        limit("5 working_day"),
        table=prepare(with_exceptions(change)),
        counting=FROM_HOUR,
        parameters=PARAMETERS,
    )

    assert redated(at("Mon 2026-11-09 09:00"), counted_again=counted_again) == at(promise)


@pytest.mark.parametrize(
    ("received", "latest"),
    [
        pytest.param("Mon 2026-11-02 09:00", "Mon 2026-11-02 17:00", id="deadlines 15.1 the same day"),
        pytest.param("Mon 2026-11-02 15:00:30", "Mon 2026-11-02 17:00", id="deadlines 15.2 at the hour"),
        pytest.param("Mon 2026-11-02 15:01", "Tue 2026-11-03 08:00", id="deadlines 15.3 after the hour"),
        pytest.param("Fri 2026-11-06 16:00", "Mon 2026-11-09 08:00", id="deadlines 15.4 over the weekend"),
        pytest.param("Sat 2026-11-07 10:00", "Mon 2026-11-09 08:00", id="deadlines 15.5 on a day off"),
        pytest.param("Mon 2026-11-02 18:00", "Tue 2026-11-03 08:00", id="deadlines 15.6 evening"),
        pytest.param("Mon 2026-11-02 06:30", "Mon 2026-11-02 17:00", id="deadlines 15.7 before opening"),
        pytest.param("Mon 2026-11-23 15:30", "Wed 2026-11-25 08:00", id="deadlines 15.8 over a holiday"),
    ],
)
def test_any_desk_hands_over_the_same_day_or_early_the_next(received: str, latest: str, ca_mau: WorkingTable) -> None:
    assert any_desk_latest_start(at(received), desk=ca_mau, parameters=PARAMETERS) == at(latest)


def test_the_hour_and_the_minutes_of_any_desk_are_parameters(ca_mau: WorkingTable) -> None:
    """deadlines 15.9"""
    others = Parameters(any_desk_until=time(14, 0), any_desk_grace_minutes=90)

    latest = any_desk_latest_start(at("Mon 2026-11-02 14:01"), desk=ca_mau, parameters=others)

    assert latest == at("Tue 2026-11-03 08:30")


def test_a_day_shorter_than_the_minutes_ends_the_hand_over_at_its_close() -> None:
    """deadlines 15.20"""
    half_an_hour = prepare(replace(CA_MAU, weekly={**CA_MAU.weekly, 1: ((7 * 60, 7 * 60 + 30),)}))

    latest = any_desk_latest_start(at("Mon 2026-11-02 16:00"), desk=half_an_hour, parameters=PARAMETERS)

    assert latest == at("Tue 2026-11-03 07:30")


@pytest.mark.parametrize(
    ("received", "promised"),
    [
        pytest.param("Mon 2026-11-02 16:00", "Tue 2026-11-10 08:00", id="deadlines 15.10 from the grace's end"),
        pytest.param("Mon 2026-11-02 09:00", "Mon 2026-11-09 17:00", id="deadlines 15.11 from the day's close"),
    ],
)
def test_any_desk_promises_from_the_latest_hand_over(received: str, promised: str, ca_mau: WorkingTable) -> None:
    latest = any_desk_latest_start(at(received), desk=prepare(CA_MAU), parameters=PARAMETERS)

    due = due_moment(
        start_of_clock(latest, ca_mau),
        limit("5 working_day"),
        table=ca_mau,
        counting=FROM_HOUR,
        parameters=PARAMETERS,
        received_at=latest,
    )

    assert due == at(promised)
