"""`motcua serve`: one parent that owns the embedded database and keeps web and worker alive."""

import os
import signal
import socket
import sys
import threading
from dataclasses import dataclass, field

from motcua.foundation import embedded
from motcua.foundation.database import DatabaseUnavailable, disconnect, require_application_access
from motcua.foundation.processes import Child, StopRequest, claim_port, is_listening, supervise
from motcua.foundation.processes.port import reachable

APPLICATION = "motcua.config.wsgi:application"
WORKER = "import sys; from motcua.entrypoints.cli import main; sys.exit(main())"
HOPELESS = 3
"""Quick deaths in a row after which a web process that never came up is given up."""
LOOK_AT_DATABASE = 0.5
"""Seconds."""

_claimed: dict[int, socket.socket | None] = {}


def run_serve(*, host: str, port: int, workers: int, with_worker: bool) -> int:
    """Serve until Ctrl+C or SIGTERM; return the exit status.

    Raises PortTakenError or DatabaseUnavailable, each with one sentence, before anything was started.
    """
    stop = StopRequest()
    stop.listen()
    require_application_access(os.environ)
    require_free_port(host, port)
    disconnect()  # the parent only watches
    try:
        return _serve(stop, _children(host, port, workers, with_worker=with_worker), host, port)
    finally:
        embedded.leave()


def require_free_port(host: str, port: int) -> None:
    """Claim the port until this process ends, or raise PortTakenError. May be called again."""
    if port not in _claimed:
        _claimed[port] = claim_port(host, port)


def _serve(stop: StopRequest, children: list[Child], host: str, port: int) -> int:
    watch = DatabaseWatch(stop)
    if not os.environ.get("DATABASE_URL"):
        embedded.ensure()
        threading.Thread(target=watch.run, daemon=True, name="database-watch").start()
    front = Front(web=children[0], host=host, port=port, stop=stop)
    supervise(children, stop, front.look)
    return front.status


def _children(host: str, port: int, workers: int, *, with_worker: bool) -> list[Child]:
    web = [sys.executable, "-m", "motcua.foundation.processes.web", host, str(port), str(workers), APPLICATION]
    children = [Child("web", web, os.environ, farewell=signal.SIGKILL)]
    if with_worker:
        children.append(Child("worker", [sys.executable, "-c", WORKER, "worker"], os.environ))
    return children


@dataclass
class Front:
    """What the person at the terminal is told about the web."""

    web: Child
    host: str
    port: int
    stop: StopRequest
    is_announced: bool = False
    status: int = 0

    def look(self) -> None:
        """Say once that the pages can be opened; give up where the web never comes up."""
        if self.is_announced:
            return
        if is_listening(self.host, self.port):
            self.is_announced = True
            _say(f"Một Cửa chạy ở http://{reachable(self.host)}:{self.port} (Ctrl+C để dừng).")
        elif self.web.quick_deaths >= HOPELESS:
            _say("Trang web không khởi động được: lý do ở các dòng trên.")
            self.status = 1
            self.stop.make()


@dataclass
class DatabaseWatch:
    """Starts the embedded server again when it died, and says a lasting reason once."""

    stop: StopRequest
    said: str = ""
    pause: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Look twice a second until the process ends."""
        while not self.stop.is_made:
            self.pause.wait(LOOK_AT_DATABASE)
            self.look()

    def look(self) -> None:
        """Look once."""
        try:
            if not self.stop.is_made and embedded.heal():
                _say("Cơ sở dữ liệu đã dừng bất thường và vừa được khởi động lại.")
            self.said = ""
        except DatabaseUnavailable as reason:
            if str(reason) != self.said:
                self.said = str(reason)
                _say(self.said)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
