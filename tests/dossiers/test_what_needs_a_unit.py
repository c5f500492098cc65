"""What still needs a unit, so that it is not dissolved: dossiers under way, opinions asked of it, letters it owes."""

import pytest
from stories import AT, after, on, to_the_desk

from motcua.domain.dossiers import api as dossiers

pytestmark = pytest.mark.django_db


def test_a_unit_whose_opinion_is_waited_for_is_needed_until_it_answers(team, code):
    dossiers.ask_opinion(
        code, by=team.handler, at=after(AT, minutes=30), unit="H12.14", question="?", answer_by=on("06")
    )
    assert dossiers.count_underway("H12.14") == 1

    dossiers.withdraw_opinion(code, unit="H12.14", reason="Tự tra được", by=team.handler, at=after(AT, minutes=40))
    assert dossiers.count_underway("H12.14") == 0


def test_a_unit_that_owes_a_letter_for_what_was_late_is_needed(team, code):
    commune = team.staff.places.commune
    to_the_desk(team, code, at=on("06"))
    dossiers.make_result_ready(code, by=team.reception, at=on("12"))
    dossiers.return_result(code, by=team.reception, at=on("12", "10:00"))

    assert dossiers.count_underway(commune) == 1
    assert dossiers.count_underway(team.staff.places.commune_desk) == 0


def test_dossiers_of_a_procedure_are_under_way_until_their_results_are_returned(team, code):
    to_the_desk(team, code, at=on("06"))
    procedure = dossiers.dossier(code, team.reception, AT).procedure
    dossiers.make_result_ready(code, by=team.reception, at=on("12"))
    assert (dossiers.count_underway_by(procedure), dossiers.count_underway_by("1.999999")) == (1, 0)

    dossiers.return_result(code, by=team.reception, at=on("12", "10:00"))
    assert dossiers.count_underway_by(procedure) == 0
