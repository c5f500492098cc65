"""Sentences from below the pages, read in English: each module's refusals; what is kept stays Vietnamese."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from desk_pages import set_clock, signed_in, text_of
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier, Moved
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures import testing as procedures_testing
from motcua.domain.procedures.models import NationalVersion
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import testing as workflow_testing
from motcua.domain.workflow.models import ProcessVersion
from motcua.domain.workflow.queries import info_of
from motcua.entrypoints.web import language
from motcua.foundation.actor import SYSTEM
from motcua.kernel.language import speaking
from motcua.kernel.moments import moment, moment_said
from motcua.kernel.money import format_vnd
from motcua.kernel.working_time import LimitUnit, TimeLimit

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT


@contextmanager
def english():
    with translation.override("en"), speaking(language.in_catalogue):
        yield


@pytest.fixture
def staff(settings):
    set_clock(settings, AT + timedelta(minutes=10))
    return testing.a_staffed_province()


def reader(actor):
    client = signed_in(actor)
    client.cookies[language.COOKIE] = "en"
    return client


def test_an_act_that_the_state_forbids(staff) -> None:
    code = testing.a_dossier(staff)
    page = reader(staff.reception).post(f"/lam-viec/ho-so/{code}/tra", {"key": "k1"})

    assert page.status_code == 400
    said = "The dossier is in the state “In process”, which does not allow this act: returns the result. Nothing has changed."
    assert said in text_of(page)


def test_an_act_without_its_reason(staff) -> None:
    code = testing.a_dossier(staff)
    page = reader(staff.reception).post(f"/lam-viec/ho-so/{code}/rut", {"key": "k1", "reason": " "})

    assert page.status_code == 400
    assert "This act needs a reason: withdraw the dossier. Nothing has changed." in text_of(page)


def test_a_leave_whose_substitute_does_not_fit() -> None:
    commune = organisation_testing.a_small_province().commune
    lan = organisation_testing.an_actor(commune, "handler")
    today = date.today().isoformat()
    page = reader(lan).post("/lam-viec/nghi", {"tu": today, "den": today, "lam-thay": lan.login})

    assert f"The account {lan.login} cannot be its own substitute; choose another officer of the unit." in text_of(page)


def test_a_password_that_is_not_the_present_one(staff) -> None:
    new = "mot-mat-khau-dai-hon"
    page = reader(staff.reception).post("/mat-khau", {"current": "sai", "new": new, "again": new})

    assert "The present password is wrong." in text_of(page)


def test_a_bpmn_file_names_each_fault(staff) -> None:
    whole = workflow.bpmn_of_version(workflow_testing.a_process().id)
    file = SimpleUploadedFile("hong.bpmn", whole.replace(b"bpmn:userTask", b"bpmn:scriptTask"))
    page = reader(organisation_testing.an_actor("H12", "administrator")).post(
        "/quan-tri/quy-trinh/kiem-tra", {"file": file}
    )

    assert "Code in files is not run." in text_of(page)


def test_a_submission_that_is_refused_without_a_reason(staff) -> None:
    from test_online_queue import QUEUE, submit

    code = submit()
    page = reader(staff.reception).post(f"{QUEUE}/{code}", {"lam": "khong-nhan", "ly_do": " "})

    assert page.status_code == 400
    assert "Việc này phải ghi lý do" not in text_of(page)


def test_a_person_whose_identifier_has_no_known_form(staff) -> None:
    with english():
        from motcua.domain.parties import api as parties

        with pytest.raises(parties.WrongDeclaration) as refusal:
            parties.declaration(
                kind="business", identifier="12", name="Công ty Mẫu", phone="", address="", email="", on=AT.date()
            )
    assert str(refusal.value) == (
        "The identifier of a business or organisation must be a code of 10 digits"
        " or code of 13 digits with a hyphen after the tenth."
    )


def test_a_right_that_is_missing_names_role_and_place(staff) -> None:
    from motcua.domain.organisation import api as organisation

    with english(), pytest.raises(organisation.MissingRight) as refusal:
        organisation.require_role(staff.reception, organisation.Role.LEADER, "H12.61")
    assert str(refusal.value) == (
        f"This needs the role leader at unit H12.61, which the account {staff.reception.login} does not have;"
        " the administrator of the unit gives it."
    )


# What is kept stays Vietnamese and is said when it is shown


@pytest.fixture
def doubtful():
    """A record with a doubt that names what was read, and one of the catalogue; read for the first time in English."""
    with english():
        rows = procedures_testing.rows_on_all_channels("4 ngày nhưng không tính thứ bảy, chủ nhật")
        procedures_testing.import_records(procedures_testing.a_record(channels=rows, name="ĐĂNG KÝ KHAI SINH"))


def test_doubts_are_kept_in_vietnamese_and_read_in_english(staff, doubtful) -> None:
    kept = NationalVersion.objects.latest("pk").doubts
    assert "Tên viết hoa toàn bộ." in [one["reason"] for one in kept]

    vietnamese = procedures.publication_page("1.001193", AT)
    publisher = reader(organisation_testing.an_actor("H12", Role.PUBLISHER))
    page = text_of(publisher.get("/lam-viec/thu-tuc/1.001193"))

    [asked] = [one for one in vietnamese.questions if one.topic == "time_limit"]
    assert asked.reason == "“4 ngày” nhưng không tính ngày nghỉ; cán bộ cần ghi rõ ngày hay ngày làm việc."
    assert asked.heading == "Thời hạn: không đọc được thời hạn"
    assert "“4 ngày”, but days off do not count; an officer must say days or working days." in page
    assert "nhưng không tính ngày nghỉ; cán bộ" not in page
    assert "he name is all in capitals" in page


@pytest.mark.parametrize(
    ("limit", "vietnamese", "in_english"),
    [
        (TimeLimit(Decimal(1), LimitUnit.WORKING_DAY), "1 ngày làm việc", "1 working day"),
        (TimeLimit(Decimal("0.5"), LimitUnit.WORKING_DAY), "0,5 ngày làm việc", "0.5 working days"),
        (TimeLimit(Decimal(2), LimitUnit.MONTH), "2 tháng", "2 months"),
        (TimeLimit(None, LimitUnit.SAME_DAY), "Trong ngày", "Within the day"),
        (None, "Chưa có thời hạn", "No time limit yet"),
    ],
)
def test_a_limit_is_written_in_the_language_of_the_reader(limit, vietnamese, in_english) -> None:
    assert procedures.limit_words(limit) == vietnamese
    with english():
        assert procedures.limit_words(limit) == in_english


def test_an_amount_is_written_with_the_marks_of_the_language() -> None:
    fee = procedures.FeeInfo(procedures.FeeKind.AMOUNT, (procedures.FeeAmount("1250000", "VND", "", ""),))
    assert procedures.fee_words(fee) == "1.250.000 đồng"
    with english():
        assert procedures.fee_words(fee) == "1,250,000 dong"
        assert format_vnd(1_250_000) == "1.250.000 đồng"  # a paper's amount, whoever prints it


def test_a_moment_in_a_refusal_is_as_on_paper_in_vietnamese() -> None:
    for at in (AT, AT.replace(minute=20)):
        assert moment_said(at) == moment(at)
    with english():
        assert moment_said(AT.replace(hour=14, minute=20, day=27)) == "14:20, Fri 27 Nov 2026"


def test_the_reasons_of_a_bulk_move_are_kept_in_vietnamese_and_read_in_english(staff) -> None:
    code = testing.a_dossier(staff)
    row = Dossier.objects.get(code=code)
    source = workflow.version(row.process_version_id)
    target = workflow_testing.a_bound_process(workflow_testing.a_straight_document(code="QT-KHAC"))
    here, there = f"{source.process_code}/{source.number}", f"{target.process_code}/{target.number}"
    standing = row.steps.filter(state="open").get().step
    with english():
        report = dossiers.move_dossiers(here, there, {standing: "result"}, by=SYSTEM, at=AT + timedelta(hours=1))

    [(_, told)] = report.problems
    kept = Moved.objects.get().reason
    assert "ở đơn vị" in kept
    assert "is at unit" in told
    assert "ở đơn vị" not in told


def test_doubts_of_an_imported_process_are_kept_in_vietnamese_and_read_in_english() -> None:
    version = workflow_testing.a_process()
    kept = (
        "Số thứ tự nhảy từ 1 sang 3: có thể thiếu một bước.",
        "Không ghi vai trò: suy ra từ đơn vị thực hiện.",
    )
    row = ProcessVersion.objects.select_related("process").get(pk=version.id)
    row.doubts = [["a", "order_gap", "3", kept[0]], ["a", "no_role", "", kept[1]]]
    assert tuple(one.reason for one in info_of(row).doubts) == kept
    with english():
        assert [one.reason for one in info_of(row).doubts] == [
            "The order number goes from 1 to 3: a step may be missing.",
            "No role is stated: it was taken from the unit.",
        ]
