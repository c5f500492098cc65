"""The public page of search: answers, asks back, says that there is none; suggestions; the administrators' dictionary."""

import json
import unicodedata
from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.test import Client

from motcua.domain.organisation.testing import a_small_province, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import (
    PUBLISHED_AT,
    a_published_procedure,
    a_publisher,
    a_record,
    import_records,
)
from motcua.entrypoints.web.citizen.pace import MOST_PLACES, SEARCHES, SECONDS, SUGGESTIONS, Pace

pytestmark = pytest.mark.django_db
PAGE, SUGGEST, WORDS = "/thu-tuc", "/goi-y-thu-tuc", "/quan-tri/tu-dien"
AT = PUBLISHED_AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def catalogue(settings):
    set_clock(settings, AT)
    a_small_province()
    a_published_procedure(
        a_record("1.000894", name="Thủ tục đăng ký kết hôn", everyday_names=["hôn thú"]), by=a_publisher()
    )
    import_records(
        a_record("1.004222", name="Đăng ký thường trú", field="Cư trú"), a_record("1.010038", name="Tách hộ")
    )
    SEARCHES.forget()
    SUGGESTIONS.forget()


@pytest.fixture
def site():
    return Client()


@pytest.fixture
def administrator():
    return signed_in(an_actor("H12", "administrator"))


def asked(site, text):
    return site.get(PAGE, {"q": text})


def test_a_result_says_name_issuer_level_and_whether_the_province_published_it(site):
    page = asked(site, "dang ky ket hon").content.decode()

    assert '<a class="mc-link" href="/thu-tuc/1.000894" lang="vi">Đăng ký kết hôn</a>' in page
    assert "Bộ Tư pháp" in page
    assert 'Hay gọi: <span lang="vi">hôn thú</span>' in page
    assert "tỉnh chưa công bố" not in page
    assert "tỉnh chưa công bố" in text_of(asked(site, "tách hộ"))


def test_it_asks_back_where_several_are_meant(site):
    shown = text_of(asked(site, "hộ khẩu"))

    assert "Ý bà con hỏi là thủ tục nào?" in shown
    assert "Đăng ký thường trú" in shown
    assert "Tách hộ" in shown


def test_where_none_fits_it_says_where_to_ask_and_the_wording_is_counted(site):
    shown = text_of(asked(site, "nuôi yến 0918224317"))
    site.head(PAGE, {"q": "nuôi yến 0918224317"})

    assert "Chưa tìm được thủ tục nào hợp với câu hỏi" in shown
    assert "hỏi bộ phận một cửa nơi gần nhất" in shown
    assert [(one.words, one.times) for one in procedures.unanswered_searches()] == [("nuoi yen #", 1)]


def test_without_a_question_it_lists_what_is_published_by_field(site):
    assert "Hộ tịch 1 thủ tục" in text_of(site.get(PAGE))
    assert "Đăng ký kết hôn" in text_of(site.get(PAGE, {"linh-vuc": "Hộ tịch"}))
    unknown = text_of(site.get(PAGE, {"linh-vuc": "Chuyển tiền vào số 0123"}))
    assert "Chưa có thủ tục nào của lĩnh vực này" in unknown
    assert "Hộ tịch 1 thủ tục" in unknown
    assert "Chuyển tiền" not in unknown

    a_published_procedure(a_record("1.001193"), by=a_publisher())
    assert "Hộ tịch 2 thủ tục" in text_of(site.get(PAGE))
    assert "Đăng ký khai sinh" in text_of(site.get(PAGE, {"linh-vuc": "Hộ tịch"}))
    site.cookies["language"] = "en"
    assert "Hộ tịch 2 procedures" in text_of(site.get(PAGE))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("kết hôn " * 1_250, id="ten thousand letters"),
        pytest.param("'; DROP TABLE procedures_procedure; --", id="SQL"),
        pytest.param("<script>alert(1)</script>", id="HTML"),
        pytest.param(unicodedata.normalize("NFD", "đăng ký kết hôn"), id="NFD"),
        pytest.param("\x00\u200b", id="nothing to see"),
        pytest.param("🎈" * 400, id="pictures"),
    ],
)
def test_whatever_is_typed_gets_an_ordinary_answer(site, text):
    answer = asked(site, text)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "<script>alert" not in page
    assert ("Câu hỏi dài" in page) is (len(text) > 300)
    assert procedures.search("ket hon", at=AT).results[0].code == "1.000894"


PORTAL = "https://portal.example/chi-tiet.html"


@pytest.mark.parametrize(
    "shared",
    [
        {"q": "đăng ký kết hôn", "ten": "Trang khác", "dia-chi": PORTAL},
        {"q": f"{PORTAL}?ma=1.000894", "ten": "Chi tiết"},
        {"q": PORTAL, "ten": "Đăng ký kết hôn"},
        {"ten": "Đăng ký kết hôn"},
        {"dia-chi": f"{PORTAL}/thu-tuc/1.000894/H12"},
        {"q": f"Đăng ký kết hôn {PORTAL}"},
    ],
)
def test_what_is_shared_with_the_page_is_searched_for_by_its_words_its_title_or_the_code_in_its_address(site, shared):
    assert 'href="/thu-tuc/1.000894"' in site.get(PAGE, shared).content.decode()


def test_an_address_that_tells_nothing_is_not_kept_among_what_was_asked_in_vain(site):
    assert "Chưa tìm được thủ tục nào" in text_of(site.get(PAGE, {"q": PORTAL}))
    assert procedures.unanswered_searches() == ()


def test_suggestions_come_as_one_types_and_lead_to_the_page(site):
    items = json.loads(site.get(SUGGEST, {"q": "ket h"}).content)["items"]

    assert items[0] == {
        "value": "1.000894", "label": "Đăng ký kết hôn", "hint": "Bộ Tư pháp", "href": "/thu-tuc/1.000894",
    }  # fmt: skip
    assert json.loads(site.get(SUGGEST, {"q": ""}).content) == {"items": []}
    assert procedures.unanswered_searches() == ()


def test_pages_and_suggestions_ask_the_database_what_changed_and_once_a_minute_whose_they_are(site, count_statements):
    procedures.prepare_search(AT)
    assert "Ủy ban nhân dân tỉnh" in site.get(PAGE).content.decode().split("<main")[0]

    assert count_statements(lambda: asked(site, "ket hon")) == 1
    assert count_statements(lambda: site.get(PAGE)) == 1
    assert count_statements(lambda: site.get(SUGGEST, {"q": "ket"})) == 1


def test_too_many_searches_from_one_place_are_told_to_wait_and_keep_what_was_typed(site, monkeypatch):
    monkeypatch.setattr(SEARCHES, "_most", 1)
    monkeypatch.setattr(SUGGESTIONS, "_most", 0)
    asked(site, "kết hôn")
    answer = asked(site, "kết hôn")

    assert answer.status_code == 429
    assert "Chờ một phút rồi tìm lại; chữ đã gõ vẫn còn." in text_of(answer)
    assert 'value="kết hôn"' in answer.content.decode()
    assert asked(Client(REMOTE_ADDR="203.0.113.7"), "kết hôn").status_code == 200
    assert site.get(SUGGEST, {"q": "ket"}).status_code == 429


def test_the_pace_counts_by_the_minute_and_grows_no_further_than_it_may():
    now = [0.0]
    pace = Pace(most=2, now=lambda: now[0])

    assert [pace.takes("a") for _ in range(3)] == [True, True, False]
    now[0] = SECONDS + 1.0
    assert pace.takes("a")
    for number in range(MOST_PLACES):
        pace.takes(str(number))
    assert len(pace._counts) <= MOST_PLACES


def test_it_is_read_only(site):
    assert site.post(PAGE, {"q": "a"}).status_code == 405
    assert site.post(SUGGEST).status_code == 405


# The administrators' dictionary


def test_a_word_that_was_asked_in_vain_is_added_and_then_found(administrator, site):
    asked(site, "về chung một nhà")
    page = text_of(administrator.get(WORDS))
    assert "ve chung mot nha" in page

    typed = {"loai": "name", "tu": "về chung một nhà", "nghia": "1.000894"}
    answer = administrator.post(WORDS, typed, follow=True)
    assert "Đã thêm “về chung một nhà”" in text_of(answer)
    assert "Thủ tục đăng ký kết hôn 1.000894" in text_of(answer)
    assert "Đăng ký kết hôn" in text_of(asked(site, "ve chung mot nha"))


def test_what_cannot_be_added_is_said_beside_its_field_and_stays_typed(administrator):
    answer = administrator.post(WORDS, {"loai": "name", "tu": "về chung một nhà", "nghia": "1.9"})
    page = answer.content.decode()

    assert answer.status_code == 400
    assert 'href="#nghia"' in page
    assert 'value="về chung một nhà"' in page
    assert 'href="#tu"' in administrator.post(WORDS, {"loai": "same", "tu": "1", "nghia": "kết hôn"}).content.decode()
    assert administrator.post(WORDS, {"loai": "x", "tu": "a", "nghia": "b"}).status_code == 400


def test_a_word_is_taken_back_and_a_wording_is_passed_over(administrator, site):
    administrator.post(WORDS, {"loai": "same", "tu": "nên duyên", "nghia": "kết hôn"})
    [word] = procedures.search_words()
    assert "Đã bỏ từ này" in text_of(administrator.post(f"{WORDS}/{word.id}/bo", follow=True))
    assert "Không còn từ này" in text_of(administrator.post(f"{WORDS}/{word.id}/bo", follow=True))

    asked(site, "nuôi yến")
    [one] = procedures.unanswered_searches()
    administrator.post(f"{WORDS}/chua-tra-loi/{one.id}/bo")
    assert "Không có câu hỏi nào chưa trả lời được" in text_of(administrator.get(WORDS))
