"""The second factor on the pages: nothing is reached before it, and every way round it is closed."""

import logging
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from desk_pages import set_clock
from django.contrib.sessions.models import Session
from django.test import Client
from second_factor_by_hand import CODE, ENROL, code_of, enrol, handed_over_to, secret_on

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.testing import PASSWORD, SET_UP_AT, TODAY
from motcua.entrypoints.web import second_factor
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
MORNING = SET_UP_AT.replace(year=2026, month=11, day=25, hour=9)
STEP = timedelta(seconds=30)
INBOX = "/lam-viec/viec"


@pytest.fixture(autouse=True)
def _morning(settings):
    set_clock(settings, MORNING)


@pytest.fixture
def places():
    return organisation_testing.a_small_province()


@pytest.fixture
def leader(places):
    return organisation_testing.an_officer(places.centre, [Role.LEADER], password=PASSWORD)


def sign_in(client, login, password=PASSWORD, **more):
    return client.post("/dang-nhap", {"login": login, "password": password, **more})


def enrolled(settings, login, at=MORNING - timedelta(hours=1)):
    """Enrol by page an hour before; return the secret and the recovery codes."""
    browser = Client()
    set_clock(settings, at)
    sign_in(browser, login)
    found = enrol(browser)
    set_clock(settings, MORNING)
    return found


def test_who_only_receives_is_asked_for_no_code(client, places):
    login = organisation_testing.an_officer(places.commune_desk, [Role.RECEPTION], password=PASSWORD)

    assert sign_in(client, login, next=INBOX)["Location"] == INBOX
    assert client.get(INBOX).status_code == 200
    assert client.get(CODE)["Location"] == "/lam-viec/"


def test_a_leader_enrols_once_and_then_works(client, leader):
    assert sign_in(client, leader, next=INBOX)["Location"] == INBOX
    led = client.get(INBOX)
    assert led["Location"] == "/ma-xac-nhan?next=%2Flam-viec%2Fviec"
    assert client.get(led["Location"])["Location"].startswith(ENROL)

    _, recovery_codes = enrol(client)

    assert len(recovery_codes) == 10
    assert client.get(INBOX).status_code == 200
    assert client.get(ENROL).status_code == 302, "the recovery codes are shown once"


def test_at_the_next_sign_in_the_code_leads_back_to_the_page_asked_for(client, leader, settings):
    secret, _ = enrolled(settings, leader)
    sign_in(client, leader)
    page = client.get(client.get(INBOX)["Location"])
    assert f'name="next" value="{INBOX}"' in page.content.decode()

    answer = client.post(CODE, {"code": code_of(secret), "next": INBOX})

    assert answer["Location"] == INBOX
    assert client.get(INBOX).status_code == 200


def test_a_wrong_code_is_refused_and_nothing_is_reached(client, leader, settings):
    secret, _ = enrolled(settings, leader)
    sign_in(client, leader)

    answer = client.post(CODE, {"code": code_of(secret, MORNING + 5 * STEP)})

    assert answer.status_code == 400
    assert "Mã không đúng, đã hết hạn hoặc đã dùng rồi." in answer.content.decode()
    assert client.get(INBOX)["Location"].startswith(CODE)


def test_a_code_seen_by_somebody_else_is_no_good_in_another_browser(client, leader, settings):
    secret, _ = enrolled(settings, leader)
    thief = Client()
    for browser in (client, thief):
        sign_in(browser, leader)

    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302
    assert thief.post(CODE, {"code": code_of(secret)}).status_code == 400


def test_five_wrong_codes_close_the_code_for_every_browser_and_say_until_when(client, leader, settings):
    secret, _ = enrolled(settings, leader)
    sign_in(client, leader)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    another = Client()
    sign_in(another, leader)

    for browser in (client, another):
        answer = browser.post(CODE, {"code": code_of(secret)})
        assert answer.status_code == 429
        assert "tạm khóa đến 09 giờ 15" in answer.content.decode()


def test_a_recovery_code_stands_for_the_phone_once(client, leader, settings):
    _, recovery_codes = enrolled(settings, leader)
    sign_in(client, leader)
    assert client.post(CODE, {"recovery": recovery_codes[3]}).status_code == 302
    again = Client()
    sign_in(again, leader)

    assert again.post(CODE, {"recovery": recovery_codes[3]}).status_code == 400
    assert [row.act for row in ledger.rows_of(f"officer:{leader}")][-1] == "recovery_code_used"


def test_the_session_has_another_key_after_the_password_and_after_the_code(client, leader, settings):
    secret, _ = enrolled(settings, leader)
    client.get("/dang-nhap")
    keys = []
    sign_in(client, leader)
    keys.append(client.cookies["sessionid"].value)
    client.post(CODE, {"code": code_of(secret)})
    keys.append(client.cookies["sessionid"].value)

    assert keys[0] != keys[1]
    assert not Session.objects.filter(session_key=keys[0]).exists()


def test_the_first_factor_alone_is_good_for_ten_minutes(client, leader, settings):
    secret, _ = enrolled(settings, leader)
    sign_in(client, leader)
    set_clock(settings, MORNING + timedelta(minutes=11))

    answer = client.post(CODE, {"code": code_of(secret)})

    assert answer["Location"].startswith("/dang-nhap?")
    assert "_auth_user_id" not in client.session
    assert "không được nhập trong 10 phút" in client.get(answer["Location"]).content.decode()


def test_the_code_of_one_officer_is_no_good_to_another(client, places, leader, settings):
    secret, _ = enrolled(settings, leader)
    other = organisation_testing.an_officer(places.centre, [Role.LEADER], password=PASSWORD)
    enrolled(settings, other)
    sign_in(client, other)

    assert client.post(CODE, {"code": code_of(secret)}).status_code == 400


def test_who_becomes_an_administrator_while_signed_in_enrols_before_the_next_page(client, places):
    login = organisation_testing.an_officer(places.centre, [Role.HANDLER], password=PASSWORD)
    sign_in(client, login)
    assert client.get(INBOX).status_code == 200
    title = {"unit_code": places.centre, "title": "Quản trị"}
    organisation.create_position(**title, roles=[Role.ADMINISTRATOR], by=SYSTEM, at=SET_UP_AT)
    organisation.post_officer(login=login, **title, from_on=TODAY, by=SYSTEM, at=SET_UP_AT)

    for address in (INBOX, "/quan-tri/", "/mat-khau"):
        assert client.get(address)["Location"].startswith("/ma-xac-nhan?next=")
    enrol(client)
    assert client.get("/quan-tri/").status_code == 200


def test_a_reset_takes_the_rights_of_open_sessions_at_once(client, leader, settings):
    sign_in(client, leader)
    enrol(client)
    assert client.get(INBOX).status_code == 200

    organisation.reset_second_factor(login=leader, by=SYSTEM, at=MORNING)

    assert client.get(INBOX)["Location"].startswith(CODE)


def test_an_administrator_resets_on_the_page_of_the_unit_and_nobody_the_own(client, places, leader, settings):
    enrolled(settings, leader)
    boss = organisation_testing.an_officer(places.centre, [Role.ADMINISTRATOR], password=PASSWORD)
    sign_in(client, boss)
    enrol(client)
    act = f"/quan-tri/don-vi/{places.centre}/ma-xac-nhan"

    own = client.post(act, {"tai-khoan": boss})
    done = client.post(act, {"tai-khoan": leader}, follow=True)

    assert own.status_code == 400
    assert "Không ai tự đặt lại" in own.content.decode()
    assert f"Đã đặt lại mã xác nhận của {leader}" in done.content.decode()
    assert not organisation.has_second_factor(leader)
    assert organisation.has_second_factor(boss)


def test_a_stolen_password_alone_enrols_nothing(leader, settings):
    thief = Client()
    sign_in(thief, leader)
    secret = secret_on(thief.get(ENROL))

    for handed in ("", "AAAA-AAAA"):
        answer = thief.post(ENROL, {"code": code_of(secret), "enrolment_code": handed})
        assert answer.status_code == 400
        assert "Mã đăng ký không đúng hoặc đã hết hạn." in answer.content.decode()
    assert not organisation.has_second_factor(leader)
    assert thief.get(INBOX)["Location"].startswith(CODE)
    enrolled(settings, leader)


def test_five_wrong_enrolment_codes_close_the_enrolment_for_a_while(client, leader):
    sign_in(client, leader)
    secret = secret_on(client.get(ENROL))
    for _ in range(5):
        client.post(ENROL, {"code": code_of(secret), "enrolment_code": "AAAA-AAAA"})

    answer = client.post(ENROL, {"code": code_of(secret), "enrolment_code": handed_over_to(client)})

    assert answer.status_code == 429
    assert "tạm khóa đến 09:15" in answer.content.decode()


def test_the_administrator_sees_who_has_enrolled_and_hands_the_code_over(client, places, leader):
    boss = organisation_testing.an_officer(places.centre, [Role.ADMINISTRATOR], password=PASSWORD)
    sign_in(client, boss)
    enrol(client)
    place = f"/quan-tri/don-vi/{places.centre}"

    page = client.post(f"{place}/ma-dang-ky", {"tai-khoan": leader}).content.decode()
    handed = re.search(rf'Mã đăng ký của {leader}:\s*<span class="mc-code">([^<]+)</span>', page)[1]

    before = client.get(place).content.decode()
    assert (before.count("Chưa đăng ký mã xác nhận"), before.count("Đã đăng ký mã xác nhận")) == (1, 1)
    assert handed not in before, "it is shown once"
    browser = Client()
    sign_in(browser, leader)
    secret = secret_on(browser.get(ENROL))
    assert browser.post(ENROL, {"code": code_of(secret), "enrolment_code": handed}).status_code == 200
    after = client.get(place).content.decode()
    assert "Chưa đăng ký mã xác nhận" not in after
    assert "Cấp mã đăng ký</button>" not in after


def test_who_is_registered_or_posted_to_lead_gets_the_code_at_once(client, places):
    boss = organisation_testing.an_officer(places.centre, [Role.ADMINISTRATOR], password=PASSWORD)
    receiving = organisation_testing.an_officer(places.centre, [Role.RECEPTION], login="lan")
    sign_in(client, boss)
    enrol(client)
    place = f"/quan-tri/don-vi/{places.centre}"
    client.post(f"{place}/vi-tri", {"vi-tri": "Giám đốc", "vai-tro": ["leader"]})
    words = {"vi-tri": "Giám đốc", "tu": "2026-11-25"}

    new = client.post(f"{place}/dang-ky", {"ho-ten": "Lý Văn Mẫu", "tai-khoan": "mau", **words}).content.decode()
    posted = client.post(f"{place}/phan-cong", {"tai-khoan": receiving, **words}).content.decode()

    assert "Mật khẩu mới của mau:" in new
    assert "Mã đăng ký của mau:" in new
    assert "Mã đăng ký của lan:" in posted
    assert "Mật khẩu mới" not in posted


def test_changing_the_password_leaves_the_second_factor_given(client, leader):
    sign_in(client, leader)
    enrol(client)
    new = "song-nuoc-nam-can-2026"

    client.post("/mat-khau", {"current": PASSWORD, "new": new, "again": new})

    assert client.get(INBOX).status_code == 200


def test_pages_with_secrets_are_kept_by_no_browser_and_no_log(client, leader, caplog):
    caplog.set_level(logging.DEBUG)
    sign_in(client, leader)
    page = client.get(ENROL)
    secret, recovery_codes = enrol(client)

    assert "no-store" in page["Cache-Control"]
    for word in (secret, *recovery_codes, PASSWORD):
        assert word not in caplog.text
    for session in Session.objects.all():
        assert secret not in str(session.get_decoded())


def test_the_secret_that_was_offered_stays_while_the_page_is_opened_again(client, leader):
    sign_in(client, leader)

    assert secret_on(client.get(ENROL)) == secret_on(client.get(ENROL))
    assert client.post(ENROL, {"code": "000000"}).status_code == 400


# Demo


def test_in_demo_mode_a_click_needs_no_code(client, leader, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)

    client.post("/dang-nhap", {"demo_login": leader})

    assert client.get(INBOX).status_code == 200


def test_a_session_of_demo_mode_owes_the_code_outside_of_it(client, leader, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)
    client.post("/dang-nhap", {"demo_login": leader})
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)

    assert client.get(INBOX)["Location"].startswith(CODE)


def test_a_password_needs_the_code_in_demo_mode_too(client, leader, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)
    sign_in(client, leader)

    assert client.get(INBOX)["Location"].startswith(CODE)


@pytest.mark.parametrize("forged", [0, None, "", True, "1", 7, "demo"])
def test_only_the_present_number_of_the_second_factor_counts(client, leader, forged):
    sign_in(client, leader)
    session = client.session
    session[second_factor.GIVEN] = forged
    session.save()

    assert client.get(INBOX)["Location"].startswith(CODE)


def test_the_moments_of_this_file_are_of_this_place():
    assert MORNING.tzinfo == ZONE
