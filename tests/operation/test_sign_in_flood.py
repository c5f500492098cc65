"""Fifty sign-in attempts at once: few are tried, the rest refused in one sentence, and nobody else notices."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.testing import PASSWORD
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)
ATTACKER, OFFICE = "203.0.113.66", "198.51.100.7"
AT_ONCE = 50
SENTENCE = "Đăng nhập đang tạm khóa đến 09 giờ 15"
INBOX = "/lam-viec/viec"


@pytest.fixture(autouse=True)
def _morning(settings):
    set_clock(settings, AT)


def set_clock(settings, at):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, clock=at.isoformat())


@pytest.fixture
def officer():
    places = organisation_testing.a_small_province()
    return organisation_testing.an_officer(places.commune_desk, [Role.RECEPTION], password=PASSWORD)


@pytest.fixture
def hashed(monkeypatch):
    """Count how often a password is hashed, which costs a processor for a while; those of the attack are made cheap."""
    calls = itertools.count()
    real = Argon2PasswordHasher.verify

    def verify(self, password, encoded):
        next(calls)
        return password == PASSWORD and real(self, password, encoded)

    def encode(self, password, salt):
        next(calls)
        return "argon2$none"

    monkeypatch.setattr(Argon2PasswordHasher, "verify", verify)
    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)
    return lambda: next(calls)


def attempt(login, password="sai-mat-khau", address=ATTACKER):
    return Client().post("/dang-nhap", {"login": login, "password": password}, REMOTE_ADDR=address)


def at_once(acts):
    """Do all acts at the same time, each in a thread with a database connection of its own; return the answers."""
    start = threading.Barrier(len(acts))

    def do(act):
        try:
            start.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(do, acts))


def test_of_fifty_attempts_at_once_on_one_login_five_are_tried(officer, hashed):
    answers = at_once([lambda: attempt(officer)] * AT_ONCE)

    assert sorted(answer.status_code for answer in answers) == [400] * 5 + [429] * 45
    refused = [answer.content.decode() for answer in answers if answer.status_code == 429]
    assert all(page.count(SENTENCE) == 1 for page in refused)
    assert hashed() == 5


def test_of_two_hundred_attempts_on_many_logins_from_one_address_sixty_are_tried(officer, hashed):
    answers = []
    for turn in range(4):
        logins = [f"can-bo-{turn}-{number}" for number in range(AT_ONCE)]
        answers += at_once([lambda login=login: attempt(login) for login in logins])

    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(400), statuses.count(429)) == (60, 140)
    assert hashed() == 60
    assert attempt(officer, PASSWORD).status_code == 429
    assert attempt(officer, PASSWORD, OFFICE).status_code == 302


def test_the_running_session_of_the_rightful_officer_goes_on_as_before(officer):
    own = Client(REMOTE_ADDR=OFFICE)
    own.post("/dang-nhap", {"login": officer, "password": PASSWORD})
    own.get(INBOX)  # what is remembered of units is read once
    with CaptureQueriesContext(connection) as before:
        own.get(INBOX)
    at_once([lambda: attempt(officer)] * AT_ONCE)

    with CaptureQueriesContext(connection) as after:
        assert own.get(INBOX).status_code == 200

    assert len(after) == len(before)
    assert attempt(officer, PASSWORD, OFFICE).status_code == 302, "and from the own place it signs in anew"


def test_a_refused_attempt_costs_one_statement_and_no_session(officer, hashed):
    at_once([lambda: attempt(officer)] * AT_ONCE)
    tried = hashed()

    with CaptureQueriesContext(connection) as caught:
        answer = attempt(officer, PASSWORD)

    assert answer.status_code == 429
    assert len(caught) == 1
    assert "sessionid" not in answer.cookies
    assert hashed() == tried + 1, "asking for the count counts"


def test_the_lock_ends_by_itself_under_a_lasting_attack(officer, settings, hashed):
    for minutes in range(15):
        set_clock(settings, AT + timedelta(minutes=minutes))
        for _ in range(3):
            attempt(officer)
    assert attempt(officer, PASSWORD).status_code == 429

    set_clock(settings, AT + timedelta(minutes=16, seconds=1))
    assert attempt(officer, PASSWORD).status_code == 302


def test_of_two_sign_ins_with_one_code_at_once_one_goes_through():
    places = organisation_testing.a_small_province()
    leader = organisation_testing.an_actor(places.centre, Role.LEADER)
    offered = organisation.new_offer(leader.login)
    app = pyotp.TOTP(organisation.read_offer(offered, leader.login).secret.replace("-", ""))
    earlier = AT - timedelta(minutes=5)
    handed = organisation.issue_enrolment_code(login=leader.login, by=SYSTEM, at=earlier)
    organisation.enrol_second_factor(
        login=leader.login, offered=offered, code=app.at(earlier), enrolment_code=handed, by=leader, at=earlier
    )
    officers = get_user_model().objects
    browsers = [Client(), Client(), Client()]
    for browser in browsers:
        browser.force_login(officers.get(login=leader.login), backend="motcua.entrypoints.web.sessions.OfficerBackend")

    code = app.at(AT)
    answers = at_once([lambda one=one: one.post("/ma-xac-nhan", {"code": code}) for one in browsers])

    assert sorted(answer.status_code for answer in answers) == [302, 400, 400]
    working = [browser for browser in browsers if browser.get(INBOX).status_code == 200]
    assert len(working) == 1


def test_of_two_that_make_the_key_at_once_both_have_the_same():
    from motcua.foundation import secret_store

    found = at_once([lambda: secret_store.digest("một", about="test")] * 20)

    assert len(set(found)) == 1
