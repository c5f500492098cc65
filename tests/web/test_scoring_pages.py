"""Pages of scores: who watches opens them down to a dossier; the officer sees the own points and answers."""

import re
from datetime import timedelta

import pytest
from desk_pages import signed_in, text_of
from django.test import Client

from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.surveys import api as surveys
from motcua.domain.surveys.models import RatingSlip

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT + timedelta(hours=2)
DAYS = f"?tu={AT.date()}&den={AT.date()}"


def send_slip(staff, code, **said):
    page = signed_in(staff.reception).post(f"/lam-viec/ho-so/{code}/danh-gia")
    address = re.search(r"/danh-gia/[\w-]+", page.content.decode())[0]
    return Client().post(address, {"muc": "4", **said}), address


def test_the_slip_is_offered_and_only_what_it_offers_is_taken(staff, code):
    wrong, address = send_slip(staff, code, **{"chi-so-1": "sooner"})
    assert wrong.status_code == 400
    assert "Có câu trả lời không còn dùng" in text_of(wrong)
    page = Client().get(address).content.decode()
    assert '<details class="govuk-details"><summary' in page
    assert 'name="chi-so-7"' in page
    assert 'name="chi-so-2"' not in page
    again = Client().post(address, {"chi-so-1": "shorter", "chi-so-3": ""})
    assert ('value="shorter" checked' in again.content.decode(), "<details" in again.content.decode()) == (True, True)
    sent = Client().post(address, {"muc": "4", "chi-so-1": "shorter", "chi-so-3": "", "chi-so-7": "complaint"})
    assert sent.status_code == 302
    assert RatingSlip.objects.get().answers == {"1": "shorter", "7": "complaint"}


def test_a_leader_goes_from_the_unit_to_the_officer_to_the_dossier(staff, code):
    send_slip(staff, code, **{"chi-so-1": "equal", "chi-so-3": "none"})
    leading = signed_in(staff.leader)
    units = leading.get(f"/dieu-hanh/cham-diem{DAYS}")
    assert staff.places.commune in units.content.decode()
    assert "thiếu chỉ số 4, 5, 7, 8" in text_of(units)
    unit = leading.get(f"/dieu-hanh/cham-diem/don-vi/{staff.places.commune}{DAYS}")
    assert staff.handler.login in unit.content.decode()
    officer = leading.get(f"/dieu-hanh/cham-diem/don-vi/{staff.places.commune}/{staff.handler.login}{DAYS}")
    assert code in text_of(officer)
    dossier = text_of(leading.get(f"/dieu-hanh/cham-diem/ho-so/{code}"))
    assert "Người nộp không được hỏi hoặc không trả lời" in dossier
    assert testing.told_of_known_person(dossier) == []
    assert testing.told_of_known_person(leading.get(f"/lam-viec/ho-so/{code}").content.decode())
    table = leading.get(f"/dieu-hanh/cham-diem{DAYS}&tai=csv").content.decode()
    assert "indices_1" in table.splitlines()[0]
    rows = leading.get(f"/dieu-hanh/cham-diem{DAYS}&tai=json").json()["rows"]
    assert next(row for row in rows if row["key"] == staff.places.commune)["indices"]["1"] == "1.0"


def test_an_officer_answers_and_the_leader_accepts_beside_the_points(staff, code):
    send_slip(staff, code, **{"chi-so-3": "more"})
    own, leading = signed_in(staff.handler), signed_in(staff.leader)
    assert code in text_of(own.get(f"/lam-viec/diem{DAYS}"))
    assert "Điểm của tôi" in own.get("/lam-viec/viec").content.decode()
    address, watched = f"/lam-viec/diem/{code}", f"/dieu-hanh/cham-diem/ho-so/{code}"
    empty = own.post(address, {"chi-so": "3", "noi-dung": " "})
    assert (empty.status_code, "Ghi nội dung giải trình" in text_of(empty)) == (400, True)
    own.post(address, {"chi-so": "3", "noi-dung": "Người nộp đổi ý (mẫu)"})
    assert "Chưa có trả lời." in text_of(own.get(address))
    assert "Người nộp đổi ý (mẫu)" in text_of(leading.get("/dieu-hanh/cham-diem"))
    number = re.search(r'name="giai-trinh" value="(\d+)"', leading.get(watched).content.decode())[1]

    refused = leading.post(watched, {"giai-trinh": number, "viec": "chap-nhan", "noi-dung": ""})
    assert refused.status_code == 400
    leading.post(watched, {"giai-trinh": number, "viec": "chap-nhan", "noi-dung": "Đúng vậy (mẫu)"})
    assert "Giải trình được chấp nhận, để ngoài điểm" in text_of(own.get(address))
    assert "Đúng vậy (mẫu)" in text_of(own.get(address))
    assert "1 giải trình được chấp nhận" in text_of(own.get(f"/lam-viec/diem{DAYS}"))
    other = signed_in(organisation_testing.an_actor(staff.places.commune, Role.HANDLER))
    assert other.get(address).status_code == other.post(address, {"chi-so": "3"}).status_code == 404
    assert "chưa làm hồ sơ nào" in text_of(other.get(f"/lam-viec/diem{DAYS}"))


def test_a_complaint_is_found_on_by_who_did_not_work_on_the_dossier(staff, code):
    send_slip(staff, code, **{"chi-so-7": "complaint"})
    watched = f"/dieu-hanh/cham-diem/ho-so/{code}"
    assert "Bạn đã làm hồ sơ này nên không kết luận" in text_of(signed_in(staff.leader).get(watched))
    watching = signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR))
    assert "Có phản ánh, chưa có kết luận" in text_of(watching.get(watched))
    watching.post(watched, {"viec": "dung", "noi-dung": "Đã nghe hai bên (mẫu)"})
    assert "Phản ánh đúng" in text_of(watching.get(watched))
    assert surveys.dossier_score(code, reader=staff.leader, at=AT).points[7].points == 0


def test_a_desk_states_what_hangs_and_takes_it_back(staff, code):
    watching = signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR))
    page = f"/dieu-hanh/cham-diem/don-vi/{staff.places.commune_desk}"
    wrong = watching.post(page, {"ngay": "2999-01-01"})
    assert (wrong.status_code, "không sau hôm nay" in text_of(wrong)) == (400, True)
    watching.post(page, {"ngay": AT.date().isoformat()})
    number = re.search(r'name="thoi" value="(\d+)"', watching.get(page).content.decode())[1]
    watching.post(page, {"ngay": AT.date().isoformat(), "thoi": number})
    assert 'name="thoi"' not in watching.get(page).content.decode()
    assert "niem-yet" not in watching.get(f"/dieu-hanh/cham-diem/don-vi/{staff.places.commune}").content.decode()


def test_a_period_that_ends_before_it_begins_and_an_empty_one_are_sentences(staff):
    leading = signed_in(staff.leader)
    backwards = leading.get("/dieu-hanh/cham-diem?tu=2026-11-03&den=2026-11-01")
    assert (backwards.status_code, "Ngày cuối của kỳ phải không trước ngày đầu." in text_of(backwards)) == (400, True)
    assert "Kỳ này chưa có gì để chấm" in text_of(leading.get("/dieu-hanh/cham-diem"))
    assert leading.get("/dieu-hanh/cham-diem/don-vi/H12.99").status_code == 404
    assert leading.get(f"/dieu-hanh/cham-diem/don-vi/{staff.places.commune}/khong-co").status_code == 404
