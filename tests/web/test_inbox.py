"""The inbox: what waits for an officer, by risk, with counts that lead to what they count."""

from datetime import timedelta

import pytest
from desk_pages import key_of, rows_of, set_clock, signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)
INBOX = "/lam-viec/viec"


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def client(staff, settings):
    set_clock(settings, SOON)
    return signed_in(staff.handler)


def test_a_dossier_in_time_shows_person_step_time_left_and_both_shares(staff, client) -> None:
    code = testing.a_dossier(staff)

    page = text_of(client.get(INBOX))

    for words in (
        code,
        "Nguyễn Thị Mẫu",
        "Trong hạn 1",
        "Còn 4 ngày 7 giờ 50 phút",
        "09:00, thứ Ba 10/11",
        "Giờ 0 %",
        "Việc 10 %",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("days", "group"),
    [
        pytest.param(1, "Trong hạn 1", id="a day later in time"),
        pytest.param(3, "Nguy cơ trễ 1", id="three days later at risk"),
        pytest.param(10, "Quá hạn 1", id="ten days later overdue"),
    ],
)
def test_a_dossier_moves_up_as_its_time_runs_out(staff, client, settings, days, group) -> None:
    testing.a_dossier(staff)
    set_clock(settings, AT + timedelta(days=days))

    assert group in text_of(client.get(INBOX))


def test_a_late_dossier_says_how_late_it_is_and_that_an_apology_is_owed(staff, client, settings) -> None:
    testing.a_dossier(staff)
    late = AT + timedelta(days=8)
    dossiers.sweep(at=late)
    set_clock(settings, late)

    page = text_of(client.get(INBOX))

    assert "Trễ 1 ngày" in page
    assert "Phải xin lỗi và hẹn lại" in page


def test_a_hand_over_that_nobody_took_is_said_in_red(staff, client) -> None:
    testing.a_dossier(staff)

    assert '<span class="mc-late">Chưa nhận bàn giao</span>' in client.get(INBOX).content.decode()


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        pytest.param("", 2, id="all"),
        pytest.param("qua-han", 0, id="overdue"),
        pytest.param("nguy-co", 0, id="at risk"),
        pytest.param("hom-nay", 0, id="due today"),
        pytest.param("ban-giao", 1, id="untaken"),
        pytest.param("bo-sung", 1, id="supplement"),
        pytest.param("cho-tra", 0, id="ready"),
    ],
)
def test_a_count_is_a_link_to_exactly_what_it_counts(staff, client, view, expected) -> None:
    testing.a_dossier(staff)
    asked = testing.a_dossier(staff)
    dossiers.take_over(asked, by=staff.handler, at=AT)
    dossiers.ask_supplement(asked, reason="Thiếu bản sao", items=[], by=staff.handler, at=AT)

    page = client.get(f"{INBOX}?loc={view}" if view else INBOX)

    link = f'<a href="?loc={view}" aria-current="true">' if view else '<a href="?" aria-current="true">'
    shown = page.content.decode().split(link)[1].split("</a>")[0]
    assert f">{expected}</span>" in shown
    assert len(rows_of(page)) == expected


def test_an_empty_inbox_says_so_and_where_to_go_on(client) -> None:
    page = text_of(client.get(INBOX))

    assert "Không còn việc nào đang chờ bạn" in page
    assert "Tra cứu hồ sơ" in page


def test_the_rule_of_the_order_is_told_with_the_points_of_the_rule_pack(client) -> None:
    page = text_of(client.get(INBOX))

    assert "từ 50 điểm phần trăm trở lên" in page
    assert "không phải quy định của pháp luật" in page


def test_beside_its_counts_the_inbox_takes_three_statements_however_many_rows(staff, client, count_statements) -> None:
    from motcua.entrypoints.web.desk import presenting_inbox

    for _ in range(3):
        testing.a_dossier(staff)
    client.get(INBOX)

    def content() -> None:
        rows = dossiers.inbox(staff.handler, SOON).rows
        tables = presenting_inbox.tables_of(rows)
        acts = [presenting_inbox.acts_of(row, staff.handler) for row in rows]
        presenting_inbox.groups(rows, acts, tables, staff.handler, SOON)
        presenting_inbox.today_in_words(tables, SOON)

    assert count_statements(content) <= 3


def test_frame_and_inbox_count_once(staff, client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    testing.a_dossier(staff)

    with CaptureQueriesContext(connection) as caught:
        client.get(INBOX)

    assert len([query for query in caught if "FILTER (WHERE" in query["sql"]]) == 1


def test_more_rows_than_a_page_holds_are_paged(staff, client, monkeypatch) -> None:
    from motcua.entrypoints.web.desk import presenting

    monkeypatch.setattr(presenting, "PAGE_ROWS", 2)
    codes = [testing.a_dossier(staff) for _ in range(3)]

    first, second = client.get(INBOX), client.get(f"{INBOX}?trang=2")

    assert [code for code, _ in rows_of(first) + rows_of(second)] == codes
    assert "Trong hạn 3" in text_of(second)
    assert "Trang 2 trên 2" in text_of(second)


def test_chosen_rows_are_taken_over_together(staff, client) -> None:
    codes = [testing.a_dossier(staff) for _ in range(2)]

    answer = client.post(
        INBOX, {"ho-so": codes, "viec": "nhan-ban-giao", "key": key_of(client.get(INBOX))}, follow=True
    )

    assert "Đã nhận bàn giao 2 hồ sơ." in text_of(answer)
    assert [acts for _, acts in rows_of(answer)] == [["xong"], ["xong"]]


def test_chosen_rows_complete_their_step_together(staff, client) -> None:
    codes = [testing.a_dossier(staff) for _ in range(2)]

    client.post(INBOX, {"ho-so": codes, "viec": "xong", "key": "k1"})

    assert [testing.shown(code, SOON).open_steps[0].id for code in codes] == ["sign", "sign"]


def test_when_one_row_does_not_allow_the_act_none_is_changed_and_it_is_named(staff, client) -> None:
    taken, untaken = testing.a_dossier(staff), testing.a_dossier(staff)
    dossiers.take_over(taken, by=staff.handler, at=AT)

    answer = client.post(INBOX, {"ho-so": [untaken, taken], "viec": "nhan-ban-giao", "key": "k2"})

    assert answer.status_code == 400
    assert f"vì {taken}:" in text_of(answer)
    assert testing.shown(untaken, SOON).open_steps[0].untaken
    assert answer.content.decode().count(" checked") == 2


def test_the_same_form_sent_twice_acts_once(staff, client) -> None:
    code = testing.a_dossier(staff)
    form = {"ho-so": [code], "viec": "xong", "key": "k3"}

    answers = [client.post(INBOX, form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert testing.shown(code, SOON).open_steps[0].id == "sign"


def test_nothing_chosen_is_refused_in_words(client) -> None:
    answer = client.post(INBOX, {"viec": "xong"})

    assert answer.status_code == 400
    assert "Chưa chọn hồ sơ nào" in text_of(answer)


def test_a_decision_is_not_made_in_bulk(staff, settings) -> None:
    code = testing.a_dossier(staff)
    dossiers.complete_step(code, "appraise", by=staff.handler, at=AT)
    set_clock(settings, SOON)
    client = signed_in(staff.leader)

    assert rows_of(client.get(INBOX)) == [(code, ["khong"])]
    assert client.post(INBOX, {"ho-so": [code], "viec": "xong"}).status_code == 400
    assert testing.shown(code, SOON).open_steps[0].id == "sign"


def test_an_officer_without_a_working_role_sees_which_right_is_needed(staff, settings) -> None:
    set_clock(settings, SOON)
    supervisor = organisation_testing.an_actor(staff.places.department, "supervisor")

    answer = signed_in(supervisor).get(INBOX)

    assert answer.status_code == 403
    assert "Trang này cần quyền" in text_of(answer)


def test_a_form_without_its_token_is_not_taken(staff, settings) -> None:
    set_clock(settings, SOON)
    code = testing.a_dossier(staff)
    client = signed_in(staff.handler, enforce_csrf_checks=True)

    assert client.post(INBOX, {"ho-so": [code], "viec": "nhan-ban-giao"}).status_code == 403
    assert testing.shown(code, SOON).open_steps[0].untaken


def test_nobody_reads_the_inbox_without_signing_in(client) -> None:
    client.logout()

    assert client.get(INBOX).headers["Location"].startswith("/dang-nhap?next=")


def test_a_hand_over_that_nobody_took_in_time_is_red_for_the_unit_that_sent_it(staff, settings) -> None:
    """deadlines 15: red on both units."""
    code = testing.a_dossier(staff)
    sender = signed_in(staff.reception)
    set_clock(settings, SOON)
    assert "quá giờ chưa được nhận" not in text_of(sender.get(INBOX))

    set_clock(settings, AT + timedelta(days=1))
    page = text_of(sender.get(INBOX))

    assert "Bàn giao đi, quá giờ chưa được nhận" in page
    assert code in page
    assert "17:00, thứ Ba 03/11" in page
