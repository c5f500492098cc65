"""What a person is told of a procedure: papers, fee, time and why, where, by which door; and when there is nothing to tell."""

import gzip
import unicodedata
from datetime import timedelta

import pytest
from desk_pages import set_clock, text_of
from django.test import Client

from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.rules.composition import compose
from motcua.domain.procedures.rules.national_record import read_record
from motcua.domain.procedures.testing import a_paper, a_published_procedure, a_publisher, a_record, a_row
from motcua.entrypoints.web.citizen.presenting_procedure import Asked, told
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
CODE = "1.001193"
MOST_STATEMENTS = 6


@pytest.fixture
def staff(settings):
    set_clock(settings, AT)
    return testing.a_staffed_province()


def publish(*, answers=None, **changes):
    return a_published_procedure(a_record(CODE, **changes), answers=answers, by=a_publisher())


def page(address=f"/thu-tuc/{CODE}", status=200, **options):
    answer = Client(**options).get(address)
    assert answer.status_code == status
    return answer


def test_it_tells_papers_with_their_copies_fee_time_and_what_filing_now_would_promise(staff) -> None:
    publish(components=[a_paper("Tờ khai", originals=1, copies=2), a_paper("Thẻ căn cước", kind="show")])

    shown = text_of(page())

    for words in (
        "Tờ khai 1 bản chính, 2 bản sao",
        "Thẻ căn cước Chỉ mang theo để xuất trình",
        "5 ngày làm việc",
        "Không thu",
    ):
        assert words in shown
    assert "Nộp lúc 09 giờ, thứ Ba 03/11/2026 thì hẹn trả 09 giờ, thứ Ba 10/11/2026" in shown
    assert "Thứ Bảy 07/11 Cuối tuần" in shown


COUNCIL = "Theo nghị quyết của Hội đồng nhân dân tỉnh"
FEES = {
    "free": ("Miễn phí", ("Không thu",)),
    "amount, notes verbatim": ("8000 Đồng(Trẻ em được miễn)", ("8.000 đồng", "8000 Đồng(Trẻ em được miễn)")),
    "not stated": (COUNCIL, ("Chưa công bố Hỏi tại quầy", COUNCIL)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), FEES.values(), ids=FEES)
def test_a_fee_is_free_or_an_amount_or_not_stated_never_guessed(staff, text, words) -> None:
    answers = {"fee": {"kind": "see_note", "note": text}} if text == COUNCIL else {}
    publish(channels=[a_row("Trực tiếp", "5 ngày làm việc", text)], answers=answers)

    for one in words:
        assert one in text_of(page())


def test_each_case_has_its_own_papers_and_time(staff) -> None:
    publish(
        cases=["Trường hợp cấp lần đầu", "Trường hợp cấp lại"],
        channels=[
            a_row("Trực tiếp", "5 ngày làm việc", "Miễn phí", case="Trường hợp cấp lần đầu"),
            a_row("Trực tiếp", "2 ngày làm việc", "Miễn phí", case="Trường hợp cấp lại"),
        ],
        components=[a_paper("Tờ khai"), a_paper("Giấy cũ", group="Trường hợp cấp lại")],
    )

    shown = page().content.decode()
    first, second = (shown.split(f'data-case="{number}"')[1].split("</section>")[0] for number in (1, 2))

    assert ("5 ngày làm việc" in first, "Giấy cũ" in first) == (True, False)
    assert ("2 ngày làm việc" in second, "Giấy cũ" in second) == (True, True)


def test_the_button_leads_to_the_national_portal_with_the_code_as_todays_rules_say(staff) -> None:
    publish()

    shown = page().content.decode()

    assert 'href="https://dichvucong.gov.vn/' in shown
    assert f'ma_thu_tuc={CODE}" rel="external">Nộp trên Cổng quốc gia</a>' in shown
    assert "Thẻ căn cước hoặc hộ chiếu còn hạn" in shown


def test_under_the_rules_of_2022_no_button_leads_to_the_national_portal(staff) -> None:
    content = compose(read_record(a_record(CODE)).record).content
    published = publish()
    asked = Asked(published, AT.replace(year=2022))

    assert (content.channels, told(asked)["door"], told(asked)["bring"]) == (("counter", "post", "online"), "", ())


def test_at_a_desk_its_address_hours_and_counters_stand_there_and_what_the_unit_says_goes_before(staff) -> None:
    publish()
    desk = staff.places.commune_desk
    organisation.state_contact(unit=desk, address="Số 1 đường Chợ", phone="0290 111", note="Cửa trái", by=SYSTEM, at=AT)
    address = f"/thu-tuc/{CODE}/{desk}"

    shown = text_of(page(address))
    assert "Số 1 đường Chợ Cửa trái Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ, 13 giờ đến 17 giờ" in shown
    assert "Điện thoại: 0290 111" in shown
    assert 'href="tel:0290111"' in page(address).content.decode()

    by = a_publisher(staff.places.commune)
    own = procedures.Overlay(place="Nhà văn hóa ấp", hours="Sáng thứ Bảy").to_json()
    procedures.state_overlay(code=CODE, unit=staff.places.commune, value=own, by=by, at=AT)
    shown = text_of(page(address))
    assert "Nhà văn hóa ấp" in shown
    assert "Sáng thứ Bảy" in shown
    assert "Số 1 đường Chợ" not in shown


def test_choosing_a_desk_works_without_scripts_and_by_the_words_that_tell_desks_apart(staff) -> None:
    publish()

    assert f'value="{staff.places.commune_desk}" label="Xã Đất Mũi"' in page().content.decode()

    assert (
        page(f"/thu-tuc/{CODE}?noi={staff.places.commune_desk}", 302)["Location"]
        == f"/thu-tuc/{CODE}/{staff.places.commune_desk}"
    )


def test_a_place_that_is_no_desk_is_not_found_and_the_procedure_is_there_to_choose_another(staff) -> None:
    publish()

    for address in (
        f"/{staff.places.commune}", "/H99", "/'; DROP TABLE", "?noi=abc/def", "?noi=../x", "?noi=" + "x" * 3_000,
    ):  # fmt: skip
        shown = text_of(page(f"/thu-tuc/{CODE}{address}", 404))
        assert "Không có nơi nộp hồ sơ nào mang mã này; xem nơi nộp ở dưới." in shown
        assert "Giấy tờ cần có" in shown


@pytest.mark.parametrize("is_followed", [True, False])
def test_a_desk_that_is_no_more_leads_to_who_took_over_with_a_note(staff, settings, is_followed) -> None:
    publish()
    gone, centre = staff.places.commune_desk, staff.places.centre
    day = (AT + timedelta(days=1)).date()
    for code in (gone, staff.places.commune):
        organisation.dissolve_unit(code=code, on=day, successors=[centre] if is_followed else (), by=SYSTEM, at=AT)
    set_clock(settings, AT + timedelta(days=1))
    new = f"/thu-tuc/{CODE}/{centre}" if is_followed else f"/thu-tuc/{CODE}"

    for address in (f"/thu-tuc/{CODE}/{gone}", f"/thu-tuc/{CODE}?noi={gone}"):
        assert page(address, 302)["Location"] == f"{new}?noi-cu={gone}"
    old = "Trung tâm Phục vụ hành chính công xã Đất Mũi không còn nhận hồ sơ"
    assert f"{old}{', nay là Trung tâm' if is_followed else '; xem nơi nộp'}" in text_of(page(f"{new}?noi-cu={gone}"))
    assert "không còn nhận hồ sơ" not in text_of(page(f"{new}?noi-cu={centre}"))


def test_what_is_not_published_says_so_and_guesses_nothing(staff) -> None:
    procedures.import_national([a_record(CODE, issuer="Bộ Tư pháp")], source="bài thử", by=SYSTEM, at=AT)

    shown = text_of(page(status=404))

    assert "Thủ tục này chưa được công bố ở tỉnh." in shown
    assert "Bộ Tư pháp" in shown
    assert "Tìm thủ tục Nơi nộp hồ sơ" in shown
    assert "Hỏi ở đâu Trung tâm Phục vụ hành chính công" in shown
    assert "ngày làm việc" not in shown


def test_what_is_no_longer_received_says_since_when(staff, settings) -> None:
    publish()
    procedures.expire(code=CODE, by=a_publisher(), at=AT)
    set_clock(settings, AT + timedelta(days=1))

    assert "Thủ tục này không còn nhận hồ sơ từ thứ Ba 03/11/2026." in text_of(page(status=410))


@pytest.mark.parametrize(
    "code", ["9.9", "x" * 300, "<script>", "1' OR '1'='1", unicodedata.normalize("NFD", "thủ tục")]
)
def test_an_unknown_code_is_one_clear_sentence(staff, code) -> None:
    answer = Client().get(f"/thu-tuc/{code}")

    assert answer.status_code == 404
    assert "Không có thủ tục mang mã này" in text_of(answer)
    assert "<script>" not in answer.content.decode().replace('<script type="module"', "")


def test_a_look_sets_no_cookie_and_asks_few_statements(staff, django_assert_max_num_queries) -> None:
    publish()
    address = f"/thu-tuc/{CODE}/{staff.places.commune_desk}"
    page(address)

    with django_assert_max_num_queries(MOST_STATEMENTS):
        answer = page(address)

    assert not answer.cookies


def test_pages_without_a_secret_come_packed_to_whom_takes_it_and_a_form_with_a_token_never_does(staff) -> None:
    publish()
    desk = f"/don-vi/{staff.places.commune_desk}"

    for address in (f"/thu-tuc/{CODE}", "/thu-tuc", "/don-vi", desk, "/viec", "/ket-qua", "/du-lieu-mo"):
        packed = page(address, HTTP_ACCEPT_ENCODING="gzip")
        assert packed["Content-Encoding"] == "gzip", address
        assert "Accept-Encoding" in packed["Vary"]
        assert gzip.decompress(packed.content).startswith(b"<!doctype html>")
        assert "Content-Encoding" not in page(address)
    for address, status in (("/dang-nhap", 200), ("/danh-gia/khong-co", 404), ("/theo-doi/H12.14-000000-0000", 404)):
        assert "Content-Encoding" not in page(address, status, HTTP_ACCEPT_ENCODING="gzip")


def test_a_very_long_name_begins_the_page_and_stands_whole_one_touch_below(staff) -> None:
    name = "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất " * 18
    publish(name=name.strip())

    shown = page().content.decode()
    heading = shown.split("<h1")[1].split("</h1>")[0]

    assert (heading.endswith("…"), len(heading) < 300) == (True, True)
    assert name.strip() in shown.split('<details class="mc-more">')[1].split("</details>")[0]


def test_papers_asked_under_one_condition_stand_under_it_once(staff) -> None:
    publish(
        components=[a_paper("Tờ khai"), *(a_paper(f"Giấy {number}", group="Trường hợp ủy quyền") for number in (1, 2))]
    )

    shown = text_of(page())

    assert shown.count("Trường hợp ủy quyền") == 1
    assert "Chỉ khi: Trường hợp ủy quyền Giấy 1" in shown


def test_that_no_paper_is_needed_is_said_where_the_province_said_so(staff) -> None:
    publish(components=[], answers={"components": {"none_needed": True}})

    assert "Không phải nộp giấy tờ nào." in text_of(page())


def test_that_another_way_to_file_takes_another_time_is_said_beside_the_time(staff) -> None:
    publish(channels=[a_row("Trực tiếp", "15 ngày làm việc"), a_row("Trực tuyến", "3 ngày làm việc")])

    shown = page().content.decode()

    assert "Thời gian 15 ngày làm việc Trực tiếp. Cách nộp khác thì khác" in text_of(page())
    assert 'href="#cach-khac-1"' in shown
    assert '<div class="mc-sheet" id="cach-khac-1">' in shown
