"""An officer is away, a colleague of the unit does the work: who enters that, and what is refused (law page substitutes)."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.models import Leave
from motcua.domain.organisation.rules.leaves import roles_covered
from motcua.domain.organisation.testing import SINCE, TODAY
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.foundation.period_fields import days
from motcua.kernel.working_time import ZONE

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=ZONE)
MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)
database = pytest.mark.django_db


@pytest.fixture
def places(db):
    return testing.a_small_province()


@pytest.fixture
def lan(places):
    return testing.an_officer(places.commune, ["handler"], login="lan", full_name="Trần Thị Lan")


@pytest.fixture
def hai(places):
    return testing.an_officer(places.commune, ["handler"], login="hai", full_name="Lê Văn Hải")


def enter(places, login="lan", substitute="hai", *, first=MONDAY, until=FRIDAY, by=SYSTEM, at=NOW):
    return organisation.enter_leave(
        login=login, unit_code=places.commune, from_on=first, until_on=until, substitute=substitute, by=by, at=at
    )


def stand_ins(login, on):
    return {one.login for one in organisation.actor_for(login, on).stands_for}


@database
@pytest.mark.parametrize(
    "who",
    [
        pytest.param("self", id="substitutes 1.1 the officer"),
        pytest.param("leader", id="substitutes 1.1 a leader of the unit"),
        pytest.param("administrator", id="substitutes 1.1 an administrator of the unit"),
        pytest.param("province", id="substitutes 1.1 an administrator above"),
    ],
)
def test_a_leave_is_entered_and_ended_by(places, lan, hai, who):
    by = {
        "self": lambda: organisation.actor_for(lan, TODAY),
        "leader": lambda: testing.an_actor(places.commune, Role.LEADER),
        "administrator": lambda: testing.an_actor(places.commune, Role.ADMINISTRATOR),
        "province": lambda: testing.an_actor(places.province, Role.ADMINISTRATOR),
    }[who]()

    number = enter(places, by=by)
    organisation.end_leave(leave_id=number, by=by, at=NOW)

    acts = [(entry.act, entry.by_login) for entry in ledger.rows_of("officer:lan")][-2:]
    assert acts == [("leave_entered", by.login), ("leave_ended", by.login)]


@database
@pytest.mark.parametrize("who", ["colleague", "leader elsewhere", "administrator elsewhere"])
def test_nobody_else_enters_or_ends_a_leave(places, lan, hai, who):
    """substitutes 1.2"""
    by = {
        "colleague": lambda: organisation.actor_for(hai, TODAY),
        "leader elsewhere": lambda: testing.an_actor(places.department, Role.LEADER),
        "administrator elsewhere": lambda: testing.an_actor(places.department, Role.ADMINISTRATOR),
    }[who]()
    number = enter(places)

    with pytest.raises(organisation.MissingRight):
        enter(places, first=FRIDAY, until=FRIDAY + timedelta(days=3), by=by)
    with pytest.raises(organisation.MissingRight):
        organisation.end_leave(leave_id=number, by=by, at=NOW)


def elsewhere(places):
    testing.an_officer(places.department, ["handler"], login="xa")
    return {"substitute": "xa"}


def itself(_places):
    return {"substitute": "lan"}


def substitute_away(places):
    testing.an_officer(places.commune, ["handler"], login="ba")
    enter(places, "hai", "ba", first=MONDAY + timedelta(days=1), until=MONDAY + timedelta(days=2))
    return {}


def substitutes_already(places):
    testing.an_officer(places.commune, ["handler"], login="ba")
    enter(places, "ba", "lan", first=MONDAY + timedelta(days=1), until=MONDAY + timedelta(days=2))
    return {}


def overlapping(places):
    enter(places, first=MONDAY - timedelta(days=3), until=MONDAY + timedelta(days=1))
    return {}


def posting_ends(places):
    testing.an_officer(places.commune, ["handler"], login="ba", until_on=FRIDAY - timedelta(days=1))
    return {"substitute": "ba"}


def leader_by_handler(places):
    testing.an_officer(places.commune, ["leader"], login="chi")
    return {"login": "chi"}


def in_the_past(_places):
    return {"first": TODAY - timedelta(days=1)}


@database
@pytest.mark.parametrize(
    ("prepared", "said"),
    [
        pytest.param(elsewhere, "của chính đơn vị này", id="substitutes 1.3 another unit"),
        pytest.param(itself, "không tự làm thay mình", id="substitutes 1.4 the own substitute"),
        pytest.param(substitute_away, "cũng nghỉ", id="substitutes 1.5 the substitute is away"),
        pytest.param(substitutes_already, "đang nhận làm thay người khác", id="substitutes 1.6 a chain"),
        pytest.param(overlapping, "đợt nghỉ trùng", id="substitutes 1.7 overlapping"),
        pytest.param(posting_ends, "suốt thời gian nghỉ", id="substitutes 1.8 the position ends before"),
        pytest.param(leader_by_handler, "chỉ một lãnh đạo khác", id="substitutes 1.9 a leader by no leader"),
        pytest.param(in_the_past, "đã qua", id="substitutes 1.10 in the past"),
    ],
)
def test_a_leave_is_refused_in_one_sentence(places, lan, hai, prepared, said):
    words = prepared(places)
    before = Leave.objects.count()

    with pytest.raises(organisation.FaultyLeave) as refusal:
        enter(places, **words)

    assert said in str(refusal.value)
    assert Leave.objects.count() == before


@database
def test_two_leaves_may_follow_each_other(places, lan, hai):
    """substitutes 1.7: the day after the last one is free."""
    enter(places)

    enter(places, first=FRIDAY, until=FRIDAY + timedelta(days=1))


@database
def test_the_database_itself_lets_no_two_leaves_overlap(places, lan, hai):
    row = Leave.objects.get(pk=enter(places))

    with pytest.raises(IntegrityError), transaction.atomic():
        Leave.objects.create(officer=row.officer, unit=row.unit, substitute=row.substitute, period=days(MONDAY, FRIDAY))


@database
def test_an_ended_leave_ends_the_right_at_once(places, lan, hai):
    """substitutes 1.11"""
    number = enter(places)
    assert stand_ins(hai, MONDAY) == {"lan"}

    organisation.end_leave(leave_id=number, by=SYSTEM, at=NOW + timedelta(days=6))

    assert stand_ins(hai, MONDAY) == {"lan"}
    assert stand_ins(hai, MONDAY + timedelta(days=1)) == set()


@database
def test_a_leave_is_ended_once(places, lan, hai):
    """substitutes 1.12"""
    number = enter(places)
    organisation.end_leave(leave_id=number, by=SYSTEM, at=NOW)

    with pytest.raises(organisation.FaultyLeave):
        organisation.end_leave(leave_id=number, by=SYSTEM, at=NOW)


@database
@pytest.mark.parametrize(
    ("on", "carried"),
    [
        pytest.param(MONDAY - timedelta(days=1), set(), id="substitutes 2.4 the day before"),
        pytest.param(MONDAY, {"lan"}, id="substitutes 2.1 the first day"),
        pytest.param(FRIDAY - timedelta(days=1), {"lan"}, id="substitutes 2.1 the last day"),
        pytest.param(FRIDAY, set(), id="substitutes 2.4 the day after"),
    ],
)
def test_work_is_carried_from_the_first_to_the_last_day(places, lan, hai, on, carried):
    enter(places)

    assert stand_ins(hai, on) == carried


@database
@pytest.mark.parametrize("what", ["closed", "posting ended"])
def test_nothing_is_carried_for_who_has_no_right_any_more(places, lan, hai, what):
    """substitutes 2.7"""
    enter(places)
    if what == "closed":
        organisation.deactivate_officer(login=lan, by=SYSTEM, at=NOW)
    else:
        right = organisation.officer_by_login(lan, TODAY).rights[0]
        organisation.end_posting(login=lan, unit_code=places.commune, title=right.position, on=TODAY, by=SYSTEM, at=NOW)

    assert stand_ins(hai, MONDAY) == set()


@database
def test_only_the_position_in_that_unit_carries_the_work(places, lan, hai):
    organisation.create_position(unit_code=places.department, title="Biệt phái", roles=["handler"], by=SYSTEM, at=NOW)
    organisation.post_officer(
        login=hai, unit_code=places.department, title="Biệt phái", from_on=SINCE, by=SYSTEM, at=NOW
    )
    enter(places)

    assert [one.login for one in organisation.actor_for(hai, MONDAY, places.commune).stands_for] == ["lan"]
    assert organisation.actor_for(hai, MONDAY, places.department).stands_for == ()


@database
def test_who_acts_is_still_read_in_one_statement(places, lan, hai, count_statements):
    enter(places)

    assert count_statements(lambda: organisation.actor_for(hai, MONDAY)) == 1


@given(absent=st.sets(st.sampled_from(list(Role))), own=st.sets(st.sampled_from(list(Role))))
def test_a_substitute_never_covers_more_than_the_absent_one_has(absent, own):
    """Nothing but work on steps is carried; leading only to who leads, too."""
    covered = roles_covered(absent, own)

    assert covered <= absent
    assert not covered & {"publisher", "supervisor", "administrator"}
    assert "leader" not in covered or "leader" in own
