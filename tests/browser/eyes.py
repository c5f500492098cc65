"""Looking at a page as the guard, the accessibility rules and a person do; never touching it."""

import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

PICTURES = Path(__file__).resolve().parents[1] / "pictures"
GRAVE = {"serious", "critical"}
AXE = Axe()
MOST_BYTES, MOST_WITHOUT_FONTS = 150_000, 100_000
"""Bytes over the wire that the first view of a public page may take."""


@dataclass
class Guard:
    """Notes whatever a page must never do: ask another host, report an error, fail on the server."""

    address: str
    faults: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def expect(self, *statuses: int) -> None:
        """These answers are what the test asks for."""
        self.expected |= set(statuses)

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            self.faults.append(f"asked another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"answer {response.status}: {response.request.method} {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")


def wait_until_there(page: Page) -> None:
    """Wait for a document that is there and whole: after a click the next one may have begun and have no element yet."""
    page.wait_for_load_state("load")
    page.wait_for_function("() => document.readyState === 'complete' && Boolean(document.body)")


def weighed(page: Page, *, keeps: bool = True) -> dict[str, float]:
    """Note how many bytes came over the wire for each kind of thing, headers included, while the page is loaded.

    With `keeps` false the browser keeps nothing from one page to the next: each is weighed as if it were the first.
    """
    kinds: dict[str, str] = {}
    found: dict[str, float] = defaultdict(float)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": not keeps})
    wire.on("Network.responseReceived", lambda event: kinds.__setitem__(event["requestId"], event["type"]))

    def loaded(event: dict) -> None:
        found[kinds.get(event["requestId"], "Other")] += event["encodedDataLength"]
        found["requests"] += 1

    wire.on("Network.loadingFinished", loaded)
    return found


def grave_violations(page: Page) -> list[str]:
    """Return each place that breaks an accessibility rule seriously or critically."""
    answer = AXE.run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:140]}"
        for rule in answer["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def scrolls_sideways_by(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def frame_faults(page: Page) -> list[str]:
    """Return what every page must have and this one lacks: language, a title of its own, one first heading."""
    found = page.evaluate("""() => ({
        lang: document.documentElement.lang, title: document.title.trim(),
        headings: [...document.querySelectorAll("h1")].filter((one) => one.textContent.trim()).length,
        mains: document.querySelectorAll("main").length,
        twice: [...document.querySelectorAll("[id]")].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at),
    })""")
    faults = []
    if found["lang"] != "vi":
        faults.append(f"lang is {found['lang']!r}")
    if len(found["title"]) < 8:
        faults.append(f"title is {found['title']!r}")
    if found["headings"] != 1:
        faults.append(f"{found['headings']} first headings")
    if found["mains"] != 1:
        faults.append(f"{found['mains']} main parts")
    faults += [f"id used twice: {name}" for name in found["twice"]]
    return faults


def foreign_words(page: Page) -> list[str]:
    """Return what looks like a word of the program instead of Vietnamese: {{ }}, None, an English state; what is marked as code may."""
    return page.evaluate(r"""() => {
        const code = [...document.querySelectorAll("code")].map((one) => one.innerText).sort((a, b) => b.length - a.length);
        const text = code.reduce((left, one) => one ? left.replace(one, " ") : left, document.body.innerText);
        const wrong = /\{\{|\}\}|\{%|\bNone\b|\bTrue\b|\bFalse\b|\bnull\b|\bundefined\b|\bNaN\b|<[a-z]+>|\b\d{4}-\d\d-\d\d\b|\b(processing|waiting|received|returned|settled|competent|handler|leader|reception|working_day)\b/g;
        return [...new Set(text.match(wrong) ?? [])];
    }""")


def cut_texts(page: Page) -> list[str]:
    """Return texts that stick out of a box that hides what sticks out; a diagram is a window that is moved about."""
    return page.evaluate("""() => [...document.querySelectorAll("main *, header *, nav *")].filter((one) => {
        if (one.closest(".govuk-visually-hidden, .govuk-skip-link, dialog, svg, .djs-container")) return false;
        if (!one.getClientRects().length || !one.textContent.trim() || one.clientWidth <= 1) return false;
        for (let up = one.parentElement; up; up = up.parentElement) if (up.clientWidth === 1) return false;
        const style = getComputedStyle(one);
        if (!["hidden", "clip"].includes(style.overflowX) && !["hidden", "clip"].includes(style.overflowY)) return false;
        return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
    }).map((one) => one.outerHTML.slice(0, 120))""")


def take_picture(page: Page, name: str) -> None:
    """Save a picture for a person to look at; MOTCUA_PICTURES=0 saves none."""
    if os.environ.get("MOTCUA_PICTURES") == "0":
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


WIDTHS = {390: 844, 1280: 900}
CITIZENS = {320: 640, **WIDTHS}  # 320 is also 1280 enlarged to 400 %


def look(page: Page, name: str, *, widths: dict[int, int] = WIDTHS) -> None:
    """Look at the page that is open at each width and fail with every fault at once; the last width stays.

    After a click that leads to another page, expect something of that page first: nobody can see here where it leads.
    """
    wait_until_there(page)
    faults = [*frame_faults(page), *(f"foreign word: {word}" for word in foreign_words(page))]
    for width, height in widths.items():
        page.set_viewport_size({"width": width, "height": height})
        by = scrolls_sideways_by(page)
        faults += [f"{width}: scrolls sideways by {by}"] if by > 0 else []
        faults += [f"{width}: {fault}" for fault in grave_violations(page)]
        faults += [f"{width}: cut: {text}" for text in cut_texts(page)]
        take_picture(page, f"{name}-{width}")
    assert not faults, "\n".join([name, *faults])
