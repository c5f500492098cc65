"""What whoever types the receipt's key sees and may ask, on one phone, for half an hour; and what nobody else gets."""

# ruff: noqa: F401, F811 - fixtures are imported, and named again where they are asked for

import re
from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.test import Client
from just_received import AT, SOON, code, staff

from motcua.domain.documents import api as documents
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.documents.queries import key_of
from motcua.domain.documents.rules import keys
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.notifications import api as notifications
from motcua.entrypoints.web.citizen import proof
from motcua.foundation import accesses

pytestmark = pytest.mark.django_db


def key(code):
    rows = IssuedPaper.objects.filter(subject=f"dossier:{code}", form="receipt", withdrawn_at=None).order_by("-pk")
    return keys.grouped(key_of(rows[0]))


def opened(code, client=None):
    """Return a browser in which the key was typed."""
    client = client or Client()
    answer = client.post(f"/theo-doi/{code}", {"ma-xem": key(code).lower()})
    assert (answer.status_code, answer["Location"]) == (302, f"/theo-doi/{code}")
    return client


def send(client, code, act, **fields):
    page = client.get(f"/theo-doi/{code}").content.decode()
    token = re.search(rf'name="{proof.FIELD}" value="(\w+)"', page)[1]
    return client.post(f"/theo-doi/{code}/{act}", {proof.FIELD: token, **fields}, follow=True)


def test_the_code_is_found_however_it_is_typed_and_an_unknown_one_is_told(code) -> None:
    bare = code.replace(".", "").replace("-", "").lower()
    for typed in (code, bare, f"https://mot-cua.example/theo-doi/{code}?x=1"):
        assert Client().get("/theo-doi", {"ma": typed})["Location"] == f"/theo-doi/{code}"

    unknown = Client().get("/theo-doi", {"ma": "H12.61-261103-9999"})
    assert unknown.status_code == 404
    assert "Không có hồ sơ mang mã này" in text_of(unknown)
    assert Client().get("/theo-doi").cookies == {}


def test_the_key_opens_unit_position_journey_papers_and_days_and_no_officer_is_named(staff, code) -> None:
    """following 4.1"""
    dossiers.claim(code, by=staff.handler, at=SOON)
    info = testing.shown(code)

    shown = text_of(opened(code).get(f"/theo-doi/{code}"))

    for words in (
        "Nguyễn Thị Mẫu",
        "Hẹn trả kết quả",
        "giờ, thứ Ba 10/11/2026",
        "Còn 4 ngày làm việc",
        "Hồ sơ đang ở",
        info.open_steps[0].unit_name,
        "Giấy tờ đã nộp",
        info.components[0].name,
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Nhận kết quả ở đâu",
        "Ngày hẹn tính thế nào",
        "Cuối tuần",
    ):
        assert words in shown
    assert info.open_steps[0].officer_name
    assert info.open_steps[0].officer_name not in shown
    assert "096185" not in shown


def test_the_cookie_is_of_this_dossier_alone_signed_and_kept_from_scripts(staff, code) -> None:
    """following 4.6"""
    other = testing.a_dossier(staff)
    client = opened(code)
    kept = client.cookies[proof.COOKIE]

    assert kept["path"] == f"/theo-doi/{code}"
    assert kept["httponly"]
    assert (kept["samesite"], kept["max-age"]) == ("Lax", 1800)
    assert key(code).replace("-", "") not in kept.value
    stolen = Client()
    stolen.cookies[proof.COOKIE] = kept.value
    assert "Nguyễn Thị Mẫu" not in stolen.get(f"/theo-doi/{other}").content.decode()
    stolen.cookies[proof.COOKIE] = f"x{kept.value}"
    assert "Nguyễn Thị Mẫu" not in stolen.get(f"/theo-doi/{code}").content.decode()


def test_a_look_sets_no_cookie_and_a_wrong_key_answers_as_an_unknown_code_does(code) -> None:
    client = Client()
    unknown = "H12.61-261103-9999"

    assert client.get(f"/theo-doi/{code}").cookies == {}
    wrong, none = (client.post(f"/theo-doi/{one}", {"ma-xem": "ACDE-3467"}) for one in (code, unknown))

    assert (wrong.status_code, wrong.cookies, none.cookies) == (403, {}, {})
    assert wrong.content.decode().replace(code, unknown) == none.content.decode()


def test_guessing_is_stopped_with_one_sentence_and_the_progress_stays(code) -> None:
    client = Client()
    for _ in range(5):
        client.post(f"/theo-doi/{code}", {"ma-xem": "ACDE-3467"})

    answer = client.post(f"/theo-doi/{code}", {"ma-xem": key(code)})

    assert answer.status_code == 429
    assert "tạm dừng nhận mã đến" in text_of(answer)
    assert client.get(f"/theo-doi/{code}").status_code == 200


def test_closed_it_shows_the_progress_alone(code) -> None:
    client = opened(code)

    client.post(f"/theo-doi/{code}/dong")

    shown = text_of(client.get(f"/theo-doi/{code}"))
    assert "Nguyễn Thị Mẫu" not in shown
    assert "Mã xem chi tiết" in shown


def test_once_the_receipt_is_replaced_the_open_page_closes(staff, code) -> None:
    client = opened(code)
    dossiers.correct(code, changes={"phone": "0918000318"}, reason="Ghi nhầm số", by=staff.reception, at=SOON)

    answer = client.get(f"/theo-doi/{code}")

    assert "Nguyễn Thị Mẫu" not in answer.content.decode()
    assert answer.cookies[proof.COOKIE]["max-age"] == 0


def test_what_is_asked_stands_there_with_its_list_and_until_when(staff, code) -> None:
    """following 4.3"""
    dossiers.ask_supplement(code, reason="Thiếu giấy", items=["Bản sao hộ chiếu", "Ảnh 3x4"], by=staff.handler, at=SOON)

    shown = text_of(opened(code).get(f"/theo-doi/{code}"))

    for words in ("Cần bổ sung giấy tờ đến", "Thiếu giấy", "Bản sao hộ chiếu", "Ảnh 3x4", "Phiếu yêu cầu bổ sung"):
        assert words in shown


def test_late_the_apology_stands_above_everything_and_the_first_moment_stays(code, settings) -> None:
    """following 4.4"""
    set_clock(settings, AT + timedelta(days=8))

    shown = text_of(opened(code).get(f"/theo-doi/{code}"))

    apology = shown.index("Hồ sơ chậm so với ngày hẹn, chúng tôi xin lỗi.")
    assert "Hẹn ban đầu: 09 giờ" in shown
    assert apology < shown.index("Hẹn trả kết quả")


def test_papers_of_the_person_are_given_without_the_key_and_none_of_the_house(staff, code, monkeypatch) -> None:
    """following 4.5"""
    seen = []
    real = documents.view_paper
    monkeypatch.setattr(documents, "view_paper", lambda *args, **more: seen.append(more) or real(*args, **more))
    slip = dossiers.issue_control_slip(code, by=staff.reception, at=SOON)
    receipt = next(one for one in documents.papers_of(f"dossier:{code}") if one.form == "receipt").paper_id
    client = opened(code)

    given = client.get(f"/theo-doi/{code}/giay/{receipt}.pdf")

    assert given.content.startswith(b"%PDF")
    assert seen[0].get("with_key", False) is False
    assert client.get(f"/theo-doi/{code}/giay/{slip}.pdf").status_code == 302
    assert Client().get(f"/theo-doi/{code}/giay/{receipt}.pdf").status_code == 302


def test_only_who_hands_receipts_out_at_that_desk_sees_the_key_on_the_sheet(staff, code, monkeypatch) -> None:
    """following 3.9"""
    seen = []
    monkeypatch.setattr(documents, "view_paper", lambda *_, **more: seen.append(more["with_key"]) or b"%PDF-")
    receipt = documents.papers_of(f"dossier:{code}")[0].paper_id
    for officer in (staff.reception, staff.handler, staff.leader):
        signed_in(officer).get(f"/lam-viec/giay/{receipt}.pdf")

    assert seen == [True, False, False]


def test_asking_back_tells_the_desk_and_can_be_taken_back(staff, code) -> None:
    client = opened(code)

    shown = text_of(send(client, code, "xin-rut", **{"ly-do": "Không cần nữa"}))

    assert "Đã gửi yêu cầu rút hồ sơ" in shown
    assert "Ông, bà đã xin rút hồ sơ." in shown
    desk = signed_in(staff.reception)
    page = desk.get(f"/lam-viec/ho-so/{code}")
    assert "Người nộp xin rút hồ sơ." in text_of(page)
    assert f"/lam-viec/ho-so/{code}?viec=rut" in page.content.decode()
    assert "Không cần nữa" in text_of(desk.get("/lam-viec/viec"))
    assert "Người nộp xin rút hồ sơ" in text_of(page).split("Sổ", 1)[-1]
    handler = signed_in(staff.handler).get(f"/lam-viec/ho-so/{code}")
    assert "?viec=rut" not in handler.content.decode()
    assert "Đã thôi xin rút." in text_of(send(client, code, "thoi-xin-rut"))
    assert "Người nộp xin rút hồ sơ." not in text_of(desk.get(f"/lam-viec/ho-so/{code}"))


def test_ways_of_being_told_are_chosen_on_the_page_and_none_is_a_choice(staff) -> None:
    code = testing.a_dossier(staff, person=testing.a_person(phone="0918224317", email="mau@example.vn"))
    client = opened(code)
    assert "0918 ••• 317" in client.get(f"/theo-doi/{code}").content.decode().replace("\N{NO-BREAK SPACE}", " ")

    shown = text_of(send(client, code, "nhan-tin", **{"nhan-tin": ["sms", "pigeon"]}))
    assert "Đã ghi cách nhận tin." in shown
    assert notifications.choice_of(f"dossier:{code}") == ("sms",)
    assert "không nhận tin" in text_of(send(client, code, "nhan-tin"))
    assert notifications.choice_of(f"dossier:{code}") == ()


def test_without_the_page_s_own_token_nothing_is_asked(code) -> None:
    """following 5.5"""
    client = opened(code)

    for fields in ({}, {proof.FIELD: "0" * 32}):
        answer = client.post(f"/theo-doi/{code}/xin-rut", {"ly-do": "Từ nơi khác", **fields})
        assert answer.status_code == 302
    assert testing.shown(code).requests == ()


def test_every_look_with_the_key_is_noted_among_the_looks_at_the_dossier(staff, code) -> None:
    """following 4.7

    looks 1.5
    """
    client = opened(code)
    client.get(f"/theo-doi/{code}")
    Client().get(f"/theo-doi/{code}")

    [look] = [one for one in accesses.looks_at([f"dossier:{code}"]) if one.page == "follow"]

    assert look.by_login == dossiers.following.PERSON.login


def test_the_whole_page_asks_few_statements_however_long_the_history(staff, code, count_statements) -> None:
    client = opened(code)
    few = count_statements(lambda: client.get(f"/theo-doi/{code}"))
    dossiers.ask_supplement(code, reason="Thiếu giấy", items=["Ảnh"], by=staff.handler, at=SOON)
    dossiers.complete_supplement(code, by=staff.reception, at=SOON + timedelta(minutes=1))
    many = count_statements(lambda: opened(code, client).get(f"/theo-doi/{code}"))

    assert few <= 14
    assert many <= few + 6  # the key typed anew is among them
    assert count_statements(lambda: Client().get(f"/theo-doi/{code}")) <= 2  # the calendar, where it is not known yet


def test_once_there_is_a_result_the_page_leads_to_the_rating_once(staff, code) -> None:
    """following 6.1"""
    testing.carry_to_ready(staff, code, at=SOON)
    client = opened(code)

    asked = send(client, code, "danh-gia")

    address = asked.redirect_chain[-1][0]
    assert address.startswith("/danh-gia/")
    assert Client().post(address, {"muc": "5"})["Location"] == "/danh-gia/cam-on"
    again = send(client, code, "danh-gia")
    assert "đã được đánh giá" in text_of(again)
    assert "Ông, bà đã đánh giá việc giải quyết hồ sơ này." in text_of(again)
    assert "/danh-gia" not in again.content.decode()


def test_before_there_is_a_result_nothing_is_rated(code) -> None:
    """following 6.2"""
    client = opened(code)

    assert "Đánh giá việc giải quyết" not in client.get(f"/theo-doi/{code}").content.decode()
    assert "chưa có kết quả" in text_of(send(client, code, "danh-gia"))
