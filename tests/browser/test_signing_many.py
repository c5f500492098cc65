"""Many letters of apology signed at once: the page tells how far it is, and says in the end what became of all."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from eyes import look
from playwright.sync_api import Page, Route, expect
from site_under_test import Site, the_demo

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.browser
PAGE = "/lam-viec/xin-loi"
NEXT_WEEK = datetime.fromisoformat("2026-12-10T10:00+07:00")
HANDLER, HEAD = "viet.tanthanh", "phuoc.tanthanh"


@pytest.fixture(scope="module")
def site(serve) -> Iterator[Site]:
    with serve(load=the_demo, demo=True) as found:
        yield found


def drafts(site: Site) -> list[str]:
    """Let a week go by without work and have every letter that is owed drafted by the handler."""
    site.clock.pass_by(days=9)
    at = site.clock.now()
    dossiers.sweep(at=at)
    by, found = organisation.actor_for(HANDLER, at.date()), []
    for code in dossiers.late_without_letter().filter(competent=by.unit_code).values_list("code", flat=True):
        if (terms := dossiers.possible(code, by, at).apology) is not None and not terms.signs:
            new_moment = NEXT_WEEK if terms.needs_moment else None
            dossiers.apologise(code, reason="Nhiều hồ sơ cùng lúc.", new_moment=new_moment, by=by, at=at)
            found.append(code)
    return found


def test_signing_many_shows_how_far_it_is_and_signs_each_once(open_as, site: Site) -> None:
    codes = drafts(site)
    assert len(codes) > 6, "the demo has too few late dossiers for this walk"
    page: Page = open_as(HEAD)
    page.goto(PAGE)
    expect(page.locator("#ky tbody tr")).to_have_count(len(codes))
    expect(page.get_by_role("progressbar")).to_be_hidden()

    parts: list[Route] = []

    def hold_the_second(route: Route) -> None:
        parts.append(route)
        if len(parts) != 2:
            route.continue_()

    page.route(f"**{PAGE}", hold_the_second)
    page.keyboard.press("F9")

    expect(page.locator("[data-batches-says]")).to_contain_text(f"Đã ký 3 trên {len(codes)} phiếu")
    expect(page.get_by_role("progressbar")).to_be_visible()
    look(page, "xin-loi-dang-ky")
    page.keyboard.press("F9")
    parts[1].continue_()
    expect(page.locator(".mc-messages")).to_contain_text(f"Đã ký {len(codes)} phiếu xin lỗi")
    letters = [dossiers.dossier(code, SYSTEM, site.clock.now()).apology for code in codes]
    assert len({letter.number for letter in letters if letter and letter.is_signed}) == len(codes)
    assert len(parts) == -(-len(codes) // 3) + 1, "each part once, then the whole"
