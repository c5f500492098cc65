"""Every page as it is met in the demo province: rules of accessibility, nothing cut, nothing sideways, a picture to look at."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.db.models import Q
from eyes import CITIZENS, look
from playwright.sync_api import Page
from site_under_test import MORNING, Site, the_demo

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.demo import province
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


# The site itself


@pytest.mark.parametrize(("name", "address", "status"), [
    ("dang-nhap", "/dang-nhap", 200),
    ("dang-nhap-tu-trang", "/dang-nhap?next=/lam-viec/viec", 200),
    ("khong-co-trang", "/khong-co-trang-nay", 404),
    ("theo-doi-khong-co", "/theo-doi/H12.14-000000-0000", 404),
])  # fmt: skip
def test_pages_for_everybody(open_as, name: str, address: str, status: int) -> None:
    page = open_as(expect=(status,))
    page.goto(address)

    look(page, name, widths=CITIZENS)


def test_a_wrong_password(open_as) -> None:
    page = open_as(expect=(400,))
    page.goto("/dang-nhap")
    page.fill("#login", "linh.tanthanh")
    page.fill("#password", "khong-phai-mat-khau")
    page.press("#password", "Enter")
    page.wait_for_selector("[role=alert]")

    look(page, "dang-nhap-sai", widths=CITIZENS)


# Dossiers in every state of the demo

FATES = {
    "vua-nhan": Q(state="processing", promised_at__gt=MORNING, work_done=0, outcome=None),
    "dang-lam": Q(state="processing", promised_at__gt=MORNING, work_done__gt=0, outcome=None),
    "qua-han": Q(state="processing", promised_at__lt=MORNING),
    "song-song": Q(state="processing", procedure_code="1.013225", work_done__gt=0),
    "cho-bo-sung": Q(state="supplement", supplements=1),
    "cho-bo-sung-lan-hai": Q(state="supplement", supplements=2),
    "dung-cho-thue": Q(state="paused"),
    "co-ket-qua-som": Q(state="ready", lateness="early"),
    "co-ket-qua-tre": Q(state="ready", lateness="late"),
    "tu-choi": Q(outcome="refused"),
    "da-tra-som": Q(state="returned", lateness="early"),
    "da-tra-tre": Q(state="returned", lateness="late"),
    "da-rut": Q(state="withdrawn"),
    "da-dong": Q(state="closed"),
    "tu-cong": Q(outside_code__isnull=False),
}


@pytest.mark.parametrize("fate", FATES)
def test_a_dossier_of_every_fate(open_as, site: Site, fate: str) -> None:
    found = Dossier.objects.filter(FATES[fate]).order_by("-received_at").first()
    assert found is not None, f"the demo province has no dossier for {fate}"
    page = open_as(busiest_reader(found.code, site))
    page.goto(f"/lam-viec/ho-so/{found.code}")

    look(page, f"ho-so-{fate}")


def busiest_reader(code: str, site: Site) -> str:
    """Return the officer who may do most with a dossier: that page shows most."""
    at = site.clock.now()

    def acts(login: str) -> int:
        by = organisation.actor_for(login, at.date())
        if not dossiers.may_see(code, by, at):
            return -1
        return sum(bool(value) for value in vars(dossiers.possible(code, by, at)).values())

    return max((post.login for post in province.STAFF if "publisher" not in post.roles), key=acts)


def test_a_supervisor_goes_from_a_dossier_to_who_looked_at_it_and_back_by_keys(open_as) -> None:
    found = Dossier.objects.filter(FATES["dang-lam"]).order_by("-received_at").first()
    page = open_as("giam.sat")
    page.goto(f"/lam-viec/ho-so/{found.code}")
    page.get_by_role("link", name="Ai đã xem").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ai đã xem hồ sơ").wait_for()
    page.get_by_role("cell", name="Trang hồ sơ").first.wait_for()

    look(page, "ai-da-xem")

    page.keyboard.press("Escape")
    page.wait_for_url(f"**/lam-viec/ho-so/{found.code}")


@pytest.mark.parametrize("fate", FATES)
def test_a_citizen_follows_a_dossier_of_every_fate(open_as, fate: str) -> None:
    found = Dossier.objects.filter(FATES[fate]).order_by("-received_at").first()
    page = open_as()
    page.goto(f"/theo-doi/{found.code}")

    look(page, f"theo-doi-{fate}", widths=CITIZENS)


FORMS = [
    ("bo-sung", "viet.tanthanh"),
    ("tu-choi", "phuoc.tanthanh"),
    ("rut", "linh.tanthanh"),
]


@pytest.mark.parametrize(("act", "login"), FORMS)
def test_the_form_of_an_act_that_needs_words(open_as, site: Site, act: str, login: str) -> None:
    code = dossier_for(act, login, site)
    page = open_as(login, expect=(400,))
    page.goto(f"/lam-viec/ho-so/{code}?viec={act}")
    look(page, f"viec-{act}")

    page.keyboard.press("F9")  # without the words
    page.wait_for_selector(".govuk-error-summary, [data-say]:not(:empty)")
    look(page, f"viec-{act}-thieu")


def test_the_form_that_gives_a_step_to_somebody(open_as, site: Site) -> None:
    page = open_as("phuoc.tanthanh")
    page.goto(f"/lam-viec/ho-so/{dossier_for('giao', 'phuoc.tanthanh', site)}?viec=giao")

    look(page, "viec-giao")


def dossier_for(act: str, login: str, site: Site) -> str:
    """Return a dossier on which the officer may do the act."""
    at = site.clock.now()
    by = organisation.actor_for(login, at.date())
    words = {"bo-sung": "supplement", "tu-choi": "refuse", "rut": "withdraw", "giao": "assignees"}
    for code in Dossier.objects.filter(state="processing").order_by("-received_at").values_list("code", flat=True):
        if dossiers.may_see(code, by, at) and getattr(dossiers.possible(code, by, at), words[act]):
            return code
    raise AssertionError(f"{login} may do {act} on no dossier of the demo")


# Lists


def test_the_inbox_in_all_its_views(open_as) -> None:
    page = open_as("linh.tanthanh")
    page.goto("/lam-viec/viec")
    addresses = page.locator(".mc-views a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    for place, address in enumerate(addresses):
        page.goto(f"/lam-viec/viec{address if address.startswith('?') else ''}")
        look(page, f"viec-{place}")
    assert len(addresses) > 3


@pytest.mark.parametrize(
    "login", ["viet.tanthanh", "phuoc.tanthanh", "vy.thue", "binh.tuphap", "tam.trungtam", "son.datmui"]
)
def test_the_inbox_of_every_kind_of_officer(open_as, login: str) -> None:
    page = open_as(login)
    page.goto("/lam-viec/viec")

    look(page, f"viec-cua-{login}")


def test_an_inbox_with_chosen_rows(open_as) -> None:
    page = open_as("viet.tanthanh")
    page.goto("/lam-viec/viec")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")

    look(page, "viec-da-chon")


def test_an_empty_inbox(open_as) -> None:
    page = open_as("hoa.trungtam")
    page.goto("/lam-viec/viec")
    assert page.locator("[data-row]").count() == 0

    look(page, "viec-trong")


def test_the_page_of_apologies(open_as) -> None:
    """Owed, to be signed, foreseen: seen by a leader who owes one."""
    page = open_as("kiet.datmui")
    page.goto("/lam-viec/xin-loi")
    look(page, "xin-loi")


def test_results_at_the_desk(open_as) -> None:
    page = open_as("linh.tanthanh")
    page.goto("/lam-viec/tra-ket-qua")
    look(page, "tra-ket-qua")

    empty = open_as("ngan.trungtam")
    empty.goto("/lam-viec/tra-ket-qua")
    look(empty, "tra-ket-qua-trong")


@pytest.mark.parametrize(
    ("name", "words"), [("trong", ""), ("thay", "Lâm Thị"), ("khong-thay", "Không ai tên như vậy")]
)
def test_the_search(open_as, name: str, words: str) -> None:
    page = open_as("giam.sat")
    page.goto("/lam-viec/tra-cuu" + (f"?q={quote(words)}" if words else ""))

    look(page, f"tra-cuu-{name}")


# Refused, unknown, failed


def test_no_right_to_a_page(open_as) -> None:
    page = open_as("quan.tri", expect=(403,))
    page.goto("/lam-viec/viec")

    look(page, "khong-quyen")


def test_the_first_page_of_who_has_none(open_as) -> None:
    page = open_as("quan.tri")
    page.goto("/lam-viec/")

    look(page, "quan-tri")


def test_an_unknown_dossier_and_a_forbidden_one_look_alike(open_as) -> None:
    page = open_as("thu.tuphap", expect=(404,))
    page.goto("/lam-viec/ho-so/H12.14-000000-0000")
    look(page, "ho-so-khong-mo-duoc")
    unknown = page.inner_text("main")

    page.goto(f"/lam-viec/ho-so/{Dossier.objects.filter(competent='H12.164').first().code}")
    assert page.inner_text("main") == unknown


def test_a_page_that_fails(open_as, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("asked for by the test")

    monkeypatch.setattr(dossiers, "find", fail)
    page = open_as("giam.sat", expect=(500,))
    page.goto("/lam-viec/tra-cuu?q=a")

    look(page, "loi-500", widths=CITIZENS)


def test_a_form_that_is_too_old(open_as, site: Site) -> None:
    page = open_as(expect=(403,))
    page.goto("/dang-nhap")
    page.context.clear_cookies()
    page.fill("#login", "linh.tanthanh")
    page.fill("#password", "khong-phai-mat-khau")
    page.press("#password", "Enter")
    page.wait_for_selector("[data-error]")

    look(page, "loi-403", widths=CITIZENS)


# Reception


def fill_reception(page: Page, identifier: str = "099095000777", words: str = "thanh lap ho kinh doanh") -> None:
    page.fill("#so-dinh-danh", "")
    page.type("#so-dinh-danh", identifier)
    page.wait_for_selector("#nguoi-noi span")
    page.type("#thu-tuc", words)
    page.wait_for_selector("[role=option][aria-selected=true]")


def fill_person(page: Page) -> None:
    page.fill("#ho-ten", "Nguyễn Thị Ngọc Ẩn")
    page.fill("#dien-thoai", "0918224317")
    page.fill("#dia-chi", "Khóm 3, phường Tân Thành, tỉnh Cà Mau")


def test_the_reception_of_somebody_new(open_as) -> None:
    page = open_as("linh.tanthanh", expect=(400,))
    page.goto("/lam-viec/tiep-nhan")
    look(page, "tiep-nhan-trong")
    fill_reception(page)
    look(page, "tiep-nhan-goi-y")
    page.keyboard.press("Enter")
    fill_person(page)
    page.keyboard.press("F9")
    page.wait_for_selector("[data-say]:not(:empty)")
    look(page, "tiep-nhan-thieu-truong-hop")
    page.check("#muc-3 input >> nth=0")
    page.wait_for_selector("#phieu .mc-slip__due")
    look(page, "tiep-nhan-day-du")

    page.keyboard.press("F9")
    page.wait_for_url("**/da-nhan/**")
    look(page, "tiep-nhan-da-nhan")


def test_the_reception_of_somebody_known_who_has_such_a_dossier_open(open_as, site: Site) -> None:
    known = Dossier.objects.filter(state="processing", procedure_code="1.001612", desk="H12.128.01").first()
    identifier = dossiers.dossier(known.code, SYSTEM, site.clock.now()).person.identifier
    page = open_as("linh.tanthanh")
    page.goto("/lam-viec/tiep-nhan")
    fill_reception(page, identifier)
    page.keyboard.press("Enter")
    page.wait_for_selector(".mc-note--risk")

    look(page, "tiep-nhan-trung")


def test_the_reception_at_the_centre_for_a_commune(open_as) -> None:
    page = open_as("ngan.trungtam")
    page.goto("/lam-viec/tiep-nhan")
    fill_reception(page, "099095000778")
    page.keyboard.press("Enter")
    page.wait_for_selector("#xa")

    look(page, "tiep-nhan-o-trung-tam")


@pytest.mark.parametrize("slip", ["bo-sung", "khong-nhan"])
def test_what_cannot_be_received_gets_a_slip(open_as, slip: str) -> None:
    page = open_as("linh.tanthanh", expect=(400,))
    page.goto("/lam-viec/tiep-nhan")
    fill_reception(page, f"09909500078{len(slip) % 10}")
    page.keyboard.press("Enter")
    fill_person(page)
    page.check("#muc-3 input >> nth=0")
    page.wait_for_selector("#giay-to input")
    page.uncheck("#giay-to input >> nth=0")
    page.keyboard.press("Shift+F9")
    page.click(f"[data-other-acts] [value={slip}]")
    page.wait_for_selector("#ly-do")
    look(page, f"chua-nhan-{slip}")

    page.fill("#ly-do", "Chưa có giấy đề nghị đăng ký theo mẫu.")
    page.keyboard.press("F9")
    page.wait_for_url("**/phieu-da-lap/**")
    look(page, f"chua-nhan-{slip}-da-lap")


# Online submissions


def test_the_queue_of_online_submissions(open_as) -> None:
    page = open_as("linh.tanthanh", expect=(400,))
    page.goto("/lam-viec/cho-kiem-tra")
    look(page, "cho-kiem-tra")
    for answer in ("bo-sung", "khong-nhan"):
        page.goto("/lam-viec/cho-kiem-tra")
        address = page.locator(".mc-queue a").first.get_attribute("href").partition("#")[0]
        page.goto(f"{address}?tra={answer}")
        look(page, f"cho-kiem-tra-{answer}")


def test_no_online_submission_waits(open_as) -> None:
    page = open_as("tu.datmui")
    page.goto("/lam-viec/cho-kiem-tra")

    look(page, "cho-kiem-tra-trong")


# Publication


@pytest.mark.parametrize("view", ["", "dang-cong-bo", "nhap-lai"])
def test_the_list_of_procedures(open_as, view: str) -> None:
    page = open_as("duong.congbo")
    page.goto(f"/lam-viec/thu-tuc?loc={view}")

    look(page, f"thu-tuc-{view or 'cho'}")


def test_a_procedure_that_waits_for_publication(open_as, site: Site) -> None:
    waiting = procedures.unpublished_queue(at=site.clock.now()).rows
    page = open_as("duong.congbo", expect=(400,))
    for row in (waiting[0], waiting[-1]):
        page.goto(f"/lam-viec/thu-tuc/{row.code}")
        look(page, f"thu-tuc-cho-{row.code}")
    page.goto(f"/lam-viec/thu-tuc/{waiting[0].code}?sua=fee#sua")
    look(page, "thu-tuc-sua-phi")
    page.goto(f"/lam-viec/thu-tuc/{waiting[0].code}?sua=time_limit#sua")
    look(page, "thu-tuc-sua-thoi-han")


def test_a_published_procedure(open_as) -> None:
    page = open_as("duong.congbo")
    page.goto("/lam-viec/thu-tuc/1.001612")
    look(page, "thu-tuc-da-cong-bo")
    page.goto("/lam-viec/thu-tuc/1.001612?gan=doi#quy-trinh")
    look(page, "thu-tuc-doi-quy-trinh")
    page.eval_on_selector_all("main details", "all => all.forEach((one) => { one.open = true; })")
    look(page, "thu-tuc-mo-het")


def test_ending_a_publication_by_keys_first_says_what_it_does_and_escape_leaves_all_as_it_was(open_as) -> None:
    page = open_as("duong.congbo")
    page.goto("/lam-viec/thu-tuc/1.001193")
    page.keyboard.press("Shift+F9")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Ngừng công bố thủ tục này?").wait_for()
    assert re.search(r"\d+ hồ sơ đã nhận vẫn giải quyết tiếp", page.locator("main").inner_text())
    look(page, "thu-tuc-ngung")

    page.keyboard.press("Escape")
    page.wait_for_url("**/lam-viec/thu-tuc/1.001193")
    assert page.locator("#ngung").count() == 1


# What opens over a page


def test_the_sheet_of_keys_and_the_menu(open_as) -> None:
    page = open_as("linh.tanthanh")
    page.goto("/lam-viec/viec")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    look(page, "moi-phim")
    page.keyboard.press("Escape")
    page.click("[data-menu] summary")
    look(page, "trinh-don")
