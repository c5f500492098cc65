"""The page on which an officer publishes a procedure: questions, answers with their effect, process, publication."""

import gzip
import json
import re
from datetime import timedelta
from html import unescape

import pytest
from desk_pages import text_of
from django.test import Client

from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import (
    a_paper,
    a_published_procedure,
    a_record,
    a_row,
    import_records,
    is_published,
    rows_on_all_channels,
)
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow.testing import a_process, a_straight_document
from motcua.foundation import clock, ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db
CODE = "1.001193"
PAGE = f"/lam-viec/thu-tuc/{CODE}"
FIVE_DAYS = json.dumps({"amount": "5", "unit": "working_day"})


@pytest.fixture
def publisher(client: Client, django_user_model) -> Client:
    organisation_testing.a_small_province()
    login = organisation_testing.an_officer("H12", (Role.PUBLISHER,))
    client.force_login(
        django_user_model.objects.get(login=login), backend="motcua.entrypoints.web.sessions.OfficerBackend"
    )
    return client


def shown(publisher: Client, address: str = PAGE) -> str:
    page = publisher.get(address)
    assert page.status_code == 200
    return unescape(page.content.decode())


def send(publisher: Client, act: str, code: str = CODE, **form):
    return publisher.post(f"/lam-viec/thu-tuc/{code}/{act}", form)


def answered(publisher: Client, field: str, **form) -> procedures.AnswerInfo:
    response = send(publisher, "tra-loi", field=field, **form)
    assert response.status_code == 302, unescape(response.content.decode())
    return next(one for one in now().answers if one.field == field)


def now(code: str = CODE) -> procedures.PublicationPage:
    return procedures.publication_page(code, clock.now())


def doubtful(**changes) -> None:
    import_records(a_record(**{"channels": rows_on_all_channels("5"), **changes}))


# Questions


def test_a_doubt_stands_beside_the_words_of_the_source_with_the_doubtful_part_marked(publisher):
    doubtful()

    page = shown(publisher)

    assert "1. Thời hạn: số “5” không có đơn vị" in page
    assert "Trực tiếp: <mark>5</mark>" in page
    assert "Còn 2 chỗ phải trả lời" in page


def test_nothing_is_chosen_beforehand(publisher):
    doubtful(level=["Cấp tỉnh"], agency="Sở Tư pháp")

    assert " checked" not in shown(publisher)
    assert " selected" not in re.sub(r'<select[^>]*name="unit".*?</select>', "", shown(publisher), flags=re.DOTALL)


def test_the_effect_of_a_limit_is_told_before_it_is_stored(publisher):
    doubtful()

    assert re.search(r"5 ngày làm việc<span class=\"mc-2\">Nhận 09:00 hôm nay thì hẹn \d\d:\d\d, ", shown(publisher))


def test_a_limit_that_is_being_typed_shows_its_effect_and_stores_nothing(publisher):
    doubtful()

    told = unescape(send(publisher, "hieu-luc", amount="7", unit="working_day").content.decode())

    assert "Nhận 09:00 hôm nay thì hẹn" in told
    assert now().answers == ()


def test_the_button_leads_to_each_open_place_in_the_order_of_the_page(publisher):
    doubtful(level=["Cấp tỉnh"], agency="Sở Tư pháp")

    page = shown(publisher)

    assert 'data-missing="#cho-1, #luu-1, #cho-2, #luu-2, #cho-3, [data-bind], #luu-3"' in page
    assert all(f'id="{name}"' in page for name in ("cho-1", "luu-1", "cho-2", "luu-2", "cho-3", "luu-3"))


def test_the_unit_that_the_record_names_stands_first_but_is_not_chosen(publisher):
    doubtful(level=["Cấp tỉnh"], agency="Sở Tư pháp tỉnh Cà Mau")

    page = shown(publisher)

    assert page.index("Có tên trong bản quốc gia") < page.index("Theo nơi nhận")


# Answers


def test_an_answer_is_stored_said_and_can_be_taken_back_at_once(publisher):
    doubtful()
    response = send(publisher, "tra-loi", field="time_limit", chon=FIVE_DAYS)
    page = shown(publisher, response.url)
    assert "Đã ghi. <b>Thời hạn</b>: 5 ngày làm việc." in page

    send(publisher, "bo-tra-loi", field="time_limit")

    assert now().answers == ()
    assert "số “5” không có đơn vị" in shown(publisher)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        pytest.param({"chon": FIVE_DAYS}, {"amount": "5", "unit": "working_day"}, id="a line"),
        pytest.param({"chon": "khac", "amount": "0,5", "unit": "working_day"}, {"amount": "0.5", "unit": "working_day"}, id="written with a comma"),
        pytest.param({"amount": "3", "unit": "month"}, {"amount": "3", "unit": "month"}, id="written, no line chosen"),
        pytest.param({"chon": "khac", "amount": "", "unit": "same_day"}, {"amount": None, "unit": "same_day"}, id="within the day"),
    ],
)  # fmt: skip
def test_a_limit_may_be_chosen_or_written(publisher, form, value):
    doubtful()

    assert answered(publisher, "time_limit", **form).value == value


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Chưa chọn câu trả lời nào"),
        ({"chon": "khac", "unit": "working_day"}, "Chưa ghi số của thời hạn"),
        ({"chon": "khac", "amount": "năm", "unit": "working_day"}, "“năm” không phải là số"),
        ({"chon": "khac", "amount": "0", "unit": "working_day"}, "error"),
        ({"chon": "{"}, "không đọc được"),
    ],
)
def test_a_refused_answer_stands_at_its_question_and_stores_nothing(publisher, form, sentence):
    doubtful()

    response = send(publisher, "tra-loi", field="time_limit", **form)

    page = unescape(response.content.decode())
    assert response.status_code == 400
    assert sentence in page
    assert 'href="#cho-1"' in page
    assert now().answers == ()


def test_what_was_typed_stays_on_the_page_when_it_is_refused(publisher):
    doubtful()

    page = unescape(
        send(publisher, "tra-loi", field="time_limit", chon="khac", amount="bảy", unit="month").content.decode()
    )

    assert 'value="bảy"' in page
    assert '<option value="month" selected>' in page
    assert 'value="khac" checked' in page


def test_a_fee_of_the_council_needs_an_amount_and_its_resolution(publisher):
    doubtful(channels=rows_on_all_channels(fee="Miễn phí (Mức lệ phí do Hội đồng nhân dân tỉnh quyết định)"))
    field = next(question.field for question in now().questions if question.topic == "fee")

    without = unescape(send(publisher, "tra-loi", field=field, chon="khac", fee_amount_1="50.000").content.decode())
    assert "Ghi số quyết định hoặc nghị quyết" in without
    assert 'value="50.000"' in without
    stored = answered(publisher, field, chon="khac", fee_amount_1="50.000", fee_per_1="bản", fee_amount_2="20000",
                      fee_condition_2="Cấp lại", decision="12/2026/NQ-HĐND")  # fmt: skip

    assert [(one["value"], one["per"], one["condition"]) for one in stored.value["amounts"]] == [
        ("50000", "bản", ""), ("20000", "", "Cấp lại"),
    ]  # fmt: skip
    assert "12/2026/NQ-HĐND" in shown(publisher)


def test_an_amount_that_cannot_be_read_is_refused_in_words(publisher):
    doubtful()

    page = send(publisher, "tra-loi", field="fee", chon="khac", fee_amount_1="50,5k", decision="1", opened="1")

    assert "không phải là số tiền" in unescape(page.content.decode())


@pytest.mark.parametrize(
    ("field", "form", "words"),
    [
        ("everyday_names", {"text": "làm giấy khai sinh\nkhai sinh"}, "làm giấy khai sinh, khai sinh"),
        ("notes", {"text": "Mang theo sổ hộ khẩu cũ."}, "Mang theo sổ hộ khẩu cũ."),
        ("committed", {"amount": "3", "unit": "working_day", "decision": "7/QĐ-UBND"}, "3 ngày làm việc"),
        ("counting", {"chon": '"end_of_nth_day"'}, "Đến hết giờ làm việc của ngày cuối"),
        ("competent", {"chon": "H12.04"}, "Sở Tư pháp"),
    ],
)
def test_the_province_lays_its_own_words_over_the_record(publisher, field, form, words):
    import_records(a_record())
    assert "data-focus" in shown(publisher, f"{PAGE}?sua={field}")

    answered(publisher, field, opened="1", **form)

    assert words in shown(publisher)


def test_a_shortened_time_is_never_longer_and_names_its_decision(publisher):
    import_records(a_record())

    longer = send(publisher, "tra-loi", field="committed", amount="9", unit="working_day", decision="7/QĐ", opened="1")
    bare = send(publisher, "tra-loi", field="committed", amount="3", unit="working_day", opened="1")

    assert "phải ngắn hơn" in unescape(longer.content.decode())
    assert "Ghi số quyết định" in unescape(bare.content.decode())
    assert 'value="9"' in unescape(longer.content.decode())


def test_a_limit_that_differs_by_case_is_answered_case_by_case(publisher):
    cases = [a_paper("Tờ khai", group="Trường hợp trong nước"), a_paper("Hộ chiếu", group="Trường hợp nước ngoài")]
    doubtful(components=cases)
    assert len(now().content.cases) == 2
    assert '<option value="time_limit:2">' in shown(publisher)

    answered(publisher, "time_limit:2", chon=FIVE_DAYS, asked="time_limit")

    page = shown(publisher)
    assert "Thời hạn: số “5” không có đơn vị" in page
    assert [case.offers[0].statutory is None for case in now().content.cases] == [True, False]


def test_rows_that_may_be_papers_or_notes_are_sorted_one_by_one(publisher):
    import_records(a_record(components=[a_paper(), a_paper("Xe nhập khẩu chạy thử trước khi đo", originals=0)]))
    page = shown(publisher)
    assert 'name="loai:2"' in page
    left = send(publisher, "tra-loi", field="components", chon="khac", **{"loai:2": ""})
    assert "Chưa chọn loại cho mọi dòng" in unescape(left.content.decode())

    answered(publisher, "components", chon="khac", **{"loai:2": "to_show"})

    assert [part.kind.value for part in now().content.cases[0].components] == ["to_file", "to_show"]


def test_papers_that_the_record_lacks_are_written_down(publisher):
    import_records(a_record(components=[]))

    answered(publisher, "components", chon="khac", papers="Tờ khai theo mẫu; 1 bản chính; 2 bản sao\n\nGiấy tờ khác")

    papers = now().content.cases[0].components
    assert [(one.name, one.originals, one.copies) for one in papers] == [
        ("Tờ khai theo mẫu", 1, 2),
        ("Giấy tờ khác", None, None),
    ]


def test_a_later_import_brings_an_answered_place_back_as_a_question(publisher):
    doubtful()
    answered(publisher, "time_limit", chon=FIVE_DAYS)
    import_records(a_record(channels=rows_on_all_channels("7 ngày làm việc")), at=clock.now())
    page = shown(publisher)
    assert "Vẫn giữ: 5 ngày làm việc" in page
    assert "7 ngày làm việc" in page

    assert send(publisher, "xac-nhan", field="time_limit").status_code == 400
    send(publisher, "xac-nhan", field="time_limit", chon="giu")

    assert not any(one.asks_again for one in now().answers)


def test_the_new_national_words_may_be_followed_instead(publisher):
    doubtful()
    answered(publisher, "time_limit", chon=FIVE_DAYS)
    import_records(a_record(channels=rows_on_all_channels("7 ngày làm việc")), at=clock.now())

    send(publisher, "xac-nhan", field="time_limit", chon="theo")

    assert now().answers == ()
    assert {procedures.limit_words(offer.limit) for offer in now().content.cases[0].offers} == {"7 ngày làm việc"}


# The process


def test_a_process_is_bound_and_its_sum_is_held_against_the_limit(publisher):
    import_records(a_record())
    a_process()

    assert send(publisher, "quy-trinh", process="QT-THU").status_code == 302

    page = shown(publisher)
    assert "Cộng 5 ngày, khớp thời hạn" in page
    assert "Một cửa nơi nhận" in page


def test_a_sum_that_misses_the_limit_needs_a_reason(publisher):
    import_records(a_record())
    a_process(a_straight_document(("1", "3", "1", "1"), total_days="6"))

    refused = unescape(send(publisher, "quy-trinh", process="QT-THU").content.decode())
    assert "nhiều hơn thời hạn 5 ngày làm việc là 1 ngày" in refused
    assert 'name="reason"' in refused
    send(publisher, "quy-trinh", process="QT-THU", reason="Theo quyết định của tỉnh")

    assert "Lý do vẫn dùng: Theo quyết định của tỉnh" in shown(publisher)


def test_places_and_roles_of_the_source_are_asked_where_they_are_unknown(publisher):
    import_records(a_record())
    a_process(_with_raw_words())
    steps = unescape(publisher.get(f"{PAGE}/cac-buoc", {"process": "QT-THU"}).content.decode())
    assert 'name="noi:DIA_CHINH_CAP_XA"' in steps
    assert 'name="vai-tro:XU_LY"' in steps  # its usual meaning is filled in
    assert '<option value="handler" selected>' in steps

    left = send(publisher, "quy-trinh", process="QT-THU", **{"noi:DIA_CHINH_CAP_XA": "", "vai-tro:XU_LY": "handler"})
    assert "Chưa chọn đơn vị hoặc vai trò cho “DIA_CHINH_CAP_XA”" in unescape(left.content.decode())
    done = send(
        publisher, "quy-trinh", process="QT-THU", **{"noi:DIA_CHINH_CAP_XA": "unit:H12.04", "vai-tro:XU_LY": "handler"}
    )

    assert done.status_code == 302
    assert [row.place for row in now().process_rows][1] == "unit:H12.04"
    assert "Sở Tư pháp, " in shown(publisher)


def _with_raw_words() -> dict:
    document = a_straight_document()
    document["elements"][1] |= {"place": "raw:DIA_CHINH_CAP_XA", "role": "raw:XU_LY"}
    return document


@pytest.mark.parametrize("process", ["", "KHONG-CO"])
def test_no_process_or_an_unknown_one_binds_nothing(publisher, process):
    import_records(a_record())

    assert send(publisher, "quy-trinh", process=process).status_code == 400
    assert now().process is None


def test_another_process_may_be_bound_later(publisher):
    a_published_procedure()
    a_process(a_straight_document(code="QT-KHAC"))

    assert "Đổi quy trình nội bộ" in shown(publisher, f"{PAGE}?gan=doi")
    send(publisher, "quy-trinh", process="QT-KHAC")

    assert now().process.process_code == "QT-KHAC"
    assert "Đang công bố, đã sửa sau đó" in shown(publisher)


# Publication


def test_with_everything_answered_the_procedure_is_published_once(publisher):
    doubtful()
    a_process()
    answered(publisher, "time_limit", chon=FIVE_DAYS)
    send(publisher, "quy-trinh", process="QT-THU")
    key = re.search(r'name="key" value="([^"]+)"', shown(publisher)).group(1)

    first, again = send(publisher, "cong-bo", key=key), send(publisher, "cong-bo", key=key)

    assert (first.status_code, again.status_code) == (302, 302)
    assert procedures.published(CODE, clock.now()).number == 1
    assert [row.act for row in ledger.rows_of(f"procedure:{CODE}")].count(procedures.Act.PUBLISHED) == 1
    assert "Thủ tục khác <kbd>F9</kbd>" in shown(publisher)


def test_what_is_missing_is_said_and_nothing_is_published(publisher):
    doubtful()

    response = send(publisher, "cong-bo")

    assert response.status_code == 400
    assert "Chưa công bố được, còn 2 chỗ" in unescape(response.content.decode())
    assert not is_published(CODE, clock.now())


def test_a_publication_is_ended_and_may_begin_again(publisher):
    a_published_procedure()

    asked = text_of(send(publisher, "ngung"))
    assert is_published(CODE, clock.now())
    assert "Không có hồ sơ nào đang giải quyết. Không có bảng mã QR nào đang treo phải in lại." in asked
    assert "Mã QR đã in và địa chỉ ngắn vẫn mở trang đó." in asked

    send(publisher, "ngung", **{"dong-y": "1"})
    assert not is_published(CODE, clock.now())
    assert "Công bố <kbd>F9</kbd>" in shown(publisher)
    send(publisher, "cong-bo")

    assert procedures.published(CODE, clock.now()).number == 2


def test_a_record_that_is_no_procedure_offers_nothing_to_publish(publisher):
    import_records(a_record(name="Công bố Danh mục và Quy trình nội bộ thủ tục hành chính"))

    page = shown(publisher)

    assert "Không công bố được." in page
    assert "Công bố <kbd>" not in page
    assert send(publisher, "cong-bo").status_code == 400


def test_an_unknown_code_is_said_to_be_unknown(publisher):
    assert publisher.get("/lam-viec/thu-tuc/9.999999").status_code == 404
    assert send(publisher, "cong-bo", code="9.999999").status_code == 404
    assert send(publisher, "tra-loi", code="9.999999", field="notes", text="a").status_code == 404
    assert publisher.get("/lam-viec/thu-tuc/9.999999/ban-goc").status_code == 404


def test_the_record_can_be_read_word_for_word(publisher):
    import_records(a_record())

    original = publisher.get(f"{PAGE}/ban-goc")

    assert original["Content-Type"].startswith("text/plain")
    assert json.loads(original.content)["code"] == CODE


def test_a_publisher_of_another_unit_is_told_which_right_is_missing(client, django_user_model):
    organisation_testing.a_small_province()
    import_records(a_record())
    login = organisation_testing.an_officer("H12.61", (Role.PUBLISHER,))
    client.force_login(
        django_user_model.objects.get(login=login), backend="motcua.entrypoints.web.sessions.OfficerBackend"
    )

    response = send(client, "tra-loi", field="notes", text="Ghi chú", opened="1")

    assert "quyền công bố thủ tục ở một cơ quan cấp tỉnh" in unescape(response.content.decode())
    assert now().answers == ()


@pytest.mark.parametrize("act", ["tra-loi", "bo-tra-loi", "xac-nhan", "quy-trinh", "cong-bo", "ngung", "hieu-luc"])
def test_acts_are_only_posted(publisher, act):
    assert publisher.get(f"{PAGE}/{act}").status_code == 405


def test_markup_in_a_record_is_only_text(publisher):
    import_records(a_record(channels=[a_row(limit="5 <script>x</script>")], result="<img src=x onerror=1> giấy"))

    assert "<script>x" not in publisher.get(PAGE).content.decode()
    assert "<img src=x" not in publisher.get(PAGE).content.decode()


# The national records


def test_real_records_are_opened_and_published_through_the_page(publisher, real_data):
    codes = _import_real(real_data)
    published = 0
    for code in codes:
        shown(publisher, f"/lam-viec/thu-tuc/{code}")
        published += _publish_by_the_page(publisher, code)

    assert len(codes) >= 30
    assert published >= 25


def _import_real(folder) -> list[str]:
    """Import real records of every standing, doubtful ones before all, and five real processes."""
    with gzip.open(folder / "procedures.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line, _ in zip(lines, range(900), strict=False)][::3]
    import_records(*records, at=clock.now() - timedelta(hours=1))
    with (folder / "processes.jsonl").open(encoding="utf-8") as lines:
        workflow.import_processes(
            [json.loads(line) for line, _ in zip(lines, range(5), strict=False)], by=SYSTEM, at=clock.now()
        )
    found = {
        standing: [row.code for row in procedures.unpublished_queue(at=clock.now(), standing=standing).rows][:count]
        for standing, count in (("more", 14), ("one_field", 14), ("untouched", 6))
    }
    return [code for codes in found.values() for code in codes]


def _publish_by_the_page(publisher: Client, code: str) -> bool:
    for _ in range(30):
        questions = now(code).questions
        if not questions:
            break
        act, form = _way_out(questions[0])
        response = send(publisher, act, code=code, **form)
        assert response.status_code == 302, unescape(response.content.decode())
    return send(publisher, "cong-bo", code=code).status_code == 302


def _way_out(question: procedures.Question) -> tuple[str, dict]:
    if question.topic == "process":
        return "quy-trinh", {"process": workflow.processes()[0].code, "reason": "Quy trình của bài thử"}
    if question.topic == "competent":
        return "tra-loi", {"field": question.field, "chon": "H12.04"}
    usable = [choice for choice in question.choices if not _is_bare_amount(choice.value)]
    if usable:
        return "tra-loi", {"field": question.field, "chon": json.dumps(usable[0].value)}
    return "tra-loi", {"field": question.field, "chon": "khac", "amount": "5", "unit": "working_day"}


def _is_bare_amount(value) -> bool:
    return isinstance(value, dict) and value.get("kind") == "amount" and not value["amounts"]
