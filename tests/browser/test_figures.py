"""Pages of figures in the demo province, with ratings, a published report and what differs since: for everybody and for who watches."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from eyes import CITIZENS, PICTURES, look, scrolls_sideways_by
from hands import Hands
from playwright.sync_api import expect
from site_under_test import Site, the_demo

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.reports import api as reports
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.demo import province

pytestmark = pytest.mark.browser
RECEIVER, LEADER, SUPERVISOR = "linh.tanthanh", "phuoc.tanthanh", "giam.sat"
RESULTS_PAGE = "/ket-qua"
REPORT, PUBLISHED = "/dieu-hanh/bao-cao", "/dieu-hanh/bao-cao/da-cong-bo"
CUTS, ONLINE = "/dieu-hanh/cat-giam-thoi-gian", "/dieu-hanh/dich-vu-truc-tuyen"
SCORES = "/dieu-hanh/cham-diem"
CUT = "1.001612"
ANSWERS = (5, 5, 4, 3, 5, 1)
COMMENT = "Ghế chờ ít, nên có thêm quạt."


def rate(code: str, level: int, at: datetime, *, comment: str = "") -> None:
    """Ask about a settled dossier at its desk, and answer by the link from a phone of its own."""
    token = surveys.invite(code, by=organisation.actor_for(RECEIVER, at.date()), at=at).token
    sender = surveys.Sender(place=f"203.0.113.{level}", browser=f"Điện thoại {code}")
    answer = surveys.Answer(level, ("attitude",), comment)
    surveys.rate_by_link(token, answer, sender=sender, at=at + timedelta(minutes=2))


def publish_and_differ(settled: str, at: datetime) -> int:
    """Publish the ward's report until yesterday, then reopen a dossier that it counts."""
    by, yesterday = organisation.actor_for(LEADER, at.date()), reports.last_whole_day(at)
    asked = reports.Asked(yesterday.replace(day=1), yesterday, yesterday, flows.By.LEVEL, unit=province.WARD)
    number = reports.publish_report(asked, by=by, at=at)
    dossiers.reopen(settled, reason="Kết quả ghi sai", by=by, at=at)
    return number


def cut_a_time(at: datetime) -> None:
    """Promise a procedure sooner by a decision of the province."""
    facts = procedures.DecisionFacts(
        "MẪU-01/QĐ-UBND", at.date(), "Rút ngắn thời gian (mẫu)", "Căn cứ mẫu", is_sample=True
    )
    cut = procedures.Setting(CUT, "committed", {"amount": "2", "unit": "working_day"})
    procedures.decide(facts, [cut], by=organisation.actor_for("duong.congbo", at.date()), at=at)


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        at = found.clock.now()
        of_ward = Dossier.objects.filter(
            desk=province.WARD_DESK, competent=province.WARD, state__in=("ready", "returned")
        )
        codes = list(
            of_ward.filter(ready_at__lt=at.replace(hour=0, minute=0))
            .order_by("-ready_at")
            .values_list("code", flat=True)
        )
        asked, on_device, reopened, *rated = codes
        for place, (code, level) in enumerate(zip(rated, ANSWERS, strict=False)):
            rate(code, level, at - timedelta(days=1), comment="" if place else COMMENT)
        reception = organisation.actor_for(RECEIVER, at.date())
        device = surveys.add_device(unit=province.WARD_DESK, name="Quầy 1", by=reception, at=at)
        link = surveys.invite(asked, by=reception, at=at).token
        number = publish_and_differ(reopened, at)
        cut_a_time(at)
        flows.fold_news(at=at)
        found.pieces = (
            SimpleNamespace(
                rated=rated[0], link=link, number=number, code=on_device, device=device.device, token=device.token
            ),
        )
        yield found


@pytest.mark.parametrize(("name", "address"), [
    ("ket-qua", RESULTS_PAGE),
    ("ket-qua-nam-la", f"{RESULTS_PAGE}?nam=1999"),
    ("ket-qua-cach-tinh", f"{RESULTS_PAGE}/cach-tinh"),
])  # fmt: skip
def test_results_at_every_width(open_as, site: Site, name: str, address: str) -> None:
    page = open_as(expect=(400,))
    page.goto(address)

    look(page, name, widths=CITIZENS)


def test_results_on_paper_have_charts_and_tables_and_nothing_to_press(open_as, site: Site) -> None:
    page = open_as(viewport={"width": 720, "height": 1000})  # about as wide as a sheet of A4
    page.goto(RESULTS_PAGE)
    page.emulate_media(media="print")

    for shown in ("#hinh-thang-ten", "#hinh-rut-ngan-ten"):
        assert page.locator(f"svg:has({shown})").bounding_box()["height"] > 100
    for shown in ("#thang", "#bang-co-quan", "#bang-xin-loi", "#bang-rut-ngan", "#bang-truc-tuyen", "#bang-hai-long"):
        expect(page.locator(shown)).to_be_visible()
    expect(page.get_by_role("navigation", name="Chọn năm")).to_be_hidden()
    assert scrolls_sideways_by(page) <= 0
    if os.environ.get("MOTCUA_PICTURES") != "0":
        page.pdf(
            path=PICTURES / "ket-qua.pdf", format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm")
        )


def test_somebody_goes_from_a_figure_to_its_rule_and_its_rows_by_keys(open_as, site: Site) -> None:
    page = open_as()
    page.goto(RESULTS_PAGE)
    hands = Hands(page)
    hands.press_until("Tab", "a[href$='#dem-hai-long']", at_most=60)
    hands.press_and_go("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cách tính và tự đếm lại")
    expect(page.locator("#dem-hai-long")).to_be_in_viewport()

    hands.press_until("Tab", "a[href='/ket-qua/hai-long.csv']", at_most=60)
    with page.expect_download() as rows:
        hands.press("Enter")
    assert rows.value.suggested_filename == "muc-do-hai-long.csv"


@pytest.mark.parametrize(("name", "address", "login"), [
    ("bao-cao", REPORT, SUPERVISOR),
    ("bao-cao-co-quan", f"{REPORT}?ky=thang-2026-11&so=ngay&theo=co-quan", SUPERVISOR),
    ("bao-cao-sai-ky", f"{REPORT}?ky=khac&tu=2026-11-09&den=2026-11-01", SUPERVISOR),
    ("bao-cao-ho-so", f"{REPORT}/ho-so?ky=thang-2026-11&so=gio&theo=cap&cot=received_total", SUPERVISOR),
    ("bao-cao-ho-so-ngoai-pham-vi", f"{REPORT}/ho-so?ky=thang-2026-11&so=gio&theo=cap&cot=received_total", "quan.tri"),
    ("bao-cao-da-cong-bo", PUBLISHED, SUPERVISOR),
    ("hai-long", "/dieu-hanh/hai-long", SUPERVISOR),
    ("hai-long-thu-tuc", "/dieu-hanh/hai-long?theo=thu-tuc", LEADER),
    ("hai-long-sai-ky", "/dieu-hanh/hai-long?tu=2026-11-02&den=2026-11-01", SUPERVISOR),
    ("hai-long-gop-y", "/dieu-hanh/hai-long/gop-y", SUPERVISOR),
    ("hai-long-nghi-ngo", "/dieu-hanh/hai-long/nghi-ngo", SUPERVISOR),
    ("cat-giam-co-quyet-dinh", CUTS, SUPERVISOR),
    ("cat-giam-tung-thu-tuc", f"{CUTS}?nhom=commune_of_desk", SUPERVISOR),
    ("cat-giam-mot-thu-tuc-da-cat", f"{CUTS}?ma={CUT}", SUPERVISOR),
    ("truc-tuyen-theo-linh-vuc", f"{ONLINE}?theo=linh-vuc", SUPERVISOR),
    ("truc-tuyen-tung-dich-vu", f"{ONLINE}?nhom=commune_of_desk", SUPERVISOR),
    ("cham-diem", SCORES, SUPERVISOR),
    ("cham-diem-don-vi", f"{SCORES}/don-vi/{province.WARD}", SUPERVISOR),
    ("cham-diem-can-bo", f"{SCORES}/don-vi/{province.WARD}/viet.tanthanh", SUPERVISOR),
    ("diem-cua-toi", "/lam-viec/diem", "viet.tanthanh"),
])  # fmt: skip
def test_pages_of_who_watches(open_as, site: Site, name: str, address: str, login: str) -> None:
    page = open_as(login, expect=(400,))
    page.goto(address)

    look(page, name, widths=CITIZENS)


def test_a_published_report_tells_what_differs_since(open_as, site: Site) -> None:
    page = open_as(SUPERVISOR)
    page.goto(f"{PUBLISHED}/{site.pieces[0].number}")
    expect(page.locator("main")).to_contain_text("Kết quả ghi sai")

    look(page, "bao-cao-da-cong-bo-mot", widths=CITIZENS)


def test_the_score_of_one_dossier_is_seen_and_left_by_keys(open_as, site: Site) -> None:
    page = open_as(SUPERVISOR)
    page.goto(f"{SCORES}/ho-so/{site.pieces[0].rated}")

    look(page, "cham-diem-ho-so", widths=CITIZENS)
    hands = Hands(page)
    hands.press_and_go("Escape")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert hands.address.startswith(SCORES)


def test_a_figure_of_the_report_is_opened_and_left_by_keys(open_as, site: Site) -> None:
    page = open_as(SUPERVISOR)
    page.goto(f"{REPORT}?ky=thang-2026-11&so=gio&theo=cap")
    hands = Hands(page)

    hands.press_until("Tab", "a[aria-label^='Đã giải quyết, trước hạn']", at_most=60)
    number = hands.attribute_of_focus("aria-label").rpartition(" ")[2]
    hands.press_and_go("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main")).to_contain_text(number)
    hands.press_and_go("Escape")

    assert hands.address.startswith(REPORT)


def test_a_link_is_rated_by_keys_once(open_as, site: Site) -> None:
    page = open_as(expect=(400, 404, 410))
    address = f"/danh-gia/{site.pieces[0].link}"
    page.goto(address)
    look(page, "danh-gia", widths=CITIZENS)
    hands = Hands(page)

    hands.press_until("Tab", "#muc-5")
    hands.press("Space")
    hands.press_until("Tab", "#gop-y")
    hands.type("Làm nhanh.")
    hands.press_until("Tab", "main button")
    hands.press_and_go("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("cảm ơn", ignore_case=True)
    look(page, "danh-gia-cam-on", widths=CITIZENS)

    page.goto(address)
    expect(page.locator("main")).to_contain_text("đã được đánh giá")
    look(page, "danh-gia-da-dung", widths=CITIZENS)
    page.goto("/danh-gia/khong-co-duong-dan-nay")
    look(page, "danh-gia-la", widths=CITIZENS)


def test_the_device_at_the_counter_waits_asks_thanks_and_waits_again(open_as, site: Site) -> None:
    device = site.pieces[0]
    page = open_as(viewport={"width": 800, "height": 1280})
    page.goto(f"/may-danh-gia/{device.token}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Máy đánh giá")
    look(page, "may-danh-gia-cho", widths=CITIZENS)

    reception = organisation.actor_for(RECEIVER, site.clock.now().date())
    surveys.open_on_device(device.code, device=device.device, by=reception, at=site.clock.now())
    expect(page.get_by_role("heading", level=1)).to_contain_text("hài lòng đến mức nào")  # by itself, within seconds
    look(page, "may-danh-gia", widths=CITIZENS)
    hands = Hands(page)
    hands.press_until("Tab", "#muc-5")
    hands.press("Space", "ArrowDown")
    hands.press_until("Tab", "main button")
    hands.press_and_go("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("cảm ơn")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Máy đánh giá")  # when nobody touches it any more


def test_reception_sees_that_somebody_was_asked_not_what_was_said(open_as, site: Site) -> None:
    page = open_as(RECEIVER)
    page.goto(f"/lam-viec/ho-so/{site.pieces[0].code}/danh-gia")

    look(page, "ho-so-danh-gia")
