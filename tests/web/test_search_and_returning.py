"""Find a dossier; hand results to their persons."""

from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)
SEARCH, RETURNING = "/lam-viec/tra-cuu", "/lam-viec/tra-ket-qua"


@pytest.fixture
def staff(settings):
    set_clock(settings, SOON)
    return testing.a_staffed_province()


def test_a_whole_code_as_a_scanner_types_it_opens_the_dossier(staff) -> None:
    code = testing.a_dossier(staff)

    answer = signed_in(staff.handler).get(SEARCH, {"q": f" {code} "})

    assert answer.headers["Location"] == f"/lam-viec/ho-so/{code}"


@pytest.mark.parametrize("typed", ["Nguyễn Thị Mẫu", "nguyen thi mau", "H12.61-2611"])
def test_a_name_or_the_beginning_of_a_code_lists_what_is_found(staff, typed) -> None:
    code = testing.a_dossier(staff)

    page = text_of(signed_in(staff.handler).get(SEARCH, {"q": typed}))

    assert code in page
    assert f"1 hồ sơ khớp với “{typed}”" in page


def test_what_is_out_of_sight_is_not_found(staff) -> None:
    code = testing.a_dossier(staff)
    stranger = signed_in(organisation_testing.an_actor(staff.places.department, "handler"))

    for typed in (code, "Nguyễn Thị Mẫu"):
        answer = stranger.get(SEARCH, {"q": typed})
        assert answer.status_code == 200
        assert "Không tìm thấy hồ sơ nào" in text_of(answer)


@pytest.mark.parametrize(("role", "first"), [("publisher", "/lam-viec/thu-tuc"), ("administrator", "/quan-tri/")])
def test_who_sees_no_dossiers_has_no_search(staff, role, first) -> None:
    client = signed_in(organisation_testing.an_actor("H12", role))

    assert client.get(SEARCH).status_code == 403
    begins = client.get("/lam-viec/")
    assert begins.headers.get("Location") == first
    page = text_of(client.get(first or "/lam-viec/"))
    assert "Tra cứu" not in page
    assert "Tìm hồ sơ" not in page


def test_an_empty_search_says_what_can_be_typed(staff) -> None:
    assert "gõ hoặc quét mã hồ sơ" in text_of(signed_in(staff.handler).get(SEARCH))


def test_what_was_typed_is_shown_as_text(staff) -> None:
    answer = signed_in(staff.handler).get(SEARCH, {"q": "<b>x</b>"})

    assert "<b>x</b>" not in answer.content.decode()


def test_a_search_that_finds_more_than_a_page_says_so(staff, monkeypatch) -> None:
    from motcua.entrypoints.web.desk import presenting

    monkeypatch.setattr(presenting, "PAGE_ROWS", 2)
    for _ in range(3):
        testing.a_dossier(staff)

    assert "Còn nhiều hồ sơ khác." in text_of(signed_in(staff.handler).get(SEARCH, {"q": "mẫu"}))


def test_results_that_come_in_are_taken_in_and_then_handed_out(staff) -> None:
    code = testing.a_dossier(staff)
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON)
    dossiers.decide(code, by=staff.leader, at=SOON)
    client = signed_in(staff.reception)
    page = text_of(client.get(RETURNING))
    assert "Không có kết quả nào chờ trả" in page
    assert "Kết quả đang về quầy 1 " in page

    page = text_of(client.post(f"/lam-viec/ho-so/{code}/ve-quay", {"key": "a", "next": RETURNING}, follow=True))
    assert "Chờ người nộp đến nhận 1 " in page
    assert code in page

    page = text_of(client.post(f"/lam-viec/ho-so/{code}/tra", {"key": "b", "next": RETURNING}, follow=True))
    assert "Đã trả kết quả." in page
    assert "Không có kết quả nào chờ trả" in page
    assert testing.shown(code, SOON).state == dossiers.State.RETURNED


def test_a_late_result_says_that_an_apology_is_owed(staff, settings) -> None:
    late = AT + timedelta(days=9)
    code = testing.a_dossier(staff)
    testing.carry_to_ready(staff, code, at=late)
    set_clock(settings, late)

    assert "Trễ hạn, phải xin lỗi" in text_of(signed_in(staff.reception).get(RETURNING))


def test_only_the_reception_hands_out_results(staff) -> None:
    assert signed_in(staff.handler).get(RETURNING).status_code == 403
