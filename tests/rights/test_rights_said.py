"""What may a login see and do on a day, and why: the page and the command say it from the policies and the scope themselves."""

from datetime import date, timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.urls import get_resolver

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role
from motcua.entrypoints import rights
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)
AT = testing.SET_UP_AT.replace(year=2026, month=11, day=12, hour=9)
OWN, OTHERS = "/lam-viec/quyen-cua-toi", "/quan-tri/quyen"


@pytest.fixture
def places(settings):
    set_clock(settings, AT)
    return testing.a_small_province()


def said(login, on=DAY):
    return " ".join(rights.rights_of(login, on).sentences)


def opens(login, on=DAY):
    return {address for one in rights.rights_of(login, on).units for part in one.parts for address in part.addresses}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("unit", ["H12", "H12.61"])
def test_what_is_said_to_open_is_what_opens(places, role, unit):
    """Every route without a number in its address, asked for by each role: said to open, or answered 403."""
    until = DAY + timedelta(9) if role == Role.INSPECTOR else None
    login = testing.an_officer(unit, (role,), until_on=until)
    client, told = signed_in(organisation.actor_for(login, DAY)), opens(login)
    for _, address, view in rights.named_routes(get_resolver().url_patterns):
        if "<" in address or rights.policy_of(view).is_public:
            continue
        assert (client.get(address).status_code != 403) is (address in told), address


def test_every_part_of_the_site_has_its_name_and_no_name_is_left_over():
    areas = {
        rights.area_of(name)
        for name, _, view in rights.named_routes(get_resolver().url_patterns)
        if not rights.policy_of(view).is_public
    }
    assert areas == set(rights.AREAS)


def test_a_leader_s_scope_is_said_unit_by_unit_with_the_reason(places):
    login = testing.an_officer(places.commune, (Role.LEADER,), title="Chủ tịch", signature="CHỦ TỊCH")

    told = said(login)
    assert (
        "Vị trí Chủ tịch, Ủy ban nhân dân xã Đất Mũi (H12.61), từ 01/01/2022, chưa định ngày hết: lãnh đạo đơn vị."
        in told
    )
    assert "2 đơn vị: Ủy ban nhân dân xã Đất Mũi; Trung tâm Phục vụ hành chính công xã Đất Mũi" in told
    assert "Ký thay mặt đơn vị H12.61: CHỦ TỊCH." in told
    [one] = rights.rights_of(login, DAY).units
    assert {code for code, _ in one.sees} == {places.commune, places.commune_desk}


def test_an_administrator_and_a_publisher_are_told_that_they_see_no_dossier(places):
    for role in (Role.ADMINISTRATOR, Role.PUBLISHER):
        login = testing.an_officer(places.province, (role,))
        assert "không xem hồ sơ của người dân" in said(login)
        assert "/lam-viec/tra-cuu" not in opens(login)


@pytest.mark.parametrize(
    ("on", "told", "has"),
    [
        pytest.param(date(2026, 11, 9), "từ 10/11/2026 mới có hiệu lực", False, id="the day before the first"),
        pytest.param(date(2026, 11, 10), "từ 10/11/2026, đến hết 13/11/2026: kiểm tra", True, id="the first day"),
        pytest.param(date(2026, 11, 13), "từ 10/11/2026, đến hết 13/11/2026: kiểm tra", True, id="the last day"),
        pytest.param(date(2026, 11, 14), "đã hết ngày 13/11/2026, không còn quyền gì", False, id="the day after it"),
    ],
)
def test_an_inspector_s_rights_are_said_for_the_day_that_was_asked_about(places, on, told, has):
    login = testing.an_officer(
        places.province, (Role.INSPECTOR,), from_on=date(2026, 11, 10), until_on=date(2026, 11, 14)
    )
    assert told in said(login, on)
    assert bool(opens(login, on)) is has
    assert ("Chỉ xem" in said(login, on)) is has


def test_leave_and_substitution_are_said_on_both_sides_while_they_last(places):
    for login, name in (("lan", "Trần Thị Lan"), ("hai", "Lê Văn Hải")):
        testing.an_officer(places.commune, (Role.HANDLER,), login=login, full_name=name)
    organisation.enter_leave(
        login="lan",
        unit_code=places.commune,
        from_on=DAY,
        until_on=DAY + timedelta(2),
        substitute="hai",
        by=SYSTEM,
        at=AT,
    )
    assert "Đang nghỉ từ 12/11/2026 đến hết 13/11/2026: Lê Văn Hải (hai) làm thay" in said("lan")
    assert "Làm thay Trần Thị Lan (lan) từ 12/11/2026 đến hết 13/11/2026" in said("hai")
    assert "Làm thay" not in said("hai", DAY + timedelta(2))


def test_a_closed_account_has_nothing(places):
    login = testing.an_officer(places.commune, (Role.HANDLER,))
    organisation.deactivate_officer(login=login, by=SYSTEM, at=AT)

    assert "Tài khoản đã khóa" in said(login)
    assert opens(login) == set()


def test_an_inspecting_position_without_a_last_day_is_said_to_give_nothing(places):
    from motcua.domain.organisation.models import Position

    login = testing.an_officer(places.province, (Role.PUBLISHER,), title="Vị trí đổi vai trò")
    Position.objects.filter(title="Vị trí đổi vai trò").update(roles=["inspector"])

    assert "quyền đó không có hiệu lực" in said(login)


def test_each_officer_reads_the_own_rights_and_nobody_else_s(places):
    handler = testing.an_actor(places.commune, Role.HANDLER)
    other = testing.an_officer(places.commune, (Role.LEADER,), title="Chủ tịch xã")
    client = signed_in(handler)

    page = text_of(client.get(OWN, {"tai-khoan": other, "ngay": "2026-11-12"}))
    assert handler.login in page
    assert "Chủ tịch xã" not in page
    assert client.get(OTHERS, {"tai-khoan": other}).status_code == 403
    assert client.get(OWN, {"ngay": "hôm nay"}).status_code == 400


def test_an_administrator_reads_those_of_the_own_units_and_not_of_others(places):
    own = testing.an_officer(places.commune_desk, (Role.RECEPTION,))
    other = testing.an_officer(places.department, (Role.HANDLER,))
    client = signed_in(testing.an_actor(places.commune, Role.ADMINISTRATOR))

    assert "tiếp nhận và trả kết quả" in text_of(client.get(OTHERS, {"tai-khoan": own, "ngay": "2026-11-12"}))
    assert client.get(OTHERS, {"tai-khoan": other}).status_code == 404
    assert client.get(OTHERS, {"tai-khoan": "khong-co"}).status_code == 404


def test_the_unit_s_page_leads_to_the_rights_of_who_works_there(places):
    login = testing.an_officer(places.commune, (Role.HANDLER,))
    page = signed_in(testing.an_actor(places.commune, Role.ADMINISTRATOR)).get(f"/quan-tri/don-vi/{places.commune}")

    assert f"{OTHERS}?tai-khoan={login}" in page.content.decode()
