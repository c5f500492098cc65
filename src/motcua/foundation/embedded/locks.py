"""Locks on files. The kernel frees them when their holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.foundation.embedded.account import Account
from motcua.foundation.embedded.failures import DatabaseUnavailable

PATIENCE = 180.0
"""Seconds to wait for another process that is starting or stopping the server."""


def open_lock(path: Path, account: Account) -> int:
    """Return a file descriptor for a lock file, which is made where it is missing."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    account.give(descriptor)
    return descriptor


def try_exclusive(descriptor: int) -> bool:
    """Take the lock alone; False where anyone else holds it. A shared lock held here is given up first."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def take_shared(descriptor: int) -> None:
    """Take the lock together with others."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


@contextmanager
def alone(path: Path, account: Account) -> Iterator[None]:
    """Hold the lock alone inside the block. Raises DatabaseUnavailable after three minutes of waiting."""
    descriptor = open_lock(path, account)
    try:
        give_up = time.monotonic() + PATIENCE
        while not try_exclusive(descriptor):
            if time.monotonic() > give_up:
                raise DatabaseUnavailable(
                    "Một tiến trình khác đang khởi động hoặc dừng cơ sở dữ liệu quá lâu: hãy thử lại sau."
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)
