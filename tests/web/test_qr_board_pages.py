"""Short addresses as a phone meets them, boards on a screen, and the pages by which desks and leaders keep them."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
import zxingcpp
from desk_pages import set_clock, signed_in, text_of
from django.test import Client

from motcua.domain.documents import api as documents
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.models import Attempt
from motcua.domain.organisation.testing import SmallProvince, a_small_province, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import Scan
from motcua.domain.procedures.testing import PUBLISHED_AT, a_published_procedure, a_publisher, a_record
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
AT = PUBLISHED_AT + timedelta(days=1)
LATER = AT + timedelta(days=1)
BIRTH, DEATH, DESK = "1.001193", "1.000656", SmallProvince.commune_desk
LONG = "Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc của người ở xa"


@pytest.fixture(autouse=True)
def made(settings) -> procedures.MadeBoard:
    """A board of two procedures at a commune's desk, on the day it was made."""
    a_small_province()
    by = a_publisher()
    for code, name in ((BIRTH, "Thủ tục đăng ký khai sinh"), (DEATH, "Thủ tục đăng ký khai tử")):
        a_published_procedure(a_record(code, name=name), by=by)
    set_clock(settings, AT)
    return procedures.make_board(desk=DESK, field="Hộ tịch", place="sảnh", by=SYSTEM, at=AT)


def letters(made: procedures.MadeBoard, code: str = BIRTH) -> str:
    return next(one.letters for one in (*made.face.cells, made.face.search) if one.code == code)


def leads_to(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 302, answer.status_code
    return answer["Location"]


def test_every_code_on_the_paper_leads_to_a_live_page(made) -> None:
    import typst

    from motcua.domain.documents.operations import boards

    pdf = documents.draw_board(made, procedures.BoardSize.A4)
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert len(paper.pages) == 1
    drawn = _picture(typst, boards, made)
    found = {one.text for one in zxingcpp.read_barcodes(drawn)}

    assert found == {made.face.address(one) for one in (*made.face.cells, made.face.search)}
    for address in found:
        assert Client().get(leads_to(address.removeprefix(made.face.origin))).status_code == 200


def _picture(typst, boards, made):
    import json

    from PIL import Image

    texts = json.dumps(boards._drawn(made, procedures.BoardSize.A4, ()), ensure_ascii=False)
    drawn = typst.compile(
        str(boards.TEMPLATES / boards.BOARD), root=str(boards.TEMPLATES), font_paths=boards._fonts(), format="png", ppi=150,
        sys_inputs={"data": texts},
    )  # fmt: skip
    return Image.open(io.BytesIO(drawn[0] if isinstance(drawn, list) else drawn)).convert("L")


def test_a_code_leads_on_whatever_case_it_is_typed_in_sets_no_cookie_and_is_counted_once(made) -> None:
    """qr-boards 6.2: HEAD and looking ahead count nothing."""
    code, client = letters(made), Client()

    assert leads_to(f"/q/{code}", client) == f"/thu-tuc/{BIRTH}/{DESK}"
    assert client.head(f"/q/{code}").status_code == 302
    assert client.get(f"/q/{code}", headers={"sec-purpose": "prefetch"}).status_code == 302
    assert Scan.objects.count() == 1
    assert leads_to(f"/Q/{code.lower()}", client) == f"/thu-tuc/{BIRTH}/{DESK}"
    assert leads_to(f"/q/{letters(made, '')}") == "/thu-tuc"
    assert client.get(f"/q/{code}")["Cache-Control"] == "private, no-store"
    assert not client.cookies


def test_a_code_costs_few_statements(made, count_statements) -> None:
    code = letters(made)
    leads_to(f"/q/{code}")  # how the organisation stands is remembered from here on

    assert count_statements(lambda: Client().get(f"/q/{code}")) <= 3
    assert count_statements(lambda: Client().get(f"/bang/{made.board}")) <= 1


def test_wrong_letters_are_one_sentence_and_many_of_them_are_refused_and_leave_nothing_behind(
    made, django_assert_num_queries
) -> None:
    answers = [
        Client().get(f"/q/{typed}") for typed in ("BBBBBB", "khong-co", "x" * 10_000, "' OR 1=1 --", "<b>", "ĐĐĐĐĐĐ")
    ]

    assert {one.status_code for one in answers} == {404}
    assert len({text_of(one) for one in answers}) == 1
    last = [Client().get("/q/BBBBBB").status_code for _ in range(56)][-1]
    assert last == 429
    before = Attempt.objects.count(), Scan.objects.count()
    with django_assert_num_queries(2):  # the letters, the wait
        assert Client().get("/q/CCCCCC").status_code == 429
    assert (Attempt.objects.count(), Scan.objects.count()) == before == (1, 0)
    assert leads_to(f"/q/{letters(made)}") == f"/thu-tuc/{BIRTH}/{DESK}"
    assert Client(REMOTE_ADDR="203.0.113.9").get("/q/BBBBBB").status_code == 404


def test_a_replaced_procedure_is_told_on_the_page_that_the_code_leads_to(made, settings) -> None:
    procedures.expire(code=BIRTH, by=a_publisher(), at=AT, replaced_by=[DEATH])
    set_clock(settings, LATER)
    to = leads_to(f"/q/{letters(made)}")

    assert to == f"/thu-tuc/{DEATH}/{DESK}?ma={letters(made)}"
    assert "Mã vừa quét in cho thủ tục “Thủ tục đăng ký khai sinh”, nay thay bằng thủ tục này" in text_of(
        Client().get(to)
    )
    for other in (f"/thu-tuc/{DEATH}/{DESK}?ma={letters(made, DEATH)}", f"/thu-tuc/{DEATH}/{DESK}?ma=<b>"):
        assert "Mã vừa quét" not in text_of(Client().get(other))
    closed = Client().get(f"/thu-tuc/{BIRTH}")
    assert closed.status_code == 410
    assert f'href="/thu-tuc/{DEATH}"' in closed.content.decode()
    assert f'href="/thu-tuc/{DEATH}/{DESK}"' in Client().get(f"/thu-tuc/{BIRTH}/{DESK}").content.decode()


def test_a_desk_that_is_no_more_is_told_on_the_page_that_the_code_leads_to(made, settings) -> None:
    for code in (DESK, SmallProvince.commune):
        organisation.dissolve_unit(code=code, on=LATER.date(), successors=(), by=SYSTEM, at=AT)
    set_clock(settings, LATER)
    to = leads_to(f"/q/{letters(made)}")

    assert to.startswith(f"/thu-tuc/{BIRTH}?ma=")
    assert "nơi này không còn nhận hồ sơ; chọn nơi nộp ở dưới" in text_of(Client().get(to))


def test_a_board_on_a_screen_shows_its_codes_large_and_links_to_them(made) -> None:
    page = Client().get(f"/bang/{made.board}")
    body = page.content.decode()

    assert "Thủ tục hộ tịch" in text_of(page)
    assert body.count("<svg") == len(made.face.cells) + 2  # the mark, and the search page
    assert f'href="/q/{letters(made)}"' in body
    assert Client().get("/bang/khong-co").status_code == 404
    assert f'href="/bang/{made.board}"' in Client().get(f"/don-vi/{DESK}").content.decode()


def at_desk(role: Role = Role.RECEPTION, unit: str = DESK) -> Client:
    return signed_in(an_actor(unit, role))


def test_a_desk_makes_prints_hangs_takes_down_and_undoes(made, settings) -> None:
    a_published_procedure(a_record("1.004859", name=LONG), by=a_publisher())
    desk = at_desk()
    listed = text_of(desk.get("/lam-viec/bang-ma"))
    assert "Đã cũ: Thêm thủ tục: " in listed

    page = f"/lam-viec/bang-ma/{made.board}"
    form = {"quay": DESK, "linh-vuc": "Hộ tịch", "bang": made.board, "noi": "sảnh"}
    refused = desk.post("/lam-viec/bang-ma/lap", {**form, "ten-1.004859": LONG})
    assert refused.status_code == 400
    assert "không vừa hai dòng" in text_of(refused)
    assert desk.post("/lam-viec/bang-ma/lap", {**form, "ten-1.004859": "Thay đổi hộ tịch"})["Location"] == page
    shown = text_of(desk.get(page))
    assert "bản 2" in shown
    assert "Thay đổi hộ tịch" in shown

    pdf = desk.get(f"{page}/ban-2-a4.pdf")
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:4]) == (200, "application/pdf", b"%PDF")
    for wrong in ("ban-2-screen.pdf", "ban-2-a5.pdf", "ban-9-a4.pdf", "ban-2-card.pdf?ma=AAAAAA"):
        assert desk.get(f"{page}/{wrong}").status_code == 404

    desk.post(f"{page}/treo", {"ban": "2", "kho": "a4", "noi": "sảnh"})
    hanging = procedures.hangings_of(made.board)[0]
    assert desk.post(f"{page}/treo", {"ban": "2", "kho": "a4", "noi": "sảnh"}).status_code == 400
    assert "Đang treo" in text_of(desk.get(page))
    desk.post(f"{page}/treo/{hanging.hanging_id}/go")
    assert not procedures.hangings_of(made.board)[0].hangs
    desk.post(f"{page}/treo/{hanging.hanging_id}/hoan-tac")
    assert procedures.hangings_of(made.board)[0].hangs


def test_another_desk_does_not_know_the_board_and_a_handler_has_no_page(made) -> None:
    other = at_desk(unit=SmallProvince.centre)
    page = f"/lam-viec/bang-ma/{made.board}"

    assert other.get(page).status_code == 404
    assert other.get(f"{page}/ban-1-a4.pdf").status_code == 404
    assert other.post(f"{page}/treo", {"ban": "1", "kho": "a4", "noi": "x"}).status_code == 404
    assert other.post("/lam-viec/bang-ma/lap", {"quay": DESK, "linh-vuc": "Hộ tịch"}).status_code == 404
    assert at_desk(Role.HANDLER, SmallProvince.commune).get(page).status_code == 403
    assert made.board not in text_of(other.get("/lam-viec/bang-ma"))


def test_leaders_and_administrators_see_what_hangs_what_is_old_and_why_and_scans(made, settings) -> None:
    procedures.hang_board(board=made.board, version=1, size="a4", place="sảnh", by=SYSTEM, at=AT)
    for _ in range(3):
        leads_to(f"/q/{letters(made)}")
    procedures.expire(code=DEATH, by=a_publisher(), at=AT)
    set_clock(settings, LATER)

    for client in (at_desk(Role.LEADER, SmallProvince.commune), at_desk(Role.ADMINISTRATOR, SmallProvince.province)):
        shown = text_of(client.get("/dieu-hanh/bang-ma"))
        assert "Bỏ thủ tục: Đăng ký khai tử" in shown
        assert "1 bảng đang treo đã cũ" in shown
        assert "3 lượt từ" in shown
    elsewhere = text_of(at_desk(Role.LEADER, SmallProvince.department).get("/dieu-hanh/bang-ma"))
    assert made.board not in elsewhere
    assert "Không có quầy nào trong phạm vi của bạn" in elsewhere


def test_a_publisher_says_what_stands_in_the_place_of_a_procedure(made, settings) -> None:
    publisher = signed_in(a_publisher())
    page = f"/lam-viec/thu-tuc/{BIRTH}"

    refused = publisher.post(f"{page}/ngung", {"thay-bang": "9.999999"})
    assert refused.status_code == 400
    assert 'value="9.999999"' in refused.content.decode()
    procedures.hang_board(board=made.board, version=made.version, size="a4", place="sảnh", by=SYSTEM, at=AT)
    asked = publisher.post(f"{page}/ngung", {"thay-bang": DEATH})
    assert procedures.published(BIRTH, AT)
    for words in ("1 bảng mã QR đang treo thành bảng cũ", "Thủ tục đăng ký khai tử", "dẫn thẳng đến thủ tục thay thế"):
        assert words in text_of(asked)
    told = re.search("“(Thủ tục này không còn nhận hồ sơ từ .*?)”", text_of(asked))[1]

    publisher.post(f"{page}/ngung", {"thay-bang": DEATH, "dong-y": "1"})
    set_clock(settings, LATER)
    assert told in text_of(Client().get(f"/thu-tuc/{BIRTH}"))
    assert "Thủ tục đăng ký khai tử" in text_of(publisher.get(page))
    publisher.post(f"{page}/thay-bang", {"thay-bang": ""})
    assert procedures.unpublished(BIRTH, LATER).replaced_by == ()
