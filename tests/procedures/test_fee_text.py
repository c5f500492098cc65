"""Reading the text of a fee: docs/law/fees.md."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.procedures.rules.fee_text import FeeKind, answer_fee, read_fee

from .reading_cases import labelled

FREE, NOT_STATED, SEE_NOTE = FeeKind.FREE, FeeKind.NOT_STATED, FeeKind.SEE_NOTE


def amounts_in(text: str):
    return [(float(amount.value), amount.currency, amount.per, amount.condition) for amount in read_fee(text).amounts]


@pytest.mark.parametrize(("text", "kind", "doubtful"), [
    pytest.param("Miễn phí", FREE, False, id="fees 1.1 free"),
    pytest.param("Miễn phí(Không có)", FREE, False, id="fees 1.2 nothing"),
    pytest.param("Miễn phí(Không)", FREE, False, id="fees 1.3 no"),
    pytest.param("Miễn phí(Không quy định)", NOT_STATED, False, id="fees 1.4 not laid down"),
    pytest.param("Miễn phí(Chưa quy định.)", NOT_STATED, False, id="fees 1.5 not yet laid down"),
    pytest.param("Không có thông tin", NOT_STATED, False, id="fees 1.6 no information"),
    pytest.param("", NOT_STATED, False, id="fees 1.7 empty"),
    pytest.param("Phí : 0 Đồng", NOT_STATED, False, id="fees 1.8 nought"),
    pytest.param("Phí : Không Đồng", NOT_STATED, False, id="fees 1.9 no money"),
    pytest.param("Miễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)", SEE_NOTE, False, id="fees 1.10 who sets it"),
    pytest.param("Miễn phí(Thông tư số 47/2024/TT-BTC ngày 10 tháng 7 năm 2024)", SEE_NOTE, False, id="fees 1.11 a law"),
    pytest.param("Miễn phí(Miễn lệ phí cho người thuộc hộ nghèo)", SEE_NOTE, True, id="fees 1.12 some are exempt"),
    pytest.param("Miễn phí(Không thu lệ phí)", FREE, False, id="fees 1.13 none collected"),
    pytest.param("Miễn phí(Miễn lệ phí. Phí cấp bản sao theo quy định riêng)", SEE_NOTE, False, id="fees 1.14 another fee"),
    pytest.param("Miễn phí(a)", FREE, True, id="fees 1.15 a mark"),
    pytest.param("Miễn phí(Đối với sân bay chuyên dùng)", FREE, True, id="fees 1.16 a case"),
    pytest.param("Miễn phí(", FREE, True, id="fees 1.17 cut off"),
    pytest.param("Không có", NOT_STATED, False, id="fees 1.18 nothing there"),
    pytest.param("Miễn phí(Không được quy định tại Biểu phí)", NOT_STATED, False, id="fees 1.19 not in the table"),
    pytest.param("Không thu phí", FREE, False, id="fees 1.20 not collected"),
    pytest.param("Miễn phí(Chưa có quy định về mức thu)", NOT_STATED, False, id="fees 1.21 no rule about it"),
    pytest.param("Phí: 0 đồng/hồ sơ", NOT_STATED, False, id="fees 1.22 nought for each"),
    pytest.param("Miễn phí(Theo thỏa thuận)", SEE_NOTE, False, id="fees 1.23 by agreement"),
    pytest.param("Theo Thông tư số 281/2016/TT-BTC ngày 14/11/2016", SEE_NOTE, False, id="fees 2.11 numbers of laws"),
    pytest.param("Năm mươi nghìn đồng", SEE_NOTE, True, id="fees 2.12 in letters"),
])  # fmt: skip
def test_a_fee_without_amount_has_a_kind(text, kind, doubtful):
    fee = read_fee(text)

    assert (fee.kind, fee.amounts, fee.doubt is not None) == (kind, (), doubtful)


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("2,000 Việt Nam Đồng(/trang)", [(2000, "VND", "trang", None)], id="fees 2.1 a page"),
    pytest.param("2.000.000 Đồng", [(2_000_000, "VND", None, None)], id="fees 2.2 dots"),
    pytest.param("10 USD(/bản)", [(10, "USD", "bản", None)], id="fees 2.3 dollars"),
    pytest.param("Lệ phí : 1.5 USD", [(1.5, "USD", None, None)], id="fees 2.4 a dollar and a half"),
    pytest.param("150,000 VNĐ(150.000 đồng/1 giấy.)", [(150_000, "VND", "giấy", None)], id="fees 2.5 a paper"),
    pytest.param("6,000,000 VNĐ(đồng/lần)", [(6_000_000, "VND", "lần", None)], id="fees 2.6 the unit in the note"),
    pytest.param("02 triệu đồng/Giấy chứng nhận", [(2_000_000, "VND", "Giấy chứng nhận", None)], id="fees 2.7 millions"),
    pytest.param("8.000.000/lần", [(8_000_000, "VND", "lần", None)], id="fees 2.8 without currency"),
    pytest.param("500,000 Việt Nam Đồng(theo Thông tư số 10/2024/TT-BTC ngày 05/02/2024)", [(500_000, "VND", None, None)], id="fees 2.9 a law is no amount"),
    pytest.param("1,800,000 VNĐ(/lần. Giá trị giao dịch dưới 2,1 tỷ đồng)", [(1_800_000, "VND", "lần", "Giá trị giao dịch dưới 2,1 tỷ đồng")], id="fees 2.10 worth is no fee"),
    pytest.param("700,000 VNĐ(01 sản phẩm/01 mục đích/01 lần)", [(700_000, "VND", "sản phẩm/mục đích/lần", None)], id="fees 2.13 a unit of three"),
    pytest.param("40.000 đồng/hợp đồng, giao dịch", [(40_000, "VND", "hợp đồng, giao dịch", None)], id="fees 2.14 a contract"),
    pytest.param("60k/hồ sơ", [(60_000, "VND", "hồ sơ", None)], id="fees 2.15 thousands in short"),
    pytest.param("1 triệu 200 nghìn đồng", [(1_200_000, "VND", None, None)], id="fees 2.16 millions and thousands"),
    pytest.param("300 000 đồng", [(300_000, "VND", None, None)], id="fees 2.17 blanks"),
    pytest.param("90.000 đồng một hồ sơ", [(90_000, "VND", "hồ sơ", None)], id="fees 2.18 a unit in words"),
    pytest.param("70.000 đồng (Bảy mươi nghìn đồng)/lần", [(70_000, "VND", "lần", None)], id="fees 2.19 once more in words"),
    pytest.param("0,2% giá trị tài sản, tối đa 900.000 đồng", [(900_000, "VND", None, "0,2% giá trị tài sản, tối đa")], id="fees 2.20 at most"),
    pytest.param("Lệ phí cấp mới 40.000 đồng/lần; cấp lại 20.000 đồng/lần", [(40_000, "VND", "lần", "Lệ phí cấp mới"), (20_000, "VND", "lần", "cấp lại")], id="fees 3.1 two in a note"),
    pytest.param("Phí : 2.000.000 Đồng (Nghiên cứu)\nPhí : 3.500.000 Đồng (Thi công)", [(2_000_000, "VND", None, "Nghiên cứu"), (3_500_000, "VND", None, "Thi công")], id="fees 3.2 two lines"),
    pytest.param("50,000 VNĐ(- 50.000đ/tem. - 25.000đ/tem (áp dụng đến hết ngày 31/12/2026))", [(50_000, "VND", "tem", None), (25_000, "VND", "tem", "áp dụng đến hết ngày 31/12/2026")], id="fees 3.3 for a time"),
    pytest.param("2.000 đồng/trang; từ trang thứ 3 thu 1.000 đồng/trang, tối đa 200.000 đồng/bản", [(2000, "VND", "trang", None), (1000, "VND", "trang", "từ trang thứ 3"), (200_000, "VND", "bản", "tối đa")], id="fees 3.4 at most"),
    pytest.param("Phí: 150.000 ĐồngXem chi tiết Phí: 300.000 ĐồngXem chi tiết", [(150_000, "VND", None, None), (300_000, "VND", None, None)], id="fees 3.5 glued links"),
    pytest.param("- Lý thuyết: + Lần đầu: 600.000 đồng/lần. + Cấp lại: 400.000 đồng/lần. - Thực hành: 250.000 đồng/lần", [(600_000, "VND", "lần", "Lý thuyết: Lần đầu"), (400_000, "VND", "lần", "Lý thuyết: Cấp lại"), (250_000, "VND", "lần", "Thực hành")], id="fees 3.6 under a heading"),
    pytest.param("Miễn phí khi nộp trực tuyến; 45.000 đồng khi nộp trực tiếp", [(45_000, "VND", None, "khi nộp trực tiếp")], id="fees 3.7 free for others"),
    pytest.param("Từ trang thứ 4: 500.000 đồng/trang nhưng không quá 900.000 đồng/bản", [(500_000, "VND", "trang", "Từ trang thứ 4"), (900_000, "VND", "bản", "không quá")], id="fees 3.8 but at most"),
    pytest.param("Thuyền viên: 60.000 đồng/giấy (3 USD/giấy)", [(60_000, "VND", "giấy", "Thuyền viên"), (3, "USD", "giấy", "Thuyền viên")], id="fees 3.9 in another currency"),
    pytest.param("80,000 VNĐ(+ Trực tiếp: nộp hồ sơ tại trụ sở. + Trực tuyến: nộp qua Cổng)", [(80_000, "VND", None, None)], id="fees 3.10 how to file"),
    pytest.param("50,000 VNĐ(50.000 đồng/giấy)", [(50_000, "VND", "giấy", None)], id="fees 4.10 agreed"),
    pytest.param("4,500,000 VNĐ(gồm 3.000.000 đồng thẩm định; 1.500.000 đồng cấp giấy)", [(4_500_000, "VND", None, None)], id="fees 4.11 made up of parts"),
])  # fmt: skip
def test_an_amount_has_its_currency_unit_and_condition(text, expected):
    assert read_fee(text).kind is FeeKind.AMOUNT
    assert amounts_in(text) == expected
    assert read_fee(text).doubt is None


@pytest.mark.parametrize(("text", "expected", "doubt"), [
    pytest.param("Miễn phí(35.000 đồng/giấy)", [(35_000, "VND", "giấy", None)], "Miễn phí", id="fees 4.1 free with a fee"),
    pytest.param("20 VNĐ(20.000 vnđ /tờ khai)", [(20_000, "VND", "tờ khai", None)], "khác", id="fees 4.2 thousands lost"),
    pytest.param("850 VNĐ", [(850, "VND", None, None)], "1.000", id="fees 4.3 below a thousand"),
    pytest.param("40,000 VNĐ(50.000đ/giấy)", [(40_000, "VND", None, None), (50_000, "VND", "giấy", None)], "khác", id="fees 4.4 at odds"),
    pytest.param("50 VNĐ(50USD/chuyến)", [(50, "USD", "chuyến", None)], "khác", id="fees 4.5 currency lost"),
    pytest.param("Trực tuyến120 VNĐ(20.000 vnđ /tờ khai)", [(20_000, "VND", "tờ khai", None)], "dính", id="fees 4.6 glued"),
    pytest.param("70,000 VNĐ(70.000 đồng/thẻ. Từ ngày 01/7/2025 bằng 50% mức thu nêu trên)", [(70_000, "VND", "thẻ", None)], "giảm", id="fees 4.7 a discount"),
    pytest.param("15,000,000 VNĐ(15.000.0000 đồng/lần)", [(15_000_000, "VND", "lần", None)], "sai dạng", id="fees 4.8 no number"),
    pytest.param("150,000 VNĐ(Mức lệ phí do Hội đồng nhân dân tỉnh quyết định)", [(150_000, "VND", None, None)], "Hội đồng", id="fees 4.9 the council sets it"),
    pytest.param("Miễn phí(20% của 11.000.000 đồng)", [(2_200_000, "VND", None, "20% của 11.000.000 đồng")], "Miễn phí", id="fees 4.12 a share"),
    pytest.param("1.500.000", [(1_500_000, "VND", None, None)], "đơn vị tiền", id="fees 4.13 no currency"),
    pytest.param("300.000 - 800.000 đồng", [(300_000, "VND", None, None), (800_000, "VND", None, None)], "khoảng", id="fees 4.14 a range"),
    pytest.param("120,000 VNĐ(50% đối với trẻ em)", [(120_000, "VND", None, None)], "giảm", id="fees 4.15 some pay less"),
])  # fmt: skip
def test_what_is_at_odds_is_an_amount_with_a_doubt(text, expected, doubt):
    fee = read_fee(text)

    assert amounts_in(text) == expected
    assert fee.doubt is not None
    assert doubt in fee.doubt


def test_the_answer_of_the_command_line_has_numbers_and_null():
    assert answer_fee("Lệ phí : 1.5 USD") == {
        "kind": "amount",
        "amounts": [{"value": 1.5, "currency": "USD", "per": None, "condition": None}],
        "doubt": None,
    }
    assert answer_fee("Miễn phí(35.000 đồng/giấy)") == {
        "kind": "amount",
        "amounts": [{"value": 35000, "currency": "VND", "per": "giấy", "condition": None}],
        "doubt": "Ô ghi “Miễn phí” nhưng ghi chú có mức thu.",
    }


@pytest.mark.parametrize("label", labelled("labelled_fee_texts.jsonl"), ids=lambda label: label["text"][:40])
def test_every_text_that_was_labelled_by_hand_is_read_as_labelled(label):
    answer = answer_fee(label["text"])

    assert {**answer, "doubt": answer["doubt"] is not None} == {key: label[key] for key in ("kind", "amounts", "doubt")}


@given(
    value=st.integers(1_000, 500_000_000),
    unit=st.sampled_from(("lần", "hồ sơ", "giấy", "trang", "Giấy chứng nhận", "lần/người")),
    point=st.sampled_from(".,"),
    currency=st.sampled_from((" đồng", "đ", " VNĐ", " Việt Nam Đồng")),
)
@settings(max_examples=300)
def test_every_amount_that_is_written_out_reads_back(value, unit, point, currency):
    written = f"{value:,}".replace(",", point)
    fee = read_fee(f"Mức thu theo Thông tư số 25/2021/TT-BTC ngày 07/4/2021: {written}{currency}/{unit}")

    assert [(amount.value, amount.currency, amount.per) for amount in fee.amounts] == [(Decimal(value), "VND", unit)]


@given(st.text(max_size=80).filter(lambda text: not any(letter.isnumeric() for letter in text)))
def test_a_text_without_a_digit_never_yields_an_amount(text):
    assert read_fee(text).amounts == ()
    assert read_fee(f"Miễn phí({text} đồng/lần)").amounts == ()


@given(st.sampled_from([label["text"] for label in labelled("labelled_fee_texts.jsonl")]), st.data())
@settings(max_examples=200)
def test_control_characters_and_decomposed_letters_change_nothing(text, data):
    at = data.draw(st.integers(0, len(text)))
    other = unicodedata.normalize("NFD", text[:at] + data.draw(st.sampled_from("\x00\x07\u200b\ufeff")) + text[at:])

    assert answer_fee(other) == answer_fee(text)
