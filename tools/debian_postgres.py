"""Run the tests of foundation, dossiers, intake, jobs and messages on Debian's PostgreSQL 15, on a cluster of their own.

The product's own tests run on the embedded server, which is newer. Where Debian's 15 is not there this says so aloud and
does not fail.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARIES = Path("/usr/lib/postgresql/15/bin")
TESTS = ("tests/foundation", "tests/dossiers", "tests/intake", "tests/jobs", "tests/notifications")
OF_THE_EMBEDDED_SERVER = "tests/foundation/test_embedded_*.py"
OWNER = "motcua_owner"


def main() -> int:
    """Start a cluster, run the tests on it, end it; return the status of the tests."""
    if not (BINARIES / "initdb").exists():
        print("PostgreSQL 15: NOT FOUND (apt package postgresql-15); the tests on Debian's PostgreSQL 15 are NOT run")
        return 0
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg15-"))
    account = _account()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        port = _start(folder, account)
        status = _run_tests(port)
    finally:
        _as(account, "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)
    verdict = "ok" if status == 0 else f"FAILED ({status})"
    print(f"check: tests on Debian's PostgreSQL 15: {verdict}, {time.monotonic() - started:.1f} s", flush=True)
    return status


def _account() -> pwd.struct_passwd | None:
    """Return the account that runs the server: PostgreSQL refuses root; everybody else runs it as himself."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as(account: pwd.struct_passwd | None, word: str, *words: str, check: bool = True) -> None:
    switched = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    subprocess.run(
        [str(BINARIES / word), *words],
        check=check,
        stdout=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        **switched,
    )


def _start(folder: Path, account: pwd.struct_passwd | None) -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    data = str(folder / "data")
    _as(account, "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c max_connections=200"
    _as(account, "pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
    return port


def _run_tests(port: int) -> int:
    address = f"127.0.0.1:{port}/postgres"
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{OWNER}@{address}",
        "DATABASE_APP_URL": f"postgresql://motcua_app@{address}",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
    done = subprocess.run(
        [*command, f"--ignore-glob={OF_THE_EMBEDDED_SERVER}", *TESTS], cwd=ROOT, check=False, env=environment
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
