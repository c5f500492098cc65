"""A phone without a network: asks the WSGI application as it is deployed, whole, and measures each answer. For measurements only."""

import io
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

TICKS = os.sysconf("SC_CLK_TCK")
HOST, TOKEN = "mot-cua.example", "T" * 32
FLOOR = "/do-nen"


@dataclass(frozen=True)
class Ask:
    """One request: an address, or a form for it. `place`: from where in the network; empty: from another one each time."""

    path: str
    form: str = ""
    cookie: str = ""
    place: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def is_form(self) -> bool:
        """Tell whether it is sent as a form, be it an empty one."""
        return bool(self.form)


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took by the clock, the last byte read."""

    status: int
    milliseconds: float
    headers: dict[str, str]
    body: bytes


@dataclass
class Phone:
    """What sends requests to an application, each from a place of its own, as many people do."""

    application: Callable[..., Iterable[bytes]]
    places: Any = field(default_factory=lambda: count(1))

    def ask(self, one: Ask) -> Answer:
        """Send one request; return the answer."""
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _raised: object = None) -> None:
            told.update(status=int(status.partition(" ")[0]), headers=dict(headers))

        environ = self._environ(one)
        begun = time.perf_counter()
        answer = self.application(environ, start)
        body = b"".join(answer)
        answer.close()  # type: ignore[attr-defined]
        taken = time.perf_counter() - begun
        return Answer(told["status"], 1000 * taken, told["headers"], body)

    def _environ(self, one: Ask) -> dict[str, Any]:
        parts, number = urlsplit(one.path), next(self.places)
        body = one.form.encode()
        extra = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in one.headers}
        place = one.place or f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return {
            "REQUEST_METHOD": "POST" if one.is_form else "GET", "SCRIPT_NAME": "", "PATH_INFO": parts.path,
            "QUERY_STRING": quote(parts.query, safe="=&%+"), "SERVER_NAME": HOST, "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": HOST, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": place,
            "HTTP_REFERER": f"https://{HOST}/", "HTTP_COOKIE": one.cookie, "HTTP_ACCEPT_ENCODING": "gzip",
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
            "wsgi.version": (1, 0), "wsgi.url_scheme": "https", "wsgi.errors": io.StringIO(), "wsgi.multithread": True,
            "wsgi.multiprocess": True, "wsgi.run_once": False, **extra,
        }  # fmt: skip


class DatabaseTime:
    """Processor time of the whole database server: of the processes that live, and of those that it has seen end."""

    def __init__(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [backend] = cursor.fetchone()
        self.server = int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])

    def seconds(self) -> float:
        """Return the processor seconds used so far."""
        ended = Path(f"/proc/{self.server}/stat").read_text().rpartition(")")[2].split()[13:15]
        return sum(map(int, ended)) / TICKS + sum(self._living()) / 1e9

    def _living(self) -> Iterable[int]:
        children = Path(f"/proc/{self.server}/task/{self.server}/children").read_text().split()
        for pid in children:
            try:
                yield int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
            except OSError:
                continue


class Statements:
    """Counts what is said to the database; the look whether the connection lives is not among it."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def add_floor() -> None:
    """Add an empty view that asks the database one thing to the addresses, below the same middleware as all."""
    from django.db import connection
    from django.http import HttpResponse
    from django.urls import path

    from motcua.config import urls
    from motcua.entrypoints.web.policy import public

    @public
    def floor(_request: Any) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return HttpResponse(str(cursor.fetchone()[0]))

    urls.urlpatterns.append(path(FLOOR[1:], floor))
