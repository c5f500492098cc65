"""Why a backup or a restore was not made, as one sentence."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.kernel.refusal import Refusal

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much."""

FULL_WORDS = "No space left on device"


class BackupRefused(Refusal):
    """A backup or restore cannot be made; str() says why and what to do."""


def full_disk(place: Path) -> BackupRefused:
    """Return the sentence for a disk that holds no more."""
    return BackupRefused(f"Ổ đĩa chứa {place} đã đầy: hãy giải phóng dung lượng hoặc chọn ổ đĩa khác rồi chạy lại.")


@contextmanager
def told_in_a_sentence(place: Path) -> Iterator[None]:
    """Turn what the operating system refuses below a folder into one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise full_disk(place) from error
        raise BackupRefused(
            f"Không đọc hoặc ghi được {error.filename or place}: hãy kiểm tra quyền và ổ đĩa rồi chạy lại."
        ) from error
