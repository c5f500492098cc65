"""What the slip says before a reception is what the reception then promises."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.procedures import api as procedures

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.mark.parametrize("hours", [0, 2.5, 6, 9, 96], ids=["morning", "noon", "afternoon", "evening", "weekend"])
def test_what_is_foreseen_is_what_the_reception_promises(staff, hours):
    at = AT + timedelta(hours=hours)
    testing.publish_once()

    foreseen = dossiers.foresee(
        procedures.published("1.001193", at), case=1, channel="counter", desk=staff.places.commune_desk, at=at
    )
    received = dossiers.receive(testing.a_reception(staff), by=staff.reception, at=at)

    assert foreseen.due_at == received.due_at
    assert foreseen.competent == staff.places.commune
    assert sum(day.minutes or 0 for day in foreseen.days) == 5 * 480


def test_at_the_provincial_centre_a_commune_procedure_needs_the_commune_named(staff):
    testing.publish_once()
    published = procedures.published("1.001193", AT)
    terms = {"case": 1, "channel": "counter", "desk": staff.places.centre, "at": AT}

    with pytest.raises(dossiers.NoCompetentUnit):
        dossiers.foresee(published, **terms)

    assert dossiers.foresee(published, **terms, competent=staff.places.commune).competent == staff.places.commune


def test_nothing_is_foreseen_for_a_way_of_filing_that_the_case_does_not_have(staff):
    testing.publish_once("1.001194", record=procedures_only_at_the_counter())
    published = procedures.published("1.001194", AT)

    with pytest.raises(dossiers.NotByThisChannel):
        dossiers.foresee(published, case=1, channel="post", desk=staff.places.commune_desk, at=AT)


def procedures_only_at_the_counter():
    from motcua.domain.procedures import testing as procedures_testing

    return procedures_testing.a_record("1.001194", channels=[procedures_testing.a_row()])
