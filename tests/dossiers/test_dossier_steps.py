"""A dossier goes from officer to officer: taken, claimed, assigned, completed, along every turn of its process."""

import pytest
from stories import (
    AT,
    STRAIGHT_ON,
    acts,
    after,
    on,
    open_steps,
    state,
    to_the_desk,
    to_the_leader,
    to_the_tax_office,
    to_two_branches,
)

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import HandOver, Step
from motcua.domain.workflow import api as workflow
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)


def test_what_is_handed_over_is_red_until_somebody_takes_it(team, code):
    """dossier-life 6.1."""
    before = testing.shown(code).open_steps[0]

    dossiers.take_over(code, by=team.handler, at=SOON)

    after_taking = testing.shown(code).open_steps[0]
    assert (before.untaken, after_taking.untaken) == (True, False)
    assert before.take_by == on("03", "17:00")
    assert HandOver.objects.values_list("taken_by", "taken_at").get() == (team.handler.login, SOON)


def test_a_hand_over_is_taken_once(team, code):
    dossiers.take_over(code, by=team.handler, at=SOON)

    with pytest.raises(dossiers.NotYours, match="Không có bàn giao"):
        dossiers.take_over(code, by=team.colleague, at=SOON)


@pytest.mark.parametrize("act", ["claim", "complete"])
def test_who_claims_or_completes_what_was_handed_over_takes_it_by_the_same_act(team, code, act):
    """dossier-life 6.2."""
    if act == "claim":
        dossiers.claim(code, by=team.handler, at=SOON)
    else:
        to_the_leader(team, code, at=SOON)

    assert HandOver.objects.filter(taken_at=None).count() == 0
    assert acts(code).count("taken") == 1


def test_a_claimed_step_belongs_to_one_officer(team, code):
    dossiers.claim(code, by=team.handler, at=SOON)

    with pytest.raises(dossiers.NotYours, match=team.handler.login):
        dossiers.complete_step(code, "appraise", by=team.colleague, at=SOON, data=STRAIGHT_ON)
    with pytest.raises(dossiers.NotYours):
        dossiers.claim(code, by=team.colleague, at=SOON)


def test_the_leader_gives_a_step_to_another_officer_of_the_unit(team, code):
    dossiers.claim(code, by=team.handler, at=SOON)

    dossiers.assign(code, team.colleague.login, by=team.leader, at=SOON)
    dossiers.complete_step(code, "appraise", by=team.colleague, at=SOON, data=STRAIGHT_ON)

    assert open_steps(code) == ["check"]


@pytest.mark.parametrize("who", ["leader", "tax", "nobody"], ids=["another role", "another unit", "unknown login"])
def test_a_step_is_given_only_to_whoever_can_do_it(team, code, who):
    login = getattr(team, who).login if who != "nobody" else "khong-co"

    with pytest.raises(dossiers.UnknownAssignee):
        dossiers.assign(code, login, by=team.leader, at=SOON)


def test_only_a_leader_of_the_unit_gives_steps(team, code):
    with pytest.raises(Refusal):
        dossiers.assign(code, team.colleague.login, by=team.handler, at=SOON)


def test_who_completes_a_step_may_name_the_next_officer_if_that_one_can_do_it(team, code):
    choices = {**STRAIGHT_ON, "assignee": team.colleague.login}
    with pytest.raises(dossiers.UnknownAssignee):
        dossiers.complete_step(code, "appraise", by=team.handler, at=SOON, data=choices)

    dossiers.complete_step(
        code, "appraise", by=team.handler, at=SOON, data={**STRAIGHT_ON, "assignee": team.leader.login}
    )

    assert testing.shown(code).open_steps[0].officer == team.leader.login


def test_a_choice_that_was_not_answered_is_asked_for_and_nothing_happens(team, code):
    rows = acts(code)

    with pytest.raises(workflow.MissingFact):
        dossiers.complete_step(code, "appraise", by=team.handler, at=SOON)

    assert open_steps(code) == ["appraise"]
    assert acts(code) == rows


def test_a_choice_without_an_answer_names_those_to_choose_among(team, code):
    to_the_leader(team, code, at=SOON)

    with pytest.raises(Refusal, match=r"cần câu trả lời.*refusal.*sign"):
        dossiers.complete_step(code, "check", by=team.leader, at=SOON)

    assert open_steps(code) == ["check"]


def test_a_misspelt_answer_is_refused_and_does_not_go_the_default_way(team, code):
    to_the_leader(team, code, at=SOON)

    with pytest.raises(Refusal, match=r"refusal.*sign"):
        dossiers.complete_step(code, "check", by=team.leader, at=SOON, data={"choice": "refuse"})

    assert open_steps(code) == ["check"]


@pytest.mark.parametrize(
    ("facts", "opened"),
    [
        pytest.param({"needs_tax": True}, ["tax"], id="to the tax office"),
        pytest.param({"needs_tax": False, "needs_opinion": True}, ["advice", "visit"], id="two branches"),
        pytest.param(STRAIGHT_ON, ["check"], id="straight on"),
    ],
)
def test_the_answer_decides_which_way_the_dossier_goes(team, code, facts, opened):
    done = dossiers.complete_step(code, "appraise", by=team.handler, at=SOON, data=facts)

    assert list(done.opened) == open_steps(code) == opened


def test_parallel_branches_wait_for_each_other(team, code):
    to_two_branches(team, code, at=SOON)

    first = dossiers.complete_step(code, "visit", by=team.handler, at=SOON)
    second = dossiers.complete_step(code, "advice", by=team.tax, at=SOON)

    assert (first.opened, second.opened) == ((), ("check",))


def test_a_dossier_sent_back_is_at_the_earlier_step_again(team, code):
    to_the_leader(team, code, at=SOON)

    dossiers.complete_step(code, "check", by=team.leader, at=SOON, data={"choice": "redo", "reason": "Thiếu chữ ký"})

    assert open_steps(code) == ["appraise"]
    assert Step.objects.filter(step="appraise").values_list("number", "state").order_by("number")[0] == (2, "done")
    to_the_leader(team, code, at=SOON)
    assert open_steps(code) == ["check"]


def test_the_way_back_is_asked_anew_each_time(team, code):
    """What was chosen once does not stand for the next time."""
    to_the_leader(team, code, at=SOON)
    dossiers.complete_step(code, "check", by=team.leader, at=SOON, data={"choice": "redo"})
    to_the_leader(team, code, at=SOON)

    with pytest.raises(Refusal, match="cần câu trả lời"):
        dossiers.complete_step(code, "check", by=team.leader, at=SOON)


def test_a_step_done_already_is_told_with_the_name_of_who_did_it(team, code):
    to_the_leader(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match=team.handler.login):
        dossiers.complete_step(code, "appraise", by=team.colleague, at=SOON, data=STRAIGHT_ON)


def test_a_step_that_is_not_open_yet_cannot_be_done(team, code):
    with pytest.raises(dossiers.ForbiddenMove, match="chưa mở"):
        dossiers.complete_step(code, "check", by=team.leader, at=SOON)


def test_a_step_of_no_process_is_refused(team, code):
    with pytest.raises(Refusal):
        dossiers.complete_step(code, "dance", by=team.handler, at=SOON)


def test_there_is_nothing_to_decide_before_the_decision_step(team, code):
    with pytest.raises(dossiers.NotYours, match="chưa đến bước quyết định"):
        dossiers.decide(code, by=team.leader, at=SOON)


def test_the_decision_is_signed_by_the_leader_and_the_result_goes_to_the_desk(team, code):
    to_the_desk(team, code, at=SOON)

    info = testing.shown(code)
    assert (info.outcome, info.decided_at, info.state) == ("granted", SOON, dossiers.State.PROCESSING)
    assert (info.open_steps[0].id, info.open_steps[0].unit) == ("result", team.reception.unit_code)


def test_a_refusal_along_the_process_is_a_decision_with_its_slip(team, code):
    """dossier-life 4.4."""
    to_the_leader(team, code, at=SOON)
    dossiers.complete_step(code, "check", by=team.leader, at=SOON, data={"choice": "refusal"})
    dossiers.decide(code, by=team.leader, at=SOON, data={"reason": "Không đủ điều kiện về diện tích"})

    info = testing.shown(code)
    assert (info.outcome, info.end_reason) == ("refused", "Không đủ điều kiện về diện tích")
    assert [paper.form for paper in info.papers] == ["receipt", "refusal"]
    dossiers.make_result_ready(code, by=team.reception, at=SOON)
    assert testing.shown(code).outcome == "refused"


def test_each_step_is_due_when_its_part_of_the_limit_is_over(team, code):
    """0.5 + 1 of 5 days for the appraisal, then 2 for the longer branch, 0.5 each for check, signature, result."""
    to_two_branches(team, code, at=SOON)

    due = {step.id: step.due_at for step in testing.shown(code).steps if step.due_at}
    assert due["appraise"] == on("04", "15:00")
    assert due["advice"] == on("06", "15:00")


def test_a_late_step_does_not_push_those_after_it(team, code):
    to_the_leader(team, code, at=on("10", "08:00"))

    assert testing.shown(code).open_steps[0].due_at == on("09", "09:00")


@pytest.mark.parametrize(("by", "unit"), [("handler", "H12.61"), ("tax", "H12.04")])
def test_only_the_unit_of_the_step_completes_it(team, code, by, unit):
    to_the_tax_office(team, code, at=SOON)
    assert testing.shown(code).open_steps[0].unit == "H12.04"

    if unit == "H12.04":
        dossiers.complete_step(code, "tax", by=getattr(team, by), at=SOON)
        assert state(code) is dossiers.State.PROCESSING
    else:
        with pytest.raises(dossiers.NotYours):
            dossiers.complete_step(code, "tax", by=getattr(team, by), at=SOON)


def test_an_act_before_the_reception_is_impossible(team, code):
    with pytest.raises(dossiers.ImpossibleMoment):
        dossiers.take_over(code, by=team.handler, at=after(AT, minutes=-1))


def test_a_naive_moment_is_refused_by_every_act(team, code):
    with pytest.raises(Refusal):
        dossiers.take_over(code, by=team.handler, at=SOON.replace(tzinfo=None))
