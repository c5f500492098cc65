"""The page of every procedure: of each sample, today's and of 2022, and of two hundred real records with everything they bear.

A quick run takes the hardest real record of each kind of hardness; MOTCUA_FULL=1 all two hundred, and the catalogue of 2022.
"""

import gzip
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as settings_in_use
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

import every_procedure
import motcua
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.demo import article_catalogue, province
from motcua.entrypoints.demo import procedures as samples
from motcua.entrypoints.demo.article import loading as article
from motcua.entrypoints.web import language
from motcua.kernel.working_time import ZONE
from page_outline import Outline, faults_of

pytestmark = pytest.mark.django_db
FULL = os.environ.get("MOTCUA_FULL") == "1"
NOW = datetime(2026, 11, 25, 9, 20, tzinfo=ZONE)
BEGUN = NOW - timedelta(days=120)
THEN = datetime(2022, 12, 29, 9, 20, tzinfo=ZONE)
MOST_BYTES, MOST_WITHOUT_FONTS = 150_000, 100_000
HEADERS = 4_500
"""Bytes of the headers of a page and its parts, with room: a page and nine parts."""
MOST_STATEMENTS = 8
"""Where a unit settles: its line and name are asked for, and the contacts of the desks twice, for the place and for what is near."""
HOLIDAYS = {one.name for one in organisation.seed_spec().exceptions}
ASSETS = Path(motcua.__file__).parent / "assets"


@dataclass(frozen=True)
class Seen:
    """One look at a page: its address, language, status, bytes over the wire, statements and faults."""

    address: str
    language: str
    status: int
    wire: int
    statements: int
    faults: tuple[str, ...]


def set_up_today(_: pytest.FixtureRequest) -> list[str]:
    province.set_up(at=BEGUN)
    samples.set_up("duong.congbo", at=BEGUN + timedelta(hours=1))
    return [record["code"] for record in samples.documents("catalogue")]


def set_up_real(request: pytest.FixtureRequest) -> every_procedure.Published:
    records = every_procedure.real_records(request.getfixturevalue("real_data"))
    province.set_up(at=BEGUN)
    by, at = organisation.actor_for("duong.congbo", BEGUN.date()), BEGUN + timedelta(hours=1)
    wanted = every_procedure.wanted_of(records) if FULL else every_procedure.hardest_of(records)
    return every_procedure.publish(wanted, by=by, at=at, wanted=every_procedure.WANTED)


def set_up_2022(_: pytest.FixtureRequest) -> list[str]:
    article.set_up(lambda *_: None)
    return [one.code for one in article_catalogue.catalogue()]


WORLDS = {"today": (set_up_today, NOW), "real": (set_up_real, NOW), "2022": (set_up_2022, THEN)}


@pytest.fixture(scope="module")
def kept_world(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Set up once what several tests look at, and take it back before the next world."""
    set_up, at = WORLDS[request.param]
    before = settings_in_use.ENVIRONMENT
    with django_db_blocker.unblock(), transaction.atomic():
        folder = tmp_path_factory.mktemp("world")
        settings_in_use.ENVIRONMENT = replace(before, data=folder, clock=at.isoformat())
        yield set_up(request), settings_in_use.ENVIRONMENT
        transaction.set_rollback(True)
    settings_in_use.ENVIRONMENT = before


@pytest.fixture
def world(kept_world, db, settings):
    found, settings.ENVIRONMENT = kept_world
    return found


def in_the(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kept_world", [name], indirect=True)


def looks_at(addresses: Sequence[str]) -> list[Seen]:
    """Open each address in both languages, as a browser that takes packed answers."""
    speakers = {code: Client(HTTP_ACCEPT_ENCODING="gzip, br") for code in (language.SOURCE, language.ENGLISH)}
    speakers[language.ENGLISH].cookies[language.COOKIE] = language.ENGLISH
    return [_look(client, address, code) for address in addresses for code, client in speakers.items()]


def warm_up(codes: Iterable[str]) -> None:
    """Look once at each kind of place, with and without a desk: what is kept for all pages is there then."""
    for code in {desk_of(code): code for code in codes}.values():
        Client().get(f"/thu-tuc/{code}")
        Client().get(f"/thu-tuc/{code}/{desk_of(code)}")


def _look(client: Client, address: str, code: str) -> Seen:
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    body = gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
    faults = [*faults_of(body.decode(), code, HOLIDAYS), *([] if not answer.cookies else ["sets a cookie"])]
    return Seen(address, code, answer.status_code, len(answer.content), len(asked), tuple(faults))


def require_faultless(seen: Sequence[Seen]) -> None:
    """Fail with every fault of every page at once."""
    faults = [f"{one.address} {one.language}: {fault}" for one in seen for fault in dict.fromkeys(one.faults)]
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:60])


def require_light(seen: Sequence[Seen], parts: dict[str, int]) -> Seen:
    """Return the heaviest page; fail where one is above the budget of a first view."""
    worst = max(seen, key=lambda one: one.wire)
    fonts = sum(size for name, size in parts.items() if ".woff" in name)
    whole = worst.wire + sum(parts.values()) + HEADERS
    assert (whole <= MOST_BYTES, whole - fonts <= MOST_WITHOUT_FONTS) == (True, True), (worst, whole, fonts)
    return worst


def parts_of(address: str) -> dict[str, int]:
    """Return the bytes of every part that a first view may fetch: what the page names, and the fonts its styles name."""
    page = Client().get(address).content.decode()
    named = set(re.findall(r'(?:href|src)="[^"]*?/(pages/[^"]+\.(?:css|js|svg|woff2?))"', page))
    styles = [(ASSETS / one).read_text() for one in named if one.endswith(".css")]
    named |= {f"pages/{one}" for text in styles for one in re.findall(r"[\w.-]+\.woff2?", text)}
    packed = {one: ASSETS / f"{one}.gz" for one in named}
    return {one: (path if path.exists() else ASSETS / one).stat().st_size for one, path in packed.items()}


def desk_of(code: str) -> str:
    """Return a desk where the procedure may be asked for: the centre for what a unit settles, else a ward's."""
    rule = procedures.published(code, NOW).content.competent
    return province.CENTRE if rule is not None and rule.kind == "unit" else province.WARD_DESK


@pytest.mark.skipif(
    not FULL, reason="tests/browser looks at the samples of today; at those nobody published, with MOTCUA_FULL=1"
)
@in_the("today")
def test_every_sample_of_today_has_a_page_without_a_fault_at_a_desk_or_not_in_both_languages(world) -> None:
    codes = world
    seen = looks_at([f"/thu-tuc/{code}" for code in codes])
    seen += looks_at([f"/thu-tuc/{code}/{desk_of(code)}" for code in samples.PUBLISHED])

    assert {one.status for one in seen if one.address.split("/")[2] in samples.PUBLISHED} == {200}
    assert {one.status for one in seen if one.address.split("/")[2] not in samples.PUBLISHED} == {404}
    require_faultless(seen)
    require_light(seen, parts_of(f"/thu-tuc/{samples.PUBLISHED[0]}"))


@in_the("real")
def test_real_records_with_all_they_bear_have_a_page_without_a_fault(world, capsys) -> None:
    done = world
    bare, at_desk = [f"/thu-tuc/{code}" for code in done.why], [f"/thu-tuc/{code}/{desk_of(code)}" for code in done.why]

    warm_up(done.why)

    seen = looks_at([*bare, *at_desk])

    assert {one.status for one in seen} == {200}
    assert len(done.why) == (every_procedure.WANTED if FULL else len(done.why)) > 3
    assert max(one.statements for one in seen) <= MOST_STATEMENTS  # for two hundred papers as for none
    require_faultless(seen)
    worst = require_light(seen, parts_of(bare[0]))
    if FULL:
        with capsys.disabled():
            print(
                f"\n{len(bare)} real records; heaviest page: {worst.address} ({done.why[worst.address.split('/')[2]]}), {worst.wire:,} bytes packed"
            )


@in_the("real")
def test_nothing_of_a_real_record_is_left_out_of_its_page(world) -> None:
    done = world
    for code in done.why:
        content = procedures.published(code, NOW).content
        shown = " ".join(one.text for one in Outline(Client().get(f"/thu-tuc/{code}").content.decode()).words)
        for case in content.cases:
            for text in (*(paper.name for paper in case.components), case.name if len(content.cases) > 1 else ""):
                assert " ".join(text.split()) in shown, (code, text)
        for text in (content.name, content.targets):
            assert " ".join(text.split()) in shown, (code, text)


@pytest.mark.skipif(
    not FULL, reason="none of the hardest is one that can never be published: looked at with MOTCUA_FULL=1"
)
@in_the("real")
def test_what_can_never_be_published_of_the_real_records_says_so_and_nothing_else(world) -> None:
    done = world
    seen = looks_at([f"/thu-tuc/{code}" for code in done.never if code])

    assert {one.status for one in seen} == {404}
    require_faultless(seen)


@pytest.mark.skipif(not FULL, reason="the two thousand procedures of 2022 are looked at with MOTCUA_FULL=1")
@in_the("2022")
def test_every_procedure_of_2022_has_a_page_without_a_fault(world) -> None:
    codes = world
    desk = organisation.one_stop_desks(THEN.date())[0].code

    seen = looks_at([f"/thu-tuc/{code}" for code in codes]) + looks_at([f"/thu-tuc/{code}/{desk}" for code in codes])

    assert {one.status for one in seen} == {200}
    assert len(codes) > 2_000
    require_faultless(seen)
    require_light(seen, parts_of(f"/thu-tuc/{codes[0]}"))
