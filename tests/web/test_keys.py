"""The keyboard map of officers' pages, walked in a real browser over the gallery of shared parts."""

import re
from collections.abc import Iterator

import gallery
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(gallery.browser_path() is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(not (gallery.ASSETS / "manifest.json").exists(), reason="the assets are not built"),
]
ROWS = "#viec [data-row]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        yield (
            found := driver.chromium.launch(
                executable_path=gallery.browser_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
        )
        found.close()


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, list[str]]]:
    with gallery.serving() as found:
        yield found


@pytest.fixture
def posted(served: tuple[str, list[str]]) -> list[str]:
    served[1].clear()
    return served[1]


@pytest.fixture
def page(browser: Browser, served: tuple[str, list[str]]) -> Iterator[Page]:
    context = browser.new_context(base_url=served[0], viewport={"width": 1280, "height": 900})
    found, said = context.new_page(), []
    found.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: said.append(str(error)))
    yield found
    context.close()
    assert [line for line in said if "Failed to load resource" not in line] == []  # errors that a test asks for


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def said(page: Page) -> str:
    expect(page.locator("[data-say]")).not_to_be_empty()
    return page.locator("[data-say]").inner_text()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# Search, reception, all keys


@pytest.mark.parametrize("key", ["F4", "/"])
def test_the_search_key_goes_to_the_search_box(page: Page, key: str) -> None:
    page.goto("/viec")
    press(page, key)
    expect(page.locator("[data-search]")).to_be_focused()
    expect(page.locator("[data-search]")).to_have_value("")


def test_a_slash_in_a_field_is_text(page: Page) -> None:
    page.goto("/viec")
    press(page, "F4")
    page.keyboard.type("12/2026?")
    expect(page.locator("[data-search]")).to_have_value("12/2026?")


def test_f2_opens_a_new_reception_where_the_person_may_receive(page: Page) -> None:
    page.goto("/ho-so")
    press(page, "F2")
    page.wait_for_url("**/tiep-nhan")


def test_a_question_mark_shows_all_keys_and_escape_closes_them(page: Page) -> None:
    page.goto("/viec")
    press(page, "?")
    expect(page.locator("[data-all-keys]")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("[data-all-keys]")).to_be_hidden()


def test_shortcuts_can_be_switched_off_and_stay_off(page: Page) -> None:
    page.goto("/viec")
    press(page, "?")
    page.locator("[data-keys-off]").check()
    page.goto("/ho-so")
    press(page, "F2", "F4", "?")
    assert page.url.endswith("/ho-so")
    expect(page.locator("[data-search]")).not_to_be_focused()
    page.locator(".mc-keys [data-show-keys]").click()
    page.locator("[data-keys-off]").uncheck()
    press(page, "Escape", "F4")
    expect(page.locator("[data-search]")).to_be_focused()


# Lists


def test_a_list_is_one_tab_stop_and_arrows_move_in_it(page: Page) -> None:
    page.goto("/viec")
    press(page, "ArrowDown")
    assert focused(page) == "H12.14-261117-0009"
    press(page, "ArrowDown", "ArrowDown", "ArrowUp")
    assert focused(page) == "H12.14-261118-0022"
    press(page, "End")
    assert focused(page) == "H12.14-261120-0011"
    press(page, "ArrowDown")
    assert focused(page) == "H12.14-261120-0011"
    press(page, "Home")
    assert focused(page) == "H12.14-261117-0009"
    stops = page.locator("#viec [data-row] :is(a, input)[tabindex='0']")
    assert stops.count() == 1
    press(page, "Tab")
    assert not page.evaluate("Boolean(document.activeElement.closest('#viec'))")


def test_the_opened_row_has_the_focus_again_after_return(page: Page) -> None:
    page.goto("/viec")
    press(page, "ArrowDown", "ArrowDown", "Enter")
    page.wait_for_url("**/ho-so?ma=H12.14-261118-0022")
    press(page, "Escape")
    page.wait_for_url("**/viec")
    expect(page.locator(f"{ROWS} a").nth(1)).to_be_focused()


def test_the_space_bar_ticks_and_the_acts_for_chosen_rows_appear(page: Page) -> None:
    page.goto("/viec")
    expect(page.locator("[data-dock]")).to_be_hidden()
    press(page, "ArrowDown", "Space")
    expect(page.locator("[data-dock-count]")).to_have_text("1")
    press(page, "Space")
    expect(page.locator("[data-dock]")).to_be_hidden()


def test_shift_with_arrows_ticks_a_range_and_shrinks_it_again(page: Page) -> None:
    page.goto("/viec")
    press(page, "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown")
    expect(page.locator("[data-dock-count]")).to_have_text("3")
    press(page, "Shift+ArrowUp")
    expect(page.locator("[data-dock-count]")).to_have_text("2")
    press(page, "Shift+ArrowDown", "Shift+ArrowDown")
    expect(page.locator("[data-dock-count]")).to_have_text("4")


def test_one_act_for_many_rows_is_done_only_if_all_allow_it(page: Page, posted: list[str]) -> None:
    page.goto("/viec")
    page.locator(f"{ROWS} input").nth(3).check()
    expect(page.locator("[data-act=trinh-ky]")).to_have_attribute("aria-disabled", "false")
    page.locator(f"{ROWS} input").nth(0).check()
    expect(page.locator("[data-dock-says]")).to_have_text("Trình ký chưa làm được với H12.14-261117-0009.")
    press(page, "F9")
    assert "H12.14-261117-0009" in said(page)
    assert posted == []


# The main act and the others


def test_f9_sends_the_chosen_rows_once(page: Page, posted: list[str]) -> None:
    page.goto("/viec")
    page.locator(f"{ROWS} input").nth(3).check()
    page.evaluate(
        "document.querySelector('#chon').addEventListener('submit', () => { window.sent = (window.sent ?? 0) + 1; })"
    )
    press(page, "F9", "F9", "Control+Enter")
    page.wait_for_load_state("networkidle")
    assert posted == ["ho-so=H12.14-261118-0016&viec=trinh-ky"]


def test_f9_goes_to_the_first_thing_that_is_missing_and_says_it(page: Page, posted: list[str]) -> None:
    page.goto("/cong-bo")
    press(page, "F9")
    assert said(page) == "Chưa trả lời: thời hạn 5 là ngày gì."
    expect(page.locator("#cho-1 input").first).to_be_focused()
    assert posted == []


def test_a_click_on_a_button_that_is_not_ready_does_as_f9(page: Page) -> None:
    page.goto("/tiep-nhan")
    page.locator("[data-key-main]").click(force=True)
    assert said(page) == "Còn thiếu: thủ tục. Gõ vài chữ rồi chọn một dòng."


def test_shift_f9_lists_the_other_acts(page: Page) -> None:
    page.goto("/ho-so")
    press(page, "Shift+F9")
    assert focused(page) == "Yêu cầu bổ sung"
    press(page, "ArrowDown")
    assert focused(page) == "Chuyển người khác"
    press(page, "ArrowUp", "ArrowUp")
    assert focused(page) == "Dừng, chờ ý kiến cơ quan khác"
    press(page, "Escape")
    expect(page.locator("details[data-other-acts] summary")).to_be_focused()
    press(page, "Shift+F9", "Enter")
    page.wait_for_url("**/bo-sung")


# Suggestions and typed text


def type_procedure(page: Page, text: str = "mo quan ban hang") -> None:
    page.locator("#thu-tuc").focus()
    page.keyboard.type(text)
    page.wait_for_selector("[role=option]")


def test_the_slip_follows_the_highlighted_suggestion_and_enter_takes_it(page: Page) -> None:
    page.goto("/tiep-nhan")
    type_procedure(page)
    expect(page.locator("#phieu")).to_have_text("Theo 1.001612")
    press(page, "ArrowDown")
    expect(page.locator("#phieu")).to_have_text("Theo 2.000720")
    expect(page.locator("#thu-tuc")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#thu-tuc")).to_have_value("Đăng ký thay đổi nội dung đăng ký hộ kinh doanh")
    expect(page.locator("#ma-thu-tuc")).to_have_value("2.000720")
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_escape_closes_the_suggestions_and_keeps_the_text(page: Page) -> None:
    page.goto("/tiep-nhan")
    type_procedure(page)
    press(page, "Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(page.locator("#thu-tuc")).to_have_value("mo quan ban hang")
    expect(page.locator("#ma-thu-tuc")).to_have_value("")


def test_no_suggestion_is_said(page: Page) -> None:
    page.goto("/tiep-nhan")
    page.locator("#thu-tuc").fill("khong co gi")
    expect(page.locator("[data-combobox-says]")).to_have_text("Không có thủ tục nào gần với chữ đã gõ.")


def test_typed_text_survives_a_failed_answer_and_goes_once_taken(page: Page) -> None:
    page.goto("/tiep-nhan")
    page.evaluate("document.querySelector('#tiep-nhan').action = '/hong'")
    page.locator("#so-dinh-danh").fill("")
    page.locator("#so-dinh-danh").press_sequentially("096091002118")
    type_procedure(page)
    press(page, "Enter")
    page.get_by_label("Một người đứng tên").check()
    press(page, "F9")
    page.wait_for_url("**/hong")
    page.goto("/tiep-nhan")
    expect(page.locator("#so-dinh-danh")).to_have_value("096091002118")
    expect(page.locator("[data-draft-says]")).to_contain_text("Đã lấy lại chữ nhập dở lúc")
    expect(page.locator("#thu-tuc")).to_have_value("Đăng ký thành lập hộ kinh doanh")
    expect(page.locator("#ma-thu-tuc")).to_have_value("1.001612")
    expect(page.locator("#phieu")).to_have_text("Theo 1.001612")
    expect(page.get_by_label("Một người đứng tên")).to_be_checked()
    type_procedure(page)
    press(page, "Enter", "F9")
    page.wait_for_selector("#viec")
    page.goto("/tiep-nhan")
    expect(page.locator("#so-dinh-danh")).to_have_value("096 185 004 321")


# Live numbers


def test_live_numbers_renew_themselves_without_moving_the_focus(page: Page) -> None:
    page.clock.install()
    page.goto("/dieu-hanh")
    page.locator("#so-lieu a").first.focus()
    page.clock.run_for(10_500)
    # The page's own clock goes on beside the one we turn: on a slow machine it may have renewed twice.
    expect(page.locator("#so-lieu a").first).to_have_text(re.compile("^9[5-9]$"))
    expect(page.locator("#so-lieu a")).to_be_focused()
    expect(page.locator("[data-renew-stale]")).to_be_hidden()


def test_a_live_page_that_hears_nothing_says_since_when_and_keeps_its_numbers(page: Page) -> None:
    page.clock.install()
    page.goto("/dieu-hanh")
    page.route("**/so-lieu", lambda route: route.abort())
    for _ in range(5):
        page.clock.run_for(10_000)
    expect(page.locator("[data-renew-stale]")).to_contain_text("Chưa nghe gì từ")
    assert page.locator("[data-renew-last]").inner_text() != ""
    expect(page.locator("#so-lieu a").first).to_have_text("94")
    assert broken_rules(page) == []


def test_renewal_can_be_stopped(page: Page) -> None:
    page.clock.install()
    page.goto("/dieu-hanh")
    page.locator("[data-renew-stop]").click()
    page.clock.run_for(60_000)
    expect(page.locator("#so-lieu a").first).to_have_text("94")
    expect(page.locator("[data-renew-stale]")).to_be_hidden()


# Every page


def broken_rules(page: Page) -> list[tuple[str, str]]:
    return [
        (rule["id"], node["html"][:120]) for rule in Axe().run(page).response["violations"] for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", gallery.GALLERY)
def test_no_page_scrolls_sideways_or_breaks_an_accessibility_rule(page: Page, name: str) -> None:
    page.goto(f"/{name}")
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"scrolls sideways at {width}"
        if width != 320:
            assert broken_rules(page) == [], f"at {width}"


def test_open_lists_and_dialogs_break_no_accessibility_rule(page: Page) -> None:
    page.goto("/tiep-nhan")
    type_procedure(page)
    assert broken_rules(page) == []
    press(page, "Escape", "Escape", "Shift+F9")
    assert broken_rules(page) == []
    press(page, "Escape", "?")
    assert broken_rules(page) == []
    press(page, "Escape", "F9")
    said(page)
    assert broken_rules(page) == []
    page.goto("/viec")
    page.locator(f"{ROWS} input").nth(3).check()
    assert broken_rules(page) == []


@pytest.mark.parametrize("name", ["viec", "tiep-nhan", "thu-tuc"])
def test_a_page_weighs_at_most_150_kilobytes(page: Page, name: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"/{name}", wait_until="networkidle")
    compressed = sum((gallery.ASSETS / f"{path.name}.gz").stat().st_size - path.stat().st_size
                     for path in gallery.ASSETS.iterdir() if path.suffix in (".css", ".js"))  # fmt: skip
    assert sum(sizes) + compressed <= 150_000


def test_a_page_works_without_scripts(browser: Browser, served: tuple[str, list[str]]) -> None:
    context = browser.new_context(base_url=served[0], java_script_enabled=False)
    found = context.new_page()
    found.goto("/ho-so")
    found.locator("details[data-other-acts] summary").click()
    expect(found.get_by_role("link", name="Yêu cầu bổ sung")).to_be_visible()
    found.goto("/tiep-nhan")
    expect(found.locator("[data-combobox-button]")).to_be_visible()
    context.close()
