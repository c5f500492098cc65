"""The clock as people see it: a calendar that changes, opinions that do not stop it, a unit that received earlier."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from eyes import look
from playwright.sync_api import Page, expect
from site_under_test import Site, the_demo

from motcua.domain.dossiers.models import Dossier, Step
from motcua.entrypoints.demo import province

pytestmark = pytest.mark.browser
ADMINISTRATOR = "quan.tri"
LATER = datetime.fromisoformat("2026-11-28T00:00+07:00")


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


def login_in(unit: str, role: str = "handler") -> str:
    return next(post.login for post in province.STAFF if post.unit == unit and role in post.roles)


def a_held_step(**where) -> Step:
    """Return an open step that an officer holds, of a dossier promised after the day that becomes off."""
    found = Step.objects.filter(
        state="open", officer__isnull=False, dossier__state="processing", dossier__promised_at__gt=LATER, **where
    )
    return found.select_related("dossier").order_by("pk")[0]


def to_the_act(page: Page, name: str) -> None:
    page.locator("[data-other-acts] summary").click()
    page.locator(".mc-others__list").get_by_text(name).click()


def test_a_day_off_is_weighed_then_published_and_the_dossier_says_why_it_moved(open_as, site: Site) -> None:
    """deadlines 14.11: what the administrator was told before saving is what stands on the dossier's page."""
    step = a_held_step(dossier__limit_unit="working_day")
    page = open_as(ADMINISTRATOR)
    page.goto("/quan-tri/lich/sua?nam=2026")
    page.get_by_label("Ngày", exact=True).fill("27/11/2026")
    page.get_by_label("Loại", exact=True).select_option("local_off")
    page.get_by_label("Tên", exact=True).fill("Nghỉ bão số 13")
    page.keyboard.press("F9")
    expect(page.get_by_role("heading", name="1 thay đổi")).to_be_focused()
    expect(page.get_by_role("table", name="Theo đơn vị giải quyết")).to_be_visible()
    look(page, "quan-tri-lich-anh-huong")

    page.get_by_label("Lý do thay đổi lịch").fill("Công điện về bão số 13")
    page.get_by_role("button", name="Công bố lịch này").click()
    expect(page.get_by_role("status").first).to_contain_text("hồ sơ dời giờ hẹn")

    officer = open_as(step.officer_id)
    officer.goto(f"/lam-viec/ho-so/{step.dossier.code}")
    expect(officer.locator("#can-cu")).to_contain_text("lịch làm việc thay đổi", ignore_case=True)
    expect(officer.locator(".mc-days").first).to_contain_text("27/11")
    officer.locator("#can-cu summary").last.click()
    expect(officer.locator("#can-cu")).to_contain_text("Nghỉ riêng của địa phương: Nghỉ bão số 13")
    expect(officer.locator("#can-cu")).to_contain_text("Công điện về bão số 13")
    look(officer, "ho-so-doi-hen")


def test_an_opinion_is_asked_seen_by_the_unit_asked_and_answered(open_as, site: Site) -> None:
    """deadlines 9: the promise stays the same all the while."""
    step = a_held_step(unit_id=province.WARD)
    code, promised = step.dossier.code, step.dossier.promised_at
    asked_unit = province.CONSTRUCTION
    asker = open_as(step.officer_id)
    asker.goto(f"/lam-viec/ho-so/{code}")
    to_the_act(asker, "Hỏi ý kiến đơn vị khác")
    expect(asker.get_by_label("Hỏi đơn vị")).to_be_focused()
    look(asker, "y-kien-hoi")
    asker.get_by_label("Hỏi đơn vị").select_option(asked_unit)
    asker.get_by_label("Nội dung cần hỏi").fill("Địa điểm kinh doanh có nằm trong quy hoạch không?")
    asker.keyboard.press("F9")
    expect(asker.get_by_role("status").first).to_contain_text("giờ hẹn giữ nguyên")
    expect(asker.locator("#y-kien")).to_contain_text("Chờ ý kiến", ignore_case=True)
    look(asker, "y-kien-muc")

    answering = open_as(login_in(asked_unit))
    answering.goto("/lam-viec/viec")
    expect(answering.get_by_role("heading", name="Chờ đơn vị cho ý kiến")).to_be_visible()
    look(answering, "y-kien-viec")
    answering.get_by_role("link", name=code).first.click()
    expect(answering.locator("[data-key-main]")).to_contain_text("Trả lời ý kiến")
    answering.keyboard.press("F9")
    expect(answering.get_by_label("Ý kiến của đơn vị")).to_be_focused()
    look(answering, "y-kien-tra-loi")
    answering.get_by_label("Ý kiến của đơn vị").fill("Không nằm trong quy hoạch, đồng ý.")
    answering.keyboard.press("F9")
    expect(answering.get_by_role("status").first).to_contain_text("Đã trả lời ý kiến")

    asker.reload()
    expect(asker.locator("#y-kien")).to_contain_text("Không nằm trong quy hoạch, đồng ý.")
    look(asker, "y-kien-da-tra-loi")
    assert Dossier.objects.get(code=code).promised_at == promised


def test_a_dossier_received_at_any_desk_shows_until_when_its_unit_must_take_it(open_as, site: Site) -> None:
    """deadlines 15.1."""
    found = Dossier.objects.filter(any_desk_until__isnull=False, state="processing").order_by("pk")[0]
    page = open_as(login_in(found.competent_id))
    page.goto(f"/lam-viec/ho-so/{found.code}")
    expect(page.locator("#can-cu")).to_contain_text("Phải nhận trước")
    look(page, "ho-so-phi-dia-gioi")
