"""The queue of online submissions: least time first, one answer each, and what each answer leads to."""

import html
import re
from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.intake import api as intake
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.parties import api as parties
from motcua.entrypoints.web.desk import presenting_online

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
QUEUE = "/lam-viec/cho-kiem-tra"
FILES = {"don.pdf": b"%PDF-1.7 to khai", "anh.png": b"\x89PNG\r\n\x1a\n", "la.html": b"<script>alert(1)</script>"}
STATEMENTS = {"queue": 24, "detail": 26, "accept": 60}


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def client(staff, settings):
    set_clock(settings, AT)
    return signed_in(staff.reception)


def submit(code="G09.16-261103-000931", at=AT, name="Nguyễn Hoàng Lam", identifier="096091002118", **changes):
    """Put a submission into the queue of the small commune's desk."""
    testing.publish_once()
    data = {
        "outside_code": code,
        "procedure": "1.001193",
        "person": {"kind": "citizen", "identifier": identifier, "name": name, "address": "Ấp Mũi, xã Đất Mũi"},
        "components": [{"name": "Tờ khai theo mẫu", "file": "don.pdf"}, {"name": "Ảnh chụp", "file": "anh.png"},
                       {"name": "Tệp lạ", "file": "la.html"}, {"name": "Không có tệp"}],
        "submitted_at": at.isoformat(),
        "unit": "H12.61.01",
    } | changes  # fmt: skip
    intake.put_submission(data, files=lambda named: FILES[named], at=at)
    return code


def error_at(page, field):
    found = re.findall(rf'<li><a href="#{field}">(.*?)</a></li>', page.content.decode())
    return [html.unescape(one) for one in found]


def test_an_empty_queue_says_so_and_leads_on(client) -> None:
    page = client.get(QUEUE)

    assert "Không còn hồ sơ nào chờ kiểm tra" in text_of(page)
    assert 'href="/lam-viec/viec"' in page.content.decode()


def test_the_one_with_the_least_time_stands_on_top_and_is_open(client) -> None:
    submit("G09.16-261103-2", at=AT, name="Huỳnh Công Trứ", identifier="096091002119")
    submit("G09.16-261102-1", at=AT - timedelta(hours=20))

    page = text_of(client.get(QUEUE))

    assert page.index("Nguyễn Hoàng Lam") < page.index("Huỳnh Công Trứ")
    assert "2 hồ sơ" in page
    assert "còn 2 giờ" in page
    assert "trả lời trong 8 giờ làm việc" in page


def test_time_near_its_end_is_amber_and_time_past_is_red(client, settings) -> None:
    code = submit()

    set_clock(settings, AT + timedelta(hours=8))
    assert '<b class="mc-nowrap mc-risk">còn 2 giờ</b>' in client.get(QUEUE).content.decode()
    set_clock(settings, AT + timedelta(days=1, hours=1))
    assert "mc-late" in client.get(f"{QUEUE}/{code}").content.decode()


def test_the_detail_says_what_would_be_promised_now_and_keeps_it(staff, client) -> None:
    code = submit()

    page = text_of(client.get(f"{QUEUE}/{code}"))
    answer = client.post(f"{QUEUE}/{code}", {"lam": "nhan"})

    made = dossiers.find(code, staff.reception, AT)[0]
    assert "Nhận bây giờ thì hẹn trả 09:00, thứ Ba 10/11" in page
    assert made.promised_at == AT + timedelta(days=7)
    assert answer["Location"] == f"/lam-viec/tiep-nhan/da-nhan/{made.code}"
    assert "Hồ sơ trực tuyến kế tiếp" in text_of(client.get(answer["Location"]))


def test_accepting_twice_leads_to_the_one_dossier(staff, client) -> None:
    code = submit()

    first, again = (client.post(f"{QUEUE}/{code}", {"lam": "nhan"}) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert len(dossiers.dossiers_of(staff.reception, AT)) == 1


def test_a_submission_that_a_colleague_answered_says_so(staff, client) -> None:
    code = submit()
    colleague = organisation_testing.an_actor(staff.places.commune_desk, "reception")
    dossiers.accept(code, by=colleague, at=AT)

    answer = client.post(f"{QUEUE}/{code}", {"lam": "nhan"})

    assert "không còn chờ kiểm tra: Đã tiếp nhận" in text_of(answer)
    assert dossiers.find(code, staff.reception, AT)[0].code in text_of(answer)


def test_sent_back_it_names_the_wrong_paper_and_leads_to_its_slip(client) -> None:
    code = submit()

    form = client.get(f"{QUEUE}/{code}?tra=bo-sung")
    answer = client.post(f"{QUEUE}/{code}", {"lam": "bo-sung", "sai": ["2"], "ly_do": "Ảnh mờ, chụp lại."})

    assert "Giấy tờ cần bổ sung, sửa" in text_of(form)
    slip = documents.papers_of(f"submission:{code}")[0]
    assert answer["Location"].endswith(f"/{slip.paper_id}")
    shown = client.get(f"{QUEUE}/{code}")
    assert "Giấy tờ cần bổ sung, sửa: Ảnh chụp. Ảnh mờ, chụp lại." in text_of(shown)
    assert "Đã đề nghị hoàn thiện" in text_of(shown)
    assert code in text_of(client.get(answer["Location"]))


def test_not_received_it_needs_a_reason_and_what_was_marked_stays(client) -> None:
    code = submit()

    none = client.post(f"{QUEUE}/{code}", {"lam": "khong-nhan", "ly_do": " "})
    done = client.post(f"{QUEUE}/{code}", {"lam": "khong-nhan", "ly_do": "Không thuộc thẩm quyền của xã."})

    assert "phải ghi lý do" in error_at(none, "ly-do")[0]
    assert done.status_code == 302
    assert "Không còn hồ sơ nào chờ kiểm tra" in text_of(client.get(QUEUE))


def test_a_letter_that_cannot_be_printed_is_said_at_the_reason_and_stays(client) -> None:
    code = submit()

    answer = client.post(f"{QUEUE}/{code}", {"lam": "bo-sung", "sai": ["1"], "ly_do": "Ảnh mờ 😀"})

    assert "😀" in error_at(answer, "ly-do")[0]
    assert "Ảnh mờ 😀</textarea>" in answer.content.decode()
    assert re.search(r'name="sai" id="sai-1" value="1" checked', answer.content.decode())
    assert "Tiếp nhận" in text_of(client.get(f"{QUEUE}/{code}"))


def test_only_what_differs_from_the_register_is_coloured(client) -> None:
    code = submit()
    assert "is-differing" not in client.get(f"{QUEUE}/{code}").content.decode()

    parties.declare(
        kind="citizen", identifier="096091002118", name="Nguyễn Hoàng Lam", address="Ấp Kinh, xã Đất Mũi", at=AT
    )

    page = client.get(f"{QUEUE}/{code}")
    assert page.content.decode().count("is-differing") == 1
    assert "1 chỗ khác" in text_of(page)


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        pytest.param(1, "application/pdf", "inline", id="a PDF is shown"),
        pytest.param(2, "image/png", "inline", id="a picture is shown"),
        pytest.param(3, "application/octet-stream", "attachment", id="a page of somebody's is only saved"),
    ],
)
def test_files_of_a_submission_can_be_looked_at(client, number, kind, shown) -> None:
    code = submit()

    answer = client.get(f"/lam-viec/cho-kiem-tra-tep/{number}/{code}")

    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith(shown)
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("number", [0, 4, 5, 99])
def test_a_file_that_did_not_come_is_not_there(client, number) -> None:
    assert client.get(f"/lam-viec/cho-kiem-tra-tep/{number}/{submit()}").status_code == 404


@pytest.mark.parametrize("address", ["{queue}/{code}", "/lam-viec/cho-kiem-tra-tep/1/{code}", "{queue}/G00-khong-co"])
def test_what_another_desk_has_looks_unknown(staff, client, settings, address) -> None:
    code = submit()
    centre = signed_in(organisation_testing.an_actor(staff.places.centre, "reception"))
    place = address.format(queue=QUEUE, code=code)

    assert centre.get(place).status_code == 404
    assert "Không mở được hồ sơ này" in text_of(centre.get(place))


def test_another_desk_cannot_answer(staff, client) -> None:
    code = submit()
    centre = signed_in(organisation_testing.an_actor(staff.places.centre, "reception"))

    assert centre.post(f"{QUEUE}/{code}", {"lam": "nhan"}).status_code == 404
    assert intake.submission(code, staff.reception, AT).state == "waiting"


def test_only_reception_opens_the_queue(staff, settings) -> None:
    set_clock(settings, AT)

    page = signed_in(staff.handler).get(QUEUE)

    assert page.status_code == 403
    assert "Trang này cần quyền" in text_of(page)


def test_a_code_with_slashes_and_blanks_opens(client) -> None:
    code = submit("000.00.16.H12/26 1103-1")
    page = client.get(QUEUE).content.decode()
    address = re.search(r'href="([^"#]+)#chi-tiet"', page)[1]

    assert code in text_of(client.get(html.unescape(address)))


def test_what_waits_beyond_the_list_is_counted(client, monkeypatch) -> None:
    for number in range(3):
        submit(f"G09.16-261103-{number}", identifier=f"09609100210{number}")
    monkeypatch.setattr(presenting_online, "MOST_SHOWN", 2)

    assert "1 hồ sơ nữa" in text_of(client.get(QUEUE))


def test_the_queue_does_not_ask_the_database_for_each_row(client, count_statements) -> None:
    codes = [submit(f"G09.16-261103-{number}", identifier=f"0960910021{number:02d}") for number in range(12)]
    client.get(QUEUE)

    counts = {
        "queue": count_statements(lambda: client.get(QUEUE)),
        "detail": count_statements(lambda: client.get(f"{QUEUE}/{codes[0]}")),
        "accept": count_statements(lambda: client.post(f"{QUEUE}/{codes[0]}", {"lam": "nhan"})),
    }

    assert {name: count for name, count in counts.items() if count > STATEMENTS[name]} == {}, counts
