"""Lists of procedures: what a row brings, what it never changes, and what is refused with a sentence.

Law: docs/law/national-records.md, section 17.
"""

import csv
import gzip
import io
import itertools
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import NationalVersion, Procedure
from motcua.domain.procedures.rules.listed import combined
from motcua.domain.procedures.rules.national_record import NationalRecord, read_record
from motcua.domain.procedures.testing import IMPORTED_AT, a_record, import_records
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.tables import LARGEST_UNPACKED, UnreadableTable
from motcua.kernel.working_time import ZONE

from .small_workbooks import BANNER, HEAD, a_list, an_entry, saved

LATER = datetime(2026, 11, 3, 8, 0, tzinfo=ZONE)
# what each real list gives: read, created, refused, and how many of its rows have no agency
REAL = {
    "danh-sach-tthc-BoTuPhap.xlsx": (271, 271, 0, 71),
    "toa-an-nhan-dan.xlsx": (3, 3, 0, 0),
    "Ho_tich_merged_dedup_by_ma_so.csv": (73, 73, 0, 26),
}


def import_list(content: bytes, at: datetime = IMPORTED_AT) -> procedures.ImportSummary:
    return procedures.import_list(content, source="danh sách thử", by=SYSTEM, at=at)


def numbers(summary: procedures.ImportSummary) -> tuple[int, int, int, int, int]:
    return summary.read, summary.created, summary.updated, summary.unchanged, len(summary.refused)


def record_of(code: str) -> NationalRecord:
    held = Procedure.objects.select_related("national").get(code=code).national
    assert held is not None
    return NationalRecord.from_json(held.record)


def as_csv(*rows: tuple[Any, ...], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    lines = (delimiter.join(f'"{cell or ""}"' for cell in row) for row in (HEAD, *rows))
    return "\r\n".join(lines).encode(encoding)


@pytest.mark.django_db
class TestARowOfAList:
    def test_brings_a_procedure_with_what_it_has(self) -> None:
        """national-records 17.1"""
        summary = import_list(a_list(an_entry(agency="Sở Tư pháp\nỦy ban nhân dân cấp xã")))

        record = record_of("1.001230")
        assert numbers(summary) == (1, 1, 0, 0, 0)
        assert (record.name, record.issuer, record.field) == ("Đăng ký khai sinh", "Bộ Tư pháp", "Hộ tịch")
        assert record.agencies == ("Sở Tư pháp", "Ủy ban nhân dân cấp xã")
        assert [row.act for row in ledger.rows_of("procedure:1.001230")] == ["national_created"]

    def test_alone_is_not_enough_to_publish(self) -> None:
        """national-records 17.1"""
        summary = import_list(a_list(an_entry()))

        assert summary.standing["untouched"] == summary.standing["one_field"] == 0
        assert {"channels", "components", "level"} <= {one["field"] for one in summary.needs_officer}

    def test_is_counted_by_its_row_in_the_file(self) -> None:
        """national-records 17.2"""
        summary = import_list(a_list(an_entry(), (), an_entry("không phải mã"), an_entry("1.000002", name="")))

        assert [(row["record"], row["field"]) for row in summary.refused] == [(5, "code"), (6, "name")]
        assert {one["record"] for one in summary.needs_officer} == {3}

    def test_loses_its_outer_blanks(self) -> None:
        """national-records 17.3"""
        import_list(a_list(an_entry(" 1.001230 ", name="  Đăng ký khai sinh\u00a0 ")))

        assert record_of("1.001230").name == "Đăng ký khai sinh"

    def test_may_leave_the_agency_open(self) -> None:
        """national-records 17.3"""
        summary = import_list(a_list(an_entry(agency=None)))

        assert record_of("1.001230").agencies == ()
        assert "agency" in {one["field"] for one in summary.needs_officer}

    def test_under_a_cell_merged_downwards_has_its_value(self) -> None:
        """national-records 17.4"""
        entries = an_entry("1.000001"), an_entry("1.000002", agency=None)
        import_list(a_list(*entries, merged=("A1:E1", "D3:D4")))

        assert record_of("1.000002").agencies == ("Ủy ban nhân dân cấp xã",)

    def test_that_is_a_banner_or_the_head_again_is_no_row(self) -> None:
        """national-records 17.2"""
        content = a_list(("1. LĨNH VỰC HỘ TỊCH",), an_entry(), HEAD, an_entry("1.000002"), ("Tổng số: 2 thủ tục",))

        assert numbers(import_list(content)) == (2, 2, 0, 0, 0)

    def test_whose_code_is_a_number_gets_its_zeros_back_and_a_doubt(self) -> None:
        """national-records 17.5"""
        summary = import_list(a_list(an_entry(1.00123)))

        assert record_of("1.001230").name == "Đăng ký khai sinh"
        assert [one["text"] for one in summary.needs_officer if one["field"] == "code"] == ["1.00123"]

    def test_whose_code_was_a_number_shows_that_on_the_page_of_publication(self) -> None:
        """national-records 17.5"""
        import_list(a_list(an_entry(1.00123)))

        page = procedures.publication_page("1.001230", IMPORTED_AT)
        assert "1.00123" in [one.source_text for one in page.remarks]

    @pytest.mark.parametrize("number", [1001230, 1.0012305, -1.00123, 1e-7])
    def test_whose_number_is_no_code_is_refused(self, number: float) -> None:
        """national-records 17.5"""
        assert [row["field"] for row in import_list(a_list(an_entry(number))).refused] == ["code"]

    def test_with_a_formula_is_refused_by_its_cell(self) -> None:
        """national-records 17.6"""
        summary = import_list(a_list(an_entry(name='=CONCATENATE("Đăng ký ","khai sinh")'), an_entry("1.000002")))

        assert numbers(summary) == (2, 1, 0, 0, 1)
        assert summary.refused[0]["record"] == 3
        assert summary.refused[0]["code"] == "1.001230"
        assert "Ô B3 là công thức" in summary.refused[0]["reason"]

    def test_without_a_code_is_refused(self) -> None:
        """national-records 17.7"""
        assert [row["field"] for row in import_list(a_list(an_entry(code=None))).refused] == ["code"]

    def test_twice_alike_is_unchanged_and_twice_differently_refused(self) -> None:
        """national-records 19.2, national-records 19.3"""
        content = a_list(an_entry(), an_entry(), an_entry(field="Nuôi con nuôi"))

        assert numbers(import_list(content)) == (3, 1, 0, 1, 1)

    def test_a_second_time_changes_nothing(self) -> None:
        import_list(a_list(an_entry()))

        assert numbers(import_list(a_list(an_entry()), at=LATER)) == (1, 0, 0, 1, 0)
        assert NationalVersion.objects.count() == 1


@pytest.mark.django_db
class TestAListAndAFullerRecord:
    def test_the_list_changes_nothing_that_the_record_says(self) -> None:
        """national-records 17.8"""
        import_records(a_record("1.001230", field="Hộ tịch"))
        before = record_of("1.001230")
        import_list(a_list(an_entry(name="Tên khác", issuer="Bộ khác", agency="Cơ quan khác", field="Khác")), at=LATER)

        after = record_of("1.001230")
        assert {**after.to_json(), "listed": None} == {**before.to_json(), "listed": None}
        originals = NationalVersion.objects.order_by("number").values_list("original", flat=True)
        assert originals[0] == originals[1]

    def test_the_list_fills_what_the_record_leaves_empty(self) -> None:
        """national-records 17.9"""
        first = import_records(a_record("1.001230", agency="", field=""))
        second = import_list(a_list(an_entry()), at=LATER)

        record = record_of("1.001230")
        assert "agency" in {one["field"] for one in first.needs_officer}
        assert "agency" not in {one["field"] for one in second.needs_officer}
        assert (record.agencies, record.field) == (("Ủy ban nhân dân cấp xã",), "Hộ tịch")
        assert record.channels != ()

    def test_a_record_that_comes_after_its_list_wins_and_keeps_the_additions(self) -> None:
        """national-records 17.10"""
        import_list(a_list(an_entry(name="Tên trong danh sách", field="Hộ tịch")))
        summary = import_records(a_record("1.001230", agency="", field="Lĩnh vực của bản đầy đủ"), at=LATER)

        record = record_of("1.001230")
        assert numbers(summary) == (1, 0, 1, 0, 0)
        assert (record.name, record.field) == ("Thủ tục đăng ký khai sinh", "Lĩnh vực của bản đầy đủ")
        assert record.agencies == ("Ủy ban nhân dân cấp xã",)

    def test_the_record_again_after_the_list_changes_nothing(self) -> None:
        """national-records 17.10"""
        full = a_record("1.001230", agency="")
        import_records(full)
        import_list(a_list(an_entry()))

        assert numbers(import_records(full, at=LATER)) == (1, 0, 0, 1, 0)
        assert numbers(import_list(a_list(an_entry()), at=LATER)) == (1, 0, 0, 1, 0)

    def test_another_name_in_the_list_is_told_to_an_officer_and_does_not_block(self) -> None:
        """national-records 17.11"""
        import_records(a_record("1.001230"))
        summary = import_list(a_list(an_entry(name="Đăng ký lại khai sinh")), at=LATER)

        told = [(one["field"], one["text"]) for one in summary.needs_officer]
        assert told == [("name", "Đăng ký lại khai sinh")]
        assert summary.standing["untouched"] == 1

    def test_a_later_list_speaks_before_an_earlier_and_erases_nothing(self) -> None:
        """national-records 17.12"""
        import_list(a_list(an_entry(name="Tên cũ", field="Hộ tịch")))
        import_list(a_list(an_entry(name="Tên mới", agency=None, field="")), at=LATER)

        record = record_of("1.001230")
        assert (record.name, record.field, record.agencies) == ("Tên mới", "Hộ tịch", ("Ủy ban nhân dân cấp xã",))


WORDS = st.sampled_from(["", "Một", "Hai"])


@given(st.lists(st.tuples(st.booleans(), WORDS, WORDS), min_size=1, max_size=4))
def test_in_whatever_order_sources_come_the_fullest_wins_and_nothing_is_erased(
    sources: list[tuple[bool, str, str]],
) -> None:
    """One full record among any lists: what it says stays as it says it; an empty field keeps a list's word."""
    full = a_record(field="Một", agency="")
    lists = [{"code": "1.001193", "name": "Tên", "listed": True, "field": f, "agency": a} for _, f, a in sources]
    for order in itertools.islice(itertools.permutations([full, *lists]), 6):
        held = None
        for one in order:
            held = combined(read_record(dict(one)), held)
        assert held is not None
        assert (held.record.field, held.record.name) == ("Một", "Thủ tục đăng ký khai sinh")
        assert bool(held.record.agencies) == any(agency for _, _, agency in sources)
        assert len(held.record.channels) == len(full["channels"])


@pytest.mark.django_db
class TestCommaSeparatedLists:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_are_read_by_any_usual_delimiter_with_or_without_a_byte_order_mark(
        self, delimiter: str, encoding: str
    ) -> None:
        """national-records 17.13"""
        summary = import_list(as_csv(an_entry(agency="Một; Hai\nBa"), delimiter=delimiter, encoding=encoding))

        assert numbers(summary) == (1, 1, 0, 0, 0)
        assert record_of("1.001230").agencies == ("Một", "Hai", "Ba")

    def test_count_rows_and_not_lines(self) -> None:
        """national-records 17.2"""
        summary = import_list(as_csv(an_entry(agency="Một\nHai\nBa"), an_entry("sai mã")))

        assert [row["record"] for row in summary.refused] == [3]

    def test_with_a_code_that_lost_its_zero_are_refused_there(self) -> None:
        """national-records 17.5"""
        assert [row["code"] for row in import_list(as_csv(an_entry("1.00123"))).refused] == ["1.00123"]


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (LARGEST_UNPACKED + 1))
    return file.getvalue()


def _with_entities() -> bytes:
    """A workbook whose sheet declares entities that would grow without end."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return _with_sheet(lambda _: f'<!DOCTYPE w [<!ENTITY a0 "x">{entities}]><worksheet>&a11;</worksheet>'.encode())


def _with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_list(an_entry()))) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                text = change(text)
            new.writestr(part, text)
    return file.getvalue()


def _two_sheets() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.create_sheet("Hai").append(HEAD)
    return saved(book)


def _torn() -> bytes:
    content = a_list(an_entry())
    return content[: len(content) // 2]


REFUSED = {
    "no workbook": (b"PK\x03\x04 kh\xc3\xb4ng", "không phải sổ tính"),
    "half of a workbook": (_torn(), "không phải sổ tính"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "đời cũ"),
    "a workbook that unpacks to too much": (_bomb(), "quá lớn"),
    "a workbook with entities": (_with_entities(), "hỏng"),
    "an area merged over everything": (_with_sheet(lambda one: one.replace(b"A1:E1", b"A1:XFD1048576")), "ô gộp"),
    "an area that is not plainly written": (_with_sheet(lambda one: one.replace(b"A1:E1", b"&#65;1:E1")), "ô gộp"),
    "a cell at the end of the world": (_with_sheet(lambda one: one.replace(b'"E3"', b'"XFD1048576"')), "quá lớn"),
    "two sheets": (_two_sheets(), "2 trang"),
    "an empty workbook": (saved(openpyxl.Workbook()), "không có dòng nào"),
    "no head": (a_list(an_entry(), head=("Một", "Hai")), "dòng tiêu đề"),
    "text without a head": (b"a,b\n1,2\n", "dòng tiêu đề"),
    "nothing": (b"", "dòng tiêu đề"),
    "UTF-16": (as_csv(an_entry(), encoding="utf-16"), "UTF-8"),
    "a one-byte encoding": ("Mã số,Tên\n".encode("cp1258", errors="replace") + b"\xd0\xe3\xff", "UTF-8"),
    "an open quotation mark": (as_csv(an_entry()) + b'\r\n"1.000002', "ngoặc kép"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_refused_whole_with_one_sentence(content: bytes, words: str) -> None:
    """national-records 17.14"""
    with pytest.raises(UnreadableTable, match=words) as refusal:
        import_list(content)

    assert str(refusal.value).endswith(".")
    assert not Procedure.objects.exists()


@pytest.mark.django_db
def test_the_banner_says_nothing_of_a_procedure() -> None:
    import_list(a_list(an_entry()))

    assert BANNER.split("\n", 1)[0] not in json.dumps(NationalVersion.objects.get().original, ensure_ascii=False)


@pytest.mark.django_db
def test_the_real_lists_over_the_real_records_only_fill_and_name(real_data) -> None:
    lines = gzip.decompress((real_data / "procedures.jsonl.gz").read_bytes()).splitlines()
    codes = {row[0] for name in REAL for row in _real_rows(real_data, name)}
    known = [line for line in lines if json.loads(line)["code"] in codes]
    procedures.import_national(known, source="bản đầy đủ", by=SYSTEM, at=IMPORTED_AT)
    before = {code: record_of(code) for code in Procedure.objects.values_list("code", flat=True)}

    summaries = [import_list((real_data / "raw" / "lists" / name).read_bytes(), at=LATER) for name in REAL]

    assert [numbers(one) for one in summaries] == [(271, 98, 173, 0, 0), (3, 0, 3, 0, 0), (73, 12, 20, 41, 0)]
    assert sum(len(one.caught.get("list_name_differs", [])) for one in summaries) == 0
    fills: Counter[str] = Counter()
    for code, full in before.items():
        now = record_of(code)
        assert now.listed is not None
        emptied = {**now.to_json(), **{name: full.to_json()[name] for name in now.listed.fills}, "listed": None}
        assert emptied == {**full.to_json(), "listed": None}
        assert all(not getattr(full, name) for name in now.listed.fills)
        fills.update(now.listed.fills)
    assert fills == {"agencies": 26}


def _real_rows(real_data: Path, name: str) -> list[tuple[str, ...]]:
    """Read a real list without our own reader."""
    path = real_data / "raw" / "lists" / name
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [tuple(row) for row in csv.reader(file)][1:]
    return list(openpyxl.load_workbook(path).active.iter_rows(min_row=3, values_only=True))


@pytest.mark.parametrize("name", REAL)
def test_the_pinned_numbers_are_those_of_the_files_themselves(real_data, name: str) -> None:
    rows = _real_rows(real_data, name)

    assert len(rows) == len({row[0] for row in rows}) == REAL[name][0]
    assert sum(not (row[3] or "").strip() for row in rows) == REAL[name][3]


@pytest.mark.django_db
@pytest.mark.parametrize("name", REAL)
def test_a_real_list_comes_in_with_the_pinned_numbers_and_a_second_time_changes_nothing(real_data, name: str) -> None:
    content = (real_data / "raw" / "lists" / name).read_bytes()
    first = import_list(content)
    second = import_list(content, at=LATER)

    without_agency = Counter(one["field"] for one in first.needs_officer if one["text"] == "")["agency"]
    assert (first.read, first.created, len(first.refused), without_agency) == REAL[name]
    assert (second.read, second.unchanged) == (first.read, first.created)
