"""The report in each of its formats: the same document, the same bytes; texts stay texts, figures as people write them."""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pikepdf
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from report_sample import a_document

from motcua.domain.reports import api as reports

GOLDEN = Path(__file__).parent / "golden.json"
MAKERS = [reports.as_json, reports.as_csv, reports.as_xlsx, reports.as_pdf]
of_2022 = {"pack": "2022", "first": "2022-06-15", "last": "2022-09-14", "as_of": "2022-09-14"}
every_pack = pytest.mark.parametrize("given", [{}, of_2022], ids=["today", "2022"])


def sheet_of(report):
    return openpyxl.load_workbook(io.BytesIO(reports.as_xlsx(report))).active


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_report_is_the_same_bytes_a_moment_later(make):
    first = make(a_document())
    time.sleep(2.1)  # a zip counts every other second

    assert make(a_document()) == first


def test_the_json_has_what_the_commands_promise():
    found = json.loads(reports.as_json(a_document()))

    assert (found["from"], found["to"], found["as_of"], found["compare"]) == (
        "2026-11-01",
        "2026-11-30",
        "2026-11-25",
        "moment",
    )
    district = found["rows"][0]
    assert district["received"] == {"total": 28_600, "online": 20_000, "direct": 8_000, "carried": 600}
    assert district["settled"] == {"total": 28_542, "early": 21_000, "on_time": 7_539, "late": 3}
    assert district["in_process"] == {"total": 58, "within": 56, "overdue": 2}
    assert (district["key"], district["name"], district["rate"]) == ("district", "Cấp huyện", "99.99")


def test_the_csv_has_a_row_each_and_the_sum():
    rows = list(csv.DictReader(io.StringIO(reports.as_csv(a_document()).removeprefix("\ufeff"))))

    assert [row["key"] for row in rows] == ["district", "commune", ""]
    assert rows[0]["settled_early"] == "21000"
    assert {row["rules"] for row in rows} == {"settlement-today-1"}


@pytest.mark.parametrize("name", ["=1+1", "+84", "-1", "@SUM(A1)"])
def test_no_name_becomes_a_formula(name):
    report = a_document(name=name)

    assert next(iter(csv.DictReader(io.StringIO(reports.as_csv(report)))))["name"] == f"'{name}"
    cell = sheet_of(report)["B8"]
    assert (cell.value, cell.data_type) == (name, "s")


@every_pack
def test_the_workbook_has_numbers_under_their_headings_and_the_conventions_below(given):
    report = a_document(**given)
    sheet = sheet_of(report)
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert [sheet.cell(6, column).value for column in (3, 7, 11)] == ["Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]
    assert [sheet.cell(8, column).value for column in range(3, 15)] == [
        28_600, 20_000, 8_000, 600, 28_542, 21_000, 7_539, 3, 58, 56, 2, 99.99,
    ]  # fmt: skip
    for text in (report["form"]["title"], report["form"]["form"], *report["rules"]["conventions"]):
        assert text in texts


@every_pack
def test_the_paper_comes_out_as_it_was_looked_at(given):
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert golden["typst"] == version("typst"), "another typst: look at the form again, then renew golden.json"
    pack, found = given.get("pack", "today"), hashlib.sha256(reports.as_pdf(a_document(**given))).hexdigest()
    if os.environ.get("MOTCUA_RENEW_GOLDEN") == "1":
        golden[pack] = found
        GOLDEN.write_text(json.dumps(golden, indent=2) + "\n", encoding="utf-8")

    assert found == golden[pack], "the form looks different now: look at it, then run with MOTCUA_RENEW_GOLDEN=1"


@every_pack
def test_the_paper_is_a4_lying_and_says_period_conventions_and_figures(given, tmp_path):
    report = a_document(**given)
    made = tmp_path / "report.pdf"
    made.write_bytes(reports.as_pdf(report))

    with pikepdf.open(made) as pdf, pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfuaid:part"]) == ("2", "1")
        assert [round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox] == [0, 0, 297, 210]
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed: the words of the report's paper are not checked here")
    found = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(found.split())
    for text in ("28.542", "99,99", "Biểu số II.06a/VPCP/KSTT", "Đơn vị tính: hồ sơ", *report["rules"]["conventions"]):
        assert text in words


def test_a_group_without_a_name_is_no_total():
    was, now = a_document(), a_document()
    for report in (was, now):
        report["rows"][1]["key"] = report["rows"][1]["name"] = ""
    now["rows"][1]["settled"]["early"] += 1

    (change,) = reports.differences(was, now)

    assert (change.key, change.name, change.column, change.was, change.now) == (
        "",
        "",
        reports.Column.SETTLED_EARLY,
        0,
        1,
    )
