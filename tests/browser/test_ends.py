"""A desk stops a dossier on request and voids its slip, by keys only; a leader reopens and corrects."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from site_under_test import Site, the_demo

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Dossier
from motcua.domain.organisation import api as organisation

pytestmark = pytest.mark.browser
RECEIVER, LEADER = "linh.tanthanh", "phuoc.tanthanh"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


def first(site: Site, login: str, act: str) -> str:
    """Return a dossier on which the officer has the act."""
    at = site.clock.now()
    by = organisation.actor_for(login, at.date())
    for one in Dossier.objects.order_by("-received_at"):
        if dossiers.may_see(one.code, by, at) and getattr(dossiers.possible(one.code, by, at), act):
            return one.code
    raise AssertionError(f"the demo has no dossier for {act}")


def look(page: Page, name: str) -> None:
    """Write pictures where somebody wants to look."""
    folder = os.environ.get("MOTCUA_PICTURES")
    if folder:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def act(page: Page, code: str, slug: str, reason: str) -> None:
    page.goto(f"/lam-viec/ho-so/{code}?viec={slug}")
    look(page, f"{slug}-form")
    page.get_by_label("Lý do", exact=True).fill(reason)
    with page.expect_navigation():
        page.keyboard.press("F9")
    look(page, f"{slug}-done")


@pytest.mark.parametrize(
    ("slug", "may", "shown", "told"),
    [
        ("dung-theo-yeu-cau", "stop", "Đã dừng theo yêu cầu", "Hồ sơ đã dừng theo yêu cầu của người nộp."),
        ("huy", "void", "Đã hủy do nhập nhầm", "do quầy nhập nhầm và đã hủy"),
    ],
)
def test_the_desk_ends_a_dossier_with_a_reason_and_the_person_reads_what_became_of_it(
    site, open_as, slug, may, shown, told
):
    code = first(site, RECEIVER, may)
    page = open_as(RECEIVER)

    act(page, code, slug, "Người nộp nói tại quầy")

    expect(page.locator(".mc-title")).to_contain_text(shown)
    page.goto(f"/theo-doi/{code}")
    expect(page.locator("body")).to_contain_text(told)
    look(page, f"{slug}-told")


def test_a_leader_reopens_a_faulty_result(site, open_as):
    code = first(site, LEADER, "reopen_at")
    page = open_as(LEADER)

    act(page, code, "mo-lai", "Kết quả ghi sai")

    expect(page.locator("#dinh-chinh")).to_contain_text("không tính nữa")


def test_a_desk_corrects_a_name_and_sees_the_old_beside_the_new(site, open_as):
    code = first(site, RECEIVER, "correct")
    page = open_as(RECEIVER)
    page.goto(f"/lam-viec/ho-so/{code}?viec=dinh-chinh")
    look(page, "dinh-chinh-form")
    page.get_by_label("Họ tên đúng").fill("Trần Thị Đúng")
    page.get_by_label("Lý do", exact=True).fill("Gõ sai")
    with page.expect_navigation():
        page.keyboard.press("F9")

    expect(page.locator("#dinh-chinh")).to_contain_text("→ Trần Thị Đúng")
    look(page, "dinh-chinh-done")
