"""The administrator's pages of units: positions, postings, accounts; and whose they are not."""

import re
from datetime import date, timedelta

import pytest
from desk_pages import signed_in, text_of

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role
from motcua.entrypoints.web.administration.units import ACTS
from motcua.foundation import clock, ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/don-vi"


def day() -> date:
    return clock.now().date()


@pytest.fixture
def places(db):
    return testing.a_small_province()


@pytest.fixture
def boss(places):
    return testing.an_actor(places.commune, Role.ADMINISTRATOR)


@pytest.fixture
def client(boss):
    return signed_in(boss)


@pytest.fixture
def lan(places):
    testing.an_officer(places.commune, ["handler"], login="lan", full_name="Trần Thị Lan", title="Chuyên viên")
    return "lan"


def act(client, places, word, **form):
    return client.post(f"{LIST}/{places.commune}/{word}", {name.replace("_", "-"): one for name, one in form.items()})


def may_act(login, places):
    try:
        return bool(organisation.actor_for(login, day(), places.commune).roles)
    except organisation.NoPosting:
        return False


@pytest.mark.parametrize("role", ["reception", "handler", "leader", "publisher", "supervisor"])
def test_nobody_else_opens_the_units(places, role):
    other = signed_in(testing.an_actor(places.commune, role))

    assert other.get(LIST).status_code == other.get(f"{LIST}/{places.commune}").status_code == 403
    assert other.post(f"{LIST}/{places.commune}/khoa", {"tai-khoan": "lan"}).status_code == 403


def test_the_list_has_the_units_one_administers_and_finds_them_without_marks(client, places):
    assert [word in text_of(client.get(LIST)) for word in (places.commune, places.commune_desk, places.department)] == [
        True,
        True,
        False,
    ]
    assert places.commune_desk in text_of(client.get(f"{LIST}?tim=phuc vu hanh chinh"))
    assert "Không có đơn vị nào" in text_of(client.get(f"{LIST}?tim=khong co"))


def test_a_unit_that_is_not_ones_own_looks_like_one_that_is_not_there(client, places):
    for code in (places.department, "H12.999"):
        assert client.get(f"{LIST}/{code}").status_code == 404
        assert client.post(f"{LIST}/{code}/vi-tri", {"vi-tri": "Văn thư"}).status_code == 404


def test_the_page_of_a_unit_shows_its_times_positions_holders_and_history(client, places, lan):
    organisation.rename_unit(
        code=places.commune, name="Ủy ban nhân dân xã Mũi", from_on=day() + timedelta(days=9), by=SYSTEM, at=clock.now()
    )
    said = text_of(client.get(f"{LIST}/{places.commune}"))

    for word in ("Hiện nay", "Sắp có hiệu lực", "Trần Thị Lan", "thụ lý hồ sơ", "Lập đơn vị", "Phân công: lan"):
        assert word.casefold() in said.casefold(), word


def test_every_act_on_a_unit_has_words_in_its_history():
    assert ACTS.keys() == {str(one) for one in organisation.Act}


def test_a_position_is_made_and_an_officer_registered_whose_password_is_shown_once(client, places, boss):
    act(client, places, "vi-tri", vi_tri="Văn thư", vai_tro=["handler"])
    page = act(
        client, places, "dang-ky", ho_ten="Lý Văn Mẫu", tai_khoan="mau.datmui", vi_tri="Văn thư", tu=day().isoformat()
    )
    password = re.search(r'mau.datmui: <span class="mc-code">([^<]+)</span>', page.content.decode()).group(1)

    from motcua.domain.organisation.models import Officer

    assert Officer.objects.get(login="mau.datmui").check_password(password)
    assert may_act("mau.datmui", places)
    assert "no-store" in page["Cache-Control"]
    assert password not in client.get(f"{LIST}/{places.commune}").content.decode()
    assert {row.by_login for row in ledger.rows_of("officer:mau.datmui")} == {boss.login}


def test_a_faulty_registration_registers_nobody(client, places):
    page = act(client, places, "dang-ky", ho_ten="X", tai_khoan="mau.datmui", vi_tri="Không có", tu=day().isoformat())

    assert page.status_code == 400
    assert "không có vị trí" in text_of(page)
    with pytest.raises(organisation.UnknownOfficer):
        organisation.officer_by_login("mau.datmui")


def test_faulty_coordinates_are_one_sentence_and_nothing_typed_is_lost(client, places):
    refused = act(client, places, "lien-he", dia_chi="Số 1 đường Chợ", toa_do="105.1524, 9.1769")

    assert refused.status_code == 400
    assert "Xem lại có ghi ngược hai số không." in text_of(refused)
    assert 'value="Số 1 đường Chợ"' in refused.content.decode()
    assert 'value="105.1524, 9.1769"' in refused.content.decode()
    assert act(client, places, "lien-he", toa_do="9.1769, 105.1524").status_code == 302
    assert 'value="9.1769, 105.1524"' in client.get(f"{LIST}/{places.commune}").content.decode()


def test_a_posting_is_ended_from_its_day_on(client, places, lan):
    act(client, places, "ket-thuc", tai_khoan=lan, vi_tri="Chuyên viên", tu=day().isoformat())

    assert not may_act(lan, places)


def test_an_officer_with_an_account_is_posted(client, places, lan):
    act(client, places, "vi-tri", vi_tri="Lãnh đạo", vai_tro=["leader"])
    act(client, places, "phan-cong", tai_khoan=lan, vi_tri="Lãnh đạo", tu=day().isoformat(), quyet_dinh="12/QĐ")

    assert organisation.actor_for(lan, day()).roles == {"handler", "leader"}


def test_an_inspector_is_posted_up_to_the_last_day_of_the_decision(client, places, lan):
    act(client, places, "vi-tri", vi_tri="Đoàn kiểm tra", vai_tro=["inspector"])
    last = day() + timedelta(days=4)
    words = {"tai_khoan": lan, "vi_tri": "Đoàn kiểm tra", "tu": day().isoformat()}

    without = act(client, places, "phan-cong", **words)
    done = act(client, places, "phan-cong", **words, den=last.isoformat(), quyet_dinh="15/QĐ-TTr")

    assert without.status_code == 400
    assert "phải có ngày kết thúc" in text_of(without)
    assert done.status_code == 302
    assert "inspector" in organisation.actor_for(lan, last).roles
    assert "inspector" not in organisation.actor_for(lan, last + timedelta(days=1)).roles


def test_a_new_officer_comes_for_some_days(client, places):
    act(client, places, "vi-tri", vi_tri="Đoàn kiểm tra", vai_tro=["inspector"])
    words = {"ho_ten": "Lý Văn Mẫu", "tai_khoan": "mau.kiemtra", "vi_tri": "Đoàn kiểm tra", "tu": day().isoformat()}

    assert act(client, places, "dang-ky", **words, den=(day() - timedelta(days=1)).isoformat()).status_code == 400
    act(client, places, "dang-ky", **words, den=day().isoformat())

    assert may_act("mau.kiemtra", places)
    with pytest.raises(organisation.NoPosting):
        organisation.actor_for("mau.kiemtra", day() + timedelta(days=1))


def test_a_password_is_reset_and_an_account_closed(client, places, lan):
    assert "Mật khẩu mới của lan" in text_of(act(client, places, "mat-khau", tai_khoan=lan))
    act(client, places, "khoa", tai_khoan=lan)

    assert not may_act(lan, places)


def test_the_last_administrator_does_not_remove_the_own_right(client, places, boss):
    title = organisation.officer_by_login(boss.login, day()).rights[0].position
    closed = act(client, places, "khoa", tai_khoan=boss.login)
    ended = act(client, places, "ket-thuc", tai_khoan=boss.login, vi_tri=title, tu=day().isoformat())

    assert closed.status_code == ended.status_code == 400
    assert "người quản trị cuối cùng" in text_of(closed)
    assert may_act(boss.login, places)

    testing.an_actor(places.province, Role.ADMINISTRATOR)
    act(client, places, "khoa", tai_khoan=boss.login)
    assert not may_act(boss.login, places)


@pytest.mark.parametrize("word", ["khoa", "mat-khau"])
@pytest.mark.parametrize("begins", [0, 1], ids=["works elsewhere today", "works elsewhere from tomorrow"])
def test_an_officer_of_another_unit_too_is_not_closed_by_one_of_them(client, places, lan, word, begins):
    organisation.create_position(
        unit_code=places.department, title="Chuyên viên Sở", roles=["handler"], by=SYSTEM, at=clock.now()
    )
    organisation.post_officer(
        login=lan, unit_code=places.department, title="Chuyên viên Sở", from_on=day() + timedelta(days=begins),
        by=SYSTEM, at=clock.now(),
    )  # fmt: skip

    page = act(client, places, word, tai_khoan=lan)

    assert page.status_code == 400
    assert "chưa có quyền" in text_of(page)
    assert may_act(lan, places)
