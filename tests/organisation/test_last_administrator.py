"""A unit keeps an administrator on every day to come, not only on the day of the act."""

from datetime import timedelta

import pytest

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.testing import TODAY
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
AT = testing.SET_UP_AT.replace(year=TODAY.year, month=TODAY.month, day=TODAY.day).astimezone(ZONE)
UNIT = "H12"
IN_TEN, IN_FIVE = TODAY + timedelta(days=10), TODAY + timedelta(days=5)


@pytest.fixture
def boss():
    testing.a_small_province()
    testing.an_officer(UNIT, [Role.ADMINISTRATOR], login="lan", title="Quản trị")
    return organisation.actor_for("lan", TODAY, UNIT)


def another(until_on=None, **words):
    testing.an_officer(UNIT, [Role.ADMINISTRATOR], login="minh", title="Quản trị 2", until_on=until_on, **words)


def leave(boss, on):
    organisation.end_posting(login="lan", unit_code=UNIT, title="Quản trị", on=on, by=boss, at=AT)


@pytest.mark.parametrize("on", [TODAY, IN_FIVE])
def test_who_takes_over_for_ten_days_only_leaves_nobody_after_them(boss, on):
    """substitutes 4.7"""
    another(until_on=IN_TEN)

    with pytest.raises(organisation.LastAdministrator):
        leave(boss, on)
    with pytest.raises(organisation.LastAdministrator):
        organisation.deactivate_officer(login="lan", by=boss, at=AT)
    with pytest.raises(organisation.LastAdministrator):
        organisation.set_roles(unit_code=UNIT, title="Quản trị", roles=[Role.HANDLER], by=boss, at=AT)


def test_somebody_after_the_one_who_takes_over_is_enough(boss):
    another(until_on=IN_TEN)
    organisation.post_officer(login="minh", unit_code=UNIT, title="Quản trị", from_on=IN_TEN, by=boss, at=AT)

    leave(boss, IN_FIVE)


def test_who_would_have_left_before_anyway_may_go_earlier(boss):
    another()
    testing.an_officer(UNIT, [Role.ADMINISTRATOR], login="hoa", title="Quản trị 3", until_on=IN_FIVE)
    organisation.end_posting(login="hoa", unit_code=UNIT, title="Quản trị 3", on=TODAY, by=boss, at=AT)

    leave(boss, IN_FIVE)


def administrator_to_come(boss, *, login="hoa", title="Quản trị 3"):
    """Somebody whose only posting begins in ten days, and the boss who leaves that day."""
    organisation.create_position(unit_code=UNIT, title=title, roles=[Role.ADMINISTRATOR], by=boss, at=AT)
    organisation.register_officer(login=login, full_name="Hoa", password=None, by=boss, at=AT)
    organisation.post_officer(login=login, unit_code=UNIT, title=title, from_on=IN_TEN, by=boss, at=AT)
    organisation.end_posting(login="lan", unit_code=UNIT, title="Quản trị", on=IN_TEN, by=boss, at=AT)


def test_who_alone_administers_from_a_day_to_come_is_not_locked(boss):
    administrator_to_come(boss)

    with pytest.raises(organisation.LastAdministrator):
        organisation.deactivate_officer(login="hoa", by=boss, at=AT)


def test_the_position_of_who_alone_administers_from_a_day_to_come_keeps_the_right(boss):
    administrator_to_come(boss)

    with pytest.raises(organisation.LastAdministrator):
        organisation.set_roles(unit_code=UNIT, title="Quản trị 3", roles=[Role.HANDLER], by=boss, at=AT)


def test_a_second_posting_that_follows_the_first_counts_when_its_officer_is_locked(boss):
    testing.an_officer(UNIT, [Role.ADMINISTRATOR], login="hoa", title="Quản trị 3", until_on=IN_TEN)
    organisation.post_officer(login="hoa", unit_code=UNIT, title="Quản trị 3", from_on=IN_TEN, by=boss, at=AT)
    organisation.end_posting(login="lan", unit_code=UNIT, title="Quản trị", on=IN_TEN, by=boss, at=AT)

    with pytest.raises(organisation.LastAdministrator):
        organisation.deactivate_officer(login="hoa", by=boss, at=AT)
