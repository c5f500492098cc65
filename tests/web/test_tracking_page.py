"""What a citizen sees with the code on the receipt: how far, which day, what to do; nothing else."""

# ruff: noqa: F401, F811 - fixtures are imported, and named again where they are asked for

from datetime import timedelta

import pytest
from desk_pages import set_clock, text_of
from django.test import Client
from just_received import AT, SOON, code, staff

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.entrypoints.web.citizen.pace import LOOKS

pytestmark = pytest.mark.django_db


def page(code):
    answer = Client().get(f"/theo-doi/{code}")
    assert answer.status_code == 200
    return text_of(answer)


def test_it_tells_the_due_day_how_far_the_work_is_and_that_nothing_is_to_be_done(code) -> None:
    shown = page(code)

    for words in (
        "Đang giải quyết",
        "Thứ Ba 10/11/2026",
        "Còn 4 ngày làm việc.",
        "Việc đã xong 10 %",
        "Chưa phải làm gì.",
    ):
        assert words in shown


def test_it_tells_nothing_of_the_person_the_procedure_the_hour_or_who_holds_it(staff, code) -> None:
    """following 2.1"""
    answer = Client().get(f"/theo-doi/{code}").content.decode()
    info = testing.shown(code)

    for kept in (info.person.name, info.person.identifier, info.person.phone, info.procedure_name, "09 giờ", "Đất Mũi"):
        assert kept not in answer


def test_past_the_due_day_the_apology_stands_there(code, settings) -> None:
    set_clock(settings, AT + timedelta(days=8))

    assert "Hồ sơ chậm so với ngày hẹn, chúng tôi xin lỗi." in page(code)


def test_while_a_supplement_is_waited_for_it_says_so_and_no_day(staff, code) -> None:
    dossiers.ask_supplement(code, reason="Thiếu bản sao hộ chiếu", items=[], by=staff.handler, at=SOON)

    shown = page(code)

    assert "Cần bổ sung giấy tờ." in shown
    assert "10/11/2026" not in shown
    assert "hộ chiếu" not in shown


def test_a_result_that_is_there_is_to_be_fetched(staff, code) -> None:
    testing.carry_to_ready(staff, code, at=SOON)
    assert "Đã có kết quả." in page(code)
    dossiers.return_result(code, by=staff.reception, at=SOON)
    assert "Hồ sơ đã kết thúc." in page(code)


def test_an_unknown_code_is_told_as_such() -> None:
    answer = Client().get("/theo-doi/H12.61-000000-0000")

    assert answer.status_code == 404
    assert "Không có hồ sơ mang mã này" in text_of(answer)


def test_an_address_typed_by_hand_in_small_letters_leads_to_the_dossier(code) -> None:
    """following 1.1"""
    assert Client().get(f"/theo-doi/{code.lower()}").headers["Location"] == f"/theo-doi/{code}"


def test_codes_are_not_walked_through_from_one_place_whether_they_exist_or_not(code, monkeypatch) -> None:
    """following 2.6"""
    monkeypatch.setattr(LOOKS, "_most", 2)
    LOOKS.forget()
    asked = [code, "H12.14-261125-9999", code, "H12.14-261125-9999"]

    answers = [Client().get(f"/theo-doi/{one}") for one in asked]
    typed = Client().get("/theo-doi", {"ma": code})
    LOOKS.forget()

    assert [one.status_code for one in (*answers, typed)] == [200, 404, 429, 429, 429]
    assert "Chờ một phút rồi xem lại" in text_of(answers[2])
    assert f'value="{code}"' in typed.content.decode()


def test_a_stopped_dossier_is_told_as_stopped_with_where_the_papers_are(staff, code) -> None:
    dossiers.stop(code, reason="Xin dừng", by=staff.reception, at=SOON)

    shown = page(code)

    assert "Hồ sơ đã dừng theo yêu cầu của người nộp." in shown
    assert "nhận lại giấy tờ" in shown
    assert "10/11/2026" not in shown


def test_a_void_dossier_is_told_to_be_a_mistake_of_the_desk_and_not_why(staff, code) -> None:
    dossiers.void(code, reason="Nhập nhầm của ông Mẫu", by=staff.reception, at=SOON)

    shown = page(code)

    assert "do quầy nhập nhầm và đã hủy" in shown
    assert "không còn giá trị" in shown
    assert "10/11/2026" not in shown
    assert "Mẫu" not in shown
