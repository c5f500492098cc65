"""What the hands on the keys can rely on: the row is found again, nothing is sent twice, nothing typed is lost."""

import re
from collections.abc import Iterator

import pytest
from at_the_desk import choose_shop, type_visitor
from hands import Hands
from playwright.sync_api import Page, expect
from site_under_test import Site, the_demo

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.browser

INBOX, RECEPTION = "/lam-viec/viec", "/lam-viec/tiep-nhan"
HANDLER, RECEIVER, LEADER = "viet.tanthanh", "linh.tanthanh", "phuoc.tanthanh"
SHOP = "1.001612"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


@pytest.fixture
def sit_down(open_as):
    """Return a function that opens an officer's page and gives the keyboard."""

    def sit(login: str, address: str, **more) -> tuple[Page, Hands]:
        page = open_as(login, **more)
        page.goto(address)
        return page, Hands(page)

    return sit


def workable(site: Site, login: str, wanted: str) -> str:
    """Return a dossier on which the officer has the act: take_over, steps, supplement …"""
    at = site.clock.now()
    by = organisation.actor_for(login, at.date())
    for code in Dossier.objects.filter(state="processing").order_by("code").values_list("code", flat=True):
        if dossiers.may_see(code, by, at) and getattr(dossiers.possible(code, by, at), wanted):
            return code
    raise AssertionError(f"{login} has {wanted} on no dossier")


# The inbox


def test_the_row_has_the_focus_again_after_return(sit_down) -> None:
    _, hands = sit_down(HANDLER, INBOX)
    hands.press("ArrowDown", "ArrowDown", "ArrowDown")
    third = hands.focus()
    hands.press_and_go("Enter")
    assert hands.read("h1") == third

    hands.press_and_go("Escape")

    assert hands.address == INBOX
    assert hands.focus() == third


def test_a_filtered_inbox_is_come_back_to(sit_down) -> None:
    _, hands = sit_down(HANDLER, INBOX)
    hands.press_until("Tab", ".mc-views a:nth-child(3)")
    hands.press_and_go("Enter")
    filtered = hands.address
    hands.press("ArrowDown")
    row = hands.focus()
    hands.press_and_go("Enter")

    hands.press_and_go("Escape")

    assert hands.address == filtered
    assert hands.focus() == row


def test_several_rows_are_taken_over_with_one_key(sit_down, site: Site) -> None:
    _, hands = sit_down(HANDLER, f"{INBOX}?loc=ban-giao")
    hands.press("ArrowDown", "Space", "ArrowDown", "Space")
    hands.see("[data-dock] [data-dock-count]", "2")

    hands.press_and_go("F9")

    hands.see(".mc-messages", "2 hồ sơ")


def test_the_search_opens_a_whole_code_at_once(sit_down) -> None:
    code = Dossier.objects.filter(competent="H12.128").first().code
    _, hands = sit_down(HANDLER, INBOX)
    hands.press("F4")
    hands.type(code)
    hands.press_and_go("Enter")

    assert hands.read("h1") == code


def test_who_has_no_inbox_comes_back_to_the_search(sit_down) -> None:
    code = Dossier.objects.filter(competent="H12.128").first().code
    _, hands = sit_down("giam.sat", f"/lam-viec/ho-so/{code}")
    hands.press_and_go("Escape")

    assert hands.read("h1") == "Tra cứu"


# The dossier


def test_the_other_acts_are_a_list_for_the_arrows(sit_down, site: Site) -> None:
    code = workable(site, HANDLER, "supplement")
    _, hands = sit_down(HANDLER, f"/lam-viec/ho-so/{code}")
    hands.press("Shift+F9")
    first = hands.focus()
    hands.press("ArrowDown")
    assert hands.focus() != first
    hands.press("ArrowUp")
    assert hands.focus() == first
    hands.press("Escape")
    assert not hands.sees("[data-other-acts] ul")
    assert hands.is_on("[data-other-acts] summary")


def test_a_supplement_is_asked_for_and_its_slip_printed(sit_down, site: Site) -> None:
    code = workable(site, HANDLER, "supplement")
    page, hands = sit_down(HANDLER, f"/lam-viec/ho-so/{code}")
    hands.press("Shift+F9")
    hands.press_until("ArrowDown", "[data-other-acts] a[href*='viec=bo-sung']")
    hands.press_and_go("Enter")
    hands.type("Bản sao hợp đồng thuê thiếu trang có chữ ký.")
    hands.press("Tab")
    hands.type("Hợp đồng thuê địa điểm, đủ các trang")
    if hands.sees("#o-late_reason"):
        hands.press_until("Tab", "#o-late_reason")
        hands.type("Chờ xác minh địa điểm.")
    hands.press_and_go("F9")

    assert dossiers.dossier(code, SYSTEM, site.clock.now()).state == dossiers.State.SUPPLEMENT
    hands.press_until("Tab", "#cac-phieu a", at_most=40)
    hands.press_until("ArrowDown", "#cac-phieu tr:last-child a")
    slip = page.context.request.get(hands.attribute_of_focus("href"))
    assert slip.headers["content-type"] == "application/pdf"
    assert slip.body().startswith(b"%PDF-")


def test_f9_without_the_words_keeps_the_page_and_what_was_typed(sit_down, site: Site) -> None:
    code = workable(site, LEADER, "refuse")
    _, hands = sit_down(LEADER, f"/lam-viec/ho-so/{code}?viec=tu-choi", expect=(400,))
    hands.press("F9")

    hands.see(".govuk-error-summary, [data-say]:not(:empty)")
    assert dossiers.dossier(code, SYSTEM, site.clock.now()).state == dossiers.State.PROCESSING


def test_two_officers_on_one_step_get_one_act_and_one_sentence(sit_down, site: Site) -> None:
    code = workable(site, HANDLER, "take_over")
    _, first = sit_down(HANDLER, f"/lam-viec/ho-so/{code}")
    _, second = sit_down(HANDLER, f"/lam-viec/ho-so/{code}", expect=(400,))
    first.press_and_go("F9")
    first.see(".mc-messages", "Đã nhận bàn giao")

    second.press_and_go("F9")

    second.see(".govuk-error-summary, .mc-messages")


def test_f9_pressed_twice_completes_one_step(sit_down, site: Site) -> None:
    taken = Dossier.objects.filter(state="processing", steps__state="open", steps__untaken=False, steps__unit="H12.128")
    code = taken.filter(procedure_code=SHOP).order_by("code").first().code
    page, hands = sit_down(HANDLER, f"/lam-viec/ho-so/{code}")
    before = len([one for one in dossiers.dossier(code, SYSTEM, site.clock.now()).steps if one.state == "done"])
    with page.expect_navigation():
        hands.press("F9", "F9")
    hands.see(".mc-messages")

    after = len([one for one in dossiers.dossier(code, SYSTEM, site.clock.now()).steps if one.state == "done"])
    assert after == before + 1


# The reception


def test_f9_pressed_twice_receives_once(sit_down) -> None:
    page, hands = sit_down(RECEIVER, RECEPTION)
    type_visitor(hands, "099095001001")
    choose_shop(hands)
    before = Dossier.objects.count()
    with page.expect_navigation():
        hands.press("F9", "F9", "Control+Enter")
    page.wait_for_url("**/da-nhan/**")

    assert Dossier.objects.count() == before + 1


def test_the_same_form_sent_again_after_going_back_receives_once(sit_down) -> None:
    page, hands = sit_down(RECEIVER, RECEPTION)
    type_visitor(hands, "099095001002")
    choose_shop(hands)
    key = page.locator("#tiep-nhan [name=key]").input_value()
    before = Dossier.objects.count()
    hands.press_and_go("F9")
    first = hands.read("h1")
    page.go_back()
    page.wait_for_selector("#tiep-nhan")
    if page.locator("#tiep-nhan [name=key]").input_value() != key:
        return  # the browser asked for the page again: it is a new form, with what was typed gone from it
    hands.press_and_go("F9")

    assert hands.read("h1") == first
    assert Dossier.objects.count() == before + 1


def test_escape_never_loses_what_was_typed(sit_down) -> None:
    page, hands = sit_down(RECEIVER, RECEPTION)
    type_visitor(hands, "099095001003")
    hands.type("mo quan")
    hands.see("[role=option][aria-selected=true]")
    for _ in range(4):
        hands.press("Escape")

    assert hands.address == RECEPTION
    expect(page.locator("#so-dinh-danh")).to_have_value("099095001003")
    expect(page.locator("#ho-ten")).to_have_value("Trần Thị Xuân Ỷ")
    expect(page.locator("#dia-chi")).to_have_value("Khóm 3, phường Tân Thành, tỉnh Cà Mau")
    expect(page.locator("#thu-tuc")).to_have_value("mo quan")


def test_what_was_typed_is_there_again_after_another_page(sit_down) -> None:
    page, hands = sit_down(RECEIVER, RECEPTION)
    type_visitor(hands, "099095001004")
    page.wait_for_timeout(500)  # a draft is kept a moment after the last key
    hands.press("F4")
    hands.type("khong co ai")
    hands.press_and_go("Enter")

    hands.press_and_go("F2")

    expect(page.locator("#so-dinh-danh")).to_have_value("099095001004")
    expect(page.locator("#ho-ten")).to_have_value("Trần Thị Xuân Ỷ")
    hands.see("[data-draft-says]", "Đã lấy lại chữ nhập dở")


def test_f9_goes_to_each_missing_thing_in_turn(sit_down) -> None:
    page, hands = sit_down(RECEIVER, RECEPTION)
    hands.press("F9")
    expect(page.locator("#so-dinh-danh")).to_be_focused()
    hands.type("099095001005")
    hands.see("#nguoi-noi", "Chưa có trong sổ")
    hands.press("F9")
    expect(page.locator("#ho-ten")).to_be_focused()
    hands.type("Quách Văn Đời")
    hands.press("F9")
    expect(page.locator("#thu-tuc")).to_be_focused()
    hands.see("[data-say]", "Còn thiếu: thủ tục")
    hands.type("mo quan ban hang")
    hands.see("[role=option][aria-selected=true]")
    hands.press("Enter")
    hands.see("#muc-3 input")
    hands.press("F9")
    assert hands.is_on("#muc-3 input")
    hands.see("[data-say]", "Còn thiếu: trường hợp")


@pytest.mark.parametrize("gap", [0, 40, 120])
def test_arrows_faster_than_the_server_choose_the_case_they_stand_on(sit_down, gap: int) -> None:
    page, hands = sit_down("ngan.trungtam", RECEPTION)
    type_visitor(hands, "099095001007")
    hands.type("1.003650")
    hands.see("[role=option][aria-selected=true]")
    hands.press("Enter")
    hands.see("#truong-hop-4")
    hands.press_until("Tab", "#muc-3 input")
    hands.press("Space")
    for _ in range(26):
        hands.press("ArrowDown")
        page.wait_for_timeout(gap)
    page.wait_for_load_state("networkidle")

    assert hands.attribute_of_focus("id") == "truong-hop-3"
    expect(page.locator("#truong-hop-3")).to_be_checked()
    expect(page.locator("#muc-4 [name=ban]")).to_have_value(re.compile(":3$"))


def test_a_missing_paper_is_named_and_a_slip_offered(sit_down) -> None:
    _, hands = sit_down(RECEIVER, RECEPTION, expect=(400,))
    type_visitor(hands, "099095001006")
    choose_shop(hands)
    hands.press_until("Tab", "#giay-to input")
    hands.press("Space")
    hands.press_and_go("F9")
    hands.see(".govuk-error-summary", "Giấy đề nghị")

    hands.press("Shift+F9")
    hands.press_and_go("Enter")
    hands.see("h1", "Phiếu yêu cầu bổ sung")
    assert "Giấy đề nghị đăng ký hộ kinh doanh" in hands.read("#ly-do, main")
    hands.press_and_go("F9")
    hands.see("h1", "PBS")


# Keys


def test_all_keys_are_shown_and_closed(sit_down) -> None:
    _, hands = sit_down(HANDLER, INBOX)
    hands.press("?")
    hands.see("[data-all-keys]")
    hands.press("Escape")

    assert not hands.sees("[data-all-keys]")
    assert hands.address == INBOX


def test_letters_are_never_keys(sit_down) -> None:
    _, hands = sit_down(HANDLER, INBOX)
    for letter in "abcdeghiklmnopqrstuvxy0123456789":
        hands.press(letter)

    assert hands.address == INBOX
    assert hands.focus() == ""


# Without scripts


def test_a_reception_works_without_scripts(open_as) -> None:
    page = open_as(RECEIVER, java_script_enabled=False)
    before = Dossier.objects.count()
    page.goto(RECEPTION)
    page.fill("#so-dinh-danh", "099095002001")
    page.click("noscript button >> nth=0")
    page.fill("#ho-ten", "Hứa Vĩnh Phúc")
    page.fill("#dien-thoai", "0918224317")
    page.fill("#dia-chi", "Khóm 3, phường Tân Thành, tỉnh Cà Mau")
    page.fill("#thu-tuc", "mo quan ban hang")
    page.click("button[value=tim]")
    page.click("button[name=lay]")
    page.check("#muc-3 input >> nth=0")
    page.click("#muc-3 noscript button")
    page.click("[name=lam][value=nhan]")
    page.wait_for_url("**/da-nhan/**")

    assert Dossier.objects.count() == before + 1
    expect(page.get_by_role("button", name="In giấy hẹn")).to_be_visible()


def test_a_step_is_completed_without_scripts(open_as, site: Site) -> None:
    code = workable(site, HANDLER, "take_over")
    page = open_as(HANDLER, java_script_enabled=False)
    page.goto(f"/lam-viec/ho-so/{code}")
    page.click("[data-key-main]")
    expect(page.locator(".mc-messages")).to_contain_text("Đã nhận bàn giao")
    page.click("[data-key-main]")

    expect(page.locator(".mc-messages")).to_be_visible()
    page.click("[data-other-acts] summary")
    expect(page.locator("[data-other-acts] ul")).to_be_visible()


def test_signing_in_with_a_password_works_without_scripts(open_as) -> None:
    from motcua.entrypoints.demo.province import PASSWORD

    page = open_as(java_script_enabled=False)
    page.goto("/dang-nhap?next=/lam-viec/tra-cuu")
    page.fill("#login", RECEIVER)
    page.fill("#password", PASSWORD)
    page.click("form [data-key-main]")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tra cứu")


# A late dossier and its apology


def test_a_late_dossier_gets_its_letter_from_draft_to_signature(site, sit_down):
    """the handler drafts by keyboard, the head signs, and the page is green."""
    at = site.clock.now()
    code = next(
        one
        for one in dossiers.late_without_letter().filter(competent="H12.164").values_list("code", flat=True)
        if dossiers.may_see(one, organisation.actor_for("kiet.datmui", at.date()), at)
    )
    page, hands = sit_down("son.datmui", f"/lam-viec/ho-so/{code}?viec=xin-loi")
    hands.type("Phải xác minh lại địa điểm kinh doanh.")
    hands.press_until("Tab", "#o-new_moment")
    page.locator("#o-new_moment").fill("2026-12-03T10:00")
    hands.press_and_go("F9")
    expect(page.locator("#xin-loi")).to_contain_text("Chờ ký")

    page, hands = sit_down("kiet.datmui", "/lam-viec/xin-loi")
    expect(page.locator("#ky")).to_contain_text(code)
    hands.press_and_go("F9")
    expect(page.locator(".mc-messages")).to_contain_text("Đã ký 1 phiếu xin lỗi")
    page.goto(f"/lam-viec/ho-so/{code}")
    expect(page.locator("#xin-loi")).to_contain_text("Đã ký")
    expect(page.locator("#xin-loi")).to_contain_text("CHỦ TỊCH")
    assert dossiers.dossier(code, SYSTEM, at).owes == ()
