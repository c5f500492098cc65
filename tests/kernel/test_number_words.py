"""Amounts in words: what a reader who knows the words makes of them is the same number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import NotAnAmount
from motcua.kernel.number_words import amount_in_words, number_in_words

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
SCALES = {"nghìn": 1_000, "triệu": 1_000_000}


def read(words: str) -> int:
    """Read number words as they are spoken, word by word, without knowing how they were made."""
    whole = millions = group = 0
    for word in words.split():
        if word in DIGITS:
            group += DIGITS[word]
        elif word == "mươi":
            tens = group % 10
            group += tens * 10 - tens
        elif word == "trăm":
            group *= 100
        elif word in SCALES:
            millions, group = millions + group * SCALES[word], 0
        elif word == "tỷ":
            whole, millions, group = (whole + millions + group) * 1_000_000_000, 0, 0
        else:
            assert word == "linh"
    return whole + millions + group


@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(1_050_000, "một triệu không trăm năm mươi nghìn", id="papers 2.9 an empty hundred"),
        pytest.param(21_000, "hai mươi mốt nghìn", id="papers 2.9 one after tens"),
        pytest.param(15_005, "mười lăm nghìn không trăm linh năm", id="papers 2.9 five after ten, empty places"),
        pytest.param(0, "không", id="nothing"),
        pytest.param(10, "mười", id="ten"),
        pytest.param(11, "mười một", id="eleven"),
        pytest.param(55, "năm mươi lăm", id="fifty-five"),
        pytest.param(105, "một trăm linh năm", id="a hundred and five"),
        pytest.param(2_000_000_000, "hai tỷ", id="two thousand millions"),
        pytest.param(1_000_000_000_000, "một nghìn tỷ", id="a thousand of them"),
    ],
)
def test_a_number_is_said_as_people_here_say_it(number, words):
    assert number_in_words(number) == words


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_who_reads_the_words_gets_the_number(number):
    assert read(number_in_words(number)) == number


@given(st.integers(min_value=0, max_value=10**15 - 1), st.integers(min_value=0, max_value=10**15 - 1))
def test_two_numbers_never_sound_alike(one, other):
    assert (number_in_words(one) == number_in_words(other)) is (one == other)


def test_an_amount_begins_with_a_capital_and_ends_with_its_unit():
    assert amount_in_words(50_000) == "Năm mươi nghìn đồng"


def test_a_negative_amount_is_none():
    with pytest.raises(NotAnAmount):
        number_in_words(-1)
