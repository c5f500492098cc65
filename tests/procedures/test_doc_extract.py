"""The extract of an official document: read as a record, with what only the document says.

Law: docs/law/national-records.md, section 21.
"""

import json
from typing import Any

import pytest

from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import NationalVersion
from motcua.domain.procedures.rules import doc_extract
from motcua.domain.procedures.rules.national_record import NationalRecord, Reading, read_record
from motcua.domain.procedures.rules.raw_record import UnreadableRecord
from motcua.domain.procedures.testing import IMPORTED_AT, import_records
from motcua.foundation.actor import SYSTEM


def an_extract(**content: Any) -> dict[str, Any]:
    """Write the extract of an invented document."""
    return {
        "thu_tuc_id": "1.999001",
        "source_file": "Thu.doc",
        "metadata": {
            "mã_thủ_tục": "1.999001",
            "tên_thủ_tục": "Thủ tục thử",
            "số_quyết_định": "Quyết định số 12/QĐ-THU",
            "cấp_thực_hiện": "Cấp Tỉnh, Cấp Xã",
            "lĩnh_vực": "Lĩnh vực thử",
        },
        "content": {
            "trình_tự_thực_hiện": "",
            "cách_thức_thực_hiện": "",
            "đối_tượng_thực_hiện": "Công dân",
            "cơ_quan_thực_hiện": "Ủy ban nhân dân cấp xã",
            "cơ_quan_có_thẩm_quyền": "Chủ tịch xã",
            "cơ_quan_phối_hợp": "Công an xã; Trạm y tế",
            "địa_chỉ_tiếp_nhận_hs": "Quầy 1",
            "kết_quả_thực_hiện": "Giấy xác nhận",
            "yêu_cầu_điều_kiện_thực_hiện": "Không",
        }
        | content,
        "tables": {
            "hinh_thuc_nop": [
                {"hinh_thuc": "Trực tiếp", "thoi_han_giai_quyet": "03 Ngày làm việc", "phi_le_phi": "Phí : 0 Đồng"}
            ],
            "thanh_phan_ho_so": [
                {"ten_giay_to": "Tờ khai", "so_luong": "Mau 1.docx", "ghi_chu": "Bản chính: 1\nBản sao: 0"},
                {"ten_giay_to": "Bản sao giấy cũ", "so_luong": "Bản chính: 0 - Bản sao: 2", "ghi_chu": ""},
            ],
            "can_cu_phap_ly": [{"so_ky_hieu": "1/2020/QH14", "trich_yeu": "Luật thử"}],
        },
    }


def read(extract: dict[str, Any]) -> Reading:
    return read_record(doc_extract.as_record(extract))


def test_a_document_is_read_as_a_record() -> None:
    """national-records 21.1"""
    record = read(an_extract()).record

    assert (record.code, record.name, record.decision) == ("1.999001", "Thủ tục thử", "12/QĐ-THU")
    assert record.levels == ("province", "commune")
    assert [(row.channel, row.time_limit_text) for row in record.channels] == [("counter", "03 Ngày làm việc")]
    assert [(act.number, act.title) for act in record.legal_basis] == [("1/2020/QH14", "Luật thử")]
    assert record.conditions == ""


def test_form_and_count_are_told_apart_by_what_stands_in_the_columns() -> None:
    """national-records 21.2"""
    rows = read(an_extract()).record.components

    assert [(row.originals, row.copies, row.form) for row in rows] == [(1, 0, "Mau 1.docx"), (0, 2, "")]


def test_competent_and_coordinating_agency_and_the_address_are_kept() -> None:
    """national-records 21.3"""
    document = read(an_extract()).record.document

    assert document is not None
    assert (document.competent, document.receiving_address) == ("Chủ tịch xã", "Quầy 1")
    assert document.coordinating == ("Công an xã", "Trạm y tế")


def test_no_coordinating_agency_is_none() -> None:
    """national-records 21.3"""
    document = read(an_extract(cơ_quan_phối_hợp="Không có thông tin")).record.document

    assert document is not None
    assert document.coordinating == ()


def test_an_exemption_under_a_heading_of_its_own_is_kept_in_its_words() -> None:
    """national-records 21.4"""
    document = read(an_extract(đối_tượng_miễn_phí="Người có công được miễn phí.")).record.document

    assert document is not None
    assert document.others == (("đối tượng miễn phí", "Người có công được miễn phí."),)


def test_an_exemption_in_the_table_of_channels_joins_its_note() -> None:
    """national-records 21.4"""
    extract = an_extract()
    extract["tables"]["hinh_thuc_nop"][0]["mien_giam"] = "Trẻ em"

    assert read(extract).record.channels[0].note == "mien_giam: Trẻ em"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"metadata": []}, "metadata"),
        ({"tables": {"hinh_thuc_nop": "Trực tiếp"}}, "hinh_thuc_nop"),
        ({"tables": {"thanh_phan_ho_so": [1]}}, "thanh_phan_ho_so"),
        ({"thu_tuc_id": "1.999002"}, "code"),
    ],
)
def test_what_is_no_extract_or_speaks_of_two_procedures_is_refused(change: dict[str, Any], field: str) -> None:
    """national-records 21.5"""
    with pytest.raises(UnreadableRecord) as refusal:
        doc_extract.as_record(an_extract() | change)

    assert refusal.value.field == field
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("part", ["metadata", "content"])
def test_a_value_of_another_kind_is_refused_by_its_field(part: str) -> None:
    """national-records 21.5"""
    extract = an_extract()
    extract[part] = {**extract[part], "tên_thủ_tục": {"a": 1}, "kết_quả_thực_hiện": [1]}

    with pytest.raises(UnreadableRecord):
        read(extract)


@pytest.mark.django_db
def test_an_extract_is_imported_beside_records_and_a_second_time_changes_nothing() -> None:
    """national-records 21.1"""
    first = import_records(an_extract())
    second = import_records(an_extract())

    assert (first.created, first.refused, second.unchanged) == (1, [], 1)
    assert json.loads(NationalVersion.objects.get().original) == an_extract()


@pytest.mark.django_db
def test_the_real_extracts_come_in_with_the_pinned_numbers(real_data) -> None:
    """national-records 21.1"""
    found = {}
    for path in sorted((real_data / "raw" / "doc_extract").glob("*.json")):
        line = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
        summary = procedures.import_national([line], source=path.name, by=SYSTEM, at=IMPORTED_AT)
        assert (summary.created, summary.refused) == (1, [])
        record = NationalRecord.from_json(NationalVersion.objects.get(source=path.name).record)
        limits = sorted({one["field"] for one in summary.needs_officer})
        found[record.code] = (len(record.channels), len(record.components), len(record.legal_basis), limits)
        assert record.document is not None
        assert bool(record.document.coordinating) == (record.code == "1.013147")
    assert found == {
        "1.013129": (6, 4, 2, ["steps", "time_limit"]),
        "1.013133": (2, 2, 5, ["steps"]),
        "1.013147": (3, 3, 5, ["steps", "time_limit"]),
    }
