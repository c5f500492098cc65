"""The pages of a unit and of life events, as anybody sees them."""

import re
from datetime import date, timedelta

import pytest
from desk_pages import set_clock, text_of
from django.test import Client

from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import a_published_procedure, a_publisher, a_record
from motcua.entrypoints.web.citizen import units
from motcua.entrypoints.web.keeping import RESULTS
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
MOST_STATEMENTS = 6


@pytest.fixture
def staff(settings):
    RESULTS.forget()
    set_clock(settings, AT)
    return testing.a_staffed_province()


def page(address, status=200):
    answer = Client().get(address)
    assert answer.status_code == status
    return answer


def test_a_desk_tells_where_it_is_and_what_is_settled_there_each_at_that_desk(staff) -> None:
    a_published_procedure(a_record("1.001193"), by=a_publisher())
    desk = staff.places.commune_desk
    organisation.state_contact(unit=desk, address="Số 1 đường Chợ", phone="", note="", by=SYSTEM, at=AT)

    answer = page(f"/don-vi/{desk}")

    assert "Số 1 đường Chợ Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ, 13 giờ đến 17 giờ" in text_of(answer)
    assert "Chưa có hồ sơ nào giải quyết xong trong năm nay." in text_of(answer)
    assert f'href="/thu-tuc/1.001193/{desk}">Đăng ký khai sinh</a>' in answer.content.decode()


def test_a_unit_without_a_desk_leads_to_the_desk_where_people_file(staff) -> None:
    shown = page(f"/don-vi/{staff.places.department}").content.decode()

    assert f'href="/don-vi/{staff.places.centre}"' in shown
    assert "Chưa công bố thủ tục nào do đơn vị này giải quyết." in shown


def test_what_is_not_settled_there_is_not_listed(staff) -> None:
    a_published_procedure(a_record("1.001193"), by=a_publisher())

    assert "Đăng ký khai sinh" not in page(f"/don-vi/{staff.places.department}").content.decode()


def test_a_unit_that_was_dissolved_leads_to_who_took_over(staff, settings) -> None:
    gone, day = staff.places.commune_desk, date(2026, 11, 10)
    organisation.dissolve_unit(code=gone, on=day, successors=[staff.places.centre], decision="01/QĐ", by=SYSTEM, at=AT)
    set_clock(settings, AT + timedelta(days=30))

    answer = page(f"/don-vi/{gone}", 410)

    assert "Đơn vị này đã được sắp xếp lại" in text_of(answer)
    assert f'href="/don-vi/{staff.places.centre}"' in answer.content.decode()
    assert f'href="/don-vi/{gone}"' in page("/don-vi?tim=Đất Mũi").content.decode()
    assert gone not in page("/don-vi").content.decode()


@pytest.mark.parametrize("code", ["H99", "x" * 200, "' OR 1=1 --", "<b>"])
def test_an_unknown_unit_is_one_clear_sentence(staff, code) -> None:
    assert "Không có đơn vị mang mã này" in text_of(page(f"/don-vi/{code}", 404))


def test_desks_are_found_by_the_name_of_the_place_without_marks(staff) -> None:
    for typed in ("dat mui", "phường Đất Mũi", "mui dat", "quầy xã dat mu"):
        shown = text_of(page(f"/don-vi?tim={typed}"))
        assert "Trung tâm Phục vụ hành chính công xã Đất Mũi" in shown
        assert "công tỉnh" not in shown
    assert "Không có nơi nào tên như vậy" in text_of(page("/don-vi?tim=" + "x" * 10_000))


def place(unit, coordinates) -> None:
    organisation.state_contact(unit=unit, address="", phone="", note="", coordinates=coordinates, by=SYSTEM, at=AT)


def test_the_nearest_desk_is_offered_once_two_desks_say_where_they_are_and_only_there_may_a_page_ask(staff) -> None:
    a_published_procedure(a_record("1.001193"), by=a_publisher())
    pages = ("/don-vi", "/thu-tuc/1.001193", f"/thu-tuc/1.001193/{staff.places.commune_desk}")
    place(staff.places.commune_desk, "8.6, 104.7")
    assert all("Tìm nơi gần tôi" not in page(address).content.decode() for address in pages)

    place(staff.places.centre, "9.2, 105.2")
    for address in pages:
        answer = page(address)
        assert "Tìm nơi gần tôi" in text_of(answer)
        assert "không gửi đi đâu, không lưu lại" in text_of(answer)
        assert answer.content.decode().count(' data-at="') == 2
        assert answer["Permissions-Policy"] == "camera=(), geolocation=(self), microphone=()"
    assert "Tìm nơi gần tôi" not in text_of(page("/don-vi?tim=dat mui"))
    for address in (f"/don-vi/{staff.places.commune_desk}", "/viec", "/thu-tuc", "/theo-doi"):
        assert page(address)["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def test_a_second_look_at_a_unit_asks_few_statements(staff, django_assert_max_num_queries) -> None:
    address = f"/don-vi/{staff.places.commune_desk}"
    page(address)

    with django_assert_max_num_queries(MOST_STATEMENTS):
        assert not page(address).cookies


def test_a_unit_that_settles_very_much_lists_fields_first_and_reads_no_content_twice(
    staff, monkeypatch, django_assert_num_queries
) -> None:
    commune, by = staff.places.commune, a_publisher()
    a_published_procedure(a_record("1.001193"), by=by)
    monkeypatch.setattr(units, "MOST_LISTED", 0)

    shown = page(f"/don-vi/{commune}").content.decode()
    chosen = page(f"/don-vi/{commune}?linh-vuc=Hộ tịch").content.decode()

    assert "Đăng ký khai sinh" not in shown
    assert (
        '<a class="mc-link" href="?linh-vuc=H%E1%BB%99%20t%E1%BB%8Bch#thu-tuc"><span lang="vi">Hộ tịch</span></a>'
        in shown
    )
    assert '<details class="mc-fold" open>' in chosen
    assert 'href="/thu-tuc/1.001193">Đăng ký khai sinh</a>' in chosen
    with organisation.at_one_moment():
        procedures.offered_at([commune], AT)
        with django_assert_num_queries(2):
            offered = procedures.offered_at([commune], AT)
        a_published_procedure(a_record("1.000894"), by=by)
        assert {one.code for one in procedures.offered_at([commune], AT)} == {"1.001193", "1.000894"}
    assert [one.code for one in offered] == ["1.001193"]
    assert set(procedures.fields_of_versions().values()) == {"Hộ tịch"}
    assert len(procedures.fields_of_versions()) == 2


def test_a_life_event_tells_order_time_and_fee_and_says_what_is_not_published(staff) -> None:
    a_published_procedure(a_record("1.001193"), by=a_publisher())

    shown = text_of(page("/viec/sinh-con"))

    assert "1. Đăng ký khai sinh" in shown
    assert "Trong 60 ngày từ ngày sinh" in shown
    assert "5 ngày làm việc; lệ phí: Không thu" in shown
    assert "Làm sau: Đăng ký khai sinh" in shown
    assert "Không có trong danh mục của tỉnh; hỏi tại bộ phận một cửa." in shown
    assert "Làm sau: Chứng thực bản sao giấy tờ (nếu phải làm)" in text_of(page("/viec/mo-ho-kinh-doanh"))
    assert page("/viec").content.decode().count('href="/viec/') == 6
    page("/viec/khong-co", 404)


def test_a_life_event_in_english_keeps_vietnamese_only_for_names_of_procedures_and_law_and_marks_it(staff) -> None:
    a_published_procedure(a_record("1.001193"), by=a_publisher())
    english = Client(headers={"Cookie": "language=en"})

    listed, shown = (english.get(address).content.decode() for address in ("/viec", "/viec/sinh-con"))

    assert "Having a baby" in listed
    assert "1.</span> Birth registration</h2>" in shown
    assert "<b>Within 60 days of the birth</b>" in shown
    assert "Only if: The parents have not registered a marriage" in shown
    assert "To be done after: Birth registration" in shown
    main = [re.sub(r"<(\w+)[^>]*lang=\"vi\"[^>]*>.*?</\1>", "", text.partition("<main")[2]) for text in (listed, shown)]
    assert [
        re.findall(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", text, re.IGNORECASE) for text in main
    ] == [[], []]
    assert "Luật Hộ tịch 60/2014/QH13" in shown
