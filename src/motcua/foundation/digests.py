"""Salted digests: how the ledger refers to personal data without holding it."""

import hashlib
import hmac

from motcua.foundation.models import DatabaseIdentity


def salted(value: str) -> str:
    """Return a digest of the value that only this database can make again (first 32 hex letters)."""
    salt = bytes(DatabaseIdentity.objects.get().salt)
    return hmac.new(salt, value.encode(), hashlib.sha256).hexdigest()[:32]
