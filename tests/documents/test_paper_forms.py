"""The forms as they come out of the printer: A5, archivable, readable by people and machines."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import time
import unicodedata
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from paper_makers import FORMS, LISTS, PACKS, a_pdf
from PIL import Image

from motcua.domain.documents.rules.forms import Withdrawn
from motcua.domain.documents.rules.sheet import MOST_ROWS, Mark, Reprint
from motcua.domain.documents.testing import ISSUED_AT, what_a_paper_says
from motcua.kernel.moments import moment

GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
DIACRITICS = "Ỷ ỷ Ỹ ỹ đ Đ ơ ư ặ ẫ ộ"
SIZES = {
    **{form: [148, 210] for form in FORMS},
    "hand_over": [210, 297],
    "register": [297, 210],
    "register_notes": [297, 210],
    "settlement": [297, 210],
}
every_form = pytest.mark.parametrize("form", FORMS)
every_paper = pytest.mark.parametrize("form", [*FORMS, *LISTS])
every_pack = pytest.mark.parametrize("pack", PACKS)


def poppler(tool, pdf, tmp_path, *options):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler) is not installed: this claim about the papers is not checked here")
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    subprocess.run([tool, *options, file, tmp_path / "out"], check=True, capture_output=True)
    return sorted(tmp_path.glob("out*"))


def text_of(pdf, tmp_path):
    return poppler("pdftotext", pdf, tmp_path, "-enc", "UTF-8", "-layout")[0].read_text(encoding="utf-8")


def words_of(pdf, tmp_path):
    return " ".join(text_of(pdf, tmp_path).split())


@every_paper
@every_pack
def test_a_form_comes_out_as_it_was_looked_at(form, pack):
    assert GOLDEN["typst"] == version("typst"), "another typst: look at every form again, then renew golden.json"
    found = hashlib.sha256(a_pdf(form, pack)).hexdigest()
    if os.environ.get("MOTCUA_RENEW_GOLDEN") == "1":
        GOLDEN["forms"][f"{form} {pack}"] = found
        (Path(__file__).parent / "golden.json").write_text(json.dumps(GOLDEN, indent=2) + "\n", encoding="utf-8")

    assert found == GOLDEN["forms"][f"{form} {pack}"], (
        "the form looks different now: look at it, and if it is right run again with MOTCUA_RENEW_GOLDEN=1"
    )


def test_the_same_paper_is_the_same_bytes_a_moment_later():
    first = a_pdf()
    time.sleep(1.1)

    assert a_pdf() == first


@every_paper
@every_pack
def test_a_paper_claims_pdf_a_2a_and_ua_1_on_its_sheet_in_tinos_alone(form, pack):
    with pikepdf.open(io.BytesIO(a_pdf(form, pack))) as pdf:
        with pdf.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
        assert str(pdf.Root.Lang) == "vi"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        for page in pdf.pages:
            assert [round(float(side) / 72 * 25.4) for side in page.mediabox] == [0, 0, *SIZES[form]]
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        assert fonts
        for font in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+Tinos(-\w+)?", str(font.FontName))
            assert "/FontFile2" in font or "/FontFile3" in font


@every_form
def test_the_texts_of_a_paper_are_found_with_all_their_marks(form, tmp_path):
    found = words_of(a_pdf(form), tmp_path)

    assert DIACRITICS in found
    assert unicodedata.is_normalized("NFC", found)
    for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cà Mau, ngày 25 tháng 11 năm 2026"):
        assert text in found
    assert ("Nguyễn Thị Ước Mẫu" in found) is (form != "control")  # the control slip goes between offices


def test_the_receipt_says_what_the_law_asks_of_form_01(tmp_path):
    changed = {"clock_start": "2026-11-26T07:00:00+07:00"}
    found = words_of(a_pdf("receipt", **changed), tmp_path).replace("\N{NO-BREAK SPACE}", " ")

    for text in (
        "Số: 12/TTPVHCC",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ: H12.14-261125-0007",
        "Nơi tiếp nhận: Trung tâm Phục vụ hành chính công tỉnh Cà Mau",
        "Cơ quan giải quyết: Sở Nông nghiệp và Môi trường tỉnh Cà Mau",
        "Số định danh: 096 185 000 321",
        "Địa chỉ: Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau",
        "Số điện thoại: 0918 000 317",
        "Email: mau@example.org",
        "2 Giấy chứng nhận đăng ký tàu cá 1",
        "Cộng 1 3",
        "Thời gian giải quyết theo quy định: 3 ngày làm việc",
        "09 giờ 05, thứ Tư, ngày 25/11/2026",
        "Tính thời hạn từ: 07 giờ, thứ Năm, ngày 26/11/2026",
        "09 giờ 05, thứ Hai, ngày 30/11/2026",
        "Đăng ký nhận kết quả: Tại nơi nộp hồ sơ",
        "Phí, lệ phí: 40.000 đồng (mức do Trung ương quy định)",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Lê Văn Quầy",
        "Mẫu số 01, Thông tư 03/2025/TT-VPCP",
    ):
        assert text in found


@pytest.mark.parametrize("key", ["WMWM-MWMW", "ACDE-3467"])
def test_the_key_of_a_receipt_stands_in_one_line_however_wide_its_letters_are(key, tmp_path):
    """following 3.1"""
    assert key in text_of(a_pdf(key=key), tmp_path)


def test_the_request_says_what_the_law_asks_of_form_02(tmp_path):
    found = words_of(a_pdf("supplement"), tmp_path)

    for text in (
        "Số: 12/PBS-TTPVHCC",
        "1. Bản sao giấy chứng nhận đăng ký tàu cá còn hiệu lực",
        "2. Chữ ký của chủ tàu trong đơn",
        "Lý do: Giấy chứng nhận đã nộp hết hiệu lực từ ngày 01/11/2026.",
        "Bổ sung trước: 17 giờ, thứ Tư, ngày 16/12/2026",
        "liên hệ: Cán bộ một cửa, Quầy 3",
        "NGƯỜI HƯỚNG DẪN",
    ):
        assert text in found
    assert "chưa được tiếp nhận" not in found


def test_the_request_at_the_counter_says_that_nothing_was_received(tmp_path):
    slip = {"code": "", "note": "KTN-0003", "tracking": "", "answer_by": ""}
    found = words_of(a_pdf("supplement", **slip), tmp_path)

    assert "Số ghi nhận: KTN-0003" in found
    assert "Hồ sơ chưa được tiếp nhận." in found
    assert "Mã hồ sơ" not in found
    assert "Bổ sung trước" not in found
    assert "Quét" not in found


def test_the_refusal_says_why_as_form_03_asks(tmp_path):
    found = words_of(a_pdf("refusal", items=[]), tmp_path)

    for text in (
        "Số: 12/PTC-TTPVHCC",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "với lý do sau: Giấy chứng nhận đã nộp hết hiệu lực từ ngày 01/11/2026.",
    ):
        assert text in found


def test_the_apology_says_why_until_when_and_in_whose_name(tmp_path):
    found = words_of(a_pdf("apology", agency=["Ủy ban nhân dân tỉnh Cà Mau", "Sở Tư pháp"]), tmp_path)

    for text in (
        "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "SỞ TƯ PHÁP",
        "Hẹn trả kết quả: 09 giờ 05, thứ Hai, ngày 30/11/2026",
        "Thời điểm hẹn lại trả kết quả: 15 giờ, thứ Năm, ngày 03/12/2026",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Lê Hoàng Mẫu",
    ):
        assert text in found


def test_an_apology_for_a_result_that_is_there_appoints_nothing(tmp_path):
    found = words_of(a_pdf("apology", new_moment="", outlook="Kết quả đã có tại nơi tiếp nhận."), tmp_path)

    assert "hẹn lại" not in found
    assert "Kết quả đã có tại nơi tiếp nhận" in found


def test_the_stop_notice_says_on_whose_request_since_when_and_what_becomes_of_the_papers(tmp_path):
    found = words_of(a_pdf("stop"), tmp_path).replace("\N{NO-BREAK SPACE}", " ")

    for text in (
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
        "Số: 12/TBD-TTPVHCC",
        "Dừng giải quyết từ: 08 giờ 30, thứ Năm, ngày 26/11/2026",
        "Theo yêu cầu của ông (bà), tổ chức",
        "Giấy chứng nhận đã nộp hết hiệu lực từ ngày 01/11/2026.",
        "không còn áp dụng",
    ):
        assert text in found


def test_the_control_slip_says_who_gave_whom_when_and_how_it_stands(tmp_path):
    found = words_of(a_pdf("control"), tmp_path)

    for text in (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Cơ quan phối hợp: Thuế tỉnh Cà Mau",
        "giao 09:05 25/11/2026",
    ):
        assert text in found
    assert "Ô ký để trống; hệ thống không ký thay ai." in found


def test_the_notice_of_payment_says_how_much_in_words_by_what_and_that_it_is_no_receipt(tmp_path):
    found = words_of(a_pdf("payment"), tmp_path)

    for text in ("Tổng số tiền: 80.000 đồng", "Bằng chữ: Tám mươi nghìn đồng", "Căn cứ: Mức thu của thủ tục 1.004884"):
        assert text in found
    assert "không phải chứng từ thu tiền" in found


def test_the_register_has_the_columns_of_form_06_as_its_years_name_them(tmp_path):
    now, then = (words_of(a_pdf("register", pack), tmp_path) for pack in PACKS)

    for text in ("Mã hồ sơ", "Tên thủ tục hành chính", "Địa chỉ, số điện thoại", "Hẹn trả", "Ký nhận", "Hủy do"):
        assert text in now
        assert text in then
    assert "Mẫu số 06, Thông tư 03/2025/TT-VPCP" in now
    assert "Mẫu số 06, Thông tư 01/2018/TT-VPCP" in then


def test_a_thousand_lines_of_a_register_are_drawn_within_seconds(tmp_path):
    line = what_a_paper_says()["rows"][0]
    rows = [{**line, "number": str(number), "code": f"H12.14-261125-{number:04}"} for number in range(1, 1001)]
    a_pdf("register")
    started = time.perf_counter()
    pdf = a_pdf("register", rows=rows)

    assert time.perf_counter() - started < 20
    found = words_of(pdf, tmp_path)
    assert all(f"H12.14-261125-{number:04}" in found for number in range(1, 1001))
    assert found.count("Phương thức") >= 40
    assert re.search(r"trang 2/\d+", found)


def test_a_paper_that_no_longer_holds_says_so_before_anything_else(tmp_path):
    mark = Mark(ISSUED_AT, Withdrawn.VOIDED)
    found = words_of(a_pdf(mark=mark, reprint=Reprint(1, ISSUED_AT)), tmp_path)

    assert "ĐÃ THU HỒI ngày 25/11/2026, không còn giá trị: hồ sơ đã hủy do nhập nhầm" in found
    assert "Bản in lại lần 1" in found


@pytest.mark.parametrize("form", [one for one in [*FORMS, *LISTS] if one != "settlement"])
def test_titles_numbers_and_desks_are_those_of_their_years(form, tmp_path):
    numbers = {
        "receipt": "Số: 12/BPTNTKQ",
        "supplement": "Số: 12/HDHS",
        "refusal": "Số: 12/TCHS",
        "apology": "Số: 12/PXL",
        "stop": "Số: 12/TBD",
        "control": "Số: 12/PKS",
        "payment": "Số: 12/TBNP",
        "hand_over": "Số: 12/DSBG",
        "register": "Số: 12/STD",
        "register_notes": "Số: 12/STD",
    }
    found = words_of(a_pdf(form, "2022"), tmp_path)

    assert numbers[form] in found
    assert "Thông tư 01/2018/TT-VPCP" in found
    assert "03/2025" not in found


@every_form
def test_the_code_on_a_paper_leads_to_the_dossier(form, tmp_path):
    page = poppler("pdftoppm", a_pdf(form), tmp_path, "-r", "150", "-png", "-f", "1", "-l", "1")[0]
    with Image.open(page) as picture:
        found = zxingcpp.read_barcodes(picture)

    assert [code.text for code in found] == [what_a_paper_says()["tracking"]]


def test_every_picture_says_in_words_what_it_is():
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        said = [str(thing.Alt) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]

    assert said == ["Mã QR mở trang theo dõi hồ sơ H12.14-261125-0007"]


def test_a_reprint_says_so_and_when(tmp_path):
    assert "Bản in lại" not in words_of(a_pdf(), tmp_path)
    assert "Bản in lại lần 2, ngày 25/11/2026" in words_of(a_pdf(reprint=Reprint(2, ISSUED_AT)), tmp_path)


def test_a_paper_that_was_never_printed_says_so_on_the_screen(tmp_path):
    assert "Bản xem trên màn hình, chưa in" in words_of(a_pdf(preview=True), tmp_path)


def test_a_receipt_says_the_promise_that_holds_now_where_it_told_another(tmp_path):
    """deadlines 14.23: its own appointment and number stay; one that no longer holds says only that."""
    told = datetime.fromisoformat(what_a_paper_says()["due_at"])
    later = told + timedelta(days=1)
    said = f"Giờ hẹn nay là {moment(later)}"

    assert "Giờ hẹn nay là" not in words_of(a_pdf(promised_now=told), tmp_path)
    found = words_of(a_pdf(promised_now=later), tmp_path)
    assert said in found
    assert moment(told) in found
    assert said not in words_of(a_pdf(promised_now=later, mark=Mark(ISSUED_AT, Withdrawn.REPLACED)), tmp_path)


def test_what_looks_like_typst_stays_a_text(tmp_path):
    traps = ['#read("shared.typ")', "$x^2$ *đậm* _nghiêng_ @ref <lbl>", '`raw` #panic("x") \\ // /* */', "= Tiêu đề"]
    person = {**what_a_paper_says()["person"], "name": "#strong[A] & <b>"}
    found = words_of(a_pdf("supplement", items=traps, reason="#set page(fill: red)", person=person), tmp_path)

    for text in (*traps, "#set page(fill: red)", "#strong[A] & <b>"):
        assert text in found


def test_three_hundred_papers_flow_over_the_pages_and_none_is_lost(tmp_path):
    brought = [{"name": f"Giấy tờ thứ {number} của hồ sơ", "originals": 1, "copies": 2} for number in range(1, 301)]
    pdf = a_pdf(components=brought)
    found = words_of(pdf, tmp_path)

    assert all(f"Giấy tờ thứ {number} của hồ sơ" in found for number in range(1, 301))
    assert "Cộng 300 600" in found
    with pikepdf.open(io.BytesIO(pdf)) as pages:
        last = len(pages.pages)
    assert last > 5
    assert f"trang {last}/{last}" in found
    assert found.count("Tên giấy tờ") >= last - 1


def test_texts_without_end_neither_break_a_paper_nor_take_long(tmp_path):
    person = {**what_a_paper_says()["person"], "name": "Nguyễn" * 60, "email": "a" * 240 + "@example.org"}
    worst = {
        "components": [{"name": "chữ " * 1000, "originals": 1, "copies": 0} for _ in range(MOST_ROWS + 7)],
        "procedure": "rất dài " * 1250,
        "person": person,
    }
    a_pdf()
    started = time.perf_counter()
    pdf = a_pdf(**worst)

    assert time.perf_counter() - started < 5
    found = words_of(pdf, tmp_path)
    assert "Còn 7 mục nữa, xem đủ trong hồ sơ." in found
    assert "… (xem đủ trong hồ sơ)" in found


def test_a_reason_of_many_pages_is_printed_whole(tmp_path):
    reason = " ".join(f"lý do thứ {number};" for number in range(600))
    found = words_of(a_pdf("refusal", reason=reason), tmp_path)

    assert "lý do thứ 599;" in found


def test_long_words_stay_on_the_sheet(tmp_path):
    boxes = poppler("pdftotext", a_pdf("refusal", reason="X" * 600, desk="Y" * 90), tmp_path, "-bbox")[0].read_text()

    edges = [float(edge) for edge in re.findall(r'<word xMin="[\d.]+" yMin="[\d.]+" xMax="([\d.]+)"', boxes)]
    assert max(edges) <= (148 - 12.5) / 25.4 * 72
