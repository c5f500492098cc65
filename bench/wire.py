"""Signed-in officers on kept connections, for measurements: send a request, tell how long it took and how it ended."""

import http.client
import statistics
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from many_dossiers import PROCEDURE, Office
from site_client import UNREACHABLE, Officer, ReceptionForm
from whole_site import Site

INBOX, RECEPTION, DOSSIERS = "/lam-viec/viec", "/lam-viec/tiep-nhan", "/lam-viec/ho-so"
Request = tuple[str, list[tuple[str, str]] | None]
"""Address and form; no form where a page is fetched."""


class Wire:
    """A signed-in officer on one kept connection."""

    def __init__(self, site: Site, login: str) -> None:
        officer = Officer(site.base, login)
        officer.sign_in()
        self.officer = officer
        self.token = next(cookie.value for cookie in officer.jar if cookie.name == "csrftoken") or ""
        self.headers = {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in officer.jar)}
        self.base = site.base
        self.connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)

    def send(self, request: Request) -> tuple[int, str]:
        """Send one request; return the status and, of a page, its text."""
        path, fields = request
        if fields is None:
            self.connection.request("GET", path, headers=self.headers)
        else:
            body = urllib.parse.urlencode([*fields, ("csrfmiddlewaretoken", self.token)])
            headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded", "Referer": self.base + path}
            self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()


@dataclass
class Place:
    """One office at work: its two officers and the dossiers that nobody has acted on yet."""

    office: Office
    desk: Wire
    handler: Wire
    form: ReceptionForm
    open: list[str]
    step: str
    people: int = 0

    @classmethod
    def opened(cls, site: Site, office: Office, codes: list[str]) -> "Place":
        """Sign both officers in, draw the form of a reception, read from a page which step is open."""
        desk, handler = Wire(site, office.reception), Wire(site, office.handler)
        page = handler.officer.get(f"{DOSSIERS}/{codes[0]}")
        steps = [tag["value"] for tag in page.tags() if tag.get("formaction", "").endswith("/xong")]
        return cls(office, desk, handler, ReceptionForm.drawn(desk.officer, PROCEDURE), codes, steps[0])

    def next(self, kind: str) -> tuple[Wire, Request]:
        """Return who sends what next: no dossier is acted on twice, every person is another one."""
        key = ("key", uuid.uuid4().hex[:20])
        if kind == "receive":
            self.people += 1
            number = self.people * 100 + int(self.office.reception.rpartition(".")[2])
            return self.desk, (RECEPTION, [*self.form.for_person(number, key[1]), ("lam", "nhan")])
        if kind == "act":
            return self.handler, (f"{DOSSIERS}/{self.open.pop()}/xong", [key, ("y", self.step)])
        if kind == "get":
            return self.handler, (f"{DOSSIERS}/{self.open[self.people % len(self.open)]}", None)
        return self.handler, (INBOX, None)


@dataclass
class Taken:
    """How long each request took, in milliseconds, and which ended otherwise than they should."""

    each: list[float] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    seconds: float = 0.0

    def figures(self) -> dict[str, Any]:
        """Return rate, median and the time that one in twenty exceeds."""
        ordered = sorted(self.each)
        return {
            "requests": len(ordered),
            "rate": round(len(ordered) / self.seconds, 1),
            "median_ms": round(statistics.median(ordered), 1),
            "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
        }


def drive(places: list[Place], kind: str, clients: int, requests: int) -> Taken:
    """Send so many requests: one after the other in turn by every office, or by every office at once."""
    taken = Taken()
    for place in places:  # the server closes what was idle during the floor
        place.desk.connection.close()
        place.handler.connection.close()

    def run(mine: list[Place]) -> None:
        for place in range(requests // clients):
            wire, request = mine[place % len(mine)].next(kind)
            begun = time.perf_counter()
            try:
                status, text = wire.send(request)
            except UNREACHABLE as error:
                status, text = 0, repr(error)
            taken.each.append((time.perf_counter() - begun) * 1000)
            if status != (200 if request[1] is None else 302):
                taken.wrong.append((status, text))

    begun = time.perf_counter()
    _at_once(run, [places[one::clients] for one in range(clients)])
    taken.seconds = time.perf_counter() - begun
    return taken


def _at_once(run: Callable[[list[Place]], None], shares: list[list[Place]]) -> None:
    threads = [threading.Thread(target=run, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
