"""The table of steps: a process written element by element without scripts, checked, published as the next version."""

import re

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import testing as workflow_testing
from motcua.foundation import ledger

pytestmark = pytest.mark.django_db
BEGIN = "/quan-tri/quy-trinh/nhap"
STEPS = [
    {"id": "receive", "kind": "task", "name": "Tiếp nhận", "place": "desk", "role": "reception", "share": "0,5", "ways": "appraise"},
    {"id": "appraise", "kind": "task", "name": "Thẩm định", "place": "competent", "role": "handler", "share": "3", "ways": "which"},
    {"id": "which", "kind": "choice", "ways": "appraise | Xem lại | choice = 'redo'\nsign | Đồng ý | *"},
    {"id": "sign", "kind": "task", "name": "Ký", "place": "competent", "role": "leader", "share": "1", "ways": "result", "dau-hieu": ["decides"]},
    {"id": "result", "kind": "task", "name": "Trả kết quả", "place": "desk", "role": "reception", "share": "0.5", "ways": "finish", "dau-hieu": ["ready", "returns"]},
]  # fmt: skip


@pytest.fixture
def administrator(settings):
    set_clock(settings, testing.RECEIVED_AT)
    testing.a_staffed_province()
    return signed_in(organisation_testing.an_actor("H12", "administrator"))


@pytest.fixture
def version(administrator):
    return workflow_testing.a_process()


def begun(administrator, **said):
    return administrator.post(BEGIN, said)["Location"]


def test_a_process_is_written_step_by_step_and_published(administrator):
    """processes 9.1"""
    draft = begun(administrator, ma="QT-TAY", ten="Quy trình viết tay")
    for step in STEPS:
        assert administrator.post(f"{draft}/buoc", step).status_code == 302
    administrator.post(draft, {"ten": "Quy trình viết tay", "ngay": "5", "dau": "receive", "luu": "1"})
    assert "Kiểm tra: dùng được" in text_of(administrator.get(draft))
    assert workflow.check_process(administrator.get(f"{draft}/so-do").content)["accepted"]

    published = administrator.post(draft, {"cong-bo": "1"})

    assert published["Location"] == "/quan-tri/quy-trinh/QT-TAY/1"
    assert [step.id for step in workflow.graph_of(workflow.latest("QT-TAY").id).steps] == [
        "receive", "appraise", "sign", "result",
    ]  # fmt: skip
    assert workflow.drafts() == ()
    assert [row.act for row in ledger.rows_of("process:QT-TAY")][-1] == "process_version_added"


def test_every_fault_names_its_step_and_reason_and_nothing_unsound_is_published(administrator, version):
    """processes 9.2"""
    draft = begun(administrator, tu="QT-THU/1")
    administrator.post(f"{draft}/buoc", {"cu": "sign", "xoa": "1"})

    page = administrator.get(draft)
    assert "chỗ phải sửa" in text_of(page)
    assert "(appraise)" in text_of(page)
    assert "Công bố thành phiên bản mới" not in text_of(page)
    assert administrator.get(f"{draft}/so-do").status_code == 404
    refused = administrator.post(draft, {"cong-bo": "1"})
    assert refused.status_code == 400
    assert "Chưa công bố được" in text_of(refused)
    assert workflow.latest("QT-THU").id == version.id


def test_a_published_version_stays_as_it_is_and_the_change_is_the_next(administrator, version):
    """processes 9.3"""
    before = workflow.graph_of(version.id).hash
    draft = begun(administrator, tu="QT-THU/1")
    form = administrator.get(f"{draft}/buoc?ma=appraise").content.decode()
    assert 'value="Bước appraise"' in form
    administrator.post(
        f"{draft}/buoc",
        {"cu": "appraise", "id": "assess", "kind": "task", "name": "Xem xét", "place": "competent", "role": "handler",
         "share": "3", "ways": "sign"},
    )  # fmt: skip
    administrator.post(draft, {"cong-bo": "1"})

    assert workflow.graph_of(version.id).hash == before
    newest = workflow.latest("QT-THU")
    assert newest.number == 2
    assert [way.to for way in workflow.graph_of(newest.id).nodes["receive"].ways] == ["assess"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"id": "2x"}, "mã bước phải bắt đầu", id="processes 9.4: an id that is none"),
        pytest.param({"id": "sign"}, "«sign» đã có", id="processes 9.5: an id that is taken"),
        pytest.param({"id": "withdraw"}, "dành cho một thao tác", id="an id that is kept"),
        pytest.param({"place": "ở đâu"}, "nơi thực hiện", id="a place that is none"),
        pytest.param({"share": "vài"}, "số ngày", id="days that are none"),
        pytest.param({"kind": "loop"}, "loại phần tử", id="a kind that is none"),
        pytest.param({"name": ""}, "thiếu «name»", id="no name"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_what_was_typed(administrator, version, changed, says):
    draft = begun(administrator, tu="QT-THU/1")
    before = workflow.drafts()[0].document
    row = {
        "id": "them",
        "kind": "task",
        "name": "Thêm",
        "place": "competent",
        "role": "handler",
        "share": "1",
        "ways": "sign",
    }

    page = administrator.post(f"{draft}/buoc", row | changed)

    assert page.status_code == 400
    assert says in text_of(page)
    assert workflow.drafts()[0].document == before


def test_python_in_a_condition_is_a_fault_of_its_step(administrator, version):
    """processes 9.6"""
    draft = begun(administrator, tu="QT-THU/1")
    administrator.post(
        f"{draft}/buoc", {"id": "which", "kind": "choice", "ways": "sign | Có | __import__('os')\nsign | Không | *"}
    )

    assert "(which)" in text_of(administrator.get(draft))
    assert administrator.post(draft, {"cong-bo": "1"}).status_code == 400


def test_a_second_draft_of_the_same_process_is_refused(administrator, version):
    """processes 9.7"""
    begun(administrator, tu="QT-THU/1")

    page = administrator.post(BEGIN, {"tu": "QT-THU/1"}, follow=True)

    assert "đã có bản nháp" in text_of(page)
    assert len(workflow.drafts()) == 1


def test_a_draft_that_is_dropped_leaves_every_version(administrator, version):
    """processes 9.8"""
    draft = begun(administrator, tu="QT-THU/1")

    administrator.post(draft, {"bo": "1"})

    assert workflow.drafts() == ()
    assert workflow.latest("QT-THU").id == version.id
    assert administrator.get(draft).status_code == 404


def test_a_bpmn_file_that_holds_becomes_a_draft_and_another_does_not(administrator, version):
    """processes 9.9"""
    whole = workflow.bpmn_of_version(version.id)
    bad = whole.replace(b"bpmn:userTask", b"bpmn:scriptTask")
    sent = {"nhap": "1", "file": SimpleUploadedFile("hong.bpmn", bad)}
    assert "chưa dùng được" in text_of(administrator.post("/quan-tri/quy-trinh/kiem-tra", sent))
    assert workflow.drafts() == ()

    kept = administrator.post(
        "/quan-tri/quy-trinh/kiem-tra", {"nhap": "1", "file": SimpleUploadedFile("tot.bpmn", whole)}
    )

    assert re.fullmatch(rf"{BEGIN}/\d+", kept["Location"])
    assert workflow.drafts()[0].document == workflow.to_json(workflow.table_of(version.id))


def test_the_form_gives_back_every_element_of_every_kind():
    elements = [
        workflow_testing.a_choice("c", ("x = 1", "a"), otherwise="b"),
        workflow_testing.a_split("s", "a", "b"),
        workflow_testing.a_join("j", "a"),
        workflow_testing.a_step("a", "b", "1.5", decides=True, refuses=True, calls="QT-2"),
        workflow_testing.a_step("b", "c", None, stops_clock=True),
        {"id": "e", "kind": "end"},
    ]
    document = workflow_testing.a_document(*elements)

    for row in elements:
        same = workflow.with_element(document, workflow.typed_of(row), instead_of=row["id"])
        assert workflow.from_json(same) == workflow.from_json(document)


@pytest.mark.parametrize("address", ["77", "77/buoc", "77/so-do"])
def test_an_unknown_draft_is_not_found(administrator, address):
    assert administrator.get(f"{BEGIN}/{address}").status_code == 404


@pytest.mark.parametrize("role", ["reception", "handler", "leader", "publisher", "supervisor"])
def test_nobody_else_writes_processes_on_these_pages(administrator, version, role):
    draft = begun(administrator, tu="QT-THU/1")
    other = signed_in(organisation_testing.an_actor("H12", role))

    for address in (draft, f"{draft}/buoc", f"{draft}/so-do"):
        assert other.get(address).status_code == 403
    assert other.post(draft, {"bo": "1"}).status_code == 403
    assert len(workflow.drafts()) == 1
