"""Supplements (deadlines, rule 9): once, with a reason; a second by order; the clock restarts from zero."""

import pytest
from stories import (
    AT,
    STRAIGHT_ON,
    acts,
    after,
    ask,
    on,
    open_steps,
    state,
    to_the_desk,
    to_the_tax_office,
    to_two_branches,
)

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import ClockSegment, HandOver
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)


def complete(team, code, at):
    return dossiers.complete_supplement(code, by=team.reception, at=at)


def test_asking_stops_the_clock_and_suspends_every_step(team, code):
    """dossier-life 2.1."""
    to_two_branches(team, code, at=SOON)

    ask(team, code, at=on("04"))

    info = testing.shown(code)
    assert (info.state, info.open_steps) == (dossiers.State.SUPPLEMENT, ())
    assert [(part.kind, part.until is None) for part in info.segments] == [("running", False), ("supplement", True)]
    assert info.papers[-1].form == "supplement"


def test_the_person_has_fifteen_working_days(team, code):
    """From Wednesday 4 November, over the holiday of the 24th: deadlines 9.9 counts the same way."""
    ask(team, code, at=on("04"))

    assert testing.shown(code).supplements[0].answer_by == on("26")


def test_complete_again_the_whole_limit_runs_from_zero_with_a_new_promise(team, code):
    """dossier-life 2.3."""
    ask(team, code, at=on("04"))

    complete(team, code, on("12", "14:00"))

    info = testing.shown(code)
    assert (info.start, info.promised_at) == (on("12", "14:00"), on("19", "14:00"))
    assert [(one.at, one.because) for one in info.promises] == [
        (on("10"), "reception"),
        (on("19", "14:00"), "supplement_completed"),
    ]
    assert [paper.form for paper in info.papers] == ["receipt", "supplement", "receipt"]


def test_complete_again_the_step_that_asked_goes_on_and_those_beside_it(team, code):
    """dossier-life 2.4; processes 5.5 and 5.6, in real dossiers: who held them still does, what arrived at the join stays arrived."""
    to_two_branches(team, code, at=SOON)
    dossiers.claim(code, by=team.handler, at=SOON)
    ask(team, code, at=on("04"))

    complete(team, code, on("05"))

    info = testing.shown(code)
    assert {step.id: step.officer for step in info.open_steps} == {"visit": team.handler.login, "advice": None}
    dossiers.complete_step(code, "advice", by=team.tax, at=on("05"))
    dossiers.complete_step(code, "visit", by=team.handler, at=on("05"))
    assert open_steps(code) == ["check"]


def test_what_had_arrived_at_the_join_stays_arrived(team, code):
    """dossier-life 2.4."""
    to_two_branches(team, code, at=SOON)
    dossiers.complete_step(code, "advice", by=team.tax, at=SOON)
    ask(team, code, at=on("04"))
    complete(team, code, on("05"))

    dossiers.complete_step(code, "visit", by=team.handler, at=on("05"))

    assert open_steps(code) == ["check"]


def test_a_hand_over_that_nobody_took_is_still_red_after_a_supplement(team, code):
    """dossier-life 2.10."""
    to_two_branches(team, code, at=SOON)
    ask(team, code, at=on("04"))
    complete(team, code, on("05"))

    advice = next(step for step in testing.shown(code).open_steps if step.id == "advice")
    assert advice.untaken
    assert HandOver.objects.get(receiver="H12.04").taken_at is None


def test_whoever_asks_for_a_supplement_has_taken_the_hand_over(team, code):
    """dossier-life 2.10."""
    assert testing.shown(code).open_steps[0].untaken

    ask(team, code, at=on("04"))
    complete(team, code, on("05"))

    assert not testing.shown(code).open_steps[0].untaken
    assert HandOver.objects.get(receiver=team.handler.unit_code).taken_by == team.handler.login


def test_the_whole_limit_is_spread_over_what_is_left(team, code):
    """dossier-life 2.5; deadlines rule 9: appraisal 1, longer branch 2, check, signature, result 0.5 each: 4.5 of 5 days to spread."""
    ask(team, code, at=on("04"))

    complete(team, code, on("05"))

    step = testing.shown(code).open_steps[0]
    assert step.due_at == on("06", "09:54")  # 1 of 4.5 parts of 2,400 minutes is 533.33…, the next whole minute


def test_at_the_step_where_the_most_is_done_the_rest_gets_the_whole_limit(team, code):
    dossiers.complete_step(code, "appraise", by=team.handler, at=SOON, data=STRAIGHT_ON)
    ask(team, code, at=on("04"), by=team.leader)
    complete(team, code, on("05"))

    info = testing.shown(code)
    assert info.work_done == 0
    assert info.open_steps[0].due_at == on("06", "16:20")  # a third of 5 days: 0.5 of 0.5 + 0.5 + 0.5


def test_a_request_after_three_working_days_is_red_and_needs_a_reason(team, code):
    """dossier-life 2.6."""
    with pytest.raises(Refusal, match="lý do chậm"):
        ask(team, code, at=on("06", "09:01"))

    ask(team, code, at=on("06", "09:01"), late_reason="Chờ cơ quan khác xác nhận")

    request = testing.shown(code).supplements[0]
    assert (request.asked_late, request.late_reason) == (True, "Chờ cơ quan khác xác nhận")


def test_on_the_third_day_it_is_in_time(team, code):
    """dossier-life 2.7."""
    ask(team, code, at=on("06", "09:00"))

    assert not testing.shown(code).supplements[0].asked_late


@pytest.mark.parametrize(
    ("by", "more", "is_asked"),
    [
        pytest.param("handler", {}, False, id="a handler"),
        pytest.param("handler", {"ordered": True}, False, id="a handler who says it is ordered"),
        pytest.param("leader", {}, False, id="the leader without ordering it"),
        pytest.param("leader", {"ordered": True}, True, id="the leader by order"),
    ],
)
def test_a_second_request_needs_the_order_of_the_leader(team, code, by, more, is_asked):
    """dossier-life 2.8."""
    ask(team, code, at=SOON)
    complete(team, code, on("05"))

    if is_asked:
        ask(team, code, at=on("05"), by=getattr(team, by), **more)
        assert testing.shown(code).supplements[1].ordered_by == team.leader.login
    else:
        with pytest.raises(Refusal, match="lãnh đạo"):
            ask(team, code, at=on("05"), by=getattr(team, by), **more)


def test_a_request_without_a_reason_is_refused(team, code):
    """dossier-life 2.9."""
    with pytest.raises(Refusal, match="lý do"):
        dossiers.ask_supplement(code, reason=" \u200b ", items=[], by=team.handler, at=SOON)


@pytest.mark.parametrize("by", ["colleague_elsewhere", "reception"])
def test_only_who_holds_the_dossier_asks(team, code, by):
    actor = team.centre if by == "colleague_elsewhere" else team.reception

    with pytest.raises(Refusal):
        ask(team, code, at=SOON, by=actor)


def test_nothing_is_asked_twice_at_once(team, code):
    ask(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match="Chờ bổ sung"):
        ask(team, code, at=SOON)


def test_at_the_tax_office_nothing_is_asked(team, code):
    to_the_tax_office(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove):
        ask(team, code, at=SOON, by=team.tax)


@pytest.mark.parametrize(("by", "may"), [("reception", True), ("handler", True), ("leader", False), ("tax", False)])
def test_the_desk_or_who_asked_notes_that_it_is_complete(team, code, by, may):
    ask(team, code, at=SOON)

    if may:
        dossiers.complete_supplement(code, by=getattr(team, by), at=on("05"))
        assert state(code) is dossiers.State.PROCESSING
    else:
        with pytest.raises(Refusal):
            dossiers.complete_supplement(code, by=getattr(team, by), at=on("05"))


def test_what_was_not_asked_cannot_be_completed(team, code):
    with pytest.raises(dossiers.ForbiddenMove):
        complete(team, code, SOON)


def test_without_an_answer_the_sweep_closes_the_dossier_with_a_notice(team, code):
    """dossier-life 2.2."""
    ask(team, code, at=on("04"))

    still = dossiers.sweep(at=on("26", "09:00"))
    closed = dossiers.sweep(at=on("26", "09:01"))
    again = dossiers.sweep(at=on("26", "09:02"))

    assert [run.closed for run in (still, closed, again)] == [0, 1, 0]
    info = testing.shown(code)
    assert (info.state, info.ended_at, info.open_steps) == (dossiers.State.CLOSED, on("26", "09:01"), ())
    assert info.papers[-1].form == "refusal"
    assert acts(code).count("closed_unanswered") == 1
    assert not ClockSegment.objects.filter(until=None).exists()


def test_a_closed_dossier_may_be_filed_again(team, code):
    """dossier-life 2.2."""
    ask(team, code, at=on("04"))
    dossiers.sweep(at=on("27"))

    again = testing.a_dossier(team.staff, at=on("27"))

    assert state(again) is dossiers.State.PROCESSING


def test_a_late_dossier_asked_for_papers_still_owes_its_apology(team, code):
    """dossier-life 5.4."""
    dossiers.sweep(at=on("11"))
    ask(team, code, at=on("11"), late_reason="Phát hiện muộn")
    complete(team, code, on("12"))

    assert testing.shown(code).owes == ("apology",)
    assert dossiers.breaches()[1] == ()


def test_what_is_paused_is_resumed_not_completed(team, code):
    dossiers.pause(code, reason="Chờ nộp tiền", by=team.handler, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match="Tạm dừng"):
        complete(team, code, at=on("04"))


def test_what_waits_for_a_supplement_is_completed_not_resumed(team, code):
    ask(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match="Chờ bổ sung"):
        dossiers.resume(code, by=team.handler, at=on("04"))


def test_nothing_is_asked_for_once_the_result_is_decided(team, code):
    """dossier-life 2.11: a new clock after the decision would hide that the result comes late."""
    to_the_desk(team, code, at=SOON)

    with pytest.raises(Refusal, match="đã có quyết định"):
        ask(team, code, at=on("04"), by=team.reception)

    assert dossiers.possible(code, team.reception, on("04")).supplement is None
