"""From a record that was imported to a result in the person's hands, by keyboard alone after sign-in.

Ten of the real national records (where MOTCUA_REAL_DATA is set) and two of the product's own catalogue are made
publishable on the page; a dossier of each is received, its slip printed, and brought through its process to return.
"""

import gzip
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import whole_way
from eyes import look
from hands import Hands
from playwright.sync_api import Page
from site_under_test import Site
from whole_way import Piece, Visitor

from motcua.domain.dossiers import api as dossiers
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.demo import people, province
from motcua.entrypoints.demo.procedures import documents
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.browser

MOST_STROKES = 40
WARD_DESK, CENTRE_DESK, PUBLISHER = "linh.tanthanh", "ngan.trungtam", "duong.congbo"
LAND, AGRICULTURE, CONSTRUCTION = "Văn phòng Đăng ký đất đai", "Sở Nông nghiệp", "Sở Xây dựng"
HOME = "Xã nơi nhận hồ sơ"

OF_THE_REAL_RECORDS = (
    Piece("1.001193", "TP07", WARD_DESK, "dang ky khai sinh", limit="Trong ngày"),
    Piece("1.004859", "TP02", WARD_DESK, "cai chinh ho tich", limit="1 ngày làm việc"),
    Piece("1.000593", "TP03", WARD_DESK, "ket hon luu dong"),
    Piece("1.013228", "KT03", WARD_DESK, "cap lai giay phep xay dung", competent=HOME),
    Piece("1.013229", "KT01", WARD_DESK, "sua chua, cai tao", case="Đối với công trình nhà ở"),
    Piece("2.000992", "TP08", WARD_DESK, "chu ky nguoi dich", amount="2", limit="ngày làm việc", competent=HOME),
    Piece("2.002307", "LD15", WARD_DESK, "mai tang phi", limit="25 ngày làm việc", competent=HOME),
    Piece("1.115491", "TN13C", CENTRE_DESK, "dang ky bien dong", competent=LAND, tax="Thuế"),
    Piece("1.002432", "TC04", CENTRE_DESK, "thuoc thu y", competent=AGRICULTURE),
    Piece("1.001755", "DT03", CENTRE_DESK, "tuong dai", competent=CONSTRUCTION),
)
OF_OUR_CATALOGUE = (
    Piece("1.001612", "MAU-TU-CHOI", WARD_DESK, "mo quan ban hang", competent=HOME, case="Trường hợp một cá nhân"),
    Piece("1.002099", "QT-1.002099", CENTRE_DESK, "luat su", competent="Sở Tư pháp"),
)


def visitors() -> Iterator[Visitor]:
    for one in people.PEOPLE:
        yield Visitor(f"0990{90_000_000 + one.number}", one.name, f"0918{one.number:06d}", one.address)


def set_up_province(at: datetime) -> datetime:
    begun = at - timedelta(days=120)
    province.set_up(at=begun)
    return begun


def load_real(real_data: Path) -> Callable[[datetime], None]:
    def load(at: datetime) -> None:
        begun = set_up_province(at)
        records = gzip.decompress((real_data / "procedures.jsonl.gz").read_bytes()).splitlines()
        assert len(records) == 2_544
        procedures.import_national(records, source="dữ liệu thật", by=SYSTEM, at=begun)
        lines = (real_data / "processes.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 77
        workflow.import_processes([json.loads(line) for line in lines], by=SYSTEM, at=begun)

    return load


def load_ours(at: datetime) -> None:
    begun = set_up_province(at)
    procedures.import_national(list(documents("catalogue")), source="danh mục mẫu", by=SYSTEM, at=begun)
    workflow.import_processes(documents("processes"), by=SYSTEM, at=begun)


class Office:
    """Everybody who works: each at an own browser, signed in with a password, and a code where it takes one."""

    def __init__(self, site: Site, open_as: Callable[..., Page]) -> None:
        self.site, self.open_as = site, open_as
        self.pages: dict[str, Page] = {}
        self.hands: dict[str, Hands] = {}

    def of(self, login: str) -> Hands:
        if login not in self.hands:
            page = self.open_as()
            page.goto("/dang-nhap")
            self.pages[login], self.hands[login] = page, Hands(page)
            whole_way.sign_in(self.hands[login], login, province.PASSWORD)
            whole_way.enrol_if_asked(self.hands[login], login, self.site.clock.now())
            self.hands[login].reset()
        return self.hands[login]

    def fetch(self, login: str, address: str) -> bytes:
        answer = self.pages[login].context.request.get(address)
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/pdf"
        return answer.body()

    def looking(self, login: str, piece: Piece) -> whole_way.Look:
        return lambda what: look(self.pages[login], f"ca-chang-{what}-{piece.code}")

    def renew_inbox(self, login: str) -> Hands:
        hands = self.of(login)
        hands.press_until("Tab", "nav a[href$='/viec']", at_most=40)
        hands.press_and_go("Enter")
        return hands


def officer_for(step: dossiers.StepInfo) -> str:
    return next(post.login for post in province.STAFF if post.unit == step.unit and step.role in post.roles)


def walk(site: Site, office: Office, pieces: Sequence[Piece]) -> list[str]:
    """Play the whole way of every piece; return the counts, a line each."""
    publisher, counts = office.of(PUBLISHER), []
    for piece in pieces:
        asked = whole_way.publish(publisher, piece, office.looking(PUBLISHER, piece))
        counts.append(f"{piece.code}: {asked} câu hỏi, {publisher.reset()} phím để công bố")
    received: dict[str, Piece] = {}
    for piece, visitor in zip(pieces, visitors(), strict=False):
        hands = office.of(piece.desk)
        code = whole_way.receive(hands, piece, visitor, office.looking(piece.desk, piece))
        strokes = hands.reset()
        assert strokes <= MOST_STROKES, f"{piece.code}: {strokes} keys for a reception"
        assert procedure_of(code, site) == piece.code
        receipt = office.fetch(piece.desk, hands.press_and_open("F9"))
        require_receipt(receipt, code, visitor)
        received[code] = piece
        counts.append(f"{piece.code}: {strokes} phím để tiếp nhận {code}")
    for code, piece in received.items():
        done = carry(site, office, code)
        counts.append(f"{piece.code}: {len(done)} việc theo quy trình {piece.process}: {dict(Counter(done))}")
    return counts


def procedure_of(code: str, site: Site) -> str:
    return dossiers.dossier(code, SYSTEM, site.clock.now()).procedure


def require_receipt(content: bytes, code: str, visitor: Visitor) -> None:
    assert content.startswith(b"%PDF-")
    if shutil.which("pdftotext") is None:
        print("receipts' words not read back: pdftotext (poppler) is not installed", file=sys.__stderr__)
        return
    words = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    assert code in words
    assert visitor.name in words


def carry(site: Site, office: Office, code: str) -> list[str]:
    """Bring a dossier from hand to hand until its result was returned."""
    done: list[str] = []
    for _ in range(40):
        info = dossiers.dossier(code, SYSTEM, site.clock.now())
        if info.state == dossiers.State.RETURNED:
            return done
        hands = office.renew_inbox(officer_for(info.open_steps[0]))
        whole_way.open_from_inbox(hands, code)
        acts = whole_way.act_while_open(hands)
        assert acts, f"nothing to do for whom {code} waits"
        done += acts
    raise AssertionError(f"{code} does not come to its end: {done}")


@pytest.fixture(scope="module", params=["ours", "real"])
def site(request: pytest.FixtureRequest, serve) -> Iterator[Site]:
    load = load_ours if request.param == "ours" else load_real(request.getfixturevalue("real_data"))
    with serve(load=load, demo=False) as found:
        found.pieces = OF_OUR_CATALOGUE if request.param == "ours" else OF_THE_REAL_RECORDS
        yield found


def test_from_publication_to_return_by_keyboard(site: Site, open_as, capsys) -> None:
    counts = walk(site, Office(site, open_as), site.pieces)

    with capsys.disabled():
        print("\n" + "\n".join(counts))
