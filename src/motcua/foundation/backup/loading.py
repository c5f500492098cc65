"""Load a dump in one transaction: either all of it stands afterwards, or what was there before.

pg_restore only writes the statements; psql runs them between BEGIN and COMMIT. The COMMIT is sent by us after pg_restore
ended well: whatever dies before, the server rolls back.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import IO

from motcua.foundation.backup import reaching
from motcua.foundation.backup.failures import FULL_WORDS, BackupRefused, Progress
from motcua.foundation.backup.tools import Tools, environment
from motcua.foundation.database.failures import FULL

BEGIN = b"""
BEGIN;
SET client_min_messages = error;
SET lock_timeout = '20s';
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
"""
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"
"""A line that newer programs write and older servers refuse; it says only what holds anyway."""
TABLE = b"COPY public."


def load(dump: Path, tools: Tools, *, total: int, progress: Progress) -> None:
    """Replace the whole content of the database by a dump. Raises BackupRefused, after which nothing has changed."""
    variables = environment(reaching.parameters())
    reading = [tools.path("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    running = [tools.path("psql"), "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--file=-"]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(reading, env=variables, stdout=subprocess.PIPE, stderr=complaints) as reader,
        subprocess.Popen(
            running, env=variables, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=complaints
        ) as runner,
    ):
        assert reader.stdout is not None
        assert runner.stdin is not None
        try:
            _pass_on(reader.stdout, runner.stdin, total, progress)
            is_read = reader.wait() == 0
            if is_read:
                runner.stdin.write(b"\nCOMMIT;\n")
                runner.stdin.close()
                is_read = runner.wait() == 0
        except BrokenPipeError:  # psql stopped at an error
            is_read = False
        finally:
            _end(reader, runner)
        if not is_read:
            raise _refused(complaints)


def _pass_on(source: IO[bytes], target: IO[bytes], total: int, progress: Progress) -> None:
    target.write(BEGIN)
    done = 0
    for line in source:
        if line == UNKNOWN_BEFORE_17 and not done:
            continue
        if line.startswith(TABLE) and line.endswith(b"FROM stdin;\n"):
            done += 1
            progress("Nạp cơ sở dữ liệu", min(done, total), total)
        target.write(line)


def _end(reader: "subprocess.Popen[bytes]", runner: "subprocess.Popen[bytes]") -> None:
    """Whoever still runs is not wanted any more; without the COMMIT nothing of it stays."""
    for process in (reader, runner):
        if process.poll() is None:
            process.kill()
    if runner.stdin is not None:
        try:
            runner.stdin.close()
        except BrokenPipeError:
            return


def _refused(complaints: IO[bytes]) -> BackupRefused:
    complaints.seek(0)
    said = complaints.read().decode(errors="replace")
    if FULL_WORDS in said:
        return BackupRefused(FULL)
    errors = [
        line.partition("ERROR:")[2].strip() or line.strip() for line in said.splitlines() if "error" in line.lower()
    ]
    reason = errors[0] if errors else "chương trình dừng giữa chừng"
    return BackupRefused(f"Không nạp được cơ sở dữ liệu ({reason}). Cơ sở dữ liệu vẫn như trước.")
