"""Importing a file: idempotent, whole or not at all, every bad line by its number."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.organisation.api import MissingRight, Role
from motcua.domain.organisation.testing import a_unit, an_actor
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import CatalogueImport, NationalVersion, Procedure
from motcua.domain.procedures.testing import IMPORTED_AT, a_record, a_row, import_records
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 11, 3, 8, 0, tzinfo=ZONE)


def import_lines(*lines: str | bytes) -> procedures.ImportSummary:
    return procedures.import_national(lines, source="bài thử", by=SYSTEM, at=IMPORTED_AT)


def line(**changes: Any) -> str:
    return json.dumps(a_record(**changes), ensure_ascii=False)


def numbers(summary: procedures.ImportSummary) -> tuple[int, int, int, int, int]:
    return summary.read, summary.created, summary.updated, summary.unchanged, len(summary.refused)


def test_a_second_import_changes_nothing() -> None:
    first = import_records(a_record("1.000001"), a_record("1.000002"))
    second = import_records(a_record("1.000001"), a_record("1.000002"), at=LATER)

    assert numbers(first) == (2, 2, 0, 0, 0)
    assert numbers(second) == (2, 0, 0, 2, 0)
    assert NationalVersion.objects.count() == 2
    assert CatalogueImport.objects.count() == 1
    assert [row.act for row in ledger.rows_of("procedure:1.000001")] == ["national_created"]


def test_a_changed_record_makes_a_new_version_and_the_old_one_stays() -> None:
    import_records(a_record())
    summary = import_records(a_record(result="Giấy khai sinh bản điện tử"), at=LATER)

    versions = NationalVersion.objects.order_by("number")
    assert numbers(summary) == (1, 0, 1, 0, 0)
    assert [version.record["result"] for version in versions] == ["Giấy khai sinh", "Giấy khai sinh bản điện tử"]
    assert [row.act for row in ledger.rows_of("procedure:1.001193")] == ["national_created", "national_updated"]


def test_an_identical_repetition_is_unchanged_and_a_differing_one_refused() -> None:
    """national-records 19.2, national-records 19.3"""
    summary = import_records(a_record(), a_record(), a_record(result="Khác"))

    assert numbers(summary) == (3, 1, 0, 1, 1)
    assert summary.refused[0]["record"] == 3
    assert summary.refused[0]["code"] == "1.001193"


def test_a_repetition_of_a_changed_record_is_unchanged_too() -> None:
    import_records(a_record())

    assert numbers(import_records(a_record(result="Khác"), a_record(result="Khác"), at=LATER)) == (2, 0, 1, 1, 0)


def test_a_dry_run_tells_the_same_and_keeps_nothing() -> None:
    told = import_records(a_record(), dry_run=True)

    assert numbers(told) == (1, 1, 0, 0, 0)
    assert not Procedure.objects.exists()
    assert not ledger.rows_of("procedure:1.001193")


def test_a_broken_line_is_refused_by_its_number_and_the_others_come_in() -> None:
    summary = import_lines(line(code="1.000001"), "{broken", "", "[1, 2]", line(code="1.000002"))

    assert numbers(summary) == (4, 2, 0, 0, 2)
    assert [row["record"] for row in summary.refused] == [2, 4]


@pytest.mark.parametrize("text", ['{"code": NaN}', "[" * 100_000, "null", '"chữ"', '{"code": 1' + "0" * 5_000 + "}"])
def test_what_is_no_record_is_refused_with_a_sentence(text: str) -> None:
    summary = import_lines(text)

    assert numbers(summary) == (1, 0, 0, 0, 1)
    assert summary.refused[0]["reason"].endswith(".")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_a_file_in_another_encoding_is_refused_whole(encoding: str) -> None:
    lines = (
        (line(code="1.000001") + "\n" + line(name="Đăng ký kết hôn")).encode(encoding, errors="replace").split(b"\n")
    )

    with pytest.raises(procedures.NotText, match="UTF-8"):
        import_lines(line(code="1.000003"), *lines)

    assert not Procedure.objects.exists()


def test_a_byte_order_mark_is_no_part_of_the_first_record() -> None:
    assert numbers(import_lines(line().encode("utf-8-sig"))) == (1, 1, 0, 0, 0)


def test_control_characters_do_not_reach_the_database() -> None:
    summary = import_lines(json.dumps(a_record(name="Đăng\x00 ký khai sinh", result="a\x1bb")))

    assert numbers(summary) == (1, 1, 0, 0, 0)
    assert Procedure.objects.get().name == "Đăng ký khai sinh"


def test_half_a_letter_is_refused_by_its_field() -> None:
    summary = import_lines(json.dumps(a_record(result="nửa \ud800 chữ")))

    assert [(row["code"], row["field"]) for row in summary.refused] == [("1.001193", "result")]


def test_half_a_letter_in_a_key_that_nobody_reads_does_no_harm() -> None:
    assert numbers(import_records(a_record(extra="nửa \ud800 chữ\x00"))) == (1, 1, 0, 0, 0)


def test_a_name_of_ten_thousand_characters_is_refused() -> None:
    summary = import_lines(line(name="Đ" * 10_000))

    assert [(row["code"], row["field"]) for row in summary.refused] == [("1.001193", "name")]


def test_every_doubt_is_told_by_record_code_field_and_text() -> None:
    summary = import_records(a_record("1.000001"), a_record("1.000002", channels=[a_row(limit="5")]))

    assert summary.answer()["needs_officer"] == [
        {
            "record": 2,
            "code": "1.000002",
            "field": "time_limit",
            "text": "Trực tiếp: 5",
            "reason": summary.needs_officer[0]["reason"],
        }
    ]
    assert summary.standing == {"untouched": 1, "one_field": 1, "more": 0, "never": 0}


def test_progress_is_told_line_by_line() -> None:
    seen: list[int] = []

    procedures.import_national([line(), "{"], source="x", by=SYSTEM, at=IMPORTED_AT, progress=seen.append)

    assert seen == [1, 2]


def test_only_publishers_administrators_and_the_command_line_import() -> None:
    a_unit("H12")
    with pytest.raises(MissingRight):
        procedures.import_national([], source="x", by=an_actor("H12", Role.RECEPTION), at=IMPORTED_AT)

    procedures.import_national([], source="x", by=an_actor("H12", Role.PUBLISHER), at=IMPORTED_AT)


def test_the_original_stays_word_for_word() -> None:
    text = line(result="Giâ\u0301y  khai sinh", extra={"b": 1, "a": 2})

    import_lines(text)

    assert NationalVersion.objects.get().original == text


def test_each_catalogue_of_the_originals_is_read_or_refused_with_a_sentence(real_data: Path) -> None:
    for path in sorted((real_data / "raw").rglob("*.json")):
        summary = import_lines(json.dumps(json.loads(path.read_text(encoding="utf-8"))).encode())

        assert summary.read == 1
        assert all(row["reason"].endswith(".") for row in summary.refused)
