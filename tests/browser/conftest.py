"""A real browser before the served site; what a page must never do fails the test that opened it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from eyes import Guard, take_picture
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import expect as expecting
from site_under_test import KEPT, Site, serving

from motcua.foundation.database import disconnect

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--disable-quic",
]
ASSETS = Path(__file__).resolve().parents[2] / "src" / "motcua" / "assets" / "pages" / "manifest.json"
DESK = {"width": 1280, "height": 900}
PATIENCE = 20_000  # ms: two cores may have other things to do
FAILED = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def _own_data_folder() -> None:
    """Keep the folder of the served site for a whole module; it is set where the site is started."""


@pytest.fixture(scope="module")
def browser(django_db_setup: None, django_db_blocker) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("browser tests not run: no Chromium")
    if not ASSETS.exists():
        pytest.skip("browser tests not run: the assets are not built (make setup)")
    with django_db_blocker.unblock():
        disconnect()  # while the driver's loop runs, this thread has other connections and could not close these
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the loop shares nothing with Django
    expecting.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Let the tests of a module use the database of the served site; no test is rolled back."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def kept_demo(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Let the demo province be loaded once for all modules; drop what was kept at the end."""
    yield
    with django_db_blocker.unblock():
        KEPT.forget()


@pytest.fixture(scope="module")
def serve(browser: Browser, db: None, kept_demo: None, tmp_path_factory) -> Callable:
    """Return a context manager that serves a site for a module's tests."""

    def serving_here(**words):
        return serving(tmp_path_factory.mktemp("site"), **words)

    return serving_here


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def open_as(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of its own for an officer (or nobody); the guard is asked at the end."""
    opened: list[tuple[BrowserContext, Guard]] = []

    def open_page(login: str = "", *, viewport: dict | None = None, expect: tuple[int, ...] = (), **more) -> Page:
        context = browser.new_context(
            base_url=site.address, viewport=viewport or DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **more
        )
        context.set_default_timeout(PATIENCE)
        guard = Guard(site.address)
        guard.watch(context)
        guard.expect(*expect)
        if login:
            context.add_cookies([site.session_of(login)])
        opened.append((context, guard))
        return context.new_page()

    yield open_page
    for place, (context, _) in enumerate(opened):
        if request.node.stash.get(FAILED, False):  # what was to be seen when it failed
            take_picture(context.pages[0], f"hong-{request.node.name[:60]}-{place}")
        context.close()
    assert [fault for _, guard in opened for fault in guard.faults] == []
