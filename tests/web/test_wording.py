"""The wording rules of the pages: what is written for moments, spans, numbers, money and persons."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.entrypoints.web import wording
from motcua.entrypoints.web.opening_hours import days_that_differ
from motcua.entrypoints.web.templatetags import wording as filters
from motcua.kernel.working_time import CalendarSpec, DayException, DayKind

TODAY = date(2026, 11, 23)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=wording.VIETNAM)


@pytest.mark.parametrize(
    ("moment", "prose", "table"),
    [
        pytest.param(at(27, 14, 20), "14 giờ 20, thứ Sáu 27/11/2026", "14:20, thứ Sáu 27/11", id="another-day"),
        pytest.param(at(23, 16, 40), "16 giờ 40, thứ Hai 23/11/2026", "16:40, hôm nay", id="today"),
        pytest.param(at(27, 9, 15), "09 giờ 15, thứ Sáu 27/11/2026", "09:15, thứ Sáu 27/11", id="morning"),
        pytest.param(at(23, 17), "17 giờ, thứ Hai 23/11/2026", "17:00, hôm nay", id="on-the-hour"),
        pytest.param(
            at(4, 8, 5, month=1, year=2027),
            "08 giờ 05, thứ Hai 04/01/2027",
            "08:05, thứ Hai 04/01/2027",
            id="next-year",
        ),
        pytest.param(at(29, 8), "08 giờ, Chủ nhật 29/11/2026", "08:00, Chủ nhật 29/11", id="sunday"),
        pytest.param(
            datetime(2026, 11, 27, 20, 0, tzinfo=UTC),
            "03 giờ, thứ Bảy 28/11/2026",
            "03:00, thứ Bảy 28/11",
            id="stored-in-utc",
        ),
    ],
)
def test_a_moment_carries_its_weekday(moment: datetime, prose: str, table: str) -> None:
    assert wording.moment(moment) == prose
    assert wording.moment_in_table(moment, TODAY) == table


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        wording.moment(datetime(2026, 11, 27, 14, 20))


def test_a_past_act_is_stamped_with_the_year_only_when_it_is_another() -> None:
    assert wording.stamp(at(17, 8, 10), TODAY) == "17/11 08:10"
    assert wording.stamp(at(17, 8, 10, year=2025), TODAY) == "17/11/2025 08:10"


@pytest.mark.parametrize(
    ("minutes", "officer", "citizen"),
    [
        pytest.param(
            2 * 480 + 4 * 60 + 55, "2 ngày 4 giờ 55 phút", "2 ngày làm việc", id="days-rounded-down-for-citizens"
        ),
        pytest.param(480, "1 ngày", "1 ngày làm việc", id="whole-day"),
        pytest.param(479, "7 giờ 59 phút", "7 giờ 59 phút", id="last-day-in-hours-and-minutes"),
        pytest.param(140, "2 giờ 20 phút", "2 giờ 20 phút", id="hours"),
        pytest.param(485, "1 ngày 5 phút", "1 ngày làm việc", id="no-hours-between"),
        pytest.param(0, "0 phút", "0 phút", id="nothing-left"),
    ],
)
def test_a_span_is_exact_for_officers_and_in_whole_days_for_citizens(minutes: int, officer: str, citizen: str) -> None:
    assert wording.duration(minutes) == officer
    assert wording.duration_for_citizen(minutes) == citizen


def test_the_length_of_a_day_is_the_calendars() -> None:
    assert wording.duration(900, day_minutes=450) == "2 ngày"


def test_a_negative_span_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        wording.duration(-1)


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=60, max_value=1440))
def test_no_minute_is_lost_in_the_words_of_a_span(minutes: int, day_minutes: int) -> None:
    units = {"ngày": day_minutes, "giờ": 60, "phút": 1}
    words = wording.duration(minutes, day_minutes).split()
    assert sum(int(amount) * units[unit] for amount, unit in zip(words[::2], words[1::2], strict=True)) == minutes


def test_the_box_of_a_day_drops_the_word_for_minutes() -> None:
    assert [wording.hours_of_day(minutes) for minutes in (480, 345, 45)] == ["8 giờ", "5 giờ 45", "45 phút"]


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (3, "working_day", "3 ngày làm việc"),
        (Decimal("0.5"), "working_day", "0,5 ngày làm việc"),
        (15, "calendar_day", "15 ngày"),
        (8, "working_hour", "8 giờ làm việc"),
        (24, "clock_hour", "24 giờ"),
        (1, "month", "1 tháng"),
        (None, "same_day", "trong ngày"),
    ],
)
def test_a_limit_keeps_the_words_of_the_law(amount: Decimal | int | None, unit: str, words: str) -> None:
    assert wording.time_limit(amount, unit) == words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (88213, "88.213"),
        (7, "7"),
        (Decimal("1.50"), "1,5"),
        (Decimal("1234.25"), "1.234,25"),
        (-1200, "-1.200"),
        (1000000, "1.000.000"),
    ],
)
def test_numbers_are_grouped_with_full_stops(value: Decimal | int, written: str) -> None:
    assert wording.number(value) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        pytest.param(16928, 16930, "99,99\N{NO-BREAK SPACE}%", id="rounded"),
        pytest.param(42746, 42797, "99,88\N{NO-BREAK SPACE}%", id="plain"),
        pytest.param(99996, 100000, "99,99\N{NO-BREAK SPACE}%", id="never-lifted-to-100"),
        pytest.param(5, 5, "100,00\N{NO-BREAK SPACE}%", id="all"),
        pytest.param(0, 5, "0,00\N{NO-BREAK SPACE}%", id="none"),
        pytest.param(0, 0, "chưa có số", id="nothing-to-divide-by"),
    ],
)
def test_a_share_below_one_is_never_a_hundred(part: int, whole: int, written: str) -> None:
    assert wording.percent(part, whole) == written


@given(st.integers(min_value=1, max_value=10**9), st.data())
def test_only_all_is_a_hundred_percent(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(min_value=0, max_value=whole))
    for decimals in (0, 2):
        assert wording.percent(part, whole, decimals).startswith("100") == (part == whole)


def test_a_fee_is_an_amount_or_none_or_not_stated() -> None:
    assert wording.fee(50_000) == "50.000\N{NO-BREAK SPACE}đồng"
    assert wording.fee(0) == "Không thu"
    assert wording.fee(None) == "Chưa công bố"


def test_a_fee_missing_from_a_page_is_never_a_fee_of_nought() -> None:
    assert filters.fee("") == "Chưa công bố"


@pytest.mark.parametrize(
    ("given", "whole", "masked"),
    [
        pytest.param("096185004321", "096 185 004 321", "096 ••• ••• 321", id="personal"),
        pytest.param("096 185 004 321", "096 185 004 321", "096 ••• ••• 321", id="typed-with-spaces"),
        pytest.param("381234567", "381 234 567", "381 ••• 567", id="old-card"),
        pytest.param("2001234567", "2001 234 567", "2001 ••• 567", id="business"),
        pytest.param("C1234567", "C1234567", "C1 ••• 67", id="passport"),
        pytest.param("AB12", "AB12", "•••", id="too-short-to-show-ends"),
    ],
)
def test_an_identifier_is_written_in_groups_and_masked_in_the_middle(given: str, whole: str, masked: str) -> None:
    assert wording.identifier(given).replace("\N{NO-BREAK SPACE}", " ") == whole
    assert wording.identifier_masked(given).replace("\N{NO-BREAK SPACE}", " ") == masked


@pytest.mark.parametrize(
    ("given", "whole", "masked"),
    [
        ("0918224317", "0918 224 317", "0918 ••• 317"),
        ("+84 918 224 317", "0918 224 317", "0918 ••• 317"),
        ("02903831234", "0290 3831 234", "0290 ••• 234"),
        ("113", "113", "•••"),
    ],
)
def test_a_telephone_number_is_grouped_and_masked_in_the_middle(given: str, whole: str, masked: str) -> None:
    assert wording.phone(given).replace("\N{NO-BREAK SPACE}", " ") == whole
    assert wording.phone_masked(given).replace("\N{NO-BREAK SPACE}", " ") == masked


def test_a_drawn_bar_stays_between_nought_and_a_hundred() -> None:
    assert [filters.bar(share) for share in (None, -5, 0, 66.6, 141)] == [0, 0, 0, 67, 100]


# English

ENGLISH_AT = datetime(2026, 11, 25, 14, 20, tzinfo=wording.VIETNAM)


@pytest.fixture
def english():
    from django.utils import translation

    from motcua.entrypoints.web.language import in_catalogue
    from motcua.kernel.language import speaking

    with translation.override("en"), speaking(in_catalogue):
        yield


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (lambda: wording.hour(ENGLISH_AT), "14:20"),
        (lambda: wording.hour(ENGLISH_AT.replace(minute=0)), "14:00"),
        (lambda: wording.day(ENGLISH_AT), "Wed 25 Nov 2026"),
        (lambda: wording.moment(ENGLISH_AT), "14:20, Wed 25 Nov 2026"),
        (lambda: wording.moment_in_table(ENGLISH_AT, ENGLISH_AT), "14:20, today"),
        (lambda: wording.stamp(ENGLISH_AT, ENGLISH_AT), "25 Nov 14:20"),
        (lambda: wording.month(ENGLISH_AT), "November"),
        (lambda: wording.duration(480 + 60 + 1), "1 day 1 hour 1 min"),
        (lambda: wording.duration(960 + 120), "2 days 2 hours"),
        (lambda: wording.hours_of_day(345), "5 h 45"),
        (lambda: wording.time_limit(1, "working_day"), "1 working day"),
        (lambda: wording.time_limit(Decimal("0.5"), "working_day"), "0.5 working days"),
        (lambda: wording.time_limit(2, "working_day"), "2 working days"),
        (lambda: wording.time_limit(None, "same_day"), "the same day"),
        (lambda: wording.number(88213), "88,213"),
        (lambda: wording.number(Decimal("1.5")), "1.5"),
        (lambda: wording.money(50000), "50,000\N{NO-BREAK SPACE}dong"),
        (lambda: wording.fee(0), "Free"),
        (lambda: wording.percent(3, 4), "75.00\N{NO-BREAK SPACE}%"),
    ],
)
def test_the_same_is_written_in_english(english, written, words) -> None:
    assert written() == words


def test_an_amount_typed_as_the_english_page_writes_it_is_read(english) -> None:
    from motcua.entrypoints.web.desk.publication_answers import NotFilledIn, _money

    assert [_money(text) for text in ("50,000", "50,000 dong", "50.000", "50000")] == ["50000"] * 4
    with pytest.raises(NotFilledIn, match="is not an amount"):
        _money("50,0")


def test_an_amount_with_a_comma_is_not_guessed_in_vietnamese() -> None:
    from motcua.entrypoints.web.desk.publication_answers import NotFilledIn, _money

    with pytest.raises(NotFilledIn):
        _money("50,000")


@pytest.mark.parametrize(
    ("said", "dialled"),
    [("0290 383 1123", "02903831123"), ("(0290) 3.831.123, 0918 224 317", "02903831123"), ("1022 (giờ làm việc)", "1022"), ("+84 290 3831123", "+842903831123"), ("gọi số 1022", ""), ("", "")],
)  # fmt: skip
def test_the_first_telephone_number_that_a_unit_says_is_dialled(said: str, dialled: str) -> None:
    assert wording.number_to_dial(said) == dialled


def test_days_off_and_made_up_for_are_told_two_weeks_ahead_by_their_names() -> None:
    named = (
        (date(2026, 4, 30), DayKind.HOLIDAY, "Ngày Chiến thắng"), (date(2026, 5, 1), DayKind.HOLIDAY, "Quốc tế Lao động"),
        (date(2026, 5, 2), DayKind.BRIDGE, "Nghỉ bù"), (date(2026, 5, 9), DayKind.MAKE_UP, "cho ngày 4/5"),
    )  # fmt: skip
    weekly = dict.fromkeys(range(5), ((420, 660), (780, 1020)))
    spec = CalendarSpec(weekly, tuple(DayException(*one) for one in named), 2026, 2026)

    assert days_that_differ(spec, date(2026, 4, 28)) == [
        "Nghỉ thứ Năm 30/04: Ngày Chiến thắng", "Nghỉ thứ Sáu 01/05: Quốc tế Lao động", "Làm bù thứ Bảy 09/05: cho ngày 4/5",
    ]  # fmt: skip
    assert days_that_differ(spec, date(2026, 4, 1)) == []
