"""Deny by default, and settings that refuse to start unsafe."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, include, path

from motcua.config.environment import WrongEnvironment, read_environment
from motcua.entrypoints.web import policy

PRODUCTION = {
    "MOTCUA_PRODUCTION": "1",
    "MOTCUA_SECRET_KEY": "a-text-of-fifty-letters-that-is-made-for-this-test-only-0123456789",
    "MOTCUA_ALLOWED_HOSTS": "motcua.example",
    "MOTCUA_PUBLIC_ADDRESS": "https://motcua.example",
    "MOTCUA_TRUSTED_PROXIES": "1",
    "MOTCUA_MAIL_HOST": "mail.motcua.example",
    "MOTCUA_MAIL_FROM": "mot-cua@motcua.example",
}


def a_page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.fixture
def environment(monkeypatch):
    """Return a function that sets exactly these of our variables."""

    def only(variables: dict[str, str]) -> None:
        for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
            monkeypatch.delenv(name)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return only


def test_every_route_states_a_policy():
    routes = dict(policy.routes(get_resolver().url_patterns))

    assert routes
    assert [route for route, view in routes.items() if policy.policy_of(view) is None] == []


def test_a_route_without_a_policy_stops_the_start():
    open_by_mistake = [path("lam-viec/", include([path("quen/", a_page)]))]

    with pytest.raises(ImproperlyConfigured, match="lam-viec/quen/"):
        policy.require_policies(open_by_mistake)


def test_a_view_that_slips_through_is_refused_all_the_same(rf):
    request = rf.get("/")
    request.user = AnonymousUser()

    answer = policy.PolicyMiddleware(lambda _request: HttpResponse()).process_view(request, a_page, (), {})

    assert answer is not None
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        pytest.param({"MOTCUA_DEMO": "1"}, "MOTCUA_DEMO", id="demo_in_production"),
        pytest.param({"MOTCUA_SECRET_KEY": ""}, "MOTCUA_SECRET_KEY", id="no_secret"),
        pytest.param({"MOTCUA_SECRET_KEY": "short"}, "MOTCUA_SECRET_KEY", id="a_secret_that_can_be_guessed"),
        pytest.param({"MOTCUA_ALLOWED_HOSTS": ""}, "MOTCUA_ALLOWED_HOSTS", id="no_hosts"),
        pytest.param({"MOTCUA_ALLOWED_HOSTS": "*"}, "MOTCUA_ALLOWED_HOSTS", id="every_host"),
        pytest.param({"MOTCUA_CLOCK": "2026-11-25T08:00:00+07:00"}, "MOTCUA_CLOCK", id="a_clock_set_in_production"),
        pytest.param({"MOTCUA_PUBLIC_ADDRESS": ""}, "MOTCUA_PUBLIC_ADDRESS", id="receipts_that_lead_nowhere"),
        pytest.param({"MOTCUA_PUBLIC_ADDRESS": "http://a.vn"}, "MOTCUA_PUBLIC_ADDRESS", id="receipts_without_tls"),
        pytest.param({"MOTCUA_TRUSTED_PROXIES": ""}, "MOTCUA_TRUSTED_PROXIES", id="one_address_for_all_clients"),
        pytest.param({"MOTCUA_TRUSTED_PROXIES": "0"}, "MOTCUA_TRUSTED_PROXIES", id="no_proxy_that_ends_tls"),
        pytest.param({"MOTCUA_TRUSTED_PROXIES": "all"}, "MOTCUA_TRUSTED_PROXIES", id="proxies_without_number"),
        pytest.param({"MOTCUA_MAIL_HOST": ""}, "MOTCUA_MAIL_HOST", id="letters_into_a_folder"),
        pytest.param({"MOTCUA_MAIL_SECURITY": "none"}, "MOTCUA_MAIL_SECURITY", id="letters_in_the_open"),
        pytest.param({"MOTCUA_MAIL_SECURITY": "ssl3"}, "MOTCUA_MAIL_SECURITY", id="an_unknown_way"),
        pytest.param({"MOTCUA_MAIL_PORT": "0"}, "MOTCUA_MAIL_PORT", id="no_port"),
        pytest.param({"MOTCUA_MAIL_FROM": ""}, "MOTCUA_MAIL_FROM", id="letters_from_nobody"),
        pytest.param({"MOTCUA_MAIL_FROM": "a@b.vn\nBcc: c@d.vn"}, "MOTCUA_MAIL_FROM", id="a_header_in_the_sender"),
        pytest.param({"MOTCUA_HEARTBEAT_LIMIT": "0"}, "MOTCUA_HEARTBEAT_LIMIT", id="a_worker_dead_at_once"),
        pytest.param({"MOTCUA_METRICS_TOKEN": "1234"}, "MOTCUA_METRICS_TOKEN", id="a_token_that_can_be_guessed"),
    ],
)
def test_an_unsafe_production_is_refused_by_a_sentence_that_names_the_variable(environment, changes, named):
    environment(PRODUCTION | changes)

    with pytest.raises(WrongEnvironment, match=named):
        read_environment()


def test_a_set_clock_without_demo_is_refused(environment):
    environment({"MOTCUA_CLOCK": "2026-11-25T08:00:00+07:00"})

    with pytest.raises(WrongEnvironment, match="MOTCUA_DEMO"):
        read_environment()


@pytest.mark.parametrize("clock", ["hôm nay", "2026-11-25T08:00:00"], ids=["no moment", "no offset"])
def test_a_clock_that_is_no_moment_is_refused_by_a_sentence(environment, clock):
    environment({"MOTCUA_CLOCK": clock, "MOTCUA_DEMO": "1"})

    with pytest.raises(WrongEnvironment, match="MOTCUA_CLOCK"):
        read_environment()


def test_production_and_development_are_both_read(environment):
    environment(PRODUCTION)
    assert read_environment().production

    environment({})
    assert not read_environment().production


def settings_started_with(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Import the settings in a process of its own and print what must hold in production."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))}
    words = "from motcua.config import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)"
    return subprocess.run(
        [sys.executable, "-c", words], env=kept | variables, capture_output=True, text=True, check=False
    )


def test_the_settings_start_in_production_and_are_the_strict_ones():
    done = settings_started_with(PRODUCTION)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True", "True"]


def test_the_settings_do_not_start_with_demo_in_production():
    done = settings_started_with(PRODUCTION | {"MOTCUA_DEMO": "1"})

    assert done.returncode != 0
    assert "MOTCUA_DEMO và MOTCUA_PRODUCTION không dùng cùng nhau được" in done.stderr
