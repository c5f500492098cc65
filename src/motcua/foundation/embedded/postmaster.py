"""The running server: found, asked, started and stopped. Its pid file is never believed."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import make_conninfo

from motcua.foundation.embedded.binaries import Binaries
from motcua.foundation.embedded.cluster import OWNER, start_failure
from motcua.foundation.embedded.failures import DatabaseUnavailable
from motcua.foundation.embedded.locks import open_lock, try_exclusive
from motcua.foundation.embedded.place import Place

PORT = 5432
START_LIMIT = 120.0
"""Seconds; recovery after a crash can be long."""
GRACE = 0.5
"""Seconds within which a launched server has become visible, and orphans have noticed their main process's death."""
STOP_LIMIT = 60.0
LONGEST_LOG = 10_000_000
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
    # A calendar re-dates every open dossier in one transaction, and each one's chain in the ledger is locked by it.
    "max_locks_per_transaction": "1024",
    "wal_compression": "on",
    # What is asked often lies in memory; and to start helpers for an answer of some milliseconds takes longer than the answer.
    "random_page_cost": "1.1",
    "parallel_setup_cost": "10000",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}


def answers(place: Place) -> bool:
    """Tell whether the server takes connections now."""
    return _ping(place) == pq.Ping.OK


def lives(place: Place) -> bool:
    """Tell whether the server or any process left over from it still lives.

    Its lock says so; where somebody removed the lock, the processes that work in the data folder do.
    """
    return is_locked(place) or bool(_visible_processes() and _processes(place))


def is_locked(place: Place) -> bool:
    """Tell whether anything holds the lock of the living: asked in microseconds, right unless it was removed."""
    descriptor = open_lock(place.living, place.account)
    try:
        return not try_exclusive(descriptor)
    finally:
        os.close(descriptor)


def start(place: Place, binaries: Binaries) -> None:
    """Start the server and wait until it takes connections.

    It inherits the lock of the living, so that its life is known without a pid. Call with the lock of the
    starters held and nothing alive. Raises DatabaseUnavailable with the server's own reason.
    """
    place.prepare_socket()
    for stale in (place.cluster / "postmaster.pid", _socket(place), _socket(place).with_suffix(".5432.lock")):
        stale.unlink(missing_ok=True)
    beginning = _open_log(place)
    living = open_lock(place.living, place.account)
    try:
        if not _take_soon(living):
            raise _unseen(place)
        _launch(place, binaries, living)
    finally:
        os.close(living)
    if not wait_until_it_answers(place):
        raise start_failure(place, _log_since(place, beginning))


def wait_until_it_answers(place: Place) -> bool:
    """Wait while the server starts or recovers; False where it died or nobody can reach its socket."""
    begun = time.monotonic()
    while time.monotonic() < begun + START_LIMIT:
        if answers(place):
            return True
        if not lives(place):
            return False
        if time.monotonic() > begun + GRACE and (_is_headless(place) or _is_ready_elsewhere(place)):
            return False
        time.sleep(0.02)
    return False


def stop(place: Place) -> None:
    """Stop the server fast: transactions are rolled back, everything committed is kept."""
    for kind, limit in ((signal.SIGINT, STOP_LIMIT), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        postmaster = _find(place)
        for pid in [postmaster] if postmaster is not None else _processes(place):
            _send(pid, kind if postmaster is not None else signal.SIGKILL)
        if _wait_for_death(place, limit):
            return
    raise _unseen(place)


def _take_soon(living: int) -> bool:
    """Take the lock of the living; somebody who only asks holds it for microseconds."""
    for _attempt in range(50):
        if try_exclusive(living):
            return True
        time.sleep(0.01)
    return False


def _launch(place: Place, binaries: Binaries, living: int) -> None:
    settings = {**SETTINGS, "unix_socket_directories": os.fspath(place.socket_folder)}
    done = place.account.run(
        [
            *("/bin/sh", "-c", 'log="$1"; shift; "$@" >>"$log" 2>&1 </dev/null &', "sh", place.log),
            *(binaries.tool("postgres"), "-D", place.cluster),
            *(f"--{name}={value}" for name, value in settings.items()),
        ],
        keep=[living],
    )
    if done.returncode != 0:
        raise start_failure(place, done.stderr)


def _ping(place: Place) -> pq.Ping:
    address = make_conninfo(host=os.fspath(place.socket_folder), port=PORT, user=OWNER, dbname="postgres")
    return pq.Ping(pq.PGconn.ping(address.encode()))


def _socket(place: Place) -> Path:
    return place.socket_folder / f".s.PGSQL.{PORT}"


def _is_headless(place: Place) -> bool:
    """Tell whether the main process was killed and only its children are left."""
    return _visible_processes() and _find(place) is None


def _is_ready_elsewhere(place: Place) -> bool:
    """Tell whether the server is up while its socket was removed or its folder renamed."""
    if _socket(place).exists():
        return False
    try:
        return "ready" in (place.cluster / "postmaster.pid").read_text()
    except OSError:
        return False


def _open_log(place: Place) -> int:
    """Return where the log ends now; a log that has grown long is put aside."""
    try:
        size = place.log.stat().st_size
    except FileNotFoundError:
        return 0
    if size > LONGEST_LOG:
        place.log.replace(place.log.with_suffix(".old.log"))
        return 0
    return size


def _log_since(place: Place, beginning: int) -> str:
    try:
        with place.log.open("rb") as log:
            log.seek(beginning)
            return log.read(LONGEST_LOG).decode(errors="replace")
    except OSError:
        return ""


def _wait_for_death(place: Place, limit: float) -> bool:
    give_up = time.monotonic() + limit
    while lives(place):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.02)
    return True


def _find(place: Place) -> int | None:
    """Return the pid of the main process; its children carry a title that begins with `postgres:`."""
    for pid in _processes(place):
        try:
            title = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if not title.startswith(b"postgres:") and title:
            return pid
    return None


def _processes(place: Place) -> list[int]:
    """Return all processes of PostgreSQL that work in this data folder."""
    if not _visible_processes():
        return _processes_by_pid_file(place)
    cluster = place.cluster.resolve()
    return [pid for pid in _all_pids() if _works_in(pid, cluster)]


def _visible_processes() -> bool:
    return Path("/proc/self/cwd").exists()


def _all_pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _works_in(pid: int, cluster: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == cluster and _name_of(pid) == "postgres"
    except OSError:
        return False


def _name_of(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()


def _processes_by_pid_file(place: Place) -> list[int]:
    """Where there is no /proc (macOS): the pid in the file, if a program named postgres has it."""
    try:
        pid = int((place.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return []
    asked = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return [pid] if asked.stdout.strip().endswith("postgres") else []


def _send(pid: int, kind: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, kind)


def _unseen(place: Place) -> DatabaseUnavailable:
    return DatabaseUnavailable(
        f"Dữ liệu {place.cluster} đang được một máy chủ khác dùng mà từ đây không dừng được "
        "(có thể ở trong container khác): hãy dừng nó, hoặc chọn thư mục khác bằng MOTCUA_DATA."
    )
