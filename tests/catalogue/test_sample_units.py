"""The units of Cà Mau: three levels until 30 June 2025, two since, and who followed whom."""

from collections import Counter
from itertools import pairwise

from sample import table

from motcua.domain.organisation.api import Kind, Level
from motcua.kernel.codes import AgencyCode

UNITS = table("ca_mau.csv")
SUCCESSORS = table("ca_mau_successors.csv")
REFORM = "2025-07-01"


def on(day: str, **wanted: str) -> list[dict[str, str]]:
    """Return the units that stand on that day and have those values."""
    standing = [row for row in UNITS if row["valid_from"] <= day and (not row["valid_to"] or day < row["valid_to"])]
    return [row for row in standing if all(row[key] == value for key, value in wanted.items())]


def test_the_last_day_of_the_old_order_has_sixteen_districts_and_164_communes():
    assert len(on("2025-06-30", level="district", kind="council")) == 16
    assert len(on("2025-06-30", level="commune", kind="commune")) == 164


def test_the_new_order_has_64_communes_and_no_district():
    communes = on(REFORM, level="commune", kind="commune")

    assert len(communes) == 64
    assert Counter(row["area_name"].split()[0] for row in communes) == {"Xã": 55, "Phường": 9}
    assert on(REFORM, level="district") == []


def test_every_commune_and_the_province_have_a_one_stop_desk_today():
    desks = {row["parent"] for row in on("2026-11-25", kind="one_stop")}

    assert {row["agency_code"] for row in on("2026-11-25", kind="commune")} <= desks
    assert on("2026-11-25", agency_code="H12.14")[0]["name"] == "Trung tâm Phục vụ hành chính công tỉnh Cà Mau"


def test_every_unit_has_a_readable_code_a_known_level_and_kind():
    for row in UNITS:
        assert AgencyCode.parse(row["agency_code"]).newest_form == row["agency_code"]
        assert Level(row["level"])
        assert Kind(row["kind"])
        assert row["agency_code_status"] in ("known", "sample")


def test_only_the_province_s_own_code_is_called_known():
    assert {row["agency_code"] for row in UNITS if row["agency_code_status"] == "known"} == {"H12"}


def test_the_periods_of_a_unit_follow_one_another():
    for code in {row["agency_code"] for row in UNITS}:
        periods = sorted((row["valid_from"], row["valid_to"]) for row in UNITS if row["agency_code"] == code)
        assert all(first[1] and first[1] <= then[0] for first, then in pairwise(periods)), code


def test_a_parent_stands_as_long_as_its_child():
    for row in UNITS:
        if row["parent"]:
            assert on(row["valid_from"], agency_code=row["parent"]), row


def test_every_old_commune_goes_into_a_new_one_and_every_new_one_comes_from_some():
    old = {row["agency_code"] for row in on("2025-06-30", kind="commune")}
    new = {row["agency_code"] for row in on(REFORM, kind="commune")}
    pairs = {(row["predecessor"], row["successor"]) for row in SUCCESSORS if row["effective_on"] == REFORM}

    assert {one for one, _ in pairs if one in old} == old
    assert {one for _, one in pairs if one in new} == new
    assert sum(one in old for one, _ in pairs) == 186


def test_the_two_tables_say_the_same_of_predecessors():
    said = {(before, row["agency_code"]) for row in UNITS for before in row["predecessors"].split()}

    assert said == {(row["predecessor"], row["successor"]) for row in SUCCESSORS}
