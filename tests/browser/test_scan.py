"""The camera at a counter: a receipt's code on a picture opens its dossier; without a camera the page says so and one types."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from eyes import look
from site_under_test import Site, the_demo

from motcua.domain.dossiers.models import Dossier

pytestmark = pytest.mark.browser
RECEIVER = "linh.tanthanh"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


@pytest.fixture
def code() -> str:
    return Dossier.objects.filter(desk__code="H12.128.01", state="processing").earliest("received_at").code


def test_a_picture_of_a_receipt_s_code_opens_the_dossier(open_as, site: Site, code: str, tmp_path: Path) -> None:
    picture = tmp_path / "ma.png"
    segno.make(f"{site.address}/theo-doi/{code}", error="m").save(picture, scale=8, border=4)
    page = open_as(RECEIVER)
    page.goto("/lam-viec/quet-ma")
    look(page, "quet-ma")

    page.set_input_files("[data-scan-picture]", picture)

    page.wait_for_url(f"**/lam-viec/ho-so/{code}")


def test_a_picture_without_a_code_is_one_sentence(open_as, tmp_path: Path) -> None:
    page = open_as(RECEIVER)
    page.goto("/lam-viec/quet-ma")
    blank = tmp_path / "trong.png"
    page.screenshot(path=blank)

    page.set_input_files("[data-scan-picture]", blank)

    page.get_by_text("Không thấy mã QR trong ảnh.").wait_for()


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("/q/KM3PBC", "Đây là mã trên bảng thủ tục."),
        ("012345678901||Họ tên|01012000|Nam|Nơi ở|01012021", "Đây không phải mã hồ sơ."),
    ],
)
def test_another_code_is_one_sentence_and_nothing_of_it_leaves_the_page(
    open_as, site: Site, tmp_path: Path, holds: str, said: str
) -> None:
    """A board's code, and an identity card's: what it holds belongs in no address line."""
    text = f"{site.address}{holds}" if holds.startswith("/") else holds
    picture = tmp_path / "khac.png"
    segno.make(text, error="m").save(picture, scale=8, border=4)
    page = open_as(RECEIVER)
    page.goto("/lam-viec/quet-ma")

    page.set_input_files("[data-scan-picture]", picture)
    page.get_by_text(said).wait_for()
    page.fill("#ma", text)
    page.keyboard.press("Enter")

    assert page.url.endswith("/lam-viec/quet-ma")
    page.get_by_text(said).wait_for()


def test_without_a_camera_the_page_says_so_and_the_code_is_typed(open_as, code: str) -> None:
    page = open_as(RECEIVER)
    page.goto("/lam-viec/quet-ma")
    page.get_by_role("button", name="Mở máy ảnh").click()
    page.locator("[data-scan-says]:not([hidden])").wait_for()
    assert page.locator("[data-scan-says]").inner_text().endswith("hoặc gõ mã.")

    page.fill("#ma", code)
    page.keyboard.press("F9")

    page.wait_for_url(f"**/lam-viec/ho-so/{code}")
