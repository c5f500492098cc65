"""The counter and the online queue with a keyboard only: few strokes, the focus where the talk goes, nothing lost."""

from collections.abc import Iterator
from datetime import datetime

import eyes
import pytest
from hands import Hands
from playwright.sync_api import Page, expect
from site_under_test import Site

from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.domain.intake import api as intake
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import testing as procedures_testing

pytestmark = pytest.mark.browser

PAGE, QUEUE = "/lam-viec/tiep-nhan", "/lam-viec/cho-kiem-tra"
MOST_STROKES = 40
CASES = [procedures_testing.a_paper(name, group=f"Trường hợp {group}") for name, group in (
    ("Tờ khai của người có mặt", "nộp trực tiếp"),
    ("Tờ khai của người vắng mặt", "nộp thay"),
)]  # fmt: skip
logins: dict[str, str] = {}


def load(at: datetime) -> None:
    """Bring a commune's desk and the provincial centre, two procedures, and two submissions that wait."""
    staff = testing.a_staffed_province()
    testing.publish_once()
    testing.publish_once("1.004873", record=procedures_testing.a_record(
        "1.004873", name="Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", components=CASES))  # fmt: skip
    logins["desk"] = staff.reception.login
    logins["centre"] = organisation_testing.an_actor(staff.places.centre, "reception").login
    for number, name in enumerate(("Nguyễn Hoàng Lam", "Huỳnh Công Trứ")):
        submission = {
            "outside_code": f"G09.16-261125-{number}", "procedure": "1.001193", "submitted_at": at.isoformat(),
            "person": {"kind": "citizen", "identifier": f"09609100211{number}", "name": name},
            "components": [{"name": "Tờ khai theo mẫu", "file": "don"}], "unit": staff.places.commune_desk,
        }  # fmt: skip
        intake.put_submission(submission, files=lambda _: b"%PDF-1.7", at=at)


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=load, demo=False) as found:
        yield found


@pytest.fixture
def page(open_as) -> Page:
    return open_as(logins["desk"], expect=(400,))


def type_person(hands: Hands, identifier: str, name: str = "Lâm Thị Mộng Tuyền") -> None:
    hands.type(identifier)
    hands.see("#nguoi-noi", "Chưa có trong sổ")
    hands.press_until("Tab", "#ho-ten")
    hands.type(name)
    hands.press("Tab")
    hands.type("0918224317")
    hands.press("Tab")
    hands.type("Khóm 5, xã Đất Mũi, tỉnh Cà Mau")
    hands.press_until("Tab", "#thu-tuc")


def take_procedure(hands: Hands, words: str, code: str) -> None:
    hands.type(words)
    hands.see(f"[role=option][data-value='{code}'][aria-selected=true]")
    hands.press("Enter")


def test_a_reception_takes_few_strokes_from_the_inbox_to_the_receipt(page: Page) -> None:
    hands = Hands(page)
    page.goto("/lam-viec/viec")

    hands.press("F2")
    page.wait_for_url(f"**{PAGE}")
    type_person(hands, "096185004301")
    take_procedure(hands, "hon nhan", "1.004873")
    hands.see("#truong-hop-1")
    hands.press_until("Tab", "#truong-hop-1")
    hands.press("ArrowDown")
    hands.see("#muc-4", "Tờ khai của người vắng mặt")
    assert hands.is_on("#truong-hop-2")
    hands.see("#phieu .mc-slip__due")
    promised = hands.read("#phieu .mc-slip__due")
    hands.press("F9")
    page.wait_for_url("**/da-nhan/*")

    assert hands.strokes <= MOST_STROKES, hands.strokes
    hands.see("main", promised)
    form = page.locator("form", has=page.locator("[data-key-main]"))
    assert "giay/" in (form.get_attribute("action") or "")


def test_a_known_person_takes_fewer_strokes_still_and_the_focus_moves_on_by_itself(page: Page) -> None:
    hands = Hands(page)
    page.goto(PAGE)
    type_person(hands, "096185004302")
    take_procedure(hands, "khai sinh", "1.001193")
    hands.see("#phieu .mc-slip__due")
    hands.press("F9")
    page.wait_for_url("**/da-nhan/*")
    hands.reset()

    hands.press("F2")
    page.wait_for_url(f"**{PAGE}")
    hands.type("096185004302")
    hands.see("#nguoi-noi", "Đã có trong sổ")
    expect(page.locator("#thu-tuc")).to_be_focused()
    take_procedure(hands, "khai sinh", "1.001193")
    hands.see("#muc-2-noi", "đang có hồ sơ cùng thủ tục chưa xong")
    hands.press("F9")
    page.wait_for_url("**/da-nhan/*")

    assert hands.strokes <= 5, hands.strokes


def test_enter_after_the_number_as_a_scanner_sends_it_goes_on_and_receives_nothing(page: Page) -> None:
    hands = Hands(page)
    page.goto(PAGE)
    hands.type("096091002110")
    hands.press("Enter")

    hands.see("#nguoi-noi", "Đã có trong sổ")
    expect(page.locator("#thu-tuc")).to_be_focused()
    assert page.locator("#ho-ten").input_value() == "Nguyễn Hoàng Lam"
    assert page.url.endswith(PAGE)


def test_the_main_key_pressed_thrice_receives_once(page: Page) -> None:
    hands = Hands(page)
    page.goto(PAGE)
    type_person(hands, "096185004307")
    take_procedure(hands, "khai sinh", "1.001193")
    hands.see("#phieu .mc-slip__due")
    hands.press("F9", "F9", "F9")
    page.wait_for_url("**/da-nhan/*")

    assert Dossier.objects.filter(applicant__identifier="096185004307").count() == 1


def test_the_main_key_leads_to_whatever_is_still_missing(page: Page) -> None:
    hands = Hands(page)
    page.goto(PAGE)
    for place in ("#so-dinh-danh", "#ho-ten", "#thu-tuc"):
        hands.press("F9")
        assert hands.is_on(place), (place, hands.focus())
        hands.see("[data-say]", "Còn thiếu")
        hands.type("096185004303" if place == "#so-dinh-danh" else "Lâm Mộng Tuyền")


def test_a_letter_that_cannot_be_printed_is_said_at_its_field_and_everything_stays(page: Page) -> None:
    hands = Hands(page)
    page.goto(PAGE)
    type_person(hands, "096185004304", name="Lâm 😀 Tuyền")
    take_procedure(hands, "khai sinh", "1.001193")
    hands.see("#phieu .mc-slip__due")
    hands.press("F9")

    hands.see(".govuk-error-summary", "Không in được chữ “😀”")
    assert page.locator("#ho-ten").input_value() == "Lâm 😀 Tuyền"
    assert page.locator("#dia-chi").input_value() == "Khóm 5, xã Đất Mũi, tỉnh Cà Mau"
    assert page.locator("#ma-thu-tuc").input_value() == "1.001193"
    assert eyes.grave_violations(page) == []


def test_an_unticked_paper_is_named_and_its_slip_is_made_by_keys(page: Page) -> None:
    hands = Hands(page)
    page.goto(PAGE)
    type_person(hands, "096185004305")
    take_procedure(hands, "khai sinh", "1.001193")
    hands.see("#giay-1")
    hands.press_until("Tab", "#giay-1")
    hands.press("Space", "F9")
    hands.see(".govuk-error-summary", "thiếu giấy tờ phải nộp: Tờ khai theo mẫu")
    hands.press("Shift+F9", "Enter")
    hands.see("#ly-do")
    assert "Tờ khai theo mẫu" in page.locator("#ly-do").input_value()
    hands.press("F9")
    page.wait_for_url("**/phieu-da-lap/*")

    hands.see("main", "KTN-")


def test_typed_text_survives_leaving_the_page(page: Page) -> None:
    hands = Hands(page)
    page.goto(PAGE)
    type_person(hands, "096185004306")
    page.wait_for_timeout(500)
    page.goto(QUEUE)
    page.goto(PAGE)

    hands.see("[data-draft-says]", "Đã lấy lại chữ nhập dở")
    assert page.locator("#ho-ten").input_value() == "Lâm Thị Mộng Tuyền"


def test_the_centre_picks_the_commune_and_then_sees_the_moment(open_as) -> None:
    page = open_as(logins["centre"])
    hands = Hands(page)
    page.goto(PAGE)
    hands.press_until("Tab", "#thu-tuc")
    take_procedure(hands, "khai sinh", "1.001193")
    hands.see("#xa")
    hands.press("Tab")
    assert hands.is_on("#xa")
    hands.press("ArrowDown")
    hands.see("#phieu .mc-slip__due")

    assert hands.is_on("#xa")
    assert eyes.grave_violations(page) == []


def test_the_online_queue_is_answered_by_keys(page: Page) -> None:
    hands = Hands(page)
    page.goto(QUEUE)
    hands.press("ArrowDown", "ArrowDown", "Enter")
    page.wait_for_url("**#chi-tiet")
    hands.see("#nguoi-nop", "Huỳnh Công Trứ")
    hands.press("Shift+F9", "Enter")
    page.wait_for_url("**tra=bo-sung**")
    expect(page.locator("#sai-1")).to_be_focused()
    hands.press("Space", "F9")
    page.wait_for_url("**/phieu-da-lap/*")
    hands.press("Escape")
    page.wait_for_url(f"**{QUEUE}")
    hands.see("#nguoi-nop", "Nguyễn Hoàng Lam")
    hands.press("F9")
    page.wait_for_url("**/da-nhan/*")
    hands.press("Escape")
    page.wait_for_url(f"**{QUEUE}")

    hands.see("main", "Không còn hồ sơ nào chờ kiểm tra")
