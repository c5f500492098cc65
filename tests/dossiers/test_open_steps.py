"""Which steps of a dossier are open, asked in few words: within scope only."""

import pytest
from stories import AT, to_two_branches

from motcua.domain.dossiers import api as dossiers
from motcua.domain.organisation import testing as organisation_testing

pytestmark = pytest.mark.django_db


def test_open_steps_are_told_in_the_order_in_which_they_opened(team, code, count_statements):
    to_two_branches(team, code, at=AT)

    found = dossiers.open_steps_of(code, team.leader, AT)

    assert len(found) == 2
    assert {step.unit for step in found} == {row.unit for row in dossiers.dossier(code, team.leader, AT).open_steps}
    assert not any(step.ready for step in found)
    assert count_statements(lambda: dossiers.open_steps_of(code, team.leader, AT)) <= 2


def test_of_a_dossier_out_of_scope_nothing_is_told(team, code):
    stranger = organisation_testing.an_actor(team.staff.places.department, "handler")

    assert dossiers.open_steps_of(code, stranger, AT) == ()
    assert dossiers.open_steps_of("H12.61-000000-0000", team.leader, AT) == ()
    assert dossiers.open_steps_of(code, team.leader, AT) != ()
