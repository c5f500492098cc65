"""Files by the hash of their content: the same content lies once, and cannot change unseen."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class FileNotWhole(Refusal):
    """The content does not have the hash under which it was announced or stored."""


class StoreUnwritable(Refusal):
    """The file store takes nothing: disk full or folder closed."""


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of the content in hexadecimal letters."""
    return hashlib.sha256(content).hexdigest()


def store(content: bytes) -> str:
    """Keep the content durably and return its digest. Raises StoreUnwritable where the disk refuses."""
    digest = digest_of(content)
    target = _path_of(digest)
    if not target.exists():
        try:
            _write_durably(target, content)
        except OSError as error:
            raise StoreUnwritable(
                say(
                    "Chưa lưu được tệp vì kho tệp không ghi được (đầy đĩa hoặc bị khóa). Chưa có gì thay "
                    "đổi; báo quản trị viên rồi làm lại."
                )
            ) from error
    return digest


def read(digest: str) -> bytes:
    """Return the content. Raises FileNotFoundError, or FileNotWhole where it was altered on disk."""
    content = _path_of(digest).read_bytes()
    if digest_of(content) != digest:
        raise FileNotWhole(say("Tệp trong kho không còn nguyên vẹn. Báo quản trị viên."))
    return content


def _path_of(digest: str) -> Path:
    return settings.ENVIRONMENT.data / "files" / digest[:2] / digest[2:]


def _write_durably(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
