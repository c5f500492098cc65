"""The opinion of another unit (dossier-life, section 7; deadlines, rule 9): its own due moment, and no clock stops."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import (
    AT,
    STRAIGHT_ON,
    a_dossier_of_many_ways,
    acts,
    ask,
    on,
    to_the_desk,
    to_the_leader,
    to_the_tax_office,
)

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Opinion
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.kernel.working_time import LimitUnit, TimeLimit

pytestmark = pytest.mark.django_db
BY = on("05", "09:00")
QUESTION = "Thửa đất này có tranh chấp không?"


def ask_opinion(team, code, *, by=None, at=AT, unit="H12.04", **more):
    given_by = {"answer_by": BY} if not more.keys() & {"answer_by", "limit"} else {}
    words = {"question": QUESTION, **given_by, **more}
    return dossiers.ask_opinion(code, unit=unit, by=by or team.handler, at=at, **words)


def opinion(code):
    return testing.shown(code).opinions[-1]


def test_the_clock_runs_on_and_the_promise_stays(team, code):
    """dossier-life 7.1."""
    before = testing.shown(code)

    ask_opinion(team, code)

    info = testing.shown(code)
    assert (info.state, info.promised_at, info.segments) == (before.state, before.promised_at, before.segments)
    assert (info.opinions[0].unit, info.opinions[0].answer_by) == ("H12.04", BY)
    assert acts(code)[-1] == "opinion_asked"
    assert QUESTION not in str([row.body for row in info.ledger])


def test_a_limit_is_counted_by_the_calendar_of_the_unit_asked(team, code):
    """dossier-life 7.2."""
    organisation_testing.a_calendar("H12.04", organisation.seed_spec(), reason="Lịch của Sở")

    ask_opinion(team, code, limit=TimeLimit(Decimal(2), LimitUnit.WORKING_DAY))

    assert opinion(code).answer_by == on("05", "09:00")


def test_only_who_holds_a_step_or_leads_that_unit_asks(team, code):
    """dossier-life 7.3."""
    for by in (team.reception, team.tax):
        with pytest.raises((dossiers.NotYours, dossiers.UnknownDossier)):
            ask_opinion(team, code, by=by)

    assert ask_opinion(team, code, by=team.leader).act == "opinion_asked"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        pytest.param({"question": "  "}, "nội dung", id="dossier-life 7.4 no question"),
        pytest.param({"answer_by": None}, "hạn trả lời", id="dossier-life 7.5 no due moment"),
        pytest.param({"answer_by": AT}, "sau lúc hỏi", id="dossier-life 7.6 due at once"),
        pytest.param({"unit": "H12.61"}, "đơn vị khác", id="dossier-life 7.7 the own unit"),
        pytest.param({"unit": "H12.99"}, "H12.99", id="dossier-life 7.8 no such unit"),
    ],
)
def test_a_question_that_lacks_something_is_refused_and_nothing_is_sent(team, code, more, says):
    with pytest.raises(dossiers.FaultyOpinion if "H12.99" not in says else organisation.UnknownUnit, match=says):
        ask_opinion(team, code, **more)

    assert testing.shown(code).opinions == ()


def test_a_unit_is_asked_once_until_it_has_answered(team, code):
    """dossier-life 7.9."""
    ask_opinion(team, code)
    with pytest.raises(dossiers.AlreadyAsked):
        ask_opinion(team, code)

    dossiers.answer_opinion(code, answer="Không có tranh chấp.", by=team.tax, at=on("04"))
    ask_opinion(team, code, at=on("04"))
    assert [one.state for one in testing.shown(code).opinions] == ["answered", "asked"]


def test_not_while_papers_are_awaited_and_not_after_the_decision(team, code):
    """dossier-life 7.10."""
    ask(team, code, at=AT)
    with pytest.raises(dossiers.ForbiddenMove):
        ask_opinion(team, code)
    decided = a_dossier_of_many_ways(team)
    to_the_desk(team, decided, at=AT)
    with pytest.raises(dossiers.ForbiddenMove):
        ask_opinion(team, decided, by=team.reception)


def test_it_may_be_asked_while_the_clock_stands_for_a_payment(team, code):
    """dossier-life 7.11."""
    to_the_tax_office(team, code, at=AT)
    dossiers.take_over(code, by=team.tax, at=AT)

    assert ask_opinion(team, code, by=team.tax, unit="H12.14").state is dossiers.State.PAUSED


def test_the_unit_asked_sees_the_dossier_until_it_has_answered_and_not_longer(team, code):
    """dossier-life 7.12."""
    seen = [dossiers.may_see(code, team.tax, AT)]
    ask_opinion(team, code)
    seen.append(dossiers.may_see(code, team.tax, AT))
    assert [row.code for row in dossiers.opinions_waiting(team.tax, AT)] == [code]

    dossiers.answer_opinion(code, answer="Không có tranh chấp.", by=team.tax, at=on("04"))
    seen.append(dossiers.may_see(code, team.tax, on("04")))

    assert seen == [False, True, False]
    assert dossiers.opinions_waiting(team.tax, on("04")) == ()
    with pytest.raises(dossiers.UnknownDossier):
        dossiers.dossier(code, team.tax, on("04"))
    assert (opinion(code).answer, opinion(code).ended_by) == ("Không có tranh chấp.", team.tax.login)


def test_who_is_asked_may_answer_and_do_nothing_else(team, code):
    """dossier-life 7.13."""
    ask_opinion(team, code)
    possible = dossiers.possible(code, team.tax, AT)

    assert possible.asked is not None
    assert not any((possible.steps, possible.pause, possible.refuse, possible.withdraw, possible.ask_opinion))
    for act in (
        lambda: dossiers.complete_step(code, "appraise", by=team.tax, at=AT, data=STRAIGHT_ON),
        lambda: dossiers.withdraw(code, reason="Thử", by=team.tax, at=AT),
        lambda: dossiers.pause(code, reason="Thử", by=team.tax, at=AT),
        lambda: dossiers.claim(code, by=team.tax, at=AT),
    ):
        with pytest.raises((dossiers.NotYours, organisation.MissingRight)):
            act()


def test_only_officers_of_the_unit_asked_answer(team, code):
    """dossier-life 7.14."""
    ask_opinion(team, code)

    with pytest.raises(dossiers.NotAsked):
        dossiers.answer_opinion(code, answer="Thay", by=team.leader, at=AT)
    with pytest.raises(dossiers.FaultyOpinion):
        dossiers.answer_opinion(code, answer=" ", by=team.tax, at=AT)
    watcher = organisation_testing.an_actor("H12.04", "supervisor")
    with pytest.raises(organisation.MissingRight):
        dossiers.answer_opinion(code, answer="Thay", by=watcher, at=AT)


def test_an_opinion_not_given_in_time_is_found_by_the_sweep_once_and_shown_to_asker_and_desk(team, code):
    """dossier-life 7.15."""
    ask_opinion(team, code)
    assert dossiers.sweep(at=BY).late_opinions == 0

    late = BY + timedelta(minutes=1)
    assert (dossiers.sweep(at=late).late_opinions, dossiers.sweep(at=late).late_opinions) == (1, 0)

    assert acts(code)[-1] == "opinion_late"
    assert testing.shown(code).opinions[0].is_late(late)
    for by in (team.handler, team.reception, team.tax):
        assert [row.code for row in dossiers.opinions_waiting(by, late)] == [code]
    assert dossiers.opinions_waiting(team.centre, late) == ()


def test_a_late_answer_is_taken_and_stays_late(team, code):
    """dossier-life 7.16."""
    ask_opinion(team, code)

    dossiers.answer_opinion(code, answer="Không có tranh chấp.", by=team.tax, at=on("06"))

    assert opinion(code).is_late(on("06"))
    assert dossiers.opinions_counted(team.handler, since=on("01"), at=on("06")) == (
        dossiers.OpinionCount("H12.04", asked=1, answered_late=1, not_answered=0),
    )
    assert testing.shown(code).ledger[-1].body["late"] is True


def test_a_decision_without_the_opinion_needs_its_reason(team, code):
    """dossier-life 7.17."""
    ask_opinion(team, code)
    to_the_leader(team, code, at=AT)
    dossiers.complete_step(code, "check", by=team.leader, at=AT, data={"choice": "sign"})

    with pytest.raises(dossiers.OpinionMissing, match="Sở Tư pháp"):
        dossiers.decide(code, by=team.leader, at=AT)
    dossiers.decide(code, by=team.leader, at=AT, data={"without_opinion": "Hồ sơ đã đủ căn cứ"})

    assert (opinion(code).state, opinion(code).end_reason) == ("passed_over", "Hồ sơ đã đủ căn cứ")
    assert "opinion_passed_over" in acts(code)
    assert not dossiers.may_see(code, team.tax, AT)
    assert dossiers.breaches()[1] == ()


def test_once_it_is_answered_a_decision_needs_no_further_reason(team, code):
    """dossier-life 7.18."""
    ask_opinion(team, code)
    dossiers.answer_opinion(code, answer="Không có tranh chấp.", by=team.tax, at=AT)

    to_the_desk(team, code, at=AT)

    assert testing.shown(code).decided_at == AT


def test_a_refusal_by_the_leader_says_why_in_any_case(team, code):
    """dossier-life 7.19."""
    ask_opinion(team, code)

    dossiers.refuse(code, reason="Không đủ điều kiện", by=team.leader, at=AT)

    assert (opinion(code).state, opinion(code).end_reason) == ("passed_over", "Không đủ điều kiện")


def test_when_the_dossier_ends_nobody_is_asked_any_longer(team, code):
    """dossier-life 7.20."""
    unanswered = a_dossier_of_many_ways(team)
    for one in (code, unanswered):
        ask_opinion(team, one)
    dossiers.withdraw(code, reason="Người nộp rút", by=team.reception, at=AT)
    ask(team, unanswered, at=AT)
    dossiers.sweep(at=on("2026-12-01"))

    for one in (code, unanswered):
        assert (opinion(one).state, dossiers.may_see(one, team.tax, AT)) == ("dossier_ended", False)
    assert dossiers.breaches()[1] == ()


def test_it_is_still_waited_for_while_papers_are_awaited(team, code):
    """dossier-life 7.21."""
    ask_opinion(team, code)
    ask(team, code, at=AT)

    assert dossiers.answer_opinion(code, answer="Không.", by=team.tax, at=on("04")).state is dossiers.State.SUPPLEMENT


def test_who_asked_or_leads_the_unit_that_asked_withdraws_the_question_with_a_reason(team, code):
    """dossier-life 7.22."""
    ask_opinion(team, code)
    for by in (team.colleague, team.tax, team.reception):
        with pytest.raises(dossiers.NotAsked):
            dossiers.withdraw_opinion(code, unit="H12.04", reason="Không cần nữa", by=by, at=AT)
    with pytest.raises(dossiers.FaultyOpinion):
        dossiers.withdraw_opinion(code, unit="H12.04", reason="", by=team.leader, at=AT)

    dossiers.withdraw_opinion(code, unit="H12.04", reason="Không cần nữa", by=team.leader, at=AT)

    assert opinion(code).state == "withdrawn"
    assert not dossiers.may_see(code, team.tax, AT)


@pytest.mark.parametrize(
    "change",
    [
        {"unit_id": "H12.61"}, {"question": ""}, {"answer_by": AT}, {"state": "forgotten"}, {"answer": "Có"},
        {"ended_at": BY}, {"state": "answered", "ended_at": BY, "ended_by": "ai-do"},
        {"state": "withdrawn", "ended_at": BY, "ended_by": "ai-do"}, {"late_found_at": BY},
    ],
)  # fmt: skip
def test_the_database_refuses_an_opinion_that_contradicts_itself(team, code, change):
    ask_opinion(team, code)

    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.filter(dossier__code=code).update(**change)


@given(hours=st.lists(st.integers(min_value=1, max_value=200), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_opinions_never_move_a_promise_or_a_step_whenever_they_are_asked_answered_or_late(team, hours):
    """Rule 9 as a property: opinions have their own due moments and stop nothing."""
    code = a_dossier_of_many_ways(team)
    before = testing.shown(code)
    at = AT

    for number, after in enumerate(hours):
        ask_opinion(team, code, at=at, answer_by=at + timedelta(hours=24))
        at += timedelta(hours=after)
        if number % 2:
            dossiers.withdraw_opinion(code, unit="H12.04", reason="Thôi", by=team.handler, at=at)
        else:
            dossiers.answer_opinion(code, answer="Được", by=team.tax, at=at)

    info = testing.shown(code)
    assert (info.promises, info.segments, info.steps) == (before.promises, before.segments, before.steps)
    assert [one.is_late(at) for one in info.opinions] == [
        number % 2 == 0 and after > 24 for number, after in enumerate(hours)
    ]
