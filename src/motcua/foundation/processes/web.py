"""The web processes: granian over the WSGI application. The parent of `motcua serve` runs this module.

Arguments: host, port, number of worker processes, `module:application`.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from motcua.foundation.processes.bound import die_with_parent

THREADS = 4
"""Threads a worker process has for requests; each holds at most one database connection."""


def main() -> None:
    """Serve until SIGTERM; running requests are finished."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    host, port, workers, target = sys.argv[1:5]
    server = Granian(
        target,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(load, os.getpid()))


def load(parent: int, target: str) -> Callable[..., Any]:
    """Return the application, loaded in the worker process, which dies with granian's main process.

    By SIGKILL: left alone it would wait for its open requests and hold the port.
    """
    from motcua.foundation.database import connect_as

    die_with_parent(parent, signal.SIGKILL)
    connect_as("application")
    module, name = target.split(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    gc.collect()
    gc.freeze()  # what is loaded lives as long as the process: an answer of thousands of lines must not look through it again
    return application


if __name__ == "__main__":
    main()
