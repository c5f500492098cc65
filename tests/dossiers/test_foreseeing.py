"""What the slip says before a reception is what the reception then promises."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures import testing as procedures_testing

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
    return procedures_testing.a_record("1.001194", channels=[procedures_testing.a_row()])


def test_the_provincial_centre_below_an_office_still_receives_for_the_departments():
    """Deadlines, rule 15: only what is received at a desk of another unit is handed over first."""
    unit, level, kind = organisation_testing.a_unit, organisation.Level, organisation.Kind
    unit("H12", name="Ủy ban nhân dân tỉnh Cà Mau")
    unit("H12.01", kind=kind.OFFICE, parent="H12")
    unit("H12.14", kind=kind.ONE_STOP, parent="H12.01")
    unit("H12.04", kind=kind.DEPARTMENT, parent="H12")
    unit("H12.61", level=level.COMMUNE, kind=kind.COMMUNE, parent="H12")
    unit("H12.61.01", level=level.COMMUNE, kind=kind.ONE_STOP, parent="H12.61")
    organisation_testing.a_calendar("H12")
    procedures_testing.a_published_procedure(answers={"competent": {"kind": "unit", "code": "H12.04"}})
    published, late = procedures.published("1.001193", AT), AT.replace(hour=15, minute=13)

    starts = {
        desk: dossiers.foresee(published, case=1, channel="counter", desk=desk, at=late).start
        for desk in ("H12.14", "H12.61.01")
    }

    assert starts["H12.14"] == late
    assert starts["H12.61.01"] > late
