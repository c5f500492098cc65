"""Make a backup: seals and keys, then the database at one moment, then the files, then the manifest."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.foundation import ledger
from motcua.foundation.backup import manifest as manifests
from motcua.foundation.backup import reaching, tables
from motcua.foundation.backup.failures import FULL_WORDS, BackupRefused, Progress, full_disk, told_in_a_sentence
from motcua.foundation.backup.manifest import Manifest
from motcua.foundation.backup.tools import Tools, environment, tools_for

STORED_FILE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}")
SEAL_FILE = re.compile(r"[^/]+/\d{6}/(?P<number>\d{9})\.json")


def take(target: Path, *, release: str, at: datetime, progress: Progress) -> Manifest:
    """Back the installation up into a new folder and return its manifest.

    Web and worker may go on meanwhile. Raises BackupRefused, after which nothing of the folder is left.
    """
    target = target.absolute()
    _require_place(target)
    if not ledger.is_made():
        raise BackupRefused("Chưa có gì để sao lưu: cơ sở dữ liệu chưa được chuẩn bị (motcua migrate).")
    part = target.with_name(target.name + ".part")
    with told_in_a_sentence(target):
        part.mkdir(parents=True, mode=0o700)
        try:
            made = _fill(part, release=release, at=at, progress=progress)
            os.sync()
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return made


def _require_place(target: Path) -> None:
    part = target.with_name(target.name + ".part")
    for folder in (target, part):
        if folder.exists():
            raise BackupRefused(f"Đã có {folder}: mỗi bản sao lưu cần một thư mục mới.")
    if settings.ENVIRONMENT.data.resolve() in target.resolve().parents:
        raise BackupRefused("Không sao lưu vào trong thư mục dữ liệu: hãy chọn nơi khác, tốt nhất ở ổ đĩa khác.")


def _fill(part: Path, *, release: str, at: datetime, progress: Progress) -> Manifest:
    data = settings.ENVIRONMENT.data
    known = ledger.outside()
    _copy(data / "seals", part / "seals", _seals_up_to(known.name, known.seals), progress)
    _copy(data / "keys", part / "keys", lambda _: True, progress)
    with reaching.open_connection() as opened:
        opened.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        server = reaching.server_major(opened)
        tools = tools_for(embedded=reaching.access().is_embedded, parameters=reaching.parameters(), server=server)
        _dump(part / "database", tools, opened, progress)
        found = tables.digests(opened, progress)
        migrations = reaching.applied_migrations(opened)
    _copy(data / "files", part / "files", lambda name: bool(STORED_FILE.fullmatch(name)), progress)
    made = Manifest(
        release=release,
        at=at.isoformat(),
        database=known.name,
        seals=known.seals,
        server=server,
        tool=tools.major,
        migrations=migrations,
        tables=found,
        content={name: manifests.fingerprint(part / name) for name in manifests.files_below(part)},
    )
    manifests.write(part, made)
    return made


def _seals_up_to(database: str, newest: int) -> Callable[[str], bool]:
    """A seal that is written while we copy may know rows that the dump will not hold: it is left out."""

    def is_wanted(name: str) -> bool:
        found = SEAL_FILE.fullmatch(name)
        return found is not None and (not name.startswith(f"{database}/") or int(found["number"]) <= newest)

    return is_wanted


def _copy(source: Path, target: Path, is_wanted: Callable[[str], bool], progress: Progress) -> None:
    wanted = [name for name in manifests.files_below(source) if is_wanted(name)]
    for done, name in enumerate(wanted):
        progress(f"Chép {target.name}", done, len(wanted))
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(source / name, copy)
        copy.chmod(0o600)


def _dump(target: Path, tools: Tools, opened: reaching.Connection, progress: Progress) -> None:
    """Dump what this very connection sees."""
    snapshot = opened.execute("SELECT pg_export_snapshot()").fetchone()
    assert snapshot is not None
    words = ["--format=directory", "--jobs=2", "--no-owner", "--no-privileges", "--no-password", "--verbose"]
    command = [tools.path("pg_dump"), *words, f"--snapshot={snapshot[0]}", f"--file={target}"]
    total, done, errors = len(tables.names(opened)), 0, []
    with subprocess.Popen(
        command, env=environment(reaching.parameters()), stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            done += "dumping contents of table" in line
            errors += [line.strip()] if "error:" in line else []
            progress("Chép cơ sở dữ liệu", min(done, total), total)
    if process.returncode:
        if any(FULL_WORDS in line for line in errors):
            raise full_disk(target.parent)
        reason = errors[0] if errors else f"mã {process.returncode}"
        raise BackupRefused(f"pg_dump không chép được cơ sở dữ liệu ({reason}).")
