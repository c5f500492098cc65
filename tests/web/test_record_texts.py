"""Texts of the record on people's pages: in lines, a long one by its beginning, nothing lost and nothing said twice."""

import pytest

from motcua.entrypoints.web.citizen import presenting_texts as texts

RESULTS = {
    "a code glued to both sides": (
        "Văn bản nêu rõ lý doMã: KQ.G12.001040Thông báo yêu cầuMã: KQ.G12.001176",
        ["Văn bản nêu rõ lý do", "Thông báo yêu cầu"],
    ),
    "marks of a list and codes in quotes": (
        "* Quyết định hỗ trợ (Mã: `KQ.G09.000506`)\n* Hoặc văn bản thông báo (Mã: `KQ.H37 0002`)",
        ["Quyết định hỗ trợ", "Hoặc văn bản thông báo"],
    ),
    "a code alone in brackets": ("Giấy khai sinh (KQ.G15.000031)", ["Giấy khai sinh"]),
    "no code": ("Giấy khai sinh", ["Giấy khai sinh"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "lines"), RESULTS.values(), ids=RESULTS)
def test_what_a_procedure_gives_is_told_a_paper_a_line_without_codes(text, lines) -> None:
    assert texts.results(text) == lines


PARAGRAPHS = {
    "a line that goes on": ("Khi nộp giấy tờ\nbản sao thì\nđược chọn.\nBước 2: ký.", ["Khi nộp giấy tờ bản sao thì được chọn.", "Bước 2: ký."]),
    "points of a law stay apart": ("Gồm:\na) tờ khai;\nđ) bản vẽ.", ["Gồm:", "a) tờ khai;", "đ) bản vẽ."]),
    "emphasis of the source": ("1. **Bước 1: Nộp hồ sơ**\n\nkhông dấu *", ["1. Bước 1: Nộp hồ sơ", "không dấu *"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_lines_that_were_broken_by_the_source_are_joined_again(text, found) -> None:
    assert texts.paragraphs(text) == found


def test_a_long_text_begins_with_whole_words_and_keeps_the_whole() -> None:
    long = "Giấy chứng nhận quyền sử dụng đất; " * 10

    found = texts.text_of(long, 40)

    assert found.start == "Giấy chứng nhận quyền sử dụng đất; Giấy"
    assert found.lines == (long.strip(),)
    assert texts.text_of("Giấy khai sinh", 40) == texts.Text(("Giấy khai sinh",))
    assert not texts.text_of("", 40)


def test_cases_that_begin_alike_are_told_so_far_that_they_differ() -> None:
    alike = "Trường hợp người lao động nước ngoài đã được cấp giấy phép "

    first, second = texts.told_apart([f"{alike}còn hiệu lực {alike * 9}", f"{alike}hết hiệu lực {alike * 9}"], 40)

    assert str(first) != str(second)
    assert first.start.startswith(f"{alike}còn")


FEES = {
    "the same amount": ("30000 Đồng", "30.000 đồng", False, False),
    "an amount with its note": ("8000 Đồng(Trẻ em được miễn)", "8.000 đồng", False, True),
    "free, said otherwise": ("Miễn phí(Không có)", "Không thu", True, False),
    "free by number": ("Lệ phí: 0 Đồng", "Không thu", True, False),
    "free for some": ("Miễn phí(người cao tuổi)", "Không thu", True, True),
    "not stated, an empty cell": ("Phí: Đồng", "Chưa công bố", False, False),
    "not stated, but the cell says free": ("Miễn phí", "Chưa công bố", False, True),
    "nothing": ("", "Chưa công bố", False, False),
}


@pytest.mark.parametrize(("text", "fee", "is_free", "adds"), FEES.values(), ids=FEES)
def test_the_records_words_of_a_fee_stand_there_where_they_say_more(text, fee, is_free, adds) -> None:
    assert texts.adds_to_fee(text, fee, is_free=is_free) is adds
