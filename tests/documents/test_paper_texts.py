"""How moments, places and numbers are written on a paper, and which letters can be."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.documents import api as documents
from motcua.domain.documents.operations import letters
from motcua.domain.documents.rules import wording
from motcua.domain.documents.rules.sheet import CUT, short, texts_in
from motcua.kernel import moments
from motcua.kernel.vietnamese import clean
from motcua.kernel.working_time import ZONE, NaiveMoment


@pytest.mark.parametrize(
    ("at", "written"),
    [
        pytest.param(datetime(2026, 11, 27, 14, 20, tzinfo=ZONE), "14 giờ 20, thứ Sáu, ngày 27/11/2026", id="minutes"),
        pytest.param(datetime(2026, 11, 29, 8, 0, tzinfo=ZONE), "08 giờ, Chủ nhật, ngày 29/11/2026", id="on_the_hour"),
        pytest.param(datetime(2026, 1, 1, 18, 5, tzinfo=UTC), "01 giờ 05, thứ Sáu, ngày 02/01/2026", id="other_zone"),
    ],
)
def test_a_moment_says_hour_weekday_day_and_year(at, written):
    assert moments.moment(at) == written


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(NaiveMoment):
        moments.moment(datetime(2026, 11, 27, 14, 20))


@pytest.mark.parametrize(
    ("names", "place"),
    [
        pytest.param(["Trung tâm Phục vụ hành chính công tỉnh Cà Mau"], "Cà Mau", id="province"),
        pytest.param(["Trung tâm Phục vụ hành chính công xã Đất Mũi"], "Đất Mũi", id="commune"),
        pytest.param(["Trung tâm Phục vụ hành chính công phường 5"], "Phường 5", id="numbered"),
        pytest.param(["Trung tâm hành chính tỉnh", "Văn phòng UBND tỉnh Cà Mau"], "Cà Mau", id="from_the_unit_above"),
        pytest.param(["Thuế cơ sở số 3", ""], "", id="none"),
        pytest.param(["Bộ phận Một cửa xã " + "Dài" * 80], "", id="not_a_name"),
    ],
)
def test_the_place_is_the_own_name_of_the_area(names, place):
    assert wording.place_of(*names) == place


@pytest.mark.parametrize(
    ("month", "line"),
    [(2, "Cà Mau, ngày 05 tháng 02 năm 2026"), (3, "Cà Mau, ngày 05 tháng 3 năm 2026")],
)
def test_place_and_day_are_written_as_official_papers_do(month, line):
    assert wording.place_and_day("Cà Mau", datetime(2026, month, 5, 9, tzinfo=ZONE)) == line


def test_numbers_of_persons_stand_in_groups_and_others_as_they_are():
    blank = "\N{NO-BREAK SPACE}"

    assert wording.grouped("096185000321") == blank.join(["096", "185", "000", "321"])
    assert wording.grouped("0918000317") == blank.join(["0918", "000", "317"])
    assert wording.grouped("B1234567") == "B1234567"


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        pytest.param("漢", "Nguyễn 漢 Mẫu", id="chinese"),
        pytest.param("😀", "Tiệm cá 😀", id="emoji"),
        pytest.param("☑", "Đã nộp ☑", id="tick"),
        pytest.param("ᨠ", "Chữ Thái ᨠ", id="other_script"),
    ],
)
def test_a_letter_that_cannot_be_printed_is_named_and_nothing_is_lost(letter, name):
    with pytest.raises(documents.UnprintableText) as refused:
        documents.require_printable(["Trần Văn Mẫu", name])

    sentence = str(refused.value)
    assert f"“{letter}”" in sentence
    assert f"“{name}”" in sentence
    assert "chưa mất gì" in sentence
    assert sentence.count(".") == 1


def test_every_vietnamese_letter_can_be_printed_composed_or_not():
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
    vowels = "aăâeêioôơuưy"
    everything = "".join(vowel + tone for vowel in vowels + vowels.upper() for tone in tones)

    documents.require_printable([everything, clean(everything), "đĐ “Ấp Mũi” – … ₫ §1; 50 %\nDòng hai"])


def test_the_bullets_of_word_processors_are_printed_as_dashes():
    name = "\uf0fc Bản sao\u200b giấy tờ"

    documents.require_printable([name])
    assert wording.as_printed(name) == "- Bản sao giấy tờ"


def test_every_text_of_the_national_records_can_be_printed(real_data):
    with gzip.open(real_data / "procedures.jsonl.gz", "rt", encoding="utf-8") as records:
        for record in map(json.loads, records):
            documents.require_printable([record["name"], *(part["name"] or "" for part in record["components"])])


def test_without_the_font_the_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(letters, "FONTS", Path(tmp_path))
    letters.letters_held.cache_clear()
    try:
        with pytest.raises(documents.FontsNotBuilt, match="phông chữ"):
            documents.require_printable(["Trần Văn Mẫu"])
    finally:
        letters.letters_held.cache_clear()


def test_every_text_is_asked_however_deep_it_lies():
    said = {"a": "một", "b": [{"c": "hai"}, "ba"], "d": 4, "e": None, "f": True}

    assert list(texts_in(said)) == ["một", "hai", "ba"]


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_text_is_whole_or_says_that_it_is_not(text, most):
    shown = short(text, most)

    assert shown == wording.as_printed(text) or (shown.endswith(CUT) and len(shown) <= most + len(CUT))
