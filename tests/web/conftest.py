"""What tests of pages on settled dossiers share: a province, and a dossier of a known person that came to its result."""

from datetime import timedelta

import pytest
from desk_pages import set_clock

from motcua.domain.dossiers import testing


@pytest.fixture
def staff(settings):
    """A province at work, two hours after its first dossier came in."""
    set_clock(settings, testing.RECEIVED_AT + timedelta(hours=2))
    return testing.a_staffed_province()


@pytest.fixture
def code(staff):
    """A dossier of the known person, an hour from its reception to its result."""
    found = testing.a_dossier(staff, person=testing.KNOWN_PERSON)
    testing.carry_to_ready(staff, found, at=testing.RECEIVED_AT + timedelta(hours=1))
    return found
