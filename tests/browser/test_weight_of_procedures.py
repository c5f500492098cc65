"""The page of every procedure in a real browser: the heaviest and the one with most to say against it are named.

Only with MOTCUA_FULL=1: some three hundred pages, each at two widths and at 400 % of a desk's screen. Of the catalogue of
2022, whose records were made by rule, one page of each build is opened: pages of one build differ in their words alone.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from eyes import (
    AXE,
    GRAVE,
    MOST_BYTES,
    MOST_WITHOUT_FONTS,
    cut_texts,
    frame_faults,
    scrolls_sideways_by,
    wait_until_there,
    weighed,
)
from playwright.sync_api import Page
from site_under_test import Site, the_demo

import every_procedure
from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo import article_catalogue, procedures, province
from motcua.entrypoints.demo.article import loading as article
from motcua.kernel.working_time import ZONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("MOTCUA_FULL") != "1", reason="the page of every procedure is opened with MOTCUA_FULL=1"),
]  # fmt: skip
VIEWS = {"320": (320, 640), "390": (390, 844), "400 %": (320, 225)}
"""A desk's screen of 1280 by 900 that is enlarged to 400 % shows 320 by 225."""
AT_REST = 150
THEN = datetime(2022, 12, 29, 9, 20, tzinfo=ZONE)
WORST_SHOWN = 5


@dataclass
class Met:
    """What one page was found to be: bytes, fonts among them, and at all widths what breaks a rule or could not be told."""

    address: str
    why: str
    height: int = 0
    wire: float = 0
    fonts: float = 0
    broken: Counter[str] = field(default_factory=Counter)
    grave: list[str] = field(default_factory=list)
    unsure: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def said_against(self) -> tuple[int, int]:
        """Return how often a rule is broken, and how often none could tell."""
        return sum(self.broken.values()), sum(self.unsure.values())

    def __str__(self) -> str:
        return f"{self.address} ({self.why}): {self.wire:,.0f} bytes, {self.wire - self.fonts:,.0f} without fonts, {self.height:,} px at 320; axe {dict(self.broken)}, not told {dict(self.unsure)}"


def load_real(folder) -> Callable[[datetime], dict[str, str]]:
    def load(at: datetime) -> dict[str, str]:
        begun = at - timedelta(days=120)
        province.set_up(at=begun)
        by = organisation.actor_for("duong.congbo", begun.date())
        wanted = every_procedure.wanted_of(every_procedure.real_records(folder))
        why.update(every_procedure.publish(wanted, by=by, at=begun, wanted=every_procedure.WANTED).why)
        return why

    why: dict[str, str] = {}
    load.why = why
    return load


@pytest.fixture(scope="module", params=["samples", "real", "2022"])
def site(request: pytest.FixtureRequest, serve) -> Iterator[Site]:
    if request.param == "samples":
        load, why = the_demo, dict.fromkeys(procedures.PUBLISHED, "sample")
    elif request.param == "real":
        load = load_real(request.getfixturevalue("real_data"))
        why = load.why
    else:
        load, why = lambda _: article.set_up(lambda *_: None), {}
    with serve(load=load, demo=True) as found:
        if request.param == "2022":
            found.clock.set(THEN)
            why = dict.fromkeys((one.code for one in article_catalogue.catalogue()), "2022")
        found.pieces = tuple(why.items())
        yield found


def one_of_each_build(page: Page, pieces: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Return of the procedures one for each build of their pages: which elements, in which order, with which classes."""
    found: dict[str, tuple[str, str]] = {}
    for code, why in pieces:
        html = page.request.get(f"/thu-tuc/{code}").text()
        found.setdefault(re.sub(r">[^<]*<", "><", re.sub(r' (?!class=)[\w-]+="[^"]*"', "", html)), (code, why))
    return list(found.values())


def meet(page: Page, wire: dict[str, float], address: str, why: str) -> Met:
    """Open a page at each view, nothing kept from one before, and say what was found."""
    met = Met(address, why)
    for name, (width, height) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": height})
        if name != "400 %":
            wire.clear()
            page.goto(address)
            wait_until_there(page)
            page.wait_for_timeout(AT_REST)
            met.wire = max(met.wire, sum(wire.values()) - wire["requests"])
            met.fonts = wire["Font"]
            met.height = met.height or page.evaluate("document.documentElement.scrollHeight")
            hear(page, met)
        met.faults += [f"{name}: scrolls sideways by {by}"] if (by := scrolls_sideways_by(page)) > 0 else []
        met.faults += [f"{name}: cut: {text}" for text in cut_texts(page)]
    met.faults += frame_faults(page)
    return met


def hear(page: Page, met: Met) -> None:
    """Ask the accessibility rules for everything: also what is slight, and what they could not tell."""
    answer = AXE.run(page, options={"resultTypes": ["violations", "incomplete"]}).response
    for rule in answer["violations"]:
        met.broken[f"{rule['id']} ({rule['impact']})"] += len(rule["nodes"])
        met.grave += [f"{rule['id']}: {node['html'][:120]}" for node in rule["nodes"] if rule["impact"] in GRAVE]
    for rule in answer["incomplete"]:
        met.unsure[rule["id"]] += len(rule["nodes"])


def test_every_procedure_is_light_and_breaks_no_grave_rule_and_the_worst_are_named(open_as, site: Site, capsys) -> None:
    page = open_as(viewport={"width": 320, "height": 640})
    page.add_init_script("delete Navigator.prototype.serviceWorker")  # it would fetch beside the page
    pieces = site.pieces if site.clock.now().year > 2022 else one_of_each_build(page, site.pieces)
    wire = weighed(page, keeps=False)

    met = [meet(page, wire, f"/thu-tuc/{code}", why) for code, why in pieces]

    heaviest = sorted(met, key=lambda one: one.wire, reverse=True)
    against = sorted((one for one in met if one.broken or one.unsure), key=lambda one: one.said_against, reverse=True)
    with capsys.disabled():
        print(f"\n{len(met)} pages of {len(site.pieces)} procedures; load {os.getloadavg()[0]:.1f}")
        print("worst by weight:", *heaviest[:WORST_SHOWN], sep="\n  ")
        print(
            "worst by axe:",
            *(against[:WORST_SHOWN] or ["none: nothing broken, however slight, nothing left untold"]),
            sep="\n  ",
        )
    faults = [f"{one.address}: {fault}" for one in met for fault in (*one.faults, *dict.fromkeys(one.grave))]
    faults += [str(one) for one in met if one.wire > MOST_BYTES or one.wire - one.fonts > MOST_WITHOUT_FONTS]
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:60])
