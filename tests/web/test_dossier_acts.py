"""Every act of a dossier's page: offered to whoever may, done once, refused in words with the typed text kept."""

from datetime import timedelta

import pytest
from desk_pages import key_of, set_clock, signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.workflow import testing as workflow_testing
from motcua.entrypoints import acts
from motcua.foundation import ledger
from motcua.foundation.database import DatabaseUnavailable

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def code(staff, settings):
    set_clock(settings, SOON)
    return testing.a_dossier(staff)


def act(actor, code, slug, **form):
    return signed_in(actor).post(f"/lam-viec/ho-so/{code}/{slug}", form, follow=True)


def main_act(actor, code) -> str:
    html = signed_in(actor).get(f"/lam-viec/ho-so/{code}").content.decode()
    found = html.split("data-key-main")
    return found[1].split(">")[1].split("<")[0].strip() if len(found) > 1 else ""


def others(actor, code) -> list[str]:
    html = signed_in(actor).get(f"/lam-viec/ho-so/{code}").content.decode()
    listed = html.split('class="mc-others__list"')[1].split("</ul>")[0]
    return [item.split(">")[2].split("<")[0].strip() for item in listed.split("<li")[1:]]


def to_the_leader(staff, code):
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON)


def to_the_desk(staff, code):
    to_the_leader(staff, code)
    dossiers.decide(code, by=staff.leader, at=SOON)


# What F9 does.


def test_what_was_handed_over_is_taken_first(staff, code) -> None:
    assert main_act(staff.handler, code) == "Nhận bàn giao"
    answer = act(staff.handler, code, "nhan-ban-giao", key="a")

    assert "Đã nhận bàn giao." in text_of(answer)
    assert not testing.shown(code, SOON).open_steps[0].untaken
    assert main_act(staff.handler, code) == "Xong bước này"


def test_the_handler_completes_the_step_and_the_leader_signs(staff, code) -> None:
    dossiers.take_over(code, by=staff.handler, at=SOON)
    act(staff.handler, code, "xong", y="appraise:", key="a")
    assert main_act(staff.leader, code) == "Ký kết quả"

    answer = act(staff.leader, code, "ky", y="sign:", key="b")

    assert "Đã ký kết quả." in text_of(answer)
    assert testing.shown(code, SOON).decided_at is not None


def test_the_desk_takes_the_result_in_and_hands_it_out(staff, code) -> None:
    to_the_desk(staff, code)
    assert main_act(staff.reception, code) == "Nhận kết quả về quầy"
    act(staff.reception, code, "ve-quay", key="a")
    assert main_act(staff.reception, code) == "Trả kết quả"

    answer = act(staff.reception, code, "tra", key="b")

    assert "Đã trả kết quả cho người nộp" in text_of(answer)
    assert testing.shown(code, SOON).state == dossiers.State.RETURNED
    assert main_act(staff.reception, code) == ""


# Choices.


@pytest.fixture
def with_choice(staff, settings):
    set_clock(settings, SOON)
    step, choice = workflow_testing.a_step, workflow_testing.a_choice
    document = workflow_testing.a_document(
        step("receive", "appraise", "0.5", place="desk", role="reception"),
        step("appraise", "check", "2"),
        step("check", "verdict", "1", role="leader"),
        choice("verdict", ('choice = "lai"', "appraise"), otherwise="sign"),
    )
    code = testing.a_dossier(staff, process_version_id=workflow_testing.a_bound_process(document).id)
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON)
    return code


def test_the_usual_answer_is_the_main_act_and_sending_back_asks_for_words_first(staff, with_choice) -> None:
    assert main_act(staff.leader, with_choice) == "Bước sign"
    assert "Bước appraise…" in others(staff.leader, with_choice)


def test_after_parallel_steps_the_last_officer_is_asked_and_the_first_is_not(staff, settings) -> None:
    """processes 5.10."""
    set_clock(settings, SOON)
    step, choice = workflow_testing.a_step, workflow_testing.a_choice
    document = workflow_testing.a_document(
        step("receive", "both", "0.5", place="desk", role="reception"),
        workflow_testing.a_split("both", "survey", "price"),
        step("survey", "together", "1"),
        step("price", "together", "1", role="leader"),
        workflow_testing.a_join("together", "verdict"),
        choice("verdict", ("choice = 'turn_down'", "turn_down"), otherwise="draft"),
        step("turn_down", "sign", "1"),
        step("draft", "sign", "1"),
    )
    code = testing.a_dossier(staff, process_version_id=workflow_testing.a_bound_process(document).id)
    assert "Bước turn_down" not in text_of(signed_in(staff.handler).get(f"/lam-viec/ho-so/{code}?viec=xong&y=survey:0"))
    dossiers.complete_step(code, "survey", by=staff.handler, at=SOON)

    dossiers.take_over(code, by=staff.leader, at=SOON)

    assert main_act(staff.leader, code) == "Bước draft"
    answer = act(staff.leader, code, "xong", y="price:0", reason="Không đủ điều kiện", key="a")

    assert answer.status_code == 200
    assert [one.id for one in testing.shown(code, SOON).open_steps] == ["turn_down"]


def test_approving_goes_on_and_sending_back_goes_back_with_its_reason(staff, with_choice) -> None:
    form = signed_in(staff.leader).get(f"/lam-viec/ho-so/{with_choice}?viec=xong&y=check:0")
    assert "Lý do" in text_of(form)

    act(staff.leader, with_choice, "xong", y="check:0", reason="Thiếu bản đồ", key=key_of(form))

    info = testing.shown(with_choice, SOON)
    assert [step.id for step in info.open_steps] == ["appraise"]
    assert "Lý do: Thiếu bản đồ" in text_of(signed_in(staff.handler).get(f"/lam-viec/ho-so/{with_choice}"))

    dossiers.complete_step(with_choice, "appraise", by=staff.handler, at=SOON)
    act(staff.leader, with_choice, "xong", y="check:1", key="second")
    assert [step.id for step in testing.shown(with_choice, SOON).open_steps] == ["sign"]


def test_sending_back_without_a_reason_is_refused_on_the_same_form(staff, with_choice) -> None:
    answer = act(staff.leader, with_choice, "xong", y="check:0", reason="  ", key="a")

    assert answer.status_code == 400
    assert "phải ghi lý do. Không có gì thay đổi." in text_of(answer)
    assert 'name="y" value="check:0"' in answer.content.decode()


def test_an_answer_that_the_process_does_not_have_is_refused(staff, with_choice) -> None:
    assert act(staff.leader, with_choice, "xong", y="check:7", key="a").status_code == 400


def test_signing_a_refusal_asks_for_the_reason_that_the_slip_prints(staff, settings) -> None:
    set_clock(settings, SOON)
    step = workflow_testing.a_step
    document = workflow_testing.a_document(
        step("receive", "appraise", "0.5", place="desk", role="reception"),
        step("appraise", "verdict", "2"),
        workflow_testing.a_choice("verdict", ('choice = "khong"', "no"), otherwise="sign"),
        step("no", "result", "1", role="leader", decides=True, refuses=True),
    )
    code = testing.a_dossier(staff, process_version_id=workflow_testing.a_bound_process(document).id)
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON, data={"choice": "khong"})
    assert main_act(staff.leader, code) == "Ký từ chối…"

    assert act(staff.leader, code, "ky", y="no:", key="a").status_code == 400
    answer = act(staff.leader, code, "ky", y="no:", reason="Trùng tên hộ khác", key="b")

    assert "Lý do: Trùng tên hộ khác" in text_of(answer)
    assert "Từ chối giải quyết" in text_of(answer)


# Supplements.


def test_a_supplement_is_asked_with_its_items_and_the_clock_stops(staff, code) -> None:
    form = signed_in(staff.handler).get(f"/lam-viec/ho-so/{code}?viec=bo-sung")
    assert "Vì sao yêu cầu chậm" not in text_of(form)

    answer = act(
        staff.handler, code, "bo-sung", reason="Thiếu trang", items="Hợp đồng\r\n\r\nHộ chiếu", key=key_of(form)
    )

    info = testing.shown(code, SOON)
    assert info.state == dossiers.State.SUPPLEMENT
    assert info.supplements[0].items == ("Hợp đồng", "Hộ chiếu")
    assert "Đã gửi yêu cầu bổ sung" in text_of(answer)


def test_a_supplement_without_a_reason_is_refused_and_what_was_typed_stays(staff, code) -> None:
    answer = act(staff.handler, code, "bo-sung", items="Hộ chiếu", key="a")

    assert answer.status_code == 400
    assert "Yêu cầu bổ sung phải ghi lý do." in text_of(answer)
    assert ">Hộ chiếu</textarea>" in answer.content.decode()
    assert 'href="#o-reason"' in answer.content.decode()
    assert testing.shown(code, SOON).state == dossiers.State.PROCESSING


def test_a_late_supplement_asks_why_it_is_late(staff, code, settings) -> None:
    late = AT + timedelta(days=6)
    set_clock(settings, late)
    form = signed_in(staff.handler).get(f"/lam-viec/ho-so/{code}?viec=bo-sung")
    assert "Vì sao yêu cầu chậm" in text_of(form)

    assert act(staff.handler, code, "bo-sung", reason="Thiếu trang", key="a").status_code == 400
    answer = act(staff.handler, code, "bo-sung", reason="Thiếu trang", late_reason="Chờ xác minh", key="b")

    assert answer.status_code == 200
    assert "Yêu cầu chậm, lý do: Chờ xác minh" in text_of(answer)


def test_the_second_supplement_is_ordered_by_a_leader(staff, code) -> None:
    dossiers.ask_supplement(code, reason="Lần một", items=[], by=staff.handler, at=SOON)
    act(staff.handler, code, "du-bo-sung", key="a")

    assert act(staff.handler, code, "bo-sung", reason="Lần hai", order="1", key="b").status_code == 400
    answer = act(staff.leader, code, "bo-sung", reason="Lần hai", order="1", key="c")

    assert "Theo lệnh của lãnh đạo đơn vị." in text_of(answer)


def test_a_completed_supplement_starts_the_clock_anew(staff, code) -> None:
    dossiers.ask_supplement(code, reason="Thiếu trang", items=[], by=staff.handler, at=SOON)
    assert main_act(staff.handler, code) == "Ghi nhận bổ sung đủ"

    answer = act(staff.handler, code, "du-bo-sung", key="a")

    assert "thời hạn tính lại từ đầu" in text_of(answer)
    assert testing.shown(code, SOON).state == dossiers.State.PROCESSING


# The other acts.


def test_an_officer_claims_what_nobody_holds(staff, code) -> None:
    dossiers.take_over(code, by=staff.handler, at=SOON)
    assert "Nhận việc" in others(staff.handler, code)

    act(staff.handler, code, "nhan-viec", key="a")

    assert testing.shown(code, SOON).open_steps[0].officer == staff.handler.login


def test_a_leader_gives_the_step_to_an_able_officer(staff, code) -> None:
    form = signed_in(staff.leader).get(f"/lam-viec/ho-so/{code}?viec=giao").content.decode()
    assert f'<option value="{staff.handler.login}"' in form

    act(staff.leader, code, "giao", assignee=staff.handler.login, key="a")
    assert testing.shown(code, SOON).open_steps[0].officer == staff.handler.login

    assert act(staff.leader, code, "giao", assignee=staff.reception.login, key="b").status_code == 400


def test_a_leader_refuses_with_a_reason_and_a_slip_is_issued(staff, code) -> None:
    assert act(staff.leader, code, "tu-choi", key="a").status_code == 400

    answer = act(staff.leader, code, "tu-choi", reason="Không đủ điều kiện", key="b")

    assert "Đã từ chối giải quyết" in text_of(answer)
    assert [paper.form for paper in testing.shown(code, SOON).papers] == ["receipt", "refusal"]


def test_the_leader_notes_a_withdrawal_with_its_reason(staff, code) -> None:
    answer = act(staff.leader, code, "rut", reason="Người nộp đổi ý", key="a")

    assert "Đã ghi nhận người nộp rút hồ sơ." in text_of(answer)
    assert testing.shown(code, SOON).state == dossiers.State.WITHDRAWN


def test_the_clock_is_stopped_with_a_reason_and_started_again(staff, code, settings) -> None:
    act(staff.handler, code, "dung", reason="nghĩa vụ tài chính", key="a")
    assert testing.shown(code, SOON).state == dossiers.State.PAUSED
    assert main_act(staff.handler, code) == "Nhận bàn giao"
    act(staff.handler, code, "nhan-ban-giao", key="b")
    assert main_act(staff.handler, code) == "Chạy lại đồng hồ"
    set_clock(settings, SOON + timedelta(days=1))

    answer = act(staff.handler, code, "chay", key="c")

    assert "Đồng hồ chạy lại" in text_of(answer)
    assert len(testing.shown(code, SOON).promises) == 2


# The same for every act.

SLUGS = [
    "nhan-ban-giao",
    "nhan-viec",
    "giao",
    "ve-quay",
    "tra",
    "bo-sung",
    "du-bo-sung",
    "tu-choi",
    "rut",
    "dung",
    "chay",
    "xong",
    "ky",
]


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_acts_on_a_dossier_that_is_out_of_sight(staff, code, slug) -> None:
    stranger = organisation_testing.an_actor(staff.places.department, "handler", "leader")
    form = {"reason": "x", "y": "appraise:", "assignee": staff.handler.login, "key": "a"}

    forbidden, unknown = act(stranger, code, slug, **form), act(stranger, "H12.61-261103-9999", slug, **form)

    assert forbidden.status_code == unknown.status_code == 404
    assert text_of(forbidden) == text_of(unknown)
    assert len(testing.shown(code, SOON).ledger) == len(testing.shown(code, AT).ledger)


@pytest.mark.parametrize("slug", SLUGS)
def test_whoever_sees_a_dossier_without_the_right_gets_the_sentence_and_nothing_changes(staff, code, slug) -> None:
    onlooker = organisation_testing.an_actor("H12", "supervisor")
    before = testing.shown(code, SOON)

    answer = act(onlooker, code, slug, reason="x", y="appraise:", assignee=staff.handler.login, key="a")

    assert answer.status_code == 400
    assert "Chưa làm được, không có gì thay đổi" in text_of(answer)
    assert len(testing.shown(code, SOON).ledger) == len(before.ledger)


def test_an_onlooker_is_offered_nothing_but_the_papers(staff, code) -> None:
    onlooker = organisation_testing.an_actor("H12", "supervisor")

    assert main_act(onlooker, code) == ""
    assert others(onlooker, code) == ["In phiếu"]


def test_an_act_without_its_token_is_not_taken(staff, code) -> None:
    client = signed_in(staff.handler, enforce_csrf_checks=True)

    assert client.post(f"/lam-viec/ho-so/{code}/nhan-ban-giao", {"key": "a"}).status_code == 403
    assert testing.shown(code, SOON).open_steps[0].untaken


def test_the_same_form_sent_twice_acts_once(staff, code) -> None:
    form = {"reason": "Thiếu trang", "key": "once"}

    answers = [act(staff.handler, code, "bo-sung", **form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(testing.shown(code, SOON).supplements) == 1


@pytest.mark.parametrize(
    ("answer", "reason"), [("check:0", "Thiếu bản đồ"), ("check:1", "")], ids=["sent back", "goes on"]
)
def test_an_answer_sent_twice_since_the_line_broke_is_one_and_blames_nobody(staff, with_choice, answer, reason) -> None:
    pages = [act(staff.leader, with_choice, "xong", y=answer, reason=reason, key="once") for _ in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    rows = ledger.rows_of(f"dossier:{with_choice}")
    assert [row.body["step"] for row in rows if row.act == "step_done"].count("check") == 1


def test_a_database_lost_within_an_act_is_no_refusal(staff, code, monkeypatch) -> None:
    def lost(*_args, **_kwargs):
        raise DatabaseUnavailable("Cơ sở dữ liệu không trả lời: hãy thử lại sau ít giây.")

    client = signed_in(staff.handler)
    client.raise_request_exception = False
    monkeypatch.setitem(acts.ACTS, "+take", lost)

    answer = client.post(f"/lam-viec/ho-so/{code}/nhan-ban-giao", {"key": "a"})

    assert answer.status_code == 503
    assert "không trả lời" in text_of(answer)


def test_a_step_that_somebody_completed_meanwhile_is_told_as_such(staff, code) -> None:
    to_the_leader(staff, code)

    answer = act(staff.handler, code, "xong", y="appraise:", key="a")

    assert answer.status_code == 400
    assert "làm xong trước đó" in text_of(answer)


def test_the_address_of_an_act_opened_by_hand_leads_to_the_dossier(staff, code) -> None:
    answer = signed_in(staff.handler).get(f"/lam-viec/ho-so/{code}/bo-sung")

    assert answer.headers["Location"] == f"/lam-viec/ho-so/{code}?viec=bo-sung"
    assert signed_in(staff.handler).post(f"/lam-viec/ho-so/{code}/bay").status_code == 404


def test_after_an_act_the_page_leads_only_to_addresses_of_its_own(staff, code) -> None:
    answer = signed_in(staff.handler).post(
        f"/lam-viec/ho-so/{code}/nhan-ban-giao", {"key": "a", "next": "https://example.org/"}
    )

    assert answer.headers["Location"] == f"/lam-viec/ho-so/{code}"


@pytest.mark.parametrize(
    ("place", "back"),
    [
        pytest.param("ban-giao.2", "/lam-viec/viec?loc=ban-giao&amp;trang=2", id="the page of the view"),
        pytest.param("", "/lam-viec/viec", id="the beginning"),
        pytest.param('"><b>.x', "/lam-viec/viec", id="whatever else"),
    ],
)
def test_the_way_back_leads_to_the_place_in_the_list_also_after_an_act(staff, code, place, back) -> None:
    answer = act(staff.handler, code, "nhan-ban-giao", key="a", tu=place)

    page = answer.content.decode()
    assert f'href="{back}" data-key-back' in page
    assert "<b>.x" not in page


# Stopped on request, void.


def test_the_desk_notes_a_stop_with_the_persons_reason_and_the_notice_lies_ready(staff, code) -> None:
    form = signed_in(staff.reception).get(f"/lam-viec/ho-so/{code}?viec=dung-theo-yeu-cau").content.decode()
    assert "Chỉ khi người nộp yêu cầu dừng" in form
    assert act(staff.reception, code, "dung-theo-yeu-cau", key="a").status_code == 400

    answer = act(staff.reception, code, "dung-theo-yeu-cau", reason="Người nộp xin dừng", key="b")

    assert "Đã dừng theo yêu cầu của người nộp; thông báo đã lập." in text_of(answer)
    assert "Thông báo dừng giải quyết hồ sơ" in text_of(answer)
    assert others(staff.reception, code) == ["In phiếu"]


def test_the_desk_voids_its_slip_of_the_same_day_and_its_papers_are_marked(staff, code) -> None:
    answer = act(staff.reception, code, "huy", reason="Nhập nhầm người nộp", key="a")

    assert "Đã hủy do nhập nhầm" in text_of(answer)
    assert "Đã thu hồi lúc" in text_of(answer)
    assert testing.shown(code, SOON).state == dossiers.State.VOID


def test_yesterdays_dossier_offers_no_void_and_a_typed_address_is_refused_with_the_day(staff, code, settings) -> None:
    set_clock(settings, AT + timedelta(days=1))
    assert "Hủy do nhập nhầm…" not in others(staff.reception, code)

    answer = act(staff.reception, code, "huy", reason="Nhầm", key="a")

    assert answer.status_code == 400
    assert "tiếp nhận ngày 03/11/2026" in text_of(answer)


# Corrected, reopened.


def test_the_desk_corrects_a_name_and_the_page_shows_the_old_beside_the_new(staff, code) -> None:
    form = signed_in(staff.reception).get(f"/lam-viec/ho-so/{code}?viec=dinh-chinh").content.decode()
    assert 'name="identifier"' in form

    answer = act(staff.reception, code, "dinh-chinh", name="Trần Thị Đúng", phone="", reason="Gõ sai", key="a")

    assert "Họ tên: Nguyễn Thị Mẫu → Trần Thị Đúng" in text_of(answer)
    assert "Đã thu hồi lúc" in text_of(answer)


def test_the_leader_corrects_when_the_result_was_there(staff, code, settings) -> None:
    to_the_desk(staff, code)
    dossiers.make_result_ready(code, by=staff.reception, at=AT + timedelta(hours=2))
    set_clock(settings, AT + timedelta(hours=3))
    assert "Đính chính lúc có kết quả…" in others(staff.leader, code)

    answer = act(staff.leader, code, "sua-gio-co-ket-qua", ready_at="2026-11-03T09:30", reason="Ghi muộn", key="a")

    assert "Đã đính chính lúc có kết quả" in text_of(answer)
    assert testing.shown(code).ready_at == AT + timedelta(minutes=30)
    assert "Đính chính lúc có kết quả: từ 11 giờ" in text_of(answer), "deadlines 17.18, beside the days of the promise"


def test_the_leader_reopens_a_faulty_result_at_the_deciding_step(staff, code) -> None:
    to_the_desk(staff, code)
    dossiers.make_result_ready(code, by=staff.reception, at=SOON)
    assert "Mở lại hồ sơ…" not in others(staff.reception, code)

    answer = act(staff.leader, code, "mo-lai", reason="Kết quả sai", key="a")

    assert "Đã mở lại hồ sơ; giờ hẹn giữ nguyên." in text_of(answer)
    assert "kết quả ấy không tính nữa" in text_of(answer)
    assert "Mở lại lúc" in text_of(answer), "deadlines 17.19, beside the days of the promise"
    assert testing.shown(code).state == dossiers.State.PROCESSING
