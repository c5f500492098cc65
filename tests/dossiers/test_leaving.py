"""An officer leaves a position with open steps in hand: they go on to a colleague in the same act, none is lost."""

from datetime import date, timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Step
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM, Actor

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
TODAY = AT.date()
TITLE = "Chuyên viên tư pháp"
COMMUNE = "H12.61"


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def lan(staff) -> Actor:
    """An officer who holds the appraisal of two dossiers."""
    login = organisation_testing.an_officer(COMMUNE, [Role.HANDLER], login="lan", title=TITLE)
    actor = organisation.actor_for(login, TODAY, COMMUNE)
    for code in (testing.a_dossier(staff), testing.a_dossier(staff)):
        dossiers.claim(code, by=actor, at=AT)
    return actor


@pytest.fixture
def boss(staff) -> Actor:
    return organisation_testing.an_actor(COMMUNE, Role.ADMINISTRATOR)


def leave(boss: Actor, to: str = "", *, on: date = TODAY, title: str = TITLE) -> dossiers.Left:
    return dossiers.leave_position(login="lan", unit_code=COMMUNE, title=title, on=on, to=to, by=boss, at=AT)


def holders() -> list[str | None]:
    return [row.officer_id for row in Step.objects.filter(unit_id=COMMUNE, state="open").order_by("dossier_id")]


def acts(word: str) -> list[dict]:
    codes = {row.dossier.code for row in Step.objects.select_related("dossier").filter(unit_id=COMMUNE)}
    return [row.body for code in sorted(codes) for row in ledger.rows_of(f"dossier:{code}") if row.act == word]


def is_posted(on: date = TODAY) -> bool:
    return "lan" in organisation.logins_with(Role.HANDLER, COMMUNE, on)


def test_who_holds_nothing_just_leaves(staff, boss):
    """substitutes 3.1"""
    organisation_testing.an_officer(COMMUNE, [Role.HANDLER], login="lan", title=TITLE)

    assert leave(boss).steps == 0
    assert not is_posted()


def test_without_a_word_on_the_open_steps_it_is_refused_and_names_how_many(lan, boss):
    """substitutes 3.2"""
    with pytest.raises(dossiers.StepsLeftBehind, match="còn giữ 2 bước"):
        leave(boss)

    assert is_posted()
    assert holders() == ["lan", "lan"]


def test_a_colleague_takes_them_and_each_is_in_the_ledger_of_its_dossier(staff, lan, boss):
    """substitutes 3.3"""
    left = leave(boss, staff.handler.login)

    assert left == dossiers.Left(steps=2, to=staff.handler.login)
    assert holders() == [staff.handler.login] * 2
    assert [body["to"] for body in acts("assigned")] == [staff.handler.login] * 2
    assert not is_posted()


def test_left_to_the_unit_whoever_has_the_role_may_take_them(staff, lan, boss):
    """substitutes 3.4"""
    leave(boss, dossiers.LEFT_TO_UNIT)

    assert holders() == [None, None]
    assert len(acts("released")) == 2
    code = Step.objects.filter(unit_id=COMMUNE, state="open").first().dossier.code
    assert dossiers.claim(code, by=staff.handler, at=AT + timedelta(minutes=5))


@pytest.mark.parametrize("who", ["leader", "reception"])
def test_who_has_not_the_role_there_takes_nothing(staff, lan, boss, who):
    """substitutes 3.5"""
    with pytest.raises(dossiers.UnknownAssignee):
        leave(boss, getattr(staff, who).login)

    assert is_posted()
    assert holders() == ["lan", "lan"]


@pytest.mark.parametrize("to", ["", dossiers.LEFT_TO_UNIT, "lan"])
def test_where_nobody_else_has_the_role_somebody_is_posted_first(staff, lan, boss, to):
    """substitutes 3.6"""
    organisation.deactivate_officer(login=staff.handler.login, by=SYSTEM, at=AT)

    with pytest.raises(dossiers.NobodyTakes, match="phân công người khác trước"):
        leave(boss, to)

    assert is_posted()


def test_on_a_day_to_come_they_may_be_assigned_until_then(lan, boss):
    """substitutes 3.7"""
    leave(boss, dossiers.LEFT_FOR_LATER, on=TODAY + timedelta(days=10))

    assert holders() == ["lan", "lan"]
    assert is_posted()
    assert not is_posted(TODAY + timedelta(days=10))


def test_later_is_no_answer_for_today(lan, boss):
    """substitutes 3.8"""
    with pytest.raises(dossiers.StepsLeftBehind):
        leave(boss, dossiers.LEFT_FOR_LATER)


def test_another_position_with_the_role_keeps_them(lan, boss):
    """substitutes 3.9"""
    organisation.create_position(unit_code=COMMUNE, title="Thụ lý thứ hai", roles=[Role.HANDLER], by=SYSTEM, at=AT)
    organisation.post_officer(login="lan", unit_code=COMMUNE, title="Thụ lý thứ hai", from_on=TODAY, by=SYSTEM, at=AT)

    assert dossiers.left_behind("lan", COMMUNE, TITLE, TODAY).steps == 0
    assert leave(boss).steps == 0
    assert holders() == ["lan", "lan"]


def test_posted_again_from_that_day_it_is_as_if_it_had_not_ended(staff, lan, boss):
    """substitutes 3.10"""
    leave(boss, staff.handler.login)

    organisation.post_officer(login="lan", unit_code=COMMUNE, title=TITLE, from_on=TODAY, by=boss, at=AT)

    assert is_posted()
    assert holders() == [staff.handler.login] * 2


def test_what_would_be_left_is_told_beforehand(staff, lan, boss):
    told = dossiers.left_behind("lan", COMMUNE, TITLE, TODAY)

    assert told == dossiers.LeftBehind(steps=2, takers=(staff.handler.login,), by_unit=True)


def test_a_step_that_waits_for_a_supplement_goes_along(staff, lan, boss):
    code = Step.objects.filter(unit_id=COMMUNE, state="open").first().dossier.code
    dossiers.ask_supplement(code, reason="Thiếu trang", items=["Tờ khai"], by=lan, at=AT + timedelta(minutes=1))

    left = dossiers.leave_position(
        login="lan", unit_code=COMMUNE, title=TITLE, on=TODAY, to=staff.handler.login, by=boss,
        at=AT + timedelta(minutes=2),
    )  # fmt: skip

    assert left.steps == 2
    assert not Step.objects.filter(unit_id=COMMUNE, officer_id="lan", state__in=["open", "suspended"]).exists()
