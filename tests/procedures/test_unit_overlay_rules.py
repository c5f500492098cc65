"""What a unit may say over a published procedure, and that it never asks more and never promises later."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.organisation.rules.calendar_seed import seed_spec
from motcua.domain.procedures.rules.answers import UnusableAnswer
from motcua.domain.procedures.rules.composition import compose
from motcua.domain.procedures.rules.content import Channel, Layer, ProcedureContent
from motcua.domain.procedures.rules.national_record import read_record
from motcua.domain.procedures.rules.scopes import UnknownPlace
from motcua.domain.procedures.rules.unit_overlay import (
    NothingOfItsOwn,
    NotTheUnits,
    Overlay,
    overlay_from_json,
    read_overlay,
    require_allowed,
    surely_as_short,
    with_overlay,
)
from motcua.domain.procedures.testing import a_record, a_row, rows_on_all_channels
from motcua.foundation.rule_packs import rule_packs
from motcua.kernel.working_time import (
    ZONE,
    CalendarSpec,
    Counting,
    LimitUnit,
    Parameters,
    TimeLimit,
    due_moment,
    prepare,
    start_of_clock,
)

LAW = rule_packs()[-1].law_of
FROM_HOUR, END_OF_DAY = Counting.FROM_HOUR, Counting.END_OF_NTH_DAY


def limit(text: str) -> TimeLimit:
    amount, _, unit = text.rpartition(" ")
    return TimeLimit(Decimal(amount) if amount else None, LimitUnit(unit))


def content(counting: Counting = FROM_HOUR, **changes: Any) -> ProcedureContent:
    reading = read_record(a_record(**changes))
    return compose(reading.record, doubts=reading.doubts, counting=counting).content


COUNTER = content(channels=[a_row("Trực tiếp", "5 ngày làm việc", "Phí 50.000 đồng")])
EVERYWHERE = content(channels=rows_on_all_channels("5 ngày làm việc"))


def said(**value: Any) -> Overlay:
    overlay = read_overlay(value, law=LAW)
    require_allowed(EVERYWHERE, overlay, law=LAW)
    return overlay


def a_limit(amount: str, unit: str = "working_day", field: str = "time_limit") -> dict[str, Any]:
    return {"limits": {field: {"amount": amount, "unit": unit}}}


def test_place_hours_counter_and_telephone_are_the_units() -> None:
    """unit-overlay 1.1"""
    overlay = said(
        place=" Nhà văn hóa ấp Mũi ",
        hours="Thứ bảy 07:00-11:00",
        counter="Quầy 2",
        phone="0290 000 001",
        notes="Gửi xe miễn phí",
    )

    assert overlay.place == "Nhà văn hóa ấp Mũi"
    assert overlay.said == ("place", "hours", "counter", "phone", "notes")
    assert overlay_from_json(overlay.to_json()) == overlay


def test_a_shorter_limit_is_promised_and_named_as_the_units() -> None:
    """unit-overlay 1.2"""
    over = with_overlay(EVERYWHERE, said(**a_limit("3", field="time_limit:counter"), basis="05/TB-UBND"))

    offers = {offer.channel: offer for offer in over.cases[0].offers}
    assert offers[Channel.COUNTER].limit == limit("3 working_day")
    assert offers[Channel.COUNTER].limit_source.layer is Layer.UNIT
    assert offers[Channel.COUNTER].limit_source.decision == "05/TB-UBND"
    assert offers[Channel.COUNTER].statutory == limit("5 working_day")
    assert offers[Channel.POST].limit == limit("5 working_day")


@pytest.mark.parametrize(
    ("value", "refusal", "names"),
    [
        pytest.param(a_limit("6"), NotTheUnits, "không dài hơn", id="unit-overlay 1.3"),
        pytest.param({"components": [{"name": "Bản sao hộ khẩu"}]}, NotTheUnits, LAW["own_papers"], id="unit-overlay 1.4 a paper"),
        pytest.param({"conditions": "Có hộ khẩu"}, NotTheUnits, LAW["own_papers"], id="unit-overlay 1.4 a condition"),
        pytest.param({"limits": {"fee": {"kind": "free"}}}, NotTheUnits, LAW["own_fee"], id="unit-overlay 1.5 among limits"),
        pytest.param({"fee": {"kind": "amount"}}, NotTheUnits, LAW["own_fee"], id="unit-overlay 1.5"),
        pytest.param({"channels": ["online"]}, NotTheUnits, LAW["own_online"], id="unit-overlay 1.7"),
        pytest.param({"channels": ["post"]}, NothingOfItsOwn, "đã có", id="unit-overlay 1.8"),
        pytest.param({}, NothingOfItsOwn, "Chưa ghi gì", id="unit-overlay 1.11"),
        pytest.param({"basis": "05/TB-UBND"}, NothingOfItsOwn, "Chưa ghi gì", id="unit-overlay 1.11 a number alone"),
        pytest.param({"name": "Khai sinh nhanh"}, NotTheUnits, "không phải là phần", id="unit-overlay 1.12"),
        pytest.param({"competent": "H12"}, NotTheUnits, "không phải là phần", id="unit-overlay 1.12 competent"),
        pytest.param(a_limit("3", field="time_limit:4"), UnknownPlace, "trường hợp", id="unit-overlay 1.13"),
        pytest.param({"channels": ["pigeon"]}, UnusableAnswer, "Cách nộp thêm", id="no such way"),
        pytest.param({"place": "x" * 201}, UnusableAnswer, "200", id="too long"),
        pytest.param({"place": "Quầy ☃"}, UnusableAnswer, "không in được", id="a letter that no paper prints"),
        pytest.param({"limits": "3"}, UnusableAnswer, "Thời hạn riêng", id="no limits"),
        pytest.param({"process_version_id": "x"}, UnusableAnswer, "quy trình", id="no version"),
    ],
)  # fmt: skip
def test_what_is_not_the_units_to_say_is_refused_by_one_sentence_naming_the_rule(value, refusal, names) -> None:
    with pytest.raises(refusal) as refused:
        said(**value)

    assert names in str(refused.value)


def test_a_way_to_file_is_opened_at_the_terms_of_the_one_that_is_there() -> None:
    """unit-overlay 1.6"""
    overlay = read_overlay({"channels": ["post"]}, law=LAW)
    require_allowed(COUNTER, overlay, law=LAW)

    over = with_overlay(COUNTER, overlay)

    post = over.cases[0].offer("post")
    assert post == replace(COUNTER.cases[0].offers[0], channel=Channel.POST)
    assert over.source_of("channels").layer is Layer.UNIT
    assert over.cases[0].components == COUNTER.cases[0].components


@pytest.mark.parametrize(
    ("own", "below", "counting", "is_kept"),
    [
        pytest.param("3 working_day", "5 working_day", FROM_HOUR, True, id="unit-overlay 2.1"),
        pytest.param("3 calendar_day", "5 working_day", FROM_HOUR, False, id="unit-overlay 2.2"),
        pytest.param("8 working_hour", "2 working_day", FROM_HOUR, False, id="unit-overlay 2.3"),
        pytest.param("same_day", "2 working_day", FROM_HOUR, True, id="unit-overlay 2.4"),
        pytest.param("same_day", "1 working_day", FROM_HOUR, False, id="unit-overlay 2.5"),
        pytest.param("same_day", "1 working_day", END_OF_DAY, True, id="unit-overlay 2.6"),
        pytest.param("same_day", "4 working_hour", FROM_HOUR, False, id="unit-overlay 2.7"),
        pytest.param("1.5 working_day", "2 working_day", END_OF_DAY, False, id="unit-overlay 2.8"),
        pytest.param("5 working_day", "5 working_day", FROM_HOUR, True, id="unit-overlay 2.9"),
        pytest.param("same_day", "1 calendar_day", FROM_HOUR, True, id="unit-overlay 2.10"),
        pytest.param("same_day", "1 month", END_OF_DAY, True, id="unit-overlay 2.10 months"),
        pytest.param("6 working_day", "5 working_day", FROM_HOUR, False, id="longer"),
        pytest.param("1 working_day", "same_day", FROM_HOUR, False, id="a day over the same day"),
        pytest.param("same_day", "same_day", FROM_HOUR, True, id="the same day over itself"),
    ],
)
def test_only_what_is_surely_as_short_is_kept(own, below, counting, is_kept) -> None:
    assert surely_as_short(limit(own), limit(below), counting) is is_kept


def test_a_later_publication_as_short_is_not_made_longer_by_the_units_word() -> None:
    """unit-overlay 3.11"""
    overlay = said(**a_limit("3"))
    shorter = content(channels=rows_on_all_channels("2 ngày làm việc"))

    over = with_overlay(shorter, overlay)

    assert {offer.limit for offer in over.cases[0].offers} == {limit("2 working_day")}
    assert {offer.limit_source.layer for offer in over.cases[0].offers} == {Layer.NATIONAL}


# Never later, never more

SATURDAYS = CalendarSpec(
    weekly={**seed_spec().weekly, 5: ((7 * 60, 11 * 60),)}, exceptions=seed_spec().exceptions,
    first_year=seed_spec().first_year, last_year=seed_spec().last_year,
)  # fmt: skip
TABLES = [prepare(seed_spec()), prepare(SATURDAYS)]
PARTS = st.sampled_from(["0.25", "0.5", "1", "1.5", "2", "2.5", "3", "5", "10", "15", "30"])
WHOLES = st.integers(1, 40).map(str)
limits = st.one_of(
    st.just("same_day"),
    st.builds("{} working_day".format, PARTS),
    st.builds("{} working_hour".format, PARTS),
    st.builds("{} clock_hour".format, PARTS),
    st.builds("{} calendar_day".format, WHOLES),
    st.builds("{} month".format, st.integers(1, 6).map(str)),
).map(limit)
moments = st.integers(0, 60 * 24 * 700).map(
    lambda minutes: datetime(2025, 1, 2, tzinfo=ZONE) + timedelta(minutes=minutes)
)
countings = st.sampled_from(list(Counting))


def due(of: TimeLimit, at: datetime, table, counting: Counting) -> datetime:
    start = at if of.unit is LimitUnit.CLOCK_HOUR else start_of_clock(at, table)
    return due_moment(start, of, table=table, counting=counting, parameters=Parameters(), received_at=at)


@settings(max_examples=2_000, deadline=None)
@given(own=limits, below=limits, at=moments, table=st.sampled_from(TABLES), counting=countings)
def test_what_is_as_short_never_comes_later(own, below, at, table, counting) -> None:
    if surely_as_short(own, below, counting):
        assert due(own, at, table, counting) <= due(below, at, table, counting)


rows = st.lists(
    st.builds(
        a_row,
        st.sampled_from(["Trực tiếp", "Trực tuyến", "Dịch vụ bưu chính"]),
        st.sampled_from(["5 ngày làm việc", "Trong ngày", "20 ngày", "1 tháng", "8 giờ làm việc", "0,5 ngày làm việc"]),
        st.sampled_from(["Miễn phí", "Phí 50.000 đồng", ""]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda row: row["channel"],
)
overlays = st.builds(
    Overlay,
    place=st.sampled_from(["", "Nhà văn hóa"]),
    channels=st.lists(st.sampled_from([Channel.COUNTER, Channel.POST]), unique=True).map(tuple),
    limits=st.lists(
        st.tuples(st.sampled_from(["time_limit", "time_limit:1", "time_limit:post", "time_limit:1/counter", "time_limit:9"]), limits),
        max_size=3, unique_by=lambda one: one[0],
    ).map(tuple),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(rows=rows, overlay=overlays, at=moments, table=st.sampled_from(TABLES), counting=countings)
def test_an_overlay_never_asks_more_and_never_promises_later(rows, overlay, at, table, counting) -> None:
    """Even one that was not checked: whatever it says, what holds is no worse for the person than what is published."""
    below = content(counting, channels=rows)

    over = with_overlay(below, overlay)

    assert [case.components for case in over.cases] == [case.components for case in below.cases]
    assert (over.conditions, over.competent, over.legal_basis) == (below.conditions, below.competent, below.legal_basis)
    for before, after in zip(below.cases, over.cases, strict=True):
        like = before.offer("counter") or before.offers[0]
        for offer in after.offers:
            under = before.offer(offer.channel) or like
            assert offer.fee == under.fee
            assert due(offer.limit, at, table, counting) <= due(under.limit, at, table, counting)
