"""Run a command that is ended when its parent dies. A script, not a module: it must start fast.

    python bound.py PARENT SIGNAL COMMAND [ARGUMENT…]

SIGNAL is the number of the signal that ends it then. The wish outlives exec and is the kernel's (Linux): it holds even for a parent that was killed.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, by: int) -> None:
    """Let the kernel end this process with the signal `by` when `parent` dies; end now where it is dead already."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)
    if os.getppid() != parent:
        sys.exit(0)


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]), int(sys.argv[2]))
    os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606  the parent names the command, no shell is in between
