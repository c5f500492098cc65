"""A whole installation for measurements: a demo province in a folder of its own, served by `motcua run` on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from site_client import UNREACHABLE, Officer

ROOT = Path(__file__).resolve().parents[1]
HEARTBEAT_LIMIT = "2"
DAYS_LATER = 4
COMMAND = "import sys; from motcua.entrypoints.cli import main; sys.exit(main())"


@dataclass
class Site:
    """One installation in a folder of its own, served by `motcua run`; the parent is started again when it was killed."""

    data: Path
    port: int
    clock: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def appointment(self) -> str:
        """Return a moment that a letter may appoint, as a field of the page carries it: a week after the clock, at ten."""
        return (datetime.fromisoformat(self.clock) + timedelta(days=7, hours=7)).strftime("%Y-%m-%dT%H:%M")

    @property
    def environment(self) -> dict[str, str]:
        unwanted = ("DATABASE_URL", "DATABASE_APP_URL", "MOTCUA_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        return {
            **kept, "MOTCUA_DATA": os.fspath(self.data), "MOTCUA_DEMO": "1", "MOTCUA_CLOCK": self.clock,
            "MOTCUA_HEARTBEAT_LIMIT": HEARTBEAT_LIMIT, "PYTHONPATH": os.fspath(ROOT / "src"),
        }  # fmt: skip

    def start(self) -> None:
        """Start the parent, in a session of its own."""
        command = [sys.executable, "-c", COMMAND, "run", "--port", str(self.port), "--workers", "2"]
        log = (self.data.parent / "site.log").open("ab")
        self.process = subprocess.Popen(command, env=self.environment, stderr=log, stdout=log, start_new_session=True)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another command of the same installation."""
        words = (sys.executable, "-c", COMMAND, *words)
        return subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False)

    def is_ready(self) -> bool:
        try:
            return Officer(self.base, "", patience=5).get("/ready").status == 200
        except UNREACHABLE:
            return False

    def keep_up(self) -> None:
        """Start the parent again where it is dead."""
        if self.process is not None and self.process.poll() is not None:
            self.start()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=60)

    def pids(self, target: str) -> list[int]:
        """Return the processes that a word of TARGETS names now."""
        assert self.process is not None
        parent = self.process.pid
        if target == "parent":
            return [parent]
        web = [pid for pid in children_of(parent) if "processes.web" in command_of(pid)]
        if target == "web":
            return web
        if target == "web child":
            return [pid for one in web for pid in children_of(one)]
        if target == "worker":
            return [pid for pid in children_of(parent) if command_of(pid).rstrip().endswith(" worker")]
        database = self._postmaster()
        if target == "database" or database is None:
            return [database] if database else []
        return [pid for pid in children_of(database) if "motcua_app" in command_of(pid)]

    def _postmaster(self) -> int | None:
        from motcua.foundation.embedded import postmaster
        from motcua.foundation.embedded.place import place_of

        return postmaster._find(place_of(self.data))


def children_of(parent: int) -> list[int]:
    """Return the living children of a process."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, above = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if int(above) == parent and state != "Z":
                found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    """Return a process's command line, empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def wait_until(holds: Callable[[], object], patience: float) -> float:
    """Wait until something is so; return after how many seconds. Raises TimeoutError."""
    begun = time.monotonic()
    while not holds():
        if time.monotonic() - begun > patience:
            raise TimeoutError
        time.sleep(0.1)
    return time.monotonic() - begun


@contextmanager
def a_site() -> Iterator[Site]:
    """Set up a demo province in a folder of its own; end and remove it afterwards."""
    above = Path(tempfile.mkdtemp(prefix="motcua-kills-", dir="/tmp"))
    above.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    later = _working_morning(datetime.now(UTC) + timedelta(days=DAYS_LATER))
    site = Site(above / "data", port, clock="")
    site.data.mkdir()
    try:
        for words in (("migrate",), ("demo", "load", "today")):
            environment = {name: value for name, value in site.environment.items() if name != "MOTCUA_CLOCK"}
            command = [sys.executable, "-c", COMMAND, *words]
            subprocess.run(command, env=environment, check=True, capture_output=True)
        site.clock = later.isoformat()
        yield site
    finally:
        site.stop()
        site.command("seal")  # the last command leaves: its end stops the embedded server
        shutil.rmtree(above, ignore_errors=True)


def _working_morning(moment: datetime) -> datetime:
    """Return 10:00 of Cà Mau on the next day from then on that is no weekend."""
    day = moment.astimezone(UTC).replace(hour=3, minute=0, second=0, microsecond=0)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
