"""Dossiers counted by channel and procedure; and the district that settles what its desk received."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.operations.competence import competent_unit
from motcua.domain.dossiers.rules.routing import NoCompetentUnit
from motcua.domain.dossiers.testing import RECEIVED_AT, a_dossier, a_staffed_province
from motcua.domain.organisation.api import Kind, Level
from motcua.domain.organisation.testing import a_unit
from motcua.domain.procedures.api import Competent

pytestmark = pytest.mark.django_db
CODE = "1.001193"
DAY = RECEIVED_AT.date()


def test_dossiers_are_counted_by_the_channel_they_came_in_by() -> None:
    staff = a_staffed_province()
    a_dossier(staff)
    a_dossier(staff, channel="post", at=RECEIVED_AT + timedelta(minutes=1))
    void = a_dossier(staff, channel="post", at=RECEIVED_AT + timedelta(minutes=2))
    dossiers.void(void, reason="Nhập nhầm", by=staff.reception, at=RECEIVED_AT + timedelta(minutes=3))

    assert dossiers.received_by_procedure(DAY, DAY, channel="post") == {CODE: 1}
    assert dossiers.received_by_procedure(DAY, DAY, channel="counter") == {CODE: 1}
    before = DAY - timedelta(days=1)
    assert dossiers.received_by_procedure(before, before, channel="post") == {}


def test_what_a_district_settles_is_settled_by_the_district_of_the_desk() -> None:
    staff = a_staffed_province()
    district = a_unit("H12.21", level=Level.DISTRICT, kind=Kind.COUNCIL, parent="H12")
    desk = a_unit("H12.21.90", level=Level.DISTRICT, kind=Kind.ONE_STOP, parent=district)
    rule = Competent("district_of_desk")

    assert competent_unit(rule, desk=desk, named="", address="", at=RECEIVED_AT) == district
    with pytest.raises(NoCompetentUnit):
        competent_unit(rule, desk=staff.places.centre, named="", address="", at=RECEIVED_AT)
