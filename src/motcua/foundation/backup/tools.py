"""PostgreSQL's own programs that dump and restore: which ones are used, and how they find the database.

They must not be older than the server, nor older than the ones that made a dump. The programs among the packages
know no TLS.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import pq

from motcua.foundation.backup.failures import BackupRefused
from motcua.foundation.embedded import DatabaseUnavailable, embedded_binaries

DEBIAN = Path("/usr/lib/postgresql")
DEMANDS_TLS = {"require", "verify-ca", "verify-full"}


@dataclass(frozen=True)
class Tools:
    """pg_dump, pg_restore and psql of one major version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        """Return the path of a program."""
        return os.fspath(self.folder / name)


def tools_for(*, embedded: bool, parameters: Mapping[str, Any], server: int, dump: int = 0) -> Tools:
    """Return the newest usable programs. Raises BackupRefused where all are too old.

    `server` is the server's major version, `dump` that of the programs which made the dump to be restored.
    """
    own = [] if parameters.get("sslmode") in DEMANDS_TLS else _of_the_packages()
    found = own if embedded else _installed() + own
    needed = max(server, dump)
    usable = [tools for tools in found if tools.major >= needed]
    if usable:
        return max(usable, key=lambda tools: (tools not in own, tools.major))
    newest = max((tools.major for tools in found), default=0)
    has = f"pg_dump mới nhất trên máy này là bản {newest}" if newest else "máy này không có pg_dump"
    raise BackupRefused(
        f"Cần chương trình pg_dump, pg_restore và psql bản {needed} trở lên, nhưng {has}: "
        f"hãy cài gói postgresql-client-{needed} rồi chạy lại."
    )


def environment(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Return the environment in which the programs find the database; no password stands among their words."""
    variables = {
        option.keyword.decode(): option.envvar.decode() for option in pq.Conninfo.get_defaults() if option.envvar
    }
    given = {variables[name]: str(value) for name, value in parameters.items() if value and name in variables}
    return {**os.environ, **given, "LC_ALL": "C"}


def _of_the_packages() -> list[Tools]:
    try:
        binaries = embedded_binaries()
    except DatabaseUnavailable:
        return []
    return [Tools(binaries.folder, binaries.major)]


def _installed() -> list[Tools]:
    on_path = shutil.which("pg_dump")
    folders = [Path(on_path).parent] if on_path else []
    folders += sorted(DEBIAN.glob("*/bin"))
    return [Tools(folder, major) for folder in folders if (major := _major_of(folder))]


def _major_of(folder: Path) -> int:
    """Return the version of the three programs of a folder, 0 where one is missing or does not run."""
    majors = []
    for name in ("pg_dump", "pg_restore", "psql"):
        try:
            said = subprocess.run([folder / name, "--version"], capture_output=True, text=True, check=False).stdout
        except OSError:
            return 0
        found = re.search(r"\) (\d+)", said)
        majors.append(int(found[1]) if found else 0)
    return min(majors)
