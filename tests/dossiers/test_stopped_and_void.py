"""How a dossier ends without a decision besides a withdrawal: stopped on request, or void because a desk entered it wrongly."""

import pytest
from stories import (
    AT,
    a_dossier_of_many_ways,
    acts,
    after,
    ask,
    on,
    state,
    to_the_desk,
    to_the_tax_office,
    to_two_branches,
)
from test_at_the_same_time import at_once, refused

from motcua.domain.documents import api as documents
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Apology, Dossier, HandOver, LateFinding
from motcua.domain.organisation import testing as organisation_testing
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
SOON = after(AT, minutes=30)
WHEREVER = pytest.mark.parametrize(
    "before",
    [
        pytest.param(lambda *_: None, id="just received"),
        pytest.param(lambda team, code: ask(team, code, at=SOON), id="waiting for papers"),
        pytest.param(lambda team, code: to_the_tax_office(team, code, at=SOON), id="at the tax office"),
        pytest.param(lambda team, code: to_two_branches(team, code, at=SOON), id="in two branches"),
    ],
)


def stop(team, code, *, by=None, at=SOON, reason="Người nộp xin dừng để chuẩn bị lại"):
    return dossiers.stop(code, reason=reason, by=by or team.reception, at=at)


def void(team, code, *, by=None, at=SOON, reason="Nhập hai lần cùng một hồ sơ"):
    return dossiers.void(code, reason=reason, by=by or team.reception, at=at)


@WHEREVER
def test_a_dossier_is_stopped_on_request_wherever_it_is_and_the_person_gets_the_notice(team, code, before):
    """dossier-life 8.1."""
    before(team, code)

    stop(team, code)

    info = testing.shown(code)
    assert (info.state, info.ended_at, info.open_steps) == (dossiers.State.STOPPED, SOON, ())
    assert all(part.until for part in info.segments)
    assert info.papers[-1].form == "stop"
    assert "xin dừng" in IssuedPaper.objects.get(pk=info.papers[-1].paper_id).data["reason"]
    assert dossiers.breaches() == (1, ())


def test_the_desk_and_a_leader_of_the_competent_unit_note_a_stop_nobody_else(team, code):
    """dossier-life 8.2."""
    for by in (team.handler, team.tax):
        with pytest.raises(Refusal):
            stop(team, code, by=by)

    stop(team, code, by=team.leader)

    assert state(code) is dossiers.State.STOPPED


def test_a_stop_without_a_reason_changes_nothing(team, code):
    """dossier-life 8.3."""
    with pytest.raises(dossiers.ReasonMissing):
        stop(team, code, reason=" ")

    assert (state(code), acts(code)[-1]) == (dossiers.State.PROCESSING, "paper_issued")


def test_what_is_decided_is_not_stopped_and_what_is_stopped_not_twice(team, code):
    """dossier-life 8.4."""
    other = a_dossier_of_many_ways(team)
    to_the_desk(team, code, at=SOON)
    with pytest.raises(dossiers.ForbiddenMove, match="quyết định"):
        stop(team, code)
    stop(team, other)
    with pytest.raises(dossiers.ForbiddenMove, match="Đã dừng theo yêu cầu"):
        stop(team, other)

    assert not dossiers.possible(code, team.reception, SOON).stop


@pytest.mark.parametrize("swept", [True, False], ids=["the sweep came first", "no sweep came"])
def test_what_was_late_when_it_was_stopped_stays_late_and_owes_its_apology(team, code, swept):
    """dossier-life 8.5."""
    late = on("10", "09:01")
    if swept:
        dossiers.sweep(at=late)

    stop(team, code, at=late)

    assert testing.shown(code).owes == ("apology",)
    assert acts(code).count("late_found") == 1
    assert dossiers.breaches() == (1, ())


def test_a_stopped_dossier_is_no_work_and_no_longer_foreseen_late(team, code):
    """dossier-life 8.1."""
    stop(team, code)

    assert dossiers.inbox(team.handler, SOON).total == 0
    assert dossiers.sweep(at=on("30")).late == 0
    assert dossiers.overdue_hand_overs(team.reception, on("30")) == ()


@WHEREVER
def test_what_was_entered_by_mistake_is_void_the_same_day_wherever_it_is(team, code, before):
    """dossier-life 9.1: no step, no clock, no hand-over, no lateness; the number stays."""
    before(team, code)

    void(team, code)

    info = testing.shown(code)
    assert (info.code, info.state, info.ended_at, info.open_steps) == (code, dossiers.State.VOID, SOON, ())
    assert all(part.until for part in info.segments)
    assert not HandOver.objects.filter(taken_at=None).exists()
    assert dossiers.inbox(team.handler, SOON).total == 0
    assert dossiers.breaches() == (1, ())


def test_the_number_of_a_void_dossier_is_never_given_again(team, code):
    """dossier-life 9.2."""
    void(team, code)

    again = a_dossier_of_many_ways(team)

    assert int(again[-4:]) == int(code[-4:]) + 1
    assert [row.state for row in dossiers.find(code, team.reception, SOON)] == [dossiers.State.VOID]


def test_the_papers_of_a_void_dossier_no_longer_hold_and_a_printing_says_so(team, code):
    """dossier-life 9.3."""
    void(team, code)

    papers = testing.shown(code).papers
    assert [paper.withdrawn_at for paper in papers] == [SOON] * len(papers)
    assert "paper_withdrawn" in acts(code)
    documents.print_paper(papers[0].paper_id, by=team.reception, at=after(SOON, minutes=1))


@pytest.mark.parametrize(
    ("by", "at", "says"),
    [
        pytest.param("reception", on("04", "07:00"), "tiếp nhận ngày 03/11/2026", id="9.4 the next morning"),
        pytest.param("reception", on("30"), "tiếp nhận ngày 03/11/2026", id="9.4 weeks later"),
        pytest.param("leader", SOON, "Việc này cần quyền", id="9.5 a leader of the unit"),
        pytest.param("handler", SOON, "Việc này cần quyền", id="9.5 who holds it"),
        pytest.param("centre", SOON, "Không có hồ sơ", id="9.5 another desk"),
    ],
)
def test_on_another_day_or_elsewhere_nothing_is_voided(team, code, by, at, says):
    """dossier-life 9.4, dossier-life 9.5."""
    with pytest.raises(Refusal, match=says):
        void(team, code, by=getattr(team, by), at=at)

    assert state(code) is dossiers.State.PROCESSING


def test_until_midnight_of_the_day_of_reception_it_may_be_void(team, code):
    """dossier-life 9.1."""
    assert dossiers.possible(code, team.reception, on("03", "23:59")).void
    assert not dossiers.possible(code, team.reception, on("04", "00:00")).void

    void(team, code, at=on("03", "23:59"))


def test_without_a_reason_nothing_is_voided(team, code):
    """dossier-life 9.6."""
    with pytest.raises(dossiers.ReasonMissing):
        void(team, code, reason="")

    assert state(code) is dossiers.State.PROCESSING


def test_what_is_decided_is_no_slip_of_the_hand_any_more(team, code):
    """dossier-life 9.7."""
    to_the_desk(team, code, at=SOON)

    with pytest.raises(dossiers.ForbiddenMove, match="quyết định"):
        void(team, code)


def test_what_was_filed_online_is_no_slip_of_the_desk(team, code):
    """dossier-life 9.10."""
    Dossier.objects.filter(code=code).update(outside_code="G22.99.02-261103-0001")

    with pytest.raises(dossiers.ForbiddenMove, match="trực tuyến"):
        void(team, code)

    assert not dossiers.possible(code, team.reception, SOON).void


def test_a_signed_apology_keeps_a_dossier_from_being_void(team, code):
    """dossier-life 9.11."""
    paper = IssuedPaper.objects.get()
    Apology.objects.create(
        dossier=Dossier.objects.get(code=code),
        reason="Thiếu người",
        promised_at=testing.shown(code).promised_at,
        drafted_at=AT,
        drafted_by=team.leader.login,
        signed_at=AT,
        signed_by=team.leader.login,
        signature="CHỦ TỊCH",
        foreseen=True,
        paper=paper,
    )

    with pytest.raises(dossiers.ForbiddenMove, match="xin lỗi"):
        void(team, code)

    assert state(code) is dossiers.State.PROCESSING


def test_what_is_void_is_never_late_even_where_the_sweep_had_found_it(team, code):
    """dossier-life 9.8: a limit within the day, found late in the evening, void before midnight."""
    LateFinding.objects.create(dossier=Dossier.objects.get(code=code), found_at=SOON, promised_at=AT, found_by="sweep")

    void(team, code, at=after(SOON, minutes=1))

    assert (testing.shown(code).is_late, testing.shown(code).owes) == (False, ())
    assert dossiers.breaches() == (1, ())
    assert dossiers.apology_breaches(on("30")) == ()


def test_an_act_on_a_void_dossier_is_refused(team, code):
    """dossier-life 9.9."""
    void(team, code)

    for act in (
        lambda: void(team, code),
        lambda: stop(team, code),
        lambda: dossiers.complete_step(code, "appraise", by=team.handler, at=SOON),
        lambda: ask(team, code, at=SOON),
    ):
        with pytest.raises(dossiers.ForbiddenMove, match="Đã hủy do nhập nhầm"):
            act()


@pytest.mark.django_db(transaction=True)
def test_voided_and_acted_on_at_once_exactly_one_of_the_two_happens(team, code):
    """dossier-life 9.9."""
    answers = at_once(
        lambda: void(team, code),
        lambda: dossiers.claim(code, by=team.handler, at=SOON),
        lambda: stop(team, code, by=team.leader),
    )

    assert len(refused(answers)) in {1, 2}
    assert state(code) in {dossiers.State.VOID, dossiers.State.STOPPED}
    assert dossiers.breaches() == (1, ())


@pytest.mark.django_db(transaction=True)
def test_two_officers_void_at_once_and_it_is_void_once(team, code):
    """dossier-life 9.9."""
    colleague = organisation_testing.an_actor(team.staff.places.commune_desk, "reception")

    answers = at_once(lambda: void(team, code), lambda: void(team, code, by=colleague))

    assert len(refused(answers)) == 1
    assert acts(code).count("voided") == 1
