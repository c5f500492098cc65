"""How a dossier leaves its course: refused, withdrawn, paused at the tax office, ready, returned."""

import pytest
from stories import (
    AT,
    acts,
    after,
    ask,
    on,
    open_steps,
    publish_many_ways,
    state,
    to_the_desk,
    to_the_leader,
    to_the_tax_office,
    to_two_branches,
)

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.procedures import testing as procedures_testing
from motcua.domain.workflow import testing as workflow_testing
from motcua.domain.workflow.testing import a_document, a_join, a_split, a_step
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)


def refuse(team, code, *, by=None, at=SOON, reason="Không thuộc đối tượng"):
    return dossiers.refuse(code, reason=reason, by=by or team.leader, at=at)


def withdraw(team, code, *, by=None, at=SOON, reason="Người nộp đổi ý"):
    return dossiers.withdraw(code, reason=reason, by=by or team.reception, at=at)


def test_a_refusal_ends_every_step_and_sends_the_slip_to_the_desk(team, code):
    """dossier-life 4.3; deadlines rule 16: refused after appraisal, within the limit; it counts as settled once it is ready."""
    to_two_branches(team, code, at=SOON)

    refuse(team, code)

    info = testing.shown(code)
    assert (info.outcome, info.state, open_steps(code)) == ("refused", dossiers.State.PROCESSING, ["result"])
    assert [paper.form for paper in info.papers] == ["receipt", "refusal"]
    dossiers.make_result_ready(code, by=team.reception, at=after(SOON, minutes=5))
    dossiers.return_result(code, by=team.reception, at=after(SOON, minutes=9))
    assert (state(code), testing.shown(code).outcome) == (dossiers.State.RETURNED, "refused")


@pytest.mark.parametrize("by", ["handler", "reception", "tax"], ids=["no leader", "the desk", "another unit"])
def test_only_a_leader_of_the_unit_that_holds_it_refuses(team, code, by):
    with pytest.raises(Refusal):
        refuse(team, code, by=getattr(team, by))


def test_a_refusal_needs_a_reason(team, code):
    with pytest.raises(dossiers.ReasonMissing):
        refuse(team, code, reason="  ")


def test_what_is_decided_cannot_be_refused_any_more(team, code):
    """dossier-life 4.6."""
    to_the_desk(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove):
        refuse(team, code)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(lambda *_: None, id="just received"),
        pytest.param(lambda team, code: ask(team, code, at=SOON), id="waiting for papers"),
        pytest.param(lambda team, code: to_the_tax_office(team, code, at=SOON), id="at the tax office"),
        pytest.param(lambda team, code: to_two_branches(team, code, at=SOON), id="in two branches"),
    ],
)
def test_the_person_may_withdraw_whatever_is_not_decided(team, code, before):
    """dossier-life 4.5."""
    before(team, code)

    withdraw(team, code)

    info = testing.shown(code)
    assert (info.state, info.ended_at, info.open_steps) == (dossiers.State.WITHDRAWN, SOON, ())
    assert all(part.until for part in info.segments)


def test_a_leader_of_the_competent_unit_notes_a_withdrawal_too(team, code):
    withdraw(team, code, by=team.leader)

    assert state(code) is dossiers.State.WITHDRAWN


@pytest.mark.parametrize("by", ["handler", "tax"])
def test_nobody_else_notes_a_withdrawal(team, code, by):
    with pytest.raises(Refusal):
        withdraw(team, code, by=getattr(team, by))


def test_a_withdrawal_needs_a_reason_and_without_it_nothing_is_changed(team, code):
    with pytest.raises(dossiers.ReasonMissing):
        withdraw(team, code, reason="")

    assert open_steps(code) == ["appraise"]


def test_what_is_decided_is_not_withdrawn(team, code):
    """dossier-life 4.6."""
    to_the_desk(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match="quyết định"):
        withdraw(team, code)


def test_the_clock_stands_still_at_the_tax_office_and_the_promise_moves_by_exactly_that(team, code):
    """dossier-life 3.1; deadlines rules 9 and 12: 120 + 150 working minutes were paused, over noon."""
    to_the_tax_office(team, code, at=on("04", "09:00"))
    assert state(code) is dossiers.State.PAUSED

    dossiers.complete_step(code, "tax", by=team.tax, at=on("04", "15:30"))

    info = testing.shown(code)
    assert (info.state, info.promised_at) == (dossiers.State.PROCESSING, on("10", "15:30"))
    assert [one.because for one in info.promises] == ["reception", "paused"]
    assert [part.kind for part in info.segments] == ["running", "paused", "running"]


@pytest.mark.parametrize(
    ("since", "until", "promised"),
    [
        pytest.param(on("04", "09:00"), on("05", "09:00"), on("11", "09:00"), id="a whole working day"),
        pytest.param(on("04", "17:30"), on("05", "06:00"), on("10", "09:00"), id="at night: nothing"),
        pytest.param(on("06", "16:00"), on("09", "08:00"), on("10", "11:00"), id="over a weekend: two hours"),
    ],
)
def test_a_pause_by_an_officer_moves_the_promise_by_the_working_minutes_paused(team, code, since, until, promised):
    """dossier-life 3.2."""
    dossiers.pause(code, reason="Chờ nộp tiền sử dụng đất", by=team.handler, at=since)
    dossiers.resume(code, by=team.handler, at=until)

    info = testing.shown(code)
    assert info.promised_at == promised
    assert sum(day.minutes or 0 for day in info.days) == 5 * 480
    assert info.papers[-1].form == "receipt"


@pytest.mark.parametrize(
    ("received", "since", "until", "limit", "promised"),
    [
        pytest.param(
            on("06", "18:30"), on("06", "18:40"), on("09", "09:00"), "05 Ngày làm việc", on("16", "09:00"),
            id="in the evening: the clock starts on Monday at seven",
        ),
        pytest.param(
            on("04", "11:30"), on("04", "11:35"), on("04", "15:00"), "05 Ngày làm việc", on("11", "15:00"),
            id="at noon: two hours of the afternoon",
        ),
        pytest.param(
            on("06", "18:30"), on("06", "18:40"), on("06", "19:10"), "05 Ngày làm việc", on("13", "17:00"),
            id="over before the clock starts: nothing",
        ),
        pytest.param(
            on("06", "18:30"), on("06", "18:40"), on("09", "09:00"), "10 Ngày", on("19", "17:00"),
            id="calendar days: none between the start and Monday",
        ),
    ],
)  # fmt: skip
def test_what_was_paused_before_the_clock_started_moves_nothing(team, received, since, until, limit, promised):
    """dossier-life 3.6: until then no time of the office was counted that a payer could take."""
    record = procedures_testing.a_record("1.009999", channels=procedures_testing.rows_on_all_channels(limit))
    code = testing.a_dossier(team.staff, "1.009999", at=received, record=record)
    dossiers.pause(code, reason="Chờ nộp lệ phí", by=team.handler, at=since)
    dossiers.resume(code, by=team.handler, at=until)

    assert testing.shown(code).promised_at == promised


def test_what_is_paid_at_a_desk_elsewhere_before_the_hand_over_moves_only_what_runs_after_it(team):
    """dossier-life 3.6, deadlines rule 15: the clock starts at the latest hand-over, Tuesday at five in the afternoon."""
    publish_many_ways()
    code = dossiers.receive(
        testing.a_reception(team.staff, desk=team.staff.places.centre, competent=team.staff.places.commune),
        by=team.centre,
        at=AT,
    ).code
    promised = testing.shown(code).promised_at
    dossiers.take_over(code, by=team.handler, at=on("03", "09:30"))
    own = testing.shown(code).unit_due_at
    dossiers.pause(code, reason="Chờ nộp lệ phí", by=team.handler, at=on("03", "10:00"))

    dossiers.resume(code, by=team.handler, at=on("04", "08:00"))

    info = testing.shown(code)
    assert (promised, info.promised_at) == (on("10", "17:00"), on("11", "08:00"))
    assert (own, info.unit_due_at) == (on("10", "09:30"), on("11", "07:30"))


def test_a_clock_that_stands_for_the_payer_is_not_run_on_by_hand(team, code):
    """dossier-life 3.7: else the payer's time would count while the payer's step is still open."""
    to_the_tax_office(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match="chưa xong"):
        dossiers.resume(code, by=team.tax, at=on("04"))

    assert state(code) is dossiers.State.PAUSED
    assert not dossiers.possible(code, team.tax, on("04")).resume


def test_a_pause_needs_a_reason_and_somebody_who_holds_the_dossier(team, code):
    with pytest.raises(dossiers.ReasonMissing):
        dossiers.pause(code, reason="", by=team.handler, at=SOON)
    with pytest.raises(dossiers.NotYours):
        dossiers.pause(code, reason="Chờ", by=team.leader, at=SOON)


def test_what_runs_is_not_resumed_and_what_stands_is_not_paused(team, code):
    with pytest.raises(dossiers.ForbiddenMove):
        dossiers.resume(code, by=team.handler, at=SOON)
    dossiers.pause(code, reason="Chờ", by=team.handler, at=SOON)
    with pytest.raises(dossiers.ForbiddenMove):
        dossiers.pause(code, reason="Chờ", by=team.handler, at=SOON)


def test_a_result_that_is_decided_and_only_awaits_the_desk_is_not_paused(team, code):
    """dossier-life 3.5."""
    to_the_desk(team, code, at=SOON)

    with pytest.raises(Refusal, match="đã có quyết định"):
        dossiers.pause(code, reason="Chờ", by=team.reception, at=SOON)

    assert not dossiers.possible(code, team.reception, SOON).pause


def test_a_pause_cannot_end_before_it_began(team, code):
    dossiers.pause(code, reason="Chờ", by=team.handler, at=on("04"))

    with pytest.raises(dossiers.ImpossibleMoment):
        dossiers.resume(code, by=team.handler, at=SOON)


def test_two_payments_side_by_side_stop_the_clock_until_both_are_made(team):
    """dossier-life 3.3."""
    both = a_document(
        a_step("receive", "pay", "1", place="desk", role="reception"),
        a_split("pay", "tax", "fee"),
        a_step("tax", "paid", stops_clock=True),
        a_step("fee", "paid", stops_clock=True),
        a_join("paid", "sign"),
        code="QT-HAI-KHOAN",
    )
    version = workflow_testing.a_bound_process(both)
    code = testing.a_dossier(team.staff, process_version_id=version.id)
    assert state(code) is dossiers.State.PAUSED

    dossiers.complete_step(code, "tax", by=team.handler, at=after(AT, minutes=60))
    assert state(code) is dossiers.State.PAUSED
    dossiers.complete_step(code, "fee", by=team.handler, at=after(AT, minutes=90))

    assert (state(code), testing.shown(code).promised_at) == (dossiers.State.PROCESSING, on("10", "10:30"))


def test_a_dossier_an_officer_paused_goes_on_to_the_tax_office_all_the_same(team, code):
    dossiers.pause(code, reason="Chờ", by=team.handler, at=SOON)

    to_the_tax_office(team, code, at=SOON)

    assert (state(code), open_steps(code)) == (dossiers.State.PAUSED, ["tax"])


def test_the_result_is_ready_at_the_desk_and_the_dossier_is_settled_then(team, code):
    """dossier-life 4.1."""
    to_the_desk(team, code, at=SOON)

    done = dossiers.make_result_ready(code, by=team.reception, at=on("06"))

    info = testing.shown(code)
    assert (done.lateness, info.state, info.ready_at, info.work_done) == ("early", dossiers.State.READY, on("06"), 100)
    assert "taken" in acts(code)


def test_nothing_is_ready_before_its_steps_are_done(team, code):
    to_the_leader(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match="chưa xong"):
        dossiers.make_result_ready(code, by=team.reception, at=SOON)


def test_only_the_desk_notes_the_result_and_returns_it(team, code):
    to_the_desk(team, code, at=SOON)

    with pytest.raises(Refusal):
        dossiers.make_result_ready(code, by=team.leader, at=SOON)
    dossiers.make_result_ready(code, by=team.reception, at=SOON)
    with pytest.raises(Refusal):
        dossiers.return_result(code, by=team.leader, at=SOON)


def test_a_result_is_returned_once_and_only_when_it_is_there(team, code):
    """dossier-life 4.7."""
    to_the_desk(team, code, at=SOON)
    with pytest.raises(dossiers.ForbiddenMove):
        dossiers.return_result(code, by=team.reception, at=SOON)
    dossiers.make_result_ready(code, by=team.reception, at=SOON)
    with pytest.raises(dossiers.ForbiddenMove):
        dossiers.make_result_ready(code, by=team.reception, at=SOON)

    dossiers.return_result(code, by=team.reception, at=on("05"))

    info = testing.shown(code)
    assert (info.state, info.returned_at, info.ended_at) == (dossiers.State.RETURNED, on("05"), on("05"))
    with pytest.raises(dossiers.ForbiddenMove):
        dossiers.return_result(code, by=team.reception, at=on("05"))


def test_the_day_the_person_comes_does_not_make_it_late(team, code):
    """dossier-life 4.2; deadlines rule 10: settled when it is ready, not when it is collected."""
    to_the_desk(team, code, at=SOON)
    dossiers.make_result_ready(code, by=team.reception, at=on("06"))
    dossiers.sweep(at=on("20"))

    done = dossiers.return_result(code, by=team.reception, at=on("20"))

    assert (done.lateness, testing.shown(code).owes) == ("early", ())


def test_a_desk_step_between_result_and_return_keeps_the_work_done(team):
    """processes 6.16: the fee is collected when the result lies there."""
    elements = [
        a_step("receive", "appraise", "1", place="desk", role="reception"),
        a_step("appraise", "sign", "2"),
        a_step("sign", "fee", "1", role="leader", decides=True),
        a_step("fee", "give", "0.5", place="desk", role="reception", ready=True),
        a_step("give", "finish", "0.5", place="desk", role="reception", returns=True),
        {"id": "finish", "kind": "end"},
    ]
    version = workflow_testing.a_bound_process(a_document(*elements, code="QT-THU-PHI", total_days="5"))
    code = testing.a_dossier(team.staff, process_version_id=version.id)
    testing.carry_to_ready(team.staff, code, at=SOON)
    with pytest.raises(dossiers.ForbiddenMove, match="fee"):
        dossiers.return_result(code, by=team.reception, at=SOON)

    dossiers.complete_step(code, "fee", by=team.reception, at=SOON)

    assert testing.shown(code).work_done == 100
    dossiers.return_result(code, by=team.reception, at=SOON)
    assert state(code) is dossiers.State.RETURNED
