"""Administrators' pages: processes with their diagram, moving dossiers, the working calendar; and who may open them."""

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, MoveBatch
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import testing as workflow_testing
from motcua.entrypoints.web import wording
from motcua.foundation import ledger

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT


@pytest.fixture
def staff(settings):
    set_clock(settings, AT)
    return testing.a_staffed_province()


@pytest.fixture
def administrator(staff):
    return signed_in(organisation_testing.an_actor("H12", "administrator"))


@pytest.fixture
def code(staff):
    return testing.a_dossier(staff)


@pytest.fixture
def versions(code):
    source = workflow.version(Dossier.objects.get(code=code).process_version_id)
    target = workflow_testing.a_bound_process({**workflow_testing.a_straight_document(), "code": "QT-MOI"})
    return source, target


def name_of(version):
    return f"{version.process_code}/{version.number}"


@pytest.mark.parametrize(
    "address",
    ["", "quy-trinh", "quy-trinh/chuyen", "quy-trinh/kiem-tra", "quy-trinh/QT-THU/1", "quy-trinh/QT-THU/1/so-do",
     "quy-trinh/dot/1", "lich", "lich/sua"],
)  # fmt: skip
@pytest.mark.parametrize("role", ["reception", "handler", "leader", "publisher", "supervisor"])
def test_nobody_else_opens_an_administrators_page(staff, address, role):
    other = signed_in(organisation_testing.an_actor("H12", role))

    assert other.get(f"/quan-tri/{address}").status_code == 403


def test_an_administrator_begins_at_what_there_is_to_administer(administrator):
    page = administrator.get("/lam-viec/", follow=True)

    assert "Quy trình" in text_of(page)
    assert "Quản trị không xem hồ sơ của người dân" in text_of(page)


def test_every_version_is_listed_with_its_procedure_and_its_running_dossiers(administrator, versions):
    page = text_of(administrator.get("/quan-tri/quy-trinh"))

    assert "Bản 2 1.001193 1" in page


def test_a_version_is_a_list_in_words_beside_its_diagram(administrator, versions):
    source, _ = versions
    page = administrator.get(f"/quan-tri/quy-trinh/{source.process_code}/{source.number}")

    assert "Cơ quan giải quyết, lãnh đạo" in text_of(page)
    assert f'data-diagram="/quan-tri/quy-trinh/{source.process_code}/{source.number}/so-do"' in page.content.decode()
    drawn = administrator.get(f"/quan-tri/quy-trinh/{source.process_code}/{source.number}/so-do")
    assert workflow.check_process(drawn.content)["accepted"]


@pytest.mark.parametrize("address", ["KHONG-CO/1", "QT-THU/77", "QT-THU/77/so-do"])
def test_an_unknown_version_is_not_found(administrator, address):
    assert administrator.get(f"/quan-tri/quy-trinh/{address}").status_code == 404


def test_the_diagram_of_a_dossier_marks_where_it_stands_and_what_is_done(staff, code):
    handler = signed_in(staff.handler)
    assert f'href="/lam-viec/ho-so/{code}/so-do"' in handler.get(f"/lam-viec/ho-so/{code}").content.decode()

    page = handler.get(f"/lam-viec/ho-so/{code}/so-do").content.decode()

    assert 'data-here="appraise"' in page
    assert 'data-done="receive"' in page
    assert workflow.check_process(handler.get(f"/lam-viec/ho-so/{code}/so-do.bpmn").content)["accepted"]


@pytest.mark.parametrize("part", ["so-do", "so-do.bpmn"])
def test_the_diagram_of_a_dossier_elsewhere_looks_unknown(staff, code, part):
    stranger = signed_in(organisation_testing.an_actor(staff.places.department, "handler"))

    here = stranger.get(f"/lam-viec/ho-so/{code}/{part}")
    nowhere = stranger.get(f"/lam-viec/ho-so/H12.61-000000-0000/{part}")

    assert (here.status_code, text_of(here)) == (nowhere.status_code, text_of(nowhere)) == (404, text_of(nowhere))


def test_dossiers_are_moved_from_the_page_after_a_look_and_taken_back(administrator, code, versions):
    source, target = versions
    said = {"tu": name_of(source), "den": name_of(target)}
    page = text_of(administrator.get("/quan-tri/quy-trinh/chuyen", said))
    assert "Bước appraise, 1 hồ sơ" in page

    looked = administrator.post("/quan-tri/quy-trinh/chuyen", {**said, "cho:appraise": "appraise", "xem": "1"})
    assert "Xem trước, chưa ghi gì: 1 hồ sơ, chuyển được 1, ở lại 0" in text_of(looked)
    assert not MoveBatch.objects.exists()

    done = administrator.post("/quan-tri/quy-trinh/chuyen", {**said, "cho:appraise": "appraise", "lam": "1"})
    assert Dossier.objects.get(code=code).process_version_id == target.id

    administrator.post(done["Location"], {"hoan": "1"})
    assert Dossier.objects.get(code=code).process_version_id == source.id
    assert "đã hoàn lại 1" in text_of(administrator.get(done["Location"]))


def test_a_map_with_a_gap_is_told_on_the_page(administrator, versions):
    source, target = versions

    page = administrator.post(
        "/quan-tri/quy-trinh/chuyen", {"tu": name_of(source), "den": name_of(target), "cho:appraise": "", "lam": "1"}
    )

    assert page.status_code == 400
    assert "còn thiếu «appraise»" in text_of(page)
    assert not MoveBatch.objects.exists()


def test_an_unknown_bulk_move_is_not_found(administrator):
    assert administrator.get("/quan-tri/quy-trinh/dot/77").status_code == 404


def test_a_bpmn_file_is_checked_and_each_fault_named(administrator):
    version = workflow_testing.a_process()
    whole = workflow.bpmn_of_version(version.id)

    good = administrator.post("/quan-tri/quy-trinh/kiem-tra", {"file": SimpleUploadedFile("tot.bpmn", whole)})
    bad = administrator.post(
        "/quan-tri/quy-trinh/kiem-tra",
        {"file": SimpleUploadedFile("hong.bpmn", whole.replace(b"bpmn:userTask", b"bpmn:scriptTask"))},
    )

    assert "tot.bpmn: dùng được" in text_of(good)
    assert "chưa dùng được" in text_of(bad)
    assert "appraise" in text_of(bad)
    assert "Chưa chọn tệp" in text_of(administrator.post("/quan-tri/quy-trinh/kiem-tra", {}))


def form_of(administrator, year=2026):
    """Return the form of the calendar as a browser would send it unchanged."""
    context = administrator.get(f"/quan-tri/lich/sua?nam={year}").context
    form = {row["field"]: row["sessions"] for row in context["weekly"]}
    return form | {"nam": str(year), "ngay": [day["value"] for day in context["days"]]}


def test_the_year_tells_the_kind_of_each_day_in_words(administrator):
    page = text_of(administrator.get("/quan-tri/lich?nam=2026"))

    assert "Tháng 12" in page
    assert "L Nghỉ lễ" in page
    assert "Thứ Tư, 02/09/2026 Nghỉ lễ" in page


def test_a_local_day_off_is_looked_at_then_published_with_its_reason(administrator, code):
    """calendars 3.9: without the reason it is not published."""
    form = form_of(administrator) | {"them-ngay": "17/12/2026", "them-loai": "local_off", "them-ten": "Ngày hội"}

    looked = administrator.post("/quan-tri/lich/sua", {**form, "xem": "1"})
    assert "Thêm nghỉ riêng của địa phương 17/12/2026, Ngày hội" in text_of(looked)
    assert "Đồng hồ đang chạy theo lịch này 1 Dời giờ hẹn 0" in text_of(looked)
    assert len(organisation.calendar_versions("H12")) == 1

    refused = administrator.post("/quan-tri/lich/sua", {**form, "cong-bo": "1", "ly-do": ""})
    assert refused.status_code == 400
    administrator.post("/quan-tri/lich/sua", {**form, "cong-bo": "1", "ly-do": "Nghị quyết của tỉnh"})

    versions = organisation.calendar_versions("H12")
    assert (len(versions), versions[0].reason) == (2, "Nghị quyết của tỉnh")
    assert "17/12/2026" in text_of(administrator.get("/quan-tri/lich?nam=2026"))
    assert ledger.rows_of("unit:H12")[-1].act == "calendar_published"


def test_before_it_is_published_the_page_tells_which_dossiers_move_from_when_to_when(administrator, staff, code):
    """deadlines 14.11 and 14.16: one runs, one waits for a supplement; looking changes nothing, publishing does just that."""
    waiting = testing.a_dossier(staff)
    dossiers.complete_step(waiting, testing.shown(waiting).open_steps[0].id, by=staff.handler, at=AT)
    dossiers.ask_supplement(waiting, reason="Thiếu tờ khai.", items=["Tờ khai"], by=staff.leader, at=AT)
    before = testing.shown(code).promised_at
    form = form_of(administrator) | {"them-ngay": "05/11/2026", "them-loai": "local_off", "them-ten": "Nghỉ bão"}

    looked = text_of(administrator.post("/quan-tri/lich/sua", {**form, "xem": "1"}))

    assert (
        "Đồng hồ đang chạy theo lịch này 1 Dời giờ hẹn 1 Đang dừng hoặc chờ bổ sung 1 1 hồ sơ lùi hạn bổ sung."
        in looked
    )
    assert f"{code} {testing.shown(code).competent_name} {wording.moment(before)}" in looked
    assert testing.shown(code).promised_at == before
    done = administrator.post("/quan-tri/lich/sua", {**form, "cong-bo": "1", "ly-do": "Nghỉ bão"}, follow=True)
    assert "1 hồ sơ dời giờ hẹn, 1 hồ sơ lùi hạn bổ sung." in text_of(done)
    after = testing.shown(code).promised_at
    assert after > before
    assert wording.moment(after) in looked


def test_a_swap_adds_both_days_and_a_ticked_day_goes(administrator):
    form = form_of(administrator)
    gone = form["ngay"][0]
    form |= {"doi-nghi": "18/12/2026", "doi-lam": "19/12/2026", "doi-ten": "Đổi ngày", "bo": gone}

    page = text_of(administrator.post("/quan-tri/lich/sua", {**form, "xem": "1"}))

    assert "3 thay đổi" in page
    assert "Thêm làm bù 19/12/2026" in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"thu-1": "11:30-07:30"}, "nối tiếp nhau", id="calendars 3.1"),
        pytest.param({"thu-1": "07:30-11:30, 11:00-17:00"}, "nối tiếp nhau", id="calendars 3.2"),
        pytest.param({"thu-1": "13:30-17:30, 07:30-11:30"}, "nối tiếp nhau", id="calendars 3.3"),
        pytest.param({"thu-1": "sáng"}, "không đọc được", id="no hours"),
        pytest.param({"thu-0": ""}, "thứ Hai", id="calendars 3.4"),
        pytest.param(
            {"doi-nghi": "18/12/2026", "doi-lam": "17/12/2026", "doi-ten": "Đổi"}, "vốn là ngày làm việc", id="calendars 3.5"
        ),
        pytest.param({"doi-nghi": "31/02/2026", "doi-lam": "19/12/2026", "doi-ten": "Đổi"}, "không phải là một ngày", id="no date"),
        pytest.param({"them-ngay": "18/12/2026", "them-loai": "working", "them-ten": "Thử"}, "phải là ngày nghỉ", id="a kind that is none"),
        pytest.param({"them-ngay": "18/12/2036", "them-loai": "holiday", "them-ten": "Thử"}, "nằm ngoài các năm", id="calendars 3.8"),
        pytest.param({"them-ngay": "02/09/2026", "them-loai": "holiday", "them-ten": "Thử"}, "được ghi 2 lần", id="calendars 3.7"),
        pytest.param({"ngay": []}, "không có ngày lễ nào", id="calendars 3.6"),
        pytest.param({"ngay": ["2026-13-01|holiday|x"]}, "không đọc được", id="a day that was tampered with"),
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be_is_refused_and_nothing_is_published(administrator, changed, says):
    page = administrator.post(
        "/quan-tri/lich/sua", {**form_of(administrator), **changed, "cong-bo": "1", "ly-do": "Thử"}
    )

    assert page.status_code == 400
    assert says in text_of(page)
    assert len(organisation.calendar_versions("H12")) == 1


def test_a_refused_form_comes_back_with_what_was_typed_and_can_be_mended(administrator):
    form = form_of(administrator) | {"doi-nghi": "18/12/2026", "doi-lam": "17/12/2026", "doi-ten": "Đổi", "xem": "1"}

    refused = administrator.post("/quan-tri/lich/sua", form)
    again = form | {"ngay": [day["value"] for day in refused.context["days"]], "doi-lam": "19/12/2026"}

    assert 'name="doi-nghi" value="18/12/2026"' in refused.content.decode()
    assert "2 thay đổi" in text_of(administrator.post("/quan-tri/lich/sua", again))
