"""Whole installations in folders of their own: an embedded server, a province, a dossier, files, seals."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from motcua.foundation.embedded import postmaster
from motcua.foundation.embedded.lease import Lease
from motcua.foundation.embedded.place import POINTER, place_of

MOTCUA = "import sys; from motcua.entrypoints.cli import main; sys.exit(main())"
START = """
import django
from motcua.foundation.database import connect_as
django.setup()
"""
A_PROVINCE = """
from motcua.entrypoints.cli.database import bring_up_to_date
bring_up_to_date()
connect_as("application")
from motcua.domain.dossiers import testing
from motcua.foundation import clock, files, ledger
staff = testing.a_staffed_province()
first, second = testing.a_dossier(staff), testing.a_dossier(staff)
testing.carry_to_ready(staff, second, at=testing.RECEIVED_AT)
files.store("Đơn của người dân".encode())
ledger.seal(at=clock.now())
"""


@dataclass
class Installation:
    """One data folder with its embedded server."""

    data: Path
    variables: dict[str, str] = field(default_factory=dict)
    lease: Lease | None = None

    def keep_running(self) -> "Installation":
        """Keep the server up between commands, each of which would start and stop it; they never notice."""
        self.lease = Lease(self.data)
        self.lease.enter()
        return self

    def let_go(self) -> None:
        if self.lease is not None:
            self.lease.leave()
            self.lease = None

    def motcua(self, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command as a user types it."""
        return self._run(MOTCUA, *words, **more)

    def python(self, script: str) -> str:
        """Run a script over the installation; return what it printed."""
        done = self._run(START + script)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def with_a_province(self) -> "Installation":
        self.python(A_PROVINCE)
        return self

    def sql(self, statement: str) -> None:
        """Run one statement as the owner of the database."""
        self.python(f"from django.db import connection\nconnection.cursor().execute({statement!r})")

    def tables(self) -> dict[str, list[str]]:
        """Return every table's rows, each as text, in order, asked in another way than the product does."""
        script = """
import json
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    found = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')
        found[name] = [line for (line,) in cursor.fetchall()]
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
    found["sequences"] = [f"{name} {value}" for name, value in cursor.fetchall()]
print(json.dumps(found))
"""
        return json.loads(self.python(script))

    def kept(self) -> dict[str, bytes]:
        """Return every file of files, seals and keys by its path."""
        return {
            str(path.relative_to(self.data)): path.read_bytes()
            for name in ("files", "seals", "keys")
            for path in sorted((self.data / name).rglob("*"))
            if path.is_file() and path.name != "lock"
        }

    def is_untouched(self) -> bool:
        """Tell whether there is no table, no file, no seal and no key."""
        return self.tables() == {"sequences": []} and self.kept() == {}

    def wipe(self) -> None:
        """Throw away everything: server, files, seals, keys."""
        self.let_go()
        end_the_server(self.data)
        for path in self.data.iterdir():
            shutil.rmtree(path)

    def _run(self, script: str, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
        unwanted = ("DATABASE_URL", "DATABASE_APP_URL", "MOTCUA_", "PG")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        kept |= {"MOTCUA_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
        kept |= {"PYTHONPATH": os.pathsep.join(sys.path), **self.variables, **more}
        command = [sys.executable, "-c", script, *map(str, words)]
        return subprocess.run(command, env=kept, capture_output=True, text=True, check=False, timeout=300)


@contextmanager
def an_installation(like: Path | None = None) -> Iterator[Installation]:
    """Make an empty installation, or one like the data folder of another whose server stands; end and remove it afterwards."""
    above = Path(tempfile.mkdtemp(prefix="motcua-test-", dir="/tmp"))
    above.chmod(0o755)
    data = above / "data"
    if like is None:
        data.mkdir()
        data.chmod(0o711)
    else:
        copy_of(like, data)
    installation = Installation(data)
    try:
        yield installation
    finally:
        installation.let_go()
        end_the_server(data)
        elsewhere = data / POINTER
        if elsewhere.exists():
            shutil.rmtree(elsewhere.read_text().strip())
        shutil.rmtree(above)


def copy_of(data: Path, target: Path) -> Path:
    """Copy a data folder with the owners and rights of its files; its server does not run."""
    subprocess.run(["cp", "-a", os.fspath(data), os.fspath(target)], check=True)
    return target


def end_the_server(data: Path) -> None:
    place = place_of(data)
    if place.run.exists() and postmaster.lives(place):
        postmaster.stop(place)
        place.tidy()
