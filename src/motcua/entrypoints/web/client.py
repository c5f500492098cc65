"""The address of whoever asks, as the lock-out of sign-ins counts it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's network address.

    Behind N proxies of our own (MOTCUA_TRUSTED_PROXIES) it is the Nth entry of X-Forwarded-For from the right: the one
    that our outermost proxy wrote. What stands further left the client may have written. Without proxies, or where
    the header is too short or holds no address, it is the address of the connection.
    """
    connected = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.ENVIRONMENT.trusted_proxies
    entries = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies < 1 or len(entries) < proxies:
        return connected
    try:
        return str(ipaddress.ip_address(entries[-proxies]))
    except ValueError:
        return connected


def network_of(address: str) -> str:
    """Return the network of an address, which names no person: /24 of IPv4, /48 of IPv6; nothing where it is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))
