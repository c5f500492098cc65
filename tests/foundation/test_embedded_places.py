"""The embedded server works wherever the product was unpacked, and changes nothing that is not its own."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from server_users import a_data_folder, a_user, connect, end_the_server, environment, what_a_user_hears, words, write

from motcua.foundation.embedded import account, place
from motcua.foundation.embedded.place import POINTER, place_of

pytestmark = pytest.mark.embedded
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can switch to another account")


def modes_and_owners(*folders: Path) -> dict[Path, tuple[int, int, int]]:
    """Return mode, owner and group of folders, and of all folders above them."""
    found = {above for folder in folders for above in (folder, *folder.parents)}
    return {path: (path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in sorted(found)}


def use(data: Path) -> None:
    user = a_user(data)
    assert user.said() == str(place_of(data).socket_folder)
    write(data, "Đề nghị")
    assert words(data) == ["Đề nghị"]
    assert user.go() == 0


@pytest.mark.parametrize(
    "name",
    ["hồ sơ a", "dấu, phẩy và 'nháy' \"kép\" $HOME `id` %41"],
    ids=["spaces_and_marks", "commas_quotes_dollars"],
)
def test_it_works_in_a_folder_named(name):
    with a_data_folder(name) as data:
        use(data)
        use_again = what_a_user_hears(data)

        assert use_again == str(place_of(data).socket_folder)
        assert not place_of(data).socket_folder.joinpath(".s.PGSQL.5432").exists()


def test_in_a_folder_of_ninety_letters_the_socket_gets_a_short_private_folder_that_is_removed_again():
    with a_data_folder("ninety-" + "x" * 83) as data:
        user = a_user(data)
        socket_folder = Path(user.said())
        write(data, "Đề nghị")

        assert socket_folder.parent == Path(tempfile.gettempdir())
        assert socket_folder.stat().st_mode & 0o777 == 0o700
        user.go()
        assert not socket_folder.exists()
        assert what_a_user_hears(data) == str(socket_folder)


def test_a_socket_folder_that_somebody_else_prepared_is_refused():
    with a_data_folder("ninety-" + "x" * 83) as data:
        trap = place_of(data).socket_folder
        trap.mkdir(mode=0o777)
        trap.chmod(0o777)
        try:
            if os.geteuid() == 0:
                os.chown(trap, 12345, 12345)
            assert "không phải của riêng" in what_a_user_hears(data)
        finally:
            shutil.rmtree(trap)


def test_letters_are_compared_alike_on_every_machine_and_no_network_is_listened_to():
    with a_data_folder() as data:
        user = a_user(data, LC_ALL="C", LANG="tr_TR.UTF-8")
        user.said()
        with connect(data) as connection:
            row = connection.execute("SELECT lower('ĐỀ NGHỊ'), 'Ộ' ILIKE 'ộ', current_setting('TimeZone')").fetchone()
            settings = dict(connection.execute("SELECT name, setting FROM pg_settings").fetchall())
        user.go()

        assert row == ("đề nghị", True, "UTC")
        assert settings["listen_addresses"] == ""
        assert (settings["fsync"], settings["full_page_writes"], settings["synchronous_commit"]) == ("on", "on", "on")
        assert settings["data_checksums"] == "on"


@pytest.mark.parametrize("version", ["16", "19"])
def test_a_folder_of_another_major_version_is_refused_and_left_alone(version):
    with a_data_folder() as data:
        cluster = data / "pgdata"
        cluster.mkdir()
        (cluster / "PG_VERSION").write_text(f"{version}\n")

        said = what_a_user_hears(data)

        assert f"thuộc PostgreSQL {version}" in said
        assert "dùng PostgreSQL 18" in said
        assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_a_folder_that_holds_something_else_is_refused_and_left_alone():
    with a_data_folder() as data:
        cluster = data / "pgdata"
        cluster.mkdir()
        (cluster / "ảnh.jpg").write_text("x")

        assert "không phải là dữ liệu PostgreSQL" in what_a_user_hears(data)
        assert [path.name for path in cluster.iterdir()] == ["ảnh.jpg"]


def test_a_start_that_was_interrupted_in_the_middle_of_making_the_folder_is_begun_anew():
    with a_data_folder() as data:
        what_a_user_hears(data)
        (data / "pgdata").rename(data / "pgrun" / "pgdata.new")
        (data / "pgrun" / "pgdata.new" / "PG_VERSION").unlink()

        use(data)


def test_a_full_disk_is_told_in_one_sentence():
    with a_data_folder() as data:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=20m", "none", data], check=False, capture_output=True
        )
        if mounted.returncode != 0:
            pytest.skip("this account may not mount a small disk")
        try:
            data.chmod(0o755)
            assert "đã đầy" in what_a_user_hears(data)
        finally:
            subprocess.run(["umount", data], check=True)


@as_root
def test_as_root_nothing_outside_its_own_folders_changes_mode_or_owner():
    with a_data_folder() as data:
        beside = data / "files"
        beside.mkdir()
        before = modes_and_owners(beside, Path(tempfile.gettempdir()), place.SYSTEM_FOLDER.parent)

        use(data)

        assert modes_and_owners(beside, Path(tempfile.gettempdir()), place.SYSTEM_FOLDER.parent) == before
        assert {path.name for path in data.iterdir() if path.stat().st_uid != 0} == {"pgdata", "pgrun"}


@as_root
def test_as_root_a_closed_home_folder_stays_closed():
    with a_data_folder("home") as home:
        data = home / "checkout" / "var"
        home.chmod(0o700)
        before = modes_and_owners(home)
        try:
            use(data)
            first = place_of(data).cluster
            what_a_user_hears(data)

            assert place_of(data).cluster == first
            assert first.parent.parent == place.SYSTEM_FOLDER
            assert modes_and_owners(home) == before
            assert all(path.stat().st_uid == 0 for path in home.rglob("*"))
        finally:
            end_the_server(data)
            shutil.rmtree((data / POINTER).read_text().strip())
            home.chmod(0o755)


@as_root
def test_as_root_a_pointer_to_a_strange_place_is_refused():
    with a_data_folder() as data:
        (data / POINTER).write_text("/etc\n")
        try:
            assert "không hợp lệ" in what_a_user_hears(data)
        finally:
            (data / POINTER).unlink()


@as_root
def test_as_root_a_folder_of_an_ordinary_user_is_served_as_that_user(monkeypatch):
    with a_data_folder() as data:
        nobody = account._unprivileged()
        os.chown(data, 65534, 65534)
        use(data)
        shutil.rmtree(data / "pgrun")
        for path in (data / "pgdata", *(data / "pgdata").rglob("*")):
            os.chown(path, 65534, 65534)

        user = a_user(data)
        user.said()

        assert (data / "pgrun").stat().st_uid == 65534 != nobody.uid
        user.go()


@as_root
def test_an_account_without_a_way_in_hears_one_sentence():
    system_python = shutil.which("python3", path="/usr/bin")
    probe = "import psycopg, sys; print(sys.version_info[:2] == (3, 11))"
    if system_python is None or _as_nobody(system_python, probe, Path("/nonexistent")).stdout.strip() != "True":
        pytest.skip("no Python that an ordinary account could use")
    with a_data_folder() as data:
        what_a_user_hears(data)
        asked = "from motcua.foundation import embedded\ntry: embedded.ensure()\nexcept Exception as r: print(r)"

        assert "thuộc về tài khoản khác" in _as_nobody(system_python, asked, data).stdout


def _as_nobody(python: str, code: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-c", code],
        check=False, capture_output=True, text=True, cwd="/", env=environment(data), user=65534, group=65534, extra_groups=[],
    )  # fmt: skip
