"""Where the embedded server keeps its data, its locks and its socket."""

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.foundation.embedded.account import Account, account_for
from motcua.foundation.embedded.failures import DatabaseUnavailable

CHECKOUT = Path(__file__).resolve().parents[4]
LONGEST_SOCKET_FOLDER = 85
"""Bytes. The kernel allows 107 (elsewhere 103) for the whole path, the server adds 18."""
SYSTEM_FOLDER = Path("/var/lib/motcua")
POINTER = "pgdata.elsewhere"


@dataclass(frozen=True)
class Place:
    """One embedded server: its own folders and the account that runs it."""

    cluster: Path
    run: Path
    account: Account

    @property
    def log(self) -> Path:
        return self.run / "postgres.log"

    @property
    def starting(self) -> Path:
        """The lock of whoever starts or stops the server."""
        return self.run / "starting.lock"

    @property
    def users(self) -> Path:
        """The lock that everyone who uses the server shares."""
        return self.run / "users.lock"

    @property
    def living(self) -> Path:
        """The lock that the server itself and all its processes hold while they live."""
        return self.run / "living.lock"

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket: our own, or a short private one where that path cannot be used."""
        own = os.fspath(self.run)
        if len(os.fsencode(own)) <= LONGEST_SOCKET_FOLDER and not set(own) & set(",'\"@\\\n"):
            return self.run
        mark = hashlib.sha256(os.fsencode(own)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"motcua-{self.account.uid}-{mark}"

    def prepare(self) -> None:
        """Make the folders that are missing. Nothing that exists is changed."""
        _make_open(self.run.parent)
        _make_private(self.run, self.account)
        _require_ours(self.run, self.account)

    def prepare_socket(self) -> None:
        """Make the folder of the socket. Only who holds the lock of the starters may."""
        _make_private(self.socket_folder, self.account)
        _require_ours(self.socket_folder, self.account)

    def tidy(self) -> None:
        """Remove the folder of the socket where it lies outside our own. Same lock."""
        if self.socket_folder != self.run:
            shutil.rmtree(self.socket_folder, ignore_errors=True)


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of everything that a running installation keeps (MOTCUA_DATA, else `var`)."""
    return Path(environ.get("MOTCUA_DATA") or CHECKOUT / "var").resolve()


def place_of(data: Path) -> Place:
    """Return where the embedded server of this data folder lives.

    Root runs it as another account. Where that account cannot reach the data folder (a closed home folder),
    the server lives below /var/lib/motcua and a note in the data folder says where.
    """
    pointer = data / POINTER
    if os.geteuid() == 0 and pointer.exists():
        return _place_in(_pointed(pointer))
    place = _place_in(data)
    if place.account.can_enter(_nearest_existing(data)):
        return place
    if place.cluster.exists():
        raise DatabaseUnavailable(
            f"Tài khoản chạy cơ sở dữ liệu không vào được {place.cluster}: hãy mở lối đi tới thư mục đó."
        )
    return _place_in(_make_elsewhere(data, pointer))


def _place_in(folder: Path) -> Place:
    cluster = folder / "pgdata"
    return Place(cluster=cluster, run=folder / "pgrun", account=account_for(cluster))


def _pointed(pointer: Path) -> Path:
    target = Path(pointer.read_text().strip())
    if target.parent != SYSTEM_FOLDER or pointer.stat().st_uid != 0:
        raise DatabaseUnavailable(f"Tệp {pointer} không hợp lệ: hãy xóa tệp đó rồi chạy lại.")
    return target


def _make_elsewhere(data: Path, pointer: Path) -> Path:
    _make_open(data)
    target = SYSTEM_FOLDER / uuid.uuid4().hex[:12]
    try:
        with pointer.open("x") as note:
            note.write(f"{target}\n")
    except FileExistsError:
        return _pointed(pointer)
    return target


def _nearest_existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _make_open(folder: Path) -> None:
    """Make a folder that other accounts can pass through but not list, whatever the umask is."""
    if folder.exists():
        return
    _make_open(folder.parent)
    try:
        folder.mkdir()
    except FileExistsError:
        return
    folder.chmod(0o711)


def _make_private(folder: Path, account: Account) -> None:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if folder.lstat().st_uid != os.geteuid():  # else: we died between making it and giving it away
            return
    account.give(folder)


def _require_ours(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if not folder.is_dir() or folder.is_symlink() or found.st_uid != account.uid or found.st_mode & 0o077:
        raise DatabaseUnavailable(
            f"Thư mục {folder} không phải của riêng cơ sở dữ liệu này: hãy xóa hoặc đổi tên thư mục đó rồi chạy lại."
        )
