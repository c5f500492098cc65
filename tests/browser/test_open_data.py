"""Open data in a browser: at every width, in both languages, on paper, and its lines read by keys alone."""

from collections.abc import Iterator

import pytest
from eyes import look
from hands import Hands
from playwright.sync_api import expect
from site_under_test import Site, the_demo

from motcua.domain.flows import api as flows
from motcua.domain.reports import api as reports
from motcua.foundation import clock

pytestmark = pytest.mark.browser
PAGE = "/du-lieu-mo"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    from django.conf import settings

    with serve(load=the_demo, demo=True) as found:
        now = clock.now()
        flows.fold_news(at=now)
        reports.publish_edition(settings.ENVIRONMENT.data / reports.FOLDER, reports.last_whole_day(now), at=now)
        yield found


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("du-lieu-mo", PAGE),
        ("tu-dien", f"{PAGE}/dong-theo-thang/tu-dien"),
        ("tu-dien-thu-tuc", f"{PAGE}/thu-tuc/tu-dien"),
    ],
)
def test_the_pages_at_every_width(open_as, site: Site, name: str, address: str) -> None:
    page = open_as()
    page.goto(address)

    look(page, name)


def test_from_the_results_to_a_file_by_keys(open_as, site: Site) -> None:
    page = open_as()
    page.goto("/ket-qua")
    hands = Hands(page)

    hands.press_until("Tab", f'a[href^="{PAGE}"]', at_most=120)
    hands.press_and_go("Enter")
    expect(page.locator("h1")).to_have_text("Dữ liệu mở")
    hands.press_until("Tab", "#dem-polars", at_most=40)
    with page.expect_download() as fetched:
        page.locator(f'a[href="{PAGE}/giai-quyet-theo-thang.csv"]').click()
    assert fetched.value.suggested_filename == "giai-quyet-theo-thang.csv"


def test_on_paper_the_lines_are_whole(open_as, site: Site) -> None:
    page = open_as()
    page.goto(PAGE)
    page.emulate_media(media="print")

    cut = page.evaluate(
        "[...document.querySelectorAll('.mc-program')].filter((one) => one.scrollWidth > one.clientWidth).length"
    )
    assert cut == 0
    expect(page.locator("#tu-dem-lai")).to_be_visible()
