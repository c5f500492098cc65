"""Units over time: a permanent code, and what was true of it on which day."""

import csv
from datetime import date
from importlib.resources import files

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Kind, Level, Role
from motcua.domain.organisation.models import Unit, UnitSuccession, UnitVersion
from motcua.domain.organisation.testing import SET_UP_AT, SINCE, TODAY, a_small_province, a_unit, an_actor
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.period_fields import days
from motcua.kernel.period import EmptyPeriod
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
MERGER = date(2025, 7, 1)


def _dissolve(code, *successors, on=MERGER, by=SYSTEM):
    organisation.dissolve_unit(code=code, on=on, successors=successors, by=by, at=SET_UP_AT, decision="12/QĐ")


def test_a_renamed_unit_keeps_its_old_name_for_the_days_before():
    a_unit("H12", name="Tỉnh Minh Hải")

    organisation.rename_unit(code="H12", name="Tỉnh Cà Mau", from_on=MERGER, by=SYSTEM, at=SET_UP_AT)

    assert organisation.unit("H12", date(2025, 6, 30)).name == "Tỉnh Minh Hải"
    assert organisation.unit("H12", MERGER).name == "Tỉnh Cà Mau"
    assert organisation.unit("H12", date(2025, 6, 30)).ends_on == MERGER


def test_a_change_inside_a_bounded_period_keeps_its_end():
    a_unit("H12", until_on=date(2026, 1, 1))

    organisation.rename_unit(code="H12", name="Tên mới", from_on=MERGER, by=SYSTEM, at=SET_UP_AT)

    assert organisation.unit("H12", MERGER).ends_on == date(2026, 1, 1)


def test_a_unit_moved_below_another_is_found_there_from_that_day():
    codes = a_small_province(calendar=False)
    facts = organisation.UnitFacts("Sở Tư pháp", Level.PROVINCE, Kind.DEPARTMENT, codes.centre)

    organisation.replace_unit_version(code=codes.department, from_on=MERGER, facts=facts, by=SYSTEM, at=SET_UP_AT)

    assert codes.department in {unit.code for unit in organisation.children_of(codes.province, SINCE)}
    assert codes.department in {unit.code for unit in organisation.children_of(codes.centre, MERGER)}


def test_a_change_on_the_first_day_of_a_version_is_refused():
    a_unit("H12")

    with pytest.raises(organisation.VersionNotAfterStart):
        organisation.rename_unit(code="H12", name="Tên mới", from_on=SINCE, by=SYSTEM, at=SET_UP_AT)


def test_two_versions_of_a_unit_never_overlap_whatever_writes():
    a_unit("H12")

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitVersion.objects.create(
            unit=Unit.objects.get(), period=days(MERGER), name="Khác", level="province", kind="council"
        )


@pytest.mark.parametrize(("column", "value"), [("level", "region"), ("kind", "palace")])
def test_the_database_knows_the_levels_and_kinds(column, value):
    a_unit("H12")

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitVersion.objects.update(**{column: value})


def test_a_code_is_never_used_again():
    a_unit("H12.14", until_on=MERGER)

    with pytest.raises(organisation.UnitTaken):
        a_unit("H12.14", from_on=MERGER)


@pytest.mark.parametrize("name", ["", "  \u200b ", "x" * 256])
def test_a_name_that_is_empty_or_too_long_is_refused(name):
    with pytest.raises(Refusal):
        organisation.establish_unit(
            code="H12",
            name=name,
            level=Level.PROVINCE,
            kind=Kind.COUNCIL,
            parent_code=None,
            from_on=SINCE,
            by=SYSTEM,
            at=SET_UP_AT,
        )


def test_a_unit_that_would_end_before_it_starts_is_refused_and_leaves_nothing():
    with pytest.raises(EmptyPeriod):
        a_unit("H12", until_on=SINCE)

    assert not Unit.objects.exists()


def test_an_unknown_unit_is_refused_in_a_sentence():
    with pytest.raises(organisation.UnknownUnit, match="Không có đơn vị mã H99 vào ngày 25/11/2026"):
        organisation.unit("H99", TODAY)


def test_a_dissolved_unit_is_gone_from_that_day_and_names_its_successors():
    codes = a_small_province(calendar=False)

    _dissolve(codes.department, codes.centre)

    assert organisation.unit(codes.department, date(2025, 6, 30)).code == codes.department
    with pytest.raises(organisation.UnknownUnit):
        organisation.unit(codes.department, MERGER)
    assert organisation.successors_of(codes.department) == (codes.centre,)
    row = ledger.rows_of(f"unit:{codes.department}")[-1]
    assert (row.act, row.body["successors"]) == ("unit_dissolved", [codes.centre])


def test_a_unit_with_units_below_it_is_not_dissolved():
    codes = a_small_province(calendar=False)

    with pytest.raises(organisation.StillHasUnits, match="còn 1 đơn vị trực thuộc"):
        _dissolve(codes.commune)


def test_a_dissolution_with_an_unknown_successor_changes_nothing():
    codes = a_small_province(calendar=False)

    with pytest.raises(organisation.UnknownUnit):
        _dissolve(codes.department, "H12.99")

    assert organisation.unit(codes.department, TODAY).ends_on is None


def test_the_name_of_a_dissolved_unit_can_still_be_said():
    codes = a_small_province(calendar=False)
    _dissolve(codes.department, codes.centre)

    names = organisation.unit_names([codes.department, codes.centre], TODAY)

    assert names[codes.department] == "Sở Tư pháp"


def test_the_line_of_a_unit_goes_from_it_to_the_province():
    codes = a_small_province(calendar=False)

    assert organisation.line_of(codes.commune_desk, TODAY) == (codes.commune_desk, codes.commune, codes.province)


def test_the_subtree_of_a_commune_is_the_commune_and_its_desk():
    codes = a_small_province(calendar=False)

    assert organisation.subtree_codes(codes.commune, TODAY) == {codes.commune, codes.commune_desk}
    assert len(organisation.subtree_codes(codes.province, TODAY)) == 5
    assert organisation.subtree_codes("H99", TODAY) == frozenset()


def test_units_stand_in_vietnamese_order():
    a_unit("H12", name="Đất Mũi")
    a_unit("H13", name="Dân Tiến")
    a_unit("H14", name="Ấp Đình")
    a_unit("H15", name="An Xuyên")

    assert [unit.name for unit in organisation.units(TODAY)] == ["An Xuyên", "Ấp Đình", "Dân Tiến", "Đất Mũi"]


def test_the_desks_are_the_units_of_kind_one_stop():
    codes = a_small_province(calendar=False)

    assert {unit.code for unit in organisation.one_stop_desks(TODAY)} == {codes.centre, codes.commune_desk}


def test_every_question_on_units_is_one_statement(count_statements):
    codes = a_small_province(calendar=False)

    for ask in (
        lambda: organisation.unit(codes.commune, TODAY),
        lambda: organisation.units(TODAY),
        lambda: organisation.children_of(codes.province, TODAY),
        lambda: organisation.subtree_codes(codes.province, TODAY),
        lambda: organisation.line_of(codes.commune_desk, TODAY),
        lambda: organisation.one_stop_desks(TODAY),
        lambda: organisation.unit_names([codes.commune, codes.centre], TODAY),
    ):
        assert count_statements(ask) == 1


def test_only_an_administrator_of_the_unit_above_sets_up_a_unit():
    codes = a_small_province(calendar=False)
    wanted = {"level": Level.COMMUNE, "kind": Kind.OFFICE, "from_on": SINCE, "at": SET_UP_AT}
    leader = an_actor(codes.province, Role.LEADER)
    commune = an_actor(codes.commune, Role.ADMINISTRATOR)

    with pytest.raises(organisation.MissingRight):
        organisation.establish_unit(code="H12.61.02", name="Văn phòng", parent_code=codes.commune, by=leader, **wanted)
    with pytest.raises(organisation.MissingRight):
        organisation.establish_unit(code="H12.98", name="Phòng", parent_code=codes.province, by=commune, **wanted)
    organisation.establish_unit(code="H12.61.02", name="Văn phòng", parent_code=codes.commune, by=commune, **wanted)

    assert ledger.rows_of("unit:H12.61.02")[0].by_login == commune.login


def _province_list() -> list[dict[str, str]]:
    text = files("motcua").joinpath("data", "units", "ca_mau.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_units_of_the_province_load_once_and_a_second_time_change_nothing():
    rows = _province_list()

    first = organisation.load_units(rows, by=SYSTEM, at=SET_UP_AT)
    second = organisation.load_units(rows, by=SYSTEM, at=SET_UP_AT)

    assert (first.created, first.updated, first.unchanged) == (len(rows), 0, 0)
    assert (second.created, second.updated, second.unchanged) == (0, 0, len(rows))


def test_ca_mau_has_64_communes_since_the_merger_and_no_district():
    organisation.load_units(_province_list(), by=SYSTEM, at=SET_UP_AT)

    assert len(organisation.units(TODAY, kind=Kind.COMMUNE)) == 64
    assert organisation.units(TODAY, level=Level.DISTRICT) == ()
    assert len(organisation.units(date(2025, 6, 30), kind=Kind.COMMUNE)) == 164


def test_a_succession_counts_from_the_day_the_predecessor_ended():
    organisation.load_units(_province_list(), by=SYSTEM, at=SET_UP_AT)

    found = UnitSuccession.objects.get(predecessor__code="H12.13", successor__code="H12.03")

    assert found.effective_on == date(2025, 3, 1)


def test_a_changed_row_of_the_list_is_an_update():
    rows = [row for row in _province_list() if row["agency_code"] in {"H12", "H04"}]
    organisation.load_units(rows, by=SYSTEM, at=SET_UP_AT)

    changed = organisation.load_units([{**rows[0], "name": "Tên khác"}, *rows[1:]], by=SYSTEM, at=SET_UP_AT)

    assert (changed.created, changed.updated, changed.unchanged) == (0, 1, 2)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("level", "vùng", "Dòng 1: “vùng” không phải là cấp"),
        ("kind", "hội", "Dòng 1: “hội” không phải là loại đơn vị"),
        ("valid_from", "01/07/2025", "Dòng 1: “01/07/2025” không phải là ngày"),
        ("name", "", "Tên đơn vị ở dòng 1"),
        ("parent", "H99", "Không có đơn vị mã H99"),
    ],
)
def test_a_bad_row_is_refused_by_its_number_and_nothing_is_loaded(column, value, words):
    row = {**_province_list()[0], column: value}

    with pytest.raises(Refusal, match=words):
        organisation.load_units([row], by=SYSTEM, at=SET_UP_AT)

    assert not Unit.objects.exists()


def test_rows_of_one_unit_whose_days_overlap_are_refused():
    row = _province_list()[0]

    with pytest.raises(organisation.OverlappingVersion, match="H12 từ ngày 01/01/2023 chồng lên"):
        organisation.load_units([row, {**row, "valid_from": "2023-01-01"}], by=SYSTEM, at=SET_UP_AT)

    assert not Unit.objects.exists()


def test_only_an_administrator_of_the_province_loads_a_list():
    codes = a_small_province(calendar=False)

    with pytest.raises(organisation.MissingRight):
        organisation.load_units([], by=an_actor(codes.commune, Role.ADMINISTRATOR), at=SET_UP_AT)


def test_a_unit_never_stands_below_itself():
    codes = a_small_province(calendar=False)
    facts = organisation.UnitFacts("Xã", Level.COMMUNE, Kind.COMMUNE, codes.commune_desk)

    with pytest.raises(organisation.UnitBelowItself):
        organisation.replace_unit_version(code=codes.commune, from_on=MERGER, facts=facts, by=SYSTEM, at=SET_UP_AT)


def test_who_moves_a_unit_administers_the_new_parent_too():
    codes = a_small_province(calendar=False)
    commune = an_actor(codes.commune, Role.ADMINISTRATOR)
    wanted = {"code": codes.commune, "from_on": MERGER, "at": SET_UP_AT}
    moved = organisation.UnitFacts("Xã Đất Mũi", Level.COMMUNE, Kind.COMMUNE, codes.department)

    with pytest.raises(organisation.MissingRight):
        organisation.replace_unit_version(facts=moved, by=commune, **wanted)
    organisation.rename_unit(name="Xã Mũi", by=commune, **wanted)


def test_a_unit_that_starts_later_is_set_up_beforehand_by_who_administers_above():
    codes = a_small_province(calendar=False)
    a_unit("H12.77", kind=Kind.OFFICE, parent=codes.province, from_on=date(2027, 1, 1))
    administrator = an_actor(codes.province, Role.ADMINISTRATOR)

    organisation.create_position(
        unit_code="H12.77", title="Trưởng phòng", roles=[Role.LEADER], by=administrator, at=SET_UP_AT
    )

    assert organisation.line_of("H12.77", TODAY) == ("H12.77", codes.province)


def test_a_unit_with_a_planned_change_is_not_dissolved_before_it():
    codes = a_small_province(calendar=False)
    organisation.rename_unit(code=codes.department, name="Mới", from_on=MERGER, by=SYSTEM, at=SET_UP_AT)

    with pytest.raises(organisation.StillPlanned):
        _dissolve(codes.department, on=date(2024, 1, 1))
    with pytest.raises(organisation.VersionNotAfterStart):
        _dissolve(codes.department, on=MERGER)
    _dissolve(codes.department, on=TODAY)


def test_acts_on_an_unknown_unit_are_refused():
    for act in (
        lambda: organisation.rename_unit(code="H99", name="X", from_on=SINCE, by=SYSTEM, at=SET_UP_AT),
        lambda: _dissolve("H99"),
        lambda: a_unit("H12.14", parent="H99"),
        lambda: organisation.create_position(unit_code="H99", title="X", roles=[], by=SYSTEM, at=SET_UP_AT),
    ):
        with pytest.raises(organisation.UnknownUnit, match="H99"):
            act()


def test_the_name_of_a_unit_not_yet_there_is_its_first():
    a_unit("H12", name="Tên đầu", from_on=MERGER)
    organisation.rename_unit(code="H12", name="Tên sau", from_on=TODAY, by=SYSTEM, at=SET_UP_AT)

    assert organisation.unit_names(["H12"], SINCE) == {"H12": "Tên đầu"}
