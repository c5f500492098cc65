"""Salted digests: how the ledger refers to personal data without holding it."""

import hashlib
import hmac
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

from motcua.foundation.models import DatabaseIdentity

_salts: WeakKeyDictionary[Any, bytes] = WeakKeyDictionary()
"""The salt by the open connection it was read through: it leads to one database for as long as it is open."""


def salted(value: str) -> str:
    """Return a digest of the value that only this database can make again (first 32 hex letters)."""
    return hmac.new(_salt(), value.encode(), hashlib.sha256).hexdigest()[:32]


def _salt() -> bytes:
    connection.ensure_connection()
    known = _salts.get(connection.connection)
    if known is None:
        known = _salts[connection.connection] = bytes(DatabaseIdentity.objects.get().salt)
    return known
