"""The page of a dossier: who holds it, when it is due and why, what was handed in, what was done."""

from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation import files

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def code(staff):
    return testing.a_dossier(staff)


@pytest.fixture
def client(staff, settings):
    set_clock(settings, SOON)
    return signed_in(staff.handler)


def page(client, code, query=""):
    answer = client.get(f"/lam-viec/ho-so/{code}{query}")
    assert answer.status_code == 200
    return text_of(answer)


def test_it_says_who_must_take_the_hand_over_and_until_when(client, code) -> None:
    shown = page(client, code)

    assert "Ủy ban nhân dân xã Đất Mũi" in shown
    assert "Chưa nhận bàn giao, phải nhận trước 17:00, hôm nay" in shown


def test_it_says_which_officer_holds_it_since_when_at_which_step(staff, client, code) -> None:
    dossiers.take_over(code, by=staff.handler, at=AT)
    dossiers.claim(code, by=staff.handler, at=AT)

    shown = page(client, code)

    assert "Nguyễn Thị Lan Ủy ban nhân dân xã Đất Mũi Từ 09:00, hôm nay. Bước 2, Bước appraise" in shown


def test_the_due_moment_is_explained_day_by_day_and_adds_up(client, code) -> None:
    shown = page(client, code)

    assert "09 giờ, thứ Ba 10/11/2026 Còn 4 ngày 7 giờ 50 phút làm việc" in shown
    assert "03/11 6 giờ hôm nay 04/11 8 giờ thứ Tư" in shown
    assert "07–08 nghỉ cuối tuần" in shown
    assert "10/11 2 giờ hẹn trả" in shown
    assert "trên 40 giờ làm việc (0 %), việc đã xong 10 %" in shown


def test_every_promised_moment_stays_with_its_reason(staff, client, code, settings) -> None:
    dossiers.ask_supplement(code, reason="Thiếu bản sao", items=["Bản sao"], by=staff.handler, at=SOON)
    dossiers.complete_supplement(code, by=staff.reception, at=AT + timedelta(days=2))
    set_clock(settings, AT + timedelta(days=2, hours=1))

    shown = page(client, code)

    assert "09 giờ, thứ Ba 10/11/2026 Hẹn lúc 03/11 09:00, vì tiếp nhận hồ sơ" in shown
    assert "09 giờ, thứ Năm 12/11/2026 Hẹn lúc 05/11 09:00, vì bổ sung đủ giấy tờ, tính lại từ đầu" in shown
    assert "03/11 09:10 đến 05/11 09:00 chờ bổ sung" in shown


def test_every_promise_is_told_day_by_day_with_its_law(client, code) -> None:
    """deadlines 17.2 and 17.16."""
    shown = page(client, code)

    assert "Tiếp nhận lúc 09 giờ, thứ Ba 03/11/2026; đồng hồ chạy từ 09 giờ, thứ Ba 03/11/2026." in shown
    assert "thứ Bảy 07/11/2026 Nghỉ cuối tuần Lịch làm việc trong tuần của đơn vị không tính" in shown
    assert "thứ Ba 03/11/2026 Ngày làm việc 6 giờ" in shown


def test_a_stopped_clock_is_a_sentence_and_the_person_holds_the_dossier(staff, client, code, settings) -> None:
    dossiers.ask_supplement(code, reason="Thiếu bản sao", items=["Bản sao hộ chiếu"], by=staff.handler, at=SOON)
    set_clock(settings, AT + timedelta(days=20))

    shown = page(client, code)

    assert "Đang giữ hồ sơ Người nộp hồ sơ" in shown
    assert "Đồng hồ đã dừng từ 09 giờ 10, thứ Ba 03/11/2026, chờ người nộp bổ sung." in shown
    assert "Bản sao hộ chiếu" in shown
    assert "Tạm treo, chờ bổ sung" in shown
    assert "Đã dùng 10 phút trên 40 giờ" in shown
    assert "Còn" not in shown.split("Đã dùng")[0].split("Hẹn trả trước khi dừng")[1]


def test_a_pause_names_what_is_waited_for(staff, client, code) -> None:
    dossiers.pause(code, reason="chứng từ nộp thuế", by=staff.handler, at=SOON)

    assert "chờ chứng từ nộp thuế." in page(client, code)


def test_a_late_step_and_a_late_dossier_are_two_sentences(client, code, settings) -> None:
    late = AT + timedelta(days=8)
    dossiers.sweep(at=late)
    set_clock(settings, late)

    shown = page(client, code)

    assert "Trễ 1 ngày làm việc Bước 2 đã quá" in shown
    assert "phải xin lỗi người nộp bằng văn bản và hẹn lại" in shown


def test_a_limit_of_many_days_is_shown_in_weeks_with_the_present_one_open(staff, client, settings) -> None:
    channels = procedures_testing.rows_on_all_channels("30 ngày làm việc")
    code = testing.a_dossier(staff, "1.000009", record=procedures_testing.a_record("1.000009", channels=channels))
    set_clock(settings, AT + timedelta(days=8))

    shown = page(client, code)

    assert "03/11 3,8 ngày" in shown
    assert "11/11 8 giờ" in shown
    assert "16/11 5 ngày đến 22" in shown
    assert "hẹn trả" in shown


def test_the_process_is_a_list_with_the_present_step(client, code) -> None:
    html = client.get(f"/lam-viec/ho-so/{code}").content.decode()

    here = html.split('aria-current="step"')[1].split("</li>")[0]
    assert "Bước appraise" in here
    assert html.count('<li class="done"') == 1
    assert html.count('<li class="next"') == 2


def test_the_ledger_names_each_act_its_officer_and_the_right(staff, client, code) -> None:
    dossiers.take_over(code, by=staff.handler, at=SOON)

    shown = page(client, code)

    assert "03/11 09:10 Nguyễn Thị Lan Nhận bàn giao: Bước appraise" in shown
    assert "Bàn giao hồ sơ: cho Ủy ban nhân dân xã Đất Mũi" in shown
    assert "Tiếp nhận hồ sơ: hẹn 09 giờ, thứ Ba 10/11/2026" in shown
    assert staff.reception.right in shown


def test_papers_handed_in_are_listed_with_their_copies(client, code) -> None:
    assert "Giấy tờ 1 đã nộp Giấy tờ đã nộp Tên Bản Tệp Tờ khai theo mẫu 1 bản chính" in page(client, code)


def test_the_identifier_is_whole_only_at_the_desk_that_received(staff, code, client) -> None:
    identifier = testing.shown(code).person.identifier

    assert identifier not in page(client, code).replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    assert identifier[-3:] in page(client, code)


@pytest.mark.parametrize("query", ["", "?viec=bo-sung"])
def test_an_unknown_and_a_forbidden_dossier_look_alike(staff, code, settings, query) -> None:
    set_clock(settings, SOON)
    stranger = signed_in(organisation_testing.an_actor(staff.places.department, "handler"))

    forbidden = stranger.get(f"/lam-viec/ho-so/{code}{query}")
    unknown = stranger.get(f"/lam-viec/ho-so/H12.61-261103-9999{query}")

    assert forbidden.status_code == unknown.status_code == 404
    assert text_of(forbidden) == text_of(unknown)
    assert "Mã này không có, hoặc hồ sơ ở nơi mà quyền của bạn không tới." in text_of(unknown)


def test_an_ended_dossier_offers_no_act_and_says_how_it_ended(staff, client, code) -> None:
    dossiers.withdraw(code, reason="Người nộp đổi ý", by=staff.reception, at=SOON)

    shown = page(client, code)

    assert "Không còn ai giữ Người nộp đã rút hồ sơ" in shown
    assert "Lý do: Người nộp đổi ý" in shown
    assert "F9" not in shown.replace("⇧ F9", "")


# Papers and files.


def paper_of(code):
    return documents.papers_of(f"dossier:{code}")[0].paper_id


def test_a_paper_is_printed_for_whoever_sees_the_dossier_and_the_reprint_is_marked_as_such(client, code) -> None:
    answers = [client.post(f"/lam-viec/giay/{paper_of(code)}.pdf", follow=True) for _ in range(2)]

    assert [answer.content[:5] for answer in answers] == [b"%PDF-", b"%PDF-"]
    assert documents.papers_of(f"dossier:{code}")[0].prints == 2
    assert "In lại phiếu" in page(client, code)


def test_a_paper_that_is_opened_again_is_not_counted_as_printed(client, code) -> None:
    address = f"/lam-viec/giay/{paper_of(code)}.pdf"
    unprinted = client.get(address).content
    printed = client.post(address, follow=True).content
    opened_again = [client.get(address).content for _ in range(2)]

    assert unprinted != printed, "what was never printed says so"
    assert opened_again == [printed, printed]
    assert documents.papers_of(f"dossier:{code}")[0].prints == 1
    assert "In lại phiếu" not in page(client, code)


def test_a_receipt_printed_after_its_promise_moved_says_the_new_one_and_keeps_its_number(staff, client, code) -> None:
    """deadlines 14.23, shown by what the paper is asked to say."""
    address = f"/lam-viec/giay/{paper_of(code)}.pdf"
    original = client.post(address, follow=True).content
    number = documents.papers_of(f"dossier:{code}")[0].number
    dossiers.claim(code, by=staff.handler, at=SOON)
    assert client.get(address).content == original
    dossiers.pause(code, reason="Chờ nộp thuế", by=staff.handler, at=SOON)
    dossiers.resume(code, by=staff.handler, at=SOON + timedelta(minutes=30))

    assert client.get(address).content != original
    assert documents.papers_of(f"dossier:{code}")[0].number == number


def test_a_paper_of_a_forbidden_dossier_is_not_printed_by_post(staff, code, settings) -> None:
    set_clock(settings, SOON)
    stranger = signed_in(organisation_testing.an_actor(staff.places.department, "handler"))

    assert stranger.post(f"/lam-viec/giay/{paper_of(code)}.pdf").status_code == 404
    assert documents.papers_of(f"dossier:{code}")[0].prints == 0


def test_a_paper_of_a_forbidden_dossier_is_not_printed(staff, code, settings) -> None:
    set_clock(settings, SOON)
    stranger = signed_in(organisation_testing.an_actor(staff.places.department, "handler"))

    forbidden, unknown = (stranger.get(f"/lam-viec/giay/{number}.pdf") for number in (paper_of(code), 999_999))

    assert forbidden.status_code == unknown.status_code == 404
    assert text_of(forbidden) == text_of(unknown)
    assert documents.papers_of(f"dossier:{code}")[0].prints == 0


def test_the_slip_of_a_non_reception_is_printed_by_the_unit_that_issued_it(staff, settings) -> None:
    testing.publish_once()
    reception = testing.a_reception(staff)
    _, paper = dossiers.refuse_reception(reception, reason="Thiếu tờ khai", form="refusal", by=staff.reception, at=SOON)
    set_clock(settings, SOON)
    stranger = signed_in(organisation_testing.an_actor(staff.places.department, "handler"))

    assert stranger.get(f"/lam-viec/giay/{paper}.pdf").status_code == 404
    assert signed_in(staff.leader).get(f"/lam-viec/giay/{paper}.pdf").status_code == 200


def test_a_file_is_given_to_whoever_sees_the_dossier_and_never_run_as_a_page(staff, client, code) -> None:
    digest = files.store(b"<script>alert(1)</script>")
    part = documents.Component(name="Ảnh chụp", originals=0, copies=0, digest=digest)
    documents.record_components(subject=f"dossier:{code}", components=[part], at=SOON)

    answer = client.get(f"/lam-viec/tep/{code}/2")

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"/lam-viec/tep/{code}/1").status_code == 404
    stranger = signed_in(organisation_testing.an_actor(staff.places.department, "handler"))
    assert stranger.get(f"/lam-viec/tep/{code}/2").status_code == 404


def test_a_dossier_closed_unanswered_shows_only_the_time_its_clock_ran(staff, client, code, settings) -> None:
    dossiers.ask_supplement(code, reason="Thiếu bản sao", items=[], by=staff.handler, at=SOON)
    much_later = AT + timedelta(days=40)
    dossiers.sweep(at=much_later)
    set_clock(settings, much_later)

    shown = page(client, code)

    assert "Đã đóng vì không bổ sung" in shown
    assert "Đã dùng 10 phút trên 40 giờ" in shown
    assert "Yêu cầu bổ sung: Bước appraise" in shown


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        pytest.param("15 ngày", "Thời hạn 15 ngày, từng ngày", id="calendar days"),
        pytest.param("1 tháng", "Thời hạn 1 tháng, từng ngày", id="months"),
        pytest.param("Trong ngày làm việc", "Thời hạn trong ngày, từng ngày", id="the same day"),
        pytest.param("4 giờ làm việc", "Thời hạn 4 giờ làm việc, từng ngày", id="working hours"),
        pytest.param("0,5 ngày làm việc", "Thời hạn 0,5 ngày làm việc, từng ngày", id="half a day"),
    ],
)
def test_a_limit_of_any_unit_is_shown_with_its_days(staff, client, limit, expected) -> None:
    channels = procedures_testing.rows_on_all_channels(limit)
    code = testing.a_dossier(staff, "1.000011", record=procedures_testing.a_record("1.000011", channels=channels))

    shown = page(client, code)

    assert expected in shown
    assert "hẹn" in shown.split("từng ngày")[1].split("Giấy tờ")[0]


def test_the_page_takes_as_many_statements_however_much_was_done(staff, client, code, count_statements) -> None:
    def look() -> None:
        client.get(f"/lam-viec/ho-so/{code}")

    look()
    before = count_statements(look)
    dossiers.ask_supplement(code, reason="Thiếu bản sao", items=[], by=staff.handler, at=SOON)
    dossiers.complete_supplement(code, by=staff.reception, at=SOON)
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON)

    assert count_statements(look) <= before


def test_days_off_count_where_the_limit_is_not_in_working_time(staff, client) -> None:
    channels = procedures_testing.rows_on_all_channels("15 ngày")
    code = testing.a_dossier(staff, "1.000012", record=procedures_testing.a_record("1.000012", channels=channels))

    shown = page(client, code)

    assert "03/11 bắt đầu hôm nay 04/11 tính thứ Tư" in shown
    assert "07/11 tính thứ Bảy" in shown
    assert "09/11 7 ngày đến 15" in shown
    assert "15 ngày tính cả ngày nghỉ, không tính ngày đầu" in shown
