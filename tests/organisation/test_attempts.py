"""Attempts to sign in: counted before they are tried, whoever tries, and forgotten by themselves."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.models import Attempt
from motcua.domain.organisation.rules.attempts import place_of
from motcua.domain.organisation.testing import SET_UP_AT as AT

pytestmark = pytest.mark.django_db


def tried(login="lan.nt", address="10.0.0.7", at=AT):
    """Try once and fail; tell whether it was let through to be tried."""
    try:
        organisation.begin_attempt(organisation.password_limits(login, address), at=at)
    except organisation.TooManyAttempts:
        return False
    return True


@pytest.mark.parametrize(
    ("attempts", "let_through"),
    [
        pytest.param([("lan.nt", "10.0.0.7")] * 50, 5, id="one login from one place"),
        pytest.param([(f"can-bo-{n}", "10.0.0.7") for n in range(200)], 60, id="many logins from one place"),
        pytest.param([("lan.nt", f"10.0.{n // 5}.1") for n in range(500)], 100, id="one login from many places"),
        pytest.param([("lan.nt", f"2001:db8::{n}") for n in range(50)], 5, id="one client with many IPv6 addresses"),
    ],
)
def test_so_many_are_tried_and_no_more(attempts, let_through):
    assert sum(tried(*one) for one in attempts) == let_through


def test_the_wait_ends_by_itself_though_somebody_goes_on_trying():
    for second in range(0, 15 * 60, 10):
        tried(at=AT + timedelta(seconds=second))

    assert not tried(at=AT + timedelta(minutes=15, seconds=39))
    assert tried(at=AT + timedelta(minutes=15, seconds=41))


def test_failures_are_forgotten_after_a_quarter_of_an_hour():
    assert [tried() for _ in range(4)] == [True] * 4
    later = AT + timedelta(minutes=15)

    assert [tried(at=later) for _ in range(6)] == [True] * 5 + [False]


def test_a_success_takes_back_its_own_attempt_and_the_failures_of_that_login_there():
    limits = organisation.password_limits("lan.nt", "10.0.0.7")
    for _ in range(200):
        organisation.begin_attempt(limits, at=AT)
        organisation.attempt_succeeded(limits)

    assert set(Attempt.objects.values_list("tries", flat=True)) == {0}


def test_others_are_let_through_meanwhile():
    for _ in range(20):
        tried()

    assert tried(login="be.tt")
    assert tried(address="10.0.0.8")


def test_while_it_waits_an_attempt_costs_one_statement_and_changes_nothing():
    from django.db import connection

    for _ in range(6):
        tried()
    before = list(Attempt.objects.order_by("key").values())
    with CaptureQueriesContext(connection) as caught:
        assert not tried()

    assert len(caught) == 1
    assert list(Attempt.objects.order_by("key").values()) == before


def test_counts_name_neither_login_nor_address_and_go_after_a_day():
    tried()
    assert all(len(key) == 64 for key in Attempt.objects.values_list("key", flat=True))

    assert organisation.forget_attempts(at=AT + timedelta(hours=24)) == 0
    assert organisation.forget_attempts(at=AT + timedelta(hours=25)) == 3


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::7", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
        ("xin chao", "xin chao"),
    ],
)
def test_a_place_is_what_one_client_has(address, place):
    assert place_of(address) == place
