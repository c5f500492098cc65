"""The second factor in a browser, by keyboard alone: enrol by the picture, keep the recovery codes, sign in, lose the phone."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import unquote

import pyotp
import pytest
import zxingcpp
from eyes import CITIZENS, look
from hands import Hands
from PIL import Image
from playwright.sync_api import Page, expect
from site_under_test import Site

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo import province
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.browser
LEADER, ADMINISTRATOR = "phuoc.tanthanh", "quan.tri"


def load(at: datetime) -> None:
    province.set_up(at=at)


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=load, demo=False) as found:
        yield found


@pytest.fixture
def at_password(open_as) -> Callable[..., tuple[Page, Hands]]:
    """Return a function that opens a page and signs in with the password, by keys."""

    def sign_in(login: str, **more) -> tuple[Page, Hands]:
        page = open_as(**more)
        page.goto("/dang-nhap?next=/mat-khau")
        hands = Hands(page)
        hands.press_until("Tab", "#login")
        hands.type(login)
        hands.press("Tab")
        hands.type(province.PASSWORD)
        hands.press_and_go("Enter")
        return page, hands

    return sign_in


def app_from_picture(page: Page) -> pyotp.TOTP:
    """Read the QR code as a phone does, from what the screen shows."""
    shot = Image.open(io.BytesIO(page.locator("main img").screenshot()))
    (found,) = zxingcpp.read_barcodes(shot)
    app = pyotp.parse_uri(found.text)
    assert unquote(found.text).startswith("otpauth://totp/Mot Cua:")
    assert isinstance(app, pyotp.TOTP)
    return app


def test_enrolling_signing_in_and_losing_the_phone(at_password, open_as, site: Site) -> None:
    page, hands = at_password(LEADER, expect=(400,))
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký mã xác nhận")
    look(page, "ma-xac-nhan-dang-ky", widths=CITIZENS)
    app = app_from_picture(page)
    assert page.inner_text("#khoa").replace(" ", "") == app.secret
    type_enrolment(hands, "AAAA-AAAA", app.at(site.clock.now()))
    look(page, "ma-xac-nhan-dang-ky-sai", widths=CITIZENS)

    type_enrolment(hands, handed_over(LEADER, site), app.at(site.clock.now()))
    expect(page.get_by_role("heading", level=1)).to_have_text("In hoặc chép lại mã khôi phục")
    recovery_codes = page.locator("main li .mc-code").all_inner_texts()
    assert len(recovery_codes) == 10
    look(page, "ma-khoi-phuc", widths=CITIZENS)
    page.emulate_media(media="print")
    expect(page.locator("main li").first).to_be_visible()
    expect(page.locator("[data-key-main]")).to_be_hidden()
    page.emulate_media(media="screen")
    hands.press_and_go("F9")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")

    site.clock.pass_by(minutes=5)
    sign_in_with_code(at_password, app, site)
    sign_in_with_recovery_code(at_password, recovery_codes[0])
    administrator_resets(open_as, site)


def handed_over(login: str, site: Site) -> str:
    return organisation.issue_enrolment_code(login=login, by=SYSTEM, at=site.clock.now())


def type_enrolment(hands: Hands, handed: str, code: str) -> None:
    hands.press_until("Tab", "#enrolment_code")
    hands.press("Control+a")
    hands.type(handed)
    type_code(hands, code)


def type_code(hands: Hands, code: str) -> None:
    hands.press_until("Tab", "#code")
    hands.type(code)
    hands.press_and_go("Enter")


def sign_in_with_code(at_password, app: pyotp.TOTP, site: Site) -> None:
    page, hands = at_password(LEADER, expect=(400,))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã xác nhận")
    look(page, "ma-xac-nhan", widths=CITIZENS)
    type_code(hands, "000000")
    look(page, "ma-xac-nhan-sai", widths=CITIZENS)
    type_code(hands, app.at(site.clock.now()))
    expect(page.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")


def sign_in_with_recovery_code(at_password, code: str) -> None:
    page, hands = at_password(LEADER)
    hands.press_until("Tab", "summary")
    hands.press("Enter")
    hands.press_until("Tab", "#recovery")
    look(page, "ma-xac-nhan-khoi-phuc", widths=CITIZENS)
    hands.type(code.lower())
    hands.press_and_go("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")


def administrator_resets(open_as, site: Site) -> None:
    page = open_as(ADMINISTRATOR)
    page.goto(f"/quan-tri/don-vi/{province.WARD}")
    row = page.locator("tr", has_text=LEADER).first
    row.locator("summary").click()
    look(page, "quan-tri-don-vi-ma-xac-nhan")
    row.get_by_role("button", name="Đặt lại mã xác nhận").click()
    said = page.locator(".mc-note", has_text="Đã đặt lại mã xác nhận")
    expect(said).to_contain_text(f"Mã đăng ký của {LEADER}:")
    look(page, "quan-tri-don-vi-ma-dang-ky")
    assert not organisation.has_second_factor(LEADER)


def test_too_many_wrong_codes_say_until_when(at_password, site: Site) -> None:
    page, hands = at_password("hai.xaydung", expect=(400, 429))
    app = pyotp.TOTP(page.inner_text("#khoa").replace(" ", ""))
    type_enrolment(hands, handed_over("hai.xaydung", site), app.at(site.clock.now()))
    page, hands = at_password("hai.xaydung", expect=(400, 429))
    for _ in range(6):
        hands.press_until("Tab", "#code")
        hands.type("000000")
        hands.press_and_go("Enter")

    expect(page.get_by_role("alert")).to_contain_text("tạm khóa đến")
    look(page, "ma-xac-nhan-khoa", widths=CITIZENS)


def test_a_code_that_comes_too_late_leads_back_to_the_password(at_password, site: Site) -> None:
    page, _ = at_password("binh.tuphap")
    site.clock.pass_by(minutes=11)
    page.reload()

    expect(page.locator(".mc-note", has_text="10 phút")).to_be_visible()
    look(page, "dang-nhap-het-han", widths=CITIZENS)


def test_too_many_wrong_passwords_say_until_when(at_password) -> None:
    page, hands = at_password("khong-co-ai", expect=(400, 429))
    for _ in range(5):
        hands.press_until("Tab", "#password")
        hands.type("sai-mat-khau")
        hands.press_and_go("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Đăng nhập đang tạm khóa đến")
    look(page, "dang-nhap-khoa", widths=CITIZENS)
