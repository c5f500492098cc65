"""The XML of the old one-stop software: the same record as its other exports have, or one sentence.

Law: docs/law/processes.md, section 6.
"""

import json
from datetime import datetime
from xml.sax.saxutils import quoteattr

import pytest
from old_records import a_group, a_record, a_task

from motcua.domain.workflow import api as workflow
from motcua.domain.workflow import queries
from motcua.domain.workflow.rules import real_process
from motcua.domain.workflow.rules.real_process import DoubtKind, RefusedRecord, UnreadableXml, record_of, said_by
from motcua.domain.workflow.rules.real_process.xml_source import LARGEST
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

IMPORTED_AT = datetime(2026, 11, 2, 8, 0, tzinfo=ZONE)
STEP = {"order": "order", "unit": "group", "name": "name", "days_text": "time", "role": "role"}
ONE = a_record(a_group(a_task("XU_LY", "XX01::TRA", "3", biz_done="true"))) | {"version": "1"}


def as_xml(record):
    """Write a record as the old software's XML, without the product's own reader."""

    def attributes(pairs):
        return "".join(f" {key}={quoteattr(value)}" for key, value in pairs if value is not None)

    steps = ""
    for step in record["steps"]:
        tasks = "".join(f"<task{attributes(task.items())}/>" for task in step["tasks"])
        steps += f"<step{attributes((theirs, step[ours]) for ours, theirs in STEP.items())}>{tasks}</step>\n"
    head = attributes([("code", record["code"]), ("name", record["name"]), ("totaltime", record["total_days_text"]),
                       ("version", "1"), ("fee", record["fee_text"])])  # fmt: skip
    return f'<?xml version="1.0"?>\n<process{head}><!-- Kết thúc -->{steps}</process>'.encode()


def test_the_xml_says_what_the_other_export_says():
    """processes 6.26"""
    assert record_of(as_xml(ONE)) == said_by(ONE)


def test_a_step_without_time_or_role_stays_without():
    """processes 6.26"""
    step = a_group(a_task("XU_LY", "XX01::TRA"), days=None) | {"role": None}
    assert record_of(as_xml(a_record(step) | {"version": "1"}))["steps"][1] == step


@pytest.mark.django_db
def test_the_same_process_from_both_exports_is_one_version():
    """processes 6.27"""
    beside = {"source_repo": "kho thử", "tax_step": False}
    first = workflow.import_processes([ONE | beside], by=SYSTEM, at=IMPORTED_AT)
    second = workflow.import_processes([workflow.record_of_xml(as_xml(ONE))], by=SYSTEM, at=IMPORTED_AT)

    assert (first["created"], second["unchanged"]) == (1, 1)


def _bomb():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE p [<!ENTITY a0 "x">{entities}]><process name="&a11;"/>'.encode()


REFUSED = {
    "a bomb of entities": (_bomb(), "không được phép"),
    "an entity from a file": (
        b'<!DOCTYPE p [<!ENTITY a SYSTEM "file:///x">]><process>&a;</process>',
        "không được phép",
    ),
    "a document type from the network": (b'<!DOCTYPE p SYSTEM "http://localhost/x.dtd"><process/>', "không được phép"),
    "too large": (b"<process>" + b" " * LARGEST + b"</process>", "quá lớn"),
    "a step for every day of a year": (b"<process>" + b"<step><task/></step>" * 365 + b"</process>", "quá 300"),
    "torn": (as_xml(ONE)[:-20], "không phải XML"),
    "no XML": ("Quy trình".encode(), "không phải XML"),
    "nothing": (b"", "không phải XML"),
    "an encoding nobody knows": (b'<?xml version="1.0" encoding="tcvn3"?><process/>', "không phải XML"),
    "letters of another encoding": (b'<process name="\xd0\xe3"/>', "không phải XML"),
    "another root": (b"<report/>", "thẻ gốc"),
    "a process of another language": (b'<process xmlns="urn:khac"/>', "thẻ gốc"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_process_is_refused_with_one_sentence(content, words):
    """processes 6.28"""
    with pytest.raises(UnreadableXml, match=words) as refusal:
        record_of(content)

    assert str(refusal.value).endswith(".")


def test_a_process_without_steps_is_refused_by_the_import():
    """processes 6.28"""
    with pytest.raises(RefusedRecord, match="không có bước"):
        real_process.import_record(record_of(b'<process code="A" totaltime="1"/>'), queries.import_vocabulary())


def test_deeply_nested_elements_do_no_harm():
    """processes 6.28"""
    depth = 100_000
    record = record_of(b'<process code="A">' + b"<a>" * depth + b"</a>" * depth + b"</process>")

    assert record["steps"] == []


def test_the_real_xml_comes_in_as_its_other_export_does(real_data):
    """processes 6.26"""
    lines = (real_data / "processes.jsonl").read_text(encoding="utf-8").splitlines()
    exported = {record["code"]: record for record in map(json.loads, lines)}
    accepted, refused, doubts = [], [], set()
    for path in sorted((real_data / "raw" / "process_xml").glob("*.xml")):
        record = record_of(path.read_bytes())
        if record["code"] in exported:
            assert record == said_by(exported[record["code"]])
        try:
            imported = real_process.import_record(record, queries.import_vocabulary())
        except RefusedRecord:
            refused.append(record["code"])
        else:
            accepted.append(record["code"])
            doubts |= {(imported.table.code, doubt.kind) for doubt in imported.doubts}

    assert accepted == ["DT01", "LD21", "TC05", "TN02", "TN13B", "TN17", "TP05"]
    assert refused == ["TP10"]
    assert ("DT01", DoubtKind.TASKS_ABOVE_STEP) in doubts
    assert ("TN02", DoubtKind.STEP_WITHOUT_TIME) in doubts
    assert ("TN02", DoubtKind.ORDER_REPEATED) in doubts
    assert ("LD21", DoubtKind.NO_TOTAL) in doubts
