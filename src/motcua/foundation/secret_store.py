"""Secrets that rows of the database hold encrypted, under a key of the data folder that a backup takes with it.

Whoever has the database alone can neither read such a secret nor guess the short ones from their digests.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal

KEY_BYTES, NONCE_BYTES = 32, 12


class SecretUnreadable(Refusal):
    """A row was encrypted with another key than the one in the data folder, or altered."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Không giải mã được dữ liệu bí mật: khóa trong thư mục dữ liệu (keys/secrets.key) không phải khóa đã dùng. "
                "Báo người vận hành máy chủ."
            )
        )


def encrypt(plain: str, *, about: str) -> bytes:
    """Return the text encrypted; only `decrypt` with the same `about` ("second-factor:LOGIN") reads it again."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key("encryption")).encrypt(nonce, plain.encode(), about.encode())


def decrypt(sealed: bytes, *, about: str) -> str:
    """Return what was encrypted about the same. Raises SecretUnreadable."""
    try:
        return AESGCM(_key("encryption")).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode()).decode()
    except (InvalidTag, ValueError):
        raise SecretUnreadable from None


def digest(value: str, *, about: str) -> str:
    """Return a digest (64 hex letters) that nobody without the key can make or try out."""
    return hmac.new(_key("digests"), f"{about}\0{value}".encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    path = settings.ENVIRONMENT.data / "keys" / "secrets.key"
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = _made(path)
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"motcua {purpose} 1".encode()).derive(found)


def _made(path: Path) -> bytes:
    """Make the key at first use, whole at once: of several processes one is first, and all read the same."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    return path.read_bytes()
