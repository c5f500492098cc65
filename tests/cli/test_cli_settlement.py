"""`motcua report settlement`: the form of a period from the dossiers themselves, and what cannot be asked."""

import csv
import json
from datetime import timedelta
from io import StringIO

import openpyxl
import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing

pytestmark = pytest.mark.django_db(transaction=True)  # what an open transaction wrote is not folded yet
DAY = testing.RECEIVED_AT.date()
BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def staff(db):
    """Two dossiers of the day before the tests' clock, one of them settled."""
    staff = testing.a_staffed_province()
    at = testing.RECEIVED_AT - timedelta(days=1)
    one, _ = (testing.a_dossier(staff, at=at) for _ in range(2))
    testing.carry_to_ready(staff, one, at=at + timedelta(hours=1))
    return staff


def test_without_dates_it_is_the_period_that_has_dossiers(motcua, staff):
    found = motcua("report", "settlement", "--by", "level", "--format", "json").document

    assert (found["from"], found["to"], found["as_of"], found["compare"]) == (
        str(BEFORE),
        str(BEFORE),
        str(DAY),
        "moment",
    )
    (row,) = found["rows"]
    assert (row["key"], row["name"], row["rate"]) == ("commune", "Cấp xã", "100.00")
    assert row["received"] == {"total": 2, "online": 0, "direct": 2, "carried": 0}
    assert row["settled"] == {"total": 1, "early": 1, "on_time": 0, "late": 0}
    assert row["in_process"] == {"total": 1, "within": 1, "overdue": 0}
    assert found["total"]["received"] == row["received"]


@pytest.mark.parametrize(
    ("by", "key"), [("level", "commune"), ("agency", "H12.61"), ("field", None), ("procedure", "1.001193")]
)
def test_it_groups_by_level_agency_field_and_procedure(motcua, staff, by, key):
    found = motcua("report", "settlement", "--by", by, "--json").document

    assert len(found["rows"]) == 1
    assert found["by"] == by
    assert key is None or found["rows"][0]["key"] == key


def test_a_past_day_is_asked_as_it_was_known(motcua, staff):
    days = ("--from", BEFORE, "--to", DAY)
    testing.a_dossier(staff, at=testing.RECEIVED_AT)

    then, now = (motcua("report", "settlement", *days, "--as-of", day, "--json").document for day in (BEFORE, DAY))

    assert then["total"]["received"]["total"] == 2
    assert now["total"]["received"]["total"] == 3


def test_files_hold_the_same_report(motcua, staff, tmp_path):
    for name in ("csv", "xlsx", "pdf", "json"):
        assert motcua("report", "settlement", "--format", name, "--output", tmp_path / f"bao-cao.{name}").status == 0

    assert json.loads((tmp_path / "bao-cao.json").read_text())["total"]["received"]["total"] == 2
    rows = list(csv.DictReader(StringIO((tmp_path / "bao-cao.csv").read_text(encoding="utf-8-sig"))))
    assert [row["received_total"] for row in rows] == ["2", "2"]
    assert openpyxl.load_workbook(tmp_path / "bao-cao.xlsx").active["C8"].value == 2
    assert (tmp_path / "bao-cao.pdf").read_bytes().startswith(b"%PDF")


def test_the_terminal_gets_a_table_and_the_conventions(motcua, staff):
    shown = motcua("report", "settlement").out

    assert "Cấp xã" in shown
    assert "100,00" in shown
    assert "tính là giải quyết đúng hạn" in shown


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        (("--from", "2026-11-03", "--to", "2026-11-02"), 1, "trước khi bắt đầu"),
        (("--from", "2026-01-01", "--to", "2026-11-01"), 1, "Hồ sơ đầu tiên tiếp nhận ngày 02/11/2026"),
        (("--as-of", "2026-11-04"), 1, "ngày đó chưa đến"),
        (("--unit", "H12.999"), 1, "không tồn tại"),
        (("--format", "xlsx"), 2, "--output"),
        (("--format", "pdf"), 2, "--output"),
        (("--by", "person"), 2, ""),
        (("--compare", "hour"), 2, ""),
        (("--from", "hôm qua"), 2, ""),
        (("--from", "0001-01-01", "--to", "9999-12-31"), 1, "Ghi ngày từ năm 1900 đến năm 2999."),
    ],
)
def test_what_cannot_be_asked_is_refused(motcua, staff, asked, status, told):
    found = motcua("report", "settlement", *asked)

    assert (found.status, found.out) == (status, "")
    assert told in found.err


def test_what_befell_is_counted_as_json_csv_and_table(motcua, staff):
    code = testing.a_dossier(staff, at=testing.RECEIVED_AT - timedelta(days=1))
    dossiers.ask_supplement(code, reason="Thiếu", items=["Bản sao"], by=staff.handler, at=testing.RECEIVED_AT)
    asked = ("report", "events", "--by", "agency", "--unit", "H12.61")

    found = motcua(*asked, "--to", str(DAY), "--json").document

    assert found["rows"] == [
        {
            "key": "H12.61",
            "name": found["rows"][0]["name"],
            "supplemented": 1,
            "paused": 0,
            "any_desk": 0,
            "not_received": 0,
        }
    ]
    rows = list(csv.DictReader(StringIO(motcua(*asked, "--to", str(DAY), "--csv").out)))
    assert [(row["key"], row["supplemented"], row["unit"]) for row in rows] == [
        ("H12.61", "1", "H12.61"),
        ("", "1", "H12.61"),
    ]
    assert "Tổng số" in motcua(*asked).out
    refused = motcua(*asked, "--from", "2021-01-01", "--to", "2021-02-01")
    assert (refused.status, refused.out) == (1, "")
    assert "kết thúc trước đó nên không có số liệu" in refused.err


def test_before_the_first_dossier_there_is_no_report(motcua):
    testing.a_staffed_province()

    found = motcua("report", "settlement", "--json")

    assert (found.status, found.err.strip()) == (1, "Chưa có hồ sơ nào nên chưa có số liệu.")


def test_a_unit_counts_with_those_below_it(motcua, staff):
    whole, other = (motcua("report", "settlement", "--unit", code, "--json").document for code in ("H12", "H12.04"))

    assert whole["total"]["received"]["total"] == 2
    assert other["rows"] == []
    assert other["total"]["rate"] == "–"
