"""The stories of dossiers and the words for pages are shared with the tests that have them; one province a file."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as settings_in_use
from django.db import transaction

for neighbour in ("dossiers", "web"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / neighbour))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Set up province, readers and open sessions once; each test looks at them and rolls back what it did."""
    from desk_pages import signed_in
    from province import LOOK_AT, a_province, readers

    from motcua.domain.organisation import api as organisation

    before = settings_in_use.ENVIRONMENT
    with django_db_blocker.unblock(), transaction.atomic():
        settings_in_use.ENVIRONMENT = replace(before, data=tmp_path_factory.mktemp("world"), clock=LOOK_AT.isoformat())
        found = a_province()
        day = LOOK_AT.date()
        sessions = [(one, signed_in(organisation.actor_for(one.login, day))) for one in readers(found)]
        yield found, sessions, settings_in_use.ENVIRONMENT
        transaction.set_rollback(True)
    settings_in_use.ENVIRONMENT = before


@pytest.fixture
def province(world, db, settings):
    settings.ENVIRONMENT = world[2]
    return world[0]


@pytest.fixture
def everybody(province, world):
    return world[1]
