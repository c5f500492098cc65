"""Restore a backup: check everything, then files, then the database in one transaction, then seals and keys."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.foundation import ledger
from motcua.foundation.backup import loading, reaching, tables
from motcua.foundation.backup import manifest as manifests
from motcua.foundation.backup.failures import BackupRefused, Progress, full_disk, told_in_a_sentence
from motcua.foundation.backup.manifest import Manifest
from motcua.foundation.backup.tools import Tools, tools_for
from motcua.foundation.database import others_connected

APART = ("seals", "keys")


@dataclass(frozen=True)
class Restored:
    """What a restore did; `put_aside` is the folder with the seals and keys that lay there before."""

    manifest: Manifest
    put_aside: Path | None


def restore(folder: Path, *, replace: bool, at: datetime, progress: Progress) -> Restored:
    """Restore a backup into an empty database and data folder, or, with `replace`, over what is there.

    Raises BackupRefused. Until all checks have held nothing is changed; a database that cannot be loaded stays as it was.
    """
    folder, data = folder.absolute(), settings.ENVIRONMENT.data
    made = manifests.read(folder)
    _require_known(made.migrations, "Bản sao lưu này do bản phần mềm mới hơn tạo ra")
    tools = _require_database(made, replace=replace)
    with told_in_a_sentence(data):
        if not replace:
            _require_no_other_seals(made)
        manifests.require_whole(folder, made, progress)
        _require_room(made, data)
        _put_files(folder, data, progress)
        _stage(folder, data)
        loading.load(folder / "database", tools, total=len(made.tables), progress=progress)
        aside = _exchange(data, at)
        ledger.remember(made.database, seals=made.seals)
        _give(data, data / "seals")
    return Restored(made, aside)


def tables_that_differ(made: Manifest, progress: Progress) -> list[str]:
    """Return the tables whose rows are not those of the backup: to ask before anything is migrated."""
    with reaching.open_connection() as opened:
        found = tables.digests(opened, progress)
    return sorted(name for name in {*found, *made.tables} if found.get(name) != made.tables.get(name))


def _require_known(migrations: list[str], what: str) -> None:
    unknown = sorted(name for name in set(migrations) - reaching.known_migrations() if not reaching.is_given_up(name))
    if unknown:
        raise BackupRefused(f"{what} (có {unknown[0]}): hãy nâng cấp phần mềm trước. Chưa có gì thay đổi.")


def _require_database(made: Manifest, *, replace: bool) -> Tools:
    """Require a database that may be filled; return the programs that fill it."""
    with reaching.open_connection() as opened:
        _require_known(reaching.applied_migrations(opened), "Cơ sở dữ liệu đang có thuộc bản phần mềm mới hơn")
        if tables.names(opened) and not replace:
            raise BackupRefused(
                "Cơ sở dữ liệu không trống: hãy dùng một cơ sở dữ liệu trống, hoặc thêm --replace để thay tất cả."
            )
        tools = tools_for(
            embedded=reaching.access().is_embedded,
            parameters=reaching.parameters(),
            server=reaching.server_major(opened),
            dump=made.tool,
        )
    _require_nobody_else()
    return tools


def _require_nobody_else() -> None:
    reaching.close_others()
    with reaching.open_connection(knock=False) as opened:
        opened.autocommit = True
        others = others_connected(opened.cursor())
    if others:
        raise BackupRefused(
            f"Còn {others} kết nối khác tới cơ sở dữ liệu: hãy dừng trang web và tiến trình nền rồi chạy lại."
        )


def _require_no_other_seals(made: Manifest) -> None:
    """Seals and keys prove what stood in the ledger: those of another history are not mixed with these."""
    data = settings.ENVIRONMENT.data
    for name in APART:
        there = {one for one in manifests.files_below(data / name) if not one.endswith("lock")}
        there = {one for one in there if not one.startswith("databases/")}
        for one in sorted(there):
            if made.content.get(f"{name}/{one}") != manifests.fingerprint(data / name / one):
                raise BackupRefused(
                    f"Thư mục dữ liệu đã có {name}/{one} khác với bản sao lưu: hãy dùng một thư mục dữ liệu trống, "
                    "hoặc thêm --replace (niêm và khóa đang có sẽ được để riêng, không bị xóa)."
                )


def _require_room(made: Manifest, data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(data).free < made.size:
        raise full_disk(data)


def _put_files(folder: Path, data: Path, progress: Progress) -> None:
    """Add the files that are missing: a file's name is the hash of its content, so none is overwritten by another."""
    found = manifests.files_below(folder / "files")
    for done, name in enumerate(found):
        progress("Chép files", done, len(found))
        target = data / "files" / name
        if target.exists() and manifests.fingerprint(target) == manifests.fingerprint(folder / "files" / name):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        shutil.copyfile(folder / "files" / name, part)
        part.chmod(0o600)
        part.replace(target)
    _give(data, data / "files")


def _stage(folder: Path, data: Path) -> None:
    """Lay seals and keys beside their places, so that only renaming is left once the database is loaded."""
    for name in APART:
        staged = data / f"{name}.restoring"
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700)
        for one in manifests.files_below(folder / name):
            copy = staged / one
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(folder / name / one, copy)
            copy.chmod(0o600)
        _give(data, staged)
    os.sync()


def _exchange(data: Path, at: datetime) -> Path | None:
    """Put seals and keys in their places; return the folder of those that lay there, None where none did."""
    aside = data / f"replaced-{at:%Y%m%d-%H%M%S}"
    for name in APART:
        if manifests.files_below(data / name):
            aside.mkdir(mode=0o700, exist_ok=True)
            (data / name).rename(aside / name)
        shutil.rmtree(data / name, ignore_errors=True)
        (data / f"{name}.restoring").rename(data / name)
    if not aside.exists():
        return None
    _give(data, aside)
    return aside


def _give(data: Path, folder: Path) -> None:
    """Root restores for the account that owns the data folder."""
    owner = data.stat()
    if os.geteuid() != 0 or owner.st_uid == 0 or not folder.exists():
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
