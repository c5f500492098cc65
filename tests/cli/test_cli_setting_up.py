"""`motcua units load` and `officers register`: a province begins without the demo."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate

from motcua.domain.organisation import api as organisation
from motcua.foundation import clock

pytestmark = pytest.mark.django_db
LIST = """agency_code,name,level,kind,parent,valid_from,valid_to,predecessors
H12,Ủy ban nhân dân tỉnh Cà Mau,province,council,,2022-01-01,,
H12.99,Trung tâm Phục vụ hành chính công,province,one_stop,H12,2025-07-01,,
"""
WORDS = ("--name", "Nguyễn Văn Mẫu", "--unit", "H12", "--title", "Quản trị hệ thống")


@pytest.fixture
def units(motcua, tmp_path):
    path = tmp_path / "don-vi.csv"
    path.write_text(LIST, encoding="utf-8")
    return lambda: motcua("units", "load", path, "--json")


@pytest.fixture
def password(tmp_path):
    path = tmp_path / "mat-khau"
    path.write_text("con-meo-di-hia-2026\n", encoding="utf-8")
    return ("--password-file", path)


def test_a_list_of_units_is_loaded_once_and_the_province_has_a_calendar(units):
    assert units().document == {"created": 2, "updated": 0, "unchanged": 0}
    assert units().document == {"created": 0, "updated": 0, "unchanged": 2}
    assert organisation.calendar_for("H12.99").table.reference_day_minutes == 480


def test_a_list_without_its_columns_is_refused(motcua, tmp_path):
    path = tmp_path / "don-vi.csv"
    path.write_text("code,name\nH12,Cà Mau\n", encoding="utf-8")

    done = motcua("units", "load", path)

    assert done.status == 1
    assert "thiếu cột" in done.err


def test_the_first_administrator_can_sign_in_and_administers(motcua, units, password, rf):
    units()

    done = motcua("officers", "register", "quantri.h12", *WORDS, "--role", "administrator", *password)

    assert done.status == 0, done.err
    assert authenticate(rf.post("/"), username="quantri.h12", password="con-meo-di-hia-2026") is not None
    right = organisation.actor_for("quantri.h12", clock.now().date())
    assert organisation.Role.ADMINISTRATOR in right.roles


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param(("--role", "king"), "Không có vai trò", id="an_unknown_role"),
        pytest.param((), "vị trí", id="a_position_that_is_not_there"),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_is_registered(motcua, units, password, more, said):
    units()

    done = motcua("officers", "register", "quantri.h12", *WORDS, *more, *password)

    assert done.status == 1
    assert said in done.err
    with pytest.raises(organisation.UnknownOfficer):
        organisation.officer_by_login("quantri.h12")


def test_the_list_that_comes_with_the_product_loads(motcua):
    from importlib.resources import files

    done = motcua("units", "load", files("motcua") / "data" / "units" / "ca_mau.csv", "--json")

    assert done.status == 0, done.err
    assert done.document["created"] > 100


def test_an_inspector_is_registered_and_posted_up_to_a_last_day(motcua, units, password):
    units()
    words = ("--name", "Nguyễn Văn Mẫu", "--unit", "H12", "--title", "Thanh tra", "--role", "inspector", *password)
    today = clock.now().date()

    without = motcua("officers", "register", "thanhtra.h12", *words)
    done = motcua("officers", "register", "thanhtra.h12", *words, "--until", today.isoformat())
    later = (today + timedelta(days=7)).isoformat()
    again = motcua(
        "officers", "post", "thanhtra.h12", "--unit", "H12", "--title", "Thanh tra", "--from", later, "--until", later
    )

    assert (without.status, done.status, again.status) == (1, 0, 0), (without.err, done.err, again.err)
    assert "phải có ngày kết thúc" in without.err
    held = organisation.postings_of("thanhtra.h12")
    assert [(one.ends_on - one.starts_on).days for one in held] == [1, 1]


def test_where_people_reach_a_unit_is_stated_part_by_part_and_told(motcua, units):
    units()

    said = motcua("units", "contact", "H12", "--address", "Số 1 đường Chợ", "--coordinates", "9.1769, 105.1524")
    swapped = motcua("units", "contact", "H12", "--coordinates", "105.1524, 9.1769")
    motcua("units", "contact", "H12", "--phone", "0290 111")

    assert (said.status, swapped.status) == (0, 1), said.err
    assert "ghi ngược hai số" in swapped.err
    assert motcua("units", "contact", "H12").out.splitlines()[1:] == ["Số 1 đường Chợ", "0290 111", "9.1769, 105.1524"]
