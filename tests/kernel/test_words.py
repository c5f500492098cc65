"""Periods, money and codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.codes import AgencyCode, ProcedureCode, UnreadableCode, dossier_code
from motcua.kernel.money import Money, NotAnAmount, format_vnd
from motcua.kernel.period import EmptyPeriod, Period
from motcua.kernel.refusal import Refusal

from .strategies import checked

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_the_end_does_not_belong_to_a_period(on: date, *, inside: bool) -> None:
    assert YEAR.contains(on) is inside


def test_an_open_period_goes_on() -> None:
    assert Period(date(2026, 1, 1)).contains(date(2999, 1, 1))


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 1, 1)])
def test_a_period_that_holds_nothing_is_refused(end: date) -> None:
    with pytest.raises(EmptyPeriod):
        Period(date(2026, 1, 1), end)


periods = st.builds(
    lambda start, length: Period(start, None if length is None else start + length),
    st.integers(0, 12),
    st.none() | st.integers(1, 6),
)


@checked
@given(periods, periods)
def test_periods_overlap_when_a_day_lies_in_both(one: Period[int], other: Period[int]) -> None:
    in_both = any(one.contains(day) and other.contains(day) for day in range(40))

    assert one.overlaps(other) is in_both
    assert other.overlaps(one) is in_both


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0 đồng"), (999, "999 đồng"), (50_000, "50.000 đồng"), (1_234_567, "1.234.567 đồng")],
)
def test_amounts_are_written_as_people_here_read_them(amount: int, written: str) -> None:
    assert format_vnd(amount) == str(Money(amount)) == written


@pytest.mark.parametrize("amount", [-1, 1.5, True, "50000", None])
def test_only_whole_amounts_are_money(amount: object) -> None:
    with pytest.raises(NotAnAmount):
        Money(amount)  # type: ignore[arg-type]


def test_money_adds_up_and_multiplies_by_copies() -> None:
    assert Money(15_000).times(3) + Money(5_000) == Money(50_000)
    assert Money(5_000) < Money(50_000)


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("H12", "H12"),
        ("H12.14", "H12.14"),
        ("H12.14.03", "H12.14.03"),
        ("000.00.00.H12", "H12"),
        ("000.00.14.H12", "H12.14"),
        ("000.03.14.H12", "H12.14.03"),
        ("001.00.14.H12", "H12.14.00.001"),
        ("G09.00.00", "G09"),
        ("Z01.XYZ", "Z01.XYZ"),
        ("2001234567", "2001234567"),
        ("0.H12", "H12"),
    ],
)
def test_agency_codes_are_read_in_both_orders_and_kept_as_given(text: str, newest: str) -> None:
    code = AgencyCode.parse(text)

    assert (str(code), code.newest_form) == (text, newest)


def test_one_agency_in_two_orders_is_one_agency() -> None:
    old, new = AgencyCode.parse("000.00.14.H12"), AgencyCode.parse("H12.14")

    assert old.is_same_agency(new)
    assert old != new
    assert old.top == new.top == "H12"


@pytest.mark.parametrize(
    "text", ["", "h12", "H12..14", ".H12", "H12.", "Cà Mau", "12.14", "H123", "H12-14", "H12." + 32 * "1"]
)
def test_what_is_no_agency_code_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCode) as refusal:
        AgencyCode.parse(text)

    assert isinstance(refusal.value, Refusal)
    assert refusal.value.text == text


@pytest.mark.parametrize(
    ("text", "national", "top"),
    [
        ("1.001193", "1.001193", None),
        ("1.001193.H12", "1.001193", "H12"),
        ("2.000815.000.00.00.H55", "2.000815", "H55"),
        (" 1.012753.H19\n", "1.012753", "H19"),
    ],
)
def test_procedure_codes_are_read_with_and_without_a_provinces_suffix(
    text: str, national: str, top: str | None
) -> None:
    code = ProcedureCode.parse(text)

    assert str(code) == text.strip()
    assert code.national == national
    assert (code.agency.top if code.agency else None) == top
    assert code.is_national is (top is None)


@pytest.mark.parametrize(
    "text", ["", "1001193", "1.00119", "1.0011930", "1,001193", "A.001193", "1.001193.", "1.001193.xx"]
)
def test_what_is_no_procedure_code_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCode):
        ProcedureCode.parse(text)


@pytest.mark.parametrize(
    "text",
    ["H12.14-261123-0007", "000.00.12.H12-221015-0007", "H12.14.03-261123-02123456", "0001/2026", "X" * 50],
)
def test_dossier_codes_are_kept_as_given_whatever_their_form(text: str) -> None:
    assert dossier_code(f" {text}\u200b") == text


@pytest.mark.parametrize("text", ["", "   ", "H12 0007", "X" * 51, "H12\n0007"])
def test_a_dossier_code_is_one_word_of_at_most_fifty_characters(text: str) -> None:
    with pytest.raises(UnreadableCode):
        dossier_code(text)


@checked
@given(st.text(max_size=60))
def test_a_code_is_read_or_refused_and_reads_the_same_again(text: str) -> None:
    for parse in (AgencyCode.parse, ProcedureCode.parse):
        try:
            code = parse(text)
        except UnreadableCode:
            continue
        assert parse(str(code)) == code
