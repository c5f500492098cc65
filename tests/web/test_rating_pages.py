"""Pages for ratings: whoever holds a link, the device at the counter, reception, who watches."""

import re
from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.test import Client

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.surveys import api as surveys
from motcua.domain.surveys.models import Rating
from motcua.entrypoints.jobs import rating_reactions
from motcua.foundation.rule_packs import rule_pack_named

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT + timedelta(hours=2)


def link_on(page):
    return re.search(r"/danh-gia/[\w-]+", page.content.decode())[0]


def test_a_link_is_printed_once_and_rated_once_without_signing_in(staff, code):
    desk, person = signed_in(staff.reception), Client()
    page = desk.post(f"/lam-viec/ho-so/{code}/danh-gia")
    address = link_on(page)

    asked = person.get(address)
    assert asked.status_code == 200
    assert code not in asked.content.decode()
    assert testing.told_of_known_person(asked.content.decode()) == []
    assert "<script" not in asked.content.decode().split("<main", 1)[1].split("</main>")[0]
    sent = person.post(address, {"muc": "5", "ly-do": ["attitude", "waiting"]})

    assert sent.headers["Location"] == "/danh-gia/cam-on"
    assert "cảm ơn" in text_of(person.get("/danh-gia/cam-on"))
    again = person.get(address)
    assert again.status_code == 410
    assert "Không đánh giá được nữa" in text_of(again)
    assert "11:00" not in text_of(again)
    assert "đã được đánh giá" in text_of(again)
    assert person.post(address, {"muc": "1"}).status_code == 410
    assert list(Rating.objects.values_list("answer", "reasons")) == [(5, ["attitude", "waiting"])]
    seen = desk.get(f"/lam-viec/ho-so/{code}/danh-gia")
    assert "Đã có đánh giá." in text_of(seen)
    assert "11 giờ" not in text_of(seen), "beside the free words that are shown, the moment would tell whose they are"
    assert "Rất hài lòng" not in text_of(seen)
    assert "đánh giá" not in text_of(desk.get(f"/lam-viec/ho-so/{code}")).split("Sổ việc")[1]


def test_what_was_ticked_stays_where_no_level_was_chosen(staff, code):
    address = link_on(signed_in(staff.reception).post(f"/lam-viec/ho-so/{code}/danh-gia"))
    page = Client().post(address, {"ly-do": ["place"]})
    assert page.status_code == 400
    assert "Chọn một mức hài lòng" in text_of(page)
    assert 'value="place" checked' in page.content.decode()


def test_a_guessed_link_is_one_sentence_and_after_many_none_is_looked_at(staff, code):
    person = Client()
    assert person.get("/danh-gia/khong-co").status_code == 404
    assert "không đúng hoặc thiếu chữ" in text_of(person.get("/danh-gia/khong-co"))
    for number in range(rule_pack_named("today").ratings.wrong_links_most):
        page = person.get(f"/danh-gia/khong-co-{number}")
    assert page.status_code == 429
    assert "tạm dừng đến" in text_of(page)


def test_an_officers_browser_makes_a_rating_doubtful_and_a_supervisor_sets_it_aside(staff, code):
    desk = signed_in(staff.reception)
    address = link_on(desk.post(f"/lam-viec/ho-so/{code}/danh-gia"))
    desk.post(address, {"muc": "5"})
    watching = signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR))
    page = watching.get("/dieu-hanh/hai-long/nghi-ngo")
    assert "trình duyệt của cán bộ" in text_of(page)
    row = re.search(r'name="danh-gia" value="(\d+)"', page.content.decode())[1]

    assert watching.post("/dieu-hanh/hai-long/nghi-ngo", {"danh-gia": row, "ly-do": " "}).status_code == 400
    watching.post("/dieu-hanh/hai-long/nghi-ngo", {"danh-gia": row, "ly-do": "Tự bấm (mẫu)"})

    day = testing.RECEIVED_AT.date().isoformat()
    figures = text_of(watching.get(f"/dieu-hanh/hai-long?tu={day}&den={day}&theo=cap"))
    assert "0 nghi ngờ vẫn tính, 1 để ngoài" in figures
    assert "0/1" in figures
    watching.post("/dieu-hanh/hai-long/nghi-ngo", {"danh-gia": row, "tinh-lai": "1"})
    assert "1/1 hồ sơ có kết quả" in text_of(watching.get(f"/dieu-hanh/hai-long?tu={day}&den={day}&theo=cap"))
    table = watching.get(f"/dieu-hanh/hai-long?tu={day}&den={day}&theo=thu-tuc&tai=csv").content.decode()
    assert "Cộng,1,1,100.00" in table


def test_what_one_person_said_is_in_nothing_that_anybody_who_watches_can_open__ratings_8_8(staff, code):
    """ratings 8.8: page, CSV and JSON are the same, byte by byte, whatever the one person answered; each says why."""
    token = surveys.invite(code, by=staff.reception, at=AT).token
    surveys.rate_by_link(token, surveys.Answer(1), sender=surveys.Sender("192.0.2.1"), at=AT)
    leading, day = signed_in(staff.leader), AT.date().isoformat()
    asked = [f"/dieu-hanh/hai-long?tu={day}&den={day}&theo={by}{form}" for by in ("cap", "co-quan", "linh-vuc", "thu-tuc")
             for form in ("", "&tai=csv", "&tai=json")]  # fmt: skip

    def told():
        return [re.sub(r'nonce="[^"]*"|csrf\S+ value="[^"]*"', "", leading.get(one).content.decode()) for one in asked]

    unhappy = told()
    Rating.objects.update(answer=5)
    assert told() == unhappy
    for page, table, document in zip(*[iter(unhappy)] * 3, strict=True):
        assert "Nhóm có dưới 5 đánh giá không hiện mức và tỷ lệ" in page
        assert table.count("Nhóm có dưới 5 đánh giá không hiện") == 2, "the only row and the sum, each with why"
        assert '"levels": {"5": null' in document
        assert "1/1" in page


def test_a_leader_sees_what_the_own_unit_settled_and_of_others_nothing__ratings_8_9(staff, code):
    """ratings 8.9"""
    day = AT.date().isoformat()
    asked = f"/dieu-hanh/hai-long?tu={day}&den={day}&theo=co-quan&tai=json"
    own = signed_in(staff.leader).get(asked).json()
    other = signed_in(organisation_testing.an_actor(staff.places.department, Role.LEADER)).get(asked).json()
    whole = signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR)).get(asked).json()

    assert [row["key"] for row in own["rows"]] == [row["key"] for row in whole["rows"]] == [staff.places.commune]
    assert (other["rows"], other["total"]["settled"], whole["total"]["settled"]) == ([], 0, 1)


def test_satisfaction_and_scores_are_asked_as_they_were_known_on_a_past_day(staff, code, settings):
    """ratings 5.3, scoring 6.3: the dossier is reopened the next day; the day before it still was settled and rated."""
    token = surveys.invite(code, by=staff.reception, at=AT).token
    surveys.rate_by_link(token, surveys.Answer(1, slip={1: "longer"}), sender=surveys.Sender("192.0.2.1"), at=AT)
    next_day, day = AT + timedelta(days=1), AT.date().isoformat()
    dossiers.reopen(code, reason="Sai số nhà (mẫu)", by=staff.leader, at=next_day)
    surveys.follow_dossier(code, surveys.Ended.REOPENED, at=next_day)
    set_clock(settings, next_day)
    leading, own = signed_in(staff.leader), signed_in(staff.handler)

    for client, page, then in (
        (leading, "/dieu-hanh/hai-long", "1/1 hồ sơ có kết quả"),
        (leading, "/dieu-hanh/cham-diem", "1 phiếu"),
        (leading, f"/dieu-hanh/cham-diem/don-vi/{staff.places.commune}", "1 phiếu"),
        (own, "/lam-viec/diem", code),
    ):
        before = client.get(f"{page}?tu={day}&den={day}&tinh-den={day}")
        assert then in text_of(before), page
        assert "số liệu đến hết 03/11/2026" in text_of(before)
        assert re.search(rf'for="o-tinh-den">[^<]+</label><input[^>]+value="{day}"', before.content.decode())
        assert then not in text_of(client.get(f"{page}?tu={day}&den={day}")), page
        early = client.get(f"{page}?tu={day}&den={day}&tinh-den=2026-11-02")
        assert (early.status_code, "kỳ đó chưa bắt đầu nên không có số liệu" in text_of(early)) == (400, True)
        late = client.get(f"{page}?tu={day}&den={day}&tinh-den=2026-11-09")
        assert (late.status_code, "ngày đó chưa đến" in text_of(late)) == (400, True)


@pytest.mark.django_db(transaction=True)
def test_a_leader_publishes_satisfaction_and_reads_it_with_what_differs_since(staff, code, settings):
    """ratings 9.1, ratings 9.5 on the pages: the button of the next day, the list, the copy, its files, taken back."""
    leading, day, next_day = signed_in(staff.leader), AT.date().isoformat(), AT + timedelta(days=1)
    asked = f"/dieu-hanh/hai-long?tu={day}&den={day}&tinh-den={day}&theo=co-quan"
    assert "báo cáo này công bố được từ" in text_of(leading.get(asked))
    set_clock(settings, next_day)
    sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', leading.get(asked).content.decode()))
    assert {name: sent[name] for name in ("tu", "tinh-den", "theo")} == {"tu": day, "tinh-den": day, "theo": "co-quan"}
    assert (
        "hai-long/cong-bo"
        not in signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR)).get(asked).content.decode()
    )
    made = leading.post("/dieu-hanh/hai-long/cong-bo", sent)
    again = leading.post("/dieu-hanh/hai-long/cong-bo", sent)
    assert (again.status_code, "đã công bố" in text_of(again)) == (409, True)
    address = made.headers["Location"]
    dossiers.reopen(code, reason="Sai số nhà (mẫu)", by=staff.leader, at=next_day)

    page = text_of(leading.get(address))
    assert "Mức độ hài lòng, báo cáo số 1" in page
    assert 'data-label="Rất hài lòng">–<' in leading.get(address).content.decode()
    assert "Tính lại cho đúng ngày đó vẫn ra như đã công bố." in page
    assert f"{code} Có kết quả không tính Mở lại" in page
    assert "Mức độ hài lòng" in text_of(leading.get("/dieu-hanh/bao-cao/da-cong-bo"))
    assert leading.get(f"{address}?tai=json").json()["total"]["settled"] == 1
    assert "Cộng" in leading.get(f"{address}?tai=csv").content.decode()
    leading.post(f"{address}/rut", {"ly-do": "Nhầm kỳ (mẫu)"})
    assert "Nhầm kỳ (mẫu)" in text_of(leading.get(address))
    backwards = leading.post("/dieu-hanh/hai-long/cong-bo", {"tu": "2026-11-03", "den": "2026-11-01"})
    assert (backwards.status_code, "không trước ngày đầu" in text_of(backwards)) == (409, True)


def test_free_words_are_decided_on_a_page_and_undone(staff, code):
    address = link_on(signed_in(staff.reception).post(f"/lam-viec/ho-so/{code}/danh-gia"))
    long = Client().post(address, {"muc": "4", "gop-y": "a" * 1001})
    assert long.status_code == 400
    assert "a" * 1001 in long.content.decode()
    Client().post(address, {"muc": "4", "gop-y": "Chị Mẫu làm nhanh"})
    watching, leading = signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR)), signed_in(staff.leader)
    page = "/dieu-hanh/hai-long/gop-y"
    row = re.search(r'name="danh-gia" value="(\d+)"', watching.get(page).content.decode())[1]
    assert "làm nhanh" not in text_of(leading.get(page))

    wrong = watching.post(page, {"danh-gia": row, "viec": "hien", "hien": "Chị Mẫu làm rất nhanh"})
    assert (wrong.status_code, "không được thêm hay đổi chữ" in text_of(wrong)) == (400, True)
    watching.post(page, {"danh-gia": row, "viec": "hien", "hien": "[…] làm nhanh"})
    assert "[…] làm nhanh" in text_of(leading.get(page))
    assert "tháng 11/2026" in text_of(leading.get(page))
    assert not re.search(r"03/11|11:00", text_of(leading.get(page)))
    assert "Chị Mẫu" not in text_of(leading.get(page))
    assert leading.post(page, {"danh-gia": row, "viec": "bo"}).status_code == 400
    watching.post(page, {"danh-gia": row, "viec": "bo"})
    assert "làm nhanh" not in text_of(leading.get(page))


def test_a_period_that_ends_before_it_begins_is_one_sentence(staff):
    watching = signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR))
    page = watching.get("/dieu-hanh/hai-long?tu=2026-11-03&den=2026-11-01")
    assert page.status_code == 400
    assert "Ngày cuối của kỳ phải không trước ngày đầu." in text_of(page)


def test_the_device_at_the_counter_asks_and_waits_again(staff, code):
    desk, device = signed_in(staff.reception), Client()
    made = desk.post("/lam-viec/may-danh-gia", {"ten": "Quầy 1"})
    address = re.search(r"/may-danh-gia/[\w-]+", made.content.decode().split("<img", 1)[1])[0]
    assert "cán bộ ở quầy mở phần đánh giá" in text_of(device.get(address))
    (found,) = surveys.devices_of(staff.places.commune_desk, AT)
    desk.post(f"/lam-viec/ho-so/{code}/danh-gia", {"may": found.id})

    asked = device.get(address)
    number = re.search(r'name="luot" value="(\d+)"', asked.content.decode())[1]
    assert device.post(address, {"luot": number}).status_code == 400
    assert "cảm ơn" in text_of(device.post(address, {"luot": number, "muc": "4"}))

    assert "cán bộ ở quầy mở phần đánh giá" in text_of(device.get(address))
    assert Rating.objects.get().answer == 4
    desk.post("/lam-viec/may-danh-gia", {"ngung": found.id})
    assert device.get(address).status_code == 404
    assert device.get("/may-danh-gia/khong-co").status_code == 404


def test_only_reception_of_the_desk_asks(staff, code):
    assert signed_in(staff.leader).get(f"/lam-viec/ho-so/{code}/danh-gia").status_code == 403
    other = organisation_testing.an_actor(staff.places.centre, Role.RECEPTION)
    assert signed_in(other).post(f"/lam-viec/ho-so/{code}/danh-gia").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_job_ends_what_a_reopened_dossier_said(staff, code):
    rating_reactions.follow(at=AT)
    token = surveys.invite(code, by=staff.reception, at=AT).token
    surveys.rate_by_link(token, surveys.Answer(1), sender=surveys.Sender("192.0.2.1"), at=AT)
    dossiers.reopen(code, reason="Sai số nhà (mẫu)", by=staff.leader, at=AT + timedelta(hours=1))

    rating_reactions.follow(at=AT + timedelta(hours=1))
    rating_reactions.follow(at=AT + timedelta(hours=1))

    assert Rating.objects.get().ended_why == "reopened"
