"""The administrator's pages of a position, of counters, and of who leaves with steps in hand."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing as dossiers_testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role

pytestmark = pytest.mark.django_db
UNIT = "/quan-tri/don-vi/H12.61"
TITLE = "Chuyên viên tư pháp"
AT = dossiers_testing.RECEIVED_AT
TODAY = AT.date()


@pytest.fixture(autouse=True)
def now(settings):
    set_clock(settings, AT)


@pytest.fixture
def staff():
    return dossiers_testing.a_staffed_province()


@pytest.fixture
def client(staff):
    return signed_in(testing.an_actor("H12.61", Role.ADMINISTRATOR))


@pytest.fixture
def lan(staff):
    login = testing.an_officer("H12.61", [Role.HANDLER], login="lan", full_name="Trần Thị Lan", title=TITLE)
    code = dossiers_testing.a_dossier(staff)
    dossiers.claim(code, by=organisation.actor_for(login, TODAY, "H12.61"), at=AT)
    return login


def of(title: str = TITLE) -> organisation.PositionInfo:
    return next(one for one in organisation.positions_of("H12.61", TODAY) if one.title == title)


# Position


def test_the_effect_of_other_rights_is_told_before_they_change(client, lan):
    page = text_of(client.post(f"{UNIT}/sua-vi-tri", {"vi-tri": TITLE, "vai-tro": ["leader"], "lam": "xem"}))

    assert "Ảnh hưởng, chưa ghi gì" in page
    assert "Trần Thị Lan" in page
    assert "Bớt quyền: thụ lý hồ sơ" in page
    assert "đang giữ 1 bước" in page
    assert of().roles == {Role.HANDLER}


def test_rights_and_signing_lines_are_changed_and_can_be_taken_back(client, lan):
    form = {"vi-tri": TITLE, "vai-tro": ["handler", "leader"], "chu-ky": "CHỦ TỊCH", "lam": "ghi"}
    assert client.post(f"{UNIT}/sua-vi-tri", form).status_code == 302
    assert (of().roles, of().signature) == ({Role.HANDLER, Role.LEADER}, "CHỦ TỊCH")

    page = text_of(client.get(f"{UNIT}/sua-vi-tri?vi-tri={quote(TITLE)}"))
    assert "Trước lần đổi gần nhất" in page
    assert "Quyền: thụ lý hồ sơ" in page

    client.post(f"{UNIT}/sua-vi-tri", {"vi-tri": TITLE, "vai-tro": ["handler"], "chu-ky": "CHỦ TỊCH", "lam": "ghi"})
    assert of().roles == {Role.HANDLER}


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"vai-tro": ["handler"], "lam": "ghi"}, "đang có đúng những quyền này"),
        ({"vai-tro": ["inspector"], "lam": "ghi"}, "phải có ngày kết thúc"),
        ({"vai-tro": ["handler"], "chu-ky": "A\nB\nC", "lam": "xem"}, "dòng"),
    ],
)
def test_what_is_refused_says_why(client, lan, form, says):
    response = client.post(f"{UNIT}/sua-vi-tri", {"vi-tri": TITLE, **form})

    assert response.status_code == 400
    assert says in text_of(response)


@pytest.mark.parametrize("address", ["sua-vi-tri?vi-tri=Chuy%C3%AAn", "thoi-giu?tai-khoan=lan&vi-tri=Ai"])
def test_a_position_that_is_not_there(client, lan, address):
    assert client.get(f"{UNIT}/{address}").status_code == 404


def test_another_unit_is_not_there(client, lan):
    for page in ("sua-vi-tri", "quay", "thoi-giu"):
        assert client.get(f"/quan-tri/don-vi/H12.04/{page}").status_code == 404


# Counters


def test_counters_are_opened_named_anew_closed_and_opened_again(client):
    opened = {"so": "3", "ten": "Hộ tịch", "tu": TODAY.isoformat(), "lam": "mo"}
    assert client.post(f"{UNIT}/quay", opened).status_code == 302
    client.post(f"{UNIT}/quay", {"so": "3", "ten": "Hộ tịch, chứng thực", "lam": "doi-ten"})
    assert "Hộ tịch, chứng thực" in text_of(client.get(f"{UNIT}/quay"))

    client.post(f"{UNIT}/quay", {"so": "3", "tu": (TODAY + timedelta(days=1)).isoformat(), "lam": "dong"})
    assert [one.ends_on for one in organisation.counter_periods_of("H12.61", TODAY)] == [TODAY + timedelta(days=1)]


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"so": "ba", "lam": "mo"}, "Ghi số quầy"),
        ({"so": "3", "ten": "Một", "tu": "mai", "lam": "mo"}, "Ghi ngày theo dạng"),
        ({"so": "3", "ten": "Một", "lam": "doi-ten"}, "không có quầy số 3"),
    ],
)
def test_a_counter_that_cannot_be_says_why(client, form, says):
    response = client.post(f"{UNIT}/quay", form)

    assert response.status_code == 400
    assert says in text_of(response)


# Leaving


def leave(client, on: date = TODAY, **form):
    return client.post(f"{UNIT}/thoi-giu", {"tai-khoan": "lan", "vi-tri": TITLE, "tu": on.isoformat(), **form})


def test_the_page_names_the_open_steps_and_who_could_take_them(client, staff, lan):
    page = text_of(client.get(f"{UNIT}/thoi-giu?tai-khoan=lan&vi-tri={quote(TITLE)}"))

    assert "Còn giữ 1 bước đang mở" in page
    assert staff.handler.login in page
    assert "Để chung cho đơn vị" in page
    assert "H12.61-" not in page


def test_without_a_choice_nothing_ends(client, lan):
    response = leave(client)

    assert response.status_code == 400
    assert "chọn người nhận" in text_of(response)
    assert [one.login for one in of().holders] == ["lan"]


def test_a_colleague_takes_them_in_the_same_act_and_the_slip_can_be_mended(client, staff, lan):
    assert leave(client, **{"nguoi-nhan": staff.handler.login}).status_code == 302
    assert of().holders == ()
    assert dossiers.count_open_steps("H12.61", staff.handler.login) == 1

    page = text_of(client.get(UNIT))
    assert "Mới thôi giữ vị trí" in page
    again = {"tai-khoan": "lan", "vi-tri": TITLE, "tu": TODAY.isoformat()}
    assert client.post(f"{UNIT}/phan-cong", again).status_code == 302
    assert [one.login for one in of().holders] == ["lan"]


def test_for_a_day_to_come_it_may_be_left_for_later(client, lan):
    later = TODAY + timedelta(days=5)
    page = text_of(leave(client, later, xem="1"))
    assert "Lãnh đạo giao lại trước ngày đó" in page

    assert leave(client, later, **{"nguoi-nhan": "later"}).status_code == 302
    assert [one.ends_on for one in of().holders] == [later]
