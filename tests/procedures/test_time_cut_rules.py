"""Which procedures are cut, by how much, and how online levels answer to each other."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.domain.organisation.rules.calendar_seed import seed_spec
from motcua.domain.procedures.rules.national_record import OnlineLevel
from motcua.domain.procedures.rules.online_levels import NoLevelsYet, Online, counted, mapping_on, online_of
from motcua.domain.procedures.rules.time_cuts import (
    Cut,
    Order,
    Pair,
    cut_of,
    figures_of,
    order_of,
    rounded,
)
from motcua.kernel.working_time import (
    ZONE,
    Counting,
    LimitUnit,
    OutsideCalendar,
    Parameters,
    TimeLimit,
    due_moment,
    prepare,
    start_of_clock,
)

EIGHT = Decimal(8)
ON = date(2022, 12, 31)


def limit(text: str) -> TimeLimit | None:
    if not text:
        return None
    if text == "same_day":
        return TimeLimit(None, LimitUnit.SAME_DAY)
    amount, unit = text.split()
    return TimeLimit(Decimal(amount), LimitUnit(unit))


def pairs(*texts: tuple[str, str]) -> list[Pair]:
    return [Pair(limit(law), limit(promised)) for law, promised in texts]


def cut(*texts: tuple[str, str]) -> Cut:
    return cut_of(pairs(*texts), hours_of_working_day=EIGHT)


TEN_TO_SIX = ("10 working_day", "6 working_day")
UNDECIDED = ("5 working_day", "7 calendar_day")


@pytest.mark.parametrize(
    ("texts", "is_cut"),
    [
        pytest.param([("5 working_day", "3 working_day")] * 3, True, id="time-cuts 1.1"),
        pytest.param([("5 working_day", "")], False, id="time-cuts 1.2"),
        pytest.param([("5 working_day", "5 working_day")], False, id="time-cuts 1.3"),
        pytest.param([TEN_TO_SIX, ("20 working_day", "")], True, id="time-cuts 1.4"),
        pytest.param([TEN_TO_SIX, ("15 calendar_day", "20 working_day")], False, id="time-cuts 1.5"),
        pytest.param([TEN_TO_SIX, UNDECIDED], True, id="time-cuts 1.6"),
        pytest.param([UNDECIDED], False, id="time-cuts 1.7"),
        pytest.param([("5 working_day", ""), ("5 working_day", "3 working_day")], True, id="time-cuts 1.8"),
    ],
)
def test_a_procedure_is_cut_where_one_case_is_shorter_and_none_longer(
    texts: list[tuple[str, str]], is_cut: bool
) -> None:
    assert cut(*texts).is_cut is is_cut


@pytest.mark.parametrize(
    ("promised", "law", "order"),
    [
        pytest.param("3 working_day", "5 working_day", Order.SHORTER, id="time-cuts 2.1"),
        pytest.param("16 working_hour", "3 working_day", Order.SHORTER, id="time-cuts 2.2"),
        pytest.param("16 working_hour", "2 working_day", Order.EQUAL, id="time-cuts 2.3"),
        pytest.param("36 clock_hour", "2 calendar_day", Order.SHORTER, id="time-cuts 2.4"),
        pytest.param("5 calendar_day", "7 working_day", Order.SHORTER, id="time-cuts 2.5"),
        pytest.param("7 calendar_day", "5 working_day", Order.UNDECIDED, id="time-cuts 2.6"),
        pytest.param("7 calendar_day", "7 working_day", Order.UNDECIDED, id="time-cuts 2.7"),
        pytest.param("5 working_day", "7 calendar_day", Order.UNDECIDED, id="time-cuts 2.8"),
        pytest.param("10 working_day", "7 calendar_day", Order.LONGER, id="time-cuts 2.9"),
        pytest.param("same_day", "1 working_day", Order.SHORTER, id="time-cuts 2.10"),
        pytest.param("same_day", "4 working_hour", Order.UNDECIDED, id="time-cuts 2.11"),
        pytest.param("20 calendar_day", "1 month", Order.SHORTER, id="time-cuts 2.12"),
        pytest.param("30 calendar_day", "1 month", Order.UNDECIDED, id="time-cuts 2.13"),
        pytest.param("32 calendar_day", "1 month", Order.LONGER, id="time-cuts 2.14"),
        pytest.param("1 working_day", "same_day", Order.LONGER, id="time-cuts 2.15"),
        pytest.param("2 calendar_day", "2.5 working_day", Order.UNDECIDED, id="time-cuts 2.16"),
        pytest.param("2.5 clock_hour", "0.25 working_day", Order.UNDECIDED, id="time-cuts 2.17"),
        pytest.param("1 calendar_day", "30 clock_hour", Order.UNDECIDED, id="time-cuts 2.18"),
        pytest.param("same_day", "30 clock_hour", Order.UNDECIDED, id="time-cuts 2.19"),
    ],
)
def test_limits_of_different_kinds_are_compared_only_where_no_calendar_could_say_otherwise(
    promised: str, law: str, order: Order
) -> None:
    assert order_of(Pair(limit(law), limit(promised)), hours_of_working_day=EIGHT) is order


@pytest.mark.parametrize(
    ("texts", "percent", "working", "calendar"),
    [
        pytest.param([TEN_TO_SIX], "40.00", "4.00", None, id="time-cuts 3.1"),
        pytest.param([TEN_TO_SIX, ("20 working_day", "")], "20.00", "2.00", None, id="time-cuts 3.2"),
        pytest.param([("15 calendar_day", "10 calendar_day")], "33.33", None, "5.00", id="time-cuts 3.3"),
        pytest.param(
            [("10 working_day", "5 working_day"), ("10 calendar_day", "9 calendar_day")], "30.00", None, None,
            id="time-cuts 3.4",
        ),
        pytest.param([("3 working_day", "same_day")], None, None, None, id="time-cuts 3.5"),
        pytest.param([("3 working_day", "16 working_hour")], "33.33", "1.00", None, id="time-cuts 3.8"),
    ],
)  # fmt: skip
def test_the_cut_of_a_procedure_is_the_mean_of_its_measured_cases(
    texts: list[tuple[str, str]], percent: str | None, working: str | None, calendar: str | None
) -> None:
    found = cut(*texts)

    assert found.is_cut
    assert [two_places(one) for one in (found.percent, found.working_days, found.calendar_days)] == [
        percent, working, calendar,
    ]  # fmt: skip


def two_places(value: Decimal | None) -> str | None:
    return None if value is None else str(rounded(value))


def test_the_mean_of_a_group_is_over_its_cut_procedures_that_can_be_measured() -> None:
    """time-cuts 3.6"""
    group = [
        cut(TEN_TO_SIX),
        cut(("15 calendar_day", "10 calendar_day")),
        cut(("3 working_day", "same_day")),
        cut(("5 working_day", "")),
    ]

    found = figures_of(group)

    assert (found.procedures, found.cut, found.percent) == (4, 3, Decimal("75.00"))
    assert (two_places(found.mean_percent), found.measured) == ("36.67", 2)
    assert (two_places(found.mean_working_days), found.in_working_days) == ("4.00", 1)
    assert (two_places(found.mean_calendar_days), found.in_calendar_days) == ("5.00", 1)


def test_nothing_is_divided_by_nothing() -> None:
    """time-cuts 3.7"""
    found = figures_of([])

    assert (found.percent, found.mean_percent, found.mean_working_days) == (None, None, None)


LIMITS = st.one_of(
    st.builds(
        TimeLimit,
        st.integers(1, 400).map(Decimal),
        st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_HOUR, LimitUnit.CLOCK_HOUR]),
    ),
    st.builds(TimeLimit, st.integers(1, 24).map(Decimal), st.just(LimitUnit.MONTH)),
    st.just(TimeLimit(None, LimitUnit.SAME_DAY)),
)
REVERSED = {
    Order.SHORTER: Order.LONGER, Order.LONGER: Order.SHORTER, Order.EQUAL: Order.EQUAL, Order.UNDECIDED: Order.UNDECIDED,
}  # fmt: skip


@given(LIMITS, LIMITS)
def test_what_is_shorter_one_way_is_longer_the_other_way(one: TimeLimit, other: TimeLimit) -> None:
    forth = order_of(Pair(one, other), hours_of_working_day=EIGHT)
    back = order_of(Pair(other, one), hours_of_working_day=EIGHT)

    assert back is REVERSED[forth]


TABLE = prepare(seed_spec())
MOMENTS = st.integers(0, 60 * 24 * 700).map(
    lambda minutes: datetime(2025, 1, 2, tzinfo=ZONE) + timedelta(minutes=minutes)
)
IN_DAYS = st.one_of(
    LIMITS.filter(lambda one: one.unit is not LimitUnit.SAME_DAY),
    st.builds(
        TimeLimit,
        st.sampled_from(["0.25", "0.5", "1.5", "2.5", "3", "7"]).map(Decimal),
        st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR]),
    ),
)


@settings(max_examples=1_000, deadline=None)
@given(IN_DAYS, IN_DAYS, MOMENTS)
def test_what_counts_as_shorter_is_never_promised_later(one: TimeLimit, other: TimeLimit, at: datetime) -> None:
    if order_of(Pair(other, one), hours_of_working_day=EIGHT) is Order.SHORTER:
        try:
            assert due(one, at) <= due(other, at)
        except OutsideCalendar:
            assume(False)


def due(of: TimeLimit, at: datetime) -> datetime:
    start = at if of.unit is LimitUnit.CLOCK_HOUR else start_of_clock(at, TABLE)
    return due_moment(start, of, table=TABLE, counting=Counting.FROM_HOUR, parameters=Parameters(), received_at=at)


@pytest.mark.parametrize(
    ("stated", "counts_as"),
    [
        pytest.param(OnlineLevel(4, "full"), Online(4, "full"), id="online-levels 1.1"),
        pytest.param(OnlineLevel(3, ""), Online(3, "partial", "extent"), id="online-levels 1.2"),
        pytest.param(OnlineLevel(None, "full"), Online(4, "full", "old"), id="online-levels 1.3"),
        pytest.param(None, Online(None, "none"), id="online-levels 1.4"),
        pytest.param(OnlineLevel(2, ""), Online(2, "none", "extent"), id="online-levels 1.5"),
        pytest.param(OnlineLevel(3, "full"), Online(3, "full"), id="online-levels 1.6"),
        pytest.param(OnlineLevel(None, "partial"), Online(3, "partial", "old"), id="online-levels 1.8"),
    ],
)
def test_what_is_stated_stays_and_what_is_missing_follows_by_the_mapping(
    stated: OnlineLevel | None, counts_as: Online
) -> None:
    assert online_of(stated, mapping_on(ON)) == counts_as
    assert counts_as.is_online is (counts_as.extent in ("full", "partial"))


def test_before_there_were_levels_nothing_is_counted_by_them() -> None:
    """online-levels 1.7"""
    with pytest.raises(NoLevelsYet):
        mapping_on(date(2011, 6, 9))


def test_only_what_is_online_is_counted_as_integrated() -> None:
    """online-levels 2.1"""
    found = counted([(Online(4, "full"), True), (Online(None, "none"), True), (Online(3, "partial"), False)])

    assert (found.procedures, found.online, found.integrated) == (3, 2, 1)
    assert (found.by_old[4], found.by_old[3], found.by_extent["full"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("on", "counted_by"),
    [
        pytest.param(date(2022, 8, 14), "old", id="online-levels 2.2"),
        pytest.param(date(2022, 8, 15), "extent", id="online-levels 2.3"),
    ],
)
def test_the_law_of_the_day_says_by_what_levels_are_named(on: date, counted_by: str) -> None:
    assert mapping_on(on).counted_by == counted_by
