"""The second factor: a six-digit code of an app on the officer's phone, and recovery codes on paper.

Codes follow RFC 6238 (SHA-1, 30 seconds, six digits), which every such app knows.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

import pyotp
from pyotp.exceptions import OTPVerificationError

from motcua.domain.organisation.rules.words import Role
from motcua.kernel.vietnamese import clean

ISSUER = "Mot Cua"
"""How the app names the account; without marks, since some apps do not show them."""
WINDOW = 1
"""Steps of 30 seconds by which phone and server may differ, each way."""
RECOVERY_CODES, RECOVERY_LETTERS = 10, 12
ENROLMENT_LETTERS, ENROLMENT_CODE_LASTS = 8, timedelta(days=7)
"""How long the code is good by which an officer enrols: handed over by hand, used within the week."""
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letters or digits that are taken for each other on paper."""


def is_demanded(roles: Iterable[str], *, signs: bool) -> bool:
    """Tell whether who holds a position with these roles gives a second factor: administrators, leaders, signers."""
    return signs or not {Role.ADMINISTRATOR.value, Role.LEADER.value}.isdisjoint(roles)


def new_secret() -> str:
    """Return a new secret of 160 bits, as letters and digits (base 32)."""
    return pyotp.random_base32()


def address_for_app(secret: str, login: str) -> str:
    """Return the otpauth:// address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(code: str, secret: str, at: datetime) -> int | None:
    """Return the 30-second step whose code this is, at most one away from the moment; None where it is none."""
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(typed(code), for_time=at, valid_window=WINDOW)
    except OTPVerificationError:
        return None


def new_recovery_codes() -> tuple[str, ...]:
    """Return ten codes of 59 bits each, in groups as they are printed."""
    return tuple(in_groups("".join(map(secrets.choice, [LETTERS] * RECOVERY_LETTERS))) for _ in range(RECOVERY_CODES))


def new_enrolment_code() -> str:
    """Return a code of 39 bits, in groups as it is handed over; wrong ones are counted."""
    return in_groups("".join(map(secrets.choice, [LETTERS] * ENROLMENT_LETTERS)))


def in_groups(text: str) -> str:
    """Return letters in groups of four, for reading and typing."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def typed(code: str) -> str:
    """Return a code as it was meant, whatever blanks, dashes or small letters were typed."""
    return "".join(letter for letter in clean(code).upper() if letter.isalnum())
