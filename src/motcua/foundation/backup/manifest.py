"""The manifest of a backup: what it holds, by hash, and of which release and database."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from motcua.foundation.backup.failures import BackupRefused, Progress

NAME = "manifest.json"
FORMAT = 1
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What stands in `manifest.json`.

    `database` is the random name of the database, `seals` the number of its newest seal. `server` and `tool` are
    major versions of PostgreSQL. `tables` has rows and digest of each table, `content` SHA-256 and bytes of each file.
    """

    release: str
    at: str
    database: str
    seals: int
    server: int
    tool: int
    migrations: list[str]
    tables: dict[str, list[str]]
    content: dict[str, list[Any]]
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(int(size) for _, size in self.content.values())


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest durably."""
    with (folder / NAME).open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup. Raises BackupRefused where the folder is none, or of a later format."""
    path = folder / NAME
    if folder.suffix == ".part" or not path.is_file():
        raise BackupRefused(f"{folder} không phải là một bản sao lưu hoàn chỉnh: không có {NAME} hoặc chưa ghi xong.")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if int(found["format"]) > FORMAT:
            raise BackupRefused(f"Bản sao lưu này do bản phần mềm mới hơn tạo ra ({found['release']}): hãy nâng cấp.")
        return Manifest(**found)
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"Không đọc được {path}: tệp đã bị sửa hoặc bị hỏng.") from error


def fingerprint(path: Path) -> list[Any]:
    """Return SHA-256 and number of bytes of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return [digest.hexdigest(), size]


def files_below(folder: Path) -> list[str]:
    """Return the relative paths of all files below a folder, in order, with forward slashes."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def require_whole(folder: Path, manifest: Manifest, progress: Progress) -> None:
    """Raise BackupRefused naming the first file that is missing, altered, or not in the manifest."""
    found = [name for name in files_below(folder) if name != NAME]
    strange = sorted(set(found) ^ set(manifest.content))
    if strange:
        raise BackupRefused(f"Bản sao lưu không nguyên vẹn: tệp {strange[0]} bị thiếu hoặc không có trong danh sách.")
    for done, name in enumerate(found):
        progress("Kiểm tra bản sao lưu", done, len(found))
        path = folder / name
        if path.is_symlink() or fingerprint(path) != manifest.content[name]:
            raise BackupRefused(f"Bản sao lưu không nguyên vẹn: tệp {name} đã bị sửa hoặc bị hỏng.")
