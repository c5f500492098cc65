"""One process's use of the embedded server: the first in starts it, the last out stops it."""

import atexit
import multiprocessing.util
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TypeVar

import psycopg
from psycopg import sql

from motcua.foundation.embedded import cluster, locks, postmaster
from motcua.foundation.embedded.binaries import Binaries, copy_binaries, find_binaries
from motcua.foundation.embedded.failures import system_failure
from motcua.foundation.embedded.place import Place, data_folder, place_of


@dataclass(frozen=True)
class Address:
    """How to reach the server: a folder with its socket, and a port that only names the socket."""

    host: str
    port: int = postmaster.PORT
    database: str = cluster.DATABASE
    owner: str = cluster.OWNER
    application: str = cluster.APPLICATION


@dataclass
class Lease:
    """The use of one server by this process. Threads share it; a forked child must take its own."""

    data: Path
    guard: threading.RLock = field(default_factory=threading.RLock)
    place: Place | None = None
    users: int | None = None
    holder: int = 0

    def enter(self) -> Address:
        """Return the address of the running server, started where it was not."""
        with self.guard:
            if self.place is None or self.holder != os.getpid():
                self._join()
            elif not postmaster.is_locked(self.place):
                self._revive(self.place)
            return self._address()

    def heal(self) -> bool:
        """Start the server again if it died; True where it had to be."""
        with self.guard:
            place = self.place
            if place is None or postmaster.answers(place):
                return False
            return self._revive(place)

    def leave(self) -> None:
        """Give the use back; the last one out stops the server."""
        with self.guard:
            place, users = self.place, self.users
            if place is None or users is None or self.holder != os.getpid():
                return
            self.place = self.users = None
            try:
                with locks.alone(place.starting, place.account):
                    if locks.try_exclusive(users) and postmaster.lives(place):
                        postmaster.stop(place)
                        place.tidy()
            finally:
                os.close(users)

    def _join(self) -> None:
        place = place_of(self.data)
        place.prepare()
        with locks.alone(place.starting, place.account):
            users = locks.open_lock(place.users, place.account)
            locks.take_shared(users)
            try:
                _bring_up(place)
            except BaseException:
                os.close(users)
                raise
        self.place, self.users, self.holder = place, users, os.getpid()

    def _revive(self, place: Place) -> bool:
        with locks.alone(place.starting, place.account):
            return _bring_up(place)

    def _address(self) -> Address:
        assert self.place is not None
        return Address(host=os.fspath(self.place.socket_folder))


Answer = TypeVar("Answer")

_LEASES: dict[Path, Lease] = {}
_GUARD = threading.Lock()


def ensure(environ: Mapping[str, str] | None = None) -> Address:
    """Return the address of the embedded server, started where it does not run yet.

    The server then runs at least until this process ends. Raises DatabaseUnavailable with one sentence.
    """
    return _readable(_lease_of(environ).enter)


def heal(environ: Mapping[str, str] | None = None) -> bool:
    """Start the server again if it died under us; True where it had to be. Cheap where all is well."""
    return _readable(_lease_of(environ).heal)


def leave() -> None:
    """Give back every use of this process, as it also happens at its end."""
    for lease in list(_LEASES.values()):
        lease.leave()


def embedded_binaries() -> Binaries:
    """Return the programs that belong to the embedded server (pg_dump, pg_restore, psql …)."""
    return find_binaries()


def _lease_of(environ: Mapping[str, str] | None) -> Lease:
    data = data_folder(os.environ if environ is None else environ)
    with _GUARD:
        if not _LEASES:
            _leave_at_the_end()
        return _LEASES.setdefault(data, Lease(data))


def _readable(act: Callable[[], Answer]) -> Answer:
    try:
        return act()
    except OSError as error:
        raise system_failure(error) from error


def _leave_at_the_end() -> None:
    """Leave however this process ends, short of SIGKILL.

        A child of multiprocessing runs no atexit,
    and SIGTERM by default ends a process without a word.
    """
    atexit.register(leave)
    if multiprocessing.parent_process() is not None:
        multiprocessing.util.Finalize(None, leave, exitpriority=0)
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _leave_now)


def _leave_now(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _bring_up(place: Place) -> bool:
    """Make sure that the server takes connections; True where it had to be started."""
    if postmaster.answers(place):
        return False
    if postmaster.lives(place):
        if postmaster.wait_until_it_answers(place):
            return False
        postmaster.stop(place)
    binaries = _reachable_binaries(place)
    cluster.make_cluster(place, binaries)
    postmaster.start(place, binaries)
    _prepare_database(place)
    return True


def _reachable_binaries(place: Place) -> Binaries:
    binaries = find_binaries()
    if place.account.can_execute(binaries.tool("postgres")):
        return binaries
    return copy_binaries(binaries, place.run, place.account)


def _prepare_database(place: Place) -> None:
    """Make the database and the role of web and worker in a new cluster."""
    with psycopg.connect(
        host=os.fspath(place.socket_folder),
        port=postmaster.PORT,
        user=cluster.OWNER,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [cluster.APPLICATION]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(cluster.APPLICATION)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [cluster.DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(cluster.DATABASE)))
