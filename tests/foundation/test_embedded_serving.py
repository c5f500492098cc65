"""One parent serves: whatever of it is killed comes back, and nothing is left when it goes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from server_users import a_data_folder, environment, kill_the_server, main_process, wait_until

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "bench"))

from whole_site import children_of as children
from whole_site import command_of

pytestmark = pytest.mark.embedded

PARENT = """
import sys, types
import motcua.entrypoints
commands = types.ModuleType("motcua.entrypoints.cli")  # the other commands are not needed, and are slow to load
commands.__path__ = [motcua.entrypoints.__path__[0] + "/cli"]
sys.modules["motcua.entrypoints.cli"] = commands
from motcua.entrypoints.cli import serving
from motcua.foundation.embedded import DatabaseUnavailable
from motcua.kernel.refusal import Refusal
serving.APPLICATION = "small_site:application"
serving.WORKER = "import time; from motcua.foundation import embedded; embedded.ensure(); time.sleep(1000)"
try:
    sys.exit(serving.run_serve(host="127.0.0.1", port=int(sys.argv[1]), workers=1, with_worker=True))
except (Refusal, DatabaseUnavailable) as refusal:
    print(refusal)
    sys.exit(1)
"""


@dataclass
class Parent:
    process: subprocess.Popen[bytes]
    data: Path
    port: int

    def get(self, path: str = "/") -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def answers(self) -> bool:
        assert self.process.poll() is None, "the parent has ended"
        try:
            return self.get().startswith("motcua_app ")
        except (urllib.error.URLError, OSError):
            return False

    def child(self, mark: str) -> int | None:
        return next((pid for pid in children_of(self.process.pid) if mark in command_of(pid)), None)

    def web(self) -> int | None:
        return self.child("processes.web")

    def worker(self) -> int | None:
        return self.child("sleep(1000)")

    def all(self) -> list[int]:
        web = self.web()
        return [pid for pid in (self.process.pid, web, self.worker(), *children_of(web)) if pid]


def children_of(parent: int | None) -> list[int]:
    return children(parent) if parent else []


def is_alive(pid: int) -> bool:
    return command_of(pid) != ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def a_parent(data: Path, port: int) -> Parent:
    path = os.pathsep.join([os.path.dirname(__file__), *sys.path])
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(port)],
        env={**environment(data), "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return Parent(process, data, port)


@pytest.fixture(scope="module")
def data():
    with a_data_folder() as folder:
        yield folder


@contextmanager
def a_serving_parent(data: Path) -> Iterator[Parent]:
    parent = a_parent(data, free_port())
    try:
        wait_until(parent.answers, limit=30)
        wait_until(parent.worker)
        yield parent
    finally:
        everyone = parent.all()
        parent.process.terminate()
        try:
            parent.process.wait(timeout=30)
        finally:
            for pid in everyone:
                if is_alive(pid):
                    os.kill(pid, signal.SIGKILL)
            parent.process.stdout.close()


@pytest.fixture(scope="module")
def lasting(data):
    with a_serving_parent(data) as parent:
        yield parent


@pytest.fixture
def serving(lasting):
    """A site that serves; a test may kill parts of it, but leaves it whole."""
    wait_until(lasting.answers, limit=30)
    wait_until(lasting.worker)
    return lasting


@pytest.fixture
def own():
    """A site and a database of its own, for a test that ends them."""
    with a_data_folder() as folder, a_serving_parent(folder) as parent:
        yield parent


def test_the_pages_connect_as_the_role_that_owns_nothing(serving):
    assert serving.get().startswith("motcua_app ")


def test_asked_to_stop_it_finishes_running_requests_and_leaves_nothing(own):
    everyone = own.all()
    asking = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import urllib.request as u; print(u.urlopen('http://127.0.0.1:{own.port}/slow').status)",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.7)

    own.process.terminate()

    assert asking.communicate(timeout=20)[0].strip() == "200"
    assert own.process.wait(timeout=20) == 0
    assert [pid for pid in everyone if is_alive(pid)] == []
    assert main_process(own.data) is None


@pytest.mark.parametrize("who", ["web", "worker"])
def test_a_killed_child_is_back_within_two_seconds(serving, who):
    find = getattr(serving, who)
    killed = find()

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: find() not in (None, killed), limit=2)
    wait_until(serving.answers, limit=10)


def test_a_killed_web_process_below_the_web_is_back(serving):
    (killed,) = children_of(serving.web())

    os.kill(killed, signal.SIGKILL)

    wait_until(serving.answers, limit=10)
    assert killed not in children_of(serving.web())


def test_a_killed_database_is_healed_within_five_seconds(serving):
    server = main_process(serving.data)
    begun = time.monotonic()

    kill_the_server(serving.data)

    wait_until(lambda: main_process(serving.data) not in (None, server), limit=5)
    wait_until(serving.answers, limit=5)
    assert time.monotonic() - begun < 5
    assert [serving.get().split()[0] for _ in range(10)] == ["motcua_app"] * 10


def test_a_killed_parent_takes_its_children_along_and_the_next_one_serves(own):
    everyone = own.all()
    own.process.kill()
    own.process.wait()

    following = a_parent(own.data, own.port)
    wait_until(lambda: not any(map(is_alive, everyone)), limit=30)  # until then the old web may be the one that answers
    wait_until(following.answers, limit=30)

    following.process.terminate()
    assert following.process.wait(timeout=20) == 0
    following.process.stdout.close()
    assert main_process(own.data) is None


def test_a_second_start_says_that_the_first_runs_and_harms_nothing(serving):
    before = serving.all()
    second = a_parent(serving.data, serving.port)

    said, _ = second.process.communicate(timeout=20)

    assert second.process.returncode == 1
    assert f"đã chạy ở cổng {serving.port}" in said.decode()
    assert f"make run PORT={serving.port + 1}" in said.decode()
    assert serving.all() == before
    assert serving.answers()


def test_a_second_site_over_the_same_database_may_take_another_port(serving):
    second = a_parent(serving.data, free_port())
    wait_until(second.answers, limit=30)

    second.process.terminate()
    assert second.process.wait(timeout=20) == 0
    second.process.stdout.close()

    assert serving.answers()


def test_a_busy_port_is_told_in_one_sentence_and_nothing_is_started(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        parent = a_parent(tmp_path, port)

        said, _ = parent.process.communicate(timeout=20)

    assert parent.process.returncode == 1
    assert said.decode().strip().startswith(f"Cổng {port} đang được một chương trình khác dùng")
    assert f"PORT={port + 1}" in said.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_web_that_never_comes_up_ends_the_parent_with_a_refusal():
    with a_data_folder() as folder:
        code = PARENT.replace("small_site:application", "no_such_site:application")
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(free_port())],
            env=environment(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

        _, said = process.communicate(timeout=60)

        assert process.returncode == 1
        assert "Trang web không khởi động được" in said.decode()
        assert main_process(folder) is None
