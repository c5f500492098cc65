"""Who acts in the stories of dossiers, and the dossier most of them are about."""

from dataclasses import replace

import pytest
from django.conf import settings as settings_in_use
from django.db import transaction
from stories import a_dossier_of_many_ways, a_team


@pytest.fixture(scope="module")
def shared_team(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Set the people and their units up once for a file; each test takes back what it did to them.

    None for a file with a test that commits, as those that act at the same time do: what is not committed they cannot see.
    """
    if any(commits(item) for item in request.session.items if item.path == request.path):
        yield None
        return
    before = settings_in_use.ENVIRONMENT
    with django_db_blocker.unblock(), transaction.atomic():
        settings_in_use.ENVIRONMENT = replace(before, data=tmp_path_factory.mktemp("team"))
        team = a_team()
        settings_in_use.ENVIRONMENT = before
        yield team
        transaction.set_rollback(True)


def commits(item):
    marks = item.iter_markers("django_db")
    return "transactional_db" in item.fixturenames or any(mark.kwargs.get("transaction") for mark in marks)


@pytest.fixture
def team(shared_team, db):
    return shared_team or a_team()


@pytest.fixture
def code(team):
    return a_dossier_of_many_ways(team)
