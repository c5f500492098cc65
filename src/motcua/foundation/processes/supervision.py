"""The parent's loop: keep the children alive until it is asked to stop."""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from motcua.foundation.processes.children import Child

TICK = 0.2
"""Seconds between two looks at the children."""
PATIENCE = 15.0
"""Seconds that the children together have for finishing what they are doing."""


class StopRequest:
    """Whether somebody asked this process to stop (Ctrl+C, SIGTERM, the terminal was closed)."""

    def __init__(self) -> None:
        self.is_made = False

    def listen(self) -> None:
        """Hear the signals from now on, before any child starts: a script's background job begins with SIGINT ignored."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._make)

    def make(self) -> None:
        """Ask from within."""
        self.is_made = True

    def _make(self, _number: int, _frame: FrameType | None) -> None:
        self.is_made = True


def supervise(children: Sequence[Child], stop: StopRequest, each_tick: Callable[[], None]) -> None:
    """Start the children and keep them alive until the stop request is made; then end them all."""
    try:
        for child in children:
            child.start()
        while not stop.is_made:
            time.sleep(TICK)
            for child in children:
                child.keep_alive()
            each_tick()
    finally:
        _end(children)


def _end(children: Sequence[Child]) -> None:
    give_up = time.monotonic() + PATIENCE
    for child in children:
        child.ask_to_end()
    for child in children:
        child.end(give_up - time.monotonic())
