"""A question as people type it finds its procedure: over the sample catalogue, without a database."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.procedures.rules import search
from motcua.domain.procedures.rules.search import (
    Verdict,
    Words,
    answer,
    engine_of,
    kept_words,
    made_of,
    shipped,
    suggest,
)
from motcua.domain.procedures.rules.search.catalogue import terms_of
from motcua.domain.procedures.rules.search.mending import typed_marks
from motcua.domain.procedures.rules.search.phrases import codes_in, syllables

from .search_catalogue import sample_engine, sample_entries, without_marks

FOUND = [
    pytest.param("làm giấy khai sinh cho con cần giấy tờ gì", "1.001193", id="a whole question"),
    pytest.param("giay khai sanh", "1.001193", id="southern, no marks"),
    pytest.param("ddawng kys khai sinh", "1.001193", id="Telex letters left in"),
    pytest.param("d9a8ng ky1 khai sinh", "1.001193", id="VNI digits left in"),
    pytest.param("dangkykhaisinh", "1.001193", id="run together"),
    pytest.param("đăng kí khai xinh", "1.001193", id="s and x mixed up, í for ý"),
    pytest.param("nhập hộ khẩu cho vợ", "1.004222", id="an everyday word"),
    pytest.param("đăng ký ở trọ", "1.004194", id="what one does, not its name"),
    pytest.param("CT07", "1.010041", id="the name of a form"),
    pytest.param("giấy độc thân", "1.004873", id="a paper's everyday name"),
    pytest.param("hôn thú", "1.000894", id="an old word"),
    pytest.param("sao y bản chính mấy tiền", "2.000815", id="with the question for the fee"),
    pytest.param("xin cất nhà", "1.013225", id="southern for building a house"),
    pytest.param("chia thửa đất cho hai con", "1.012784", id="parting land"),
    pytest.param("nghỉ bán vài tháng", "1.001570", id="closing a shop for a while"),
    pytest.param("đăng ký ghe đánh cá", "1.003650", id="a boat in the delta"),
    pytest.param("tiền cho người già 80 tuổi", "1.014027", id="an age"),
    pytest.param("nhận con nuôi", "2.001255", id="one of several things, and only it is here"),
    pytest.param(
        "con tui sanh ở nhà hổng có giấy chứng sanh", "1.001193", id="southern words, and no paper of the birth"
    ),
    pytest.param("xin cái giấy chưa vợ chưa chồng", "1.004873", id="what a paper says, not its name"),
    pytest.param("giay khai s", "1.001193", id="sent before the last word was whole"),
    pytest.param("How do I get a birth certificate for my child?", "1.001193", id="a whole question in English"),
    pytest.param("register the birth of a baby", "1.001193", id="English with small words between"),
    pytest.param("where can I register a marriage", "1.000894", id="English for kết hôn"),
    pytest.param("certificate of marital status", "1.004873", id="English for tình trạng hôn nhân"),
    pytest.param("death certificate", "1.000656", id="English for khai tử"),
    pytest.param("temporary residence", "1.004194", id="English for tạm trú"),
    pytest.param("how to open a small shop", "1.001612", id="English for mở tiệm"),
    pytest.param("business household registration", "1.001612", id="English for hộ kinh doanh"),
    pytest.param("notarised copy of my passport", "2.000815", id="English for chứng thực bản sao"),
    pytest.param("lam birth certificate cho con", "1.001193", id="English within a Vietnamese question"),
    pytest.param("1.001193", "1.001193", id="the code"),
    pytest.param("1001193", "1.001193", id="the code without dots"),
    pytest.param("1.001193.H12", "1.001193", id="the code with the province's ending"),
]
OTHERS = [
    pytest.param("sổ đỏ", Verdict.CLARIFY, id="a paper with which many things are done"),
    pytest.param("giấy chứng nhận quyền sử dụng đất", Verdict.CLARIFY, id="the same by its name"),
    pytest.param("mới sinh em bé", Verdict.MULTI, id="a life event"),
    pytest.param("ba tôi vừa mất", Verdict.MULTI, id="a death in people's words"),
    pytest.param("khai sinh và nhập hộ khẩu cho con", Verdict.MULTI, id="two things at once"),
    pytest.param("we are having a baby", Verdict.MULTI, id="a life event in English"),
    pytest.param("my father died", Verdict.MULTI, id="a death in English"),
    pytest.param("red book", Verdict.CLARIFY, id="English for sổ đỏ"),
    pytest.param("weather in Vietnam", Verdict.NONE, id="nothing that an office settles, in English"),
    pytest.param(
        "renew my driving licence", Verdict.NONE, id="a known thing in English of which no procedure here speaks"
    ),
    pytest.param("can in my an", Verdict.NONE, id="English small words alone tell nothing"),
    pytest.param("dự báo thời tiết", Verdict.NONE, id="nothing that an office settles"),
    pytest.param("đặt lịch cắt tóc", Verdict.NONE, id="cắt that is no building (cất), đặt that is no land (đất)"),
    pytest.param("đổi quốc tịch", Verdict.NONE, id="a known thing of which no procedure here speaks"),
    pytest.param(
        "đổi bằng lái A1 sang thẻ nhựa", Verdict.NONE, id="another one, with a word for changing that many have"
    ),
    pytest.param("qwzx kjhg", Verdict.NONE, id="no words at all"),
    pytest.param("", Verdict.NONE, id="nothing"),
    pytest.param("9.999999", Verdict.NONE, id="a code that is not there"),
    pytest.param("'; DROP TABLE procedures_procedure; --", Verdict.NONE, id="SQL"),
    pytest.param("<script>alert(1)</script>", Verdict.NONE, id="HTML"),
]
QUESTIONS = [one.values[0] for one in (*FOUND, *OTHERS)]


@pytest.mark.parametrize(("question", "code"), FOUND)
def test_the_procedure_that_is_meant_stands_first(question: str, code: str) -> None:
    found = answer(question, sample_engine())

    assert found.results[0].code == code
    assert found.verdict is Verdict.FOUND


@pytest.mark.parametrize(("question", "verdict"), OTHERS)
def test_it_asks_back_gives_several_or_says_that_there_is_none(question: str, verdict: Verdict) -> None:
    found = answer(question, sample_engine())

    assert found.verdict is verdict
    assert bool(found.results) is (verdict is not Verdict.NONE)


@given(st.sampled_from(QUESTIONS))
@settings(deadline=None)
def test_marks_composition_and_capitals_make_no_difference(question: str) -> None:
    as_typed = answer(question, sample_engine())

    assert answer(without_marks(question), sample_engine()) == as_typed
    assert answer(unicodedata.normalize("NFD", question), sample_engine()) == as_typed
    assert answer(unicodedata.normalize("NFC", question.upper()), sample_engine()) == as_typed


@given(st.text(max_size=300) | st.text(alphabet="aăâdđeêiou sfrxj0123456789.,'\"<>%_", max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_much_for_it(text: str) -> None:
    found = answer(text, sample_engine())

    assert bool(found.results) is (found.verdict is not Verdict.NONE)
    assert len(suggest(text, sample_engine(), 6)) <= 6


@pytest.mark.parametrize("text", ["khai sinh " * 1_000, "a" * 10_000, "ắ" * 10_000, "1" * 10_000, "  \u200b" * 5_000])
def test_ten_thousand_letters_are_answered_like_any_others(text: str) -> None:
    assert answer(text, sample_engine()).verdict in Verdict
    assert len(kept_words(text)) <= 160


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("renew my passport", "lam ho chieu", id="small words of an English question are left out"),
        pytest.param("lam passport o my cho con", "lam ho chieu o mi cho con", id="mỹ is no English my"),
        pytest.param("toi can in to khai", "toi can in to khai", id="cần, in, tờ are no English can, in, to"),
        pytest.param("an lang o", "an lang o", id="nothing English"),
    ],
)
def test_small_english_words_are_left_out_of_english_questions_only(typed: str, read: str) -> None:
    assert " ".join(made_of(shipped()).english.in_vietnamese(syllables(typed))) == read


SYLLABLE = re.compile(
    r"(?:(?:b|ch?|d|g|h|kh?|l|m|nh?|ph?|qu|r|s|th?|tr|v|x|gi|ng)?)[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
"""What a Vietnamese syllable may look like without its marks; a little more than there are."""


def test_an_english_word_is_never_how_a_vietnamese_one_is_typed() -> None:
    """A word alone is no syllable, with or without letters of Telex in it; of several together one at least is none."""
    said = [tuple(one for one in syllables(text)) for text in shipped()["english"]["words"]]
    alone = [one for one, *more in said if not more]

    assert [one for one in alone if any(map(SYLLABLE.fullmatch, {one, *typed_marks(one)}))] == []
    assert [row for row in said if all(map(SYLLABLE.fullmatch, row))] == []


def test_english_words_hold_no_small_word_and_stand_in_no_vietnamese_name() -> None:
    dictionary, words = made_of(shipped()), shipped()["english"]
    small = set(words["small"])
    names = [name for listed in shipped()["names"].values() for name in listed]
    rows = [*dictionary.known, *map(syllables, names), *(syllables(one.name) for one in sample_entries())]

    assert [text for text in words["words"] if not small.isdisjoint(text.split())] == []
    assert [
        row for row in rows if terms_of(dictionary.english.in_vietnamese(row), dictionary) != terms_of(row, dictionary)
    ] == []


WHOLE = [one.values for one in FOUND if not one.values[0][0].isdigit() and not one.values[0].endswith(" s")]
FILLERS = ["ạ", "cho em hỏi", "ở đâu", "bao nhiêu tiền", "cần giấy tờ gì", "được không", "làm sao"]


@given(st.sampled_from(WHOLE), st.sampled_from(FILLERS))
@settings(deadline=None)
def test_what_is_found_stays_found_with_a_filler_word(found: tuple[str, str], filler: str) -> None:
    question, code = found

    assert answer(f"{filler} {question}", sample_engine()).results[0].code == code
    assert answer(f"{question} {filler}", sample_engine()).results[0].code == code


def test_the_order_in_which_procedures_come_makes_no_difference() -> None:
    turned = engine_of(reversed(sample_entries()), made_of(shipped()))

    assert [answer(one, turned) for one in QUESTIONS] == [answer(one, sample_engine()) for one in QUESTIONS]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("khai sin", "1.001193", id="the second word begun"),
        pytest.param("giay doc th", "1.004873", id="an everyday name begun"),
        pytest.param("tam tr", "1.004194", id="two letters of the last word"),
        pytest.param("1.001193", "1.001193", id="a code"),
    ],
)
def test_it_suggests_while_one_types(typed: str, code: str) -> None:
    assert code in [one.code for one in suggest(typed, sample_engine(), 3)]


def test_procedures_with_one_title_are_all_shown_with_who_issued_them_this_province_first() -> None:
    one = next(entry for entry in sample_entries() if entry.code == "1.012784")
    others = [
        replace(one, code=f"1.11500{number}", issuer=f"UBND tỉnh {name}", is_published=False, is_elsewhere=True)
        for number, name in enumerate(("Mẫu Một", "Mẫu Hai"))
    ]
    engine = engine_of((*sample_entries(), *others), made_of(shipped()))

    found = answer(one.name, engine, limit=20).results

    assert found[0].code == one.code
    assert {other.issuer for other in others} <= {row.issuer for row in found}


def test_words_that_are_added_find_and_mean_the_same() -> None:
    added = Words(
        names=(("1.004194", "xin ở đậu"), ("1.004194", "paper for a rented house")),
        same=(("giấy lọt lòng", "khai sinh"), ("baby paper", "khai sinh")),
    )
    engine = engine_of(sample_entries(), made_of(shipped(), added))

    assert answer("xin ở đậu", sample_engine()).verdict is Verdict.NONE
    assert answer("xin ở đậu", engine).results[0].code == "1.004194"
    assert answer("làm giấy lọt lòng", engine).results[0].code == "1.001193"
    assert answer("paper for rented house", engine).results[0].code == "1.004194"
    assert answer("I need a baby paper", engine).results[0].code == "1.001193"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("Tra hồ sơ H12.14-261103-0007", "tra ho so # # # #", id="digits are masked"),
        pytest.param("so 0918224317 cua ai", "so # cua ai", id="a telephone number"),
        pytest.param("x" * 500, "x" * 12, id="a long word is cut"),
        pytest.param("làm hộ chiếu https://trang.example/x?ma=1", "lam ho chieu", id="an address that was pasted"),
        pytest.param("một hai ba " * 50, "mot hai ba " * 4, id="twelve words are kept"),
    ],
)
def test_of_what_was_asked_in_vain_only_words_are_kept(text: str, kept: str) -> None:
    assert kept_words(text) == kept.strip()


@pytest.mark.parametrize(
    ("issuer", "is_elsewhere"),
    [
        pytest.param("UBND tỉnh Lạng Sơn", True, id="another province"),
        pytest.param("UBND tỉnh Cà Mau", False, id="this one"),
        pytest.param("Bộ Tư pháp", False, id="a ministry"),
    ],
)
def test_whose_a_procedure_is(issuer: str, is_elsewhere: bool) -> None:
    assert search.is_elsewhere(issuer, "Cà Mau", shipped()["keeping"]) is is_elsewhere


def test_no_name_of_a_procedure_is_left_without_a_word_by_the_fillers() -> None:
    dictionary = made_of(shipped())

    assert [
        name for listed in shipped()["names"].values() for name in listed if not terms_of(syllables(name), dictionary)
    ] == []


def test_the_dictionary_names_only_what_looks_like_a_code_and_says_everything_once() -> None:
    names = shipped()["names"]

    assert all(codes_in(code) == (code,) for code in names)
    assert [code for code, listed in names.items() if len(set(listed)) != len(listed)] == []
