"""Who may do what: another role, unit or officer is refused; what may not be seen is told like what is not there."""

import pytest
from stories import AT, STRAIGHT_ON, after, to_two_branches

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.foundation.actor import Actor
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)


ACTS = {
    "take over": lambda code, by: dossiers.take_over(code, by=by, at=SOON),
    "claim": lambda code, by: dossiers.claim(code, by=by, at=SOON),
    "assign": lambda code, by: dossiers.assign(code, by.login, by=by, at=SOON),
    "complete": lambda code, by: dossiers.complete_step(code, "appraise", by=by, at=SOON, data=STRAIGHT_ON),
    "decide": lambda code, by: dossiers.decide(code, by=by, at=SOON),
    "supplement": lambda code, by: dossiers.ask_supplement(code, reason="Thiếu", items=[], by=by, at=SOON),
    "completed": lambda code, by: dossiers.complete_supplement(code, by=by, at=SOON),
    "pause": lambda code, by: dossiers.pause(code, reason="Chờ", by=by, at=SOON),
    "resume": lambda code, by: dossiers.resume(code, by=by, at=SOON),
    "refuse": lambda code, by: dossiers.refuse(code, reason="Không", by=by, at=SOON),
    "withdraw": lambda code, by: dossiers.withdraw(code, reason="Thôi", by=by, at=SOON),
    "ready": lambda code, by: dossiers.make_result_ready(code, by=by, at=SOON),
    "return": lambda code, by: dossiers.return_result(code, by=by, at=SOON),
}


def answer_of(act, code, by):
    """Return the refusal's sentence of an act; "done" where it was not refused."""
    try:
        ACTS[act](code, by)
    except Refusal as refusal:
        return str(refusal).replace(code, "…")
    return "done"


def test_a_stranger_is_told_the_same_of_a_dossier_that_is_there_and_one_that_is_not(team, code):
    """The tax officer's unit never held this one."""
    there = {act: answer_of(act, code, team.tax) for act in ACTS}
    not_there = {act: answer_of(act, "H12.61-261103-9999", team.tax) for act in ACTS}

    assert there == not_there
    assert set(there.values()) == {"Không có hồ sơ … trong phạm vi bạn được xem."}


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.ADMINISTRATOR])
def test_who_publishes_or_administers_sees_no_dossier(team, code, role):
    by = organisation_testing.an_actor("H12", role)

    assert not dossiers.may_see(code, by, SOON)
    assert dossiers.find(code, by, SOON) == ()
    assert {answer_of(act, code, by) for act in ACTS} == {"Không có hồ sơ … trong phạm vi bạn được xem."}


def test_who_may_only_look_may_not_act(team, code):
    by = organisation_testing.an_actor(team.staff.places.commune, Role.SUPERVISOR)
    assert dossiers.dossier(code, by, SOON).code == code

    assert [act for act in ACTS if answer_of(act, code, by) == "done"] == []
    assert testing.shown(code).open_steps[0].untaken


def test_who_has_no_role_at_all_sees_nothing_and_does_nothing(team, code):
    nobody = Actor(login="ai-do", right="", officer_id=None, unit_code=team.staff.places.commune)

    said = {answer_of(act, code, nobody) for act in ACTS}
    assert said == {"Không có hồ sơ … trong phạm vi bạn được xem."}


def test_a_unit_sees_a_dossier_from_when_it_was_asked(team, code):
    assert dossiers.dossiers_of(team.tax, SOON) == ()

    to_two_branches(team, code, at=SOON)

    assert [row.code for row in dossiers.dossiers_of(team.tax, SOON)] == [code]


def test_a_leader_of_the_province_sees_what_lies_below_a_handler_of_the_desk_does_not(team, code):
    above = organisation_testing.an_actor("H12", Role.SUPERVISOR)
    elsewhere = organisation_testing.an_actor("H12.04", Role.LEADER)

    assert dossiers.dossier(code, above, SOON).code == code
    assert not dossiers.may_see(code, elsewhere, SOON)


def test_a_right_ends_with_its_posting(team, code):
    from datetime import date

    login = organisation_testing.an_officer(team.staff.places.commune, (Role.HANDLER,), until_on=date(2026, 11, 3))

    with pytest.raises(organisation.NoPosting):
        organisation.actor_for(login, SOON.date())


@pytest.mark.parametrize("text", ["", "   ", "9999", "Không ai"], ids=["empty", "blank", "no code", "no name"])
def test_searching_finds_only_what_is_there_and_visible(team, code, text):
    assert dossiers.find(text, team.reception, SOON) == ()
    assert [row.code for row in dossiers.find(code[:10], team.reception, SOON)] == [code]
    assert dossiers.find(code, team.tax, SOON) == ()
