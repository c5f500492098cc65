"""The embedded server starts with its first user, ends with its last, and outlives every kill in between."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest
from server_users import (
    a_data_folder,
    a_user,
    end_the_server,
    kill_the_server,
    main_process,
    wait_until,
    what_a_user_hears,
    words,
    write,
)

from motcua.foundation.embedded.place import place_of

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def folder():
    with a_data_folder() as made:
        yield made


@pytest.fixture
def data(folder):
    yield folder
    end_the_server(folder)


def test_it_starts_with_the_first_user_and_stops_with_the_last(data):
    first = a_user(data)
    assert first.said() == str(place_of(data).socket_folder)
    second = a_user(data)
    second.said()
    server = main_process(data)

    assert first.go() == 0
    assert main_process(data) == server
    write(data, "còn chạy")

    assert second.go() == 0
    assert main_process(data) is None


def test_nothing_starts_on_import_or_in_settings(tmp_path):
    code = "import django; django.setup(); from django.db import connection; connection.vendor"
    environ = {**os.environ, "MOTCUA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}

    subprocess.run([sys.executable, "-c", code], env=environ, check=True)

    assert list(tmp_path.iterdir()) == []


def test_what_was_written_is_there_for_the_next_user(data):
    user = a_user(data)
    user.said()
    write(data, "hồ sơ")
    user.go()

    next_user = a_user(data)
    next_user.said()
    assert "hồ sơ" in words(data)
    next_user.go()


def test_four_who_come_at_once_get_the_same_server(data):
    users = [a_user(data) for _ in range(4)]

    assert {user.said() for user in users} == {str(place_of(data).socket_folder)}

    assert [user.go() for user in users] == [0, 0, 0, 0]
    assert main_process(data) is None


def test_many_who_come_and_go_at_once_never_hear_a_refusal(data):
    users = [a_user(data, then="") for _ in range(6)]

    assert {user.said() for user in users} == {str(place_of(data).socket_folder)}

    assert [user.process.wait(timeout=30) for user in users] == [0] * 6
    assert main_process(data) is None


def test_a_starter_that_is_killed_leaves_the_server_to_the_others(data):
    starter = a_user(data)
    starter.said()
    other = a_user(data)
    other.said()
    server = main_process(data)

    starter.kill()
    write(data, "sau khi bị kết thúc")

    assert main_process(data) == server
    other.go()
    assert main_process(data) is None


def test_the_next_user_takes_over_a_server_whose_only_user_was_killed(data):
    starter = a_user(data)
    starter.said()
    server = main_process(data)
    starter.kill()

    following = a_user(data)
    following.said()
    assert main_process(data) == server

    following.go()
    assert main_process(data) is None


def test_a_user_that_is_asked_to_end_leaves_properly(data):
    user = a_user(data, then="import time; time.sleep(60)")
    user.said()

    assert user.terminate() == 128 + signal.SIGTERM

    assert main_process(data) is None


def test_a_child_that_is_forked_does_not_end_its_parents_use(data):
    forked = "import os\nif os.fork() == 0: sys.exit(0)\nos.wait(); print('con đã đi', flush=True); sys.stdin.read()"
    user = a_user(data, then=forked)
    user.said()

    assert user.said() == "con đã đi"

    assert main_process(data) is not None
    user.go()
    assert main_process(data) is None


def test_the_next_command_starts_a_server_that_was_killed(data):
    user = a_user(data)
    user.said()
    write(data, "trước khi máy chủ bị kết thúc")
    kill_the_server(data)

    following = a_user(data)
    following.said()

    assert "trước khi máy chủ bị kết thúc" in words(data)
    user.go()
    following.go()
    assert main_process(data) is None


def test_a_server_and_its_user_both_killed_start_again(data):
    user = a_user(data)
    user.said()
    write(data, "trước khi cả hai bị kết thúc")
    kill_the_server(data)
    user.kill()

    following = a_user(data)
    following.said()

    assert "trước khi cả hai bị kết thúc" in words(data)
    following.go()


def test_work_that_a_killed_server_left_behind_does_not_stop_the_next(data):
    user = a_user(data)
    user.said()
    with psycopg.connect(host=str(place_of(data).socket_folder), user="motcua", dbname="motcua") as busy:
        busy.execute("SELECT 1")
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 10000000000)")
        kill_the_server(data)

        following = a_user(data)
        assert following.said() == str(place_of(data).socket_folder)
        busy.close()
    write(data, "sau")
    following.go()
    user.go()


def falsify_the_pid_file(data, named):
    place = place_of(data)
    (place.cluster / "postmaster.pid").write_text(f"{named}\n{place.cluster}\n1700000000\n5432\n{place.run}\n")
    (place.run / ".s.PGSQL.5432.lock").write_text(f"{named}\n")


@pytest.mark.parametrize("named", ["1", str(os.getpid()), "không"], ids=["pid_1", "a_living_stranger", "no_number"])
def test_a_false_pid_file_is_not_believed(data, named):
    what_a_user_hears(data)
    falsify_the_pid_file(data, named)

    user = a_user(data)

    assert user.said() == str(place_of(data).socket_folder)
    write(data, "chạy")
    user.go()
    assert main_process(data) is None


def test_a_pid_file_that_names_another_server_of_the_same_account_harms_neither(data):
    what_a_user_hears(data)
    with a_data_folder("other") as other:
        stranger = a_user(other)
        stranger.said()
        falsify_the_pid_file(data, main_process(other))

        user = a_user(data)
        assert user.said() == str(place_of(data).socket_folder)
        user.go()

        assert main_process(data) is None
        assert main_process(other) is not None
        stranger.go()


def test_a_pid_file_that_was_falsified_while_it_runs_ends_nobody_else(data):
    user = a_user(data)
    user.said()
    (place_of(data).cluster / "postmaster.pid").write_text(f"{os.getpid()}\n")

    following = a_user(data)
    following.said()
    user.go()
    following.go()

    assert main_process(data) is None


def test_a_socket_that_was_removed_is_made_again(data):
    user = a_user(data)
    user.said()
    (place_of(data).socket_folder / ".s.PGSQL.5432").unlink()

    following = a_user(data)
    following.said()

    write(data, "thấy lại")
    user.go()
    following.go()


def test_locks_that_were_removed_never_let_two_servers_into_one_folder(data):
    user = a_user(data)
    user.said()
    server = main_process(data)
    for lock in place_of(data).run.glob("*.lock"):
        lock.unlink()
    (place_of(data).socket_folder / ".s.PGSQL.5432").unlink()

    following = a_user(data)
    following.said()

    wait_until(lambda: not os.path.exists(f"/proc/{server}/cwd"))
    write(data, "một máy chủ")
    following.go()
    user.go()
