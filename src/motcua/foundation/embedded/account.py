"""The account of the operating system that runs the embedded server.

PostgreSQL refuses to run as root. Root therefore hands it to the owner of the data folder, else to the
account `postgres`, else to `nobody`; everybody else runs it as himself.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from motcua.foundation.embedded.failures import DatabaseUnavailable

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "LANG": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """An account of the operating system; `other` is true where we must switch to it."""

    uid: int
    gid: int
    other: bool

    def give(self, path: Path | int) -> None:
        """Make the account the owner of a path that this module has just created."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def give_tree(self, folder: Path) -> None:
        """Make the account the owner of a folder that this module has just created, and of all in it."""
        self.give(folder)
        for path in folder.rglob("*"):
            if self.other:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def run(self, command: Sequence[str | Path], *, keep: Sequence[int] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, in the root folder and with a bare environment.

        `keep` are open files that the command inherits. It is its own session: no terminal reaches it.
        """
        try:
            return self._run([os.fspath(part) for part in command], keep)
        except PermissionError as error:
            raise DatabaseUnavailable(
                f"Không chạy được {command[0]} bằng tài khoản số {self.uid}: hãy kiểm tra quyền của tệp đó."
            ) from error

    def _run(self, command: list[str], keep: Sequence[int]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env=ENVIRONMENT,
            umask=0o077,
            start_new_session=True,
            pass_fds=tuple(keep),
            user=self.uid if self.other else None,
            group=self.gid if self.other else None,
            extra_groups=[] if self.other else None,
        )

    def can_enter(self, folder: Path) -> bool:
        """Tell whether the account can pass through a folder and all folders above it."""
        return not self.other or self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0

    def can_execute(self, program: Path) -> bool:
        """Tell whether the account can start a program."""
        return not self.other or self.run(["/bin/sh", "-c", '"$1" --version', "sh", program]).returncode == 0


def account_for(cluster: Path) -> Account:
    """Return the account that runs the server on this data folder (which need not exist yet).

    Raises DatabaseUnavailable where the folder belongs to somebody else and we are not root.
    """
    owner = _owner_of(cluster)
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise DatabaseUnavailable(
                f"Thư mục dữ liệu {cluster} thuộc về tài khoản khác: "
                "hãy chạy bằng tài khoản đó, hoặc chọn thư mục khác bằng MOTCUA_DATA."
            )
        return Account(uid=os.geteuid(), gid=os.getegid(), other=False)
    if owner:
        return Account(uid=owner, gid=cluster.stat().st_gid, other=True)
    return _unprivileged()


def _unprivileged() -> Account:
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(uid=entry.pw_uid, gid=entry.pw_gid, other=True)
    raise DatabaseUnavailable(
        "PostgreSQL không chạy bằng tài khoản root và máy này không có tài khoản postgres hay nobody: "
        "hãy chạy bằng một tài khoản thường."
    )


def _owner_of(cluster: Path) -> int | None:
    try:
        return cluster.stat().st_uid
    except FileNotFoundError:
        return None
    except PermissionError:
        return -1
