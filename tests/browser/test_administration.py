"""Administrators' pages as they are met in the demo province, and the diagram of a dossier."""

from collections.abc import Iterator

import pytest
from eyes import look
from playwright.sync_api import Page, expect
from site_under_test import Site, the_demo

from motcua.domain.dossiers.models import Dossier
from motcua.domain.workflow.models import ProcessVersion

pytestmark = pytest.mark.browser
LOGIN = "quan.tri"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


def a_branching_version() -> ProcessVersion:
    """Return the version that runs a dossier in parallel steps."""
    found = Dossier.objects.filter(procedure_code="1.013225", state="processing").first()
    assert found is not None
    return found.process_version


def require_drawn(page: Page) -> None:
    """The diagram is there, and so is the watermark that its licence asks for, with nothing over it."""
    page.wait_for_selector("[data-diagram][data-drawn]")
    mark = page.locator(".bjs-powered-by")
    expect(mark).to_be_visible()
    assert mark.evaluate(
        "one => { one.scrollIntoView({block: 'center'}); const at = one.getBoundingClientRect();"
        " return one.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)) }"
    )


@pytest.mark.parametrize(("name", "address"), [
    ("quan-tri", "/quan-tri/"),
    ("quan-tri-quy-trinh", "/quan-tri/quy-trinh"),
    ("quan-tri-kiem-tra-bpmn", "/quan-tri/quy-trinh/kiem-tra"),
    ("quan-tri-chuyen", "/quan-tri/quy-trinh/chuyen"),
    ("quan-tri-bieu-mau", "/quan-tri/bieu-mau"),
    ("quan-tri-thu-tuc", "/quan-tri/thu-tuc"),
    ("quan-tri-thu-tuc-mot", "/quan-tri/thu-tuc/1.001612"),
    ("quan-tri-quay", "/quan-tri/don-vi/H12.128.01/quay"),
    ("quan-tri-lich", "/quan-tri/lich"),
    ("quan-tri-lich-sua", "/quan-tri/lich/sua"),
])  # fmt: skip
def test_pages_of_an_administrator(open_as, site: Site, name: str, address: str) -> None:
    page = open_as(LOGIN)
    page.goto(address)

    look(page, name)


def test_a_version_with_its_diagram(open_as, site: Site) -> None:
    version = a_branching_version()
    page = open_as(LOGIN)
    page.goto(f"/quan-tri/quy-trinh/{version.process.code}/{version.number}")

    require_drawn(page)
    look(page, "quan-tri-quy-trinh-ban")


def test_the_diagram_of_a_dossier_marks_where_it_stands(open_as, site: Site) -> None:
    found = Dossier.objects.filter(procedure_code="1.013225", state="processing", work_done__gt=0).first()
    assert found is not None
    step = found.steps.filter(state="open").order_by("number").first()
    page = open_as("viet.tanthanh" if step is None else officer_of(step))
    page.goto(f"/lam-viec/ho-so/{found.code}/so-do")

    require_drawn(page)
    assert page.locator(".mc-here").count() >= 1
    assert page.locator(".mc-done").count() >= 1
    look(page, "ho-so-so-do")


def officer_of(step) -> str:
    from motcua.entrypoints.demo import province

    return next(post.login for post in province.STAFF if post.unit == step.unit_id)


def test_an_administrator_gives_a_day_off_and_sees_what_it_changes_first(open_as, site: Site) -> None:
    page = open_as(LOGIN, expect=(400,))
    page.goto("/quan-tri/lich/sua?nam=2026")
    page.get_by_label("Nghỉ ngày", exact=True).fill("18/12/2026")
    page.get_by_label("Làm bù ngày", exact=True).fill("17/12/2026")
    page.get_by_label("Dịp", exact=True).fill("Đổi ngày")
    page.keyboard.press("F9")
    expect(page.get_by_role("alert")).to_contain_text("vốn là ngày làm việc")
    look(page, "quan-tri-lich-sai")

    page.get_by_label("Làm bù ngày", exact=True).fill("19/12/2026")
    page.keyboard.press("F9")
    expect(page.get_by_role("heading", name="2 thay đổi")).to_be_focused()
    look(page, "quan-tri-lich-xem-truoc")

    page.get_by_label("Lý do thay đổi lịch").fill("Theo văn bản của tỉnh")
    page.get_by_role("button", name="Công bố lịch này").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã công bố lịch làm việc")
    expect(page.get_by_text("Theo văn bản của tỉnh")).to_be_visible()


def test_an_administrator_changes_a_process_row_by_row(open_as, site: Site) -> None:
    version = a_branching_version()
    page = open_as(LOGIN, expect=(400,))
    page.goto(f"/quan-tri/quy-trinh/{version.process.code}/1")
    page.get_by_role("button", name="Soạn bản mới từ bản này").click()
    expect(page.get_by_role("heading", name="Kiểm tra: dùng được")).to_be_visible()
    require_drawn(page)
    look(page, "quan-tri-nhap")

    page.get_by_role("link", name="Thêm bước").click()
    expect(page.get_by_role("heading", name="Thêm bước", level=1)).to_be_visible()
    look(page, "quan-tri-nhap-buoc")
    page.get_by_label("Mã", exact=True).fill("x y")
    page.keyboard.press("F9")
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "quan-tri-nhap-buoc-sai")
    page.get_by_label("Mã", exact=True).fill("xem-them")
    page.get_by_label("Tên bước").fill("Xem thêm")
    page.get_by_label("Nơi làm").select_option("competent")
    page.keyboard.press("F9")
    expect(page.get_by_role("heading", name="chỗ phải sửa")).to_be_visible()
    look(page, "quan-tri-nhap-loi")

    page.locator("#b-xem-them a").click()
    expect(page.get_by_role("heading", name="Sửa “xem-them”", level=1)).to_be_visible()
    page.get_by_role("button", name="Bỏ phần tử này").click()
    page.get_by_label("Tên", exact=True).fill("Cấp giấy phép xây dựng, bản sửa")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu bản nháp")
    page.keyboard.press("F9")
    expect(page.get_by_role("status").first).to_contain_text("Đã công bố bản 3")


def test_an_administrator_moves_dossiers_after_a_look(open_as, site: Site) -> None:
    found = Dossier.objects.filter(state="processing").order_by("pk").first()
    assert found is not None
    version = found.process_version
    other = ProcessVersion.objects.filter(usable=True).exclude(process=version.process).order_by("pk").first()
    page = open_as(LOGIN, expect=(400,))
    page.goto(
        f"/quan-tri/quy-trinh/chuyen?tu={version.process.code}/{version.number}&den={other.process.code}/{other.number}"
    )
    look(page, "quan-tri-chuyen-bang")
    for select in page.locator("select[name^='cho:']").all():
        select.select_option(index=1)
    page.keyboard.press("F9")
    page.wait_for_selector(".mc-note[role=status], .govuk-error-summary")
    look(page, "quan-tri-chuyen-xem-truoc")


def test_a_unit_promises_sooner_by_keys_and_takes_it_back(open_as, site: Site) -> None:
    page = open_as("duong.congbo")
    page.goto("/lam-viec/thu-tuc/1.001612/don-vi/H12.164")
    page.fill("#noi", "Nhà văn hóa ấp Mũi")
    page.fill("#so-1", "2")
    page.select_option("#don-vi-1", "working_day")
    page.keyboard.press("F9")
    expect(page.get_by_role("heading", name="Ảnh hưởng, chưa ghi gì")).to_be_visible()
    look(page, "phan-rieng-anh-huong")

    page.keyboard.press("F9")
    expect(page.get_by_text("Đã ghi phần riêng của đơn vị.")).to_be_visible()
    look(page, "phan-rieng")

    page.get_by_role("button", name="Hoàn lại lần ghi 1").click()
    expect(page.get_by_text("Đã hoàn lại.")).to_be_visible()
    expect(page.locator("#noi")).to_have_value("")
