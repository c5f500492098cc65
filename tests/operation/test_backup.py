"""Backup, wipe, restore: everything is there again; whatever cannot be done changes nothing and says why."""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager

import pytest
from installations import an_installation

pytestmark = pytest.mark.embedded
TRACEBACK = "Traceback"


def refused(done, *words):
    """Tell whether a command ended with status 1 and one sentence that holds these words."""
    assert done.returncode == 1, done.stderr
    assert TRACEBACK not in done.stderr
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert all(word in said[-1] for word in words), said
    return True


def change_manifest(backup, **changes):
    path = backup / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


# -- the whole way


def test_backup_wipe_restore_gives_back_the_same_by_hash(prepared, tmp_path):
    with an_installation(like=prepared) as installation:
        assert installation.motcua("backup", tmp_path / "mot").returncode == 0
        tables, kept = installation.tables(), installation.kept()

        installation.wipe()
        done = installation.motcua("restore", tmp_path / "mot")

        assert done.returncode == 0, done.stderr
        assert installation.tables() == tables
        assert installation.kept() == kept
        assert installation.motcua("verify").returncode == 0
        assert installation.motcua("backup", tmp_path / "hai").returncode == 0
        first, second = (json.loads((tmp_path / name / "manifest.json").read_text()) for name in ("mot", "hai"))
        assert first["tables"] == second["tables"]


def test_after_a_restore_web_and_worker_go_on_but_may_not_change_the_ledger(empty_place, kept_backup):
    assert empty_place.motcua("restore", kept_backup).returncode == 0

    said = empty_place.python("""
connect_as("application")
from django.db import DatabaseError, connection, transaction
from motcua.foundation import clock, ledger
from motcua.foundation.actor import SYSTEM
with transaction.atomic():
    ledger.write(subject="unit:H12", act="test.after_restore", by=SYSTEM, at=clock.now(), body={})
assert ledger.seal(at=clock.now()).rows == 1
for statement in ("UPDATE foundation_ledgerentry SET act = ''", "DROP TABLE foundation_ledgerentry"):
    try:
        connection.cursor().execute(statement)
    except DatabaseError as error:
        print(type(error.__cause__).__name__)
""")

    assert said.split() == ["InsufficientPrivilege", "InsufficientPrivilege"]
    assert empty_place.motcua("verify").returncode == 0
    assert (empty_place.data / "keys" / "seal.key").stat().st_mode & 0o777 == 0o600
    assert (empty_place.data / "keys").stat().st_mode & 0o077 == 0


def test_a_backup_is_readable_by_its_owner_only(kept_backup):
    assert (kept_backup / "keys" / "seal.key").stat().st_mode & 0o777 == 0o600
    assert kept_backup.stat().st_mode & 0o077 == 0


def test_a_backup_is_taken_while_the_pages_go_on_writing(province, tmp_path):
    """What is sealed after the backup began stands in no seal of the backup."""
    province.python(f"""
from datetime import datetime
from django.db import transaction
from motcua.foundation import backup, clock, ledger
from motcua.foundation.actor import SYSTEM
def meanwhile(what, done, total):
    if what != "Chép keys":
        return
    with transaction.atomic():
        ledger.write(subject="unit:H12", act="test.meanwhile", by=SYSTEM, at=clock.now(), body={{}})
    ledger.seal(at=clock.now())
made = backup.take(__import__("pathlib").Path({str(tmp_path / "b")!r}), release="x", at=clock.now(), progress=meanwhile)
assert ledger.outside().seals > made.seals
""")

    with an_installation() as other:
        done = other.motcua("restore", tmp_path / "b")
        assert done.returncode == 0, done.stderr


# -- what a backup refuses


def test_a_backup_never_overwrites_another(province, kept_backup):
    before = (kept_backup / "manifest.json").read_bytes()

    assert refused(province.motcua("backup", kept_backup), "thư mục mới")
    assert (kept_backup / "manifest.json").read_bytes() == before


def test_a_backup_does_not_go_into_the_data_folder(province):
    assert refused(province.motcua("backup", province.data / "b"), "thư mục dữ liệu")
    assert not (province.data / "b").exists()


def test_an_empty_database_has_nothing_to_back_up(never_filled, tmp_path):
    assert refused(never_filled.motcua("backup", tmp_path / "b"), "motcua migrate")
    assert list(tmp_path.iterdir()) == []


@contextmanager
def a_small_disk(folder, size):
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("size", ["64k", "200k"], ids=["at the database", "at the end"])
def test_a_backup_onto_a_full_disk_leaves_nothing_that_looks_like_one(province, tmp_path, size):
    with a_small_disk(tmp_path / "disk", size) as disk:
        assert refused(province.motcua("backup", disk / "b"), "đã đầy")
        assert list(disk.iterdir()) == []


@pytest.mark.parametrize("kind", ["pg_dump", "copy"])
def test_a_disk_that_fills_up_is_said_in_a_sentence(province, tmp_path, kind):
    """The same without the right to mount: the programs say that nothing is left."""
    spoil = {
        "copy": """
import errno, shutil
def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device", "x")
shutil.copyfile = full
""",
        "pg_dump": """
from motcua.foundation.backup import taking
taking.Tools.path = lambda self, name: TOOL
""",
    }[kind]
    tool = tmp_path / "pg_dump"
    tool.write_text("#!/bin/sh\necho 'pg_dump: error: could not write: No space left on device' >&2\nexit 1\n")
    tool.chmod(0o755)
    said = province.python(f"""
from pathlib import Path
from motcua.foundation import backup, clock
TOOL = {str(tool)!r}
{spoil}
try:
    backup.take(Path({str(tmp_path / "b")!r}), release="x", at=clock.now(), progress=lambda *_: None)
except backup.BackupRefused as refusal:
    print(refusal)
""")

    assert "đã đầy" in said
    assert [path.name for path in tmp_path.iterdir()] == ["pg_dump"]


# -- what a restore refuses, before anything changes


def test_a_database_that_is_not_empty_is_not_overwritten(province, backup):
    before = (province.tables(), province.kept())

    assert refused(province.motcua("restore", backup), "--replace")
    assert (province.tables(), province.kept()) == before


@pytest.mark.parametrize("words", [(), ("--replace",)], ids=["into nothing", "over what is there"])
def test_a_backup_of_a_newer_release_is_refused_before_anything_changes(never_filled, backup, words):
    made = json.loads((backup / "manifest.json").read_text())
    change_manifest(backup, migrations=[*made["migrations"], "dossiers.0999_of_next_year"], release="2099.1.0")

    assert refused(never_filled.motcua("restore", backup, *words), "mới hơn", "nâng cấp")
    assert never_filled.is_untouched()


def test_a_database_of_a_newer_release_is_not_replaced_by_an_older_backup(province, backup):
    newer = "INSERT INTO django_migrations (app, name, applied) VALUES ('dossiers', '0999_of_next_year', now())"
    province.sql(newer)
    try:
        before = (province.tables(), province.kept())

        assert refused(province.motcua("restore", backup, "--replace"), "mới hơn")
        assert (province.tables(), province.kept()) == before
    finally:
        province.sql("DELETE FROM django_migrations WHERE name = '0999_of_next_year'")


def test_a_backup_in_a_later_form_is_refused(never_filled, backup):
    change_manifest(backup, format=2)

    assert refused(never_filled.motcua("restore", backup), "nâng cấp")


def spoil_a_file(backup):
    next((backup / "files").rglob("*/*")).write_bytes(b"other")


def spoil_the_dump(backup):
    with (backup / "database" / "toc.dat").open("ab") as file:
        file.write(b" ")


def lose_a_seal(backup):
    next((backup / "seals").rglob("*.json")).unlink()


def add_a_file(backup):
    (backup / "files" / "la").write_bytes(b"strange")


def spoil_the_manifest(backup):
    (backup / "manifest.json").write_text("{")


def lose_the_manifest(backup):
    (backup / "manifest.json").unlink()


SPOILS = [spoil_a_file, spoil_the_dump, lose_a_seal, add_a_file, spoil_the_manifest, lose_the_manifest]


def test_a_backup_that_is_not_whole_is_refused_before_anything_changes(never_filled, kept_backup, tmp_path):
    for spoil in SPOILS:
        spoil(shutil.copytree(kept_backup, tmp_path / spoil.__name__))

    said = never_filled.python(f"""
from pathlib import Path
from motcua.foundation import backup, clock
for folder in sorted(Path({str(tmp_path)!r}).iterdir()):
    try:
        backup.restore(folder, replace=True, at=clock.now(), progress=lambda *_: None)
    except backup.BackupRefused as refusal:
        print(folder.name, refusal)
""")

    assert [line.split()[0] for line in said.splitlines()] == sorted(spoil.__name__ for spoil in SPOILS)
    assert never_filled.is_untouched()


def test_a_backup_that_was_never_finished_is_refused(never_filled, backup):
    part = backup.rename(backup.with_name("b.part"))

    assert refused(never_filled.motcua("restore", part), "chưa ghi xong")


def test_seals_of_another_history_are_not_mixed_with_those_of_the_backup(empty_place, backup):
    (empty_place.data / "keys").mkdir()
    (empty_place.data / "keys" / "seal.key").write_bytes(os.urandom(32))
    before = empty_place.kept()

    assert refused(empty_place.motcua("restore", backup), "keys/seal.key", "--replace")
    assert empty_place.kept() == before


# -- with --replace


def test_what_was_done_after_the_backup_is_gone_and_its_seals_are_put_aside(backup):
    with an_installation() as other:
        other.with_a_province()
        own = (other.data / "keys" / "seal.key").read_bytes()

        done = other.motcua("restore", backup, "--replace")

        assert done.returncode == 0, done.stderr
        assert other.motcua("verify").returncode == 0
        (aside,) = other.data.glob("replaced-*")
        assert (aside / "keys" / "seal.key").read_bytes() == own
        assert list((aside / "seals").rglob("*.json"))


def test_a_dump_that_cannot_be_loaded_leaves_the_database_as_it_was(province, backup, tmp_path):
    before = (province.tables(), province.kept())
    said = province.python(f"""
from pathlib import Path
from motcua.foundation.backup import BackupRefused, loading, reaching
from motcua.foundation.backup.tools import tools_for
tools = tools_for(embedded=True, parameters=reaching.parameters(), server=18)
loading.TABLE, pass_on = b"COPY public.", loading._pass_on
def half(source, target, total, progress):
    lines = iter(source)
    pass_on((line for line in lines if b"foundation_ledgerentry" not in line or b"TRIGGER" not in line), target, 9, progress)
    target.write(b"SELECT 1/0;\\n")
loading._pass_on = half
try:
    loading.load(Path({str(backup / "database")!r}), tools, total=9, progress=lambda *_: None)
except BackupRefused as refusal:
    print(refusal)
""")

    assert "vẫn như trước" in said
    assert (province.tables(), province.kept()) == before


def test_pages_that_still_run_are_to_be_stopped_first(province, backup):
    said = province.python(f"""
import os, subprocess, sys
import psycopg
from motcua.foundation.backup import reaching
held = psycopg.connect(**reaching.parameters())
words = "import sys; from motcua.entrypoints.cli import main; sys.exit(main())"
done = subprocess.run([sys.executable, "-c", words, "restore", {str(backup)!r}, "--replace"], capture_output=True, text=True)
print(done.returncode, done.stderr)
""")

    assert said.startswith("1 ")
    assert "hãy dừng trang web" in said
