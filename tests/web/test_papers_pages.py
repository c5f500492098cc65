"""Slips, hand-over lists and registers on the officers' pages."""

from datetime import timedelta

import pytest
from desk_pages import key_of, set_clock, signed_in, text_of

from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation.models import Access
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
HOUSE = "/lam-viec"


@pytest.fixture
def staff(settings):
    set_clock(settings, AT + timedelta(hours=1))
    return testing.a_staffed_province()


@pytest.fixture
def code(staff):
    return testing.a_dossier(staff)


def test_the_control_slip_is_issued_from_the_dossier_and_opens_as_a_paper(staff, code):
    client = signed_in(staff.handler)
    assert "Lập phiếu kiểm soát" in text_of(client.get(f"{HOUSE}/ho-so/{code}"))
    page = client.get(f"{HOUSE}/ho-so/{code}/lap-phieu/kiem-soat")
    form = {"key": key_of(page)}

    answer = client.post(f"{HOUSE}/ho-so/{code}/lap-phieu/kiem-soat", form, follow=True)
    again = client.post(f"{HOUSE}/ho-so/{code}/lap-phieu/kiem-soat", form)

    assert answer["Content-Type"] == "application/pdf"
    assert IssuedPaper.objects.filter(form="control").count() == 1
    assert again["Location"] == answer.redirect_chain[-1][0]
    assert "Số 1/PKS-TTPVHCC" in text_of(client.get(f"{HOUSE}/ho-so/{code}"))


def test_a_free_dossier_has_a_sentence_instead_of_a_form(staff, code):
    page = signed_in(staff.reception).get(f"{HOUSE}/ho-so/{code}/lap-phieu/nop-phi")

    assert "không thu phí, lệ phí nên không lập thông báo nộp" in text_of(page)
    assert "Lập và in" not in text_of(page)


def test_the_desk_issues_a_notice_of_payment_and_a_faulty_number_is_refused_in_words(staff):
    rows = procedures_testing.rows_on_all_channels(fee="50.000 đồng")
    code = testing.a_dossier(staff, record=procedures_testing.a_record(channels=rows))
    client, url = signed_in(staff.reception), f"{HOUSE}/ho-so/{code}/lap-phieu/nop-phi"
    assert "50.000 đồng" in text_of(client.get(url))

    refused = client.post(url, {"key": "a", "muc": "1", "so-luong": "0"})
    done = client.post(url, {"key": "b", "muc": "1", "so-luong": "3"}, follow=True)

    assert refused.status_code == 400
    assert "Số lượng phải từ 1 đến 999" in text_of(refused)
    assert done["Content-Type"] == "application/pdf"
    assert IssuedPaper.objects.get(form="payment").data["total"] == "150.000 đồng"


def test_who_does_not_work_at_the_desk_is_offered_no_notice(staff, code):
    assert "Lập thông báo nộp phí" not in text_of(signed_in(staff.leader).get(f"{HOUSE}/ho-so/{code}"))
    assert "Lập thông báo nộp phí" in text_of(signed_in(staff.reception).get(f"{HOUSE}/ho-so/{code}"))


def test_the_desk_prints_what_it_handed_over_today_and_nobody_took(staff, code):
    client = signed_in(staff.reception)
    assert "Danh sách bàn giao" in text_of(client.get(f"{HOUSE}/viec"))
    page = client.get(f"{HOUSE}/ban-giao", {"tu": "2026-11-03", "den": "2026-11-03", "chua-nhan": "1"})
    assert code in text_of(page)
    assert "1 lượt chưa nhận" in text_of(page)
    form = {"key": "a", "tu": "2026-11-03", "den": "2026-11-03", "chua-nhan": "1", "nhan": staff.places.commune}

    answer = client.post(f"{HOUSE}/ban-giao", form, follow=True)

    assert answer["Content-Type"] == "application/pdf"
    assert IssuedPaper.objects.get(form="hand_over").number == "1/DSBG-TTPVHCC"


def test_a_list_of_nothing_is_refused_on_the_page(staff, code):
    form = {"key": "a", "tu": "2026-11-02", "den": "2026-11-02", "nhan": staff.places.commune}

    answer = signed_in(staff.reception).post(f"{HOUSE}/ban-giao", form)

    assert answer.status_code == 400
    assert "Không có hồ sơ nào được bàn giao như vậy" in text_of(answer)


@pytest.mark.parametrize("typed", ["", "hôm qua", "2026-13-40", "9999-12-31"])
def test_a_day_that_cannot_be_read_is_today(staff, code, typed):
    page = signed_in(staff.reception).get(f"{HOUSE}/ban-giao", {"tu": typed, "den": typed})

    assert page.status_code == 200
    assert code in text_of(page)


def test_the_register_is_printed_and_every_person_on_it_noted(staff, code):
    client, desk = signed_in(staff.reception), staff.places.commune_desk
    assert "Đang ghi" in text_of(client.get(f"{HOUSE}/so-theo-doi"))

    answer = client.get(f"{HOUSE}/so-theo-doi/{desk}/2026/quyen-1.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert [(one.page, one.subjects) for one in Access.objects.all()] == [("register", [f"dossier:{code}"])]
    assert client.get(f"{HOUSE}/so-theo-doi/{desk}/2026/quyen-2.pdf").status_code == 404
    assert client.get(f"{HOUSE}/so-theo-doi/{desk}/2026/ghi-chu.pdf").status_code == 404


def test_a_leader_closes_the_register_when_the_year_is_over(staff, code, settings):
    client, desk = signed_in(staff.leader), staff.places.commune_desk
    refused = client.post(f"{HOUSE}/so-theo-doi/{desk}/2026/khoa")
    assert "Năm 2026 chưa hết" in text_of(refused)
    set_clock(settings, AT.replace(year=2027, month=1, day=4).astimezone(ZONE))
    client = signed_in(staff.leader)
    assert "Năm đã hết, chưa khóa" in text_of(client.get(f"{HOUSE}/so-theo-doi"))
    assert "Khóa sổ năm 2026" in text_of(client.get(f"{HOUSE}/so-theo-doi/{desk}/2026/khoa"))

    answer = client.post(f"{HOUSE}/so-theo-doi/{desk}/2026/khoa", follow=True)

    assert f"số cuối {code}" in text_of(answer)
    first = client.get(f"{HOUSE}/so-theo-doi/{desk}/2026/quyen-1.pdf").content
    assert client.get(f"{HOUSE}/so-theo-doi/{desk}/2026/quyen-1.pdf").content == first
    assert client.get(f"{HOUSE}/so-theo-doi/{desk}/2026/ghi-chu.pdf")["Content-Type"] == "application/pdf"
    [book] = dossiers.register_books(staff.leader, AT.replace(year=2027))
    assert book.is_closed
