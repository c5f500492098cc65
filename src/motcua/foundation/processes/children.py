"""One child process and its life."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BOUND = Path(__file__).with_name("bound.py")
STEADY = 5.0
"""Seconds after which a child counts as having come up."""
LONGEST_DELAY = 5.0
"""Seconds between two starts of a child that keeps dying."""


@dataclass
class Child:
    """A command that is kept alive. Start it from the main thread: it lives no longer than that.

    `farewell` is the signal it gets from the kernel when the parent was killed: SIGTERM where it has something to give
    back; SIGKILL where it holds a port that the next parent wants at once (an open request is then cut off, its
    transaction undone, and the browser sends it again under the same key).
    """

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    farewell: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        """Start the command in a session of its own, so that the terminal's Ctrl+C reaches only the parent."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-E", os.fspath(BOUND), str(os.getpid()), str(int(self.farewell)), *self.command],
            stdin=subprocess.DEVNULL,
            env=dict(self.environ),
            start_new_session=True,
        )

    def keep_alive(self) -> bool:
        """Start the child again where it is dead and its turn has come; True where it was started."""
        if self.process is None or self.process.poll() is None:
            return False
        self._kill_group()
        lived = time.monotonic() - self.started_at
        if lived < self._delay():
            return False
        self.quick_deaths = self.quick_deaths + 1 if lived < STEADY + self._delay() else 0
        self.start()
        return True

    def ask_to_end(self) -> None:
        """Send the polite signal; the command finishes what it is doing."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, patience: float) -> None:
        """Wait for the end, at most `patience` seconds, then kill what is left of it."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(patience, 0.0))
        self._kill_group()
        self.process.wait()

    def _delay(self) -> float:
        return 0.0 if self.quick_deaths == 0 else min(0.5 * 2**self.quick_deaths, LONGEST_DELAY)

    def _kill_group(self) -> None:
        """Kill what a dead child left behind: its own children are in its process group."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
