"""Vietnamese text: cleaning, folding, order."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.vietnamese import clean, fold, sort_key

from .strategies import checked

vietnamese = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ AĂÂĐÊÔƠƯẾỘỰ\n-0123456789"
)


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        pytest.param("Đa\u0306ng ky\u0301", "Đăng ký", id="decomposed"),
        pytest.param("Ủy\u00a0ban\u202fnhân\u3000dân", "Ủy ban nhân dân", id="blanks of other kinds"),
        pytest.param("Đăng\u200b ký\ufeff\u00ad", "Đăng ký", id="invisible characters"),
        pytest.param("a\u0000b\u001fc\u007f\u009d", "abc", id="control characters"),
        pytest.param("\u00d0ăng ký, \u0111ất \u00f0ai", "Đăng ký, đất đai", id="false Đ"),
        pytest.param("dòng 1\r\ndòng 2\rdòng 3\u2028dòng 4", "dòng 1\ndòng 2\ndòng 3\ndòng 4", id="line breaks stay"),
        pytest.param("\t Cà Mau \n", "Cà Mau", id="trimmed"),
        pytest.param("Tên\tGiá", "Tên Giá", id="a tab parts words"),
        pytest.param("e\u200b\u0302", "ê", id="invisible within a letter"),
        pytest.param("a\ud800b", "ab", id="half a character"),
        pytest.param("", "", id="empty"),
    ],
)
def test_text_from_outside_is_cleaned(given_text: str, cleaned: str) -> None:
    assert clean(given_text) == cleaned


@checked
@given(st.text())
def test_cleaned_text_is_composed_trimmed_and_stays_as_it_is(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in once if letter != "\n")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐĂNG KÝ\n  THƯỜNG TRÚ", "dang ky thuong tru"),
        ("Giấy chứng nhận quyền sử dụng đất", "giay chung nhan quyen su dung dat"),
        ("nghiệp vụ thuế – ước lượng ữ ợ ỹ", "nghiep vu thue – uoc luong u o y"),
        ("\u00d0ất", "dat"),
    ],
)
def test_folded_text_has_no_marks_and_no_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


@checked
@given(vietnamese)
def test_folding_does_not_care_how_letters_are_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text.upper())
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)


@checked
@given(st.text())
def test_folding_any_text_again_changes_nothing(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


DICTIONARY_ORDER = [
    *["a", "à", "ả", "ã", "á", "ạ", "ai", "an", "anh", "ăn", "âm", "ân", "ấn"],
    *["ba", "bà", "Bạc Liêu", "Cà Mau", "Cái Nước", "cân", "chợ", "dạ", "dân", "Đất Mũi", "đơn", "em", "êm"],
    *["la", "là", "lá", "lạ", "ma", "Năm Căn", "Ngọc Hiển", "oan", "ôn", "ơn", "phường", "quận"],
    *["Tân Thành", "thị trấn", "tỉnh", "Trần Văn Thời", "U Minh", "ưng", "xã", "xã 1", "xã hội", "ý"],
]


def test_words_come_in_the_order_of_a_dictionary() -> None:
    shuffled = DICTIONARY_ORDER.copy()
    random.Random(12).shuffle(shuffled)

    assert sorted(shuffled, key=sort_key) == DICTIONARY_ORDER


def test_tones_decide_only_between_words_of_the_same_letters() -> None:
    assert sorted(["bạc", "bà con", "ba", "bạ", "bàn"], key=sort_key) == ["ba", "bạ", "bà con", "bạc", "bàn"]


def test_a_small_letter_comes_before_its_capital() -> None:
    assert sorted(["An", "an", "ÁN", "án"], key=sort_key) == ["an", "An", "án", "ÁN"]


@checked
@given(vietnamese)
def test_the_order_does_not_care_how_letters_are_composed(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@checked
@given(vietnamese, vietnamese)
def test_only_the_same_text_has_the_same_key(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) is (clean(one).replace("\n", " ") == clean(other).replace("\n", " "))
