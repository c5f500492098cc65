"""Codes of dossiers by rule pack and day; running numbers without gap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import AT, a_dossier_of_many_ways, a_team, after

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.rules import numbers
from motcua.foundation.rule_packs import rule_pack_named, rule_pack_on
from motcua.kernel.refusal import Refusal


@pytest.mark.parametrize(
    ("agency", "day", "number", "pack", "code"),
    [
        pytest.param("H12.14", "2026-11-23", 7, "today", "H12.14-261123-0007", id="dossier-codes 1.1"),
        pytest.param("H12.14", "2022-11-23", 7, "2022", "000.00.14.H12-221123-0007", id="dossier-codes 1.2"),
        pytest.param("H12.14", "2026-11-23", 9999, "today", "H12.14-261123-9999", id="dossier-codes 1.3"),
        pytest.param("H12.14", "2026-11-23", 10000, "today", "H12.14-261123-10000", id="dossier-codes 1.4 it grows"),
        pytest.param("H12.14.05", "2022-11-23", 7, "2022", "000.05.14.H12-221123-0007", id="dossier-codes 1.5"),
        pytest.param("H12", "2022-11-23", 1, "2022", "000.00.00.H12-221123-0001", id="dossier-codes 1.6"),
        pytest.param("H12.14.05", "2026-11-23", 7, "today", "H12.14.05-261123-0007", id="dossier-codes 1.7"),
    ],
)
def test_a_code_is_written_as_the_rule_pack_of_the_day_says(agency, day, number, pack, code):
    on = date.fromisoformat(day)

    assert numbers.dossier_code(agency=agency, day=on, number=number, pack=rule_pack_named(pack)) == code
    assert rule_pack_on(on).name == pack


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["today", "2022"]))
def test_different_numbers_never_have_the_same_code(first, second, pack):
    codes = {
        numbers.dossier_code(agency="H12.14", day=date(2026, 11, 23), number=number, pack=rule_pack_named(pack))
        for number in (first, second)
    }

    assert len(codes) == len({first, second})


@pytest.fixture
def team(db):
    return a_team()


def test_numbers_begin_anew_each_day_and_at_each_agency(team):
    """dossier-codes 2.1, dossier-codes 2.2, dossier-codes 2.3, dossier-codes 2.4, dossier-codes 2.6."""
    first, second = a_dossier_of_many_ways(team), a_dossier_of_many_ways(team)
    next_day = a_dossier_of_many_ways(team, at=after(AT, days=1))
    reception = testing.a_reception(team.staff, desk=team.centre.unit_code, competent="H12.61")
    elsewhere = dossiers.receive(reception, by=team.centre, at=AT).code

    assert (first, second) == ("H12.61-261103-0001", "H12.61-261103-0002")
    assert (next_day, elsewhere) == ("H12.61-261104-0001", "H12.14-261103-0001")


def test_a_reception_that_fails_gives_its_number_back(team):
    """dossier-codes 2.5: a name with a letter that the papers cannot print is found after the number was drawn."""
    first = a_dossier_of_many_ways(team)
    with pytest.raises(Refusal):
        a_dossier_of_many_ways(team, person=testing.a_person(name="Nguyễn \U0001f600 Mẫu"))

    assert a_dossier_of_many_ways(team) == first.replace("0001", "0002")
