"""What the buttons offer is what the acts allow."""

from datetime import timedelta

import pytest

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.workflow import testing as workflow_testing

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
SOON = AT + timedelta(minutes=10)


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def code(staff):
    return testing.a_dossier(staff)


def test_a_dossier_handed_over_may_be_taken_by_the_unit_that_got_it_and_by_nobody_else(staff, code) -> None:
    assert dossiers.possible(code, staff.handler, SOON).take_over
    assert not dossiers.possible(code, staff.reception, SOON).take_over
    assert not dossiers.possible(code, staff.leader, SOON).take_over


def test_the_desk_may_note_a_withdrawal_until_the_decision(staff, code) -> None:
    assert dossiers.possible(code, staff.reception, SOON).withdraw
    testing.carry_to_ready(staff, code, at=SOON)
    assert not dossiers.possible(code, staff.reception, SOON).withdraw


def test_a_leader_is_offered_the_able_officers_of_the_unit_and_the_refusal(staff, code) -> None:
    found = dossiers.possible(code, staff.leader, SOON)

    assert [login for login, _ in found.assignees] == [staff.handler.login]
    assert found.refuse
    assert not dossiers.possible(code, staff.handler, SOON).refuse


def test_a_supplement_asked_after_three_working_days_needs_a_reason_for_being_late(staff, code) -> None:
    in_time, late = (dossiers.possible(code, staff.handler, AT + timedelta(days=days)).supplement for days in (2, 6))

    assert (in_time.is_late, late.is_late) == (False, True)
    assert (in_time.number, in_time.needs_order, in_time.ask_days) == (1, False, 3)


def test_the_second_supplement_is_offered_to_who_may_order_it(staff, code) -> None:
    dossiers.ask_supplement(code, reason="Thiếu bản sao", items=[], by=staff.handler, at=SOON)
    assert dossiers.possible(code, staff.reception, SOON).complete_supplement
    dossiers.complete_supplement(code, by=staff.reception, at=SOON)

    assert dossiers.possible(code, staff.handler, SOON).supplement is None
    assert dossiers.possible(code, staff.leader, SOON).supplement.needs_order


def test_the_result_comes_to_the_desk_before_it_is_handed_out(staff, code) -> None:
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON)
    dossiers.decide(code, by=staff.leader, at=SOON)
    assert dossiers.possible(code, staff.reception, SOON).make_ready
    dossiers.make_result_ready(code, by=staff.reception, at=SOON)

    found = dossiers.possible(code, staff.reception, SOON)
    assert (found.make_ready, found.return_result, found.steps) == (False, True, ())


def test_a_paused_clock_can_only_go_on(staff, code) -> None:
    dossiers.pause(code, reason="Chờ nộp thuế", by=staff.handler, at=SOON)

    found = dossiers.possible(code, staff.handler, SOON)
    assert (found.pause, found.resume, found.supplement) == (False, True, None)


def test_an_answer_that_leads_back_needs_its_reason(staff) -> None:
    step, choice = workflow_testing.a_step, workflow_testing.a_choice
    document = workflow_testing.a_document(
        step("receive", "appraise", "0.5", place="desk", role="reception"),
        step("appraise", "check", "2"),
        step("check", "verdict", "1", role="leader"),
        choice("verdict", ('choice = "lai"', "appraise"), otherwise="sign"),
    )
    version = workflow_testing.a_bound_process(document)
    code = testing.a_dossier(staff, process_version_id=version.id)
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON)

    [found] = dossiers.possible(code, staff.leader, SOON).steps

    assert [(answer.needs_reason) for answer in found.answers] == [True, False]


def test_rows_that_need_a_look_are_not_done_in_bulk(staff, code) -> None:
    [row] = dossiers.inbox(staff.handler, SOON).rows
    assert dossiers.doable_at_once(row, staff.handler) == {dossiers.TAKE_OVER, dossiers.COMPLETE}
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON)
    [row] = dossiers.inbox(staff.leader, SOON).rows
    assert dossiers.doable_at_once(row, staff.leader) == frozenset()


def test_an_unknown_and_a_forbidden_dossier_are_told_alike(staff, code) -> None:
    from motcua.domain.organisation import testing as organisation_testing

    stranger = organisation_testing.an_actor(staff.places.department, "handler")
    told = []
    for asked in (code, "H12.99-000000-0001"):
        with pytest.raises(dossiers.UnknownDossier) as caught:
            dossiers.possible(asked, stranger, SOON)
        told.append(str(caught.value).replace(asked, "…"))
    assert told[0] == told[1]
    assert not dossiers.may_see(code, stranger, SOON)


def test_the_reason_of_a_step_sent_back_stands_with_the_step(staff, code) -> None:
    dossiers.complete_step(code, "appraise", by=staff.handler, at=SOON, data={"reason": "Ảnh mờ\u200b, xem lại"})

    [done] = [step for step in testing.shown(code, SOON).steps if step.id == "appraise"]
    assert done.reason == "Ảnh mờ, xem lại"
