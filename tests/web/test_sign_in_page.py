"""Signing in: who may, who is locked out, what demo mode shows and production never does."""

from dataclasses import replace

import pytest
from django.test import Client

from motcua.domain.organisation import testing as organisation_testing

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    places = organisation_testing.a_small_province()
    return organisation_testing.an_officer(places.commune_desk, ["reception"], password=organisation_testing.PASSWORD)


def sign_in(client: Client, login: str, password: str):
    return client.post("/dang-nhap", {"login": login, "password": password})


def test_an_officer_signs_in_with_login_and_password(client, officer):
    answer = sign_in(client, officer, organisation_testing.PASSWORD)

    assert answer.status_code == 302
    assert answer["Location"] == "/lam-viec/"


def test_a_wrong_password_gets_one_sentence_and_keeps_the_login(client, officer):
    answer = sign_in(client, officer, "sai-mat-khau")

    assert answer.status_code == 400
    assert "không đúng" in answer.content.decode()
    assert f'value="{officer}"' in answer.content.decode()


def test_after_five_wrong_passwords_the_right_one_is_refused_for_a_while(client, officer):
    for _ in range(5):
        sign_in(client, officer, "sai-mat-khau")

    answer = sign_in(client, officer, organisation_testing.PASSWORD)

    assert answer.status_code == 429
    assert "tạm khóa" in answer.content.decode()


def test_passwords_are_kept_as_argon2(officer):
    from motcua.domain.organisation.models import Officer

    assert Officer.objects.get(login=officer).password.startswith("argon2$")


def test_a_page_asked_for_before_signing_in_is_reached_after_it(client, officer):
    assert client.get("/lam-viec/viec")["Location"] == "/dang-nhap?next=%2Flam-viec%2Fviec"

    answer = client.post(
        "/dang-nhap",
        {"login": officer, "password": organisation_testing.PASSWORD, "next": "/lam-viec/viec"},
    )

    assert answer["Location"] == "/lam-viec/viec"


def test_nobody_is_led_to_a_foreign_address_after_signing_in(client, officer):
    answer = client.post(
        "/dang-nhap",
        {"login": officer, "password": organisation_testing.PASSWORD, "next": "https://noi-khac.example/"},
    )

    assert answer["Location"] == "/lam-viec/"


def test_accounts_are_listed_in_demo_mode_only(client, officer, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)
    assert officer not in client.get("/dang-nhap").content.decode()

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=True)
    assert officer in client.get("/dang-nhap").content.decode()


def test_a_demo_sign_in_without_password_is_refused_outside_demo_mode(client, officer, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demo=False)

    answer = client.post("/dang-nhap", {"demo_login": officer})

    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


def test_an_officer_whose_posting_ended_reaches_no_page(client, officer, monkeypatch):
    from datetime import datetime

    from motcua.foundation import clock
    from motcua.kernel.working_time import ZONE

    sign_in(client, officer, organisation_testing.PASSWORD)
    monkeypatch.setattr(clock, "now", lambda: datetime(2021, 1, 4, 9, 0, tzinfo=ZONE))

    answer = client.get("/lam-viec/viec")

    assert answer.status_code == 403
    assert "vị trí công tác" in answer.content.decode()


def test_a_form_without_its_token_is_refused(officer):
    strict = Client(enforce_csrf_checks=True)

    assert sign_in(strict, officer, organisation_testing.PASSWORD).status_code == 403


def test_pages_forbid_inline_scripts_and_styles(client, officer):
    policy = client.get("/dang-nhap")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_signing_out_ends_the_session(client, officer):
    sign_in(client, officer, organisation_testing.PASSWORD)

    client.post("/dang-xuat")

    assert client.get("/lam-viec/")["Location"].startswith("/dang-nhap")


NEW = "song-nuoc-nam-can-2026"


def test_an_officer_changes_the_own_password_and_stays_signed_in(client, officer):
    sign_in(client, officer, organisation_testing.PASSWORD)

    answer = client.post("/mat-khau", {"current": organisation_testing.PASSWORD, "new": NEW, "again": NEW})

    assert answer["Location"] == "/lam-viec/"
    assert client.get("/mat-khau").status_code == 200
    assert sign_in(Client(), officer, organisation_testing.PASSWORD).status_code == 400
    assert sign_in(Client(), officer, NEW).status_code == 302


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        pytest.param("sai-mat-khau", NEW, NEW, "không đúng", id="the present password is wrong"),
        pytest.param(organisation_testing.PASSWORD, "ngan", "ngan", "10", id="the new one is too short"),
        pytest.param(organisation_testing.PASSWORD, NEW, "khac-han-2026", "không giống nhau", id="typed differently"),
    ],
)
def test_a_password_that_cannot_be_changed_says_why_and_stays(client, officer, current, new, again, sentence):
    sign_in(client, officer, organisation_testing.PASSWORD)

    answer = client.post("/mat-khau", {"current": current, "new": new, "again": again})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert sign_in(Client(), officer, organisation_testing.PASSWORD).status_code == 302


def test_a_cookie_that_is_none_of_ours_is_nobody_s_session(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefgh\x00ijk"

    assert client.get("/lam-viec/viec").status_code == 302
