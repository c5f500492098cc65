"""A dossier that is reopened: decided anew, or taken up where it ended by mistake; nothing is lost or counted twice."""

import pytest
from stories import AT, acts, after, ask, on, open_steps, state, to_the_desk, to_the_tax_office, to_two_branches
from test_at_the_same_time import at_once, refused

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)
NEXT = on("04", "10:00")
WHY = "Kết quả ghi sai thửa đất"


def reopen(team, code, *, by=None, at=NEXT, reason=WHY, step=""):
    return dossiers.reopen(code, reason=reason, step=step, by=by or team.leader, at=at)


def ready(team, code, *, at=SOON, choice="sign"):
    to_the_desk(team, code, at=SOON, choice=choice)
    dossiers.make_result_ready(code, by=team.reception, at=at)


def returned(team, code, *, at=SOON, **more):
    ready(team, code, at=at, **more)
    dossiers.return_result(code, by=team.reception, at=at)


@pytest.mark.parametrize("settled", [ready, returned], ids=["10.1 ready", "10.1 returned"])
def test_a_faulty_result_goes_on_at_the_deciding_step_against_the_same_promise(team, code, settled):
    """dossier-life 10.1: the promise does not move, the first settlement stays in history and counts no longer."""
    promised = testing.shown(code).promised_at
    settled(team, code)
    before = testing.shown(code)

    reopen(team, code)

    info = testing.shown(code, NEXT)
    assert (info.state, open_steps(code), info.promised_at) == (dossiers.State.PROCESSING, ["sign"], promised)
    assert (info.ready_at, info.lateness, info.decided_at, info.outcome, info.returned_at) == (None,) * 5
    [kept] = info.reopenings
    assert (kept.state, kept.ready_at, kept.lateness, kept.returned_at, kept.reason) == (
        before.state, before.ready_at, "early", before.returned_at, WHY,
    )  # fmt: skip
    assert [(part.kind, part.until) for part in info.segments][-1] == ("running", None)
    assert dossiers.breaches() == (1, ())


def test_a_reopened_dossier_is_settled_once_more_and_counts_once(team, code):
    """dossier-life 10.2: late now, though the faulty result had been early."""
    returned(team, code)
    reopen(team, code)
    late = on("12")
    dossiers.decide(code, by=team.leader, at=late)
    dossiers.make_result_ready(code, by=team.reception, at=late)

    info = testing.shown(code, late)
    assert (info.state, info.lateness, info.owes) == (dossiers.State.READY, "late", ("apology",))
    assert acts(code).count("result_ready") == 2
    assert len(dossiers.dossiers_of(team.reception, late)) == 1
    assert dossiers.breaches() == (1, ())


def test_what_was_late_stays_late_after_a_reopening(team, code):
    """dossier-life 10.3."""
    ready(team, code, at=on("12"))

    reopen(team, code, at=on("13"))

    assert testing.shown(code).is_late
    assert testing.shown(code).owes == ("apology",)


def test_a_leader_may_name_an_earlier_step_but_none_in_one_of_two_branches(team, code):
    """dossier-life 10.4."""
    ready(team, code)
    offered = [step for step, _ in dossiers.possible(code, team.leader, NEXT).reopen_at]
    assert offered == ["sign", "check", "appraise", "receive"]
    for step in ("result", "advice", "khong-co"):
        with pytest.raises(dossiers.ForbiddenMove, match="Không mở lại hồ sơ ở bước"):
            reopen(team, code, step=step)

    reopen(team, code, step="appraise")

    assert open_steps(code) == ["appraise"]
    assert dossiers.breaches() == (1, ())


def test_a_wrong_refusal_is_reopened_and_its_slip_no_longer_holds(team, code):
    """dossier-life 10.5."""
    to_two_branches(team, code, at=SOON)
    dossiers.refuse(code, reason="Không đủ", by=team.leader, at=SOON)
    dossiers.make_result_ready(code, by=team.reception, at=SOON)

    reopen(team, code)

    info = testing.shown(code)
    assert open_steps(code) == ["appraise"]
    assert [paper.form for paper in info.papers if paper.withdrawn_at] == ["refusal"]
    assert dossiers.breaches() == (1, ())


@pytest.mark.parametrize(
    ("before", "stands"),
    [
        pytest.param(lambda *_: None, ["appraise"], id="just received"),
        pytest.param(lambda team, code: to_the_tax_office(team, code, at=SOON), ["tax"], id="at the tax office"),
        pytest.param(
            lambda team, code: to_two_branches(team, code, at=SOON), ["advice", "visit"], id="in two branches"
        ),
        pytest.param(lambda team, code: ask(team, code, at=SOON), [], id="waiting for papers"),
    ],
)
@pytest.mark.parametrize("end", ["withdraw", "stop"])
def test_what_ended_by_mistake_is_taken_up_where_it_stood_as_if_it_had_not_ended(team, code, before, stands, end):
    """dossier-life 10.6: the same steps, the same promise, the same stretch of the clock."""
    before(team, code)
    was = testing.shown(code)
    getattr(dossiers, end)(code, reason="Nhầm", by=team.reception, at=after(SOON, minutes=5))

    reopen(team, code)

    info = testing.shown(code)
    assert (info.state, open_steps(code), info.promised_at) == (was.state, stands, was.promised_at)
    assert info.segments == was.segments
    assert (info.ended_at, info.end_reason) == (None, "")
    assert all(paper.withdrawn_at for paper in info.papers if paper.form == "stop")
    assert dossiers.breaches() == (1, ())


def test_branches_that_had_arrived_at_a_join_have_still_arrived(team, code):
    """dossier-life 10.6."""
    to_two_branches(team, code, at=SOON)
    dossiers.complete_step(code, "visit", by=team.handler, at=SOON)
    dossiers.withdraw(code, reason="Nhầm", by=team.reception, at=SOON)

    reopen(team, code)
    dossiers.complete_step(code, "advice", by=team.tax, at=NEXT)

    assert open_steps(code) == ["check"]


def test_a_dossier_closed_without_an_answer_waits_for_the_papers_once_more_for_the_whole_time(team, code):
    """dossier-life 10.7."""
    ask(team, code, at=SOON)
    closed_at = on("30")
    dossiers.sweep(at=closed_at)
    assert state(code) is dossiers.State.CLOSED

    reopen(team, code, at=closed_at)

    [asked] = testing.shown(code).supplements
    assert (state(code), asked.closed_at) == (dossiers.State.SUPPLEMENT, None)
    assert asked.answer_by > on("2026-12-18")
    dossiers.complete_supplement(code, by=team.reception, at=on("2026-12-01"))
    assert open_steps(code) == ["appraise"]
    assert dossiers.breaches() == (1, ())


@pytest.mark.parametrize("by", ["reception", "handler", "tax", "centre"])
def test_only_a_leader_of_the_competent_unit_reopens(team, code, by):
    """dossier-life 10.8."""
    ready(team, code)

    with pytest.raises(Refusal):
        reopen(team, code, by=getattr(team, by))

    assert state(code) is dossiers.State.READY
    assert not dossiers.possible(code, team.reception, NEXT).reopen


def test_without_a_reason_or_before_the_settlement_nothing_is_reopened(team, code):
    """dossier-life 10.9."""
    ready(team, code)

    with pytest.raises(dossiers.ReasonMissing):
        reopen(team, code, reason="")
    with pytest.raises(dossiers.ImpossibleMoment):
        reopen(team, code, at=AT)


def test_what_is_open_or_void_is_not_reopened(team, code):
    """dossier-life 10.10."""
    with pytest.raises(dossiers.ForbiddenMove, match="Đang giải quyết"):
        reopen(team, code)
    dossiers.void(code, reason="Nhầm", by=team.reception, at=SOON)
    with pytest.raises(dossiers.ForbiddenMove, match="tiếp nhận hồ sơ mới"):
        reopen(team, code)


@pytest.mark.django_db(transaction=True)
def test_reopened_and_returned_at_once_nothing_is_counted_twice(team, code):
    """dossier-life 10.11."""
    ready(team, code)

    answers = at_once(lambda: reopen(team, code), lambda: dossiers.return_result(code, by=team.reception, at=NEXT))

    assert len(refused(answers)) <= 1
    assert state(code) is dossiers.State.PROCESSING
    assert acts(code).count("reopened") == 1
    assert dossiers.breaches() == (1, ())
