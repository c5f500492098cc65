"""Processes that use an embedded server in a folder of their own, so that tests can kill them."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from motcua.foundation.embedded import postmaster
from motcua.foundation.embedded.place import POINTER, Place, place_of

USER = """
import sys
from motcua.foundation import embedded
from motcua.foundation.embedded import DatabaseUnavailable
try:
    print(embedded.ensure().host, flush=True)
except DatabaseUnavailable as refusal:
    print(refusal, flush=True)
    sys.exit(1)
{then}
"""
WAIT = "sys.stdin.read()"


@dataclass
class User:
    """A process that uses the server of one data folder until it is told to go."""

    process: subprocess.Popen[str]

    def said(self) -> str:
        return self.process.stdout.readline().strip()

    def go(self) -> int:
        self.process.stdin.close()
        return self.process.wait(timeout=30)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)

    def terminate(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=30)


def environment(data: Path, **more: str) -> dict[str, str]:
    unwanted = ("DATABASE_URL", "DATABASE_APP_URL", "MOTCUA_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return {**kept, "MOTCUA_DATA": os.fspath(data), "PYTHONPATH": os.pathsep.join(sys.path), **more}


def a_user(data: Path, then: str = WAIT, **more: str) -> User:
    return User(
        subprocess.Popen(
            [sys.executable, "-c", USER.format(then=then)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(data, **more),
        )
    )


def what_a_user_hears(data: Path) -> str:
    """Return the address or the refusal that a process which comes and goes hears."""
    user = a_user(data)
    said = user.said()
    user.go()
    return said


@contextmanager
def a_data_folder(name: str = "data") -> Iterator[Path]:
    """Make a folder that every account may pass through; end the server in it and remove it afterwards."""
    above = Path(tempfile.mkdtemp(prefix="motcua-test-", dir="/tmp"))
    above.chmod(0o755)
    data = above / name
    data.mkdir()
    try:
        yield data
    finally:
        end_the_server(data)
        elsewhere = data / POINTER
        if elsewhere.exists():
            shutil.rmtree(elsewhere.read_text().strip())
        shutil.rmtree(above)


def end_the_server(data: Path) -> None:
    """Stop whatever a failed test left running."""
    place = place_of(data)
    if place.run.exists() and postmaster.lives(place):
        postmaster.stop(place)
        place.tidy()


def main_process(data: Path) -> int | None:
    """Return the pid of the server that works in this folder, by the kernel's word."""
    return postmaster._find(place_of(data))


def kill_the_server(data: Path) -> None:
    os.kill(main_process(data), signal.SIGKILL)


def connect(data: Path, user: str = "motcua") -> psycopg.Connection:
    place: Place = place_of(data)
    return psycopg.connect(host=os.fspath(place.socket_folder), port=5432, user=user, dbname="motcua", autocommit=True)


def write(data: Path, word: str) -> None:
    with connect(data) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def words(data: Path) -> list[str]:
    with connect(data) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY word")]


def wait_until(holds: Callable[[], object], limit: float = 10.0) -> float:
    """Wait until a claim holds and return after how many seconds; fail after the limit."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < limit, "it did not come true in time"
        time.sleep(0.05)
    return time.monotonic() - begun
