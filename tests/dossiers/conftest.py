"""Who acts in the stories of dossiers, and the dossier most of them are about."""

import pytest
from stories import a_dossier_of_many_ways, a_team


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def code(team):
    return a_dossier_of_many_ways(team)
