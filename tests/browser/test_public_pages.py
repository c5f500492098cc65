"""Every public page as a cheap phone meets it: few bytes, no other host, no cookie, rules of accessibility, and without scripts.

A public route that is not named here fails the test: it was not looked at.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zxingcpp
from django.urls import get_resolver
from eyes import CITIZENS, MOST_BYTES, MOST_WITHOUT_FONTS, look, wait_until_there, weighed
from PIL import Image
from playwright.sync_api import expect
from site_under_test import Site, the_demo

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures.rules.boards import sizes
from motcua.entrypoints.demo import procedures
from motcua.entrypoints.web.citizen import board
from motcua.entrypoints.web.policy import policy_of, routes
from page_outline import faults_of

pytestmark = pytest.mark.browser
HOLIDAYS = {one.name for one in organisation.seed_spec().exceptions}
PROCEDURE, DESK = "1.001193", "H12.128.01"
MOST_REQUESTS = 16
PAGES = {
    "thu-tuc": ("/thu-tuc?q=so+do", 200),
    "thu-tuc/<str:code>": (f"/thu-tuc/{PROCEDURE}", 200),
    "thu-tuc/<str:code>/<str:unit>": (f"/thu-tuc/{PROCEDURE}/{DESK}", 200),
    "tiep-can": ("/tiep-can", 200),
    "don-vi": ("/don-vi", 200),
    "don-vi/<str:code>": (f"/don-vi/{DESK}", 200),
    "viec": ("/viec", 200),
    "viec/<str:slug>": ("/viec/sinh-con", 200),
    "q/<str:letters>": ("/q/BBBBBB", 404),
    "Q/<str:letters>": ("/Q/BBBBBB", 404),
    "bang/<str:number>": (f"/bang/{DESK}-01", 200),
    "ngoai-tuyen": ("/ngoai-tuyen", 200),
    "theo-doi": ("/theo-doi", 200),
    "theo-doi/<str:code>": ("/theo-doi/H12.14-000000-0000", 404),
    "ket-qua": ("/ket-qua", 200),
    "ket-qua/cach-tinh": ("/ket-qua/cach-tinh", 200),
    "du-lieu-mo": ("/du-lieu-mo", 200),
    "du-lieu-mo/<str:name>/tu-dien": ("/du-lieu-mo/thu-tuc/tu-dien", 200),
    "danh-gia/cam-on": ("/danh-gia/cam-on", 200),
    "danh-gia/<str:token>": ("/danh-gia/khong-co", 404),
    "may-danh-gia/<str:token>": ("/may-danh-gia/khong-co", 404),
    "dang-nhap": ("/dang-nhap", 200),
    "": ("/", 200),
}
"""An address of each public route that answers with a page."""
NO_PAGES = {
    "theo-doi/<str:code>/dong", "theo-doi/<str:code>/xin-rut", "theo-doi/<str:code>/thoi-xin-rut",
    "theo-doi/<str:code>/danh-gia", "theo-doi/<str:code>/nhan-tin", "theo-doi/<str:code>/giay/<int:paper_id>.pdf", "goi-y-thu-tuc", "live", "ready", "metrics", "manifest.webmanifest", "sw.js", "ngon-ngu", "dang-xuat",
    "ket-qua/theo-thang.csv", "ket-qua/xin-loi.csv", "ket-qua/hai-long.csv", "ket-qua/rut-ngan-<str:day>.csv",
    "ket-qua/truc-tuyen-<str:day>.csv", "du-lieu-mo/<str:file>",
}  # fmt: skip
"""Public routes that answer machines, or with a file, or only take a form."""


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


def public_routes() -> set[str]:
    return {
        route for route, view in routes(get_resolver().url_patterns) if (policy := policy_of(view)) and policy.is_public
    }


def test_every_public_route_is_looked_at() -> None:
    assert public_routes() == {*PAGES, *NO_PAGES}


@pytest.mark.parametrize(("address", "status"), PAGES.values(), ids=PAGES)
def test_the_first_view_is_light_sets_no_cookie_and_keeps_to_the_policy(open_as, address: str, status: int) -> None:
    page = open_as(viewport={"width": 390, "height": 844}, expect=(status,))
    found = weighed(page)

    answer = page.goto(address)
    wait_until_there(page)
    page.wait_for_timeout(200)  # icons and what is fetched behind the page

    requests, fonts = found.pop("requests"), found.get("Font", 0)
    assert requests <= MOST_REQUESTS, found
    assert sum(found.values()) <= MOST_BYTES, found
    assert sum(found.values()) - fonts <= MOST_WITHOUT_FONTS, found
    assert answer.status == status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    if urlsplit(page.url).path != "/dang-nhap":  # its form carries a token
        assert page.context.cookies() == []


@pytest.mark.parametrize(("address", "status"), PAGES.values(), ids=PAGES)
def test_without_scripts_the_page_says_the_same(open_as, address: str, status: int) -> None:
    page = open_as(viewport={"width": 390, "height": 844}, expect=(status,), java_script_enabled=False)

    page.goto(address)

    assert page.locator("h1").inner_text().strip()
    assert len(page.locator("main").inner_text().split()) > 8
    hidden = page.locator("main [hidden]")
    assert {hidden.nth(place).evaluate("one => Object.keys(one.dataset)[0] ?? one.className") for place in range(hidden.count())} <= {
        "offlineSays", "cases", "draftSays", "rating", "turn", "near", "nearList", "kept",
    }  # fmt: skip


def test_every_sample_has_a_page_without_a_fault_at_a_desk_or_not_in_both_languages(open_as) -> None:
    asked, faults = open_as().request, []
    for code in procedures.PUBLISHED:
        for address, language in (
            (f"/thu-tuc/{code}", "vi"),
            (f"/thu-tuc/{code}", "en"),
            (f"/thu-tuc/{code}/{DESK}", "vi"),
        ):
            answer = asked.get(address, headers={"Cookie": f"language={language}"})
            assert answer.status == 200
            faults += [f"{address} {language}: {fault}" for fault in faults_of(answer.text(), language, HOLIDAYS)]
    assert not faults, "\n".join(faults)


def test_a_procedure_is_looked_at_at_every_width(open_as) -> None:
    page = open_as()
    page.goto(f"/thu-tuc/{PROCEDURE}/{DESK}")
    look(page, "thu-tuc", widths=CITIZENS)

    page.goto("/ngoai-tuyen")
    look(page, "ngoai-tuyen", widths=CITIZENS)


def test_a_procedure_that_is_not_published_is_looked_at_at_every_width(open_as) -> None:
    page = open_as(expect=(404,))
    page.goto("/thu-tuc/1.004873")
    look(page, "thu-tuc-chua-cong-bo", widths=CITIZENS)
    page.goto("/thu-tuc/khong-co")
    look(page, "thu-tuc-khong-co", widths=CITIZENS)


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [("tiep-can", "/tiep-can", 200),
        ("don-vi", "/don-vi", 200), ("don-vi-quay", f"/don-vi/{DESK}", 200), ("don-vi-so", "/don-vi/H12.04", 200), ("don-vi-khong-co", "/don-vi/H99", 404),
     ("viec", "/viec", 200), ("viec-sinh-con", "/viec/sinh-con", 200), ("viec-lam-nha", "/viec/lam-nha", 200)],
)  # fmt: skip
def test_units_and_life_events_are_looked_at_at_every_width(open_as, name: str, address: str, status: int) -> None:
    page = open_as(expect=(status,))
    page.goto(address)
    look(page, name, widths=CITIZENS)


def test_papers_are_ticked_by_case_and_stay_on_the_phone(open_as) -> None:
    page = open_as(viewport={"width": 390, "height": 844})
    address = f"/thu-tuc/{PROCEDURE}/{DESK}"
    page.goto(address)

    first, second = page.locator('[data-case="1"]'), page.locator('[data-case="2"]')
    assert first.is_visible()
    assert not second.is_visible()
    page.locator('[data-cases] input[value="2"]').check()
    assert second.is_visible()
    second.locator("[data-paper]").first.focus()
    page.keyboard.press("Space")
    assert second.locator("[data-count]").inner_text().startswith("Đã có 1 trên ")

    page.reload()
    assert page.locator('[data-case="2"]').is_visible()
    assert page.locator('[data-case="2"] [data-paper]').first.is_checked()

    said = page.locator("[data-count]:visible")
    all_papers, special = (
        page.locator(f'[data-case="2"] [data-paper]{only}').count() for only in ("", "[data-only-if]")
    )
    assert special
    expect(said).to_have_text(re.compile(rf"Đã có 1 trên {all_papers - special}\. .* Chưa kể giấy ghi “Chỉ khi”\."))
    page.locator('[data-case="2"] [data-only-if]').first.check()
    expect(said).to_have_text(re.compile(rf"Đã có 2 trên {all_papers - special + 1}\. "))
    page.get_by_role("link", name="Chưa có tài khoản? Đến quầy, có người giúp").click()
    assert page.locator("#giup").get_attribute("open") is not None


def test_a_page_once_seen_is_there_without_a_network_and_says_so_a_dossier_never(open_as) -> None:
    page = open_as(viewport={"width": 390, "height": 844}, expect=(404,))
    address = f"/thu-tuc/{PROCEDURE}/{DESK}"
    page.goto("/theo-doi/H12.14-000000-0000")
    page.goto(address)
    page.wait_for_function(f"async () => Boolean(await caches.match('{address}'))")
    page.goto("/thu-tuc?q=ly+hon")
    page.evaluate("async () => caches.delete((await caches.keys()).find((name) => !name.endsWith(' pages')))")
    page.goto("/viec/sinh-con")  # what every page needs, thrown away by the phone, is fetched again
    page.wait_for_function("async () => Boolean(await caches.match('/ngoai-tuyen'))")

    page.context.set_offline(True)
    page.goto(address)
    page.get_by_text("Bản xem ngoại tuyến, lưu lúc").wait_for()
    page.goto("/thu-tuc/1.000656")
    page.get_by_role("heading", name="Không có mạng").wait_for()
    expect(page.locator("[data-kept] a")).to_have_text(["Sinh con", re.compile("Đăng ký khai sinh, Trung tâm")])

    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname + new URL(one.url).search)))).flat()"
    )
    assert not [
        one
        for one in kept
        if "?" in one or one.startswith(("/theo-doi", "/danh-gia", "/lam-viec", "/quan-tri", "/dieu-hanh"))
    ]
    page.context.set_offline(False)


CAPE = {"latitude": 8.61, "longitude": 104.72, "accuracy": 30}
"""Near the desk of Đất Mũi, which the demo puts at 8.6 north, 104.7 east: 1.1 km down and 2.2 km across."""


def test_the_phone_itself_finds_the_nearest_desk_and_tells_nobody_where_it_is(open_as) -> None:
    page = open_as(viewport={"width": 390, "height": 844}, geolocation=CAPE, permissions=["geolocation"])
    page.goto(f"/thu-tuc/{PROCEDURE}")
    wait_until_there(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("button", name="Tìm nơi gần tôi").click()

    expect(page.locator("[data-near-says]")).to_have_text(
        "Gần nhất: Trung tâm Phục vụ hành chính công xã Đất Mũi, cách 2,5 km."
    )
    found = page.locator("[data-near-list] a")
    expect(found).to_have_count(3)
    assert [one.split("\n")[-1] for one in found.all_inner_texts()] == ["2,5 km", "77,8 km", "84,2 km"]
    assert asked == []
    look(page, "thu-tuc-gan-day", widths=CITIZENS)
    found.first.click()
    page.wait_for_url(f"**/thu-tuc/{PROCEDURE}/H12.164.01")

    page.context.set_geolocation({**CAPE, "latitude": 9.19, "longitude": 105.11, "accuracy": 4000})
    page.goto("/don-vi")
    page.get_by_role("button", name="Tìm nơi gần tôi").click()
    expect(page.locator("[data-near-says]")).to_contain_text("phường Tân Thành, cách 1,6 km. Máy chỉ biết vị trí")
    look(page, "don-vi-gan-day", widths=CITIZENS)


def test_a_phone_that_does_not_tell_where_it_is_gets_one_sentence_and_the_list_as_it_was(open_as) -> None:
    page = open_as(viewport={"width": 390, "height": 844}, permissions=[])
    page.goto(f"/thu-tuc/{PROCEDURE}")
    before = page.locator("#noi").inner_html()
    says = page.locator("[data-near-says]")

    page.get_by_role("button", name="Tìm nơi gần tôi").click()
    expect(says).to_contain_text("Máy không cho trang này biết vị trí.")

    for number, sentence in ((2, "Máy không biết mình đang ở đâu."), (3, "Máy tìm vị trí quá lâu.")):
        page.evaluate(
            "code => { navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code }); }", number
        )
        page.get_by_role("button", name="Tìm nơi gần tôi").click()
        expect(says).to_contain_text(sentence)
    assert page.locator("#noi").inner_html() == before
    assert not page.locator("[data-near-list]").is_visible()


BOARD = f"{DESK}-01"


def test_a_code_on_a_printed_board_opens_its_page_on_a_phone_with_papers_to_tick_and_the_portal_behind(
    open_as, tmp_path: Path
) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed: the board's PDF is not made a picture")
    officer = open_as("linh.tanthanh")
    officer.goto(f"/lam-viec/bang-ma/{BOARD}")
    href = officer.get_by_role("link", name="Giấy A4", exact=True).get_attribute("href")
    (tmp_path / "bang.pdf").write_bytes(officer.request.get(href).body())
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", "bang.pdf", "bang"], cwd=tmp_path, check=True)
    codes = zxingcpp.read_barcodes(Image.open(tmp_path / "bang.png"))
    assert len(codes) == 5

    phone = open_as(viewport={"width": 390, "height": 844})
    names = set()
    for code in codes:
        path = urlsplit(code.text).path
        if phone.request.get(path, max_redirects=0).headers["location"] == "/thu-tuc":
            continue  # the search page
        phone.goto(path)
        assert urlsplit(phone.url).path.endswith(f"/{DESK}")
        names.add(phone.locator("h1").inner_text())
        phone.locator("[data-paper]:visible").first.check()
        assert phone.locator("[data-count]:visible").first.inner_text().startswith("Đã có 1 trên ")
    assert "Đăng ký khai sinh" in names
    assert len(names) == 4
    assert re.match(r"https://dichvucong\.gov\.vn/", phone.locator("a[rel=external]").first.get_attribute("href"))
    assert phone.context.cookies() == []


def test_a_board_on_a_screen_turns_by_itself_only_where_motion_is_welcome_and_can_be_stopped(
    open_as, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sizes.CELLS, sizes.BoardSize.SCREEN, 2)
    monkeypatch.setattr(board, "TURN_SECONDS", 1)
    page = open_as(reduced_motion="no-preference")
    page.goto(f"/bang/{BOARD}")
    where = page.locator("[data-where]")
    expect(where).to_have_text("2/4")
    page.get_by_role("button", name="Dừng tự lật").click()
    stopped = where.inner_text()
    page.wait_for_timeout(1500)
    assert where.inner_text() == stopped

    still = open_as(reduced_motion="reduce")
    still.goto(f"/bang/{BOARD}")
    still.wait_for_timeout(1500)
    expect(still.locator("[data-where]")).to_have_text("1/4")
    still.get_by_role("button", name="Tờ sau").click()
    expect(still.locator("[data-where]")).to_have_text("2/4")
    assert still.locator("[data-sheet]:visible").count() == 1


FILL = """name => {
    for (const one of document.querySelectorAll(".mc-screen__cell b")) { one.textContent = name; one.dataset.long = ""; }
    const sheet = document.querySelector("[data-sheet]");
    while (sheet.children.length < 6) sheet.append(sheet.lastElementChild.cloneNode(true));
    document.querySelector("[data-turn]").hidden = false;
}"""
OUTSIDE = """() => [...document.querySelectorAll(".mc-screen__cell > *")].filter((part) => {
    const inner = part.getBoundingClientRect(), cell = part.parentElement.getBoundingClientRect();
    return inner.bottom > cell.bottom + 1 || inner.right > cell.right + 1 || cell.bottom > innerHeight;
}).length"""


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_on_a_television_six_codes_of_the_longest_names_stand_on_the_screen(open_as, size: tuple[int, int]) -> None:
    page = open_as(viewport={"width": size[0], "height": size[1]})
    page.goto(f"/bang/{BOARD}")

    page.evaluate(FILL, "Cấp giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở. " * 4)

    assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
    assert page.evaluate(OUTSIDE) == 0


def test_boards_are_looked_at_at_every_width(open_as) -> None:
    page = open_as(expect=(404,))
    page.goto(f"/bang/{BOARD}")
    look(page, "bang-man-hinh", widths=CITIZENS)
    page.goto("/q/BBBBBB")
    look(page, "ma-khong-co", widths=CITIZENS)
    officer = open_as("linh.tanthanh")
    for name, address in (("bang-ma", "/lam-viec/bang-ma"), ("bang-ma-mot", f"/lam-viec/bang-ma/{BOARD}")):
        officer.goto(address)
        look(officer, name)
    leader = open_as("phuoc.tanthanh")
    leader.goto("/dieu-hanh/bang-ma")
    look(leader, "so-treo-bang")
