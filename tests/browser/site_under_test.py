"""The site as a browser meets it: the whole WSGI application on a free port, over the test database.

The clock starts on a fixed working morning and runs on with real time, so that the same test says the same on a Sunday.
Pages connect as the role that owns nothing, as they do in service.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client

from motcua.domain.organisation.models import Officer
from motcua.entrypoints.demo import loading
from motcua.entrypoints.web import second_factor
from motcua.foundation import clock
from motcua.foundation.database import connect_as, disconnect, ensure_application_role
from motcua.kernel.working_time import ZONE

MORNING = datetime(2026, 11, 25, 9, 20, tzinfo=ZONE)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: what fails is reported by the browser's guard."""


@dataclass
class RunningClock:
    """Starts at a set moment and runs; `pass_by` lets time go by at once."""

    start: datetime = MORNING
    real_start: datetime = field(default_factory=lambda: datetime.now(tz=ZONE))

    def now(self) -> datetime:
        return self.start + (datetime.now(tz=ZONE) - self.real_start)

    def pass_by(self, **time: float) -> None:
        self.start += timedelta(**time)

    def set(self, moment: datetime) -> None:
        self.start, self.real_start = moment, datetime.now(tz=ZONE)


@dataclass
class Site:
    """A served site: its address, its clock; `pieces` are what a test plays there."""

    address: str
    clock: RunningClock
    pieces: tuple[Any, ...] = ()

    def session_of(self, login: str) -> dict[str, str]:
        """Return the cookie of an officer who is signed in, the second factor given."""
        client = Client()
        Officer.objects.filter(login=login, second_factor_number=0).update(second_factor_number=1)
        officer = Officer.objects.get(login=login)
        client.force_login(officer, backend="motcua.entrypoints.web.sessions.OfficerBackend")
        session = client.session
        session[second_factor.GIVEN] = officer.second_factor_number
        session.save()
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        return {"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": self.address}


def the_demo(at: datetime) -> None:
    """Load the demo province. `serving` loads it once and gives every other module a copy."""
    loading.load_today(at=at, progress=lambda *_: None)


@contextmanager
def serving(folder: Path, *, load: Callable[[datetime], None], demo: bool) -> Iterator[Site]:
    """Serve what `load` brings into an empty database of its own, a copy of the test database."""
    environment, now, running = settings.ENVIRONMENT, clock.now, RunningClock()
    kept = KEPT if load is the_demo else None
    with _own_database(kept.database if kept and kept.folder else ""):
        settings.ENVIRONMENT = replace(environment, demo=demo, clock="", data=folder)
        clock.now = running.now
        try:
            if kept and kept.folder:
                shutil.copytree(kept.folder, folder, dirs_exist_ok=True)
            else:
                load(running.now())
            if kept and not kept.folder:
                kept.keep(folder)
            with connection.cursor() as cursor:
                ensure_application_role(cursor)
            connect_as("application")
            with _listening() as address:
                yield Site(address, running)
        finally:
            connect_as("owner")
            clock.now, settings.ENVIRONMENT = now, environment


@dataclass
class Kept:
    """The demo province as it was loaded: its database and a copy of its files; nothing yet while `folder` is unknown."""

    database: str = ""
    folder: Path | None = None

    def keep(self, folder: Path) -> None:
        """Copy what was just loaded, before anybody works on it."""
        loaded = connection.settings_dict["NAME"]
        self.database, self.folder = f"{loaded}_kept", folder.with_name(f"{folder.name}-kept")
        shutil.copytree(folder, self.folder)
        self._drop()
        _say_to_server(f'CREATE DATABASE "{self.database}" TEMPLATE "{loaded}"')

    def forget(self) -> None:
        """Drop what was kept; the files lie in a folder that pytest clears."""
        if self.folder:
            self._drop()
            self.database, self.folder = "", None

    def _drop(self) -> None:
        _say_to_server(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')


KEPT = Kept()


@contextmanager
def _own_database(copied: str) -> Iterator[None]:
    """Work in a copy of a database, of the migrated test database where none is named: nothing has to be emptied."""
    template = connection.settings_dict["NAME"]
    assert template.startswith("test_"), f"this is no test database: {template}"
    kind, _, rest = template.partition("_")
    name = f"{kind}_browser_{rest}"
    _say_to_server(
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{copied or template}"'
    )
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        disconnect()
        connection.settings_dict["NAME"] = template
        _say_to_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _say_to_server(*sentences: str) -> None:
    disconnect()
    with connection._nodb_cursor() as cursor:
        for sentence in sentences:
            cursor.execute(sentence)
    disconnect()


@contextmanager
def _listening() -> Iterator[str]:
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
