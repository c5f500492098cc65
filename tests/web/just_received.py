"""A dossier that was received ten minutes ago: what tests of the follow pages share. Import its fixtures by name."""

from datetime import timedelta

import pytest
from desk_pages import set_clock

from motcua.domain.dossiers import testing

AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)


@pytest.fixture
def staff(settings):
    """A province at work, ten minutes after its dossier came in."""
    set_clock(settings, SOON)
    return testing.a_staffed_province()


@pytest.fixture
def code(staff):
    return testing.a_dossier(staff)
