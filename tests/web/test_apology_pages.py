"""Apologies on the pages: owed in red, drafted, signed by right, several at once, handed over."""

from datetime import timedelta

import pytest
from desk_pages import key_of, set_clock, signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
WHY = "Phải xác minh lại nơi cư trú"
PAGE = "/lam-viec/xin-loi"


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def deputy(staff):
    return organisation_testing.an_actor(staff.places.commune, Role.LEADER, signature="KT. Chủ tịch\nPhó Chủ tịch")


@pytest.fixture
def late(staff, settings):
    code = testing.a_dossier(staff)
    at = (testing.shown(code).promised_at + timedelta(days=1)).astimezone(ZONE).replace(hour=9, minute=0)
    set_clock(settings, at)
    dossiers.sweep(at=at)
    return code


def new_moment(code, at=None) -> str:
    found = testing.shown(code).promised_at.astimezone(ZONE) + timedelta(days=7)
    return found.replace(hour=10, minute=0).strftime("%Y-%m-%dT%H:%M")


def write(actor, code, **form):
    typed = {"key": "a", "reason": WHY, "new_moment": new_moment(code)} | form
    return signed_in(actor).post(f"/lam-viec/ho-so/{code}/xin-loi", typed, follow=True)


def test_a_late_dossier_is_red_until_its_letter_is_signed(staff, deputy, late):
    client = signed_in(deputy)
    assert "phải xin lỗi người nộp bằng văn bản và hẹn lại" in text_of(client.get(f"/lam-viec/ho-so/{late}"))
    assert "Trễ hạn, chưa có phiếu 1 " in text_of(client.get(PAGE))

    answer = write(deputy, late)

    assert "Đã ký phiếu xin lỗi số 1/PXL" in text_of(answer)
    assert "Không hồ sơ nào còn nợ phiếu xin lỗi" in text_of(client.get(PAGE))


def test_a_handler_drafts_and_the_deputy_signs_the_chosen_ones_at_once(staff, deputy, late):
    assert "Lưu dự thảo để lãnh đạo ký" in text_of(signed_in(staff.handler).get(f"/lam-viec/ho-so/{late}?viec=xin-loi"))
    write(staff.handler, late)
    client = signed_in(deputy)
    page = client.get(PAGE)
    assert WHY in text_of(page)

    answer = client.post(PAGE, {"key": key_of(page), "ho-so": [late]}, follow=True)

    assert "Đã ký 1 phiếu xin lỗi" in text_of(answer)
    assert "Đã ký, chưa đến tay người nộp" in text_of(answer)


def test_a_part_of_long_work_is_signed_without_a_page_and_the_whole_afterwards_signs_nothing_twice(staff, deputy, late):
    write(staff.handler, late)
    client = signed_in(deputy)
    form = {"key": key_of(client.get(PAGE)), "ho-so": [late]}

    part = client.post(PAGE, form, headers={"X-Requested-With": "batch"})
    signed = testing.shown(late).apology
    whole = client.post(PAGE, form, follow=True)

    assert (part.status_code, part.content) == (204, b"")
    assert "Đã ký 1 phiếu xin lỗi" in text_of(whole)
    assert testing.shown(late).apology == signed


def test_signing_nothing_says_so(staff, deputy, late):
    write(staff.handler, late)

    answer = signed_in(deputy).post(PAGE, {"key": "a"})

    assert answer.status_code == 400
    assert "Chưa chọn phiếu nào để ký" in text_of(answer)


def test_one_letter_that_cannot_be_signed_stops_no_other(staff, deputy, late):
    write(staff.handler, late)

    answer = signed_in(deputy).post(PAGE, {"key": "b", "ho-so": [late, "H12.61-000000-0000"]})

    assert answer.status_code == 400
    assert "H12.61-000000-0000: Không có hồ sơ" in text_of(answer)
    assert testing.shown(late).apology.is_signed


def test_a_leader_without_signing_lines_sees_no_way_to_sign_and_is_refused_by_hand(staff, late):
    write(staff.handler, late)
    client = signed_in(staff.leader)
    assert "Ký các phiếu đã chọn" not in text_of(client.get(PAGE))

    answer = client.post(PAGE, {"key": "c", "ho-so": [late]})

    assert "không có vị trí nào được ký thay mặt đơn vị" in text_of(answer)
    assert not testing.shown(late).apology.is_signed


def test_a_faulty_appointment_keeps_what_was_typed(staff, deputy, late):
    answer = write(deputy, late, new_moment="2026-11-14T10:00")

    assert answer.status_code == 400
    assert "ngoài giờ làm việc" in text_of(answer)
    assert WHY in answer.content.decode()
    assert 'value="2026-11-14T10:00"' in answer.content.decode()


@pytest.mark.parametrize("typed", ["ngày mai", "2026-13-40T10:00", "2026-11-20"])
def test_what_is_no_moment_is_refused_in_one_sentence(deputy, late, typed):
    answer = write(deputy, late, new_moment=typed)

    assert answer.status_code == 400
    assert "Chưa" in text_of(answer) or "Không" in text_of(answer)
    assert testing.shown(late).apology is None


def test_handing_over_is_noted_at_the_desk_and_the_letter_leaves_the_list(staff, deputy, late):
    write(deputy, late)
    client = signed_in(staff.reception)
    assert "Ghi nhận đã trao" in text_of(client.get(PAGE))

    answer = client.post(f"/lam-viec/ho-so/{late}/giao-xin-loi", {"key": "d", "how": "posted"}, follow=True)

    assert "Đã ghi nhận trao phiếu xin lỗi" in text_of(answer)
    assert "Gửi bưu chính" in text_of(answer)
    assert "chưa đến tay" not in text_of(client.get(PAGE))


def test_who_handles_nothing_has_no_page_of_apologies(staff):
    publisher = organisation_testing.an_actor(staff.places.province, Role.PUBLISHER)

    assert signed_in(publisher).get(PAGE).status_code == 403


def test_another_unit_sees_none_of_it(staff, deputy, late):
    stranger = organisation_testing.an_actor(staff.places.department, Role.LEADER, signature="Giám đốc")

    assert late not in signed_in(stranger).get(PAGE).content.decode()


def test_the_person_is_told_the_new_day_and_the_promise_stays(client, deputy, late):
    write(deputy, late)

    page = client.get(f"/theo-doi/{late}").content.decode()

    assert "chúng tôi xin lỗi" in page
    assert "Ngày hẹn lại" in page
