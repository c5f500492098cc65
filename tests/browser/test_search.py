"""The search in a browser: at every width, by keys with suggestions, and without scripts; the administrators' dictionary."""

from collections.abc import Iterator

import pytest
from eyes import CITIZENS, look
from hands import Hands
from playwright.sync_api import expect
from site_under_test import Site, the_demo

pytestmark = pytest.mark.browser
PAGE, BIRTH = "/thu-tuc", "1.001193"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


@pytest.mark.parametrize(
    ("name", "asked"),
    [("linh-vuc", ""), ("tim-thay", "?q=giay+khai+sanh"), ("hoi-lai", "?q=so+do"), ("khong-co", "?q=thoi+tiet")],
)
def test_the_page_at_every_width(open_as, site: Site, name: str, asked: str) -> None:
    page = open_as()
    page.goto(f"{PAGE}{asked}")

    look(page, f"tim-{name}", widths=CITIZENS)


def test_a_suggestion_is_taken_by_keys_and_what_was_typed_counts_without_one(open_as, site: Site) -> None:
    page = open_as(expect=(404,))
    page.goto(PAGE)
    hands = Hands(page)
    field = page.get_by_role("combobox", name="Bà con cần làm giấy tờ gì?")

    field.press_sequentially("giay khai s", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    hands.press_and_go("Enter")
    assert page.url.endswith(f"{PAGE}?q=giay+khai+s")

    page.goto(PAGE)
    field.press_sequentially("giay khai s", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    hands.press_and_go("Enter")
    assert page.url.endswith(f"{PAGE}/{BIRTH}")


def test_it_works_without_scripts(open_as, site: Site) -> None:
    page = open_as(java_script_enabled=False)
    page.goto(PAGE)
    page.get_by_role("searchbox").fill("lam giay khai sanh")
    page.get_by_role("button", name="Tìm").click()

    expect(page.locator(".mc-found a").first).to_have_attribute("href", f"{PAGE}/{BIRTH}")


def test_an_administrator_sees_what_was_asked_in_vain_and_adds_a_word(open_as, site: Site) -> None:
    open_as().goto(f"{PAGE}?q=xem+bói+ở+đâu")
    page = open_as("quan.tri")
    page.goto("/quan-tri/tu-dien")
    look(page, "tu-dien")

    page.get_by_role("link", name="Thêm từ xem boi o dau").click()
    expect(page.get_by_label("Người dân nói")).to_have_value("xem boi o dau")
    page.get_by_label("Nghĩa là").fill(BIRTH)
    page.get_by_role("button", name="Thêm từ").click()
    expect(page.locator("#tu-da-them")).to_contain_text("xem boi o dau")
