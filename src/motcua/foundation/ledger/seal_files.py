"""The seals on disk: one signed file each, never rewritten, chained by hash.

A seal holds the ledger rows that were added since the seal before it, as (row, hash), and the hash of
that seal. They lie outside the database, so that whoever owns the database does not own them.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

FIRST_PREVIOUS = "0" * 64


@dataclass(frozen=True)
class SealFile:
    """One seal as it lies on disk; `whole` is false where its signature does not hold."""

    number: int
    digest: str
    content: dict[str, Any]
    whole: bool


def folder_of(database_name: str) -> Path:
    """Return the folder of the seals that belong to one database."""
    return settings.ENVIRONMENT.data / "seals" / database_name


def _path_of(database_name: str, number: int) -> Path:
    return folder_of(database_name) / f"{number // 1000:06d}" / f"{number:09d}.json"


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs seals, made at first use (readable by its owner only)."""
    path = settings.ENVIRONMENT.data / "keys" / "seal.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = Ed25519PrivateKey.generate()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
        path.with_suffix(".pub").write_text(
            base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode() + "\n"
        )
        return key
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def write_seal(database_name: str, number: int, content: dict[str, Any]) -> str:
    """Sign and write one seal durably; return its digest. Refuses to overwrite an earlier one."""
    body = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    signature = base64.b64encode(signing_key().sign(body)).decode()
    path = _path_of(database_name, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(body + b"\n" + signature.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    os.link(part, path)
    part.unlink()
    return hashlib.sha256(body).hexdigest()


def read_seal(database_name: str, number: int, key: Ed25519PublicKey) -> SealFile | None:
    """Return one seal, or None where its file is not there."""
    path = _path_of(database_name, number)
    if not path.exists():
        return None
    body, _, signature = path.read_bytes().partition(b"\n")
    try:
        key.verify(base64.b64decode(signature.strip()), body)
        content, whole = json.loads(body), True
    except (InvalidSignature, ValueError):
        content, whole = {}, False
    return SealFile(number=number, digest=hashlib.sha256(body).hexdigest(), content=content, whole=whole)


def last_number(database_name: str) -> int:
    """Return the number of the newest seal, 0 where there is none."""
    parts = sorted(folder_of(database_name).glob("*/*.json"))
    return int(parts[-1].stem) if parts else 0


def all_seals(database_name: str, *, at_least: int = 0) -> Iterator[SealFile | int]:
    """Yield every seal in order; a number that lacks its file is yielded as that number.

    `at_least`: how many seals are known to have been written.
    """
    key = signing_key().public_key()
    for number in range(1, max(last_number(database_name), at_least) + 1):
        found = read_seal(database_name, number, key)
        yield number if found is None else found
