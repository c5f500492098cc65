"""Rights and signing lines of a position that is there, and counters: changed, in the ledger with what was before."""

from datetime import date, timedelta

import pytest

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing
from motcua.domain.organisation.api import Role
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
AT = testing.SET_UP_AT.replace(year=2026, month=11, day=25)
TODAY = AT.date()
UNIT, TITLE = "H12.61", "Chuyên viên"


@pytest.fixture
def boss():
    testing.a_small_province()
    return testing.an_actor("H12", Role.ADMINISTRATOR)


def an_officer(*roles: Role, login: str = "lan", **more) -> str:
    return testing.an_officer(UNIT, roles, login=login, title=TITLE, **more)


def roles_of(login: str) -> frozenset:
    return organisation.actor_for(login, TODAY, UNIT).roles


def last(word: str) -> dict:
    return [row.body for row in ledger.rows_of(f"unit:{UNIT}") if row.act == word][-1]


def set_roles(by, *roles: Role) -> None:
    organisation.set_roles(unit_code=UNIT, title=TITLE, roles=roles, by=by, at=AT)


def test_rights_change_at_once_for_whoever_holds_the_position(boss):
    """substitutes 4.1, substitutes 4.6"""
    an_officer(Role.HANDLER)

    set_roles(boss, Role.LEADER, Role.HANDLER)
    assert roles_of("lan") == {"handler", "leader"}

    set_roles(boss, Role.LEADER)
    assert roles_of("lan") == {"leader"}
    assert last("roles_set") == {"position": TITLE, "was": ["handler", "leader"], "roles": ["leader"]}


def test_a_unit_keeps_an_administrator():
    """substitutes 4.2"""
    testing.a_small_province()
    an_officer(Role.ADMINISTRATOR)
    lan = organisation.actor_for("lan", TODAY, UNIT)

    with pytest.raises(organisation.LastAdministrator):
        set_roles(lan, Role.HANDLER)

    testing.an_officer("H12", [Role.ADMINISTRATOR], login="tinh")
    set_roles(lan, Role.HANDLER)
    assert roles_of("lan") == {"handler"}


def test_two_administrators_by_one_position_are_not_both_taken_away():
    """substitutes 4.2"""
    testing.a_small_province()
    an_officer(Role.ADMINISTRATOR)
    testing.an_officer("H12.04", [Role.HANDLER], login="minh")
    organisation.post_officer(login="minh", unit_code=UNIT, title=TITLE, from_on=TODAY, by=SYSTEM, at=AT)

    with pytest.raises(organisation.LastAdministrator):
        set_roles(organisation.actor_for("lan", TODAY, UNIT), Role.HANDLER)


def test_the_right_to_inspect_needs_a_last_day_of_everybody_there(boss):
    """substitutes 4.3"""
    an_officer(Role.HANDLER)

    with pytest.raises(organisation.LastDayMissing):
        set_roles(boss, Role.INSPECTOR)


def test_the_same_rights_are_no_change(boss):
    """substitutes 4.4"""
    an_officer(Role.HANDLER)

    with pytest.raises(organisation.NothingChanged):
        set_roles(boss, Role.HANDLER)


def test_signing_lines_keep_in_the_ledger_what_was_before(boss):
    """substitutes 4.5, substitutes 4.6"""
    an_officer(Role.LEADER, signature="CHỦ TỊCH")

    organisation.set_signature(unit_code=UNIT, title=TITLE, signature="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", by=boss, at=AT)

    assert last("signature_set") == {
        "position": TITLE, "was": "CHỦ TỊCH", "signature": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    }  # fmt: skip


def test_only_an_administrator_changes_them(boss):
    an_officer(Role.HANDLER)

    with pytest.raises(organisation.MissingRight):
        set_roles(organisation.actor_for("lan", TODAY, UNIT), Role.LEADER)


# Counters


def counter(by, *, name: str = "Hộ tịch", on: date = TODAY - timedelta(days=10), number: int = 1) -> None:
    organisation.open_counter(unit_code=UNIT, number=number, name=name, from_on=on, by=by, at=AT)


def names(on: date = TODAY) -> list[str]:
    return [one.name for one in organisation.counters_of(UNIT, on)]


def test_a_counter_named_anew_keeps_its_name_on_earlier_days(boss):
    counter(boss)

    organisation.rename_counter(unit_code=UNIT, number=1, name="Hộ tịch, chứng thực", by=boss, at=AT)

    assert names() == ["Hộ tịch, chứng thực"]
    assert names(TODAY - timedelta(days=1)) == ["Hộ tịch"]
    assert last("counter_renamed") == {"number": 1, "was": "Hộ tịch", "name": "Hộ tịch, chứng thực"}


def test_a_counter_closes_on_a_day_and_opens_again_under_its_number(boss):
    counter(boss)

    organisation.close_counter(unit_code=UNIT, number=1, on=TODAY, by=boss, at=AT)
    assert names() == []
    assert last("counter_closed")["on"] == TODAY.isoformat()

    counter(boss, on=TODAY)
    assert names() == ["Hộ tịch"]


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        pytest.param(lambda by: organisation.close_counter(unit_code=UNIT, number=9, on=TODAY, by=by, at=AT),
                     organisation.UnknownCounter, id="none of that number"),
        pytest.param(lambda by: organisation.close_counter(unit_code=UNIT, number=1, on=TODAY - timedelta(days=10), by=by, at=AT),
                     Refusal, id="before it opened"),
        pytest.param(lambda by: organisation.rename_counter(unit_code=UNIT, number=1, name="Hộ tịch", by=by, at=AT),
                     organisation.NothingChanged, id="the same name"),
        pytest.param(lambda by: organisation.rename_counter(unit_code=UNIT, number=1, name=" ", by=by, at=AT),
                     Refusal, id="no name"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_of_a_counter_is_refused(boss, act, refusal):
    counter(boss)

    with pytest.raises(refusal):
        act(boss)


def test_counters_are_listed_with_their_periods(boss):
    counter(boss)
    organisation.close_counter(unit_code=UNIT, number=1, on=TODAY, by=boss, at=AT)

    assert [(one.number, one.ends_on) for one in organisation.counter_periods_of(UNIT, TODAY)] == [(1, TODAY)]
    assert organisation.counter_periods_of(UNIT, TODAY + timedelta(days=400)) == ()


def test_who_left_a_position_of_late_is_known(boss):
    an_officer(Role.HANDLER)
    organisation.end_posting(login="lan", unit_code=UNIT, title=TITLE, on=TODAY, by=boss, at=AT)

    found = organisation.ended_postings_of(UNIT, TODAY, days=30)

    assert [(title, held.login, held.ends_on) for title, held in found] == [(TITLE, "lan", TODAY)]
    assert organisation.ended_postings_of(UNIT, TODAY + timedelta(days=30), days=30) == ()
