"""How often somebody may try to sign in before being made to wait."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

CLOSED_FOR = timedelta(minutes=15)
"""How long failures are remembered, and how long nothing is tried once there were too many."""
OWN_PLACE, WHOLE_PLACE, WHOLE_LOGIN, CODES = 5, 60, 100, 5


@dataclass(frozen=True)
class Limit:
    """How many failed attempts of one kind are allowed within the quarter of an hour."""

    key: str
    most: int


def password_limits(login: str, address: str) -> tuple[Limit, ...]:
    """Return what a sign-in by password counts against: this login from this place, all from there, all at this login.

    A whole office may share one address, so a place has a wider limit than a login at a place. The limit of a login
    from everywhere is the widest: who reaches it keeps the rightful officer out, too.
    """
    place = place_of(address)
    return (
        Limit(f"login {login} {place}", OWN_PLACE),
        Limit(f"place {place}", WHOLE_PLACE),
        Limit(f"login {login}", WHOLE_LOGIN),
    )


def code_limits(login: str) -> tuple[Limit, ...]:
    """Return what a code of the second factor counts against: the login, from wherever."""
    return (Limit(f"code {login}", CODES),)


def place_of(address: str) -> str:
    """Return the place that an address stands for: itself, and of IPv6 the network of 64 bits that one client has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
