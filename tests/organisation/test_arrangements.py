"""By which decision a department completed its arrangement, from which day, and how a mistake is taken back."""

from datetime import date, datetime
from typing import Any

import pytest

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.testing import a_small_province, an_actor
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)
UNIT, DAY, DONE = "H12.04", date(2026, 11, 2), date(2026, 11, 10)


@pytest.fixture(autouse=True)
def province() -> None:
    a_small_province()


def complete(**more: Any) -> int:
    facts = {"unit": UNIT, "number": "01/QĐ", "decided_on": DAY, "completed_on": DONE, "title": "Sắp xếp", "by": SYSTEM}
    return organisation.complete_arrangement(**{**facts, "at": AT, **more})


def completed_on(day: date) -> list[str]:
    return [one.code for one in organisation.arrangements_on(day) if one.is_completed]


def test_it_counts_from_the_day_of_completion_with_its_decision() -> None:
    complete()

    assert completed_on(date(2026, 11, 9)) == []
    assert completed_on(DONE) == [UNIT]
    (found,) = [one for one in organisation.arrangements_on(DONE) if one.code == UNIT]
    assert (found.number, found.decided_on, found.completed_on) == ("01/QĐ", DAY, DONE)
    assert ledger.rows_of(f"unit:{UNIT}")[-1].act == "arrangement_completed"


def test_what_was_entered_by_mistake_is_taken_back_and_may_be_entered_again() -> None:
    complete()
    organisation.take_back_arrangement(unit=UNIT, number="01/QĐ", decided_on=DAY, by=SYSTEM, at=AT)

    assert completed_on(DONE) == []
    complete()
    assert completed_on(DONE) == [UNIT]


@pytest.mark.parametrize(
    "change",
    [
        {"number": " "},
        {"title": ""},
        {"decided_on": date(2026, 11, 26), "completed_on": None},
        {"completed_on": date(2026, 11, 1)},
    ],
)
def test_a_decision_that_cannot_be_is_refused(change: Any) -> None:
    with pytest.raises(organisation.UnusableArrangement):
        complete(**change)


def test_the_same_decision_twice_and_what_is_not_there_are_refused() -> None:
    complete()
    with pytest.raises(organisation.UnusableArrangement, match="đã được nhập"):
        complete()
    with pytest.raises(organisation.UnusableArrangement):
        organisation.take_back_arrangement(unit=UNIT, number="02/QĐ", decided_on=DAY, by=SYSTEM, at=AT)


def test_only_who_administers_the_unit_says_so() -> None:
    with pytest.raises(organisation.MissingRight):
        complete(by=an_actor(UNIT, Role.LEADER))
