"""From the counter to the phone and back: received at 1280 px, followed from the receipt's code at 390, asked, settled, rated."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import zxingcpp
from eyes import CITIZENS, look
from hands import Hands
from PIL import Image
from playwright.sync_api import Page
from site_under_test import Site

from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
QUICK = 10
"""Seconds from the opened page to the thanks."""
team: dict[str, testing.Staff] = {}


def load(_at) -> None:
    """Bring a commune with its desk, and one procedure."""
    team["staff"] = testing.a_staffed_province()
    testing.publish_once()


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=load, demo=False) as found:
        yield found


def received_at_the_counter(page: Page) -> str:
    """Receive a dossier by keys; return its code."""
    hands = Hands(page)
    page.goto("/lam-viec/tiep-nhan")
    hands.type("096091009321")
    hands.see("#nguoi-noi", "Chưa có trong sổ")
    hands.press_until("Tab", "#ho-ten")
    for text in ("Lâm Thị Mộng Tuyền", "0918224317", "Khóm 5, xã Đất Mũi, tỉnh Cà Mau"):
        hands.type(text)
        hands.press("Tab")
    hands.press_until("Tab", "#thu-tuc")
    hands.type("khai sinh")
    hands.see("[role=option][aria-selected=true]")
    hands.press("Enter")
    hands.see("#phieu .mc-slip__due")
    hands.press_and_go("F9")
    return hands.read("h1")


def printed(page: Page, code: str, folder: Path) -> tuple[str, str]:
    """Print the receipt at the desk; return the address in its code to scan, and its key."""
    page.goto(f"/lam-viec/ho-so/{code}")
    sheet = page.locator('#cac-phieu a[href$=".pdf"]').first.get_attribute("href")
    token = page.locator('input[name="csrfmiddlewaretoken"]').first.input_value()
    paper = folder / "receipt.pdf"
    paper.write_bytes(page.request.post(sheet, form={"csrfmiddlewaretoken": token}).body())
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", paper, folder / "receipt"], check=True)
    said = subprocess.run(["pdftotext", "-enc", "UTF-8", paper, "-"], check=True, capture_output=True).stdout.decode()
    with Image.open(folder / "receipt.png") as picture:
        (scanned,) = zxingcpp.read_barcodes(picture)
    return scanned.text, re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", said)[0]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
def test_a_dossier_is_followed_from_its_receipt_to_its_result_and_rated(open_as, site: Site, tmp_path: Path) -> None:
    staff = team["staff"]
    desk = open_as(staff.reception.login)
    code = received_at_the_counter(desk)
    scanned, key = printed(desk, code, tmp_path)
    address = re.sub(r"^https?://[^/]+", "", scanned)
    assert address == f"/theo-doi/{code}"

    phone = open_as(viewport=PHONE, expect=(403,))
    phone.goto(address)
    assert "Mộng Tuyền" not in phone.content()
    assert phone.context.cookies() == []
    look(phone, "theo-doi", widths=CITIZENS)
    phone.get_by_label("Mã xem chi tiết").fill("AAAA AAAA")
    phone.get_by_role("button", name="Xem chi tiết").click()
    look(phone, "theo-doi-sai-ma", widths=CITIZENS)
    phone.get_by_label("Mã xem chi tiết").fill(key.lower())
    phone.get_by_role("button", name="Xem chi tiết").click()
    phone.get_by_text("Lâm Thị Mộng Tuyền").wait_for()
    assert [one["path"] for one in phone.context.cookies() if one["name"] == "theo-doi"] == [address]
    look(phone, "theo-doi-chi-tiet", widths=CITIZENS)

    phone.locator("summary", has_text="Xin rút hồ sơ").click()
    phone.get_by_label("Lý do").fill("Làm ở nơi khác")
    phone.get_by_role("button", name="Gửi yêu cầu rút hồ sơ").click()
    phone.get_by_text("Ông, bà đã xin rút hồ sơ.").wait_for()
    look(phone, "theo-doi-xin-rut", widths=CITIZENS)
    desk.goto("/lam-viec/viec")
    assert desk.get_by_role("heading", name="Người nộp xin rút hồ sơ").is_visible()
    look(desk, "viec-xin-rut")
    desk.goto(f"/lam-viec/ho-so/{code}")
    assert desk.get_by_role("link", name="Cho rút hồ sơ").is_visible()
    phone.get_by_role("button", name="Thôi xin rút").click()
    phone.get_by_text("Đã thôi xin rút.").wait_for()

    testing.carry_to_ready(staff, code, at=site.clock.now() + timedelta(minutes=1))
    site.clock.pass_by(minutes=5)
    phone.goto(address)
    began, taps = time.monotonic(), 0
    for name in ("Đánh giá việc giải quyết", "Rất hài lòng", "Gửi đánh giá"):
        control = phone.get_by_role("radio" if name == "Rất hài lòng" else "button", name=name, exact=True)
        control.scroll_into_view_if_needed()
        assert control.bounding_box()["width"] > 0
        control.click()
        taps += 1
    phone.get_by_text("cảm ơn").wait_for()
    assert taps == 3
    assert time.monotonic() - began < QUICK
    assert Dossier.objects.get(code=code).state == "ready"


def test_without_scripts_the_key_opens_the_page_and_closes_it(open_as, site: Site) -> None:
    from motcua.domain.documents import api as documents

    staff = team["staff"]
    code = testing.a_dossier(staff, at=site.clock.now())
    _, key = documents.key_for(f"dossier:{code}", staff.reception)
    phone = open_as(viewport=PHONE, java_script_enabled=False)

    phone.goto("/theo-doi")
    phone.get_by_label("Mã hồ sơ trên giấy tiếp nhận").fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Xem hồ sơ").click()
    phone.get_by_label("Mã xem chi tiết").fill(key)
    phone.get_by_role("button", name="Xem chi tiết").click()
    assert phone.get_by_role("heading", name="Hồ sơ đang ở").is_visible()
    phone.get_by_role("button", name="Đóng phần chi tiết").click()
    assert phone.get_by_label("Mã xem chi tiết").is_visible()
    assert not [one for one in phone.context.cookies() if one["name"] == "theo-doi"]


def test_the_page_for_the_code_is_looked_at_at_every_width(open_as) -> None:
    page = open_as(expect=(404,))
    page.goto("/theo-doi")
    look(page, "theo-doi-tim", widths=CITIZENS)
    page.goto("/theo-doi?ma=H12-khong-co")
    look(page, "theo-doi-khong-co", widths=CITIZENS)
