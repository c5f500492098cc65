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
        "commune", 1, 1, "100.00", "100.00"
    )  # fmt: skip
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
