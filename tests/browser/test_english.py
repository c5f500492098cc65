"""English as a second language: switched on and off by a button, the work is the same, what is printed stays Vietnamese."""

from collections.abc import Iterator

import pytest
from at_the_desk import choose_shop, type_visitor
from eyes import WIDTHS, cut_texts, grave_violations, scrolls_sideways_by, take_picture, wait_until_there
from hands import Hands
from playwright.sync_api import Page, expect
from site_under_test import Site, the_demo

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.browser

INBOX, RECEPTION = "/lam-viec/viec", "/lam-viec/tiep-nhan"
RECEIVER, LEADER, PUBLISHER, ADMINISTRATOR = "linh.tanthanh", "phuoc.tanthanh", "duong.congbo", "quan.tri"
PAGES = {
    "": ("/dang-nhap", "/khong-co-trang-nay", "/ket-qua", "/ket-qua/cach-tinh", "/viec", "/viec/sinh-con"),
    RECEIVER: (INBOX, "/lam-viec/cho-kiem-tra", RECEPTION, "/lam-viec/tra-ket-qua", "/lam-viec/tra-cuu?q=a"),
    LEADER: (INBOX, "/dieu-hanh/", "/dieu-hanh/bao-cao", "/dieu-hanh/hai-long", "/lam-viec/xin-loi", "/lam-viec/nghi"),
    PUBLISHER: ("/lam-viec/thu-tuc", "/lam-viec/thu-tuc/1.000894"),
    ADMINISTRATOR: ("/quan-tri/don-vi", "/quan-tri/quy-trinh", "/quan-tri/lich", "/quan-tri/lich/sua"),
}


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


def switch(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator(".mc-language button", has_text=name).click()


def look_in_english(page: Page, name: str) -> list[str]:
    wait_until_there(page)
    faults = [] if page.evaluate("document.documentElement.lang") == "en" else ["not in English"]
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        faults += [f"scrolls sideways by {by}"] if (by := scrolls_sideways_by(page)) > 0 else []
        faults += [*grave_violations(page), *(f"cut: {text}" for text in cut_texts(page))]
        take_picture(page, f"english-{name}-{width}")
    return [f"{name}: {fault}" for fault in faults]


@pytest.mark.parametrize("login", PAGES)
def test_pages_in_english_break_no_accessibility_rule_and_cut_nothing(open_as, login) -> None:
    page = open_as(login, expect=(404,))
    page.goto("/dang-nhap" if not login else PAGES[login][0])
    switch(page, "English")
    faults = []
    for address in PAGES[login]:
        page.goto(address)
        faults += look_in_english(page, f"{login or 'nobody'}{address.partition('?')[0].replace('/', '-')}")
    assert not faults, "\n".join(faults)


def test_a_dossier_received_in_english_is_the_same_dossier(open_as, site: Site) -> None:
    page = open_as(RECEIVER)
    page.goto(RECEPTION)
    switch(page, "English")
    assert page.url.endswith(RECEPTION)
    expect(page.locator("h1")).to_have_text("Receive a dossier")

    hands = Hands(page)
    page.locator("#so-dinh-danh").focus()
    type_visitor(hands, "096185004399", unknown="Not in the register")
    choose_shop(hands)
    hands.press_and_go("F9")

    hands.see("main", "Dossier received")
    assert look_in_english(page, "received") == []
    code = page.url.rsplit("/", 1)[1]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/lam-viec/ho-so/{code}")
    assert look_in_english(page, "dossier") == []

    [paper] = documents.papers_of(f"dossier:{code}")
    assert paper.title.lower().startswith("giấy tiếp nhận hồ sơ")
    printed = page.context.request.get(f"/lam-viec/giay/{paper.paper_id}.pdf")
    assert printed.body().startswith(b"%PDF-")
    assert {row.by_right for row in ledger.rows_of(f"dossier:{code}")} == {
        "Cán bộ một cửa, Quầy 1, Trung tâm Phục vụ hành chính công phường Tân Thành"
    }
    assert dossiers.dossier(code, SYSTEM, site.clock.now()).person.name == "Trần Thị Xuân Ỷ"

    switch(page, "Tiếng Việt")
    assert page.url.endswith(f"/lam-viec/ho-so/{code}")
    assert page.evaluate("document.documentElement.lang") == "vi"
    expect(page.locator("#so-viec, main").first).to_contain_text("Sổ việc")


def test_the_language_is_chosen_without_scripts(open_as) -> None:
    page = open_as(java_script_enabled=False)
    page.goto("/dang-nhap")
    switch(page, "English")
    expect(page.locator("h1")).to_have_text("Officers sign in")
    switch(page, "Tiếng Việt")
    expect(page.locator("h1")).to_have_text("Đăng nhập cho cán bộ")


def test_sentences_of_scripts_are_english_on_an_english_page(open_as) -> None:
    page = open_as(RECEIVER)
    page.goto(RECEPTION)
    switch(page, "English")
    page.keyboard.press("F9")
    expect(page.locator("[data-say]")).to_contain_text("Missing")
