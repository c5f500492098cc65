"""Rate and report satisfaction at the command line."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import testing

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT


@pytest.fixture
def staff(demo_mode):
    return testing.a_staffed_province()


def test_a_link_is_made_used_once_and_counted(motcua, staff):
    code = testing.a_dossier(staff, at=AT - timedelta(hours=1))
    testing.carry_to_ready(staff, code, at=AT - timedelta(minutes=30))
    login = staff.reception.login

    made = motcua("ratings", "invite", code, "--as", login, "--json").document
    assert made["address"].endswith(f"/danh-gia/{made['token']}")
    assert {"code": "attitude", "text": "Thái độ của cán bộ"} in motcua("ratings", "reasons", "--json").document
    assert motcua("ratings", "rate", made["token"], "--level", "7").status == 1
    assert motcua("ratings", "rate", made["token"], "--level", "5", "--json").document == {"level": 5}
    again = motcua("ratings", "rate", made["token"], "--level", "1")

    assert (again.status, "đã được đánh giá" in again.err) == (1, True)
    report = motcua("report", "satisfaction", "--by", "level", "--json").document
    (row,) = report["rows"]
    assert (row["key"], row["settled"], row["answered"], row["rate"], row["response"]) == (
        "commune", 1, 1, None, "100.00"
    )  # fmt: skip
    assert (row["withheld"], set(row["levels"].values()), report["total"]["satisfied"]) == (True, {None}, None)
    assert (report["least_told"], "dưới 5 đánh giá" in report["withheld"]) == (5, True)
    shown = motcua("report", "satisfaction", "--by", "procedure").out
    assert (shown.count("không hiện, 1 đánh giá"), "100,00 %  (" in shown, "dưới 5 đánh giá" in shown) == (
        2,
        False,
        True,
    )
    table = motcua("report", "satisfaction", "--by", "agency", "--csv").out
    assert "20.65" not in table  # the lower end of the interval of one satisfied of one
    own = motcua("report", "satisfaction", "--json", "--as", staff.leader.login).document
    assert (own["total"]["settled"], own["rows"][0]["key"]) == (1, "commune")
    assert motcua("report", "satisfaction", "--as", login).status == 1
    assert motcua("report", "satisfaction", "--as-of", "2026-11-30").status == 1
    assert report["mapping"] == {
        "5": "very_satisfied", "4": "satisfied", "3": "not_satisfied", "2": "not_satisfied", "1": "not_satisfied"
    }  # fmt: skip


def test_a_device_is_added_and_opened(motcua, staff):
    code = testing.a_dossier(staff, at=AT - timedelta(hours=1))
    testing.carry_to_ready(staff, code, at=AT - timedelta(minutes=30))
    who = ("--as", staff.reception.login)
    made = motcua("ratings", "device", "--unit", staff.places.commune_desk, "--name", "Quầy 1", *who, "--json").document

    assert motcua("ratings", "open", code, "--device", made["device"], *who).status == 0
    assert motcua("ratings", "open", code, "--device", made["device"] + 1, *who).status == 1
    assert motcua("ratings", "open", "H12.61-000000-0000", "--device", made["device"], *who).status == 1


def test_wrong_words_and_days_are_refused(motcua, staff):
    backwards = motcua("report", "satisfaction", "--from", "2026-11-03", "--to", "2026-11-01")
    assert (backwards.status, backwards.err.strip()) == (1, "Ngày cuối của kỳ phải không trước ngày đầu.")
    assert motcua("report", "satisfaction", "--by", "weather").status == 2
    empty = motcua("report", "satisfaction", "--json").document
    assert (empty["rows"], empty["total"]["rate"], empty["total"]["response"]) == ([], None, None)


def test_settlement_is_scored_answered_and_replied_to(motcua, staff):
    """The table of a unit, of its officers, of one's own dossiers; who is nobody's leader sees no officer's."""
    code = testing.a_dossier(staff, at=AT - timedelta(hours=1))
    testing.carry_to_ready(staff, code, at=AT - timedelta(minutes=30))
    handler, leader, commune = staff.handler.login, staff.leader.login, staff.places.commune
    token = motcua("ratings", "invite", code, "--as", staff.reception.login, "--json").document["token"]
    assert motcua("ratings", "rate", token, "--level", "5", "--slip", "1").status == 2
    assert motcua("ratings", "rate", token, "--level", "5", "--slip", "1=sooner").status == 1
    rated = motcua("ratings", "rate", token, "--level", "5", "--slip", "1=longer", "--slip", "7=complaint")
    assert rated.status == 0

    units = motcua("report", "scoring", "--json").document
    row = next(row for row in units["rows"] if row["key"] == commune)
    assert (row["indices"]["1"], row["indices"]["2"], row["indices"]["7"], row["band"]) == ("0.0", "2.0", None, None)
    assert (units["by"], units["version"], units["conventions"]["missing"]) == ("unit", "scoring-today-1", "unranked")
    assert "1: 0,0  2: 2,0  3: –" in motcua("report", "scoring").out
    assert motcua("report", "scoring", "--by", "officer", "--unit", commune).status == 1
    assert motcua("report", "scoring", "--by", "officer", "--unit", commune, "--as", handler).status == 1
    own = motcua("report", "scoring", "--by", "dossier", "--as", handler, "--json").document
    assert [(row["key"], row["total"], row["why"]["7"]) for row in own["rows"]] == [(code, "2", "not_found_yet")]

    said = ("--words", "Bổ sung do người nộp (mẫu)")
    made = motcua("ratings", "answer", code, "--index", "1", *said, "--as", handler, "--json").document["answer"]
    assert motcua("ratings", "reply", made, *said, "--accept", "--as", handler).status == 1
    assert motcua("ratings", "reply", made, *said, "--accept", "--as", leader).status == 0
    assert motcua("ratings", "finding", code, *said, "--unfounded", "--as", leader).status == 1
    asked = ("report", "scoring", "--by", "officer", "--unit", commune, "--as", leader)
    officers = motcua(*asked, "--json").document["rows"]
    mine = next(row for row in officers if row["key"] == handler)
    assert (mine["indices"]["1"], mine["accepted"], mine["left_out"]) == (None, 1, [1, 3, 4, 7])
    dossiers = motcua(
        "report", "scoring", "--by", "dossier", "--unit", commune, "--officer", handler, "--as", leader, "--csv"
    )
    assert dossiers.out.splitlines()[0].split(",")[:3] == ["key", "name", "settled_at"]
    assert motcua("report", "scoring", "--from", "2026-11-03", "--to", "2026-11-01").status == 1
    desk = ("ratings", "posted", "--unit", staff.places.commune_desk, "--as", staff.reception.login)
    board = motcua(*desk, "--on", "2026-11-02", "--json").document["board"]
    assert motcua(*desk, "--on", "2026-11-03", "--end", board).status == 0
