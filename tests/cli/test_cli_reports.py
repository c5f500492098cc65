"""`motcua report cuts`, `report online-services` and `procedures decisions`: the figures of a day, and a decision entered."""

import csv
import json
from io import StringIO

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.foundation import clock

CODE = "1.001193"


@pytest.fixture
def login(db):
    testing.a_staffed_province()
    testing.publish_once()
    return organisation_testing.an_officer("H12", (Role.PUBLISHER,))


@pytest.fixture
def decision(tmp_path):
    def write(value="3 ngày làm việc", sets="committed", number="MẪU-01/QĐ-UBND", **more):
        said = {
            "number": number, "decided_on": clock.now().date().isoformat(), "title": "Rút ngắn (mẫu)", "sample": True,
            "settings": [{"procedure": CODE, "sets": sets, "value": value}],
        }  # fmt: skip
        path = tmp_path / "quyet-dinh.json"
        path.write_text(json.dumps(said | more), encoding="utf-8")
        return str(path)

    return write


def cuts(motcua, *more):
    return motcua("report", "cuts", "--by", "field", "--json", *more).document


def test_a_decision_is_tried_entered_listed_and_counted(motcua, login, decision):
    tried = motcua("procedures", "decisions", "enter", decision(), "--as", login, "--dry-run", "--json")
    assert (tried.status, tried.document["kept"]) == (0, False)
    assert tried.document["effect"][0]["after"] == "3 ngày làm việc"
    assert cuts(motcua)["total"]["cut"] == 0

    entered = motcua("procedures", "decisions", "enter", decision(), "--as", login, "--json")
    assert entered.document["kept"] is True
    assert [one["number"] for one in motcua("procedures", "decisions", "list", "--json").document] == ["MẪU-01/QĐ-UBND"]
    found = cuts(motcua, "--procedures")
    assert (found["total"]["cut"], found["total"]["procedures"], found["total"]["percent"]) == (1, 1, "100.00")
    assert found["procedures"][0]["limits"][0]["decision"]["number"] == "MẪU-01/QĐ-UBND"
    assert len(cuts(motcua, "--code", CODE)["procedures"]) == 2


def test_the_same_decision_again_is_refused(motcua, login, decision):
    motcua("procedures", "decisions", "enter", decision(), "--as", login)

    again = motcua("procedures", "decisions", "enter", decision(), "--as", login)

    assert again.status == 1
    assert "đã được nhập" in again.err


def test_a_file_of_another_shape_is_refused(motcua, login, tmp_path):
    path = tmp_path / "khac.json"
    path.write_text("[]", encoding="utf-8")

    found = motcua("procedures", "decisions", "enter", str(path), "--as", login)

    assert found.status == 1
    assert "chưa đúng dạng" in found.err


def test_tables_come_as_csv(motcua, login, decision, tmp_path):
    motcua("procedures", "decisions", "enter", decision(), "--as", login)
    output = tmp_path / "cat-giam.csv"

    motcua("report", "cuts", "--procedures", "--output", str(output))

    rows = list(csv.DictReader(StringIO(output.read_text(encoding="utf-8-sig"))))
    assert {row["decision_number"] for row in rows} == {"MẪU-01/QĐ-UBND"}
    assert {row["statutory"] for row in rows} == {"5 ngày làm việc"}


def test_online_services_are_counted_with_dossiers_that_came_in_online(motcua, login, decision):
    motcua("procedures", "decisions", "enter", decision("mức độ 4 toàn trình", "online_level"), "--as", login)

    found = motcua("report", "online-services", "--by", "field", "--procedures", "--json").document

    assert (found["total"]["levels"]["4"], found["total"]["full"], found["total"]["integrated"]) == (1, 1, 0)
    assert found["services"][0]["level_by"]["number"] == "MẪU-01/QĐ-UBND"
    assert found["total"]["dossiers_online"] == 0


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (("report", "cuts", "--by", "level"), 2),
        (("report", "cuts", "--code", "1.999999"), 1),
        (("report", "online-services", "--on", "2001-01-01"), 1),
        (("report", "online-services", "--from", "2026-02-01", "--to", "2026-01-01"), 1),
    ],
)
def test_what_cannot_be_asked_is_refused(motcua, login, asked, status):
    assert motcua(*asked).status == status


def test_a_department_s_arrangement_is_entered_counted_and_taken_back(motcua, login):
    boss = organisation_testing.an_officer("H12", (Role.ADMINISTRATOR,))
    said = ("H12.04", "--number", "05/QĐ", "--decided-on", clock.now().date().isoformat(), "--as", boss)

    assert motcua("units", "arranged", *said, "--title", "Sắp xếp").status == 0
    found = motcua("report", "arrangement", "--json").document
    assert (found["completed"], found["departments"]) == (1, 1)
    assert found["units"][0]["number"] == "05/QĐ"

    motcua("units", "arranged", *said, "--undo")
    assert motcua("report", "arrangement", "--json").document["completed"] == 0
