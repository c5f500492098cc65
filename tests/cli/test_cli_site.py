"""Commands for catalogue, processes, officers, the ledger and the demo: documents, statuses, nothing else printed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import testing as procedures_testing
from motcua.domain.workflow import testing as workflow_testing
from motcua.foundation.actor import SYSTEM


def lines(tmp_path, *records, name="danh-muc.jsonl", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode(encoding))
    return path


IMPORT_KEYS = {"read", "created", "updated", "unchanged", "refused", "needs_officer"}


def test_procedures_are_imported_once_and_a_second_time_nothing_changes(motcua, tmp_path):
    file = lines(tmp_path, procedures_testing.a_record("1.001193"), procedures_testing.a_record("1.001194"))

    dry = motcua("procedures", "import", file, "--dry-run", "--json")
    first = motcua("procedures", "import", file, "--json")
    again = motcua("procedures", "import", file, "--json")

    assert [run.status for run in (dry, first, again)] == [0, 0, 0]
    assert set(first.document) == IMPORT_KEYS
    counts = [(run.document["read"], run.document["created"], run.document["unchanged"]) for run in (dry, first, again)]
    assert counts == [(2, 2, 0), (2, 2, 0), (2, 0, 2)]


def test_a_record_without_a_limit_is_for_an_officer_and_a_broken_one_is_refused(motcua, tmp_path):
    silent = procedures_testing.a_record("1.001194", channels=procedures_testing.rows_on_all_channels("Không quy định"))
    file = lines(tmp_path, procedures_testing.a_record("1.001193"), silent, {"code": ""})

    answer = motcua("procedures", "import", file, "--json")

    assert answer.status == 0
    found = answer.document
    assert {(one["record"], one["code"]) for one in found["needs_officer"]} == {(2, "1.001194")}
    assert set(found["needs_officer"][0]) == {"record", "code", "field", "text", "reason"}
    assert [one["record"] for one in found["refused"]] == [3]
    assert set(found["refused"][0]) == {"record", "code", "field", "reason"}


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_a_file_in_another_encoding_is_refused_in_a_sentence(motcua, tmp_path, encoding):
    record = {"code": "1.001193", "name": "Xác nhận hồ sơ số"}
    file = lines(tmp_path, record, encoding=encoding) if encoding == "utf-16" else tmp_path / "cu.jsonl"
    if encoding == "cp1258":
        file.write_bytes('{"code": "1.001193", "name": "ð\xe1"}'.encode("latin-1"))

    answer = motcua("procedures", "import", file, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert "UTF-8" in answer.err


def test_a_list_and_an_extract_of_a_document_are_imported_beside_records(motcua, tmp_path):
    (tmp_path / "ds.csv").write_text("DANH SÁCH\nMã số,Tên\n1.999001,Một\nsai,Hai\n", encoding="utf-8-sig")
    metadata = {"mã_thủ_tục": "1.999002", "tên_thủ_tục": "Hai"}
    extract = json.dumps({"metadata": metadata, "content": {}, "tables": {}}, ensure_ascii=False, indent=1)
    (tmp_path / "tt.json").write_text(extract, encoding="utf-8")

    answer = motcua("procedures", "import", tmp_path / "ds.csv", tmp_path / "tt.json", "--json")

    assert answer.status == 0
    assert (answer.document["read"], answer.document["created"]) == (3, 2)
    assert [(one["record"], one["code"]) for one in answer.document["refused"]] == [(4, "sai")]


@pytest.mark.parametrize("name", ["ds.xlsx", "ds.xls", "ds.csv"])
def test_a_list_that_is_none_is_refused_in_a_sentence(motcua, tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(40))

    answer = motcua("procedures", "import", tmp_path / name, "--json")

    assert (answer.status, answer.out) == (1, "")
    assert "không phải sổ tính" in answer.err


def test_a_process_in_xml_is_imported_and_one_with_entities_refused(motcua, tmp_path):
    organisation_testing.a_small_province()
    step = '<step order="1" group="BP_MOT_CUA" name="{0}" time="1" role="{0}"><task code="XX09::{0}" time="1" next="{1}"/></step>'
    steps = step.format("TIEP_NHAN", "XX09::TRA_KET_QUA") + step.format("TRA_KET_QUA", "NULL")
    process = f'<process code="XX09" name="Thử" totaltime="2" fee="">{steps}</process>'
    (tmp_path / "qt.xml").write_text(process, encoding="utf-8")
    (tmp_path / "bom.xml").write_text(f'<!DOCTYPE p [<!ENTITY a "a">]>{process}', encoding="utf-8")

    dry = motcua("processes", "import", tmp_path / "qt.xml", "--dry-run", "--json")
    sound = motcua("processes", "import", tmp_path / "qt.xml", "--json")
    bomb = motcua("processes", "import", tmp_path / "bom.xml", "--json")

    for run in (dry, sound):
        assert (run.status, run.document["created"], run.document["refused"]) == (0, 1, [])
    assert (bomb.status, bomb.out) == (1, "")
    assert "không được phép" in bomb.err


def test_a_file_that_is_not_there_is_refused(motcua, tmp_path):
    assert motcua("procedures", "import", tmp_path / "khong-co.jsonl", "--json").status == 1


def test_procedures_are_listed_with_cases_and_publication(motcua):
    organisation_testing.a_small_province()
    testing.publish_once("1.001193")
    procedures_testing.import_records(procedures_testing.a_record("1.001194"))

    every = motcua("procedures", "list", "--json").document
    published = motcua("procedures", "list", "--published", "--json").document

    assert [(row["code"], row["published"]) for row in every] == [("1.001193", True), ("1.001194", False)]
    assert [row["code"] for row in published] == ["1.001193"]
    assert published[0]["cases"][0]["number"] == 1
    assert published[0]["cases"][0]["components"] == ["Tờ khai theo mẫu"]


def test_processes_are_imported_and_a_faulty_one_is_refused_with_its_reason(motcua, tmp_path):
    sound = workflow_testing.a_straight_document()
    broken = workflow_testing.a_document(
        workflow_testing.a_step("receive", "nowhere", place="desk", role="reception"), code="QT-HONG"
    )
    answer = motcua("processes", "import", lines(tmp_path, sound, broken), "--json")

    assert answer.status == 0
    assert set(answer.document) == IMPORT_KEYS
    assert (answer.document["read"], answer.document["created"]) == (2, 1)
    assert [one["code"] for one in answer.document["refused"]] == ["QT-HONG"]


def test_a_process_is_checked_without_being_kept(motcua, tmp_path):
    sound = tmp_path / "qt.json"
    sound.write_text(json.dumps(workflow_testing.a_straight_document()), encoding="utf-8")
    answer = motcua("processes", "check", sound, "--json")
    assert (answer.status, answer.document["accepted"], answer.document["problems"]) == (0, True, [])
    assert set(answer.document["steps"][0]) == {"id", "name", "role"}

    faulty = workflow_testing.a_straight_document() | {"start": "nowhere"}
    sound.write_text(json.dumps(faulty), encoding="utf-8")
    answer = motcua("processes", "check", sound, "--json")
    assert (answer.status, answer.document["accepted"]) == (1, False)
    assert set(answer.document["problems"][0]) == {"element", "reason"}


def test_a_process_leaves_as_bpmn_and_comes_back_unchanged(motcua, tmp_path):
    workflow_testing.a_process()
    file = tmp_path / "qt.bpmn"

    exported = motcua("processes", "export", "QT-THU", "--output", file)
    checked = motcua("processes", "check", file, "--json")
    again = motcua("processes", "import", file, "--json")

    assert (exported.status, checked.status, again.status) == (0, 0, 0)
    assert checked.document["accepted"]
    assert [step["id"] for step in checked.document["steps"]] == ["receive", "appraise", "sign", "result"]
    assert again.document["unchanged"] == 1
    other = file.rename(tmp_path / "qt.xml")
    assert motcua("processes", "import", other, "--json").document["unchanged"] == 1
    other.rename(file)
    assert motcua("processes", "export", "QT-THU").out == file.read_text(encoding="utf-8")
    assert motcua("processes", "export", "QT-THU", "--output", tmp_path / "no" / "qt.bpmn").status == 1
    assert motcua("processes", "export", "KHONG-CO").status == 1


@pytest.mark.parametrize("change", [
    pytest.param((b"<bpmn:process", b"<!DOCTYPE x><bpmn:process"), id="a document type"),
    pytest.param((b"UTF-8", b"ISO-8859-1"), id="another encoding"),
    pytest.param((b"userTask", b"scriptTask"), id="a script"),
    pytest.param((b"</bpmn:definitions>", b" " * 50_000_000), id="50 MB"),
])  # fmt: skip
def test_a_bpmn_file_outside_the_profile_is_refused_with_element_and_reason(motcua, tmp_path, change):
    workflow_testing.a_process()
    file = tmp_path / "qt.bpmn"
    motcua("processes", "export", "QT-THU", "--output", file)
    file.write_bytes(file.read_bytes().replace(*change))

    answer = motcua("processes", "check", file, "--json")

    assert (answer.status, answer.document["accepted"]) == (1, False)
    assert all(problem["element"] and problem["reason"] for problem in answer.document["problems"])
    assert motcua("processes", "check", tmp_path / "khong-co.bpmn", "--json").status == 1


def test_officers_are_listed_in_demo_mode_only(motcua, demo_mode):
    staff = testing.a_staffed_province()

    rows = motcua("officers", "list", "--json").document
    assert staff.leader.login in {row["login"] for row in rows}
    assert set(rows[0]) >= {"login", "name", "unit", "roles"}

    demo_mode.ENVIRONMENT = replace(demo_mode.ENVIRONMENT, demo=False)
    answer = motcua("officers", "list", "--json")
    assert (answer.status, answer.out) == (1, "")


def test_a_ledger_that_holds_is_verified(motcua):
    testing.a_dossier(testing.a_staffed_province())

    sealed, found = motcua("seal"), motcua("verify", "--json")

    assert (sealed.status, sealed.out, found.status) == (0, "", 0)
    assert set(found.document) == {"holds", "checked", "problems"}
    assert (found.document["holds"], found.document["problems"]) == (True, [])
    assert found.document["checked"] > 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept_in_ledger", [True, False], ids=["out of the tables", "out of the ledger too"])
def test_a_dossier_removed_whole_is_named_by_verify(motcua, kept_in_ledger):
    from django.db import connection, transaction

    staff = testing.a_staffed_province()
    gone, stays = testing.a_dossier(staff), testing.a_dossier(staff)
    motcua("seal")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT id FROM dossiers_dossier WHERE code = %s", [gone])
        key = cursor.fetchone()[0]
        for table in ("promise", "clocksegment", "step"):
            cursor.execute(f"DELETE FROM dossiers_{table} WHERE dossier_id = %s", [key])
        cursor.execute("DELETE FROM dossiers_handover WHERE step_id NOT IN (SELECT id FROM dossiers_step)")
        cursor.execute("DELETE FROM documents_receivedcomponent WHERE subject = %s", [f"dossier:{gone}"])
        cursor.execute("DELETE FROM documents_issuedpaper WHERE subject = %s", [f"dossier:{gone}"])
        cursor.execute("DELETE FROM dossiers_dossier WHERE id = %s", [key])
        if not kept_in_ledger:
            cursor.execute("DELETE FROM foundation_ledgerentry WHERE subject = %s", [f"dossier:{gone}"])

    answer = motcua("verify", "--json")

    assert answer.status == 1
    assert answer.document["holds"] is False
    assert {problem["subject"] for problem in answer.document["problems"]} == {f"dossier:{gone}"}
    assert set(answer.document["problems"][0]) == {"kind", "subject", "row", "reason"}
    assert stays != gone


@pytest.mark.parametrize(
    ("altered", "kind"),
    [
        pytest.param("UPDATE dossiers_promise SET at = at + interval '9 days'", "promise", id="the promise"),
        pytest.param(
            "UPDATE dossiers_dossier SET state = 'ready', lateness = 'early', ready_at = received_at,"
            " decided_at = received_at, outcome = 'granted'",
            "lateness",
            id="the verdict",
        ),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_dossier_altered_beside_its_ledger_is_named_by_verify(motcua, altered, kind):
    from django.db import connection, transaction

    code = testing.a_dossier(testing.a_staffed_province())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(altered)
        cursor.execute("UPDATE dossiers_dossier SET promised_at = (SELECT max(at) FROM dossiers_promise)")

    problems = motcua("verify", "--json").document["problems"]

    assert (kind, f"dossier:{code}") in [(problem["kind"], problem["subject"]) for problem in problems]


def test_doctor_names_the_province_and_not_an_office_beside_it(motcua):
    from motcua.domain.organisation import testing as organisation_testing

    organisation_testing.a_small_province()

    assert motcua("doctor", "--json").document["province"].startswith("Ủy ban nhân dân tỉnh")


def test_without_a_demo_province_info_says_so(motcua):
    answer = motcua("demo", "info", "--json")

    assert (answer.status, answer.out) == (1, "")


MORNING_OF_THE_DEMO = testing.RECEIVED_AT + timedelta(days=22)  # a Wednesday morning


def test_the_demo_province_is_loaded_by_real_operations_and_every_fate_is_there(motcua, monkeypatch):
    """Two hundred dossiers of twenty procedures, each in exactly one place; each act is in the ledger and holds."""
    from motcua.entrypoints.demo import loading

    at = MORNING_OF_THE_DEMO
    loading.load_today(at=at, progress=lambda *_: None)

    info = motcua("demo", "info", "--json").document
    assert set(info) == {"scenario", "from", "to", "scale", "seed"}
    assert (info["scenario"], info["scale"], info["seed"]) == ("today", 1.0, 0)
    rows = dossiers.dossiers_of(SYSTEM, at)
    assert len(rows) == 200
    assert {row.state for row in rows} == set(dossiers.State)
    assert {row.lateness for row in rows} == {None, "early", "on_time", "late"}
    assert dossiers.breaches() == (200, ())
    assert motcua("verify", "--json").document["problems"] == []
    assert_acts_of_every_kind_are_there()
    used = {row.procedure for row in rows}
    assert len(used) == 20
    assert len({shape_of(code) for code in used}) >= 4
    with pytest.raises(loading.AnotherProvince):
        loading.load_today(at=at, progress=lambda *_: None)
    assert_not_replaced_under_a_running_worker(motcua, monkeypatch)


def assert_not_replaced_under_a_running_worker(motcua, monkeypatch):
    from motcua.foundation.backup import reaching

    monkeypatch.setattr("motcua.foundation.database.others.LOOKS", 1)
    with reaching.open_connection(knock=False):
        refused = motcua("demo", "load", "today", "--replace")

    assert (refused.status, refused.out) == (1, "")
    assert "dừng trang web và tiến trình nền" in refused.err
    assert motcua("demo", "info", "--json").document["scenario"] == "today"


def assert_acts_of_every_kind_are_there():
    from motcua.foundation.models import LedgerEntry

    done = set(LedgerEntry.objects.filter(subject__startswith="dossier:").values_list("act", flat=True))
    assert done >= {
        "received", "taken", "claimed", "step_done", "handed_over", "decided", "supplement_asked", "supplement_completed", "paused",
        "resumed", "refused", "withdrawn", "stopped", "voided", "corrected", "reopened", "opinion_asked",
        "opinion_answered", "apology_signed", "result_ready", "returned", "late_found", "apology_given", "closed_unanswered",
    }  # fmt: skip


def shape_of(procedure):
    """Return what a process is made of: choices, parts side by side, ways back, stops of the clock."""
    from motcua.domain.procedures.models import PublishedVersion
    from motcua.domain.workflow import api as workflow

    version = PublishedVersion.objects.filter(procedure__code=procedure).latest("pk").process_version_id
    graph = workflow.graph_of(version)
    order = list(graph.nodes)
    goes_back = any(order.index(way.to) < order.index(name) for name, node in graph.nodes.items() for way in node.ways)
    kinds = frozenset(node.kind.value for node in graph.nodes.values())
    return kinds, goes_back, any(step.stops_clock for step in graph.steps)


def test_the_demo_is_the_same_for_the_same_moment(db, monkeypatch):
    from django.db import transaction

    from motcua.domain.dossiers.models import Dossier, Promise
    from motcua.entrypoints.demo import fates, loading

    some = (fates.crowd.turned_down, fates.supplements, fates.corrected, fates.reopened)
    monkeypatch.setattr(loading, "FATES", some)
    seen = []
    for _ in range(2):
        with transaction.atomic():
            loading.load_today(at=MORNING_OF_THE_DEMO, progress=lambda *_: None)
            told = ("code", "procedure_code", "state", "received_at", "promised_at", "ready_at", "applicant__name")
            promises = Promise.objects.values_list("dossier__code", "at", "because").order_by("pk")
            seen.append((list(Dossier.objects.order_by("code").values_list(*told)), list(promises)))
            transaction.set_rollback(True)

    assert len(seen[0][0]) == 12
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(["demo", "load", "article-2023"], 1, id="a scenario that is not there"),
        pytest.param(["demo", "load", "article-2022", "--scale", "0"], 1, id="no part of a scenario"),
        pytest.param(["demo", "load", "article-2022", "--scale", "1.5"], 1, id="more than a scenario"),
        pytest.param(["demo", "load", "article-2022", "--scale", "nan"], 1, id="a part that is no number"),
        pytest.param(["demo", "load", "today", "--seed", "3"], 1, id="a seed where nothing is drawn"),
        pytest.param(["demo", "load"], 2, id="no scenario"),
        pytest.param(["procedures", "import"], 2, id="no file"),
        pytest.param(["processes", "check"], 2, id="no process"),
        pytest.param(["procedures", "search", "khai sinh", "--limit", "-1"], 2, id="less than no results"),
        pytest.param(["verify", "--yaml"], 2, id="an option that is not there"),
    ],
)
def test_statuses_of_what_cannot_be_done(motcua, words, status):
    answer = motcua(*words)

    assert (answer.status, answer.out) == (status, "")
