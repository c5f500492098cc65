"""What a substitute sees and does while a colleague is away (law page substitutes, section 2)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import AT, STRAIGHT_ON, after

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers.models import Step
from motcua.domain.dossiers.rules import acting
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM, Actor, StandIn
from motcua.kernel.refusal import Refusal

FIRST = date(2026, 11, 3)
SOON = after(AT, minutes=30)
database = pytest.mark.django_db


@pytest.fixture
def held(team, code):
    """The handler holds the step `appraise`, then is away; `colleague` does the work from the third to the fifth."""
    dossiers.claim(code, by=team.handler, at=AT)
    organisation.enter_leave(
        login=team.handler.login,
        unit_code=team.staff.places.commune,
        from_on=FIRST,
        until_on=date(2026, 11, 6),
        substitute=team.colleague.login,
        by=SYSTEM,
        at=AT,
    )
    return code


def today(actor, on=FIRST):
    return organisation.actor_for(actor.login, on)


def rows_of(by):
    return [(row.code, row.officer) for row in dossiers.inbox(by, SOON).rows]


def appraise(code, by):
    dossiers.complete_step(code, "appraise", by=by, at=SOON, data=STRAIGHT_ON)


@database
def test_the_substitute_sees_the_step_and_does_it_under_the_own_login(team, held):
    """substitutes 2.1: seen and done; substitutes 2.5: named in the ledger."""
    by = today(team.colleague)

    assert rows_of(by) == [(held, team.handler.login)]
    assert dossiers.inbox_counts(by, SOON)["all"] == 1
    assert [step.step for step in dossiers.possible(held, by, SOON).steps] == ["appraise"]
    appraise(held, by)

    entry = [one for one in ledger.rows_of(f"dossier:{held}") if one.act == "step_done"][-1]
    absent = organisation.officer_by_login(team.handler.login).full_name
    assert entry.by_login == team.colleague.login
    assert entry.by_right == f"{team.colleague.right}, thay {absent}"


@database
def test_a_pause_and_a_supplement_are_named_too(team, held):
    dossiers.pause(held, reason="Chờ nộp tiền", by=today(team.colleague), at=SOON)
    dossiers.resume(held, by=today(team.colleague), at=SOON)
    dossiers.ask_supplement(held, reason="Thiếu bản sao", items=[], by=today(team.colleague), at=SOON)

    named = {one.act: one.by_right for one in ledger.rows_of(f"dossier:{held}") if one.by_login == team.colleague.login}
    assert {act for act, right in named.items() if ", thay " in right} >= {"paused", "resumed", "supplement_asked"}


@database
def test_a_step_that_another_colleague_holds_is_not_carried(team, code):
    """substitutes 2.2"""
    third = organisation_testing.an_actor(team.staff.places.commune, "handler")
    dossiers.claim(code, by=third, at=AT)
    organisation.enter_leave(
        login=team.handler.login, unit_code=team.staff.places.commune, from_on=FIRST, until_on=date(2026, 11, 6),
        substitute=team.colleague.login, by=SYSTEM, at=AT,
    )  # fmt: skip

    assert rows_of(today(team.colleague)) == []
    with pytest.raises(Refusal):
        appraise(code, today(team.colleague))


@database
@pytest.mark.parametrize(
    "day",
    [pytest.param(2, id="substitutes 2.4 the day before"), pytest.param(6, id="substitutes 2.4 the day after")],
)
def test_outside_the_days_the_step_is_the_holders_alone(team, held, day):
    by = today(team.colleague, date(2026, 11, day))

    assert rows_of(by) == []
    with pytest.raises(acting.NotYours):
        appraise(held, by)


@database
def test_the_absent_officer_who_comes_in_does_the_own_steps(team, held):
    """substitutes 2.8"""
    appraise(held, today(team.handler))


@database
def test_the_substitutes_own_work_is_named_without_the_absent_one(team, held):
    """substitutes 2.6"""
    from stories import a_dossier_of_many_ways

    own = a_dossier_of_many_ways(team)
    dossiers.claim(own, by=today(team.colleague), at=SOON)
    appraise(own, today(team.colleague))

    entries = [one for one in ledger.rows_of(f"dossier:{own}") if one.by_login == team.colleague.login]
    assert entries
    assert all(", thay " not in one.by_right for one in entries)


@database
def test_signing_for_the_unit_is_not_carried(team):
    """substitutes 2.9"""
    commune = team.staff.places.commune
    head = organisation_testing.an_actor(commune, "leader", signature="CHỦ TỊCH")
    organisation.enter_leave(
        login=head.login, unit_code=commune, from_on=FIRST, until_on=date(2026, 11, 6),
        substitute=team.leader.login, by=SYSTEM, at=AT,
    )  # fmt: skip

    assert organisation.find_signature(team.leader.login, commune, FIRST) is None


UNITS, ROLES, LOGINS = ["H12.61", "H12.04"], ["reception", "handler", "leader"], ["lan", "hai", "ba"]


def a_row(unit, role, holder):
    return Step(step="x", name="X", unit_id=unit, role=role, officer_id=holder)


@given(
    unit=st.sampled_from(UNITS),
    role=st.sampled_from(ROLES),
    holder=st.none() | st.sampled_from(LOGINS),
    own=st.frozensets(st.sampled_from(ROLES)),
    carried=st.frozensets(st.sampled_from(ROLES)),
)
def test_standing_in_adds_the_held_steps_of_the_absent_one_and_those_alone(unit, role, holder, own, carried):
    """substitutes 2.3: what nobody holds is not carried, whatever role the absent one has."""
    alone = Actor("hai", "Chuyên viên", 1, "H12.61", own)
    by = Actor("hai", "Chuyên viên", 1, "H12.61", own, (StandIn("lan", "Trần Thị Lan", carried),))
    row = a_row(unit, role, holder)

    is_carried = unit == "H12.61" and holder == "lan" and role in carried
    assert acting.may_act(row, by) == (acting.may_act(row, alone) or is_carried)
    assert (", thay " in acting.named([row], by).right) == is_carried
