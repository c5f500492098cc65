"""What tests of the second factor do with their hands: read the secret from the page, make codes, enrol."""

import html
import re

import pyotp
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.domain.organisation import api as organisation
from motcua.foundation import clock
from motcua.foundation.actor import SYSTEM

ENROL, CODE = "/ma-xac-nhan/dang-ky", "/ma-xac-nhan"


def secret_on(page) -> str:
    """Return the secret that the page of enrolment shows for typing."""
    found = re.search(r'id="khoa">(.*?)</p>', page.content.decode())
    assert found
    return re.sub(r"<[^>]*>|\s", "", found[1])


def code_of(secret: str, at=None) -> str:
    """Return what the app shows at the moment (of the test's clock, unless told)."""
    return pyotp.TOTP(secret).at(at or clock.now())


def handed_over_to(client: Client) -> str:
    """Return a new enrolment code for whoever is signed in here."""
    login = get_user_model().objects.get(pk=client.session["_auth_user_id"]).get_username()
    return organisation.issue_enrolment_code(login=login, by=SYSTEM, at=clock.now())


def enrol(client: Client, at=None) -> tuple[str, list[str]]:
    """Enrol on the page, with the code that an administrator hands over; return the secret and the recovery codes shown."""
    secret = secret_on(client.get(ENROL))
    page = client.post(ENROL, {"code": code_of(secret, at), "enrolment_code": handed_over_to(client)})
    assert page.status_code == 200
    return secret, re.findall(r"\b(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}\b", html.unescape(page.content.decode()))
