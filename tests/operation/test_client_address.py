"""Whose address counts, behind proxies of ours and in spite of headers that clients make up."""

from dataclasses import replace

import pytest
from django.test import RequestFactory

from motcua.entrypoints.web.client import client_address, network_of

PROXY = "127.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "header", "counted"),
    [
        pytest.param(0, "203.0.113.9", PROXY, id="without proxies the header is not believed"),
        pytest.param(1, "203.0.113.9", "203.0.113.9", id="one proxy"),
        pytest.param(1, "198.51.100.1, 203.0.113.9", "203.0.113.9", id="one proxy, an entry the client made up"),
        pytest.param(2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9", id="two proxies, an entry the client made up"),
        pytest.param(2, "203.0.113.9", PROXY, id="fewer entries than proxies"),
        pytest.param(1, "", PROXY, id="no header"),
        pytest.param(1, "xin chao", PROXY, id="no address"),
        pytest.param(1, "2001:db8::7", "2001:db8::7", id="IPv6"),
    ],
)
def test_the_address_that_our_outermost_proxy_wrote_counts(settings, proxies, header, counted):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, trusted_proxies=proxies)
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=header)

    assert client_address(request) == counted


@pytest.mark.django_db
def test_wrong_passwords_close_the_login_for_that_client_only(settings, client):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, trusted_proxies=1)

    def attempt(address):
        words = {"login": "lan.nt", "password": "sai"}
        headers = {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": f"6.6.6.6, {address}"}
        return client.post("/dang-nhap", words, **headers).status_code

    assert [attempt("203.0.113.9") for _ in range(6)][-1] == 429
    assert attempt("203.0.113.10") == 400


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:1:2::7", "2001:db8:1::/48"), ("", "")],
)
def test_the_log_names_a_network_and_no_client(address, network):
    assert network_of(address) == network
