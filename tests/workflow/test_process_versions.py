"""Processes are kept as versions that never change, imported and bound by acts of the ledger."""

import json
from datetime import datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from old_records import a_group, a_record, a_task

from motcua.domain.organisation.api import MissingRight, Role, UnknownUnit
from motcua.domain.organisation.testing import SET_UP_AT, a_small_province, an_actor
from motcua.domain.workflow import api as workflow
from motcua.domain.workflow.models import Process, ProcessVersion
from motcua.domain.workflow.testing import (
    a_bound_process,
    a_choice,
    a_document,
    a_process,
    a_split,
    a_step,
    a_straight_document,
)
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


def take(*records, **more):
    return workflow.import_processes(records, by=SYSTEM, at=SET_UP_AT, **more)


def bind(version, **more):
    facts = {"procedure_code": "1.001193", "limit_days": Decimal(5), "by": SYSTEM, "at": SET_UP_AT}
    return workflow.bind_version(version_id=version.id, **facts | more)


def acts(code):
    return [row.act for row in ledger.rows_of(f"process:{code}")]


def a_tax_document(**more):
    return a_document(a_step("check", "tax", "4"), a_step("tax", "sign", place="raw:BP_THUE", role="raw:BP_THUE", **more),
                      code="QT-THUE", total_days="4")  # fmt: skip


def test_a_new_process_is_created_with_its_first_version():
    answer = take(a_straight_document())

    assert answer == {"read": 1, "created": 1, "updated": 0, "unchanged": 0, "refused": [], "needs_officer": []}
    kept = workflow.process("QT-THU")
    assert (kept.name, kept.source, kept.latest.number) == ("Quy trình QT-THU", "own", 1)
    assert kept.latest.usable
    assert (kept.latest.made_at, kept.latest.made_by) == (SET_UP_AT, SYSTEM.login)
    assert acts("QT-THU") == ["process_version_added"]


def test_the_same_process_again_changes_nothing():
    """processes 6.17: nor does it leave a row in the ledger."""
    take(a_straight_document())

    assert take(a_straight_document(), a_straight_document())["unchanged"] == 2
    assert len(workflow.versions("QT-THU")) == 1
    assert acts("QT-THU") == ["process_version_added"]


def test_a_changed_process_is_a_new_version_and_the_old_one_stays():
    """processes 6.18: a running dossier keeps the version it began with."""
    old = a_process()
    take(a_straight_document(("0.5", "2", "2", "0.5")))
    answer = take(a_straight_document(("0.5", "2.5", "1.5", "0.5")) | {"name": "Tên mới"})

    new = workflow.latest("QT-THU")
    assert answer["updated"] == 1
    assert (new.number, new.process_name) == (3, "Tên mới")
    assert new.graph_hash != old.graph_hash
    assert workflow.graph_of(old.id).step("appraise").share == 3
    assert workflow.graph_of(new.id).step("appraise").share == Decimal("2.5")
    assert [version.number for version in workflow.versions("QT-THU")] == [3, 2, 1]


def test_a_code_twice_with_different_content_is_refused():
    """processes 6.19: the second of them, in the same import."""
    answer = take(a_straight_document(), a_straight_document(("1", "2.5", "1", "0.5")))

    assert answer["created"] == 1
    assert [(row["record"], row["code"], row["field"]) for row in answer["refused"]] == [(2, "QT-THU", "code")]
    assert "có hai lần trong cùng lần nhập" in answer["refused"][0]["reason"]


def test_a_refused_record_does_not_hold_up_the_others():
    unsound = a_document(a_step("a", "lost"), code="QT-SAI")
    endless = a_document(a_step("a", "b"), a_step("b", "c"), a_choice("c", ("x", "b"), otherwise="d"), a_split("d", "e", "sign"),
                         a_step("e", "sign"), code="QT-KET")  # fmt: skip
    unreadable = a_straight_document(code="QT-LA") | {"colour": "red"}
    strange = a_document(a_step("a", "sign", role="robot"), code="QT-MAY")

    answer = take(unsound, unreadable, strange, "chữ", a_straight_document(), endless)

    assert (answer["read"], answer["created"], len(answer["refused"])) == (6, 1, 5)
    assert [(row["record"], row["code"], row["field"]) for row in answer["refused"]] == [
        (1, "QT-SAI", "a"), (2, "QT-LA", ""), (3, "QT-MAY", "role"), (4, "", ""), (6, "QT-KET", "sign"),
    ]  # fmt: skip
    assert Process.objects.count() == 1


def test_a_trial_import_writes_nothing():
    answer = take(a_straight_document(), dry_run=True)

    assert answer["created"] == 1
    assert workflow.processes() == ()
    assert acts("QT-THU") == []


def test_a_record_of_the_old_software_is_kept_with_its_doubts():
    record = a_record(a_group(a_task("XU_LY", "XX01::TRA", "3", biz_done="true")))

    answer = take(record)

    assert answer["created"] == 1
    assert answer["needs_officer"] == [
        {"record": 1, "code": "XX01", "field": "XU_LY", "text": "XU_LY",
         "reason": "Bước quyết định không do lãnh đạo làm trong nguồn: gắn cho lãnh đạo."}
    ]  # fmt: skip
    kept = workflow.latest("XX01")
    assert [doubt.kind for doubt in kept.doubts] == [workflow.DoubtKind.DECIDED_BY_HANDLER]
    assert not kept.usable
    assert bind(kept, limit_days=Decimal(4)).usable


def test_the_real_processes_are_imported_once(real_data):
    lines = (real_data / "processes.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]

    first, second = take(*records), take(*records)

    assert (first["read"], first["created"], len(first["refused"])) == (77, 76, 1)
    assert [(row["record"], row["code"]) for row in first["refused"]] == [
        (number, record["code"]) for number, record in enumerate(records, 1) if record["code"] == "TP10"
    ]
    assert (second["created"], second["unchanged"]) == (0, 76)
    assert first["needs_officer"] == second["needs_officer"]
    assert len(first["needs_officer"]) == 683
    assert len(workflow.processes()) == 76
    assert {info.source for info in workflow.processes()} == {"imported"}
    dt03 = workflow.latest("DT03")
    assert not dt03.usable
    assert [doubt.step for doubt in dt03.doubts] == ["PHAN_CONG", "KY_DUYET", "KY_DUYET"]
    assert dt03.unbound.places == ("PHONG_QUAN_LY_DO_THI", "LANH_DAO_DON_VI")


def test_a_real_process_without_a_total_takes_the_limit_of_its_procedure(real_data):
    lines = (real_data / "processes.jsonl").read_text(encoding="utf-8").splitlines()
    take(*[json.loads(line) for line in lines if '"code": "LD07"' in line])

    bound = bind(workflow.latest("LD07"), limit_days=Decimal(10))

    assert bound.total_days == 10
    assert workflow.remaining(workflow.graph_of(bound.id), ["TIEP_NHAN"]).offsets(4_900) == {
        "TIEP_NHAN": 0, "BAN_GIAO": 0, "PHAN_CONG": 0, "THU_LY": 4_200, "XET_DUYET": 4_900, "TRA_KET_QUA": 4_900,
    }  # fmt: skip


def test_a_code_of_the_old_software_is_not_taken_over_by_a_document_of_our_own():
    Process.objects.create(code="QT-THU", name="Cũ", source="imported")

    assert "từ nguồn khác" in take(a_straight_document())["refused"][0]["reason"]


def test_a_bound_process_is_a_new_version_that_may_be_used():
    version = a_process()

    bound = bind(version)

    assert (bound.number, bound.basis_id, bound.usable) == (2, version.id, True)
    assert (bound.procedure_code, bound.limit_days, bound.shares_reason) == ("1.001193", 5, "")
    assert workflow.latest("QT-THU").id == version.id
    assert [info.id for info in workflow.bound_to("1.001193")] == [bound.id]
    assert workflow.graph_of(bound.id).hash == bound.graph_hash
    assert acts("QT-THU") == ["process_version_added", "process_version_bound"]


def test_a_unit_without_a_meaning_of_ours_is_refused():
    """processes 6.20: which tax office, an officer must say."""
    codes = a_small_province(calendar=False)
    version = a_process(a_tax_document())

    with pytest.raises(workflow.UnusableVersion, match="Chưa biết «BP_THUE» là đơn vị nào"):
        bind(version, limit_days=Decimal(4))
    with pytest.raises(UnknownUnit):
        bind(version, limit_days=Decimal(4), places={"BP_THUE": "unit:H12.99"})
    with pytest.raises(Refusal, match="phải là desk, competent hoặc unit:MÃ"):
        bind(version, limit_days=Decimal(4), places={"BP_THUE": "chi cục"})
    bound = bind(version, limit_days=Decimal(4), places={"BP_THUE": f"unit:{codes.department}"})

    step = workflow.graph_of(bound.id).step("tax")
    assert (step.place, step.role) == (f"unit:{codes.department}", "handler")


def test_a_role_without_a_meaning_of_ours_is_refused():
    version = a_process(a_document(a_step("check", "sign", role="raw:DOI_KHAC")))

    with pytest.raises(workflow.UnusableVersion, match="Chưa biết «DOI_KHAC» là vai trò nào"):
        bind(version)
    with pytest.raises(workflow.UnusableVersion, match="Chưa biết «robot» là vai trò nào"):
        bind(version, roles={"DOI_KHAC": "robot"})
    assert bind(version, roles={"DOI_KHAC": "supervisor"}).usable


def test_shares_that_miss_the_limit_need_a_reason():
    """processes 6.21: the reason stays beside the version."""
    version = a_process()

    with pytest.raises(workflow.UnusableVersion, match=r"ít hơn thời hạn 7 ngày làm việc là 2 ngày\. Cần ghi lý do"):
        bind(version, limit_days=Decimal(7))
    bound = bind(version, limit_days=Decimal(7), shares_reason="  Hai ngày dự phòng. ")

    assert bound.shares_reason == "Hai ngày dự phòng."
    assert bind(version, shares_reason="Không cần.").shares_reason == ""


def test_the_same_binding_again_is_the_same_version():
    """processes 6.22: publishing a procedure again leaves the process alone."""
    version = a_process()
    bound = bind(version)

    assert bind(version) == bound
    assert bind(version, procedure_code="2.000815").id != bound.id
    assert bind(version, limit_days=None).id != bound.id


def test_only_an_unbound_version_is_bound_and_only_to_a_procedure():
    bound = a_bound_process()

    with pytest.raises(workflow.UnknownVersion):
        bind(bound)
    with pytest.raises(workflow.UnusableVersion, match="Cần mã thủ tục"):
        bind(workflow.latest("QT-THU"), procedure_code=" ")


@pytest.mark.parametrize("change", [
    "UPDATE workflow_processversion SET graph = '{}'",
    "UPDATE workflow_processversion SET doubts = '[]'",
    "DELETE FROM workflow_processversion",
])  # fmt: skip
def test_the_database_refuses_to_change_a_version(change):
    """processes 6.23: whatever code writes."""
    a_process()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_database_refuses_a_half_bound_version():
    version = ProcessVersion.objects.get(pk=a_process().id)
    version.pk, version.number, version.procedure_code = None, 2, "1.001193"

    with pytest.raises(IntegrityError, match="bound_wholly_or_not"), transaction.atomic():
        version.save(force_insert=True)


def test_who_neither_publishes_nor_administers_may_not_change_processes():
    """processes 6.25: neither import nor bind."""
    codes = a_small_province(calendar=False)
    version = a_process()
    handler = an_actor(codes.department, Role.HANDLER)
    publisher = an_actor(codes.department, Role.PUBLISHER)

    with pytest.raises(MissingRight):
        workflow.import_processes([a_straight_document()], by=handler, at=SET_UP_AT)
    with pytest.raises(MissingRight):
        bind(version, by=handler)
    assert bind(version, by=publisher).made_by == publisher.login


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(Refusal):
        workflow.import_processes([a_straight_document()], by=SYSTEM, at=datetime(2026, 11, 25, 9))


def test_what_is_not_there_is_said_in_a_sentence():
    with pytest.raises(workflow.UnknownProcess, match="Không có quy trình «QT-LA»"):
        workflow.process("QT-LA")
    for question in (workflow.versions, workflow.latest):
        with pytest.raises(workflow.UnknownProcess):
            question("QT-LA")
    with pytest.raises(workflow.UnknownVersion, match="số 999999"):
        workflow.graph_of(999_999)
    with pytest.raises(workflow.UnknownVersion):
        workflow.version(999_999)


def test_a_graph_is_read_from_the_database_once(count_statements):
    version = a_process()

    assert count_statements(lambda: workflow.graph_of(version.id)) == 1
    assert count_statements(lambda: workflow.graph_of(version.id)) == 0
    assert workflow.table_of(version.id).code == "QT-THU"


@pytest.mark.parametrize(("document", "accepted", "element"), [
    pytest.param(a_straight_document(), True, None, id="sound"),
    pytest.param(a_document(a_step("a", "lost")), False, "a", id="unsound"),
    pytest.param(None, False, "", id="an empty file"),
        pytest.param({"format": "motcua.process/1"}, False, "", id="unreadable"),
    pytest.param({"code": "X", "total_days_text": "1", "steps": []}, False, "steps", id="an empty record of the old software"),
])  # fmt: skip
def test_a_document_is_checked_without_keeping_it(document, accepted, element):
    answer = workflow.check_process(document)

    assert answer["accepted"] is accepted
    assert [problem["element"] for problem in answer["problems"]][:1] == ([] if element is None else [element])
    if accepted:
        assert answer["steps"][0] == {"id": "receive", "name": "Bước receive", "role": "reception"}
    assert workflow.processes() == ()
