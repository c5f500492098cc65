"""Cut times, online services, arrangement and decisions in a browser: at every width, by keys alone, and printed."""

from collections.abc import Iterator

import pytest
from eyes import CITIZENS, look
from hands import Hands
from playwright.sync_api import expect
from site_under_test import Site, the_demo

from motcua.domain.procedures.models import ProvinceDecision

pytestmark = pytest.mark.browser
SUPERVISOR, PUBLISHER = "giam.sat", "duong.congbo"
CUTS = "/dieu-hanh/cat-giam-thoi-gian"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


@pytest.mark.parametrize(("name", "address"), [
    ("cat-giam", CUTS),
    ("cat-giam-linh-vuc", f"{CUTS}?theo=linh-vuc&nhom=H%E1%BB%99+t%E1%BB%8Bch"),
    ("cat-giam-mot-thu-tuc", f"{CUTS}?ma=1.001612"),
    ("cat-giam-chua-co-gi", f"{CUTS}?ngay=2021-01-01"),
    ("truc-tuyen", "/dieu-hanh/dich-vu-truc-tuyen"),
    ("truc-tuyen-linh-vuc", "/dieu-hanh/dich-vu-truc-tuyen?theo=linh-vuc&nhom=H%E1%BB%99+t%E1%BB%8Bch"),
    ("sap-xep", "/dieu-hanh/sap-xep-co-quan"),
])  # fmt: skip
def test_reports_at_every_width(open_as, site: Site, name: str, address: str) -> None:
    page = open_as(SUPERVISOR)
    page.goto(address)

    look(page, name, widths=CITIZENS)


def test_a_report_on_paper_has_its_figures_and_no_form(open_as, site: Site) -> None:
    page = open_as(SUPERVISOR)
    page.goto(CUTS)
    page.emulate_media(media="print")

    expect(page.locator("#ca-tinh")).to_be_visible()
    expect(page.locator("#nhom tfoot")).to_be_visible()
    for gone in ("#o-ngay", "text=Tải CSV", ".mc-nav"):
        expect(page.locator(gone).first).to_be_hidden()


def test_a_row_is_opened_and_left_by_keys(open_as, site: Site) -> None:
    page = open_as(SUPERVISOR)
    page.goto(CUTS)
    hands = Hands(page)

    hands.press_until("Tab", "#nhom a", at_most=40)
    hands.press_and_go("Enter")
    expect(page.locator("#tung-thu-tuc")).to_be_visible()
    hands.press_and_go("Escape")

    expect(page.locator("#theo-nhom")).to_be_visible()


def test_a_decision_is_entered_by_keys_with_its_effect_first(open_as, site: Site) -> None:
    page = open_as(PUBLISHER)
    page.goto("/lam-viec/quyet-dinh")
    look(page, "quyet-dinh")
    hands = Hands(page)
    hands.press_until("Tab", "#so", at_most=30)
    hands.type("MẪU-88/QĐ-UBND")
    page.fill("#ngay", page.get_attribute("#ngay", "max") or "2026-11-25")
    hands.press_until("Tab", "#trich-yeu", at_most=10)
    hands.type("Rút ngắn (mẫu)")
    hands.press_until("Tab", "#thu-tuc", at_most=10)
    hands.type("1.001612 1 ngày làm việc")

    hands.press_and_go("F9")
    expect(page.locator("#anh-huong")).to_be_visible()
    assert not ProvinceDecision.objects.exists()
    look(page, "quyet-dinh-anh-huong")
    hands.press_and_go("F9")

    expect(page.locator("#quyet-dinh")).to_contain_text("MẪU-88/QĐ-UBND")
