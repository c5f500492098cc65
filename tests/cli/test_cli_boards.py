"""`motcua boards`: make, print, hang, take down, undo, the register, where letters lead."""

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.organisation.testing import SmallProvince, a_small_province
from motcua.domain.procedures.testing import a_published_procedure, a_publisher, a_record

pytestmark = pytest.mark.django_db
DESK, CODE = SmallProvince.commune_desk, "1.001193"


@pytest.fixture(autouse=True)
def _published(db) -> None:
    a_small_province()
    a_published_procedure(a_record(CODE), by=a_publisher(), at=testing.RECEIVED_AT.replace(hour=7))


def test_a_board_is_made_printed_hung_taken_down_and_undone(motcua, tmp_path) -> None:
    made = motcua(
        "boards", "make", "--desk", DESK, "--field", "Hộ tịch", "--title", f"{CODE}=Khai sinh", "--json"
    ).document
    assert (made["version"], [one["title"] for one in made["codes"]]) == (1, ["Khai sinh", "Thủ tục khác"])
    assert motcua("boards", "make", "--desk", DESK, "--field", "Hộ tịch").status == 1

    pdf = tmp_path / "bang.pdf"
    for size in ("a4", "a3", "poster", "card"):
        assert (
            motcua("boards", "print", made["board"], "--output", pdf, "--size", size, "--json").document["size"] == size
        )
        assert pdf.read_bytes().startswith(b"%PDF")
    assert motcua("boards", "print", made["board"], "--output", pdf, "--size", "a5").status == 1

    hung = motcua("boards", "hang", made["board"], "--place", "sảnh", "--json").document
    found = motcua("boards", "list", "--unit", SmallProvince.commune, "--json").document
    assert (found["covered"], found["begun"], found["reprint"]) == (1, 1, [])
    assert found["desks"][0]["fields"][0]["hanging"][0]["hanging"] == hung["hanging"]
    assert "1/2 quầy đã treo đủ" in motcua("boards", "list").out

    for word in ("take-down", "undo"):
        assert motcua("boards", word, hung["hanging"], "--json").document["board"] == made["board"]
    assert motcua("boards", "take-down", 987).status == 1


def test_where_letters_lead_is_told_without_counting(motcua) -> None:
    address = motcua("boards", "address", CODE, "--json").document

    assert address["address"].endswith(f"/q/{address['letters']}")
    told = {"procedure": CODE, "desk": "", "printed_for": "", "printed_at": ""}
    assert motcua("boards", "lead", address["letters"].lower(), "--json").document == told
    assert motcua("boards", "lead", "BBBBBB").status == 1
