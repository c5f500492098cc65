"""Working calendars of units: versions, inheritance, and no change ever."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Kind, Role
from motcua.domain.organisation.models import CalendarVersion
from motcua.domain.organisation.testing import SET_UP_AT, a_calendar, a_small_province, a_unit, an_actor
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import DayException, DayKind

pytestmark = pytest.mark.django_db


def _with_a_local_day(on=date(2026, 3, 2)):
    spec = organisation.seed_spec()
    return replace(spec, exceptions=(*spec.exceptions, DayException(on, DayKind.LOCAL_OFF, "Ngày hội")))


def test_a_unit_counts_with_the_calendar_of_the_province_until_it_has_its_own():
    """calendars 2.1, calendars 2.2."""
    codes = a_small_province()
    province = organisation.calendar_for(codes.province)

    assert organisation.calendar_for(codes.commune_desk).version_id == province.version_id
    own = a_calendar(codes.commune, _with_a_local_day())

    assert organisation.calendar_for(codes.commune_desk).version_id == own
    assert organisation.calendar_for(codes.department).version_id == province.version_id


def test_the_newest_version_counts_and_the_older_one_stays_as_it_was():
    """calendars 2.3."""
    codes = a_small_province()
    first = organisation.calendar_for(codes.province)

    second = a_calendar(codes.province, _with_a_local_day(), reason="Ngày hội của tỉnh")

    assert organisation.calendar_for(codes.commune).version_id == second
    assert organisation.calendar_version(first.version_id).spec == first.spec
    assert [version.number for version in organisation.calendar_versions(codes.province)] == [2, 1]


def test_what_was_published_is_what_is_counted_with():
    codes = a_small_province()

    found = organisation.calendar_for(codes.centre)

    assert found.spec == organisation.seed_spec()
    assert found.table.reference_day_minutes == 480


def test_a_published_version_is_changed_or_deleted_by_nobody():
    a_small_province()

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarVersion.objects.update(reason="khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarVersion.objects.all().delete()


def test_publishing_the_same_calendar_again_makes_no_new_version():
    codes = a_small_province()
    first = organisation.calendar_for(codes.province).version_id

    assert a_calendar(codes.province, reason="Công bố lại") == first
    assert CalendarVersion.objects.count() == 1


def test_publishing_is_an_act_in_the_ledger():
    codes = a_small_province()

    row = ledger.rows_of(f"unit:{codes.province}")[-1]

    assert row.act == "calendar_published"
    assert row.body["version"] == organisation.calendar_for(codes.province).version_id


def test_an_unsound_calendar_is_not_published():
    codes = a_small_province(calendar=False)

    with pytest.raises(organisation.UnsoundCalendar):
        a_calendar(codes.province, _with_a_local_day(date(2031, 1, 1)))

    assert not CalendarVersion.objects.exists()


def test_without_a_calendar_the_refusal_says_so():
    """calendars 2.5."""
    codes = a_small_province(calendar=False)

    with pytest.raises(organisation.NoCalendar, match=f"Chưa công bố lịch làm việc cho đơn vị {codes.commune}"):
        organisation.calendar_for(codes.commune)


def test_a_unit_outside_the_tree_counts_with_the_calendar_of_the_province_an_unknown_one_with_none():
    """calendars 2.4."""
    codes = a_small_province()
    a_unit("G12.80", name="Thuế tỉnh", kind=Kind.TAX)

    province = organisation.calendar_for(codes.province)

    assert organisation.calendar_for("G12.80").version_id == province.version_id
    with pytest.raises(organisation.NoCalendar):
        organisation.calendar_for("H99")


def test_asking_again_costs_one_statement(count_statements):
    codes = a_small_province()
    found = organisation.calendar_for(codes.commune_desk)

    assert count_statements(lambda: organisation.calendar_for(codes.commune_desk)) == 1
    assert count_statements(lambda: organisation.calendar_version(found.version_id)) == 1
    assert organisation.calendar_for(codes.commune_desk) is not None
    assert organisation.calendar_for(codes.commune_desk).table is found.table


def test_the_units_on_a_calendar_are_those_that_calendar_for_sends_to_it(count_statements):
    codes = a_small_province()
    a_unit("G12.80", name="Thuế tỉnh", kind=Kind.TAX)
    a_calendar(codes.commune, _with_a_local_day())

    on_province = organisation.units_on_calendar_of(codes.province)
    on_commune = organisation.units_on_calendar_of(codes.commune)

    assert on_province == {codes.province, codes.centre, codes.department, "G12.80"}
    assert on_commune == {codes.commune, codes.commune_desk}
    assert organisation.units_on_calendar_of(codes.department) == frozenset()
    assert count_statements(lambda: organisation.units_on_calendar_of(codes.province)) == 2


def test_only_an_administrator_of_the_unit_publishes_its_calendar():
    codes = a_small_province()
    wanted = {"unit_code": codes.commune, "spec": _with_a_local_day(), "reason": "Ngày hội", "at": SET_UP_AT}

    for stranger in (an_actor(codes.commune, Role.LEADER), an_actor(codes.centre, Role.ADMINISTRATOR)):
        with pytest.raises(organisation.MissingRight):
            organisation.publish_calendar(by=stranger, **wanted)
    made_by = an_actor(codes.commune, Role.ADMINISTRATOR)
    organisation.publish_calendar(by=made_by, **wanted)

    assert organisation.calendar_versions(codes.commune)[0].made_by == made_by.login


def test_a_calendar_needs_a_reason():
    codes = a_small_province(calendar=False)

    with pytest.raises(Refusal, match="Lý do"):
        organisation.publish_calendar(
            unit_code=codes.province, spec=organisation.seed_spec(), reason=" ", by=SYSTEM, at=SET_UP_AT
        )


def test_an_unknown_version_is_an_error_of_the_caller():
    with pytest.raises(LookupError):
        organisation.calendar_version(4711)
