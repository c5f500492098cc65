"""What tests of the second factor do with their hands: read the secret from the page, make codes, enrol."""

import html
import re

import pyotp
from django.test import Client

from motcua.foundation import clock

ENROL, CODE = "/ma-xac-nhan/dang-ky", "/ma-xac-nhan"


def secret_on(page) -> str:
    """Return the secret that the page of enrolment shows for typing."""
    found = re.search(r'id="khoa">(.*?)</p>', page.content.decode())
    assert found
    return re.sub(r"<[^>]*>|\s", "", found[1])


def code_of(secret: str, at=None) -> str:
    """Return what the app shows at the moment (of the test's clock, unless told)."""
    return pyotp.TOTP(secret).at(at or clock.now())


def enrol(client: Client, at=None) -> tuple[str, list[str]]:
    """Enrol on the page; return the secret and the recovery codes shown."""
    secret = secret_on(client.get(ENROL))
    page = client.post(ENROL, {"code": code_of(secret, at)})
    assert page.status_code == 200
    return secret, re.findall(r"\b(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}\b", html.unescape(page.content.decode()))
