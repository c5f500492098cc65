"""The board in real browsers: an act in one is a number in the other within five seconds, and nothing jumps."""

import time
from collections.abc import Iterator

import pytest
from eyes import look
from hands import Hands
from playwright.sync_api import Page, expect
from site_under_test import Site, the_demo

pytestmark = pytest.mark.browser
BOARD = "/dieu-hanh/"
WATCHER, RECEIVER = "giam.sat", "linh.tanthanh"
FIRST = "#hom-nay dd >> nth=0"
WITHIN = 5_000  # ms


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


def received_today(page: Page) -> int:
    return int(page.locator(f"{FIRST} >> .mc-figure").inner_text())


def fill_reception(page: Page, identifier: str) -> Hands:
    """Fill in a whole reception at the counter up to the last key."""
    hands = Hands(page)
    page.goto("/lam-viec/tiep-nhan")
    hands.type(identifier)
    hands.see("#nguoi-noi", "Chưa có trong sổ")
    hands.press_until("Tab", "#ho-ten")
    hands.type("Lâm Thị Mộng Tuyền")
    hands.press("Tab")
    hands.type("0918224317")
    hands.press("Tab")
    hands.type("Khóm 5, phường Tân Thành, tỉnh Cà Mau")
    hands.press_until("Tab", "#thu-tuc")
    hands.type("1.001612")
    hands.see("[role=option][aria-selected=true]")
    hands.press("Enter")
    hands.see("#muc-3 input")
    hands.press_until("Tab", "#muc-3 input")
    hands.choose("Trường hợp một cá nhân đăng ký")
    hands.see("#phieu .mc-slip__due")
    return hands


def test_a_reception_in_one_browser_is_counted_in_the_other_within_five_seconds(open_as) -> None:
    watching, counter = open_as(WATCHER), open_as(RECEIVER)
    hands = fill_reception(counter, "096185004377")
    watching.goto(BOARD)
    watching.evaluate("window.stayed = true")
    before = received_today(watching)
    link = watching.locator("#don-vi a").first
    link.focus()
    where = link.get_attribute("href")
    watching.evaluate("window.scrollTo(0, 120)")
    scrolled = watching.evaluate("window.scrollY")

    hands.press("F9")
    pressed = time.monotonic()
    expect(watching.locator(f"{FIRST} >> .mc-figure")).to_have_text(str(before + 1), timeout=WITHIN)

    assert time.monotonic() - pressed < WITHIN / 1000
    assert watching.evaluate("window.stayed") is True
    assert watching.evaluate("document.activeElement.getAttribute('href')") == where
    assert watching.evaluate("window.scrollY") == scrolled


def test_the_board_stops_and_goes_on(open_as) -> None:
    page = open_as(WATCHER)
    page.goto(BOARD)
    stop = page.locator("[data-renew-stop]")
    stop.focus()
    page.keyboard.press("Enter")
    expect(stop).to_have_text("Tự mới lại")
    stood = page.locator("#luc").inner_text()
    page.wait_for_timeout(4_000)
    assert page.locator("#luc").inner_text() == stood

    page.keyboard.press("Enter")
    expect(page.locator("#luc")).not_to_have_text(stood, timeout=WITHIN)


@pytest.mark.parametrize(("name", "login", "address"), [
    ("dieu-hanh", WATCHER, BOARD),
    ("dieu-hanh-bang-so", WATCHER, f"{BOARD}?bang=1"),
    ("dieu-hanh-phuong", "phuoc.tanthanh", BOARD),
    ("dieu-hanh-dang-giu", WATCHER, "/dieu-hanh/ho-so?nhom=dang-giu"),
    ("dieu-hanh-trong", "phuoc.tanthanh", "/dieu-hanh/ho-so?nhom=tre-han"),
    ("dieu-hanh-cho-kiem-tra", WATCHER, "/dieu-hanh/cho-kiem-tra"),
])  # fmt: skip
def test_pages_of_the_board(open_as, name: str, login: str, address: str) -> None:
    page = open_as(login)
    page.goto(address)

    look(page, name)
